"""The likeliest text whose bytes, damaged, give the text at hand: a beam search over the bytes.

Every unit of the damaged text offers the bytes that may have stood there. They are paired anew from left to right,
and each reading is weighed by the character model. A reading that keeps a unit as it stands is always among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import islice
from math import inf
from typing import Final

from pipelines.text.decoders.gb import DIGITS, GONE, OUTSIDE, UNKNOWN, Pairs
from pipelines.text.language_model.model import CONTEXT_MASK, Model
from pipelines.text.language_model.pinyin import read_as
from pipelines.text.shifts import slips
from pipelines.text.shifts.brackets import CLOSINGS, OPENINGS, open_at_end, unbalanced
from pipelines.text.shifts.guesses import Guesses, Way
from pipelines.text.shifts.readings import NONE, SETTLED, WIDE, Reading, State, Step, agree, best, prune, score
from pipelines.text.shifts.units import Option, Unit, first_byte, known, looking_ahead

# Nats behind the best at which a reading's unknown bytes are worth guessing: of none, one and two. Two are weighed as a
# thousand characters each.
_NEAR: Final = (inf, 12.0, 4.0)
_FEW: Final = 3  # readings that may slip back into line
_READ: Final = 3.0  # what a reading that fits its character speaks for
_WHOLE: Final = 6.0  # what speaks against a mark in place of a byte that makes a character with the next one
_CHEAP: Final = 5  # characters that are weighed as guesses in the time that one more takes in a reading
_LONGEST: Final = 500  # units of one window
_AHEAD: Final = 3  # units whose text tells whether a slip is tried
_SPLIT: Final = 6.0  # what it costs that the second half of a character was a letter
_CLOSES: Final = 4.0  # what speaks for a bracket that closes one left open
_PAIRED: Final = 2.0  # what speaks for a guess that stands behind the same character elsewhere
_ENDS: Final = 2.0  # what speaks for a mark that ends a sentence, where the line ends
_OPEN: Final = 4.0  # what speaks against one that goes on
_MARKS: Final = {symbol: mark for mark, symbol in DIGITS.items()}
_DOUBLED: Final = frozenset("…—\u3000")  # marks that stand twice; no other does
_ENDINGS: Final = frozenset("。！？”」）")
_GOES_ON: Final = frozenset("、，“（「《")
_BONUS: Final = _CLOSES + 2 * _PAIRED  # what a reading may gain before a unit is done
_Fed = dict[tuple[int, ...], Sequence[State]]


def _weight(guess: tuple[float, Way]) -> float:
    weight, (_, _, form, _) = guess
    return weight + form


class Search:
    """Reads windows of one text."""

    def __init__(self, pairs: Pairs, model: Model, traditional: bool, *, slips: bool = False) -> None:
        """`slips`: a byte may be missing or too many where nothing shows it."""
        self.front = ""  # of the line, what stands in front of the window
        self.unclosed = False  # whether a bracket is open that nothing closes
        self.page: frozenset[str] = frozenset()  # characters that stand side by side elsewhere
        self.cuts: Sequence[int] = ()  # where lines were cut that the text holds as one
        self.standing: frozenset[int] = frozenset()  # marks that are none of a byte lost
        self.slips = slips
        self.silent = True  # whether the decoder put no mark for what it could not read
        self.beam = WIDE
        self.pairs = pairs
        self._model = model
        self.traditional = traditional
        self._after = self._following = 0  # the byte and the letter behind the unit at hand, where they are known
        self._best = [-inf, -inf]  # of the readings made by the unit at hand: between characters, and inside one
        self._floor = -inf  # what a reading on its way through the unit at hand must reach to be among them
        self._marked = False  # whether characters were made up of which a mark stands for the last byte
        self._guesses = Guesses(pairs, model, traditional)
        self.left = 0  # characters that readings may still be carried on by

    def run(self, before: str, units: Iterable[Unit], last_sign: int) -> Reading | None:
        """Read `units` behind the text `before`, until the readings agree again past `last_sign`."""
        states = [State(0.0, NONE, self._model.context(before), before[-1:], "", None)]
        tail = before[-3:]
        for ahead in looking_ahead(islice(units, _LONGEST)):
            unit, following = ahead[0], next(iter(ahead[1:2]), None)
            self._after = first_byte(following)
            self._following = self._model.letter(following.text[:1]) if following and following.text else 0
            self._best, self._guesses.weighed, self._marked = [-inf, -inf], 0, False
            ways = [self._advance(state, unit, states[0].score) for state in states]
            ways.append(self._slips(states, tail, ahead))
            tail = (tail + unit.text)[-3:]
            made = [new for way in ways for new in way]
            states = prune(made, self.beam, self._hope if self._marked and self._following else score)
            self.left -= self._guesses.weighed // _CHEAP
            if self.left < 0:
                return None  # half a search reads wrongly
            if unit.end > last_sign and agree(states):
                break
        else:
            states += [new for state in states[:_FEW] for new in self._end(state)]
            for state in states:
                state.score += _ENDS * (state.last in _ENDINGS) - _OPEN * (state.last in _GOES_ON)
        return best(states)

    def _hope(self, state: State) -> float:
        """What a reading promises where the next character stands as it is: that tells rare ones made up before it."""
        return state.score + self._model.next(state.context, self._following)

    def _end(self, state: State) -> Iterator[State]:
        """The last byte of the line may be lost as well."""
        if not self.slips or state.pending < 0 or state.step is None:
            return
        self._floor = -inf
        for new in self._feed(state, UNKNOWN):
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
        if not self.slips or not symbols:
            return
        ahead = "".join(one.text for one in units[:_AHEAD])
        kept = (state for state in states if state.step is not None and state.step.kept)
        if lost := slips.out(units, ahead, tail, self.pairs, self._model):
            for state in islice(kept, 1):
                yield from self._tried(state, unit, lost, self._best[True])
        back = list(slips.back(symbols, ahead, ahead[len(unit.text) :], self._model, silent=self.silent))
        for state in islice((state for state in states if state.pending >= 0), _FEW if back else 0):
            yield from self._tried(state, unit, back, self._best[False])

    def _tried(self, state: State, unit: Unit, options: Sequence[Option], best: float) -> Iterator[State]:
        """The readings that these options give of a state, but for those that are far behind the `best` of their kind."""
        fed: _Fed = {(): (state,)}
        floor = best - self.beam.hope - _BONUS
        self._floor = floor + min((option.cost for option in options), default=0.0)
        for option in options:
            if option.reading is not None or state.score - option.cost > floor:
                yield from self._stepped(state, unit, option, fed)

    def _stepped(self, state: State, unit: Unit, option: Option, fed: _Fed) -> Iterator[State]:
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
            return score > best - self.beam.hope
        self._best[inside] = score
        return True

    def _keep(self, state: State, unit: Unit) -> State:
        new = self._beside(state, first_byte(unit))
        if unit.text == "\n" and state.made:
            new = replace(new, score=new.score - open_at_end(state, self.front))
        for char in () if unit.gloss else unit.text:
            new = self._emit(new, char)
        settled = state.step.settled + 1 if state.step else 1
        step = Step(state.step, unit, unit.text, True, unit.literal, settled, state.others)
        others = 0.0 if settled == SETTLED else state.others  # what was doubtful before is told by that step
        kept = State(new.score - unit.literal, NONE, new.context, new.last, "", step, others, new.trace)
        kept.made = state.made and not unit.text
        return kept

    def _take(self, state: State, option: Option, fed: _Fed) -> Iterable[State]:
        if option.reading is not None:
            return self._read(state, option)
        states = self._fed(option.symbols, fed)
        if option.cost == 0.0 and len(option.symbols) == 2 and option.symbols[1] < 0x80:
            for new in states:
                new.score -= _SPLIT * (new.pending == NONE and new.last.isalpha())
        return states

    def _fed(self, symbols: tuple[int, ...], fed: _Fed) -> Sequence[State]:
        """The readings behind these bytes. `fed` holds those behind shorter runs: options begin alike."""
        if symbols not in fed:
            before = self._fed(symbols[:-1], fed) if self.left > 0 else ()
            fed[symbols] = [
                new for old in before if old.score > self._floor for new in self._feed(old, symbols[-1])
            ]
        return fed[symbols]

    def _feed(self, state: State, symbol: int) -> Iterable[State]:
        if state.pending == NONE:
            return self._begin(state, symbol)
        if symbol in _MARKS:
            return ()
        if state.pending >= 0 and symbol >= 0:
            char = self.pairs.pairs.get(state.pending << 8 | symbol)
            return [self._emit(state, char)] if char else []
        if state.pending < 0 and symbol < 0:
            ways = self._guesses.whole(state.context, state.pending == OUTSIDE, self._after, self._following)
            return self._guessed(state, ways, marked=True)
        lead, least = symbol < 0, self._floor - state.score
        byte, outside = state.pending if lead else symbol, state.pending == OUTSIDE
        fitting = self._guesses.half(state.context, byte, least, lead=lead, outside=outside)
        likeliest = nlargest(self.beam.halves, fitting, key=_weight)
        return self._guessed(state, likeliest, marked=lead and symbol != GONE)

    def _guessed(self, state: State, ways: Sequence[tuple[float, Way]], *, marked: bool) -> list[State]:
        """`marked`: a mark may stand for the last byte, and the next one then speaks against some."""
        made = []
        self._marked |= marked
        for weight, (letter, char, form, other) in ways:
            if state.score + weight + form < self._floor:
                continue
            if char == state.last and not char.isalnum() and char not in _DOUBLED:
                continue
            if char == "\u3000" and self._after <= 0x20:
                continue  # nobody sees a blank before another or at the end of a line
            new = self._placed(state, char, letter, weight + form)
            new.made = True
            if marked:
                new.bad = other
            if char in OPENINGS or char in CLOSINGS:
                new.score += _CLOSES * (char == "）" and self.unclosed) - unbalanced(char, state, self.front)
            if state.last + char in self.page:
                new.score += _PAIRED
            made.append(new)
        return made

    def _begin(self, state: State, symbol: int) -> Iterable[State]:
        if symbol in _MARKS:
            letter = self._model.letter("0")
            return [self._placed(state, _MARKS[symbol], letter, self._model.next(state.context, letter))]
        if 0 <= symbol < 0x80:
            return [self._emit(state, chr(symbol))]
        if symbol in (0x80, 0xFF):
            return ()
        return [self._beside(state, symbol).begun(symbol)]

    def _beside(self, state: State, byte: int) -> State:
        """A mark stands for a byte that makes no character with the next one."""
        if state.bad >= 0 and byte > 0 and state.bad << 8 | byte in self.pairs.pairs:
            return replace(state, score=state.score - _WHOLE)
        return state

    def _read(self, state: State, option: Option) -> Iterable[State]:
        chars = read_as(option.reading or "")
        if not option.symbols:
            if state.pending == NONE and (state.step is None or state.step.kept):
                return []  # an annotation in line is for others to judge
            # The character annotated may lie across a border: its bytes end the last character and begin the next.
            pair = self._guesses.last_byte(state.last) << 8 | max(state.pending, 0)
            char = state.last if state.pending == NONE else self.pairs.pairs.get(pair)
            return [replace(state, score=state.score + _READ)] if char in chars else []
        if len(option.symbols) == 1:
            return self._read_half(replace(state, score=state.score + _READ), chars)
        before = self._fed(option.symbols[2:], {(): (state,)})
        lined = [new for new in before if new.pending == NONE]
        return [self._emit(new, char) for new in lined for char in chars if self._fits(char)]

    def _read_half(self, state: State, chars: frozenset[str]) -> Iterable[State]:
        """The second half of the annotated character went with the bracket: the reading tells which it was."""
        if state.pending != NONE:
            whole = self.pairs.by_lead.get(state.pending, ())
            return [self._emit(state, char) for _, char in whole if char in chars]
        across = self.pairs.by_lead.get(self._guesses.last_byte(state.last), ())
        return [replace(state, pending=byte) for byte, char in across if char in chars and byte > 0x80]

    def _fits(self, char: str) -> bool:
        return self._model.letter(char) > 1 and self._model.form(char, self.traditional) > -2

    def _emit(self, state: State, char: str) -> State:
        letter = self._model.letter(char)
        weight = self._model.next(state.context, letter) + self._model.form(char, self.traditional)
        if state.made and state.last + char in self.page:
            weight += _PAIRED
        return self._placed(state, char, letter, weight)

    def _placed(self, state: State, char: str, letter: int, weight: float) -> State:
        self.left -= 1
        context, trace = (state.context << 16 | letter) & CONTEXT_MASK, hash((state.trace, char))
        return State(state.score + weight, NONE, context, char, state.out + char, state.step, state.others, trace)
