"""Short runs out of step that no mark shows: a decoder skipped what it could not read, and all else is in line."""

from __future__ import annotations

from pipelines.text.edits import Edit
from pipelines.text.shifts.places import KIND
from pipelines.text.signs.shortened import shortened


def find_skipped(text: str) -> list[Edit]:
    """Give the edits that put back what was skipped."""
    return [
        Edit(KIND, one.start, one.end, text[one.start : one.end], one.text, round(min(0.99, one.share), 3))
        for one in shortened(text)
    ]
