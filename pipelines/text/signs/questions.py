"""Question marks that nobody asked: what a decoder puts for half a character, told from the end of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import Pairs, pairs
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.signs.out_of_step import gain

WIDE: Final = "\u00b7\u2014-\u2026\u3001-\u303f\u3400-\u9fff\ue000-\uf8ff\uff01-\uff5e"
QUESTION: Final = Pattern(rf"\?(?=[{WIDE}]|[@-~][\u3400-\u9fff])|\?(?<=[{WIDE}]\?)")
# Signs that hardly stand beside a question mark: what half a character and the next byte make in Big5 and GBK.
_SIGN: Final = Pattern("[\u00a7-\u00b6\u02c6-\u02d9\u0391-\u0451\u2032-\u2642\ufe30-\ufe6b]")
_HAN: Final = Pattern("[\u3400-\u9fff\ue000-\uf8ff]")
# Between characters, where a strict decoder may have lost one.
BETWEEN: Final = Pattern(rf"(?<={_HAN.pattern})\?(?=[@-~]|{_HAN.pattern})")
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
_WIDE_MARK: Final = Pattern("[，：；！？（）]")
_NARROW_MARK: Final = Pattern("[\u3400-\u9fff][,:;!()]")
NARROWED: Final = "!:;,("  # marks that their bytes made half-width
_BETTER: Final = 4.0  # nats by which a run beside a question mark must be likelier one byte further on
_FURTHER: Final = 10.0  # the same in text whose marks are half-width


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


def telling(text: str) -> Iterator[re.Match[str]]:
    """Give those of a long text at which a search by the text alone begins: a run beside them reads better one byte on, or
    a strict decoder, one that lacks the nought or a program that cuts lines may have put them there.
    """
    folded, simplified = is_folded(text), not is_traditional(text)
    tables = [pairs(codec) for codec in ("gbk", "big5hkscs")]
    for mark in unasked(text):
        before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        if (
            behind == "\n"
            or {before, behind} <= _NUMERALS
            or (simplified and BETWEEN.match(text, mark.start()))
            or any(is_beside(text, mark, table, folded) for table in tables)
        ):
            yield mark


def is_folded(text: str) -> bool:
    """Whether its marks are half-width, not one of them full-width."""
    return _WIDE_MARK.search(text) is None and _NARROW_MARK.search(text) is not None


def is_one_off(text: str, mark: re.Match[str], table: Pairs, folded: bool) -> bool:
    """Whether a question mark is no question's, and the run before or behind it likelier one byte further on."""
    return is_unasked(text, mark.start()) and is_beside(text, mark, table, folded)


def is_beside(text: str, mark: re.Match[str], table: Pairs, folded: bool) -> bool:
    """Whether a run out of line may stand beside a question mark: half a character, or what reads better one byte on."""
    if HALF.match(text, mark.end()):
        return True
    plain = folded and not text.startswith(tuple(NARROWED), mark.end())
    return gain(text, mark.start(), mark.end(), table) > (_FURTHER if plain else _BETTER)


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
