"""How bytes, paired to characters, carry a reading on: those that are known, and those that may have been lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from math import inf
from typing import Final

from pipelines.text.decoders.gb import DIGITS, GONE, OUTSIDE, Pairs
from pipelines.text.language_model.model import CONTEXT_MASK, Model
from pipelines.text.language_model.pinyin import read_as
from pipelines.text.shifts.brackets import CLOSINGS, OPENINGS, open_at_end, unbalanced
from pipelines.text.shifts.guesses import Guesses, Way
from pipelines.text.shifts.readings import NONE, State
from pipelines.text.shifts.units import Option, Unit, first_byte

_READ: Final = 3.0  # what a reading that fits its character speaks for
_WHOLE: Final = 6.0  # what speaks against a mark in place of a byte that makes a character with the next one
_CHEAP: Final = 5  # characters that are weighed as guesses in the time that one more takes in a reading
_CLOSES: Final = 4.0  # what speaks for a bracket that closes one left open
_PAIRED: Final = 2.0  # what speaks for a guess that stands behind the same character elsewhere
_MARKS: Final = {symbol: mark for mark, symbol in DIGITS.items()}
_DOUBLED: Final = frozenset("…—\u3000")  # marks that stand twice; no other does
BONUS: Final = _CLOSES + 2 * _PAIRED  # what a reading may gain before a unit is done


def _weight(guess: tuple[float, Way]) -> float:
    weight, (_, _, form, _) = guess
    return weight + form


@dataclass(frozen=True, slots=True)
class Fed:
    """The readings `behind` runs of bytes from one state: options begin alike. Those below `floor` are dropped."""

    behind: dict[tuple[int, ...], Sequence[State]]
    floor: float


class Pairing:
    """Carries the readings of one text on, window by window and unit by unit."""

    def __init__(self, pairs: Pairs, model: Model, traditional: bool, page: frozenset[str]) -> None:
        """`page`: characters that stand side by side elsewhere."""
        self.pairs = pairs
        self.traditional = traditional
        self._model = model
        self._page = page
        self._guesses = Guesses(pairs, model, traditional)
        self._front = ""  # of the line, what stands in front of the window
        self._unclosed = False  # whether a bracket is open that nothing closes
        self._halves = 0  # characters that are tried where one byte of two is unknown
        self._after = self._following = 0  # the byte and the letter behind the unit at hand, where they are known
        self.marked = False  # whether characters were made up of which a mark stands for the last byte
        self.left = 0  # characters that readings may still be carried on by

    def enter(self, front: str, *, unclosed: bool, allowed: int) -> None:
        """Begin a window behind `front`, which is of its line; `unclosed`: behind a bracket that nothing closes.

        `allowed`: characters that all readings of it may be carried on by; `left` says how many are left.
        """
        self._front, self._unclosed, self.left = front, unclosed, allowed

    def begin(self, following: Unit | None, halves: int) -> None:
        """Begin a unit, which another one follows; `halves`: characters tried where one byte of two is unknown."""
        self._halves, self._after = halves, first_byte(following)
        self._following = self._model.letter(following.text[:1]) if following and following.text else 0
        self._guesses.weighed, self.marked = 0, False

    def end(self) -> None:
        """End a unit: the characters that were weighed as guesses count as well."""
        self.left -= self._guesses.weighed // _CHEAP

    @property
    def is_doubtful(self) -> bool:
        """Whether what follows tells of the characters made up for this unit."""
        return self.marked and self._following != 0

    def hope(self, state: State) -> float:
        """What a reading promises where the next character stands as it is: that tells rare ones made up before it."""
        return state.score + self._model.next(state.context, self._following)

    def line_end(self, state: State) -> State:
        """Weigh a reading at the end of its line, where brackets should be closed."""
        return replace(state, score=state.score - open_at_end(state, self._front)) if state.made else state

    def fed(self, symbols: tuple[int, ...], fed: Fed) -> Sequence[State]:
        """The readings behind these bytes."""
        if symbols not in fed.behind:
            before = self.fed(symbols[:-1], fed) if self.left > 0 else ()
            fed.behind[symbols] = [
                new for old in before if old.score > fed.floor for new in self.feed(old, symbols[-1], fed.floor)
            ]
        return fed.behind[symbols]

    def feed(self, state: State, symbol: int, floor: float = -inf) -> Iterable[State]:
        """The readings that this byte carries one on to; those below `floor` need not be among them."""
        if state.pending == NONE:
            return self._begin(state, symbol)
        if symbol in _MARKS:
            return ()
        if state.pending >= 0 and symbol >= 0:
            char = self.pairs.pairs.get(state.pending << 8 | symbol)
            return [self.emit(state, char)] if char else []
        if state.pending < 0 and symbol < 0:
            ways = self._guesses.whole(state.context, state.pending == OUTSIDE, self._after, self._following)
            return self._guessed(state, ways, floor, marked=True)
        lead, least = symbol < 0, floor - state.score
        byte, outside = state.pending if lead else symbol, state.pending == OUTSIDE
        fitting = self._guesses.half(state.context, byte, least, lead=lead, outside=outside)
        likeliest = nlargest(self._halves, fitting, key=_weight)
        return self._guessed(state, likeliest, floor, marked=lead and symbol != GONE)

    def _guessed(
        self, state: State, ways: Sequence[tuple[float, Way]], floor: float, *, marked: bool
    ) -> list[State]:
        """`marked`: a mark may stand for the last byte, and the next one then speaks against some."""
        made = []
        self.marked |= marked
        for weight, (letter, char, form, other) in ways:
            if state.score + weight + form < floor:
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
                new.score += _CLOSES * (char == "）" and self._unclosed) - unbalanced(char, state, self._front)
            if state.last + char in self._page:
                new.score += _PAIRED
            made.append(new)
        return made

    def _begin(self, state: State, symbol: int) -> Iterable[State]:
        if symbol in _MARKS:
            letter = self._model.letter("0")
            return [self._placed(state, _MARKS[symbol], letter, self._model.next(state.context, letter))]
        if 0 <= symbol < 0x80:
            return [self.emit(state, chr(symbol))]
        if symbol in (0x80, 0xFF):
            return ()
        return [self.beside(state, symbol).begun(symbol)]

    def beside(self, state: State, byte: int) -> State:
        """A mark stands for a byte that makes no character with the next one."""
        if state.bad >= 0 and byte > 0 and state.bad << 8 | byte in self.pairs.pairs:
            return replace(state, score=state.score - _WHOLE)
        return state

    def read(self, state: State, option: Option, floor: float) -> Iterable[State]:
        """The readings in which the character is one that is read as the option's annotation says."""
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
        before = self.fed(option.symbols[2:], Fed({(): (state,)}, floor))
        lined = [new for new in before if new.pending == NONE]
        return [self.emit(new, char) for new in lined for char in chars if self._fits(char)]

    def _read_half(self, state: State, chars: frozenset[str]) -> Iterable[State]:
        """The second half of the annotated character went with the bracket: the reading tells which it was."""
        if state.pending != NONE:
            whole = self.pairs.by_lead.get(state.pending, ())
            return [self.emit(state, char) for _, char in whole if char in chars]
        across = self.pairs.by_lead.get(self._guesses.last_byte(state.last), ())
        return [replace(state, pending=byte) for byte, char in across if char in chars and byte > 0x80]

    def _fits(self, char: str) -> bool:
        return self._model.letter(char) > 1 and self._model.form(char, self.traditional) > -2

    def emit(self, state: State, char: str) -> State:
        letter = self._model.letter(char)
        weight = self._model.next(state.context, letter) + self._model.form(char, self.traditional)
        if state.made and state.last + char in self._page:
            weight += _PAIRED
        return self._placed(state, char, letter, weight)

    def _placed(self, state: State, char: str, letter: int, weight: float) -> State:
        self.left -= 1
        context, trace = (state.context << 16 | letter) & CONTEXT_MASK, hash((state.trace, char))
        return State(state.score + weight, NONE, context, char, state.out + char, state.step, state.others, trace)
