"""A damaged text cut into units, each with the bytes that may have stood in its place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import DIGITS, OUTSIDE, UNKNOWN, Pairs
from pipelines.text.decoders.swallowed import swallowed
from pipelines.text.language_model.pinyin import BRACKETED, CUT


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
class Style:
    """What the text is like as a whole. `wide`: its marks are full-width; `folded`: not one of them is; `narrow`: it
    holds no character outside the older charset, whose decoder may have lost some; `cuts`: places where lines end that
    were cut at a number of bytes.
    """

    wide: bool = False
    narrow: bool = False
    folded: bool = False
    cuts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """`literal` is what it costs to take the text as it stands; it stands in line with what is around it.

    `gloss`: an annotation that an author may have written; what it says is not weighed.
    """

    start: int
    end: int
    text: str
    literal: float
    options: tuple[Option, ...]
    gloss: bool = False


_U: Final = UNKNOWN
_QUESTION: Final = (
    Option(2.5, (_U,)),  # a byte that makes no character with the next became one mark
    Option(3.0, (0xA3, 0xBF)),  # a full-width mark, folded by a later program
    Option(6.0, (_U, _U)),  # a pair that is no character, or a whole character that a charset did not have
    Option(9.0, ()),
)
# The programs that cut at these marks looked for their bytes: before one found across a border the first half of the
# character is left alone, most often another mark.
_WIDE_CUTS: Final = frozenset("！；？")
CUTS: Final = frozenset("！；？!;?")  # A3 and a byte: A1 before them makes 。
_BEFORE_CUT: Final = (Option(2.0, (_U,)), *_QUESTION[1:])
_DIGIT: Final = Pattern(r"[0-9%％年月日时時点點分秒万萬亿億千百多余餘个個名人元岁歲届屆级級号號]")
_ZERO: Final = Pattern(r"0[0-9%％万萬亿億千百多余餘]")  # no number begins so
INSIDE: Final = Pattern(r"[\u3001-\u9fff\uff01-\uff1f]\?[@-~][\u3400-\u9fff\u3001-\u3011\uff01-\uff1f]")
_BETWEEN: Final = Pattern(r"[\u3400-\u9fff]\?[\u3400-\u9fff\ue000-\uf8ff]")
_FIRST: Final = Pattern(r"(?<=[\u3400-\u9fff])\?\?[\u3400-\u9fff]")
_SECOND: Final = Pattern(r"(?<=[\u3400-\u9fff]\?)\?[\u3400-\u9fff]")
_BEHIND_CUT: Final = Pattern(r"(?<=[\u3400-\u9fff]\?[！；？])\?")
# A mark found across a border and made half-width by its bytes, then swallowed by the half character before it; a mark
# made half-width that was swallowed itself.
_MARKS: Final = ",:;!?()"
_NARROWED_MARKS: Final = (
    Option(5.0, (_U,)),
    Option(0.5, (0xA1, 0xA3, 0xA1)),
    *(Option(0.5, (0xA1, 0xA3, ord(mark) + 0x80)) for mark in _MARKS if mark != "!"),
    *(Option(2.5, (_U, 0xA3, ord(mark) + 0x80)) for mark in _MARKS),
    *(Option(0.5 if mark == "," else 3.0, (_U, ord(mark))) for mark in _MARKS),
)
_OUT: Final = OUTSIDE
_REPLACEMENT: Final = (Option(0.5, (_U,)), Option(3.0, (_OUT,)), Option(4.0, (_U, _U)), Option(9.0, ()))
_CUT: Final = (Option(0.0, ()),)  # a character goes on behind it
_AHEAD: Final = 10  # units seen together
_LOST: Final = 14.0  # what it costs to leave U+FFFD or a private-use character standing
_GLOSS: Final = 6.0  # what it costs to leave an annotation standing
_BROKEN: Final = frozenset("?\ufffd")
_FOLDED: Final = frozenset("!(),:;<>[]")


def units(text: str, start: int, pairs: Pairs, style: Style) -> Iterator[Unit]:
    """Cut `text` from `start` to the end of its line. Annotations are one unit each.

    A line that ends in a sign of damage may have been folded inside a character: the next one belongs to it.
    """
    place = start
    while place < len(text) and (text[place] != "\n" or text[place - 1 : place] in _BROKEN):
        if place in style.cuts:
            yield Unit(place, place, "", 0.0, _CUT)
        unit = _annotation(text, place) or _character(text, place, pairs, style)
        yield unit
        place = unit.end


def _annotation(text: str, place: int) -> Unit | None:
    if text[place] in " (（\u3000\xa0" and (match := BRACKETED.match(text, place)):
        return Unit(place, match.end(), match[0], _GLOSS, (Option(0.0, (), match[1]),), gloss=True)
    if not text[place].isalnum() and (match := CUT.match(text, place)):
        return Unit(place, match.end(), match[0], 0.0, _cut_readings(match[1]))
    return None


def _character(text: str, place: int, pairs: Pairs, style: Style) -> Unit:
    char = text[place]
    if char == "?":
        return Unit(place, place + 1, char, literal_cost(text, place, style.wide), _question(text, place, style))
    if char == "\n":
        return Unit(place, place + 1, char, 0.0, (Option(2.0, ()),))
    if char == "\ufffd":
        return Unit(place, place + 1, char, _LOST, _replaced(text, place))
    data = pairs.bytes_of(char)
    options: tuple[Option, ...] = () if data is None else (Option(0.0, tuple(data)),)
    if char in _FOLDED:
        options += (Option(_cost_folded(text, place, style), (0xA3, ord(char) + 0x80)),)
    literal = _LOST if "\ue000" <= char <= "\uf8ff" else 0.0
    return Unit(place, place + 1, char, literal, options)


def _cost_folded(text: str, place: int, style: Style) -> float:
    """What it costs to believe that a mark was full-width: little, where all are folded and half a character stands
    before it.
    """
    return 0.5 if style.folded and text[place - 1 : place] in _BROKEN else 3.0


def _replaced(text: str, place: int) -> tuple[Option, ...]:
    return (*_REPLACEMENT, *_swallowed(text, place, 0.5))


def _cut_readings(reading: str) -> tuple[Option, ...]:
    """One byte went with the bracket; where the two bytes before it were no pair either, three did."""
    return Option(0.0, (_U,), reading), Option(4.0, (_U, _U, _U), reading)


def _question(text: str, place: int, style: Style) -> tuple[Option, ...]:
    options = _known_question(text, place)
    if not style.folded or options is _BEFORE_CUT:
        return options
    options = (*_NARROWED_MARKS, *(option for option in options if option.symbols not in ((_U,), (0xA3, 0xBF))))
    folded = Option(_cost_folded(text, place, style), (0xA3, 0xBF))
    swallowing = text[place + 1 : place + 2] not in _MARKS
    return (folded, *(option for option in options if swallowing or option.symbols[1:] != (ord(","),)))


def _known_question(text: str, place: int) -> tuple[Option, ...]:
    after = text[place + 1 : place + 2]
    if after in CUTS:
        return _BEFORE_CUT
    return (*_QUESTION, *_swallowed(text, place, 6))


def _swallowed(text: str, place: int, marked: float) -> Iterator[Option]:
    """`marked`: what it costs more to believe that the half character stood behind a full stop cut in two."""
    char, cost = swallowed(text, place + 1)
    if char:
        lost = ord(char)
        yield Option(cost, (_U, lost))
        yield Option(cost + marked, (0xA1, 0xA3, lost))
    if _DIGIT.match(text, place + 1):
        yield Option(0.5 if _ZERO.match(text, place + 1) else 3.5, (_U, DIGITS[text[place]]))


def literal_cost(text: str, place: int, wide: bool) -> float:
    """What speaks against a question mark that an author wrote, besides what stands around it.

    `wide`: the text has full-width marks otherwise.
    """
    if INSIDE.match(text, max(place - 1, 0)):
        return 8.0
    if text[place + 1 : place + 2] in _WIDE_CUTS or _BEHIND_CUT.match(text, place):
        return 5.0
    if wide and (_FIRST.match(text, place) or _SECOND.match(text, place)):
        return 5.0
    return 3.0 if wide and _BETWEEN.match(text, max(place - 1, 0)) else 0.0


def looking_ahead(units: Iterable[Unit]) -> Iterator[Sequence[Unit]]:
    """Give each unit with those behind it, as far as a search looks ahead."""
    waiting: deque[Unit] = deque()
    for unit in units:
        waiting.append(unit)
        if len(waiting) == _AHEAD:
            yield tuple(waiting)
            waiting.popleft()
    while waiting:
        yield tuple(waiting)
        waiting.popleft()


def known(unit: Unit) -> tuple[int, ...]:
    """The bytes of a unit as it stands; none where it is an annotation, or stands for others."""
    return unit.options[0].symbols if unit.options and unit.options[0].cost == 0.0 else ()


def first_byte(unit: Unit | None) -> int:
    """The byte that a unit begins with where it stands in line; 0 where there is none or it is not known."""
    symbols = known(unit) if unit else ()
    return max(symbols[0], 0) if symbols else 0
