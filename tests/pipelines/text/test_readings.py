"""Readings of a damaged text that meet: what they share among them."""

from __future__ import annotations

from math import log

import pytest

from pipelines.text.shifts.readings import NONE, WIDE, State, Step, best, prune
from pipelines.text.shifts.units import Unit

UNIT = Unit(0, 1, "?", 0.0, ())


def reading(score: float, out: str, context: int = 7) -> State:
    step = Step(None, UNIT, out, False, 0.0, 0, 0.0)
    return State(score, NONE, context, out, "", step, trace=hash(out))


def shares(*states: State) -> float:
    found = best(prune(list(states), WIDE))
    assert found is not None
    return found.share_at(0, 1)


def test_alone_it_has_all() -> None:
    assert shares(reading(-3.0, "书")) == 1.0


@pytest.mark.parametrize("contexts", [(7, 7, 7), (7, 8, 9), (7, 7, 9)], ids=["met", "apart", "both"])
def test_the_likelihoods_of_all_others_are_summed(contexts: tuple[int, int, int]) -> None:
    others = zip(contexts[1:], "阅款", strict=True)
    states = [reading(log(0.25), out, context) for context, out in others]
    assert shares(reading(log(0.5), "书", contexts[0]), *states) == pytest.approx(0.5)


def test_two_ways_to_one_text_are_no_rivals() -> None:
    assert shares(reading(-3.0, "书"), reading(-3.5, "书")) == 1.0
