"""Readings on their way through damaged bytes: what each has given so far, which are kept, which is the best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp
from typing import Final

from pipelines.text.decoders.forms import Symbols

SETTLED: Final = 6  # characters in a row that the best reading takes as decoded, and the search ends
_BEAM: Final = 80  # readings kept that end at one byte between two characters, and as many that end inside one
_BAND: Final = 20.0  # how many nats they may be behind the best of these ...
_HALF_OPEN: Final = 28.0  # ... and behind the best of all: a character that is not complete has not been paid for
_NEAR: Final = 10.0  # nats behind the best within which all have to agree with it


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Bytes up to `end` read as `out`; they begin where the step before ends. `kept`: as decoded; `made`: up.
    `others`: where the readings have settled, how likely all together were until then that give another text.
    """

    before: Step | None
    end: int
    out: str
    kept: bool
    others: float | None = None
    made: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes up to `end`, from where the last piece ends, read as `out`; `made`: up. `share`: of the likelihood of all
    readings of the damage that it is part of.
    """

    end: int
    out: str
    share: float
    made: bool


@dataclass(slots=True, eq=False)
class State:
    """`pending`: symbols of a character that is not complete; `last` is the one before it, `made` whether that
    was made up, `rest` the characters before another slip is thought of, `doubt` whether a byte was left out.
    `others`: how likely all readings together are that give another text since they settled last and end alike, as a
    multiple of this one; `trace` stands for the text that was read.
    """

    score: float
    pending: Symbols
    context: int
    step: Step | None
    settled: int = 0
    others: float = 0.0
    trace: int = 0
    last: str = ""
    made: bool = False
    rest: int = 0
    doubt: bool = False

    def waiting(self, pending: Symbols, cost: float = 0.0) -> State:
        """Give the same with `pending`, at a cost. Written out: a search makes some thousand."""
        return State(
            self.score - cost,
            pending,
            self.context,
            self.step,
            self.settled,
            self.others,
            self.trace,
            self.last,
            self.made,
            self.rest,
            self.doubt,
        )


def score(state: State) -> float:
    return state.score


def pruned(states: list[State]) -> list[State]:
    """Keep the best of those that no later byte can tell apart, and of these the best."""
    best: dict[tuple[Symbols, int], State] = {}
    for state in states:
        key = (state.pending, state.context)
        rival = best.get(key)
        best[key] = _better(state, rival) if rival else state
    whole = [state for state in best.values() if not state.pending]
    halves = [state for state in best.values() if state.pending]
    lowest = max((state.score for state in best.values()), default=0.0) - _HALF_OPEN
    return [*_nearest(whole, lowest), *_nearest(halves, lowest)]


def _better(one: State, two: State) -> State:
    """The likelier of two, with the other as one of its rivals, or as another way to the same text."""
    better, worse = (one, two) if one.score > two.score else (two, one)
    odds = exp(worse.score - better.score)
    if better.trace != worse.trace:
        better.others += odds * (1 + worse.others)
    else:
        better.others = (better.others + odds * worse.others) / (1 + odds)
    return better


def _nearest(states: list[State], lowest: float) -> list[State]:
    floor = max(max((state.score for state in states), default=0.0) - _BAND, lowest)
    near = [state for state in states if state.score >= floor]
    return nlargest(_BEAM, near, key=score) if len(near) > _BEAM else near


def agree(states: Sequence[State]) -> bool:
    """Whether the best reading, and all that come near it, take the text as decoded again, one of them whole."""
    best = max((state.score for state in states), default=0.0)
    near = [state for state in states if state.score > best - _NEAR]
    return not all(state.pending for state in near) and all(state.settled >= SETTLED for state in near)


def pieces(states: Iterable[State]) -> list[Piece]:
    """The way of the best reading that ends between two characters."""
    ended = sorted((state for state in states if not state.pending), key=score, reverse=True)
    if not ended:
        return []
    best = ended[0]
    for rival in ended[1:]:
        best = _better(best, rival)
    others, found = best.others, []
    step = best.step
    while step is not None:
        others = others if step.others is None else step.others
        found.append(Piece(step.end, step.out, 1 / (1 + others), step.made))
        step = step.before
    return found[::-1]
