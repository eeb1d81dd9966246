"""The likeliest text whose bytes, damaged, give the text at hand: a beam search over the bytes.

Every unit of the damaged text offers the bytes that may have stood there. They are paired anew from left to right,
and each reading is weighed by the character model. A reading that keeps a unit as it stands is always among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import Final

from pipelines.text.gb import OUTSIDE, UNKNOWN, Pairs
from pipelines.text.model import Model
from pipelines.text.pinyin import read_as
from pipelines.text.units import Option, Unit

_NONE: Final = -2  # no byte is waiting for its second half
_BEAM: Final = 24  # readings kept that end between two characters, and as many that end inside one
_GUESSES: Final = 40  # characters tried where both bytes are unknown
_TRIED: Final = 3000  # the commonest characters, from which these are taken
_SURE: Final = 99.0
_CONTEXT: Final = 0xFFFF_FFFF_FFFF
_READ: Final = 3.0  # what a reading that fits its character speaks for
_SLIP: Final = 10.0  # what it costs to believe in a byte lost or added where nothing shows it
_LONGEST: Final = 500  # units of one window
_CLOSES: Final = 4.0  # what speaks for a bracket that closes one left open
_STUCK: Final = 25.0  # what it costs to leave a unit of another charset as it stands
SETTLED: Final = 5  # units that the best reading has kept as they stand, and the search ends


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
    `trace` stands for all text that the way has given.
    """

    score: float
    pending: int
    context: int
    last: str
    out: str
    step: Step | None
    lead: float = _SURE
    trace: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The best way and how far (in nats) the next one that gives another text is behind."""

    steps: tuple[Step, ...]
    lead: float


class Search:
    """Reads windows of one text."""

    def __init__(
        self, pairs: Pairs, model: Model, traditional: bool, *, slips: bool = False, crossed: bool = False
    ) -> None:
        """`slips`: a byte may be missing or too many where nothing shows it. `crossed`: the units' bytes are of another
        charset, so that nothing but ASCII stays as it stands.
        """
        self.crossed = crossed
        self.unclosed = False  # whether the text has opened more brackets than it closed
        self.slips = slips
        self.pairs = pairs
        self._model = model
        self.traditional = traditional
        self._likely: dict[tuple[int, bool], list[str]] = {}

    def run(self, before: str, units: Iterable[Unit], last_sign: int) -> Reading | None:
        """Read `units` behind the text `before`, until the readings agree again past `last_sign`."""
        states = [State(0.0, _NONE, self._model.context(before), before[-1:], "", None)]
        for unit in islice(units, _LONGEST):
            states = _prune([new for state in states for new in self._advance(state, unit)])
            if unit.end > last_sign and not self.crossed and _agree(states):
                break
        return _best(states)

    def _advance(self, state: State, unit: Unit) -> Iterator[State]:
        if state.pending == _NONE:
            yield self._keep(state, unit)
        for option in (*unit.options, *self._slips(state, unit)):
            if not self.crossed and state.pending == _NONE and len(option.symbols) == 2 and option.cost == 0.0:
                continue  # in line, these bytes are the unit itself
            for new in self._take(state, option):
                step = Step(state.step, unit, new.out, False, option.cost, 0, new.lead)
                yield State(
                    new.score - option.cost, new.pending, new.context, new.last, "", step, new.lead, new.trace
                )

    def _slips(self, state: State, unit: Unit) -> tuple[Option, ...]:
        """The ways out of line that nothing shows: a byte lost before the unit or inside it, one too many."""
        if not self.slips or state.step is None or not state.step.kept:
            return ()
        if not unit.options or unit.options[0].cost or len(unit.options[0].symbols) != 2:
            return ()
        one, two = unit.options[0].symbols
        if two < 0x81:
            return ()
        lost = (UNKNOWN, one, two), (one, UNKNOWN, two)
        return tuple(Option(_SLIP, symbols) for symbols in (*lost, (two,), (one,)))

    def _keep(self, state: State, unit: Unit) -> State:
        new = state
        for char in unit.text:
            new = self._emit(new, char)
        settled = state.step.settled + 1 if state.step else 1
        literal = _STUCK if self.crossed and not unit.text.isascii() else unit.literal
        step = Step(state.step, unit, unit.text, True, literal, settled, state.lead)
        lead = _SURE if settled == SETTLED else state.lead  # what was doubtful before is told by that step
        return State(new.score - literal, _NONE, new.context, new.last, "", step, lead, new.trace)

    def _take(self, state: State, option: Option) -> Iterable[State]:
        if option.reading is not None:
            return self._read(state, option)
        states: Iterable[State] = (state,)
        for symbol in option.symbols:
            states = [new for old in states for new in self._feed(old, symbol)]
        return states

    def _feed(self, state: State, symbol: int) -> Iterable[State]:
        if state.pending == _NONE:
            return self._begin(state, symbol)
        if state.pending >= 0 and symbol >= 0:
            char = self.pairs.pairs.get(state.pending << 8 | symbol)
            return [self._emit(state, char)] if char else []
        if state.pending < 0 and symbol < 0:
            return self._guess(state)
        table = self.pairs.by_lead.get(state.pending) if symbol < 0 else self.pairs.by_trail.get(symbol)
        outside = state.pending == OUTSIDE  # behind a known lead byte the other half may be anything
        return [
            self._made(state, char)
            for _, char in table or ()
            if self._model.letter(char) > 1
            and not (outside and char in self.pairs.narrow)
            and (char != state.last or char.isalnum())  # no mark twice
        ]

    def _made(self, state: State, char: str) -> State:
        new = self._emit(state, char)
        if char == "）" and self.unclosed:
            new.score += _CLOSES
        return new

    def _begin(self, state: State, symbol: int) -> Iterable[State]:
        if 0 <= symbol < 0x80:
            return [self._emit(state, chr(symbol))]
        if symbol in (0x80, 0xFF):
            return ()
        return [
            State(state.score, symbol, state.context, state.last, state.out, state.step, state.lead, state.trace)
        ]

    def _guess(self, state: State) -> Iterable[State]:
        key = state.context, state.pending == OUTSIDE
        chars = self._likely.get(key)
        if chars is None:
            chars = self._likely[key] = self._likeliest(*key)
        return [self._emit(state, char) for char in chars]

    def _likeliest(self, context: int, outside: bool) -> list[str]:
        """Give the characters tried behind a context where nothing is known of their bytes."""
        model, traditional = self._model, self.traditional
        letters = self._outside if outside else model.han[:_TRIED]
        ranked = nlargest(_GUESSES, letters, key=lambda letter: model.next(context, letter))
        return [model.shape(letter, traditional) for letter in ranked]

    @cached_property
    def _outside(self) -> list[int]:
        shape, narrow = self._model.shape, self.pairs.narrow
        return [letter for letter in self._model.han if shape(letter, self.traditional) not in narrow]

    def _read(self, state: State, option: Option) -> Iterable[State]:
        chars = read_as(option.reading or "")
        if not option.symbols:
            # The character annotated may lie across a border: its bytes end the last character and begin the next.
            pair = self._last_byte(state.last) << 8 | max(state.pending, 0)
            char = state.last if state.pending == _NONE else self.pairs.pairs.get(pair)
            return [replace(state, score=state.score + _READ)] if char in chars else []
        if len(option.symbols) == 1:
            return self._read_half(replace(state, score=state.score + _READ), chars)
        before = self._take(state, replace(option, symbols=option.symbols[2:], reading=None))
        lined = [new for new in before if new.pending == _NONE]
        return [self._emit(new, char) for new in lined for char in chars if self._fits(char)]

    def _read_half(self, state: State, chars: frozenset[str]) -> Iterable[State]:
        """The second half of the annotated character went with the bracket: the reading tells which it was."""
        if state.pending != _NONE:
            whole = self.pairs.by_lead.get(state.pending, ())
            return [self._emit(state, char) for _, char in whole if char in chars]
        across = self.pairs.by_lead.get(self._last_byte(state.last), ())
        return [replace(state, pending=byte) for byte, char in across if char in chars and byte > 0x80]

    def _fits(self, char: str) -> bool:
        return self._model.letter(char) > 1 and self._model.form(char, self.traditional) > -2

    def _last_byte(self, char: str) -> int:
        data = self.pairs.bytes_of(char) if char else None
        return data[-1] if data else 0

    def _emit(self, state: State, char: str) -> State:
        model = self._model
        letter = model.letter(char)
        score = state.score + model.next(state.context, letter) + model.form(char, self.traditional)
        context = (state.context << 16 | letter) & _CONTEXT
        return State(
            score, _NONE, context, char, state.out + char, state.step, state.lead, hash((state.trace, char))
        )


def _prune(states: list[State]) -> list[State]:
    """Keep the best of those that no later byte can tell apart, and of these the best."""
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
    whole = [state for state in best.values() if state.pending == _NONE]
    halves = [state for state in best.values() if state.pending != _NONE]
    return [part for group in (whole, halves) for part in nlargest(_BEAM, group, key=lambda state: state.score)]


def _agree(states: list[State]) -> bool:
    """Whether the best reading is in line again, and all that come near it."""
    if not states:
        return True
    best = max(states, key=lambda state: state.score)
    if best.step is None or best.step.settled < SETTLED:
        return False
    near = [state for state in states if state.score > best.score - 12]
    return all(state.step is not None and state.step.settled >= SETTLED for state in near)


def _best(states: list[State]) -> Reading | None:
    ended = nlargest(_BEAM, (state for state in states if state.pending == _NONE), key=lambda state: state.score)
    if not ended or ended[0].step is None:
        return None
    rival = next((state for state in ended if state.trace != ended[0].trace), None)
    steps: list[Step] = []
    step: Step | None = ended[0].step
    while step is not None:
        steps.append(step)
        step = step.before
    lead = ended[0].score - rival.score if rival else _SURE
    return Reading(tuple(reversed(steps)), min(lead, ended[0].lead))
