"""What was changed in a text, told so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class Edit:
    """`before` at code points [`start`, `end`) of the text as it came in became `after`."""

    kind: str
    start: int
    end: int
    before: str
    after: str
    confidence: float


def trimmed(edit: Edit) -> Edit:
    """Leave out what stays as it is at either end."""
    before, after = edit.before, edit.after
    left = _alike(before, after)
    right = _alike(before[left:][::-1], after[left:][::-1])
    start, end = edit.start + left, edit.end - right
    return Edit(
        edit.kind,
        start,
        end,
        before[left : len(before) - right],
        after[left : len(after) - right],
        edit.confidence,
    )


def _alike(one: str, two: str) -> int:
    """Count the characters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))


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
