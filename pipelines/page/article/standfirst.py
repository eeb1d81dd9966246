"""What sums up the text at its beginning: a list of points, and a standfirst between headline and date."""

from __future__ import annotations

from pipelines.page.article.around import tells_event
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_byline
from pipelines.page.lines.placed_authors import is_credit
from pipelines.page.tree.density import HEADINGS, SOLID, prose, prose_of
from pipelines.page.tree.outline import Block, Outline

_MOST_SUMMED = 0.5  # of the prose of the text: what sums it up has less
_MOST_POINTS = 6  # lines
_FIRST_SENTENCES = 2  # of the text
_LONGEST_DATED, _DATE_BELOW = 80, 4  # characters of author and day; lines below the headline
_OTHER_DATES = 15  # lines below the date: if one of them has another, each is that of an entry


def behind_points(outline: Outline, blocks: list[Block], first: int) -> int:
    """Give the first block after a list of points that sums up the text below, else `first`."""
    stop = first
    while stop < len(blocks) and _is_point(outline, blocks[stop]):
        stop += 1
    if not 1 < stop - first <= _MOST_POINTS or stop == len(blocks):
        return first
    said = prose_of(blocks[first:stop])
    return stop if said < prose_of(blocks[stop:]) * _MOST_SUMMED else first


def lead_above_points(outline: Outline, blocks: list[Block], first: int) -> tuple[list[Block], int]:
    """Give the standfirst above a list of points, and the first block behind that; without one nothing, and `first`."""
    behind = behind_points(outline, blocks, first + 1)
    if behind > first + 1 and _is_apart(outline, blocks[first], blocks[behind:]):
        return blocks[first : first + 1], behind
    return [], first


def _is_apart(outline: Outline, block: Block, text: list[Block]) -> bool:
    """Say whether a line is in another element than the first sentences of the text, as a standfirst above points is."""
    said = [outline.parents[each.owner] for each in text if prose(each) >= SOLID][:_FIRST_SENTENCES]
    return bool(said) and outline.parents[block.owner] not in said


def _is_point(outline: Outline, block: Block) -> bool:
    return outline.tags[block.owner] == "li" and outline.tags[outline.parents[block.owner]] == "ul"


def behind_standfirst(outline: Outline, blocks: list[Block], first: int) -> int:
    """Give the first block behind the article's date where a standfirst stands between headline and date, else `first`.

    A date right below a heading is its subject, and not that of the article.
    """
    near = range(first, len(blocks))[:_DATE_BELOW]
    told = (number for number in near if is_date_line(outline, blocks[number]) and not tells_event(blocks, number))
    dated = next(told, first)
    if dated == first or any(is_date_line(outline, block) for block in blocks[:first]):
        return first
    if outline.tags[blocks[dated - 1].owner] in HEADINGS and not is_credit(outline, blocks[dated - 1]):
        return first
    stop = dated + 1
    while stop < len(blocks) and is_byline(blocks[stop]):
        stop += 1
    if any(is_date_line(outline, block) for block in blocks[stop : stop + _OTHER_DATES]):
        return first  # a chronicle, or a live report
    return first if prose_of(blocks[first:dated]) > prose_of(blocks[stop:]) * _MOST_SUMMED else stop


def is_date_line(outline: Outline, block: Block) -> bool:
    """Say whether a line is a byline with a date, or short with a <time datetime>: 20.3. 12:00."""
    if is_byline(block) and has_date(block.text):
        return True
    if len(block.text) > _LONGEST_DATED or prose(block) > _LONGEST_DATED / 2:
        return False
    times = (index for index in range(block.start, block.stop) if outline.tags[index] == "time")
    return any(has_date(outline.attribute(index, "datetime")) for index in times)
