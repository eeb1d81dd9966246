"""A line read anew: the likeliest text whose bytes fit what a decoder of another charset left of them.

A beam search from left to right. It may leave a stretch of the line as it stands, where another writer put good text
beside the damaged one; going over costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.marks import (
    CHOICE,
    DOUBTFUL,
    PUNCTUATION,
    Doubt,
    decide,
    ends_headline,
    left_open,
    misplaced,
    of_other_script,
    still_open,
)
from pipelines.text.crossings.units import FIGURE, Unit, units
from pipelines.text.decoders.figures import told
from pipelines.text.decoders.losses import ANY, Bytes, Decoder, Option, Symbols
from pipelines.text.decoders.written import Written
from pipelines.text.language_model.model import CONTEXT_MASK, Model, model

_BEAM: Final = 16
_TRIED: Final = 32  # characters tried for one place at most
_SEVERAL: Final = 12  # characters from which on they are weighed together
_HOPE: Final = 20.0  # nats that a way may be behind the best of its kind and still win in the end
_BORDER: Final = 12.0  # nats that it costs to go from damaged text to good text or back
_SILENT: Final = 2.5  # a byte that the decoder dropped without a mark, as it does with all
_GONE: Final = 9.0  # a byte that went in another way
_UNKNOWN: Final = 1  # the letter of a character that the model does not know
_ALPHABETS: Final = Pattern("[\u00c0-\u1fff\u3040-\u30ff\uac00-\ud7a3]")
_FOREIGN: Final = -7.0  # what a letter of another language costs, where the bytes say so
_CUT: Final = (((ANY,), _GONE), ((ANY, ANY), 2 * _GONE))  # what is missing where the line ends too early
_WIDE_FIGURES: Final = frozenset("０１２３４５６７８９")
_ASKED: Final = 6.0  # a question mark that an author wrote


@dataclass(slots=True, eq=False)
class Way:
    """A reading of the first units; never changed, and not frozen, which takes most of the time to make one.

    `rest` are bytes of a character not yet whole; `borders` are the places, in the
    line and in `out`, where damaged text begins and ends; `later` those in `out` that what follows tells: marks, and
    figures that went (with no marks to choose from), which have a question mark there.
    """

    score: float
    rest: Symbols
    context: int
    out: str
    crossed: bool
    borders: tuple[tuple[int, int], ...] = ()
    later: tuple[Doubt, ...] = ()
    open: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line, and how it was written."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    score: float
    text: str
    pieces: tuple[Piece, ...]


class Rereading:
    """One way in which lines were read, and written."""

    def __init__(self, decoder: Decoder, written: Written, *, traditional: bool, silent: bool) -> None:
        self._decoder = decoder
        self._written = written
        self._traditional = traditional
        self._silent = silent
        self._model: Model = model()
        self._letters: dict[tuple[str, ...], tuple[list[int], dict[int, list[int]]]] = {}

    def read(self, line: str) -> Reading | None:
        """Give the likeliest reading of the whole line; None where there is none."""
        ways = [Way(0.0, (), 0, "", False), Way(0.0, (), 0, "", True, ((0, 0),))]
        for place, unit in enumerate(units(line, self._decoder, silent=self._silent)):
            taken = [new for way in self._bordered(ways, place, unit.char) for new in self._take(way, unit)]
            ways = _prune(taken)
        ends = [end for way in ways for end in ((way,) if not way.rest else self._fed(way, _CUT)) if not end.rest]
        best = max(ends, key=_at_end, default=None)
        best = _decided(best, self._traditional) if best else None
        return Reading(best.score, best.out, tuple(_pieces(best, len(line)))) if best else None

    def _bordered(self, ways: Sequence[Way], place: int, char: str) -> Iterator[Way]:
        """The ways, and those between two characters on the other side of the border as well."""
        yield from ways
        if char.isascii() and char != "?":
            return
        for way in ways:
            if not way.rest:
                borders = (*way.borders, (place, len(way.out)))
                score = way.score - _BORDER
                yield Way(score, (), way.context, way.out, not way.crossed, borders, way.later, way.open)

    def _take(self, way: Way, unit: Unit) -> list[Way]:
        if not way.crossed:
            return [self._emit(way, unit.char, self._weight(way, unit.char))]
        found = self._fed(way, unit.options) or self._fed(way, unit.otherwise)
        if unit.char == "?" and not way.rest:
            found.append(self._emit(way, "?", self._weight(way, "?") - _ASKED))
        if unit.dropped:
            found += self._fed(way, self._dropping(unit, unit.dropped, _SILENT))
        if not found and way.rest:
            found = self._fed(way, self._dropping(unit, ANY, _GONE))
        return found

    def _dropping(self, unit: Unit, gone: Bytes, cost: float) -> Iterator[Option]:
        for symbols, own in unit.options:
            yield (gone, *symbols), own + cost
            if self._decoder.single:
                yield (gone, gone, *symbols), own + 2 * cost

    def _fed(self, way: Way, options: Sequence[Option] | Iterator[Option]) -> list[Way]:
        found: list[Way] = []
        for symbols, cost in options:
            self._consume(_waiting(way, way.rest + symbols, cost), found)
        return found

    def _consume(self, way: Way, found: list[Way]) -> None:
        """Make characters of the bytes at hand as far as they go; `found` takes what comes of it."""
        if not way.rest:
            found.append(way)
            return
        if (byte := min(way.rest[0])) < 0x80:
            self._consume(self._ascii(way, chr(byte)), found)
            return
        for chars, used, rest in self._written.begin(way.rest):
            if not used:
                found.append(_waiting(way, rest, 0.0))
            marks = tuple(char for char in chars if char in CHOICE)
            later = (*way.later, (len(way.out), marks)) if len(marks) > 1 else way.later
            for char, weight in self._likely(way, chars):
                new = self._emit(way, char, weight, used)
                if len(chars) > 1 and char in _WIDE_FIGURES:
                    new.out, new.later = way.out + "?", (*way.later, (len(way.out), ()))
                elif char in marks:
                    new.later = later
                self._consume(new, found)

    def _ascii(self, way: Way, char: str) -> Way:
        if len(way.rest[0]) == 1:
            return self._emit(way, char, self._weight(way, char), 1)
        char = "0" if way.rest[0] is FIGURE else "."
        new = self._emit(way, char, self._weight(way, char), 1)
        new.out, new.later = way.out + "?", (*way.later, (len(way.out), ()))
        return new

    def _likely(self, way: Way, chars: tuple[str, ...]) -> list[tuple[str, float]]:
        """The likeliest characters, and what they weigh."""
        if len(chars) == 1:
            return [(chars[0], self._weight(way, chars[0]))]
        weighed = list(zip(self._weights(way, chars), chars, strict=True))
        least = max(weighed)[0] - _HOPE if weighed else 0.0
        likely = nlargest(_TRIED, (pair for pair in weighed if pair[0] > least))
        return [(char, weight - self._form(char)) for weight, char in likely]

    def _weights(self, way: Way, chars: tuple[str, ...]) -> list[float]:
        if len(chars) < _SEVERAL:
            return [self._weight(way, char) for char in chars]
        if chars not in self._letters:
            self._letters[chars] = list(map(self._model.letter, chars)), {}
        return self._model.weigh(way.context, *self._letters[chars])

    def _weight(self, way: Way, char: str) -> float:
        letter = self._model.letter(char)
        if way.crossed and letter == _UNKNOWN and _ALPHABETS.match(char):
            return _FOREIGN
        return self._model.next(way.context, letter)

    def _form(self, char: str) -> float:
        """What it costs to choose a form, or marks of quotation, that the script of the text does not use."""
        if char in DOUBTFUL:
            return of_other_script(char, self._traditional)
        return -self._model.form(char, self._traditional)

    def _emit(self, way: Way, char: str, weight: float, used: int = 0) -> Way:
        score = way.score + weight
        waiting = way.open
        if char in PUNCTUATION:
            score -= misplaced(way.out, char)
            waiting = still_open(way.open, char)
        context = (way.context << 16 | self._model.letter(char)) & CONTEXT_MASK
        return Way(score, way.rest[used:], context, way.out + char, way.crossed, way.borders, way.later, waiting)


def _waiting(way: Way, rest: Symbols, cost: float) -> Way:
    """The same with other bytes at hand."""
    return Way(way.score - cost, rest, way.context, way.out, way.crossed, way.borders, way.later, way.open)


def _at_end(way: Way) -> float:
    return way.score - left_open(way.open) + ends_headline(way.out)


def _decided(way: Way, traditional: bool) -> Way:
    """Choose between marks once more, and tell figures, now that what follows is known."""
    doubts = [(place, marks) for place, marks in way.later if marks]
    out = decide(way.out, doubts, traditional)
    for place, marks in way.later:
        if not marks:
            out = out[:place] + (told(out, place) or "?") + out[place + 1 :]
    way.out = out
    return way


def _pieces(way: Way, end: int) -> Iterator[Piece]:
    borders = (*way.borders, (end, len(way.out)))
    for (start, left), (stop, right) in zip(borders[::2], borders[1::2], strict=False):
        yield Piece(start, stop, way.out[left:right])


def _prune(ways: list[Way]) -> list[Way]:
    """Keep the best of those that nothing later can tell apart, and of these the best."""
    best: dict[tuple[Symbols, int, bool, str], Way] = {}
    for way in ways:
        key = (way.rest, way.context, way.crossed, way.open)
        if key not in best or way.score > best[key].score:
            best[key] = way
    groups: dict[tuple[int, bool], list[Way]] = {}
    for way in best.values():
        groups.setdefault((len(way.rest), way.crossed), []).append(way)
    return [way for group in groups.values() for way in _hopeful(group)]


def _hopeful(ways: list[Way]) -> list[Way]:
    ranked = nlargest(_BEAM, ways, key=lambda way: way.score)
    least = ranked[0].score - _HOPE
    return [way for way in ranked if way.score > least]
