"""Signs that a program took bytes of characters for letters and made all of them small, or capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import pairs
from pipelines.text.language_model.model import CONTEXT, is_traditional, model, rare_han
from pipelines.text.signs.japanese import is_japanese

_SAMPLE: Final = 120  # characters that tell: of as many in good text some have a byte of either case
_FEWEST: Final = 12  # characters that say enough
_TURNED: Final = 2  # characters that may have been others
_GAIN: Final = 3.0  # nats that one of them alone gains by turning back: 4 and more where letters were folded
_TABLES: Final = {"big5hkscs": "big5hkscs", "gb18030": "gbk"}
_ASCII: Final = range(0x41, 0x5B)
_LATIN: Final = (*_ASCII, *range(0xC0, 0xD7), *range(0xD8, 0xDF))
_BELOW: Final = 0x20  # a small letter lies so far behind its capital
_ANY_HAN: Final = Pattern("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Fold:
    """Bytes of characters in `table` were taken for letters: none of `gone` is left, each is now one of `made`, in the
    same order.
    """

    table: str
    gone: bytes
    made: bytes

    def turned(self, byte: int) -> tuple[int, ...]:
        """What a byte may have been."""
        place = self.made.find(byte)
        return (byte,) if place < 0 else (byte, self.gone[place])


@lru_cache(maxsize=8192)  # good text is asked for the same characters line by line
def others(fold: Fold, char: str) -> tuple[str, ...]:
    """What else a character may have been."""
    table = pairs(fold.table)
    code = table.bytes_of(char) or b""
    if len(code) != 2 or not (code[0] in fold.made or code[1] in fold.made):
        return ()
    before = (lead << 8 | trail for lead in fold.turned(code[0]) for trail in fold.turned(code[1]))
    return tuple(other for each in before if (other := table.pairs.get(each)) and other != char)


@cache
def _folds(table: str) -> tuple[Fold, ...]:
    sides = ((bytes(letters), bytes(letter + _BELOW for letter in letters)) for letters in (_ASCII, _LATIN))
    return tuple(
        Fold(table, *each) for capitals, small in sides for each in ((capitals, small), (small, capitals))
    )


@cache
def _odd() -> re.Pattern[str]:
    """What other characters become: rare ones, and the upright marks that , and . of Big5 turn into."""
    return re.compile(f"[{rare_han()}\ufe30-\ufe6f\ufffd\ue000-\uf8ff]")


def folds(text: str) -> Iterator[Fold]:
    """What may have happened to a text: none of it is in the other case, and enough could have been.

    Nothing to Japanese, of whose words the model of Chinese knows others that are likelier: no fold makes kana.
    """
    sample = text[:_SAMPLE]
    if not _odd().search(sample) or len(_ANY_HAN.findall(sample)) < _FEWEST or is_japanese(sample):
        return
    letters = sample.encode("ascii", "ignore")
    for codec, table in _TABLES.items():
        data = sample.encode(codec, "ignore")
        for fold in _folds(table):
            if _count(data, fold.gone):
                continue
            turned = _count(data, fold.made) - _count(letters, fold.made)
            if turned >= _TURNED and _gains(sample, fold):
                yield fold


def _gains(text: str, fold: Fold) -> bool:
    """Whether one character that turns back makes a text likelier by itself: asked before all are searched."""
    weigh, traditional = model(), is_traditional(text)
    for place, char in enumerate(text):
        either_case = others(fold, char)
        if not either_case:
            continue
        before, behind = text[max(place - CONTEXT, 0) : place], text[place + 1 : place + 1 + CONTEXT]
        least = weigh.score(char + behind, before) + weigh.form(char, traditional) + _GAIN
        if any(weigh.score(each + behind, before) + weigh.form(each, traditional) > least for each in either_case):
            return True
    return False


def _count(data: bytes, letters: bytes) -> int:
    return len(data) - len(data.translate(None, letters))


def shows_folded_case(text: str) -> bool:
    """Whether a search may find that letters were folded in the bytes of `text`."""
    return next(folds(text), None) is not None
