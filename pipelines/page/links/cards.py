"""The element that is one entry of a list, with its picture, headline, section and day: one of several of its kind."""

from __future__ import annotations

from itertools import islice

from selectolax.lexbor import LexborNode

from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.regions import Box, Region
from pipelines.page.links.roles import HEADLINE

_ASIDE = (Region.NAVIGATION, Region.FOOTER, Region.CRUMBS, Region.PAGER, Region.TAGS, Region.SHARE)
_ENTRIES = frozenset(("li", "tr", "article", "dd", "dt"))  # tags of entries, whatever their classes
_TERMS = ("dt", "dd")
_CLIMB = 12  # elements from a headline to its card
_MOST_BESIDE = 60  # elements that are looked at for another of the kind
_MOST_LINKS = 16  # of an entry: picture, headline, section, authors, tags


def titled(page: Page) -> frozenset[str]:
    """Give the keys of the pages that links with the words of a headline lead to."""
    return frozenset(
        anchor.to.key
        for anchor in page.anchors
        if anchor.to.on_site and anchor.says.wording.weight >= HEADLINE and anchor.box.region not in _ASIDE
    )


def card(anchor: Anchor, page: Page, entries: frozenset[str]) -> LexborNode | None:
    """Give the largest element around a link without a headline of another of `entries`; None where no other is of its kind."""
    key, box = anchor.to.key, anchor.box
    if not _is_alone(box, page, key, entries):
        return anchor.node
    for _ in range(_CLIMB):
        around = box.parent
        if around is None:
            return None
        if not _is_alone(around, page, key, entries):
            return box.node if _has_others_like(box, around, page, key, entries) else None
        box = around
    return None


def _is_alone(box: Box, page: Page, key: str, entries: frozenset[str]) -> bool:
    if box.key is not None:
        return True
    if box.count > _MOST_LINKS:
        return False
    return all(each.to.key == key or each.to.key not in entries for each in page.inside(box))


def _has_others_like(box: Box, around: Box, page: Page, key: str, entries: frozenset[str]) -> bool:
    """Tell an entry from a column of the page: beside it stands another headline in an element of its kind."""
    for node in islice(around.node.iter(), _MOST_BESIDE):
        other = page.around.get(node.mem_id)
        if (
            other is not None
            and other is not box
            and _are_alike(node, box.node)
            and any(each.to.key in entries and each.to.key != key for each in page.inside(other))
        ):
            return True
    return False


def _are_alike(one: LexborNode, other: LexborNode) -> bool:
    if one.tag != other.tag:
        return one.tag in _TERMS and other.tag in _TERMS
    first, second = (set((node.attributes.get("class") or "").split()) for node in (one, other))
    return one.tag in _ENTRIES or not (first or second) or not first.isdisjoint(second)


def terms_of(node: LexborNode) -> list[LexborNode]:
    """Give the elements of a list of terms that go with an entry in it: `<dt>` before a `<dd>`, `<dd>` behind a `<dt>`.

    HTML Standard, 4.4.9.
    """
    found: list[LexborNode] = []
    if node.tag not in _TERMS:
        return found
    is_term = node.tag == "dt"
    each = node.next if is_term else node.prev
    while each is not None and not (is_term and each.tag == "dt"):
        if each.tag in _TERMS and (is_term or each.tag == "dt"):
            found.append(each)
            if not is_term:
                break
        each = each.next if is_term else each.prev
    return found
