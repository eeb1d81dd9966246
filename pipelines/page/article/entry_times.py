"""The times of day that stand above the entries of a live report, and are none of their text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.page.lines.furniture import is_ago
from pipelines.page.tree.density import Place
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_CLOCK = Pattern(r"\d[:.：h时時]\s?[0-5]\d")
_CLOCK_ALONE = Pattern(
    r"(?:[01]?\d|2[0-3])[:.：h时時]\s?[0-5]\d(?:\s?(?:uhr|น\.|wi(?:b|t|ta)|[a-z]{1,3}t|hrs?|мск))?", re.IGNORECASE
)
_LONGEST = 24  # characters
_NAMES_TIME = Pattern("time|date|hour|uhr|hora|saat|waktu")


def entry_times(outline: Outline, place: Place, blocks: Iterable[Block]) -> set[int]:
    """Give the places of the texts of <time>, and of times in elements that are named so.

    A line that begins in one and ends there is no text. The years and days of a chronicle, which say no time, are text.
    """
    inside = range(place.index, outline.ends[place.index])
    times = (index for index in inside if outline.tags[index] == "time" and outline.ends[index] > index + 1)
    told = {
        index + 1
        for index in times
        if _CLOCK.search(f"{outline.attribute(index, 'datetime')} {outline.raw[index + 1]}")
    }
    short = [block for block in blocks if len(block.text) <= _LONGEST and block.start not in told]
    return told | {block.start for block in short if _tells_time(outline, block)}


def _tells_time(outline: Outline, block: Block) -> bool:
    """Say whether a line is a time, or how long ago it was, in an element that is named so."""
    label = outline.labels[outline.parents[block.start]] or outline.labels[block.owner]
    if not label or not _NAMES_TIME.search(label):
        return False
    return _CLOCK_ALONE.fullmatch(block.text) is not None or is_ago(block.text)
