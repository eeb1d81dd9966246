"""The links of a page as they stand in it: text, address, and the boxes around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from pipelines.page import urls
from pipelines.page.document import Document
from pipelines.page.vocabulary import phrase


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

    `key` is the identity of the page that all of them lead to, None where they lead to several.
    """

    node: LexborNode
    parent: Box | None
    own: Region
    start: int
    region: Region = Region.NONE
    count: int = 0
    key: str | None = ""


@dataclass(slots=True)
class Anchor:
    """One link. `url` is absolute, `box` the element right around it, `item` the largest with no other link."""

    node: LexborNode
    attributes: dict[str, str | None]
    url: str
    key: str
    text: str
    box: Box
    hidden: bool = False

    @property
    def item(self) -> Box | None:
        box: Box | None = self.box if self.box.key is not None else None
        while box is not None and box.parent is not None and box.parent.key is not None:
            box = box.parent
        return box

    @property
    def name(self) -> str:
        """The text, or what stands for it: title, or the picture's."""
        return self.text or squeeze(self.attributes.get("title") or "") or _picture_text(self.node)


_NAMED = re.compile(
    "|".join(f"(?P<{region}>{phrase('regions', region)})" for region in Region if region not in ("", "body")), re.I
)
_TAG_REGIONS = {
    "nav": Region.NAVIGATION,
    "footer": Region.FOOTER,
    "aside": Region.RELATED,
    "header": Region.NAVIGATION,
}
_NAMELESS = frozenset(("html", "body", "tbody", "tr"))  # classes of body tell of the page, not of a part of it
_MOST_LINKS = {Region.CRUMBS: 12, Region.PAGER: 40, Region.BODY: 10_000}  # what is larger only has such a name
_SCRIPT_URL = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|(?:window\.)?open\w*\(|\b\w*(?:go|url|link|jump|to)\w*\()"""
    r"""\s*['"]([^'"\s]{1,300})['"]""",
    re.I,
)
_SIMPLE_URL = re.compile(r"https?://[^/\s?#]+/[^\s#]*$", re.I)
_UNUSABLE = ("#", "javascript:", "mailto:", "tel:", "about:", "data:", "sms:", "weixin:")


def squeeze(text: str) -> str:
    """Give `text` with its runs of white space made one blank, none at the ends."""
    return " ".join(text.split())


@dataclass(slots=True)
class Page:
    """A document with its anchors in order and the boxes around them."""

    document: Document
    anchors: list[Anchor] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def inside(self, box: Box) -> list[Anchor]:
        return self.anchors[box.start : box.start + box.count]


def read_anchors(document: Document, body: LexborNode | None = None) -> Page:
    """Collect the links of the page in one pass."""
    page = Page(document)
    known: dict[int, Box] = {}
    resolve = Resolver(document).resolve
    body_id = body.mem_id if body is not None else 0
    for node in document.tree.css("a, area"):
        attributes = node.attributes
        url, hidden = _target(attributes, resolve)
        if url is None or (parent := node.parent) is None:
            continue
        box = _box_around(parent, known, page, body_id)
        key = urls.key(url)
        box.count += 1
        box.key = key if box.key in ("", key) else None
        page.anchors.append(Anchor(node, attributes, url, key, squeeze(node.text()), box, hidden))
    _sum_up(page)
    return page


def _box_around(node: LexborNode, known: dict[int, Box], page: Page, body_id: int) -> Box:
    fresh: list[LexborNode] = []
    current: LexborNode | None = node
    box = None
    while current is not None and (box := known.get(current.mem_id)) is None:
        if not current.is_element_node:
            break
        fresh.append(current)
        current = current.parent
    for one in reversed(fresh):
        box = Box(one, box, _own_region(one, body_id), len(page.anchors))
        known[one.mem_id] = box
        page.boxes.append(box)
    assert box is not None  # noqa: S101 - `node` itself is in one of the two
    return box


def _own_region(node: LexborNode, body_id: int) -> Region:
    if body_id and node.mem_id == body_id:
        return Region.BODY
    tag = node.tag or ""
    if tag in _NAMELESS:
        return Region.NONE
    attributes = node.attrs
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if len(name) > 1 and (found := _NAMED.search(name)) is not None:
        return Region(found.lastgroup or "")
    return _TAG_REGIONS.get(tag, Region.NONE)


def _sum_up(page: Page) -> None:
    """Count the links of every box, then hand regions down: boxes are in order, parents first."""
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
        fits = box.own and box.count <= _MOST_LINKS.get(box.own, most)
        box.region = box.own if fits else box.parent.region if box.parent else Region.NONE


class Resolver:
    """Makes addresses absolute; the forms that nine links in ten have without the cost of `urljoin`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        parts = urlsplit(document.base)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._scheme = parts.scheme
        self._folder = self._origin + (parts.path.rpartition("/")[0] + "/")

    def resolve(self, href: str) -> str | None:
        if _SIMPLE_URL.match(href) and "/." not in href:
            return href
        if "./" in href or "#" in href or not href.isprintable() or " " in href:
            return self._document.resolve(href)
        if href[0] == "/" and href[1:2] != "/":
            return self._origin + href
        if ":" in href or href[0] in "?/":
            return self._document.resolve(href)
        return self._folder + href


def _target(attributes: dict[str, str | None], resolve: Callable[[str], str | None]) -> tuple[str | None, bool]:
    """Give the URL, and whether it was hidden in a script."""
    href = (attributes.get("href") or "").strip()
    if href and not href.lower().startswith(_UNUSABLE):
        return resolve(href), False
    for script in (href, attributes.get("onclick") or ""):
        if len(script) > 1 and (found := _SCRIPT_URL.search(script)):
            return resolve(found[1]), True
    hidden = attributes.get("data-href") or attributes.get("data-url") or attributes.get("data-link")
    return (resolve(hidden), True) if hidden else (None, False)


def _picture_text(node: LexborNode) -> str:
    picture = node.css_first("img")
    return squeeze(picture.attributes.get("alt") or picture.attributes.get("title") or "") if picture else ""


def siblings_before(node: LexborNode) -> Iterator[LexborNode]:
    """Give what stands before a node in its parent, nearest first."""
    current = node.prev
    while current is not None:
        yield current
        current = current.prev
