"""Pages whose text is that of other articles: one beginning after the other, each under a headline that leads on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborNode

from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.item_dates import read_day
from pipelines.page.links.regions import Box, Region
from pipelines.page.links.sayings import address_score, address_trap
from pipelines.page.vocabulary import phrase, small
from pipelines.pattern import Pattern

LEAST = 3  # teasers that make a list: an article may name one or two others in its text
_HEADLINE = 2  # weight of a text
_ASIDE = (Region.RELATED, Region.NAVIGATION, Region.FOOTER, Region.CRUMBS, Region.TAGS, Region.SHARE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "dt"))
_STRONG = "h1, h2, h3, h4, h5, b, strong"
_READS_ON = Pattern(rf"\W{{0,3}}{phrase('words', 'reads_on')}(?!\s?[:：])(?:\W.*)?", re.S)
_CLIMB = 3  # elements from a link to the heading around it
_CLIMB_FROM_TEXT = 4
_MOST_APART = 0.6  # of the text, between one teaser and the next: more is an article that names others
_LATEST = 4  # the first teaser begins in the first quarter of the text: what stands behind an article is its tail


def count_teasers(page: Page, body: Box | None, *, is_headed: bool) -> int:
    """Give the number of headlines in the text that lead to other articles; 0 where the text is one article's.

    `is_headed`: it has an article's headline. Pages of days and months may have the address of an article.
    """
    if body is None or (is_headed and _is_an_articles(page.shape)):
        return 0
    return _inside(page, body) or _around(page, body)


def _inside(page: Page, body: Box) -> int:
    """Count in the text; one that begins with prose of its own, and names others behind it, is an article's."""
    found: dict[str, Anchor] = {}
    for anchor in page.inside(body):
        if anchor.to.key not in found and (_is_teaser(anchor, page) or _reads_on(anchor, page)):
            found[anchor.to.key] = anchor
    if len(found) < LEAST:
        return 0
    text = _shown(body.node)
    begins = [text.find(anchor.node.text()) for anchor in found.values()]
    if begins[0] * _LATEST > len(text):
        return 0
    apart = max(stop - start for start, stop in pairwise(sorted((*begins, len(text)))))
    return len(found) if apart < len(text) * _MOST_APART else 0


def _shown(node: LexborNode) -> str:
    """Give the text without the scripts in it."""
    text: str = node.text()
    for script in node.css("script, style"):
        text = text.replace(script.text(), "", 1)
    return text


def _around(page: Page, body: Box) -> int:
    """Count where the text stands in one of several boxes of a kind, each under such a headline."""
    box: Box | None = body
    for _ in range(_CLIMB_FROM_TEXT):
        if box is None or box.node.parent is None:
            break
        if _has_teaser(page, box) and (count := sum(_has_teaser(page, each) for each in _siblings(page, box))):
            return count if count >= LEAST else 0
        box = box.parent
    return 0


def _siblings(page: Page, box: Box) -> Iterator[Box]:
    """Give the boxes of one kind with `box`, itself included."""
    node, parent = box.node, box.node.parent
    name = node.attributes.get("class")
    for each in parent.iter() if parent is not None else ():
        if each.tag == node.tag and each.attributes.get("class") == name and each.mem_id in page.around:
            yield page.around[each.mem_id]


def _has_teaser(page: Page, box: Box) -> bool:
    return any(_is_teaser(anchor, page) or _reads_on(anchor, page) for anchor in page.inside(box))


def _reads_on(anchor: Anchor, page: Page) -> bool:
    return anchor.to.on_site and anchor.to.key != page.key and _READS_ON.fullmatch(small(anchor.text)) is not None


def _is_an_articles(shape: str) -> bool:
    return address_score(shape)[0] >= _HEADLINE and address_trap(shape) is None


def _is_teaser(anchor: Anchor, page: Page) -> bool:
    if not anchor.to.on_site or anchor.to.key == page.key or anchor.box.region in _ASIDE:
        return False
    if anchor.says.wording.weight < _HEADLINE:
        return False
    return _is_heading(anchor.node) or read_day(page.before(anchor))[1]


def _is_heading(node: LexborNode) -> bool:
    around: LexborNode | None = node.parent
    for _ in range(_CLIMB):
        if around is None:
            break
        if around.tag in _HEADINGS:
            return True
        around = around.parent
    return node.css_first(_STRONG) is not None
