"""A path of crumbs, put together from the links and texts of one element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.regions import Box
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Crumb
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

HERE = phrase("crumbs", "here")
_SEPARATOR = Pattern(r"\s*(?:[-=]{0,2}[>＞›»→≫▶▸❯⟩〉⇒]+|::|[|｜/／\\丨]+|(?<=\s)[-–—·](?=\s))\s*")
_SEPARATOR_AT_END = Pattern(r"\s*[-=]{0,2}[>＞›»→≫▶▸❯⟩〉⇒]+\Z|(?<=\S)\s+[-–—/|·]\Z")
_SIGN_AT_START, _POINTED = Pattern(r"[/／|｜·–—-](?=\s)"), Pattern(r"[>＞›»→≫▶▸❯⟩〉⇒]|::")
_HERE = Pattern(rf"\W*{HERE}\W*", re.I)
_STARTS_HERE = Pattern(rf"\W*{HERE}\s*[：:]+\s*|\W*{HERE}\s*(?=[>＞›»])", re.I)
_POINTS = Pattern("[：:>＞›»]")  # one of them stands behind the words "you are here"
_SKIPPED = frozenset(("script", "style", "select", "form", "button", "iframe", "noscript", "input", "svg"))
_LISTS = ("ul", "ol")
_BORDERS = frozenset(("li", "td", "dd", "dt", "svg"))
_LEAST_IN_MENU, _CLIMB = 2, 4  # items, and levels from a menu to the item that it opens from
_DEEPEST = 50  # elements in each other: crumbs that anybody wrote need a tenth of that
_LONGEST = 80  # letters in the name of a section


def starts_here(text: str) -> re.Match[str] | None:
    """Find the words "you are here" with which a text begins, and the sign behind them."""
    return _STARTS_HERE.match(text) if _POINTS.search(text) else None


def read_trail(box: Box, page: Page, start: Anchor | None) -> Trail:
    """Read a box as a path of crumbs, from the link `start` on where one is given."""
    by_node = {anchor.node.mem_id: anchor for anchor in page.inside(box)}
    trail = Trail(start)
    for text, anchor in _pieces(box.node, by_node):
        going = trail.add_link(anchor) if anchor is not None else trail.add_text(text)
        if not going:
            break
    return trail


def _pieces(node: LexborNode, anchors: dict[int, Anchor], depth: int = 0) -> Iterator[tuple[str, Anchor | None]]:
    """Give texts and links in their order, menus that open below a crumb left out; the border of a list's item comes as
    an empty text.
    """
    for child in node.iter(include_text=True):
        if child.is_text_node:
            if text := squeeze(child.text()):
                yield text, None
        elif (anchor := anchors.get(child.mem_id)) is not None:
            yield "", anchor
        else:
            if child.tag in _BORDERS or child.first_child is None:
                yield "", None  # the border of an item, or a sign that the style sheet draws
            menu = child.tag in _LISTS and _is_menu(child)
            if child.tag not in _SKIPPED and depth < _DEEPEST and not menu:
                yield from _pieces(child, anchors, depth + 1)


def _is_menu(node: LexborNode) -> bool:
    """Say whether a list of several items stands inside the item of one crumb."""
    if sum(child.tag == "li" for child in node.iter()) < _LEAST_IN_MENU:
        return False
    around = node.parent
    for _ in range(_CLIMB):
        if around is None or around.tag in (*_LISTS, "li"):
            break
        around = around.parent
    return around is not None and around.tag == "li"


@dataclass(slots=True)
class Trail:
    """Puts pieces together. Once a separator was seen, what has none before it ends the path.

    `begun` is False until the link that the path starts with, or the words "you are here"; `open` where a crumb
    may follow. `separated`: there are signs between the crumbs; `labelled`: the path says what it is.
    """

    start: Anchor | None
    crumbs: list[Crumb] = field(default_factory=list)
    begun: bool = False
    open: bool = True
    separated: bool = False
    labelled: bool = False
    sign: str = ""

    def __post_init__(self) -> None:
        self.begun = self.start is None

    def add_link(self, anchor: Anchor) -> bool:
        """Take a link; say whether the path may go on."""
        self.begun = self.begun or anchor is self.start
        name = anchor.name if self.begun else ""
        if not name:
            return True
        if not self.open and (self.separated or (self.start is not None and anchor.box is not self.start.box)):
            return False
        inside = _SEPARATOR_AT_END.search(name)
        self.crumbs.append(Crumb(name[: inside.start()] if inside else name, anchor.to.url))
        self.open = inside is not None
        self.separated = self.separated or self.open
        return True

    def add_text(self, text: str) -> bool:
        """Take a text between links; say whether the path may go on."""
        if not text:
            self.open = self.open or not self.separated
            return True
        if label := starts_here(text):
            text, self.begun, self.open, self.labelled = text[label.end() :], True, True, True
        if not self.begun or not text:
            return True
        if self.crumbs and not any(letter.isalnum() for letter in text):
            self.sign, self.open, self.separated = text, True, True
            return True
        first, *rest = self._split(text)
        going = self._add_name(first.strip())
        for piece in rest:
            self.open = self.separated = True
            going = self._add_name(piece.strip()) and going
        return going

    def _split(self, text: str) -> list[str]:
        """Split at what separates crumbs anywhere, or has separated them here: 首页·新闻·本地."""
        if self.sign and text.startswith(self.sign):
            return text.split(self.sign)
        if (lead := _SIGN_AT_START.match(text)) and any(crumb.url for crumb in self.crumbs):
            return text.split(lead[0])  # <a>Home</a> / Pump it up – the song
        if self.crumbs and _POINTED.search(text) is None:
            return [text]  # the name of an item is whole: <li>Walking - der Sport
        return _SEPARATOR.split(f" {text} ")

    def _add_name(self, name: str) -> bool:
        if not name or _HERE.fullmatch(name):
            return True
        if not self.crumbs and name[-1] in "：:":
            self.labelled = True
            return True
        if not self.open or len(name) > _LONGEST:
            return not self.separated
        self.crumbs.append(Crumb(name))
        self.open = False
        return True
