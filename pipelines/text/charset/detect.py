"""Which charset bytes that are not UTF-8 are in: the declared one if they bear it out, else the likeliest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import chardet

from pipelines.text.charset import codec, likelihood, tables, unmarked
from pipelines.text.charset.sample import sample
from pipelines.text.charset.scripts import GUESSED, LATIN, LATIN_RIVALS
from pipelines.text.labels import encoding_of

_DOUBLE_BYTE = ("gb18030", "big5", "euc-jp", "shift_jis", "euc-kr")
_LIKELY = 6.3  # bits a byte: up to here a declared reading is believed without looking at others
_POSSIBLE = 7.0  # a reading that beats all others must still be below
_CLAIM = 0.3  # what a declaration is worth, bits a byte ...
_CLAIM_LEAST = 12.0  # ... and at least in all: what settles a text of a few characters
_LATIN_MARGIN = 8.0  # bits in all by which another Latin charset must beat the declared one
_CHARDET_READS = 20_000
_HIGH = re.compile(rb"([A-Za-z]?)([\x80-\xff]+)([A-Za-z]?)")
_SAID = re.compile(rb"(charset|encoding)\s{0,9}=", re.IGNORECASE)
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
        # A Latin charset is declared by default as often as by knowledge: it is weighed against others below.
        if likelihood.has_model(encoding) and encoding not in LATIN and read(piece, encoding).each <= _LIKELY:
            return Verdict(encoding, f"declared, and the bytes read well so ({_told(piece, encoding)})", 0.99)
    return _odd(data) or _likeliest(data, piece, claims) or _by_letters(data, piece, claims)


def read(piece: bytes, encoding: str) -> Reading:
    text = codec.decode_escaped(piece, encoding)
    total = likelihood.cost(text, encoding)
    return Reading(encoding, total, likelihood.cost_per_byte(text, encoding, len(piece)))


def _told(piece: bytes, encoding: str) -> str:
    text = codec.decode_escaped(piece, encoding)
    return f"{len(text) - len(text.encode('ascii', 'ignore'))} characters looked at"


def _odd(data: bytes) -> Verdict | None:
    """What is no text in bytes of ASCII's kind."""
    wide = unmarked.wide_by_likelihood(data)
    if wide:
        return Verdict(wide, "pairs of bytes read well as code units", 0.8)
    if unmarked.is_ebcdic(data):
        return _chardet(data)
    return Verdict("windows-1252", "not text: control characters all over", 0.0) if unmarked.is_binary(data) else None


def _likeliest(data: bytes, piece: bytes, claims: list[str]) -> Verdict | None:
    """The charset of double bytes, or with an alphabet of its own, that explains the bytes best; None: none does."""
    latin = _is_latin(data)
    tried = dict.fromkeys((*_DOUBLE_BYTE, *(() if latin else GUESSED), *_modelled(claims)))
    readings = [read(piece, encoding) for encoding in tried]
    bonus = max(_CLAIM_LEAST, _CLAIM * len(piece))
    best = min(readings, key=lambda reading: reading.total - bonus * (reading.encoding in claims))
    if best.each > _POSSIBLE:
        return None
    why = "declared, and " if best.encoding in claims else ""
    return Verdict(best.encoding, f"{why}the likeliest reading of the bytes ({_told(piece, best.encoding)})", 0.9)


def _is_latin(data: bytes) -> bool:
    """Bytes above ASCII stand alone or in twos inside words of ASCII letters, as é does, or are very few."""
    touching = alone = total = longest = 0
    for match in islice(_HIGH.finditer(data), 200):
        total += 1
        touching += bool(match[1] or match[3])
        alone += len(match[2]) <= 2
        longest = max(longest, len(match[2]))
    return longest < 3 or (touching * 2 >= total and alone * 4 >= total * 3)


def _modelled(claims: list[str]) -> list[str]:
    return [item for item in claims if likelihood.has_model(item) and item not in LATIN and item != "utf-8"]


def _by_letters(data: bytes, piece: bytes, claims: list[str]) -> Verdict:
    """Latin text with marks, or what is left: a declaration that is not much worse than its rivals, or chardet."""
    rivals = {encoding: read(piece, encoding).total for encoding in LATIN_RIVALS}
    least = min(rivals.values())
    for encoding in claims:
        if encoding in LATIN and read(piece, encoding).total <= least + _LATIN_MARGIN:
            return Verdict(encoding, "declared, and no other Latin charset reads better", 0.9)
    guess = _chardet(data)
    if guess:
        return guess
    if claims:
        return Verdict(claims[0], "declared; nothing else is known", 0.5)
    return Verdict(min(rivals, key=lambda encoding: rivals[encoding]), "nothing reads well; this least badly", 0.2)


def _chardet(data: bytes) -> Verdict | None:
    """What chardet thinks of the bytes alone: the declarations are hidden from it."""
    guess = chardet.detect(_SAID.sub(b"", data[:_CHARDET_READS]))
    encoding = encoding_of(guess["encoding"])
    if encoding == "iso-8859-15" and not _EURO.search(data):
        encoding = "windows-1252"  # the same text; browsers' name for it
    if encoding and encoding != "utf-8" and tables.is_known(encoding):
        return Verdict(encoding, "by chardet", guess["confidence"] or 0.5)
    return None
