"""Marks that close what nothing opened: what speaks against them, where a search made them up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.text.shifts.readings import State

OPENINGS: Final = {"）": "（", "”": "“", "》": "《", "」": "「", "’": "‘"}
REACH: Final = 200  # characters of the line in front that are asked
_UNOPENED: Final = 3.0  # nats


def unopened(char: str, state: State, front: str) -> float:
    """What speaks against `char`, which closes something, behind what a reading has given, and what of its line stands in `front` of that."""
    opening = OPENINGS[char]
    for text in _given(state, front):
        opened, closed = text.rfind(opening), text.rfind(char)
        if opened != closed:
            return _UNOPENED if closed > opened else 0.0
    return _UNOPENED


def _given(state: State, front: str) -> Iterator[str]:
    """What a reading has given, from its end, and what stood in front."""
    yield state.out
    step = state.step
    while step is not None:
        yield step.out
        step = step.before
    yield front
