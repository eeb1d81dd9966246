"""A damaged text cut into units, each with the bytes that may have stood in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.text.gb import OUTSIDE, UNKNOWN, Pairs
from pipelines.text.pinyin import BRACKETED, CUT


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a unit may have arisen, and what it costs to believe it.

    `symbols` are bytes, or UNKNOWN. `reading` is the pinyin of the character whose bytes end here: `symbols` is then
    empty, or UNKNOWN bytes, the last of them its own.
    """

    cost: float
    symbols: tuple[int, ...]
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """`literal` is what it costs to take the text as it stands; it stands in line with what is around it."""

    start: int
    end: int
    text: str
    literal: float
    options: tuple[Option, ...]


_U: Final = UNKNOWN
_QUESTION: Final = (
    Option(4.0, (_U,)),  # a pair that is no character became one mark
    Option(3.0, (0xA3, 0xBF)),  # a full-width mark, folded by a later program
    Option(7.0, (_U, _U)),  # a whole character that a charset did not have
    Option(9.0, ()),
)
# The programs that cut at these marks looked for their bytes: before one found across a border the first half of the
# character is left alone, most often another mark.
_CUTS: Final = frozenset("！；？!;?")  # A3 and a byte: A1 before them makes 。
_BEFORE_CUT: Final = (Option(1.0, (0xA1,)), Option(3.5, (_U,)), *_QUESTION[1:])
_SWALLOWED_TAG: Final = re.compile(r"\?/?[a-z]+>")
_OUT: Final = OUTSIDE
_REPLACEMENT: Final = (Option(0.5, (_OUT,)), Option(2.5, (_U,)), Option(2.0, (_OUT, _OUT)), Option(5.0, ()))
_LOST: Final = 14.0  # what it costs to leave U+FFFD or a private-use character standing
_FOLDED: Final = frozenset("!(),:;<>[]")


def units(text: str, start: int, pairs: Pairs) -> Iterator[Unit]:
    """Cut `text` from `start` to the end of its line. Annotations are one unit each."""
    place = start
    while place < len(text) and text[place] != "\n":
        unit = _annotation(text, place) or _character(text, place, pairs)
        yield unit
        place = unit.end


def _annotation(text: str, place: int) -> Unit | None:
    if text[place] in " (（\u3000\xa0" and (match := BRACKETED.match(text, place)):
        return Unit(place, match.end(), match[0], 0.0, (Option(0.0, (), match[1]),))
    if not text[place].isalnum() and (match := CUT.match(text, place)):
        return Unit(place, match.end(), match[0], 0.0, _cut_readings(match[1]))
    return None


def _character(text: str, place: int, pairs: Pairs) -> Unit:
    char = text[place]
    if char == "?":
        return Unit(place, place + 1, char, 0.0, _question(text, place))
    if char == "\ufffd":
        return Unit(place, place + 1, char, _LOST, _REPLACEMENT)
    data = pairs.bytes_of(char)
    options = () if data is None else (Option(0.0, tuple(data)),)
    if char in _FOLDED:
        options += (Option(3.0, (0xA3, ord(char) + 0x80)),)
    literal = _LOST if "\ue000" <= char <= "\uf8ff" else 0.0
    return Unit(place, place + 1, char, literal, options)


def _cut_readings(reading: str) -> tuple[Option, ...]:
    """One byte went with the bracket; where the two bytes before it were no pair either, three did."""
    return Option(0.0, (_U,), reading), Option(4.0, (_U, _U, _U), reading)


def _question(text: str, place: int) -> tuple[Option, ...]:
    if text[place + 1 : place + 2] in _CUTS:
        return _BEFORE_CUT
    if _SWALLOWED_TAG.match(text, place):
        return (*_QUESTION, Option(4.0, (_U, 0x3C)))
    return _QUESTION
