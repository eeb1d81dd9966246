"""Stretches that read better one byte further on: what a byte lost or added leaves where a decoder put no mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from pipelines.text.gb import Pairs, pairs
from pipelines.text.model import Model, model, rare_han

_CONTEXT: Final = 0xFFFF_FFFF_FFFF
_COMMON: Final = 2200  # rank of a character among all, up to which what stands one byte off is worth a look
_NEAR: Final = 8  # characters read on each side of an odd one
_HALVES: Final = 10.0  # nats that two characters cost of which one byte each is known
_NONE: Final = -99.0
_LEAST: Final = 8.0  # nats by which a stretch must read better
# Letters and signs that stand alone among Chinese characters where bytes are out of line: the rows of GB 2312 and GBK
# before Han, without the marks that text is full of.
_OTHERS: Final = (
    "\u00a4-\u00a8\u00b0-\u00b6\u00c0-\u01dc\u0251-\u02d9\u0391-\u0451\u2160-\u22bf\u2312-\u2642\u3003-\u3007"
    "\u3012-\u3129\u3220-\u33d5\uff02-\uff07\uff0a\uff0b\uff1c-\uff1e\uff20-\uff5d"
)


class OneOff:
    """Reads a text of one charset one byte off."""

    def __init__(self, table: Pairs, weigh: Model) -> None:
        self._pairs = table.pairs
        self._model = weigh
        self._codes = {char: code for code, char in table.pairs.items()}
        self._common = {code for code, char in table.pairs.items() if weigh.rank(char) < _COMMON}

    def hints(self, text: str, place: int) -> bool:
        """Whether two common characters in a row lie one byte off around character `place`."""
        codes = [self._codes.get(char, 0) for char in text[max(place - 2, 0) : place + 3]]
        common = self._common
        run = 0
        for one, two in pairwise(codes):
            run = run + 1 if one and two and (one << 8 & 0xFF00 | two >> 8) in common else 0
            if run == 2:
                return True
        return False

    def gain(self, text: str, place: int) -> float:
        """By how much (in nats) the best stretch around character `place` reads better one byte off."""
        start = max(text.rfind("\n", 0, place) + 1, place - _NEAR)
        return self.best(text[start : place + _NEAR].partition("\n")[0], text[max(start - 3, 0) : start])

    def best(self, text: str, before: str) -> float:
        """The same of any stretch of a line. Both its ends are halves of characters that are not known."""
        weigh = self._model
        straight, shifted, last = weigh.context(before), 0, 0
        gain, most, first = _NONE, 0.0, 0.0
        for char in text:
            letter = weigh.letter(char)
            cost = weigh.next(straight, letter)
            straight = (straight << 16 | letter) & _CONTEXT
            code = self._codes.get(char, 0)
            new = self._pairs.get(last << 8 & 0xFF00 | code >> 8) if last and code else None
            if new is None:
                gain, shifted = _NONE, 0
            else:
                if gain <= -first - _HALVES:
                    gain, shifted = -first - _HALVES, 0
                letter = weigh.letter(new)
                gain += weigh.next(shifted, letter) - cost
                shifted = (shifted << 16 | letter) & _CONTEXT
                most = max(most, gain)
            last, first = code, cost
        return most


@cache
def _one_off(codec: str) -> OneOff:
    return OneOff(pairs(codec), model())


@cache
def _odd() -> re.Pattern[str]:
    """Rare characters, and what is none of Chinese where it touches one."""
    return re.compile(f"[{rare_han()}]|[{_OTHERS}](?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))")


def out_of_line(text: str, codecs: Sequence[str]) -> Iterator[re.Match[str]]:
    """Give odd characters around which the text reads better one byte off."""
    readers = [_one_off(codec) for codec in codecs]
    for match in _odd().finditer(text):
        place = match.start()
        if any(one.hints(text, place) and one.gain(text, place) > _LEAST for one in readers):
            yield match
