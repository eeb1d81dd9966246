"""The byline that stands below a standfirst, where the text's element begins with that."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_byline
from pipelines.page.tree.density import HEADINGS
from pipelines.page.tree.outline import Block, Outline

_NEAR, _LONGEST = 5, 90  # lines; characters of a byline


def byline_below(outline: Outline, visible: list[Block], lines: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the dated byline between the text's first line, where that is a standfirst, and what goes on below."""
    first, *others = lines[:_NEAR] or (None,)
    if first is None or not others or outline.tags[first.owner] in HEADINGS:
        return ()
    gap = [block for block in visible if first.stop <= block.start < others[0].start]
    if not gap and len(others[0].text) > _LONGEST:
        return ()
    behind = next((block for block in others if not is_byline(block)), None)
    if behind is None:
        return ()
    between = tuple(block for block in visible if first.stop <= block.start < behind.start and is_byline(block))
    if not is_dated(between):
        return ()
    several = any(is_byline(block) and has_date(block.text) for block in lines if block.start > behind.start)
    return () if several else between


def is_dated(lines: Iterable[Block]) -> bool:
    return any(has_date(block.text) for block in lines)
