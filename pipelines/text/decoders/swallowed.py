"""ASCII that a decoder took for the second half of a character and lost, where what follows tells it."""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern

_TAG: Final = Pattern(r"/?[a-z]{1,10}\d?(?:>| ?/>| [a-z-]{2,20}=)|/[a-z]{0,10}$")
_YEAR: Final = Pattern(r"(?:0[0-4]\d|9\d\d|[78](?!00)\d\d)(?:年|[-/.]\d{1,2}[-/.]\d)")
_MONTH: Final = Pattern("[012]月")
_CENTURY: Final = Pattern(r"[0-9]世[纪紀]")
_NUMBERED: Final = Pattern(r"[1-9]\d?([)\]])")
_CLOSING: Final = Pattern(r"[^()\[\]（）\n]{1,24}([)\]])")


def swallowed(text: str, place: int) -> tuple[str, float]:
    """The character before `place` and what it costs to believe it: `<` of a tag, a year's `2`. Empty where none is told."""
    if _TAG.match(text, place):
        return "<", 2.0
    if told := figure(text, place):
        return told, 1.0
    for pattern, cost in ((_NUMBERED, 1.0), (_CLOSING, 5.0)):
        if closed := pattern.match(text, place):
            return {")": "(", "]": "["}[closed[1]], cost
    return "", 0.0


def figure(text: str, place: int) -> str:
    """The figure before `place` that a year, a month or a century tells; empty where none does."""
    if _MONTH.match(text, place):
        return "1"
    if _YEAR.match(text, place):
        return "2" if text[place] == "0" else "1"
    if _CENTURY.match(text, place):
        return "2" if text[place] in "01" else "1"
    return ""
