"""Marks that close what nothing opened, or open what is open, and lines that end so."""

from __future__ import annotations

import pytest

from pipelines.text.edits import Edit
from pipelines.text.shifts.brackets import line_in_front, open_at_end, unbalanced
from pipelines.text.shifts.readings import NONE, State, Step
from pipelines.text.shifts.units import Unit


def reading(*given: str) -> State:
    """A reading that gave these, unit by unit; the last of them is what the unit at hand has given so far."""
    step = None
    for text in given[:-1]:
        step = Step(step, Unit(0, 1, text, 0.0, ()), text, True, 0.0, 0, 0.0)
    return State(0.0, NONE, 0, given[-1][-1:], given[-1], step)


@pytest.mark.parametrize(
    ("front", "given", "char", "is_unbalanced"),
    [
        ("治理“四", ("荒",), "”", False),
        ("治理", ("“", "四", "荒"), "”", False),
        ("治理“四荒”资", ("源",), "”", True),
        ("治理“四荒", ("”", "资", "源"), "”", True),
        ("不菲的转会", ("费",), "）", True),
        ("（记者", ("王", "明"), "）", False),
        ("《", ("青岩", "县志"), "》", False),
        ("“青岩（县）", ("志",), "》", True),
        ("他说：“明天再", ("来",), "“", True),
        ("他说：“明天再来。”他", ("说",), "“", False),
        ("他说：「明天再", ("来",), "「", True),
    ],
)
def test_a_mark_closes_what_is_open(front: str, given: tuple[str, ...], char: str, is_unbalanced: bool) -> None:
    assert (unbalanced(char, reading(*given), front) > 0) is is_unbalanced


@pytest.mark.parametrize(
    ("front", "given", "is_open"),
    [
        ("他说：“明天再", ("来", "。", "”"), False),
        ("他说：“明天再", ("来", "。"), True),
        ("里长说：「明天再", ("来", "。"), True),
        ("他说明天再", ("来", "。", "“"), True),
        ("他说明天再", ("来", "。"), False),
    ],
)
def test_a_line_ends_with_what_it_opened_closed(front: str, given: tuple[str, ...], is_open: bool) -> None:
    assert (open_at_end(reading(*given), front) > 0) is is_open


def test_the_line_in_front_is_the_repaired_one() -> None:
    text = "頭一行\n他說?！敝匾"
    edits = [Edit("byte-shift", 6, 9, "?！敝", "。“州", 0.9)]
    assert line_in_front(text, len(text), edits) == "他說。“州匾"
    assert line_in_front(text, 3, []) == "頭一行"
