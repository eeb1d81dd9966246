"""Where a search for a run out of step begins: at signs that bytes were lost there, the plain ones or the faint ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from heapq import merge, nsmallest
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import Pairs
from pipelines.text.language_model.model import model
from pipelines.text.language_model.pinyin import CUT
from pipelines.text.shifts.places import is_told
from pipelines.text.shifts.units import CUTS, INSIDE
from pipelines.text.signs.of_text import is_foreign, rare_places, rare_runs, shifted_places
from pipelines.text.signs.one_off import strangers
from pipelines.text.signs.out_of_step import TELLING, gain
from pipelines.text.signs.questions import NARROWED, QUESTION, is_beside, is_folded, is_one_off

SIGN: Final = Pattern(rf"{CUT.pattern}|[\ufffd\ue000-\uf8ff]|{QUESTION.pattern}")
# Several characters in a row of which nothing is left: no bytes say what they were.
_LOST: Final = Pattern("\ufffd{3,}")
_CODE: Final = Pattern(r"\?[!->@\[-`{-~]{2}")
_MODERN: Final = Pattern("[的了是在和们們这這个個]")
_HAN: Final = Pattern("[\u3400-\u9fff]")
_SAMPLE: Final = 200  # characters, ...
_SENTENCE: Final = 24  # ... so many of which are Chinese
_GARBAGE: Final = 48  # characters that tell garbage, ...
_MARKED: Final = 4  # ... so many marks among them, ...
_SENSE: Final = -32.0  # ... and four in a row that cost less nats make sense
_DENSE: Final = 24  # characters looked at together for how many are lost
_ODD: Final = -15.0  # nats that a question mark and two characters behind it may cost
_BEHIND: Final = 6  # characters behind a question mark ...
_STRANGE: Final = -8.5  # ... that are strange where each of them costs so many nats
_STRANGE_BETWEEN: Final = -5.0  # the same of what stands between two, both of which may be half a character, ...
_UNASKED: Final = -6.0  # ... where a question mark is so unlikely
_PLAIN_TEXT: Final = Pattern("[\u3001-\u3011\u4e00-\u9fff\uff01-\uff1f“”]{3}")
_BESIDE: Final = 3  # characters on each side of a mark, of which each ...
_READS_WELL: Final = -5.5  # ... may cost so many nats where nothing is out of line
# Plain signs of a long text that are searched before it is asked whether anything came of it.
_STRANGEST: Final = 6
_FAINT: Final = 7.0  # the same of an odd character
_PLAIN: Final = 13.0  # the same of an odd character on a long page, where good text has many


def all_signs(text: str, table: Pairs) -> Iterator[re.Match[str]]:
    """Signs, and rare characters beside which the text reads better one byte off, in the order of their places."""
    folded = is_folded(text)
    marks = (sign for sign in SIGN.finditer(text) if sign[0] != "?" or _odd_question(text, sign, folded, table))
    if is_classical(text):
        return marks
    odd = merge(rare_places(text), shifted_places(text, (table.codec,)), key=_place)
    return merge(marks, (one for one in odd if gain(text, *one.span(), table) > _FAINT), key=_place)


def _place(sign: re.Match[str]) -> int:
    return sign.start()


def plain_signs(text: str, table: Pairs) -> list[re.Match[str]]:
    """The strangest of the signs that good text hardly shows."""
    folded = is_folded(text)
    signs = [sign for sign in SIGN.finditer(text) if sign[0] != "?" or is_one_off(text, sign, table, folded)]
    if not is_classical(text):
        signs += _odd_ones(text, table)
    strangest = nsmallest(_STRANGEST, signs, key=partial(_likelihood, text))
    return sorted(strangest, key=_place)


def _odd_ones(text: str, table: Pairs) -> list[re.Match[str]]:
    signs = [run for run in rare_runs(text) if gain(text, *run.span(), table) > TELLING]
    signs += [odd for odd in shifted_places(text, (table.codec,)) if gain(text, *odd.span(), table) > _PLAIN]
    return [*signs, *strangers(text, (table.codec,))]


def is_classical(text: str) -> bool:
    """Whether it has none of the words without which nobody writes today: the model knows news, and rare characters are
    no sign of damage in verse.
    """
    return _MODERN.search(text) is None and len(_HAN.findall(text[:_SAMPLE])) >= _SENTENCE


def _likelihood(text: str, sign: re.Match[str]) -> float:
    return _nats(text[max(sign.start() - 2, 0) : sign.end() + 6])


@lru_cache(maxsize=1024)  # in a row of marks the same comes again and again
def _nats(around: str) -> float:
    """Nats a character of what stands around a sign."""
    return model().score(around) / len(around)


def passed_over(text: str, sign: re.Match[str]) -> int | None:
    """Give the place behind what no search can read: code, another language, a row of marks, garbage, and a mark for a
    whole character that nothing tells.
    """
    start = sign.start()
    if _CODE.match(text, start) or is_foreign(text, *sign.span()):
        return start
    if _is_untold(text, start):
        return start + 1
    if lost := _LOST.match(text, start):
        return lost.end()
    if _hopeless(text[start : start + _DENSE]):
        return start + _DENSE
    return start + _GARBAGE if _is_garbage(text[start : start + _GARBAGE]) else None


def _is_untold(text: str, place: int) -> bool:
    """Whether a mark stands in plain text, of which no byte is out of line, and that does not tell what was lost."""
    before, after = text[max(place - _BESIDE, 0) : place], text[place + 1 : place + 1 + _BESIDE]
    if text[place] != "\ufffd" or not (_PLAIN_TEXT.fullmatch(before) and _PLAIN_TEXT.fullmatch(after)):
        return False
    least, score = _READS_WELL * _BESIDE, model().score
    return score(before) > least and score(after) > least and not is_told(before, after)


def _hopeless(text: str) -> bool:
    """Whether so much is lost that what remains does not tell the rest. Private-use characters are bytes that are known."""
    lost = sum(2 if char in "?\ufffd" else "\ue000" <= char <= "\uf8ff" for char in text)
    return lost > len(text) * 4 / 3 and len(text) == _DENSE


def _is_garbage(text: str) -> bool:
    """Whether marks abound and nothing between them makes sense: no damage leaves a long text so."""
    if len(text) < _GARBAGE or sum(char in "?\ufffd" for char in text) < _MARKED:
        return False
    return all(model().score(text[i : i + 4]) < _SENSE for i in range(0, len(text) - 3, 2))


def _odd_question(text: str, mark: re.Match[str], folded: bool, table: Pairs) -> bool:
    """Whether what follows a question mark is no beginning of a sentence: bytes out of line change it at once.

    In a text whose marks are half-width it is one of them, unless more than that speaks against it.
    """
    place = mark.start()
    if folded and not _strange_behind(text, place) and not is_beside(text, mark, table, folded):
        return False
    if text[place + 1 : place + 2] in CUTS or INSIDE.match(text, max(place - 1, 0)):
        return True
    after = text[place : place + 4].replace("\n", "")[:3]
    return model().score(after, text[max(place - 3, 0) : place]) < _ODD


def _strange_behind(text: str, place: int) -> bool:
    behind = text[place + 1 : place + 1 + _BEHIND]
    weigh = model()
    if weigh.score(behind, "?") < _STRANGE * len(behind):
        return True
    between, mark, _ = behind.lstrip(NARROWED).partition("?")
    if (
        not mark
        or not between
        or weigh.next(weigh.context(text[max(place - 3, 0) : place]), weigh.letter("?")) > _UNASKED
    ):
        return False
    return weigh.score(between, "?") < _STRANGE_BETWEEN * len(between)
