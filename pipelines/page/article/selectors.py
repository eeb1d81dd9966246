"""CSS selectors for an element that will hold on the next page of the site too: the steadiest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.page.article.layout import element
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

# A selector that ends with the name of the element itself: id, class or attribute.
NAMED = Pattern(r"[.#\[][^ ]*$")
_NAME = Pattern(r"[A-Za-z][\w-]{0,39}", re.ASCII)
# Numbers of an article, and names that a build tool made up: another page has others.
_PASSING = Pattern(
    r"\d{3}|\d[A-Za-z_-]+\d|[0-9a-f]{8}|[-_]+(?=\w*[a-z])(?=\w*(?:\d|[A-Z]\w*[A-Z]|[a-z][A-Z]\w*))\w{5,}$",
    re.ASCII,
)
# Classes that say how an element looks or stands at the moment, and not what it holds.
_LOOKS = Pattern(
    r"(?:clearfix|clear|active|current|cur|on|hide|hidden|show|left|right|fl|fr|row|first|last|bold|col[\w-]*"
    r"|m[tblrxy]?-?\d+|p[tblrxy]?-?\d+|f(?:s|ont)?-?\d+)",
    re.IGNORECASE,
)
_SPEAKING = frozenset(("h1", "h2", "article", "main", "time", "address"))  # tags that pages have few of
_NEAR = 6  # elements around one, to name it by
_LONGEST_PATH = 4  # tags in a row: a longer path breaks with the next banner
_META = ("name", "property", "itemprop", "http-equiv")


def selectors(document: Document, node: LexborNode) -> Iterator[str]:
    """Give selectors whose first element is `node`; those that find nothing else before those that do."""
    found = [(each, matches) for each in _candidates(node) if (matches := _first(document, node, each))]
    yield from (each for each, matches in found if matches == 1)
    yield from (each for each, matches in found if matches > 1)


def is_selector(text: str) -> bool:
    """Say whether `text` is a CSS selector that this program can use."""
    try:
        LexborHTMLParser("<p>").css(text)
    except Exception:  # selectolax raises its own and built-in errors alike for bad selectors
        return False
    return bool(text.strip())


def _first(document: Document, node: LexborNode, selector: str) -> int:
    """Give how many elements a selector finds, 0 where `node` is not the first of them."""
    first = element(document, selector)
    if first is None or first.mem_id != node.mem_id:
        return 0
    return len(document.tree.css(selector))


def _candidates(node: LexborNode) -> Iterator[str]:
    own = list(_names(node))
    yield from own
    tag = node.tag or "*"
    steps = [*own, tag]
    for ancestor in islice(_ancestors(node), _NEAR):
        for name in islice(_names(ancestor), 2):
            yield from (f"{name} {step}" for step in steps)
    yield from islice(_paths(node), _NEAR)


def _names(node: LexborNode) -> Iterator[str]:
    """Give the ways to name an element by itself: id, microdata, class, a tag that speaks."""
    tag, attributes = node.tag or "*", node.attributes
    if tag == "meta":
        yield from (f'meta[{key}="{attributes[key]}"]' for key in _META if _is_plain(attributes.get(key)))
        return
    if _is_steady(identity := attributes.get("id")):
        yield f"#{identity}"
    if _is_plain(part := attributes.get("itemprop")):
        yield f'{tag}[itemprop="{part}"]'
    classes = [each for each in (attributes.get("class") or "").split() if _is_steady(each)]
    yield from (f"{tag}.{each}" for each in classes)
    if len(classes) > 1:
        yield tag + "".join(f".{each}" for each in classes[:3])
    if tag in _SPEAKING:
        yield tag


def _paths(node: LexborNode) -> Iterator[str]:
    """Give paths of tags and places, from the nearest elements that have a name: the last resort."""
    path = _step(node)
    for ancestor in islice(_ancestors(node), _LONGEST_PATH):
        names = list(islice(_names(ancestor), 1)) or (["body"] if ancestor.tag == "body" else [])
        yield from (f"{name} > {path}" for name in names)
        if ancestor.tag in ("body", "html"):
            return
        path = f"{_step(ancestor)} > {path}"


def _step(node: LexborNode) -> str:
    place, before = 1, node.prev
    while before is not None:
        place += before.tag == node.tag
        before = before.prev
    return f"{node.tag}:nth-of-type({place})"


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and parent.tag not in (None, "html", "-document"):
        yield parent
        parent = parent.parent


def _is_steady(name: str | None) -> bool:
    if not name or not _NAME.fullmatch(name):
        return False
    return not (_PASSING.search(name) or _LOOKS.fullmatch(name))


def _is_plain(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"[\w:.-]{1,60}", value, re.ASCII) is not None
