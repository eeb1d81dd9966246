"""The likeliest text whose bytes, damaged, give the text at hand: a beam search over the bytes.

Every unit of the damaged text offers the bytes that may have stood there. They are paired anew from left to right,
and each reading is weighed by the character model. A reading that keeps a unit as it stands is always among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import inf
from typing import Final

from pipelines.text.decoders.gb import UNKNOWN, Pairs
from pipelines.text.language_model.model import Model
from pipelines.text.shifts import slips
from pipelines.text.shifts.pairing import BONUS, Fed, Pairing
from pipelines.text.shifts.readings import (
    NONE,
    SETTLED,
    WIDE,
    Beam,
    Reading,
    State,
    Step,
    agree,
    best,
    prune,
    score,
)
from pipelines.text.shifts.units import Option, Unit, first_byte, known, looking_ahead

# Nats behind the best at which a reading's unknown bytes are worth guessing: of none, one and two. Two are weighed as a
# thousand characters each.
_NEAR: Final = (inf, 12.0, 4.0)
_FEW: Final = 3  # readings that may slip back into line
_LONGEST: Final = 500  # units of one window
_AHEAD: Final = 3  # units whose text tells whether a slip is tried
_SPLIT: Final = 6.0  # what it costs that the second half of a character was a letter
_ENDS: Final = 2.0  # what speaks for a mark that ends a sentence, where the line ends
_OPEN: Final = 4.0  # what speaks against one that goes on
_ENDINGS: Final = frozenset("。！？”」）")
_GOES_ON: Final = frozenset("、，“（「《")


class Search:
    """Reads windows of one text."""

    def __init__(
        self, pairs: Pairs, model: Model, traditional: bool, page: frozenset[str], *, silent: bool
    ) -> None:
        """`page`: characters that stand side by side elsewhere. `silent`: the decoder put no mark for what it could not read."""
        self.pairs = pairs
        self.traditional = traditional
        self._model = model
        self._silent = silent
        self._pairing = Pairing(pairs, model, traditional, page)
        self._beam = WIDE
        self._best = [-inf, -inf]  # of the readings made by the unit at hand: between characters, and inside one

    @property
    def left(self) -> int:
        """Characters that readings of this window may still be carried on by."""
        return self._pairing.left

    def enter(self, front: str, *, unclosed: bool, allowed: int) -> None:
        """Begin a window, as in `Pairing`."""
        self._pairing.enter(front, unclosed=unclosed, allowed=allowed)

    def run(self, before: str, units: Iterable[Unit], last_sign: int, beam: Beam = WIDE) -> Reading | None:
        """Read `units` behind the text `before`, until the readings agree again past `last_sign`."""
        self._beam, pairing = beam, self._pairing
        states = [State(0.0, NONE, self._model.context(before), before[-1:], "", None)]
        tail = before[-3:]
        for ahead in looking_ahead(islice(units, _LONGEST)):
            unit, following = ahead[0], next(iter(ahead[1:2]), None)
            pairing.begin(following, beam.halves)
            self._best = [-inf, -inf]
            ways = [self._advance(state, unit, states[0].score) for state in states]
            ways.append(self._slips(states, tail, ahead))
            tail = (tail + unit.text)[-3:]
            made = [new for way in ways for new in way]
            states = prune(made, self._beam, pairing.hope if pairing.is_doubtful else score)
            pairing.end()
            if pairing.left < 0:
                return None  # half a search reads wrongly
            if unit.end > last_sign and agree(states):
                break
        else:
            states += [new for state in states[:_FEW] for new in self._end(state)]
            for state in states:
                state.score += _ENDS * (state.last in _ENDINGS) - _OPEN * (state.last in _GOES_ON)
        return best(states)

    def _end(self, state: State) -> Iterator[State]:
        """The last byte of the line may be lost as well."""
        if state.pending < 0 or state.step is None:
            return
        for new in self._pairing.feed(state, UNKNOWN):
            new.score -= slips.SKIPPED
            new.step = replace(state.step, out=state.step.out + new.out, cost=state.step.cost + slips.SKIPPED)
            yield new

    def _advance(self, state: State, unit: Unit, best: float) -> Iterator[State]:
        whole = state.pending == NONE
        if whole:
            kept = self._keep(state, unit)
            if self._hopeful(kept, kept.score):
                yield kept
            if unit.text in ("\n", ""):
                return  # a line's end is no damage unless it stands inside a character
        options = [
            option
            for option in unit.options
            # In line, two sure bytes are the unit itself.
            if not (whole and len(option.symbols) == 2 and option.cost == 0.0)
            and not (state.score < best - _NEAR[min(option.symbols.count(UNKNOWN), 2)])
        ]
        yield from self._tried(state, unit, options, min(self._best))

    def _slips(self, states: list[State], tail: str, units: Sequence[Unit]) -> Iterator[State]:
        """The ways out of line and back that nothing shows, tried from few readings: out from the best one in line, where
        the text ahead is unlikely as it stands and something may be gained; back from the best that are out of line,
        where it is likely.
        """
        unit, symbols = units[0], known(units[0])
        if not symbols:
            return
        ahead = "".join(one.text for one in units[:_AHEAD])
        kept = (state for state in states if state.step is not None and state.step.kept)
        if lost := slips.out(units, ahead, tail, self.pairs, self._model):
            for state in islice(kept, 1):
                yield from self._tried(state, unit, lost, self._best[True])
        back = list(slips.back(symbols, ahead, ahead[len(unit.text) :], self._model, silent=self._silent))
        for state in islice((state for state in states if state.pending >= 0), _FEW if back else 0):
            yield from self._tried(state, unit, back, self._best[False])

    def _tried(self, state: State, unit: Unit, options: Sequence[Option], best: float) -> Iterator[State]:
        """The readings that these options give of a state, but for those that are far behind the `best` of their kind."""
        floor = best - self._beam.hope - BONUS
        fed = Fed({(): (state,)}, floor + min((option.cost for option in options), default=0.0))
        for option in options:
            if option.reading is not None or state.score - option.cost > floor:
                yield from self._stepped(state, unit, option, fed)

    def _stepped(self, state: State, unit: Unit, option: Option, fed: Fed) -> Iterator[State]:
        for new in self._take(state, option, fed):
            if not self._hopeful(new, new.score - option.cost):
                continue
            step = Step(state.step, unit, new.out, False, option.cost, 0, new.others)
            score = new.score - option.cost
            yield State(
                score, new.pending, new.context, new.last, "", step, new.others, new.trace, new.bad, new.made
            )

    def _hopeful(self, state: State, score: float) -> bool:
        """Whether a reading is not so far behind others that it would be dropped at the end of the unit."""
        inside = state.pending != NONE
        best = self._best[inside]
        if score <= best:
            return score > best - self._beam.hope
        self._best[inside] = score
        return True

    def _keep(self, state: State, unit: Unit) -> State:
        new = self._pairing.beside(state, first_byte(unit))
        if unit.text == "\n":
            new = self._pairing.line_end(new)
        for char in () if unit.gloss else unit.text:
            new = self._pairing.emit(new, char)
        settled = state.step.settled + 1 if state.step else 1
        step = Step(state.step, unit, unit.text, True, unit.literal, settled, state.others)
        others = 0.0 if settled == SETTLED else state.others  # what was doubtful before is told by that step
        kept = State(new.score - unit.literal, NONE, new.context, new.last, "", step, others, new.trace)
        kept.made = state.made and not unit.text
        return kept

    def _take(self, state: State, option: Option, fed: Fed) -> Iterable[State]:
        if option.reading is not None:
            return self._pairing.read(state, option, fed.floor)
        states = self._pairing.fed(option.symbols, fed)
        if option.cost == 0.0 and len(option.symbols) == 2 and option.symbols[1] < 0x80:
            for new in states:
                new.score -= _SPLIT * (new.pending == NONE and new.last.isalpha())
        return states
