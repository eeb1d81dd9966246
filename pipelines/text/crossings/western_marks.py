r"""Quotes, apostrophes and dashes of windows-1252 that became controls, or marks in English text: `don\x92t`, `don�t`, `don¿t`.

A control tells which it was. A mark is an apostrophe in a word that is written in no other way; where a text has such,
what stands in front of words and behind them was a quotation mark, as far as they go by pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.examples import is_subject
from pipelines.text.edits import Edit
from pipelines.text.signs.western_marks import MARKS, contraction

KIND: Final = "mojibake"
_UPPER: Final = Pattern("[\x80-\x9f]")
_QUOTES: Final = Pattern("[\x91-\x97](?<![\xc2-\xf4].)")  # nothing that begins a sequence of UTF-8 before them
_SIGNS: Final = frozenset("\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b")  # in all charsets of Windows
_QUESTION: Final = "?"
_TIMES: Final = 2  # that such a word must stand there where its mark is a question mark
_OF: Final = "(?<=[A-Za-z]{{2}}){}(?=s\\b)(?!s[=&])|(?<=\\bO){}(?=[A-Z][a-z])"
# é and s, as in windows-1252 no less than ’ and s, behind these.
_ACCENTED: Final = Pattern(
    r"(?:caf|clich|fianc|expos|prot|r.sum|touch|attach|saut|divorc|communiqu|pat|cr)\Z", re.IGNORECASE
)
_BEFORE: Final = frozenset(" \t\n\xa0([—–-/")
_PATTERN: Final = Pattern(
    r"\bgrep\b|\bregex|\bregular expression|\bpatterns?\b|\bmatch|[A-Za-z]\?[A-Za-z]{3}", re.IGNORECASE
)
_STOPS: Final = frozenset(",.!?…")
_LINE: Final = Pattern("[^\n]+")


def find_western_marks(text: str) -> list[Edit]:
    """Give the edits that restore them."""
    edits = [*_of_controls(text), *(edit for mark in MARKS if mark in text for edit in _of_marks(text, mark))]
    return sorted(
        (edit for edit in edits if not is_subject(text, edit.start, edit.end)), key=lambda edit: edit.start
    )


def _of_controls(text: str) -> Iterator[Edit]:
    """All of them, where none of the controls is anything else: letters may be of any charset."""
    found = list(_UPPER.finditer(text)) if _QUOTES.search(text) else []
    if all(match[0] in _SIGNS for match in found):
        for match in found:
            yield _edit(match.start(), match[0], match[0].encode("latin-1").decode("cp1252"), 0.95)


def _of_marks(text: str, mark: str) -> Iterator[Edit]:
    sure = {match.start() + match[0].index(mark) for match in contraction(re.escape(mark)).finditer(text)}
    if not sure:
        return
    owned = Pattern(_OF.format(re.escape(mark), re.escape(mark)))
    sure |= {
        match.start()
        for match in owned.finditer(text)
        if not _ACCENTED.search(text[max(match.start() - 9, 0) : match.start()])
    }
    others = [edit for line in _LINE.finditer(text) for edit in _around_words(line, mark, sure)]
    if mark != _QUESTION or (len(sure) + len(others) >= _TIMES and not _PATTERN.search(text)):
        yield from (_edit(place, mark, "’", 0.9) for place in sure)
        yield from others


def _around_words(line: re.Match[str], mark: str, sure: set[int]) -> Iterator[Edit]:
    """Quotation marks that open and close by turns, and dashes between blanks."""
    text, opened = line.string, None
    for place in range(*line.span()):
        if text[place] != mark or place in sure or text[place + 1 : place + 2] == mark:
            continue
        kind = _kind(text, place)
        if kind == "–":
            yield _edit(place, mark, kind, 0.8)
        elif kind == "“":
            opened = place
        elif kind == "”" and opened is not None:
            yield _edit(opened, mark, "“", 0.8)
            yield _edit(place, mark, kind, 0.8)
            opened = None


def _kind(text: str, place: int) -> str:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    opens, closes = not before or before in _BEFORE, not after.isalnum()
    if text[place] == _QUESTION:  # as behind a question
        closes = closes and before in _STOPS
    if before == after == " ":
        return "–"
    return "“" if opens and not closes else "”" if closes and not opens else ""


def _edit(place: int, before: str, after: str, confidence: float) -> Edit:
    return Edit(KIND, place, place + 1, before, after, confidence)
