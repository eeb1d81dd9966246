"""Where on a page breadcrumbs may be: what its elements are called, what stands between its links, and where these lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborNode

from pipelines.page.address import urls
from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.regions import Box, Region
from pipelines.page.links.trail import starts_here
from pipelines.page.links.wording import LONGEST_LABEL, plain, read_wording, squeeze
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

_ARROW = Pattern(r"\s*[-=]?[>＞›»→≫▶▸❯⟩〉]+\s*\Z")
_NAMED = Pattern(r"([\w·]{2,14})\s*[-=]?[>＞›»→≫▶▸❯⟩〉]+\s*")
_NAMED_FIRST = Pattern(r"([\w·]{2,14})\s*[|｜/／·-]\s*")  # 江边网 | 图片 | 正文
_ENDS_HERE = Pattern(rf"[\s>＞›»→|｜/丨·]+{phrase('crumbs', 'tail')}\s*$", re.I)
HOME = Pattern(rf"\W*{phrase('crumbs', 'home')}\W*", re.I)
_SURE_NAME = Pattern(r"crumb|bread|mianbao|pankuzu|topicpath", re.I)
_ELSEWHERE = (Region.FOOTER, Region.PAGER)
_SIGNS, _MOST_ABOVE, CLIMB = ("/", "／", "\\", "-", "--", "—", "——"), 4, 3
_MOST_BARE = 3  # links of a path that is no list
EMPTY, _LARGE, _HEADINGS = ("-comment", "script", "style"), ("h1", "h2"), ("h1", "h2", "h3", "h4")
_LEAST_NESTED, _MOST_NESTED = 3, 6  # links of a path that shows in its addresses alone
LONGEST_PATH = 200
# a day, a person: /2024/03/, /@ann/, /users/ann/
_NO_SECTION = Pattern(r"\d|/[@~]|/(?:u|users?|authors?|profiles?|people|members?)/")
_LEAST_TITLE, _LEAST_HEADLINE = 4, 6  # characters
MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where breadcrumbs may be: a box, the link that they start with, and why. `sure`: even without separators."""

    box: Box
    start: Anchor | None
    words: str
    sure: bool = False


def places(page: Page, titles: list[str]) -> Iterator[Place]:
    """Give the places, the surest first. `titles`: the page's title and its headings."""
    named = [box for box in page.boxes if box.own == Region.CRUMBS and box.region == Region.CRUMBS]
    sure = (_whole(box) for box in named if _is_sure(box))
    yield from (Place(box, None, "an element named as breadcrumbs", True) for box in sure)
    arrows: list[Place] = []
    for anchor in page.anchors:
        before = page.before(anchor) if anchor.box.region not in _ELSEWHERE else ""
        if before and starts_here(plain(before)):
            yield Place(_around(anchor.box), anchor, f"text {before[:LONGEST_LABEL]} before it", True)
        elif before and (begun := _NAMED.fullmatch(plain(before))) and is_site(begun[1], page):
            yield Place(anchor.box, None, f"text {before[:LONGEST_LABEL]} before it")
        elif before and _ARROW.fullmatch(before):
            arrows.append(Place(_around(anchor.box), None, f"links with {before} between them"))
    yield from (
        Place(box, None, "an element named as a path", _listed(page, box)) for box in named if not _is_sure(box)
    )
    yield from (place for place in arrows if _starts_at_home(page, place.box))
    headings = [title for title in titles[1:] if len(title) >= _LEAST_TITLE]
    yield from (
        Place(box, None, "links before the article's name", True)
        for box in page.boxes
        if _ends_here(page, box, headings)
    )
    yield from (Place(box, None, "links above the headline", True) for box in page.boxes if _heads(page, box))
    key = urls.key(page.document.url)
    yield from (
        Place(box, None, "links above the headline to folders of the address", True)
        for box in page.boxes
        if _leads_here(page, box, key)
    )
    boxes = (box for box in reversed(page.boxes) if _LEAST_NESTED <= box.count <= _MOST_NESTED)
    yield from (Place(box, None, "links that lead into each other", True) for box in boxes if _nested(page, box))


def is_site(name: str, page: Page) -> bool:
    """Say whether a name is that of the front page, or stands in the title: 远大网 >> 社会频道 >> 正文."""
    title = page.document.first("title")
    return HOME.fullmatch(name) is not None or (title is not None and name in title.text())


def _is_sure(box: Box) -> bool:
    attributes = box.node.attributes
    names = (attributes.get(name) or "" for name in ("class", "id", "aria-label", "itemtype", "typeof"))
    return _SURE_NAME.search(" ".join(names)) is not None


def _whole(box: Box) -> Box:
    """Give the box around the first of several elements that are a crumb each: of type Breadcrumb (data-vocabulary.org)."""
    attributes = box.node.attributes
    types = (attributes.get("itemtype") or "", attributes.get("typeof") or "")
    return _around(box) if any(each.lower().endswith(("/breadcrumb", ":breadcrumb")) for each in types) else box


def _around(box: Box) -> Box:
    """Give the smallest box with other links too, or the largest with the one link of this one alone."""
    while box.count == 1 and box.parent is not None and box.parent.count <= MOST_LINKS:
        box = box.parent
    return box


def _starts_at_home(page: Page, box: Box) -> bool:
    first = page.anchors[box.start]
    return box.count <= MOST_LINKS and (
        urls.is_front(first.to.key) or HOME.fullmatch(plain(first.name)) is not None
    )


def _listed(page: Page, box: Box) -> bool:
    """Tell whether a box named as a path holds a short list that begins at home: the style sheet draws its signs."""
    inside = page.inside(box)
    most = _MOST_ABOVE if box.node.css_first("li") is not None else _MOST_BARE
    short = 2 <= box.count <= most and _starts_at_home(page, box)
    return (
        short
        and urls.is_front(inside[0].to.key)
        and not any(read_wording(anchor.text).useless for anchor in inside)
    )


def _ends_here(page: Page, box: Box, headings: list[str]) -> bool:
    """Tell whether a box holds a few links, the first of which leads home, and then the headline or a sign and 正文.

    Of one link the site's name stands before it.
    """
    if box.count > _MOST_ABOVE or box.region is Region.FOOTER:
        return False
    home = urls.is_front(page.anchors[box.start].to.key)
    text = squeeze(box.node.text()) if box.count == 1 or home else ""
    if not text or len(text) > LONGEST_PATH:
        return False
    if box.count == 1:
        begun = _NAMED_FIRST.match(text)
        return begun is not None and is_site(begun[1], page) and _ENDS_HERE.search(text) is not None
    if _ENDS_HERE.search(text) is not None:
        return True
    return box.region not in _ELSEWHERE and any(map(text.endswith, headings))


def _leads_here(page: Page, box: Box, key: str) -> bool:
    """Tell whether a box right above the headline holds the section alone, by a link to a folder that the page is in."""
    if box.count > _MOST_BARE or box.region in (*_ELSEWHERE, Region.NAVIGATION):
        return False
    inside = page.inside(box)
    folders = ["", *(f"{anchor.to.key.rstrip('/')}/" for anchor in inside)]
    deeper = all(other.startswith(one) and other != one for one, other in pairwise(folders))
    if not deeper or not key.startswith(folders[-1]) or urls.is_front(inside[0].to.key):
        return False
    if any(
        read_wording(anchor.text).useless or _NO_SECTION.search(anchor.text + anchor.to.key) for anchor in inside
    ):
        return False
    return _stands_before_headline(box.node, page, signed=False)


def _nested(page: Page, box: Box) -> bool:
    """Tell whether each link of a box, the first of which leads home, leads a folder deeper: /, /news/, /news/local/."""
    keys = [anchor.to.key for anchor in page.inside(box)]
    deeper = (other.startswith(f"{one.rstrip('/')}/") and other != one for one, other in pairwise(keys))
    return urls.is_front(keys[0]) and box.region not in _ELSEWHERE and all(deeper)


def _in_title(text: str, title: LexborNode | None) -> bool:
    return len(text) >= _LEAST_HEADLINE and title is not None and text in squeeze(title.text())


def _heads(page: Page, box: Box) -> bool:
    """Tell whether a box holds Home / News with nothing else, right above the headline: a menu stands apart from it."""
    if not 2 <= box.count <= _MOST_ABOVE or box.region in _ELSEWHERE or not _starts_at_home(page, box):
        return False
    inside = page.inside(box)
    # 江边网 / 东岭新闻 at dongling.jiangbian.example: an edition has its own host, and its path begins at the paper's
    above = page.key.partition("/")[0].endswith(f".{inside[0].to.key.rstrip('/')}")
    if any(not anchor.to.on_site for anchor in (inside[1:] if above else inside)):
        return False
    if any(anchor.name.endswith(("...", "…")) for anchor in inside):
        return False
    between = [page.before(anchor).strip() or _drawn(anchor) for anchor in inside[1:]]
    bare = box.region is not Region.NAVIGATION  # menus draw their links without signs between them
    signed = all(between)
    return all(sign in _SIGNS if sign else bare for sign in between) and _stands_before_headline(
        box.node, page, signed
    )


def _drawn(anchor: Anchor) -> str:
    """Give a sign for the picture of one right before a link."""
    before = anchor.node.prev
    while before is not None and before.is_empty_text_node:
        before = before.prev
    return _SIGNS[0] if before is not None and before.tag == "img" else ""


def _stands_before_headline(node: LexborNode, page: Page, signed: bool) -> bool:
    """Tell whether the next element with anything in it is a heading, or begins with one.

    A small one must stand in the title; what stands there is one without being called so below a path with signs.
    """
    title = page.document.first("title")
    for _ in range(CLIMB):
        following = node.next
        while following is not None and (following.tag in EMPTY or not following.text().strip()):
            following = following.next
        if following is not None:
            if signed and _in_title(squeeze(following.text()), title):
                return True
            first = following if following.tag in _HEADINGS else following.css_first("h1, h2, h3, h4")
            if first is None or not following.text().strip().startswith(first.text().strip()):
                return False
            return first.tag in _LARGE or _in_title(squeeze(first.text()), title)
        if node.parent is None:
            return False
        node = node.parent
    return False
