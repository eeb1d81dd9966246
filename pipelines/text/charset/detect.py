"""Which charset bytes that are not UTF-8 are in: the declared one if they bear it out, else the likeliest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import chardet

from pipelines.text.charset import codec, likelihood, tables
from pipelines.text.charset.sample import sample
from pipelines.text.labels import encoding_of

_DOUBLE_BYTE = ("gb18030", "big5", "euc-jp", "shift_jis", "euc-kr")
_LIKELY = 6.4  # bits a byte: up to here a reading is believed without looking at others
_POSSIBLE = 7.2  # a reading that beats all others must still be below
_CLAIM = 0.25  # what a declaration is worth, bits a byte


@dataclass(frozen=True, slots=True)
class Verdict:
    encoding: str
    why: str
    confidence: float


def detect(data: bytes, claimed: Iterable[str]) -> Verdict:
    """`claimed`: encodings that somebody named, most trusted first."""
    claims = list(dict.fromkeys(claimed))
    bits = sample(data)
    for encoding in claims:
        if likelihood.has_model(encoding) and _cost(bits, encoding) <= _LIKELY:
            return Verdict(encoding, "declared, and the bytes read well so", 0.99)
    costs = {encoding: _cost(bits, encoding) - _CLAIM * (encoding in claims) for encoding in _DOUBLE_BYTE}
    best = min(costs, key=lambda encoding: costs[encoding])
    if costs[best] <= _POSSIBLE:
        return Verdict(best, "the likeliest reading of the bytes", 0.9)
    return _single_byte(data, claims) or Verdict(best, "nothing reads well; this least badly", 0.2)


def _cost(bits: bytes, encoding: str) -> float:
    return likelihood.cost(codec.decode_escaped(bits, encoding), encoding) / max(len(bits), 1)


def _single_byte(data: bytes, claims: list[str]) -> Verdict | None:
    for encoding in claims:
        if tables.single_byte(encoding) and encoding != "windows-1252":
            return Verdict(encoding, "declared, and no other reading is likelier", 0.8)
    guess = chardet.detect(data[:65536])
    encoding = encoding_of(guess["encoding"])
    if encoding and encoding != "utf-8" and tables.is_known(encoding):
        return Verdict(encoding, "by chardet", guess["confidence"] or 0.5)
    return Verdict(claims[0], "declared; nothing else is known", 0.5) if claims else None
