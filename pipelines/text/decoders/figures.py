"""Figures that went with half a character, told by what stands around them: dates, hours, a number said again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern

_YEAR: Final = Pattern(
    r"(?:0[0-4]\d|9\d\d|[78](?!00)\d\d)(?:年|[-/.]\d{1,2}[-/.]\d)|0[12]\d(?![\d.,%％/—~-]|[万萬亿億人例米吨噸])"
)
_MONTH: Final = Pattern(r"[012]个?月|[012]個月|[—－-]\d{1,2}月")
_HOUR: Final = Pattern(r"[5-9](?:[时時](?![间間代候])|[点點](?:\d\d分|半|许|許|整))")
_HOURS: Final = Pattern("4小[时時]")
_CENTURY: Final = Pattern(r"[0-9]世[纪紀]")
_NUMBERED: Final = Pattern(r"[1-9]\d?([)\]])")
_GOES_ON: Final = Pattern(r"[(\[][^()\[\]\n]*\Z|[A-Za-z\d]\Z")
_DAY: Final = Pattern(r"\d(?=[日号號])")
_DAY_BEFORE: Final = Pattern(r"(?<!\d)([12]?\d|3[01])[日号號]?(?:([和及与與、])|[至到—－～~-])\Z")
_LAST_DAY: Final = 31
_NUMBER: Final = Pattern(r"[\d.,]*\d[^\d\s.,%％个個][^\d\s]?")  # shares of things are not said twice
_BEFORE: Final = 2  # characters before a number that are the same where it is said again
_NEAR: Final = 30  # characters before a figure that tell it


def figure(text: str, place: int) -> str:
    """The figure before `place` that a year, a month, an hour or a century tells; empty where none does."""
    if _MONTH.match(text, place) or _HOUR.match(text, place):
        return "1"
    if _HOURS.match(text, place):
        return "2"
    if _YEAR.match(text, place):
        return "2" if text[place] == "0" else "1"
    if _CENTURY.match(text, place):
        return "2" if text[place] in "01" else "1"
    return ""


def told(text: str, mark: int) -> str:
    """The figure or bracket that a mark stands for, now that all around it is known; empty where nothing tells it."""
    if text[mark - 1 : mark].isdigit():
        return ""
    return figure(text, mark + 1) or next(_around(text, mark), "")


def _around(text: str, mark: int) -> Iterator[str]:
    before = text[max(mark - _NEAR, 0) : mark]
    if (closed := _NUMBERED.match(text, mark + 1)) and not _GOES_ON.search(before):
        yield {")": "(", "]": "["}[closed[1]]
    yield from _day(before, text[mark + 1 : mark + 3])
    yield from _said_again(text, mark)


def _day(before: str, behind: str) -> Iterator[str]:
    """What a day begins with that stands behind another: the next one, or the only one that is later."""
    last, first = _DAY.match(behind), _DAY_BEFORE.search(before)
    if not last or not first:
        return
    day = int(first[1])
    later = [tens for tens in "123" if day < int(tens + last[0]) <= _LAST_DAY]
    following = [tens for tens in later if first[2] and int(tens + last[0]) == day + 1]
    if len(found := following or later) == 1:
        yield found[0]


def _said_again(text: str, mark: int) -> Iterator[str]:
    """The figure that the same number has elsewhere, behind the same characters."""
    number = _NUMBER.match(text, mark + 1)
    if not number:
        return
    ahead = text[max(mark - _BEFORE, 0) : mark]
    pieces = text.split(number[0])
    found = {piece[-1] for piece in pieces if piece[-1:].isdigit() and piece[:-1].endswith(ahead)}
    if len(found) == 1:
        yield found.pop()
