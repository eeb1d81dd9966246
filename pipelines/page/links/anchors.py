"""The links of a page as they stand in it: text, address, and the boxes around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from selectolax.lexbor import LexborNode

from pipelines.page.address import urls
from pipelines.page.address.addresses import Address, Reader
from pipelines.page.links.forms import BUTTONS, buttons, choices, find_submitters
from pipelines.page.links.openers import Opener, find_openers, opened_by
from pipelines.page.links.sayings import Saying, saying
from pipelines.page.links.targets import Attributes, Origin, target_of
from pipelines.page.links.wording import LONGEST_LABEL, squeeze
from pipelines.page.tree.document import Document
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern


class Region(StrEnum):
    """The part of a page that a link stands in, by the names of the elements around it."""

    NONE = ""
    CRUMBS = "crumbs"
    PAGER = "pager"
    FOOTER = "footer"
    NAVIGATION = "navigation"
    RELATED = "related"
    TAGS = "tags"
    SHARE = "share"
    BODY = "body"


@dataclass(slots=True)
class Box:
    """An element with links in it: those from `start`, `count` of them, in the order of the page.

    `key` is the identity of the page that all of them lead to, None where they lead to several. `own` is the
    region that its own name speaks of, `region` the one that counts.
    """

    node: LexborNode
    parent: Box | None
    own: Region
    start: int
    count: int = 0
    key: str | None = ""
    region: Region = Region.NONE  # set once all boxes are known


@dataclass(slots=True)
class Anchor:
    """One link: where it leads, its text, what both say, and `box`, the element right around it."""

    node: LexborNode
    attributes: Attributes
    to: Address
    text: str
    says: Saying
    box: Box
    origin: Origin = Origin.PLAIN
    _before: str | None = None  # remembered by `Page.before`
    _name: str | None = None

    @property
    def item(self) -> Box | None:
        """The largest element around the link with no link to anywhere else."""
        box: Box | None = self.box if self.box.key is not None else None
        while box is not None and box.parent is not None and box.parent.key is not None:
            box = box.parent
        return box

    @property
    def name(self) -> str:
        """The text, or what stands for it: the picture's, the title, what screen readers say."""
        if self._name is None:
            title = self.attributes.get("title")
            if not title and self.text:
                self._name = self.text
            else:
                title = squeeze(title or "")
                self._name = _whole(self.text, title) or _picture_text(self) or title or _spoken(self)
        return self._name


@dataclass(slots=True)
class Page:
    """A document with its anchors in order and the boxes around them, outer before inner."""

    document: Document
    site: tuple[str, ...]
    key: str
    shape: str
    family: str
    anchors: list[Anchor] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    around: dict[int, Box] = field(default_factory=dict)  # by the identity of the element

    def inside(self, box: Box) -> list[Anchor]:
        return self.anchors[box.start : box.start + box.count]

    def before(self, anchor: Anchor) -> str:
        """Give the text on the same line before a link, up to the link before it."""
        if anchor._before is None:
            anchor._before = _text_before(anchor, self.around)
        return anchor._before


_NAMED = Pattern("|".join(f"(?P<{name}>{phrase('regions', name)})" for name in Region if name not in ("", "body")))
_TAG_REGIONS = {
    "nav": Region.NAVIGATION,
    "footer": Region.FOOTER,
    "aside": Region.RELATED,
    "header": Region.NAVIGATION,
}
# Bound once: reading a member off its class costs more than what is done with it here.
_CRUMBS = Pattern(r"(?<!has-)(?<!with-)(?<!no-)breadcrumb")  # rank-math-breadcrumb, header-breadcrumbs
_NO_REGION, _BODY, _PLAIN, _NAVIGATION = Region.NONE, Region.BODY, Origin.PLAIN, Region.NAVIGATION
_NAMELESS = frozenset(("html", "body", "tbody", "tr"))  # classes of body tell of the page, not of a part of it
# What holds more links only happens to have such a name: `class="page"` around a whole page.
_MOST_LINKS = {Region.CRUMBS: 12, Region.PAGER: 40, Region.BODY: 10_000, Region.SHARE: 20}
_SCRIPT, _DATA = Origin.SCRIPT, Origin.DATA
_PAGE_PARTS = (Region.NAVIGATION, Region.FOOTER)
_LISTS_LINKS = Pattern(r"nav|menu", re.I)
_ENTRY_HEAD = Pattern(r"(?:item|entry|post|teaser|card|story)[-_]{0,2}head", re.I)
_BREAKS = Pattern(r"[|｜;；。\n]")
_CLIMB = 4  # elements around a link that hold nothing else
_LONGEST_TEXT = 500  # a link around a whole teaser has said by then what it is
_LINKING = "a, area, option, link, meta, frame, iframe, [onclick]"
_ACTING = ("data-href", "data-url", "data-next", "data-next-url", "data-next-page", "data-load-url", "data-api",
           "data-ajax-url", "hx-get", "data-hx-get")  # fmt: skip
_FRAMES = ("turbo-frame", "include-fragment")  # elements that fetch what they show


def read_anchors(document: Document, site: tuple[str, ...], body: LexborNode | None = None) -> Page:
    """Collect the links of the page in one pass."""
    key = urls.key(document.url)
    shape = urls.shape(key)
    page = Page(document, site, key, shape, urls.family(shape))
    body_id = body.mem_id if body is not None else 0
    read = Reader(document.base, site).read
    acting = "".join(f", [{name}]" for name in _ACTING if name in document.data)
    acting += "".join(f", {name}" for name in _FRAMES if name in document.data)
    pressed = {button.mem_id: href for button, href in buttons(document)} if document.elements["form"] else {}
    acting += f", {BUTTONS}" if pressed else ""
    pressed.update((option.mem_id, href) for option, href in choices(document))
    nodes = document.tree.css(_LINKING + acting)
    if document.hidden is not None:
        nodes += document.hidden.css("a")
    openers: Mapping[str, Opener] | None = None
    for node in nodes:
        attributes = node.attributes
        href, origin = target_of(node.tag or "", attributes)
        if href is None and node.mem_id in pressed:
            href, origin = pressed[node.mem_id], _SCRIPT
        if href is None and origin is _DATA:
            if openers is None:
                openers = {**find_openers(document.scripts), **find_submitters(document)}
            href, origin = opened_by(attributes, openers) if openers else None, _SCRIPT
        address = read(href) if href else None
        parent = node.parent
        if address is None or parent is None:
            continue
        box = _box_around(parent, page, body_id)
        box.count += 1
        box.key = address.key if box.key in ("", address.key) else None
        text = squeeze(node.text() or _label(node, attributes))[:_LONGEST_TEXT]
        page.anchors.append(Anchor(node, attributes, address, text, saying(text), box, origin))
    _sum_up(page)
    return page


def _label(node: LexborNode, attributes: Attributes) -> str:
    """Give the words on a button."""
    return (attributes.get("value") or "") if node.tag == "input" else ""


def _box_around(node: LexborNode, page: Page, body_id: int) -> Box:
    known = page.around
    if (found := known.get(node.mem_id)) is not None:
        return found
    fresh: list[LexborNode] = []
    current: LexborNode | None = node
    box = None
    while current is not None and current.is_element_node and (box := known.get(current.mem_id)) is None:
        fresh.append(current)
        current = current.parent
    for one in reversed(fresh):
        own = _own_region(one, body_id)
        if own in _PAGE_PARTS and one.tag != "nav" and _in_article(box) and not _LISTS_LINKS.search(_name(one)):
            own = _NO_REGION
        box = Box(one, box, own, len(page.anchors))
        known[one.mem_id] = box
        page.boxes.append(box)
    return box or Box(node, None, Region.NONE, len(page.anchors))


def _in_article(box: Box | None) -> bool:
    """Tell whether an element stands in one that is an article's: its header and footer are not the page's.

    HTML Standard, 4.3.8 and 4.3.9.
    """
    while box is not None:
        if box.node.tag in ("article", "main"):
            return True
        box = box.parent
    return False


def _name(node: LexborNode) -> str:
    return f"{node.attributes.get('class')} {node.attributes.get('id')}"


def _own_region(node: LexborNode, body_id: int) -> Region:
    if body_id and node.mem_id == body_id:
        return _BODY
    tag = node.tag or ""
    attributes = node.attributes
    if not attributes:
        return _TAG_REGIONS.get(tag, _NO_REGION)
    if tag in _NAMELESS:
        return _NO_REGION
    described = attributes.get("aria-label") or attributes.get("itemtype")  # schema.org/BreadcrumbList
    return _region_named(tag, attributes.get("class"), attributes.get("id"), described)


@lru_cache(maxsize=8192)
def _region_named(tag: str, class_name: str | None, identifier: str | None, described: str | None) -> Region:
    name = f"{class_name or ''} {identifier or ''}".lower()
    if (described and "breadcrumb" in described.lower()) or _CRUMBS.search(name):
        return Region.CRUMBS
    found = _NAMED.search(name) if len(name) > 1 else None
    return Region(found.lastgroup or "") if found else _TAG_REGIONS.get(tag, _NO_REGION)


def _sum_up(page: Page) -> None:
    """Count the links of every box, then hand regions down."""
    for box in reversed(page.boxes):
        parent = box.parent
        if parent is not None:
            parent.count += box.count
            if parent.key == "":
                parent.key = box.key
            elif parent.key != box.key:
                parent.key = None
    most = max(20, len(page.anchors) * 6 // 10)
    for box in page.boxes:
        fits = box.own and box.count <= _MOST_LINKS.get(box.own, most) and not _heads_one(box)
        box.region = box.own if fits else box.parent.region if box.parent else _NO_REGION


def _heads_one(box: Box) -> bool:
    """Tell the header of one entry, `class="catItemHeader"`, from that of the page, by name or as it leads to one page."""
    if box.own is not _NAVIGATION or _LISTS_LINKS.search(f"{box.node.tag} {_name(box.node)}"):
        return False
    return bool(box.key) or _ENTRY_HEAD.search(_name(box.node)) is not None


def _whole(text: str, title: str) -> str:
    """Give the title where the text is only its beginning: 河堤步道修缮完工……"""
    stem = text.rstrip(".…。·")
    return title if stem and len(stem) < len(text) and len(title) > len(stem) and title.startswith(stem) else text


def _picture_text(anchor: Anchor) -> str:
    own = anchor.attributes.get("alt")  # of an area in an image map
    picture = anchor.node.css_first("img") if not own else None
    return squeeze(own or (picture and (picture.attributes.get("alt") or picture.attributes.get("title"))) or "")


def _spoken(anchor: Anchor) -> str:
    return squeeze(anchor.attributes.get("aria-label") or "")


def _text_before(anchor: Anchor, around: dict[int, Box]) -> str:
    node: LexborNode = anchor.node
    box: Box | None = anchor.box
    sign = ""  # a colon or an arrow in a text of its own: the words may stand before it
    for _ in range(_CLIMB):
        before = node.prev
        while before is not None:
            tag = before.tag
            if tag == "a" or before.mem_id in around:
                return sign
            bare = tag == "-comment" or before.is_empty_text_node
            text = "" if bare else squeeze(before.text()[-3 * LONGEST_LABEL :])
            if text and (sign or any(letter.isalnum() for letter in text)):
                return str(_BREAKS.split(text + sign)[-1]).strip()
            sign, before = text or sign, before.prev
        if box is None or box.key is None:
            return sign
        node, box = box.node, box.parent
    return sign
