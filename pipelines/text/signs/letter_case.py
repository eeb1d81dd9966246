"""Signs that a program took bytes of characters for letters and made all of them small, or capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.language_model.model import rare_han

_SAMPLE: Final = 120  # characters that tell: of as many in good text some have a byte of either case
_FEWEST: Final = 12  # characters that say enough
_TURNED: Final = 2  # characters that may have been others
_CODECS: Final = ("big5hkscs", "gb18030")
_ASCII: Final = range(0x41, 0x5B)
_LATIN: Final = (*_ASCII, *range(0xC0, 0xD7), *range(0xD8, 0xDF))
_BELOW: Final = 0x20  # a small letter lies so far behind its capital
_ANY_HAN: Final = Pattern("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Fold:
    """Bytes of characters in `codec` were taken for letters: none of `gone` is left, each is now one of `made`, in the
    same order.
    """

    codec: str
    gone: bytes
    made: bytes

    def before(self, code: int) -> Iterator[int]:
        """The pairs of bytes that may have become `code`, itself first."""
        for lead in self._turned(code >> 8):
            for trail in self._turned(code & 0xFF):
                yield lead << 8 | trail

    def _turned(self, byte: int) -> tuple[int, ...]:
        place = self.made.find(byte)
        return (byte,) if place < 0 else (byte, self.gone[place])


@cache
def _folds(codec: str) -> tuple[Fold, ...]:
    sides = ((bytes(letters), bytes(letter + _BELOW for letter in letters)) for letters in (_ASCII, _LATIN))
    return tuple(
        Fold(codec, *each) for capitals, small in sides for each in ((capitals, small), (small, capitals))
    )


@cache
def _odd() -> re.Pattern[str]:
    """What other characters become: rare ones, and the upright marks that , and . of Big5 turn into."""
    return re.compile(f"[{rare_han()}\ufe30-\ufe6f\ufffd\ue000-\uf8ff]")


def folds(text: str) -> Iterator[Fold]:
    """What may have happened to a text: none of it is in the other case, and enough could have been."""
    sample = text[:_SAMPLE]
    if not _odd().search(sample) or len(_ANY_HAN.findall(sample)) < _FEWEST:
        return
    letters = sample.encode("ascii", "ignore")
    for codec in _CODECS:
        data = sample.encode(codec, "ignore")
        for fold in _folds(codec):
            turned = _count(data, fold.made) - _count(letters, fold.made)
            if turned >= _TURNED and not _count(data, fold.gone):
                yield fold


def _count(data: bytes, letters: bytes) -> int:
    return len(data) - len(data.translate(None, letters))


def shows_folded_case(text: str) -> bool:
    """Whether a search may find that letters were folded in the bytes of `text`."""
    return next(folds(text), None) is not None
