"""Question marks that nobody asked: what a decoder puts for half a character, told from the end of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.language_model.model import model

WIDE: Final = "\u00b7\u2014-\u2026\u3001-\u303f\u3400-\u9fff\ue000-\uf8ff\uff01-\uff5e"
QUESTION: Final = Pattern(rf"\?(?=[{WIDE}]|[@-~][\u3400-\u9fff])|\?(?<=[{WIDE}]\?)")
# Signs that hardly stand beside a question mark: what half a character and the next byte make in Big5 and GBK.
_SIGN: Final = Pattern("[\u00a7-\u00b6\u02c6-\u02d9\u0391-\u0451\u2032-\u2642\ufe30-\ufe6b]")
_HAN: Final = Pattern("[\u3400-\u9fff\ue000-\uf8ff]")
_BEFORE: Final = Pattern(rf"[{WIDE}]{{1,6}}$")
_AFTER: Final = Pattern(rf"[!:;,(]?([{WIDE}]{{1,6}})")  # behind a mark that its bytes made half-width
# A letter or mark that may be the other half of a character, another mark, or a mark that those bytes were cut at;
# no piece of code.
HALF: Final = Pattern("[@-~](?![!-/:-@[-~])|[?！；]|[!:;,(](?=[?\u2032-\u2642\u3041-\u3129])")
_CUT: Final = Pattern("[！；？][\u3400-\u9fff]")  # the other half of 。 and what follows it
_CUT_AT_END: Final = Pattern(r"[！；？]\?$")  # the same where a quotation mark follows and the line ends
_QUOTED: Final = ("“”", "「」", "『』")
_NUMERALS: Final = frozenset("〇一二三四五六七八九年")
_LINE: Final = 200  # characters in front in which what a quotation mark closes is looked for
_ASKED: Final = -6.0  # nats from which on the three characters before a question mark end a question
_STRANGE: Final = -7.0  # nats a character of the run on either side, where its bytes are out of line ...
_STRANGER: Final = -8.0  # ... of the last two characters ...
_STRANGEST: Final = -9.5  # ... and of the last one alone


def unasked(text: str) -> Iterator[re.Match[str]]:
    """Give the question marks in Chinese text that end no question, or stand where what surrounds them is unlikely.

    Nine of ten that good text has are left out, and of texts with a byte lost one in fifty shows no other.
    """
    return (mark for mark in QUESTION.finditer(text) if is_unasked(text, mark.start()))


def is_unasked(text: str, place: int) -> bool:
    before = text[max(place - 9, 0) : place].rpartition("\n")[2]
    line = text[place + 1 : place + 2] == "\n"  # it may have been folded inside a character
    after = text[place + 1 + line : place + 7 + line].partition("\n")[0]
    if not _HAN.search(before[-3:] + after[:3]):
        return False
    if _CUT.match(after) or (_CUT_AT_END.match(after) and _is_quoted(text, place)):
        return True
    if before[-1:] in _NUMERALS and after[:1] in _NUMERALS:
        return True
    weigh = model()
    if weigh.next(weigh.context(before), weigh.letter("?")) > _ASKED:
        return False
    if (HALF.match(after) and not (line and after[0].isalpha())) or _SIGN.match(after):
        return True
    if _SIGN.match(before[-1:]) and _HAN.match(after):
        return True
    return _is_strange_behind(after) or _is_strange_before(before)


def _is_quoted(text: str, place: int) -> bool:
    """Whether a quotation mark in front of `place` is open."""
    line = text[max(place - _LINE, 0) : place].rpartition("\n")[2]
    return any(line.rfind(opening) > line.rfind(closing) for opening, closing in _QUOTED)


def _is_strange_behind(after: str) -> bool:
    run = _AFTER.match(after)
    return run is not None and model().score(run[1], "?") < _STRANGE * len(run[1])


def _is_strange_before(before: str) -> bool:
    run = _BEFORE.search(before)
    if run is None:
        return False
    sizes = ((6, _STRANGE), (2, _STRANGER), (1, _STRANGEST))
    ends = ((run[0][-size:], limit) for size, limit in sizes)
    score = model().score
    return any(score(end, before[: len(before) - len(end)]) < limit * len(end) for end, limit in ends)
