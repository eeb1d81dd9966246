"""Marks that close what nothing opened."""

from __future__ import annotations

import pytest

from pipelines.text.shifts.brackets import unopened
from pipelines.text.shifts.readings import NONE, State, Step
from pipelines.text.shifts.units import Unit


def reading(*given: str) -> State:
    """A reading that gave these, unit by unit; the last of them is what the unit at hand has given so far."""
    step = None
    for text in given[:-1]:
        step = Step(step, Unit(0, 1, text, 0.0, ()), text, True, 0.0, 0, 0.0)
    return State(0.0, NONE, 0, given[-1][-1:], given[-1], step)


@pytest.mark.parametrize(
    ("front", "given", "char", "is_unopened"),
    [
        ("治理“四", ("荒",), "”", False),
        ("治理", ("“", "四", "荒"), "”", False),
        ("治理“四荒”资", ("源",), "”", True),
        ("治理“四荒", ("”", "资", "源"), "”", True),
        ("不菲的转会", ("费",), "）", True),
        ("（记者", ("王", "明"), "）", False),
        ("《", ("青岩", "县志"), "》", False),
        ("“青岩（县）", ("志",), "》", True),
    ],
)
def test_a_mark_closes_what_is_open(front: str, given: tuple[str, ...], char: str, is_unopened: bool) -> None:
    assert (unopened(char, reading(*given), front) > 0) is is_unopened
