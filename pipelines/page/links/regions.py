"""The parts of a page that links stand in, told by the names of the elements around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from selectolax.lexbor import LexborNode

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


# breadcrumb, schema.org/BreadcrumbList, パンくず, Fil d'Ariane: what screen readers are told
_DESCRIBED = Pattern(rf".*breadcrumb|\W*{phrase('crumbs', 'here')}\W*$")
_NAMED = Pattern("|".join(f"(?P<{name}>{phrase('regions', name)})" for name in Region if name not in ("", "body")))
_TAG_REGIONS = {
    "nav": Region.NAVIGATION,
    "footer": Region.FOOTER,
    "aside": Region.RELATED,
    "header": Region.NAVIGATION,
}
# Bound once: reading a member off its class costs more than what is done with it here.
_CRUMBS = Pattern(r"(?<!has-)(?<!with-)(?<!no-)breadcrumb")  # rank-math-breadcrumb, header-breadcrumbs
_NO_REGION, _BODY, _NAVIGATION = Region.NONE, Region.BODY, Region.NAVIGATION
_NAMELESS = frozenset(("html", "body", "tbody", "tr"))  # classes of body tell of the page, not of a part of it
# What holds more links only happens to have such a name: `class="page"` around a whole page.
_MOST_LINKS = {Region.CRUMBS: 12, Region.PAGER: 40, Region.BODY: 10_000, Region.SHARE: 20}
_MOST_IN_MENUS = 80
_PAGE_PARTS = (Region.NAVIGATION, Region.FOOTER)
_LISTS_LINKS = Pattern(r"nav|menu", re.I)
_ENTRY_HEAD = Pattern(r"(?:item|entry|post|teaser|card|story)[-_]{0,2}head", re.I)


def _name(node: LexborNode) -> str:
    return f"{node.attributes.get('class')} {node.attributes.get('id')}"


def own_region(node: LexborNode, around: Box | None, body_id: int) -> Region:
    """Give the region that an element's own name speaks of, in the box around it. `body_id`: that of the article's text."""
    if body_id and node.mem_id == body_id:
        return _BODY
    tag = node.tag or ""
    attributes = node.attributes
    if not attributes:
        own = _TAG_REGIONS.get(tag, _NO_REGION)
    elif tag in _NAMELESS:
        return _NO_REGION
    else:
        described = attributes.get("aria-label") or attributes.get("itemtype")  # schema.org/BreadcrumbList
        if "typeof" in attributes:  # the same in RDFa
            described = described or attributes["typeof"]
        own = _region_named(tag, attributes.get("class"), attributes.get("id"), described)
    if own in _PAGE_PARTS and tag != "nav" and _in_article(around) and not _LISTS_LINKS.search(_name(node)):
        return _NO_REGION
    return own


@lru_cache(maxsize=8192)
def _region_named(tag: str, class_name: str | None, identifier: str | None, described: str | None) -> Region:
    name = f"{class_name or ''} {identifier or ''}".lower()
    if (described and _DESCRIBED.match(described.lower())) or _CRUMBS.search(name):
        return Region.CRUMBS
    found = _NAMED.search(name) if len(name) > 1 else None
    return Region(found.lastgroup or "") if found else _TAG_REGIONS.get(tag, _NO_REGION)


def _in_article(box: Box | None) -> bool:
    """Tell whether an element stands in one that is an article's: its header and footer are not the page's.

    HTML Standard, 4.3.8 and 4.3.9.
    """
    while box is not None:
        if box.node.tag in ("article", "main"):
            return True
        box = box.parent
    return False


def sum_up(boxes: list[Box], links: int) -> None:
    """Count the links of every box, then hand regions down."""
    for box in reversed(boxes):
        parent = box.parent
        if parent is not None:
            parent.count += box.count
            if parent.key == "":
                parent.key = box.key
            elif parent.key != box.key:
                parent.key = None
    most = max(20, links * 6 // 10)
    for box in boxes:
        fits = (
            box.own and (box.count <= _MOST_LINKS.get(box.own, most) or _opens_menus(box)) and not _heads_one(box)
        )
        box.region = box.own if fits else box.parent.region if box.parent else _NO_REGION


def _opens_menus(box: Box) -> bool:
    """Tell whether a box is called breadcrumbs for sure and has menus below its crumbs, which make its links many."""
    if box.own is not Region.CRUMBS or box.count > _MOST_IN_MENUS or box.node.css_first("li ul li") is None:
        return False
    return _CRUMBS.search(f"{_name(box.node)} {box.node.attributes.get('itemtype')}".lower()) is not None


def _heads_one(box: Box) -> bool:
    """Tell the header of one entry, `class="catItemHeader"`, from that of the page, by name or as it leads to one page."""
    if box.own is not _NAVIGATION or _LISTS_LINKS.search(f"{box.node.tag} {_name(box.node)}"):
        return False
    return bool(box.key) or _ENTRY_HEAD.search(_name(box.node)) is not None
