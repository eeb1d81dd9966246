"""The path from the front page to this one, as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborNode

from pipelines.page.address import urls
from pipelines.page.article.layout import element
from pipelines.page.links.anchors import Anchor, Box, Page, Region
from pipelines.page.links.crumb_ends import Crumbs, cleaned
from pipelines.page.links.crumb_list import listed_crumbs
from pipelines.page.links.trail import Trail, read_trail, starts_here
from pipelines.page.links.wording import LONGEST_LABEL, plain, read_wording, squeeze
from pipelines.page.model import Crumb, Found
from pipelines.page.tree.outline import is_hidden
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

_ARROW = Pattern(r"\s*[-=]?[>＞›»→≫▶▸❯⟩〉]+\s*\Z")
_NAMED = Pattern(r"([\w·]{2,14})\s*[-=]?[>＞›»→≫▶▸❯⟩〉]+\s*")
_ENDS_HERE = Pattern(rf"[\s>＞›»→|｜/丨·]+{phrase('crumbs', 'tail')}\s*$", re.I)
_HOME = Pattern(rf"\W*{phrase('crumbs', 'home')}\W*", re.I)
_SECTION = Pattern(rf"\W*{phrase('crumbs', 'section')}\s*[：:]\W*", re.I)
_SURE_NAME = Pattern(r"crumb|bread|mianbao|pankuzu|topicpath", re.I)
_ELSEWHERE = (Region.FOOTER, Region.PAGER)
_NAMED_AS_PATH = ", ".join(
    [
        f"[{attribute}*={name}]"
        for attribute in ("class", "id")
        for name in ("crumb", "location", "position", "weizhi", "place")
    ]
    + [f".{name}, #{name}" for name in ("wz", "mbx", "path", "loc", "pos")]
)
_SLASHES, _MOST_ABOVE, _CLIMB = ("/", "／", "\\"), 4, 3
_MOST_BARE = 3  # links of a path that is no list
_LONGEST, _MOST_HEADINGS = 60, 4
_EMPTY, _HEADINGS = ("-comment", "script", "style"), ("h1", "h2")
_LEAST_NESTED, _MOST_NESTED = 3, 6  # links of a path that shows in its addresses alone
_LONGEST_PATH = 200
_LEAST_TITLE = 4  # characters
_MOST_LINKS = 12


def find_breadcrumbs(page: Page, selector: str | None = None) -> Found[Crumbs] | None:
    """Give the breadcrumbs, outermost first, without the words around them. A profile's `selector` goes first."""
    titles = _titles(page)
    named = element(page.document, selector)
    if named is not None and (box := page.around.get(named.mem_id)):
        place = _Place(box, _start(page, box), f"profile: {selector}", True)
        if found := _at(place, page, titles):
            return found
    best = next((found for place in _places(page) if (found := _at(place, page, titles))), None)
    if best is None and (structured := cleaned(list(listed_crumbs(page)), page, titles)):
        best = Found(structured, "JSON-LD BreadcrumbList")
    best = best or _unlinked(page, titles) or _above_heading(page, titles)
    if best is None or (len(best.value) == 1 and best.value[0].url and urls.is_front(urls.key(best.value[0].url))):
        return _with_section(best, page)
    return best


def _start(page: Page, box: Box) -> Anchor | None:
    """Give the link of a box that stands behind the words "you are here", None where it has no such words."""
    said = ((anchor, plain(page.before(anchor))) for anchor in page.inside(box))
    return next((anchor for anchor, before in said if before and starts_here(before)), None)


def _is_seen(node: LexborNode | None) -> bool:
    """Tell whether readers see an element at first: a window that a click opens may hold a path of its own."""
    while node is not None and node.tag != "body":
        if is_hidden(node.attributes):
            return False
        node = node.parent
    return True


def _at(place: _Place, page: Page, titles: list[str]) -> Found[Crumbs] | None:
    trail = read_trail(place.box, page, place.start)
    crumbs = cleaned(trail.crumbs, page, titles)
    if not crumbs or len(crumbs) > _MOST_LINKS or not (place.sure or trail.separated or trail.labelled):
        return None
    if not _is_seen(place.box.node):
        return None
    # 発信地：北岬/県名 is where a report was sent from: a path that nothing else tells begins with a link, or at home
    told = place.sure or trail.labelled or crumbs[0].url is not None or _is_site(crumbs[0].name, page)
    return Found(crumbs, place.words) if told else None


def _unlinked(page: Page, titles: list[str]) -> Found[Crumbs] | None:
    """Read a path without any link, which must say that it is one."""
    for node in filter(_is_seen, page.document.tree.css(_NAMED_AS_PATH)[:_MOST_LINKS]):
        text = squeeze(node.text())
        trail = Trail(None)
        if len(text) <= _LONGEST_PATH:
            trail.add_text(text)
        first = trail.crumbs[0].name if trail.crumbs else ""
        told = trail.labelled or _HOME.fullmatch(first)
        if told and trail.separated and (crumbs := cleaned(trail.crumbs, page, titles)):
            return Found(crumbs, f"text {text[:LONGEST_LABEL]}")
    return None


def _above_heading(page: Page, titles: list[str]) -> Found[Crumbs] | None:
    """Read 首页 > 社会 > 正文 right above the headline, without a link and a name: it begins at home or with the site."""
    for heading in page.document.tree.css("h1, h2, [class*=tit]")[:_MOST_HEADINGS]:
        for text in _texts_above(heading):
            trail = Trail(None)
            trail.add_text(text)
            first = trail.crumbs[0].name if trail.crumbs else ""
            starts = first and (_HOME.fullmatch(first) or any(first in title for title in titles[:1]))
            if starts and trail.separated and (crumbs := cleaned(trail.crumbs, page, titles)):
                return Found(crumbs, f"text {text[:LONGEST_LABEL]} above the headline")
    return None


def _texts_above(node: LexborNode) -> Iterator[str]:
    """Give the short texts of the elements right before a heading, and before those around it."""
    for _ in range(_CLIMB):
        before, seen = node.prev, 0
        while before is not None and seen < _CLIMB:
            text = "" if before.tag in _EMPTY else squeeze(before.text())
            seen += text != ""
            if 0 < len(text) <= _LONGEST and before.css_first("a") is None:
                yield text
            before = before.prev
        if node.parent is None or node.parent.tag == "body":
            return
        node = node.parent


def _with_section(home: Found[Crumbs] | None, page: Page) -> Found[Crumbs] | None:
    """Where the path names no section, take the one that the article is said to belong to: 所属栏目："""
    for anchor in page.anchors:
        if anchor.to.on_site and anchor.text and _SECTION.fullmatch(plain(page.before(anchor))):
            section = Crumb(anchor.text, anchor.to.url)
            return Found((*home.value, section) if home else (section,), f"text {page.before(anchor)} before it")
    return home


def _titles(page: Page) -> list[str]:
    elements = page.document.elements
    title, headings = page.document.first("title"), (elements["h1"] or elements["h2"])[:3]
    return [squeeze(title.text()) if title is not None else "", *(squeeze(node.text()) for node in headings)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where breadcrumbs may be: a box, the link that they start with, and why. `sure`: even without separators."""

    box: Box
    start: Anchor | None
    words: str
    sure: bool = False


def _places(page: Page) -> Iterator[_Place]:
    """Give the places, the surest first."""
    named = [box for box in page.boxes if box.own == Region.CRUMBS and box.region == Region.CRUMBS]
    sure = (_whole(box) for box in named if _is_sure(box))
    yield from (_Place(box, None, "an element named as breadcrumbs", True) for box in sure)
    arrows: list[_Place] = []
    for anchor in page.anchors:
        before = page.before(anchor) if anchor.box.region not in _ELSEWHERE else ""
        if before and starts_here(plain(before)):
            yield _Place(_around(anchor.box), anchor, f"text {before[:LONGEST_LABEL]} before it", True)
        elif before and (begun := _NAMED.fullmatch(plain(before))) and _is_site(begun[1], page):
            yield _Place(anchor.box, None, f"text {before[:LONGEST_LABEL]} before it")
        elif before and _ARROW.fullmatch(before):
            arrows.append(_Place(_around(anchor.box), None, f"links with {before} between them"))
    yield from (
        _Place(box, None, "an element named as a path", _listed(page, box)) for box in named if not _is_sure(box)
    )
    yield from (place for place in arrows if _starts_at_home(page, place.box))
    titles = [title for title in _titles(page)[1:] if len(title) >= _LEAST_TITLE]
    yield from (
        _Place(box, None, "links before the article's name", True)
        for box in page.boxes
        if _ends_here(page, box, titles)
    )
    yield from (_Place(box, None, "links above the headline", True) for box in page.boxes if _heads(page, box))
    boxes = (box for box in reversed(page.boxes) if _LEAST_NESTED <= box.count <= _MOST_NESTED)
    yield from (_Place(box, None, "links that lead into each other", True) for box in boxes if _nested(page, box))


def _is_site(name: str, page: Page) -> bool:
    """Say whether a name is that of the front page, or stands in the title: 远大网 >> 社会频道 >> 正文."""
    title = page.document.first("title")
    return _HOME.fullmatch(name) is not None or (title is not None and name in title.text())


def _is_sure(box: Box) -> bool:
    attributes = box.node.attributes
    names = (attributes.get(name) or "" for name in ("class", "id", "aria-label", "itemtype"))
    return _SURE_NAME.search(" ".join(names)) is not None


def _whole(box: Box) -> Box:
    """Give the box around the first of several elements that are a crumb each: itemtype=…/Breadcrumb (data-vocabulary.org)."""
    return _around(box) if (box.node.attributes.get("itemtype") or "").lower().endswith("/breadcrumb") else box


def _around(box: Box) -> Box:
    """Give the smallest box with other links too, or the largest with the one link of this one alone."""
    while box.count == 1 and box.parent is not None and box.parent.count <= _MOST_LINKS:
        box = box.parent
    return box


def _starts_at_home(page: Page, box: Box) -> bool:
    first = page.anchors[box.start]
    return box.count <= _MOST_LINKS and (
        urls.is_front(first.to.key) or _HOME.fullmatch(plain(first.name)) is not None
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


def _ends_here(page: Page, box: Box, titles: list[str]) -> bool:
    """Tell whether a box holds a few links, the first of which leads home, and then the headline or a sign and 正文."""
    few = 2 <= box.count <= _MOST_ABOVE and box.region is not Region.FOOTER
    if not few or not urls.is_front(page.anchors[box.start].to.key):
        return False
    text = squeeze(box.node.text())
    if len(text) > _LONGEST_PATH:
        return False
    if _ENDS_HERE.search(text) is not None:
        return True
    return box.region not in _ELSEWHERE and any(text.endswith(title) for title in titles)


def _nested(page: Page, box: Box) -> bool:
    """Tell whether each link of a box, the first of which leads home, leads a folder deeper: /, /news/, /news/local/."""
    keys = [anchor.to.key for anchor in page.inside(box)]
    deeper = (other.startswith(f"{one.rstrip('/')}/") and other != one for one, other in pairwise(keys))
    return urls.is_front(keys[0]) and box.region not in _ELSEWHERE and all(deeper)


def _heads(page: Page, box: Box) -> bool:
    """Tell whether a box holds Home / News with nothing else, right above the headline: a menu stands apart from it."""
    if not 2 <= box.count <= _MOST_ABOVE or box.region in _ELSEWHERE or not _starts_at_home(page, box):
        return False
    inside = page.inside(box)
    if any(not anchor.to.on_site or anchor.name.endswith(("...", "…")) for anchor in inside):
        return False
    between = [page.before(anchor).strip() for anchor in inside[1:]]
    bare = box.region is not Region.NAVIGATION  # menus draw their links without signs between them
    return all(sign in _SLASHES if sign else bare for sign in between) and _stands_before_headline(box.node)


def _stands_before_headline(node: LexborNode) -> bool:
    """Tell whether the next element with anything in it is a heading, or begins with one."""
    for _ in range(_CLIMB):
        following = node.next
        while following is not None and (following.tag in _EMPTY or not following.text().strip()):
            following = following.next
        if following is not None:
            first = following if following.tag in _HEADINGS else following.css_first("h1, h2")
            return first is not None and following.text().strip().startswith(first.text().strip())
        if node.parent is None:
            return False
        node = node.parent
    return False
