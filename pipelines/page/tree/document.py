"""The page parsed once, as a browser would parse it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.page.address.resolving import resolve
from pipelines.page.tables import table
from pipelines.page.tree.records import attribute_data, hidden_markup
from pipelines.page.tree.styles import concealed_by
from pipelines.page.tree.unclosed import CONDITION_ENDS, conditions_closed, parsed
from pipelines.page.tree.xhtml import DECLARATION, HEAD, as_html
from pipelines.pattern import Pattern

Elements = Mapping[str, Sequence[LexborNode]]
_ASKED = ("base", "title", "meta", "link", "script", "style", "form", "h1", "h2")


def elements_of(tree: LexborHTMLParser) -> Elements:
    """Find what many ask for in one walk over the tree, in the order of the document."""
    found: dict[str, list[LexborNode]] = {tag: [] for tag in _ASKED}
    for node in tree.css(", ".join(_ASKED)):
        found[node.tag or ""].append(node)
    return found


@dataclass(frozen=True, slots=True)
class Document:
    """`url` is where the page came from, `base` what its links are relative to (HTML, 4.2.3).

    `scripts` are the texts of its own scripts, and of JSON that attributes hold for them; `hidden` is markup that one of
    them would show.
    `is_piece`: the text is no page by itself, but a part of one.
    `note`: what Founder's system says of the article in a comment. `left_out`: links of an endless page that were not
    read. `data`: names of data attributes, among others that only look like some: who asks for elements by such a
    name need not look where it is not. `elements`: those of a few kinds that many ask for, by their tags. `concealed`:
    classes and ids whose elements its style sheets set out of sight.
    """

    url: str
    base: str
    tree: LexborHTMLParser
    elements: Elements
    scripts: tuple[str, ...] = ()
    hidden: LexborHTMLParser | None = None
    is_piece: bool = False
    note: str = ""
    data: frozenset[str] = frozenset()
    left_out: int = 0
    concealed: frozenset[str] = frozenset()

    def first(self, tag: str) -> LexborNode | None:
        """Give the first of `elements` with this tag."""
        return next(iter(self.elements[tag]), None)

    @property
    def data_scripts(self) -> Iterator[str]:
        """The texts of its scripts of JSON-LD."""
        for script in self.elements["script"]:
            if (script.attributes.get("type") or "").lower() == "application/ld+json":
                yield script.text(deep=True)

    @property
    def acts(self) -> bool:
        """Elements that are no links may lead on."""
        return bool(self.data) or self.tree.css_first("[onclick]") is not None

    def resolve(self, href: str) -> str | None:
        """Give the absolute http(s) URL without fragment, or None for anything else (mail, script, broken)."""
        return resolve(self.base, href)


# <textarea class="article-content">&lt;p&gt;…: the article as a script will show it
_KEPT = Pattern(r"<textarea\b([^<>]{0,300})>([^<]*)</textarea>", re.IGNORECASE)
_ARTICLES = Pattern("class=.{0,100}(?:article|content|title)", re.IGNORECASE)
_ESCAPED = "&lt;p"


def _shown_later(text: str) -> str:
    """Open the text areas that keep an article's HTML escaped, shadow roots, and comments for one browser that run on."""
    if CONDITION_ENDS in text:
        text = conditions_closed(text)
    if "shadowroot" in text:
        text = _opened_roots(text)
    if "<textarea" not in text or _ESCAPED not in text:
        return text
    if not any(_ESCAPED in found[2] and _ARTICLES.search(found[1]) for found in _KEPT.finditer(text)):
        return text
    return _KEPT.sub(_opened, text)


_TEMPLATE = Pattern(r"<(/?)template\b([^<>]{0,300})>", re.IGNORECASE)


def _opened_roots(text: str) -> str:
    """Make plain elements of templates that a browser shows as they come: `shadowrootmode` (HTML, 4.12.3)."""
    shown: list[bool] = []

    def opened(tag: re.Match[str]) -> str:
        if tag[1]:
            return "</div>" if shown and shown.pop() else tag[0]
        shown.append("shadowroot" in tag[2].lower())
        return "<div>" if shown[-1] else tag[0]

    return _TEMPLATE.sub(opened, text)


def _opened(found: re.Match[str]) -> str:
    return f"<div{found[1]}>{unescape(found[2])}</div>" if _ARTICLES.search(found[1]) else found[0]


_NOTE, _NOTE_ENDS, _LONGEST_NOTE = "<!--enpproperty", "-->", 4000


def _note(text: str) -> str:
    """Give the comment in which Founder's system (方正翔宇) keeps title, date and author of an article."""
    _, opened, note = text.partition(_NOTE)
    return note.partition(_NOTE_ENDS)[0][:_LONGEST_NOTE] if opened else ""


# Building a tree takes the square of its depth, as the standard has it. Browsers stop at 512 elements in each other.
_DEEPEST = 2000
_MANY_TAGS = 20_000  # fewer take no time however deep they stand
_TAG = Pattern(r"<(/?)([a-z][a-z0-9]*)[^<>]*>?", re.I)
_FLAT = frozenset(table("tags")["flat"])


def _shallow(text: str) -> str:
    """Take out the elements that stand too deep for any reader; their text stays."""
    if len(text) < _MANY_TAGS or text.count("<") < _MANY_TAGS:
        return text
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        ends, flat = bool(tag[1]), tag[2].lower() in _FLAT
        depth += not ends and not flat
        too_deep = depth > _DEEPEST
        depth -= ends and not flat and depth > 0
        return "" if too_deep else tag[0]

    return _TAG.sub(kept, text)


# Building an element takes the square of its attributes, for each is looked for among those before it.
_MOST_ATTRIBUTES = 1000
_LONG = 4000  # letters of a tag; fewer hold too few to matter
_LONG_TAG = Pattern(r"<[a-z][^<>]{4000,}", re.I)
_QUOTED = Pattern(r"\"[^\"]*\"|'[^']*'")


def _bare(text: str) -> str:
    """Take the attributes from tags that have more than anybody writes; a long value is none of these."""
    return _LONG_TAG.sub(_without_attributes, text) if _has_long_tag(text) else text


def _has_long_tag(text: str) -> bool:
    """Look from bracket to bracket, which costs next to nothing where they stand close."""
    at, size = 0, len(text)
    while at < size:
        last = max(text.rfind("<", at, at + _LONG), text.rfind(">", at, at + _LONG))
        if last < 0 and text[at - 1] == "<":
            return True
        at = last + 1 if last >= 0 else at + _LONG
    return False


def _without_attributes(tag: re.Match[str]) -> str:
    attributes = _QUOTED.sub("", tag[0]).split()
    return tag[0] if len(attributes) <= _MOST_ATTRIBUTES else attributes[0]


# A link takes two kilobytes of memory until it is a lead. Archives of all articles have some ten thousand.
MOST_LINKS = 50_000
_LINK = Pattern(r"<(?:a|area|option)\s", re.I)
_SHORTEST_LINK = len("<a href=x>")


def _bounded(text: str) -> tuple[str, int]:
    """Give `text` as far as its links can be read, and the number of those that are left out."""
    if len(text) < MOST_LINKS * _SHORTEST_LINK:
        return text, 0
    beyond = islice(_LINK.finditer(text), MOST_LINKS, None)
    first = next(beyond, None)
    return (text[: first.start()], 1 + sum(1 for _ in beyond)) if first else (text, 0)


_WHOLE = Pattern(r"<(?:!doctype|html|head|body|title|frameset)\b", re.I)
_HEAD = 4000  # letters


def parse(text: str, url: str) -> Document:
    """Parse `text`. Any string gives a document: the HTML standard defines a tree for every input."""
    text, left_out = _bounded(text)
    tree = parsed(_bare(_shallow(_shown_later(as_html(text) if DECLARATION in text[:HEAD] else text))))
    elements = elements_of(tree)
    base = _base(url, elements["base"]) if elements["base"] else url
    is_piece = _WHOLE.search(text, 0, _HEAD) is None
    scripts = tuple([script.text() for script in elements["script"] if "src" not in script.attributes])
    scripts += tuple(attribute_data(text))
    hidden = hidden_markup(text, scripts)
    sheets = elements["style"]
    away = concealed_by(sheets) if sheets else frozenset()
    return Document(url, base, tree, elements, scripts, hidden, is_piece, _note(text), _data(text), left_out, away)


def _base(url: str, nodes: Sequence[LexborNode]) -> str:
    """Give what links are relative to: the first `href` of a base element counts (HTML, 4.2.3)."""
    href = next((href for node in nodes if (href := node.attributes.get("href")) is not None), None)
    return (resolve(url, href) if href else None) or url


_DATA = Pattern(r"data-[\w-]+")  # a search for one beginning leaps from one to the next
_LIKE_DATA = ("hx-get", "turbo-frame", "include-fragment")


def _data(text: str) -> frozenset[str]:
    text = text.lower() if "DATA-" in text else text
    return frozenset((*_DATA.findall(text), *(name for name in _LIKE_DATA if name in text)))
