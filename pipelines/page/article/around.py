"""Lines around the text: which of them are the article's own, and which speak of other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from pipelines.page.lines.dates import dated
from pipelines.page.lines.furniture import names_file, opens_others
from pipelines.page.tables import expression
from pipelines.page.tree.outline import Block
from pipelines.pattern import Pattern

_SUBMITTED = Pattern(expression("names", "labels", "submitted"), re.IGNORECASE)
_NEIGHBOUR = Pattern(r"[\W_]{0,4}[上下前后後]一[篇條条则則]")  # « 上一篇 2020-10-17: that one's day
# 时间：4月18日14:30, and below it 地点：地学楼
_WHEN, _WHERE = Pattern(r"\S{0,4}[时時][间間]\s?[：:]"), Pattern(r"\S{0,4}地[点點址]\s?[：:]")
_LONGEST_LABEL = 6  # characters
_NEAR_FILES = 4  # lines below the text, in which the first file stands
_LONGEST_DATE = 24  # characters
_LEAST_LISTED, _SHORTEST_LINK, _SIGNS_OF_ENTRY = 2, 5, 4  # entries of a list; characters of a link, and beside it


def before_others(blocks: Iterable[Block]) -> list[Block]:
    """Give the lines before the heading of comments or of other articles: behind it, names and dates are theirs."""
    return list(takewhile(lambda block: not opens_others(block.text), blocks))


def files_below(below: Sequence[Block]) -> tuple[Block, ...]:
    """Give the lines right below a text that lead to the files of a notice."""
    for number, block in enumerate(below[:_NEAR_FILES]):
        if block.linked and names_file(block):
            return tuple(takewhile(names_file, below[number:]))
    return ()


def tells_event(blocks: Sequence[Block], number: int) -> bool:
    """Say whether a line tells when something takes place, and the one above or below where: it is no byline."""
    beside = (*blocks[max(number - 1, 0) : number], *blocks[number + 1 : number + 2])
    return _WHEN.match(blocks[number].text) is not None and any(_WHERE.match(block.text) for block in beside)


def own_lines(group: Iterable[Block]) -> list[Block]:
    """Give the lines of a part of the page that are the article's: no comments, no other articles with their dates."""
    lines = before_others(group)
    listed = {block.start for block in lines if _is_entry(block)}
    if len(listed) < _LEAST_LISTED:
        listed.clear()
    return [
        block
        for block in lines
        if not (leads_away(block) or block.start in listed)
        and not ("一" in block.text[:_LONGEST_LABEL] and _NEIGHBOUR.match(block.text))
    ]


def _is_entry(block: Block) -> bool:
    """Say whether a line is a link with a date behind or before it, as lists of articles have them."""
    beside = len(block.text) - block.linked
    if block.linked < _SHORTEST_LINK or not 0 < beside < _LONGEST_DATE:
        return False
    day = dated(block.text)
    return day is not None and beside <= len(day) + _SIGNS_OF_ENTRY


def leads_away(block: Block) -> bool:
    """Say whether a line is the headline of another article: a date in it is that one's, or of what it tells.

    A date that leads to the articles of its day does not: <a>14:22, 18 января 2024</a> <a>Россия</a>.
    """
    if not block.linked * 2 > len(block.text) > _LONGEST_DATE or block.text.startswith(("19", "20")):
        return False
    if _SUBMITTED.match(
        block.text
    ):  # Posted by Ann Price at 9:05 PM No comments: three links, as Blogger has them
        return False
    return len(dated(block.text) or "") * 2 <= len(block.text)
