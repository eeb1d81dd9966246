"""What was changed in a text, told so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """`before` at code points [`start`, `end`) of the text as it came in became `after`."""

    kind: str
    start: int
    end: int
    before: str
    after: str
    confidence: float


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Give the text with `edits` made. They must be sorted by start and must not overlap."""
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.after)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def undo_edits(text: str, edits: Iterable[Edit]) -> str:
    """Give the text as it was before `edits`, from the text that they gave."""
    pieces: list[str] = []
    done = shift = 0
    for edit in edits:
        start = edit.start + shift
        pieces += (text[done:start], edit.before)
        done = start + len(edit.after)
        shift += len(edit.after) - (edit.end - edit.start)
    pieces.append(text[done:])
    return "".join(pieces)
