"""Odd characters where a byte was lost or added and no decoder put a mark: the text beside them reads better one byte on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, starmap
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import pairs
from pipelines.text.language_model.model import CONTEXT, is_traditional, model, rare_han
from pipelines.text.signs.out_of_step import gain

_COMMON: Final = 2200  # rank of a character among all, up to which what stands one byte off is worth a look
_REACH: Final = 4  # characters on each side
_ROW: Final = 2  # of them in a row, at least
_PROMISING: Final = (
    11.0  # nats by which they are commoner: nine of ten where bytes are out of line, one of ten elsewhere
)
_LEAST: Final = 9.0  # nats by which a stretch must read better
_BESIDE: Final = 7.0  # the same beside a strange character, of which good text has many
# A character among Chinese ones, and what tells Japanese.
_AMONG: Final = Pattern("[\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e“”].[\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e“”]")
_KANA: Final = Pattern("[\u3041-\u30ff]{2}")
_NEAR: Final = 20  # characters on either side that tell the script
_RUN: Final = 3  # characters in a row, the odd one or the one before it first ...
_STRANGE: Final = -10.0  # ... that cost so many nats each: traditional text has fifty times as many in names
# Letters and signs that stand alone among Chinese characters where bytes are out of line: the rows of GB 2312 and GBK
# before Han, without the marks and digits that text is full of.
ODD_OTHERS: Final = (
    "\u00a4-\u00a8\u00b0-\u00b6\u00c0-\u01dc\u0251-\u02d9\u0391-\u0451\u2160-\u22bf\u2312-\u2642\u3003-\u3007"
    "\u3012-\u3129\u3220-\u33d5\uff02-\uff07\uff0a\uff0b\uff1c-\uff1e\uff20-\uff5d"
)


@cache
def _odd() -> re.Pattern[str]:
    """Rare characters, and what is none of Chinese where it touches one. The class comes first, which is fast."""
    touching = f"(?<=[{ODD_OTHERS}])(?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))"
    return re.compile(f"[{rare_han()}{ODD_OTHERS}](?:(?<=[{rare_han()}])|{touching})")


class _Neighbours:
    """What lies one byte off in one charset: `joints` are pairs that make common characters, with what these weigh."""

    def __init__(self, codec: str) -> None:
        self.table = pairs(codec)
        self.codes = self.table.codes
        common = model().commonest(_COMMON)
        self.joints = {code: _alone(char) for code, char in self.table.pairs.items() if char in common}

    def hints(self, text: str, places: Iterable[int]) -> Iterator[int]:
        """Give the places of odd characters that two of them in a row touch: most of those in good text miss that.

        Written out, because every page has dozens.
        """
        get, joints = self.codes.get, self.joints
        for place in places:
            code = get(text[place])
            if code is None:
                continue
            left, right = get(text[place - 1 : place], 0), get(text[place + 1 : place + 2], 0)
            one = (code << 8 & 0xFF00 | right >> 8) in joints
            other = (left << 8 & 0xFF00 | code >> 8) in joints
            if one and not other:
                other = (right << 8 & 0xFF00 | get(text[place + 2 : place + 3], 0) >> 8) in joints
            elif other and not one:
                one = (get(text[place - 2 : place - 1], 0) << 8 & 0xFF00 | left >> 8) in joints
            if one and other:
                yield place

    def promise(self, text: str, place: int) -> bool:
        """Whether two or more in a row are commoner by far than what stands there, each by itself."""
        codes, joints = self.codes, self.joints
        total, found = -_alone(text[place]), 0
        last = codes[text[place]]
        for char in text[place + 1 : place + 1 + _REACH]:
            code = codes.get(char, 0)
            weight = joints.get(last << 8 & 0xFF00 | code >> 8)
            if weight is None or not code:
                break
            total, found, last = total + weight - _alone(char), found + 1, code
        last = codes[text[place]]
        for char in reversed(text[max(place - _REACH, 0) : place]):
            code = codes.get(char, 0)
            weight = joints.get(code << 8 & 0xFF00 | last >> 8)
            if weight is None or not code:
                break
            total, found, last = total + weight - _alone(char), found + 1, code
        return found >= _ROW and total > _PROMISING


@cache
def _neighbours(codec: str) -> _Neighbours:
    return _Neighbours(codec)


@cache
def _alone(char: str) -> float:
    weigh = model()
    return weigh.next(0, weigh.letter(char))


def out_of_line(text: str, codecs: Sequence[str]) -> Iterator[re.Match[str]]:
    """Give odd characters around which the text reads better one byte off, in any of the charsets."""
    return (match for match in _odd().finditer(text) if is_out_of_line(text, (match.start(),), codecs))


def is_out_of_line(text: str, places: Sequence[int], codecs: Sequence[str]) -> bool:
    """Whether the text around any of these odd characters reads better one byte off, in any of the charsets, or so ill
    that a decoder may have skipped what is missing.
    """
    return any(
        (beside.promise(text, place) and gain(text, place, place + 1, beside.table) > _LEAST)
        or (_AMONG.match(text, place - 1) and _is_stranger(text, place, codecs))
        for beside in map(_neighbours, codecs)
        for place in beside.hints(text, places)
        if not is_known(text, place)
    )


def is_known(text: str, place: int) -> bool:
    """Whether an odd character stands beside one that it stands beside elsewhere: in good text nineteen of twenty do."""
    return any(starmap(model().knows, pairwise(text[max(place - 1, 0) : place + 2])))


def strangers(text: str, codecs: Sequence[str]) -> Iterator[re.Match[str]]:
    """Give odd characters of long simplified text beside which nobody writes what stands there: one in 25,000 characters.

    A decoder that skips what it cannot read is in line again behind two or three of them, and nothing else shows it.
    """
    places = ((match, match.start()) for match in _odd().finditer(text))
    return (
        match
        for match, place in places
        if _AMONG.match(text, place - 1) and not is_known(text, place) and _is_stranger(text, place, codecs)
    )


def _is_stranger(text: str, place: int, codecs: Sequence[str]) -> bool:
    first, run = max(place - 1 - CONTEXT, 0), text[place : place + _RUN].partition("\n")[0]
    if not _reads_ill(text[first:place], run):
        return False
    start = text.rfind("\n", max(place - _NEAR, 0), place) + 1 or max(place - _NEAR, 0)
    line = text[start : place + _NEAR].partition("\n")[0]
    if is_traditional(line) or _KANA.search(line):
        return False
    return any(gain(text, place, place + 1, pairs(codec)) > _BESIDE for codec in codecs)


@lru_cache(maxsize=8192)
def _reads_ill(before: str, run: str) -> bool:
    score = model().score
    if score(before[-1:] + run, before[:-1]) > _STRANGE * _RUN:
        return False  # both runs cost less
    least = min(score(run, before), score(before[-1:] + run[: _RUN - 1], before[:-1]))
    return least < _STRANGE * _RUN
