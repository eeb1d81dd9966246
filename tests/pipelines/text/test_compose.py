"""Edits of two passes as edits of the first text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.compose import compose
from pipelines.text.edits import Edit, apply_edits, trimmed, undo_edits


def drawn_edits(draw: st.DrawFn, text: str) -> list[Edit]:
    edits, place = [], 0
    while place < len(text) and draw(st.booleans()):
        start = draw(st.integers(place, len(text)))
        end = draw(st.integers(start, min(start + 3, len(text))))
        edits.append(Edit("kind", start, end, text[start:end], draw(st.text("xyz", max_size=3)), 1.0))
        place = end + 1
    return edits


@st.composite
def passes(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text = draw(st.text("abcdefgh", max_size=12))
    first = drawn_edits(draw, text)
    return text, first, drawn_edits(draw, apply_edits(text, first))


@given(passes())
def test_composed_edits_do_both_and_can_be_undone(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    wanted = apply_edits(apply_edits(text, first), second)
    edits = compose(text, first, second)
    assert apply_edits(text, edits) == wanted
    assert undo_edits(wanted, edits) == text
    assert all(one.end <= two.start for one, two in pairwise(edits))
    assert all(text[edit.start : edit.end] == edit.before for edit in edits)


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("?！敝菪l健委", "。”州衛健委", ("?！敝菪l", "。”州衛")),
        ("甲乙丙", "甲丙", ("乙", "")),
        ("甲甲", "甲甲甲", ("", "甲")),
        ("甲", "乙", ("甲", "乙")),
        ("同", "同", ("", "")),
    ],
)
def test_an_edit_is_trimmed_to_what_changes(before: str, after: str, left: tuple[str, str]) -> None:
    text = f"前{before}后"
    edit = trimmed(Edit("byte-shift", 1, 1 + len(before), before, after, 0.9))
    assert (edit.before, edit.after) == left
    assert apply_edits(text, [edit]) == f"前{after}后"
    assert text[edit.start : edit.end] == edit.before
