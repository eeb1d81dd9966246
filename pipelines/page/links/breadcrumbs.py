"""The path from the front page to this one, as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from pipelines.page.address import urls
from pipelines.page.article.layout import element
from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.crumb_ends import Crumbs, cleaned
from pipelines.page.links.crumb_list import listed_crumbs
from pipelines.page.links.crumb_places import CLIMB, EMPTY, HOME, LONGEST_PATH, MOST_LINKS, Place, is_site, places
from pipelines.page.links.regions import Box
from pipelines.page.links.trail import Trail, read_trail, starts_here
from pipelines.page.links.wording import LONGEST_LABEL, plain, squeeze
from pipelines.page.model import Crumb, Found
from pipelines.page.tree.styles import is_hidden
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

_SECTION = Pattern(rf"\W*{phrase('crumbs', 'section')}\s*[：:]\W*", re.I)
_NAMED_AS_PATH = ", ".join(
    [
        f"[{attribute}*={name}]"
        for attribute in ("class", "id")
        for name in (
            "crumb",
            "location",
            "position",
            "weizhi",
            "place",
            "site",
            "lujing",
            "mianbao",
            "dqwz",
            "guide",
        )
    ]
    + [f".{name}, #{name}" for name in ("wz", "mbx", "path", "loc", "pos")]
)
_LONGEST, _MOST_HEADINGS = 60, 4


def find_breadcrumbs(page: Page, selector: str | None) -> Found[Crumbs] | None:
    """Give the breadcrumbs, outermost first, without the words around them. A profile's `selector` goes first."""
    titles = _titles(page)
    named = element(page.document, selector)
    if named is not None and (box := page.around.get(named.mem_id)):
        place = Place(box, _start(page, box), f"profile: {selector}", True)
        if found := _at(place, page, titles):
            return found
    best = next((found for place in places(page, titles) if (found := _at(place, page, titles))), None)
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


def _at(place: Place, page: Page, titles: list[str]) -> Found[Crumbs] | None:
    trail = read_trail(place.box, page, place.start)
    crumbs = cleaned(trail.crumbs, page, titles)
    if not crumbs or len(crumbs) > MOST_LINKS or not (place.sure or trail.separated or trail.labelled):
        return None
    if not _is_seen(place.box.node):
        return None
    # 発信地：北岬/県名 is where a report was sent from: a path that nothing else tells begins with a link, or at home
    told = place.sure or trail.labelled or crumbs[0].url is not None or is_site(crumbs[0].name, page)
    return Found(crumbs, place.words) if told else None


def _unlinked(page: Page, titles: list[str]) -> Found[Crumbs] | None:
    """Read a path without any link, which must say that it is one."""
    for node in filter(_is_seen, page.document.tree.css(_NAMED_AS_PATH)[:MOST_LINKS]):
        text = squeeze(node.text())
        trail = Trail(None)
        if len(text) <= LONGEST_PATH:
            trail.add_text(text)
        first = trail.crumbs[0].name if trail.crumbs else ""
        told = trail.labelled or HOME.fullmatch(first)
        if told and trail.separated and (crumbs := cleaned(trail.crumbs, page, titles)):
            return Found(crumbs, f"text {text[:LONGEST_LABEL]}")
    return None


def _above_heading(page: Page, titles: list[str]) -> Found[Crumbs] | None:
    """Read 首页 > 社会 > 正文 right above the headline, without a link and a name: it begins at home or with the site."""
    for heading in page.document.tree.css("h1, h2, h3, [class*=tit]")[:_MOST_HEADINGS]:
        for text in (*_own_path(heading, titles), *_texts_above(heading)):
            trail = Trail(None)
            trail.add_text(text)
            first = trail.crumbs[0].name if trail.crumbs else ""
            starts = first and (HOME.fullmatch(first) or any(first in title for title in titles[:1]))
            if starts and trail.separated and (crumbs := cleaned(trail.crumbs, page, titles)):
                return Found(crumbs, f"text {text[:LONGEST_LABEL]} above the headline")
    return None


def _own_path(heading: LexborNode, titles: list[str]) -> Iterator[str]:
    """Give the text of a heading that may be a path itself, as one that the page's title repeats is not: 首页 - 新闻动态."""
    text = squeeze(heading.text())
    if 0 < len(text) <= _LONGEST and text not in titles[0] and heading.css_first("a") is None:
        yield text


def _texts_above(node: LexborNode) -> Iterator[str]:
    """Give the short texts of the elements right before a heading, and before those around it."""
    for _ in range(CLIMB):
        before, seen = node.prev, 0
        while before is not None and seen < CLIMB:
            text = "" if before.tag in EMPTY else squeeze(before.text())
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
