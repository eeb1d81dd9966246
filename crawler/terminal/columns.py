"""Text measured in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata

_WIDE = ("W", "F")
_ELLIPSIS = "…"


def columns(text: str) -> int:
    """Give the columns that `text` takes (Unicode Annex 11; combining marks take none)."""
    return sum(_width(char) for char in text)


def cut(text: str, room: int) -> str:
    """Give as much of `text` as fits into `room` columns, with a sign where something is missing."""
    if columns(text) <= room:
        return text
    return _take(text, room - 1) + _ELLIPSIS


def padded(text: str, room: int) -> str:
    """Fill `text` with blanks up to `room` columns; what is longer stays and gets one."""
    return text + " " * max(1, room - columns(text))


def wrapped(text: str, room: int, most: int) -> list[str]:
    """Break `text` into at most `most` lines, at blanks where one is near; the last one is cut."""
    lines: list[str] = []
    while text and len(lines) < most - 1 and columns(text) > room:
        line = _take(text, room)
        blank = line.rfind(" ")
        if blank > len(line) * 2 // 3 and not text[len(line)].isspace():
            line = line[:blank]
        lines.append(line.rstrip())
        text = text[len(line) :].lstrip()
    return [*lines, cut(text, room)]


def _take(text: str, room: int) -> str:
    used = 0
    for place, char in enumerate(text):
        used += _width(char)
        if used > room:
            return text[:place]
    return text


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
