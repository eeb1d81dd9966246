"""Which charset bytes that are not UTF-8 are in: the declared one if they bear it out, else the likeliest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import chardet

from pipelines.text.charset import codec, likelihood, tables, unmarked
from pipelines.text.charset.sample import sample
from pipelines.text.charset.scripts import GUESSED, LATIN, SCRIPT_OF
from pipelines.text.labels import encoding_of

_DOUBLE_BYTE = ("gb18030", "big5", "euc-jp", "shift_jis", "euc-kr")
_LIKELY = 6.3  # bits a byte: up to here a declared reading is believed without looking at others
_POSSIBLE = 7.0  # a reading that beats all others must still be below
_CLAIM = 0.3  # what a declaration is worth, bits a byte ...
_CLAIM_LEAST = 12.0  # ... and at least in all: what settles a text of a few characters
_CHARDET_READS = 20_000
_HIGH = re.compile(rb"([A-Za-z]?)([\x80-\xff]+)([A-Za-z]?)")
_EURO = re.compile(rb"[\xa4\xbc\xbd]")  # where ISO-8859-15 has € Œ œ


@dataclass(frozen=True, slots=True)
class Verdict:
    encoding: str
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the sample: bits in all, and bits for each byte that is not ASCII in this reading."""

    encoding: str
    total: float
    each: float


def detect(data: bytes, claimed: Iterable[str]) -> Verdict:
    """`claimed`: encodings that somebody named, most trusted first."""
    claims = list(dict.fromkeys(claimed))
    piece = sample(data)
    for encoding in claims:
        if likelihood.has_model(encoding) and read(piece, encoding).each <= _LIKELY:
            return _borne_out(piece, encoding)
    return _likeliest(data, piece, claims)


def read(piece: bytes, encoding: str) -> Reading:
    text = codec.decode_escaped(piece, encoding)
    total = likelihood.cost(text, encoding)
    return Reading(encoding, total, likelihood.cost_per_byte(text, encoding, len(piece)))


def _borne_out(piece: bytes, encoding: str) -> Verdict:
    return Verdict(encoding, f"declared, and the bytes read well so ({_told(piece, encoding)})", 0.99)


def _told(piece: bytes, encoding: str) -> str:
    text = codec.decode_escaped(piece, encoding)
    return f"{len(text) - len(text.encode('ascii', 'ignore'))} characters looked at"


def _likeliest(data: bytes, piece: bytes, claims: list[str]) -> Verdict:
    odd = _odd(data)
    if odd:
        return odd
    latin = _is_latin(data)
    tried = dict.fromkeys((*_DOUBLE_BYTE, *(() if latin else GUESSED), *_modelled(claims)))
    readings = [read(piece, encoding) for encoding in tried]
    bonus = max(_CLAIM_LEAST, _CLAIM * len(piece))
    best = min(readings, key=lambda reading: reading.total - bonus * (reading.encoding in claims))
    if best.each <= _POSSIBLE and SCRIPT_OF.get(best.encoding) not in LATIN:
        why = "declared, and " if best.encoding in claims else ""
        return Verdict(best.encoding, f"{why}the likeliest reading of the bytes ({_told(piece, best.encoding)})", 0.9)
    return _single_byte(data, claims) or Verdict(best.encoding, "nothing reads well; this least badly", 0.2)


def _odd(data: bytes) -> Verdict | None:
    """What is no text of a byte a letter or two."""
    if unmarked.is_binary(data):
        return Verdict("windows-1252", "not text: control characters all over", 0.0)
    wide = unmarked.wide_by_likelihood(data)
    return Verdict(wide, "pairs of bytes read well as code units", 0.8) if wide else None


def _is_latin(data: bytes) -> bool:
    """Bytes above ASCII stand alone or in twos inside words of ASCII letters, as é does."""
    touching = alone = 0
    for number, match in enumerate(_HIGH.finditer(data)):
        touching += bool(match[1] or match[3])
        alone += len(match[2]) <= 2
        if number > 200:
            break
    return touching > 0 and touching * 2 >= number + 1 and alone * 4 >= (number + 1) * 3


def _modelled(claims: list[str]) -> list[str]:
    return [encoding for encoding in claims if likelihood.has_model(encoding) and encoding != "utf-8"]


def _single_byte(data: bytes, claims: list[str]) -> Verdict | None:
    for encoding in claims:
        if tables.single_byte(encoding) and encoding != "windows-1252":
            return Verdict(encoding, "declared, and no other reading is likelier", 0.8)
    guess = chardet.detect(data[:_CHARDET_READS])
    encoding = encoding_of(guess["encoding"])
    if encoding == "iso-8859-15" and not _EURO.search(data):
        encoding = "windows-1252"  # the same text; browsers' name for it
    if encoding and encoding != "utf-8" and tables.is_known(encoding):
        return Verdict(encoding, "by chardet", guess["confidence"] or 0.5)
    return Verdict(claims[0], "declared; nothing else is known", 0.5) if claims else None
