"""What a page looks like by its address and its links, before anything of it is read: an article, or a list."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from pipelines.page.links.anchors import Page
from pipelines.page.links.sayings import Trap, address_score, address_trap
from pipelines.page.links.wording import Turn, read_label, read_wording, squeeze
from pipelines.pattern import Pattern

_COUNTED = Pattern(r"^(.{4,100}?)\s?[(（\[【]\s?(\d{1,2})\s?/\s?(\d{1,2})\s?[)）\]】]")
_CHAIN = (Turn.PREVIOUS, Turn.NEXT)
_CLEAR = 2  # an address with this weight needs no second opinion
_PROSE = 300  # letters outside of links that an article has at least


def leaning(page: Page, teasers: int, *, is_headed: bool) -> int:
    """Say what the page looks like by its address and links: above zero an article, below a list.

    `teasers`: other articles that the text consists of. `is_headed`: it has the headline of an article, which
    says more than a short address does.
    """
    if teasers:
        return -_CLEAR
    score = address_score(page.shape)[0]
    if is_headed:
        score = max(score, 1)
    elif address_trap(page.shape) is Trap.CALENDAR:
        score = min(score, 0)  # a day, and nothing else
    if abs(score) >= _CLEAR:
        return score
    if is_counted_page(page):
        return _CLEAR
    if any(anchor.says.wording.turn in _CHAIN or read_label(page.before(anchor)) for anchor in page.anchors):
        return score + _CLEAR
    body = page.document.tree.body
    linked = sum(len(anchor.text) for anchor in page.anchors)
    free = len(squeeze(body.text())) - linked - _of_scripts(body) if body is not None else 0
    return score + (1 if free > max(0 if is_headed else _PROSE, linked) else -1)


def _of_scripts(body: LexborNode) -> int:
    return len(squeeze(" ".join([node.text() for node in body.css("script, style")])))


def is_counted_page(page: Page) -> bool:
    """Tell a page whose headline has its number among the pages of an article: 渔港迎来开渔第一网(2/4)."""
    elements = page.document.elements
    for title in (*elements["title"][:1], *elements["h1"][:2]):
        found = _COUNTED.search(squeeze(title.text()))
        if found and int(found[2]) <= int(found[3]) and read_wording(found[1]).weight >= _CLEAR:
            return True
    return False
