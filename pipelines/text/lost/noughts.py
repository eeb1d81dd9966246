"""The nought among Chinese numerals, which GB 2312 and Big5 lack: of 二〇一二年 a mark is left in its place."""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

KIND: Final = "lost-character"
_NUMERALS: Final = "〇○零一二三四五六七八九"
# A year of four figures: all others of its numerals would have come through. Of two marks in a row each is one.
_YEAR: Final = Pattern(f"(?:二[〇○零?\ufffd]|一[八九])(?<![{_NUMERALS}?\ufffd]..)[{_NUMERALS}?\ufffd]{{2}}(?=年)")
_MARK: Final = Pattern("[?\ufffd]")
_CONFIDENCE: Final = 0.9


def find_lost_noughts(text: str) -> list[Edit]:
    """Give the edits that put it back into years."""
    if "年" not in text:
        return []
    return [
        Edit(KIND, place, place + 1, text[place], "〇", _CONFIDENCE)
        for year in _YEAR.finditer(text)
        for place in (year.start() + mark.start() for mark in _MARK.finditer(year[0]))
    ]
