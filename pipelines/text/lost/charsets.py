"""An older charset and the one that widens it: what a decoder of the older one loses, and how likely that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import exp, log1p
from typing import Final

from pipelines.text.decoders.gb import Pairs, pairs
from pipelines.text.decoders.losses import Bytes, Decoder
from pipelines.text.language_model.model import FOREIGN, model
from pipelines.text.lost.names import name_weights, surname_weight
from pipelines.text.lost.words import NEVER, Words, words

MARKS: Final = frozenset("?\ufffd")
NOTHING: Final[Bytes] = frozenset()
REACH: Final = 4  # characters that tell of the next one: a surname, and where it stands
_NAMED: Final = -6.0  # nats at which a lost character is one of a name
_SECOND: Final = 4.0  # how much dearer than elsewhere a form is that is not the usual one, as 枱 for 台
_TWICE: Final = -2.3  # the same of one that stands there twice, as in 冰冰
_USUAL: Final = 250  # characters thought of, beside those of names, where nothing is known of a lost one
_COMMON: Final = 1200  # characters that the decoder knows, thought of where it may have lost one of them
_OTHERS: Final = "〇€㎡㎏㎞㎜㎝㎎㏄"
_MEASURES: Final = frozenset("㎡㎏㎞㎜㎝㎎㏄")
_NUMERALS: Final = frozenset("〇一二三四五六七八九")
_BEHIND_NOUGHT: Final = _NUMERALS | frozenset("年月日号號室，。、；）")
_MEASURED: Final = -3.0  # nats at which a character lost behind a digit is one of these, or 〇 behind a numeral
_COUNTED: Final = -2.0  # the same of a numeral behind 〇


@dataclass(frozen=True, slots=True)
class Token:
    """A character of the line. `data` are its bytes; of a mark there are none: `lost` is what may have stood there,
    `half` whether a letter stands behind it, the second byte most likely, and `after` the next character that is no mark.
    """

    place: int
    char: str
    data: bytes
    lost: Bytes = NOTHING
    half: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Characters that may have been lost, their letters, and what it costs to meet each."""

    chars: tuple[str, ...]
    letters: list[int]
    forms: list[float]


class Charsets:
    """An older charset, and the one that widens it. Most texts that ask for one are not searched: tables are made then."""

    def __init__(self, narrow: str, wide: str) -> None:
        self.narrow, self.wide = narrow, wide
        self.traditional = narrow != "gb2312"
        self.decoder = Decoder(narrow)

    @cached_property
    def pairs(self) -> Pairs:
        return pairs(self.wide)

    @cached_property
    def outside(self) -> frozenset[str]:
        """What the decoder does not know and a text may have."""
        lost = (char for char in self.pairs.pairs.values() if not char.encode(self.narrow, "ignore"))
        return frozenset(filter(self._fits, lost))

    @cached_property
    def common(self) -> Candidates:
        """What the decoder knows and may have lost all the same."""
        common = (char for char in model().commonest(_COMMON) if char.encode(self.narrow, "ignore"))
        return candidates(self, tuple(common))

    @cached_property
    def _usual(self) -> tuple[str, ...]:
        usual = sorted((char for char in self.outside if self._is_usual(char)), key=model().rank)[:_USUAL]
        more = (char for char in (*tuple(self._names)[:_USUAL], *_MEASURES) if char in self.outside)
        return tuple(dict.fromkeys((*usual, *more)))

    @cached_property
    def _names(self) -> Mapping[str, float]:
        return name_weights()

    @cached_property
    def _words(self) -> Words:
        return words()

    def _fits(self, char: str) -> bool:
        """Whether it may be lost in a text of this script; that of Taiwan and Hong Kong has no list of words."""
        if char in self._names or char in _OTHERS or self._words.has(char):
            return True
        return self.traditional and "\u3400" <= char <= "\u9fff" and self._is_usual(char)

    def _is_usual(self, char: str) -> bool:
        """Whether the script of the text uses this form."""
        return model().form(char, self.traditional) > FOREIGN

    def form(self, char: str) -> float:
        """What it costs to meet this form; one of the other script stands in names alone."""
        form = model().form(char, self.traditional)
        if char in self.outside:
            return NEVER if form <= FOREIGN else form * _SECOND
        return form

    def usual(self, before: str, after: str) -> tuple[str, ...]:
        """What to think of where no byte of a lost character is known: what is common, and what words have there."""
        told = (char for char in self._words.beside(before[-1:], after) if char in self.outside)
        found = dict.fromkeys((*self._usual, *told))
        if after and after not in _BEHIND_NOUGHT:
            found.pop("〇", None)
        return tuple(found)

    def weights(self, last: str, chars: Sequence[str], known: Sequence[float]) -> list[float]:
        """How likely characters are behind `last`: what the model says, `known`, or for lost ones what names, words and
        measures say.
        """
        if last[-1:].isdecimal():
            return [
                either(nats, _MEASURED if char in _MEASURES else NEVER) if char in self.outside else nats
                for char, nats in zip(chars, known, strict=True)
            ]
        surname, names, told = surname_weight(last), self._names, self._words.lost(last, chars)
        found = []
        for char, nats, word in zip(chars, known, told, strict=True):  # written out, because there are thousands
            weight = nats
            if char == "〇" and last[-1:] in _NUMERALS:
                weight = either(nats, _MEASURED)
            elif char in self.outside:
                named = names.get(char, NEVER)
                if named > NEVER:
                    named = _TWICE + surname_weight(last[:-1]) if char == last[-1:] else _NAMED + named + surname
                weight = either(either(nats, named), word)
            found.append(weight)
        return found

    def behind(self, last: str, char: str, known: float) -> float:
        """How likely a character that is none of the lost ones is behind `last`."""
        if last[-1:] == "〇" and (char in _NUMERALS or char == "年"):
            return either(known, _COUNTED)
        return either(known, self._words.known(last, char)) if last[-1:] in self.outside else known

    def tokens(self, line: str, start: int) -> list[Token]:
        data = [char.encode(self.narrow, "ignore") if char not in MARKS else b"" for char in line]
        tokens = []
        for place, char in enumerate(line):
            if char not in MARKS:
                tokens.append(Token(start + place, char, data[place]))
                continue
            after = data[place + 1][:1] if place + 1 < len(line) else b""
            lost = self.decoder.lost_before(after[0] if after else None)
            next_ = line[place + 1 : place + 3].lstrip("?\ufffd")[:1]
            tokens.append(Token(start + place, char, b"", lost, b"@" <= after < b"\x7f", next_))
        return tokens


@lru_cache(maxsize=256)  # of one text, most are asked for again and again
def candidates(chars: Charsets, fitting: tuple[str, ...]) -> Candidates:
    return Candidates(fitting, list(map(model().letter, fitting)), list(map(chars.form, fitting)))


@cache
def charsets(narrow: str, wide: str) -> Charsets:
    return Charsets(narrow, wide)


def either(left: float, right: float) -> float:
    """The logarithm of the sum of two likelihoods; what never stands there adds nothing."""
    high, low = (left, right) if left > right else (right, left)
    return high if low <= NEVER else high + log1p(exp(low - high))
