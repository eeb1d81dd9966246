"""The likeliest text that was written where these damaged bytes stand: a beam search over the bytes.

Each byte may be what it seems, or what damage makes of others: a mark in the place of a lost byte, a control character
or a line's end that came between the bytes of a character, pinyin put there, a full-width mark narrowed by its bytes;
and where the run reads badly, a byte may be missing or too many. The text as decoded is always among the readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipelines.text.decoders.figures import figure
from pipelines.text.decoders.forms import Form, Symbols
from pipelines.text.decoders.gb import UNKNOWN
from pipelines.text.from_bytes.byte_readings import SETTLED, Piece, State, Step, agree, pieces, pruned
from pipelines.text.from_bytes.stretch import Stretch, Unit
from pipelines.text.language_model.model import CONTEXT_MASK, Model

LOST: Final = 16.0  # nats that it costs to leave U+FFFD, or a character for private use, as it stands
_PAST: Final = 12  # so many bytes past the sign at the earliest
_MARK: Final = 2.0  # a mark in the place of one byte
_MARK_TOO_MANY: Final = 8.0
_NARROWED: Final = 4.0  # a full-width mark found across a border and made ASCII
_BETWEEN: Final = 1.0  # something put between the bytes of a character
_REST: Final = 4  # characters from one byte lost without a sign to the next
_ELSEWHERE: Final = 1.5
PAIRED: Final = 2.5
_DATED: Final = 6.0  # a figure that the rest of a year tells, or one too many in it
_FIGURES: Final = frozenset("０１２３４５６７８９")
_AS_ASCII: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR: Final = 12  # bytes of a year behind its first figure, at most
_MOST: Final = 40_000  # characters weighed in one search
_ESCAPED: Final = re.compile(rb"&#(6[4-9]|[7-9]\d|1[01]\d|12[0-6]);")  # a second byte taken for a sign of markup
_NARROW: Final = frozenset(b"!(),:;?")
_WRITTEN: Final = frozenset((*b"\t\n\r", *range(0x20, 0x7F)))  # no stray bytes: text and the ends of its lines


@dataclass(frozen=True, slots=True)
class Option:
    """`size` bytes may stand for `symbols`, each a byte or UNKNOWN."""

    size: int
    symbols: Symbols
    cost: float


class Search:
    def __init__(self, form: Form, model: Model, stretch: Stretch) -> None:
        self._form = form
        self._model = model
        self._stretch = stretch
        self._gaps = form.gaps(stretch.data)
        self._rest = 0 if stretch.taken else _REST  # what was taken everywhere stands close together
        self._lost, self._added = form.slip * stretch.habit.lost, form.slip + stretch.habit.added
        self.work = 0  # characters weighed
        self.settled = False  # whether the readings agreed before the bytes came to an end

    def run(self, last_sign: int) -> list[Piece]:
        """Read until the readings agree past `last_sign`. Empty: nothing fits, or not in reasonable time."""
        data = self._stretch.data
        waiting: dict[int, list[State]] = {
            0: [State(0.0, (), self._model.context(self._stretch.before), None, last=self._stretch.before[-1:])]
        }
        for place in range(len(data)):
            states = pruned(waiting.pop(place, []))
            self.settled = place > last_sign + _PAST and agree(states)
            if self.settled:
                return pieces(states)
            if self.work > _MOST:
                return []
            for state in states:
                for end, new in self._advance(state, place):
                    waiting.setdefault(end, []).append(new)
        final = waiting.pop(len(data), [])
        final += [new for state in final if state.pending for new in self._lost_at_end(state, len(data))]
        return pieces(pruned(final))

    def _lost_at_end(self, state: State, end: int) -> Iterator[State]:
        yield from self._feed(state.waiting(state.pending, self._lost), UNKNOWN, end)

    def _advance(self, state: State, place: int) -> Iterator[tuple[int, State]]:
        unit = None if state.pending else self._stretch.units.get(place)
        if unit:
            yield unit.end, self._keep(state, unit)
        for option in self._options(state, place, unit):
            end = place + option.size
            for new in self._take(state, option, place):
                yield end, new

    def _options(self, state: State, place: int, unit: Unit | None) -> Iterator[Option]:
        data, inside = self._stretch.data, bool(state.pending)
        byte = data[place]
        if unit is None or unit.text == "\ufffd" or any(map(self._may_break, range(place + 1, unit.end))):
            yield Option(1, (byte,), 0.0)
        if inside and place in self._stretch.fillers:
            yield Option(self._stretch.fillers[place], (), _BETWEEN)
            return
        if inside and (gone := self._replaced(place)):
            yield from gone
            return
        if not state.rest and (self._gaps.inside(place) if inside else self._gaps.before(place)):
            yield Option(1, (UNKNOWN, byte), self._lost)
            if byte not in _WRITTEN:
                yield Option(1, (), self._added)
        if mark := next((mark for mark in self._form.marks if data.startswith(mark, place)), b""):
            yield Option(len(mark), (UNKNOWN,), _MARK)
            yield Option(len(mark), (), _MARK_TOO_MANY)
        if inside:
            yield from self._inside(place, byte)

    def _replaced(self, place: int) -> list[Option]:
        """Bytes of which none is left, where that stands which a program puts in their place."""
        return [
            Option(len(mark), (byte,), _MARK)
            for mark, gone in self._stretch.replaced
            if self._stretch.data.startswith(mark, place)
            for byte in gone
        ]

    def _may_break(self, place: int) -> bool:
        """Whether the character that byte `place` goes on may be another than it seems."""
        return self._gaps.inside(place) or self._stretch.data[place] == 0x20

    def _inside(self, place: int, byte: int) -> Iterator[Option]:
        """What may stand for bytes of a character that are not the first."""
        if byte in _NARROW:
            yield Option(1, (0xA3, byte + 0x80), _NARROWED)
        if escaped := _ESCAPED.match(self._stretch.data, place):
            yield Option(len(escaped[0]), (int(escaped[1]),), _BETWEEN)

    def _keep(self, state: State, unit: Unit) -> State:
        if unit.is_lost:
            score, trace = state.score - LOST, hash((state.trace, unit.text))
            new = replace(state, score=score, context=0, trace=trace, last="", made=False)
        elif len(unit.text) > 1:
            new = replace(state, trace=hash((state.trace, unit.text)))
        else:
            new = self._emitted(state, unit.text)
            new.score -= unit.cost
        new.settled = 0 if unit.is_lost else state.settled + 1
        settles = new.settled == SETTLED
        new.others = 0.0 if settles else state.others
        new.step = Step(state.step, unit.end, unit.text, True, state.others if settles else None)
        return new

    def _take(self, state: State, option: Option, place: int) -> Iterable[State]:
        end = place + option.size
        costly = state.waiting(state.pending, option.cost) if option.cost else state  # to drop bytes costs
        if not option.symbols:
            return [self._dropped(costly, end, sure=option.cost == _BETWEEN)]
        states: Iterable[State] = (costly,)
        for number, symbol in enumerate(option.symbols, 1):
            own = end if number == len(option.symbols) else place
            states = [new for old in states for new in self._feed(old, symbol, own)]
        return states

    def _dropped(self, state: State, end: int, *, sure: bool) -> State:
        """Bytes that stand for nothing. Inside a character they count as part of it."""
        if state.pending:
            state.doubt = not sure
        else:
            state.step = Step(state.step, end, "", False, made=not sure)
            state.settled = 0
            if not sure and state.last in _FIGURES and self._dated(state.last, end):
                state.score += _DATED
        return state

    def _feed(self, state: State, symbol: int, end: int) -> Iterable[State]:
        symbols = (*state.pending, symbol)
        chars = self._form.chars(symbols)
        if chars is None:
            return [state.waiting(symbols)]
        made, found = UNKNOWN in symbols, []
        for char in self._with_taken(chars, symbols) if made else chars:
            new = self._emitted(state, char, made)
            new.step = Step(state.step, end, char, False, made=made or state.doubt)
            if made and char in _FIGURES:
                new.score += self._in_year(state.last, char, end)
            found.append(new)
        return found

    def _in_year(self, last: str, char: str, end: int) -> float:
        """What a year that ends behind byte `end` says for a figure made up, with another before it or without."""
        if last in _FIGURES:
            return -_DATED if self._dated(last, end) else 0.0
        return _DATED if self._dated(char, end) else 0.0

    def _dated(self, char: str, place: int) -> bool:
        """Whether a figure is what the rest of a year, from byte `place` on, lacks."""
        following = ""
        symbols: Symbols = ()
        for byte in self._stretch.data[place : place + _YEAR]:
            symbols = (*symbols, byte)
            if chars := self._form.chars(symbols):
                following, symbols = following + chars[0], ()
        return figure(following.translate(_AS_ASCII), 0) == char.translate(_AS_ASCII)

    def _with_taken(self, chars: Sequence[str], symbols: Symbols) -> Sequence[str]:
        """Those whose unknown byte is one that was taken out of the whole page, where there are such."""
        taken, place = self._stretch.taken, symbols.index(UNKNOWN)
        return [char for char in chars if char.encode()[place] in taken] or chars if taken else chars

    def _emitted(self, state: State, char: str, made: bool = False) -> State:
        self.work += 1
        model = self._model
        letter = model.letter(char)
        score = state.score + model.next(state.context, letter) + model.form(char, self._stretch.traditional)
        if made or state.made:
            score += self._told(state.last, char, made)
        context = (state.context << 16 | letter) & CONTEXT_MASK
        rest = self._rest if made else max(state.rest - 1, 0)
        return State(score, (), context, None, 0, state.others, hash((state.trace, char)), char, made, rest)

    def _told(self, last: str, char: str, made: bool) -> float:
        """What the rest of the page says for a character made up: it stands so elsewhere, or closes what is open."""
        told = _ELSEWHERE if last + char in self._stretch.page else 0.0
        return told + PAIRED if made and char in self._stretch.wanted else told
