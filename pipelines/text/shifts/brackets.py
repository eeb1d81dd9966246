"""Marks that close what nothing opened, or open what is open: what speaks against them, where a search made them up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from pipelines.text.edits import Edit
from pipelines.text.shifts.readings import State

OPENINGS: Final = {"）": "（", "”": "“", "》": "《", "」": "「", "’": "‘"}
CLOSINGS: Final = {opening: closing for closing, opening in OPENINGS.items()}
_REACH: Final = 200  # characters of the line in front that are asked
_UNBALANCED: Final = 3.0  # nats
_LEFT_OPEN: Final = 2.0  # the same of words that are quoted to the end of a line, and beyond
_OPENS_AT_END: Final = 4.0  # the same of a mark that opens something there
_QUOTED: Final = "“「"


def line_in_front(text: str, place: int, edits: Sequence[Edit]) -> str:
    """Give what stands in front of a place in its line, repaired by `edits`, which end before it."""
    start = max(place - _REACH, text.rfind("\n", 0, place) + 1)
    front = ""
    for edit in takewhile(lambda edit: edit.end > start, reversed(edits)):
        front = edit.after + text[edit.end : place] + front
        place = edit.start
    return text[start:place] + front


def unbalanced(char: str, state: State, front: str) -> float:
    """What speaks against `char`, which opens or closes something, behind what a reading has given, and what of its line stands in `front` of that."""
    opening = OPENINGS.get(char, char)
    is_open = _is_open(opening, CLOSINGS[opening], _given(state, front))
    return _UNBALANCED if is_open == (char == opening) else 0.0


def open_at_end(state: State, front: str) -> float:
    """What speaks against a reading with which a line ends."""
    if state.last in CLOSINGS:
        return _OPENS_AT_END
    given = list(_given(state, front))
    return _LEFT_OPEN * any(_is_open(mark, CLOSINGS[mark], given) for mark in _QUOTED)


def _is_open(opening: str, closing: str, texts: Iterable[str]) -> bool:
    """`texts`: the last one first."""
    for text in texts:
        opened, closed = text.rfind(opening), text.rfind(closing)
        if opened != closed:
            return opened > closed
    return False


def _given(state: State, front: str) -> Iterator[str]:
    """What a reading has given, from its end, and what stood in front."""
    yield state.out
    step = state.step
    while step is not None:
        yield step.out
        step = step.before
    yield front
