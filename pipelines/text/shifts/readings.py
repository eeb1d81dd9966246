"""Readings on their way through a damaged text: what each has given so far, which are kept, which is the best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest
from math import exp
from typing import Final

from pipelines.text.shifts.units import Unit

NONE: Final = -2  # no byte is waiting for its second half
SETTLED: Final = 5  # units that the best reading has kept as they stand, and the search ends
_NEAR: Final = 12.0  # the same for one that has to agree with it


@dataclass(frozen=True, slots=True)
class Beam:
    """`size`: readings kept that end between two characters, and as many that end inside one; `hope`: nats that one may
    be behind the best and still win in the end; `halves`: characters tried where one byte of two is unknown.
    """

    size: int
    hope: float
    halves: int


WIDE: Final = Beam(80, 16.0, 48)
# Enough to tell whether any damage is likelier than the text as it stands, at half the price: of 93 places that good
# text was searched in 80 end here, and none of 510 where damage was undone.
NARROW: Final = Beam(4, 8.0, 12)


@dataclass(slots=True, eq=False)
class Step:
    """One unit on the way of a reading: what came out of it, and whether it was kept as it stands.

    Never changed, and not frozen: a search makes tens of thousands, and freezing takes most of the time to make one.
    """

    before: Step | None
    unit: Unit
    out: str
    kept: bool
    cost: float
    settled: int
    others: float


@dataclass(slots=True, eq=False)
class State:
    """`pending` is a byte that waits for its second half, `out` what the unit at hand has given so far.

    `others` is how likely all readings together are that differ somewhere and end alike, as a multiple of this one;
    `trace` stands for all text that the way has given. `bad` is a byte for which a mark stands, until the next is read:
    it should not make a character with that.
    """

    score: float
    pending: int
    context: int
    last: str
    out: str
    step: Step | None
    others: float = 0.0
    trace: int = 0
    bad: int = NONE
    made: bool = False

    def begun(self, byte: int) -> State:
        """The same with the first byte of a character. Written out: `replace` takes as long as the rest of a step."""
        return State(
            self.score,
            byte,
            self.context,
            self.last,
            self.out,
            self.step,
            self.others,
            self.trace,
            NONE,
            self.made,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The best way, what it gave unit by unit, and the same of those that came near it with how likely they are beside it."""

    steps: tuple[Step, ...]
    rivals: tuple[tuple[float, tuple[str, ...]], ...]
    others: float

    def share_at(self, start: int, end: int) -> float:
        """The likelihood of what it gives for the units [`start`, `end`), among all ways to read them."""
        given = "".join(step.out for step in self.steps[start:end])
        settled = self.steps[end + SETTLED - 2].others if end + SETTLED - 2 < len(self.steps) else self.others
        return 1 / (1 + settled + sum(odds for odds, outs in self.rivals if "".join(outs[start:end]) != given))


def score(state: State) -> float:
    return state.score


def prune(states: list[State], beam: Beam, hope: Callable[[State], float] = score) -> list[State]:
    """Keep the best of those that no later byte can tell apart, and of these the best; the very best comes first.

    `hope` tells which these are among those in line: the score, or that with what lies ahead.
    """
    best: dict[tuple[int, int], State] = {}
    for state in states:
        key = (state.pending, state.context)
        rival = best.get(key)
        if rival is None:
            best[key] = state
        else:
            better, worse = (state, rival) if state.score > rival.score else (rival, state)
            better.others = _others(better, worse)
            best[key] = better
    whole = [state for state in best.values() if state.pending == NONE]
    halves = [state for state in best.values() if state.pending != NONE]
    return sorted(_hopeful(whole, beam, hope) + _hopeful(halves, beam, score), key=score, reverse=True)


def _others(better: State, worse: State) -> float:
    odds = exp(worse.score - better.score)
    if better.trace != worse.trace:
        return better.others + odds * (1 + worse.others)
    return (better.others + odds * worse.others) / (1 + odds)  # two ways to the same text


def _hopeful(states: list[State], beam: Beam, hope: Callable[[State], float]) -> list[State]:
    ranked = nlargest(beam.size, states, key=hope)
    least = hope(ranked[0]) - beam.hope if ranked else 0.0
    return [state for state in ranked if hope(state) > least]


def agree(states: list[State]) -> bool:
    """Whether the best reading is in line again, and all that come near it."""
    if not states:
        return True
    top = max(states, key=score)
    if top.step is None or top.step.settled < SETTLED:
        return False
    near = [state for state in states if state.score > top.score - _NEAR]
    return all(state.step is not None and state.step.settled >= SETTLED for state in near)


def best(states: list[State]) -> Reading | None:
    ended = nlargest(WIDE.size, (state for state in states if state.pending == NONE), key=score)
    if not ended or ended[0].step is None:
        return None
    ways = [_way(state) for state in ended]
    rivals = [
        (exp(state.score - ended[0].score), tuple(step.out for step in way))
        for state, way in zip(ended[1:], ways[1:], strict=True)
    ]
    return Reading(ways[0], tuple(rivals), ended[0].others)


def _way(state: State) -> tuple[Step, ...]:
    steps: list[Step] = []
    step = state.step
    while step is not None:
        steps.append(step)
        step = step.before
    return tuple(reversed(steps))
