"""How a line may have been read, and written: by its characters, and the bytes that they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.units import MARKS
from pipelines.text.decoders.losses import Decoder, Marked, from_elsewhere, western
from pipelines.text.decoders.written import DoubleByte, Utf8, Written

LATIN: Final = Pattern(r"[\xc2-\xf4][\x80-\xff\u0152-\u2122\ufffd?].*[\xc2-\xf4][\x80-\xff\u0152-\u2122\ufffd?]")
_SEQUENCES: Final = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
_READERS: Final = (("gbk", "gb18030"), ("big5", "big5hkscs"), ("cp949", "cp949"), ("cp932", "cp932"))
_WRITTEN: Final = ("gbk", "big5hkscs")
_SAME: Final = {"gb18030": "gbk", "big5": "big5hkscs"}
_READABLE: Final = 0.7  # share of the characters that a decoder must know to have given the line
_SIGNS: Final = (  # `?` is a byte that was lost
    re.compile(_SEQUENCES.pattern + rb"|(?:[\xe3-\xe9\xef][\x80-\xbf?]{1,2}){3}"),
    re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}).{0,6}(?:[\xe3-\xe9\xef][\x80-\xbf]{2})"),
)
_HIGH: Final = Pattern(r"[^\x00-\x7f?\ufffd]")
_RUN: Final = Pattern(
    r"(?!\xa0{6})[^\x00->@-\x7f]{6}"
)  # fewer characters show no sign; blanks do not stand in a row
_WIDE: Final = Pattern(r"[\u3000-\ufffc]")  # in no charset of one byte


@dataclass(frozen=True, slots=True)
class Crossing:
    """`silent`: what the decoder could not read went without a mark."""

    decoder: Decoder
    written: Written
    silent: bool


def crossings_of(line: str) -> Iterator[Crossing]:
    """What may have happened to a line, by its characters and bytes."""
    if decoder := narrow_decoder(line):
        yield from (Crossing(decoder, Utf8(), silent) for silent in _silences(line))
        return
    for codec in readers(line):
        decoder = Decoder(codec)
        utf8 = _SIGNS[codec[:2] != "gb"].search(known_bytes(line, decoder)) is not None
        same = _SAME.get(codec, codec)
        written: list[Written] = [Utf8()] if utf8 else []
        written += [DoubleByte(name) for name in _WRITTEN if name != same and not (utf8 and same == "gbk")]
        for name in written:
            yield from (Crossing(decoder, name, silent) for silent in _silences(line))
            if any(mark in line for mark in MARKS):
                yield Crossing(Decoder(codec, Marked.PAIR), name, False)
                yield Crossing(Decoder(codec, Marked.ALL), name, False)


def narrow_decoder(line: str) -> Decoder | None:
    """The decoder of one-byte characters that may have read a line of UTF-8, if any."""
    latin = western(line) if LATIN.search(line) else None
    if latin and latin.gives(line):
        return latin
    if _WIDE.search(line) or not _RUN.search(line):
        return latin
    fitting = (each for each in from_elsewhere() if each.gives(line))
    return next((each for each in fitting if _SIGNS[0].search(known_bytes(line, each))), latin)


def _silences(line: str) -> tuple[bool, ...]:
    return (False,) if "\ufffd" in line else (True, False) if "?" in line else (True,)


def readers(line: str) -> Iterator[str]:
    """The codecs that can have given the line: the narrow one where it knows all of it."""
    chars = _HIGH.findall(line)
    for codecs in _READERS:
        known = {codec: sum(bool(Decoder(codec).options(char)) for char in chars) for codec in codecs}
        narrow, wide = codecs
        if known[narrow] >= _READABLE * len(chars):
            plain = sum(char == "€" or bool(char.encode(narrow, "ignore")) for char in chars)
            yield narrow if plain == len(chars) else wide


def sketch(line: str, decoder: Decoder, codec: str) -> str:
    """What can be read at once."""
    return known_bytes(line, decoder).decode(codec, "ignore")


def known_bytes(line: str, decoder: Decoder, lost: bytes = b"?") -> bytes:
    """The bytes of a line, `lost` for each that is not known."""
    known = (decoder.options(char) if char not in MARKS else () for char in line)
    return b"".join(bytes(map(min, options[0][0])) if options else lost for options in known)
