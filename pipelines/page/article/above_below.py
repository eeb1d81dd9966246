"""The lines above and below the text: where headline and byline are looked for."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import NamedTuple

from pipelines.page.article.trim import Trimmed
from pipelines.page.lines.furniture import opens_others
from pipelines.page.model import Found
from pipelines.page.tree.density import Place
from pipelines.page.tree.labels import names_discussion
from pipelines.page.tree.outline import Block, Outline

NEAR_ABOVE = 40  # lines above the text that a byline can be in, menus between it and the headline included
_OVER = 8  # lines above the headline
_NEAR_BELOW = 25  # lines below the text that name editors and source


class Bylines(NamedTuple):
    """The visible lines around the text, in the order in which a byline is looked for.

    `above_text` begins with the headline.
    """

    above_text: tuple[Block, ...]
    below_text: tuple[Block, ...]
    above_headline: tuple[Block, ...]


def cut_at(visible: list[Block], place: Place, cut: Trimmed) -> tuple[int, int]:
    """Give how many of the visible lines stand before the text, and how many before what follows it.

    Lines of preformatted text all begin at the same node: of those, only the lines themselves tell.
    """
    starts = [block.start for block in visible]
    if not cut.lines:
        return (bisect_left(starts, place.index),) * 2
    first, last = cut.lines[0], cut.lines[-1]
    start, stop = bisect_left(starts, first.start), bisect_left(starts, last.stop)
    while start < stop and visible[start] is not first and starts[start] == first.start:
        start += 1
    while start < stop and visible[stop - 1] is not last and starts[stop - 1] == last.start:
        stop -= 1
    return start, stop


def without_others(outline: Outline, visible: list[Block], cut: Trimmed) -> list[Block]:
    """Leave out boxes of other articles that are above the text inside its element."""
    above = [each for each in cut.apart if cut.lines and each[1] <= cut.lines[0].start]
    for start, stop in above:
        if opens_others(outline.blocks[bisect_left(outline.starts, start)].text):
            visible = [block for block in visible if not start <= block.start < stop]
    return visible


def bylines_around(
    outline: Outline, visible: list[Block], headline: Found[str] | None, start: int, stop: int
) -> Bylines:
    before = visible[max(0, start - NEAR_ABOVE) : start]
    below = visible[stop : stop + _NEAR_BELOW]
    below = list(takewhile(lambda block: not _is_answer(outline, block), below))
    first = headline_at(before, headline.value) if headline else 0
    return Bylines(tuple(before[first:]), tuple(below), tuple(before[max(0, first - _OVER) : first]))


def _is_answer(outline: Outline, block: Block) -> bool:
    """Say whether a line stands among readers' comments: its dates and names are theirs."""
    index = block.owner
    for _ in range(5):
        if index < 0:
            break
        if outline.labels[index] and names_discussion(outline.labels[index]):
            return True
        index = outline.parents[index]
    return False


def headline_at(before: list[Block], headline: str) -> int:
    """Find the headline among the lines above the text; where it is a link, it belongs to a list."""
    for number, block in enumerate(before):
        if headline in block.text and block.linked < len(block.text) / 2:
            return number
    return max(0, len(before) - _OVER)
