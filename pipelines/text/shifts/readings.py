"""Readings on their way through a damaged text: what each has given so far, which are kept, which is the best."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from pipelines.text.shifts.units import Unit

NONE: Final = -2  # no byte is waiting for its second half
SURE: Final = 99.0
SETTLED: Final = 5  # units that the best reading has kept as they stand, and the search ends
_BEAM: Final = 80  # readings kept that end between two characters, and as many that end inside one
HOPE: Final = 16.0  # nats that a reading may be behind the best and still win in the end
_NEAR: Final = 12.0  # the same for one that has to agree with it


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
    lead: float


@dataclass(slots=True, eq=False)
class State:
    """`pending` is a byte that waits for its second half, `out` what the unit at hand has given so far.

    `lead` is how far (in nats) the next reading is behind that differs somewhere and ends alike;
    `trace` stands for all text that the way has given. `bad` is a byte for which a mark stands, until the next is read:
    it should not make a character with that.
    """

    score: float
    pending: int
    context: int
    last: str
    out: str
    step: Step | None
    lead: float = SURE
    trace: int = 0
    bad: int = NONE
    made: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The best way, what it gave unit by unit, and the same of those that came near it with how far they are behind."""

    steps: tuple[Step, ...]
    rivals: tuple[tuple[float, tuple[str, ...]], ...]
    lead: float

    def lead_at(self, start: int, end: int) -> float:
        """How far (in nats) the next way is behind that reads the units [`start`, `end`) otherwise."""
        given = "".join(step.out for step in self.steps[start:end])
        settled = self.steps[end + SETTLED - 2].lead if end + SETTLED - 2 < len(self.steps) else self.lead
        return min([settled, *(gap for gap, outs in self.rivals if "".join(outs[start:end]) != given)])


def prune(states: list[State]) -> list[State]:
    """Keep the best of those that no later byte can tell apart, and of these the best; the very best comes first."""
    best: dict[tuple[int, int], State] = {}
    for state in states:
        key = (state.pending, state.context)
        rival = best.get(key)
        if rival is None:
            best[key] = state
        else:
            better, worse = (state, rival) if state.score > rival.score else (rival, state)
            gap = better.score - worse.score if better.trace != worse.trace else min(better.lead, worse.lead)
            better.lead = min(better.lead, gap)
            best[key] = better
    whole = [state for state in best.values() if state.pending == NONE]
    halves = [state for state in best.values() if state.pending != NONE]
    return sorted(_hopeful(whole) + _hopeful(halves), key=_score, reverse=True)


def _hopeful(states: list[State]) -> list[State]:
    ranked = nlargest(_BEAM, states, key=_score)
    return [state for state in ranked if state.score > ranked[0].score - HOPE]


def _score(state: State) -> float:
    return state.score


def agree(states: list[State]) -> bool:
    """Whether the best reading is in line again, and all that come near it."""
    if not states:
        return True
    top = max(states, key=_score)
    if top.step is None or top.step.settled < SETTLED:
        return False
    near = [state for state in states if state.score > top.score - _NEAR]
    return all(state.step is not None and state.step.settled >= SETTLED for state in near)


def best(states: list[State]) -> Reading | None:
    ended = nlargest(_BEAM, (state for state in states if state.pending == NONE), key=_score)
    if not ended or ended[0].step is None:
        return None
    ways = [_way(state) for state in ended]
    rivals = [
        (ended[0].score - state.score, tuple(step.out for step in way))
        for state, way in zip(ended[1:], ways[1:], strict=True)
    ]
    return Reading(ways[0], tuple(rivals), ended[0].lead)


def _way(state: State) -> tuple[Step, ...]:
    steps: list[Step] = []
    step = state.step
    while step is not None:
        steps.append(step)
        step = step.before
    return tuple(reversed(steps))
