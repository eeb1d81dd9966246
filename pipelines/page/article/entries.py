"""Lists of comments and teasers, recognised by what repeats: a name and a day, or a link, above each text."""

from __future__ import annotations

import re

from pipelines.page.article.text_element import LEAST_BODY
from pipelines.page.lines.dates import dated, has_date
from pipelines.page.lines.furniture import ends_text, is_linked
from pipelines.page.tables import expression
from pipelines.page.tree.density import HEADINGS, prose
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_LEAST = 3  # comments
LONGEST_OPENING = 40  # characters of name and day
_ABOVE = 2  # lines above a text
_DISTINCT, _MANY, _NEARLY_ALL = 0.6, 8, 0.8  # of the names; of the texts
_CLOCK = Pattern(r"\d\s?[:：.h时時点點]\s?[0-5]\d(?!\d)")
# 3 Monday, and not the figure in a name: reader7
_TIMES = Pattern(
    rf"(?<![^\W\d_])\d+|[\W_]+|(?<![^\W\d_])(?:{expression('names', 'stop', 'days')})(?![^\W\d_])", re.I
)


def may_begin_entries(outline: Outline, blocks: list[Block], number: int) -> bool:
    """Say whether a line of at most `LONGEST_OPENING` is worth asking `begins_entries`, which looks at all lines behind it."""
    block = blocks[number]
    if outline.tags[block.owner] not in HEADINGS:
        return not block.linked and _opens_entry(block)
    return ends_text(block) or any(map(_opens_entry, blocks[number + 1 : number + 2]))


def begins_entries(outline: Outline, blocks: list[Block], number: int) -> bool:
    """Say whether a line begins a list that goes on to the end: comments, or teasers under a heading that names them."""
    if outline.tags[blocks[number].owner] not in HEADINGS:
        return are_comments(blocks[number:])
    behind = blocks[number + 1 :]
    return (ends_text(blocks[number]) and _are_entries(behind)) or are_comments(behind)


def are_comments(lines: list[Block]) -> bool:
    """Say whether `lines` are a list of comments from the first on: above nearly every text a name, a day and
    a time.

    Live reports, whose entries have the same names or none above them, are text, and so are news by place and day, without
    a time of day.
    """
    if not lines or not _opens_entry(lines[0]):
        return False
    texts = [at for at, line in enumerate(lines) if prose(line) >= LEAST_BODY]
    opened = [opening for at in texts if (opening := _opening(lines, at)) and not is_linked(opening)]
    if len(opened) < max(_LEAST, len(texts) * _NEARLY_ALL):
        return False
    if sum(_CLOCK.search(line.text) is not None for line in opened) < len(opened) * _NEARLY_ALL:
        return False
    names = {_TIMES.sub("", line.text.replace(dated(line.text) or "", "")) for line in opened} - {""}
    return len(names) >= min(_MANY, len(opened) * _DISTINCT)


def _are_entries(lines: list[Block]) -> bool:
    """Say whether `lines` have texts, and each of them a link, or a name and a day, above it."""
    texts = [at for at, line in enumerate(lines) if prose(line) >= LEAST_BODY]
    return bool(texts) and all(_opening(lines, at) for at in texts)


def _opens_entry(line: Block) -> bool:
    """Say whether a line can stand above an entry: a link, or a name and a day."""
    return is_linked(line) or (len(line.text) <= LONGEST_OPENING and has_date(line.text))


def _opening(lines: list[Block], at: int) -> Block | None:
    return next((line for line in reversed(lines[max(0, at - _ABOVE) : at]) if _opens_entry(line)), None)
