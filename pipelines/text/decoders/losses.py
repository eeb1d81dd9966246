"""What decoders lose: which bytes can have stood where a mark stands, by the tables of the charset that was read.

A decoder that meets an impossible pair marks it. Some mark the first byte and read on at the second (CPython, iconv);
some mark both (Windows, Java, browsers, which give an ASCII second byte back). Either way the pair was impossible,
which leaves few bytes to choose from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

Bytes = frozenset[int]
Symbols = tuple[Bytes, ...]
Option = tuple[Symbols, float]  # bytes, and what it costs to believe in them

ANY: Final[Bytes] = frozenset(range(0x80, 0x100))
_OPEN: Final[Bytes] = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD))  # windows-1252 has no character for these
_C1: Final[Bytes] = frozenset(range(0x80, 0xA0))
_BLANK: Final = 0.5  # a blank that was one that does not break
_WESTERN: Final = frozenset({"cp1252", "latin-1"})
_ELSEWHERE: Final = tuple(f"cp{number}" for number in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 874))
_SINGLE: Final = _WESTERN.union(_ELSEWHERE)
_MAPPED: Final = frozenset(bytes(sorted(_C1 - _OPEN)).decode("cp1252"))
# What encodes characters that the decoder's own codec gives, but its Python namesake does not: private use, C1.
_WIDER: Final = {
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "euc_kr": "cp949",
    "euc_jp": "euc_jp",
}


class Marked(StrEnum):
    """What becomes one mark where a pair is impossible."""

    BYTE = "its first byte"
    PAIR = "both bytes, but ASCII stays"
    ALL = "both bytes, ASCII too"


@dataclass(frozen=True, slots=True)
class Decoder:
    """A way of reading."""

    codec: str
    marked: Marked = Marked.BYTE

    @property
    def single(self) -> bool:
        return self.codec in _SINGLE

    def options(self, char: str) -> tuple[Option, ...]:
        """The bytes that may have given a character; none where this decoder never gives it."""
        data = char.encode(self.codec, "ignore") or char.encode(_WIDER.get(self.codec, self.codec), "ignore")
        if len(data) > 3:
            data = b""  # of four bytes in GB 18030, which text that crossed hardly gives
        if not data and "\x80" <= char <= "\x9f":
            data = char.encode("latin-1")
        options: tuple[Option, ...] = ((tuple(map(only, data)), 0.0),) if data else ()
        if char == "€" and self.codec in ("gbk", "gb18030"):
            return ((only(0x80),), 0.0), *options  # windows-936 reads a lone 80 so
        if char == " " and self.codec == "cp1252":
            return *options, ((only(0xA0),), _BLANK)
        return options

    def gives(self, line: str) -> bool:
        """Whether it may have given all characters of a line."""
        return all(char < "\x80" or char == "\ufffd" or self.options(char) for char in line)

    def lost_before(self, byte: int | None) -> Bytes:
        """The bytes that go alone before `byte` (None: the end, or not known)."""
        if self.codec in _WESTERN:
            return _OPEN if self.codec == "cp1252" else _C1
        if self.single:
            return _undefined(self.codec)
        if byte is None:
            return ANY
        return _impossible(self.codec)[byte]

    def lost_pairs(self) -> tuple[tuple[Bytes, Bytes], ...]:
        """The pairs that go together: leads that share their impossible second bytes, with these."""
        return _rectangles(self.codec)


@cache
def only(byte: int) -> Bytes:
    return frozenset((byte,))


@cache
def _undefined(codec: str) -> Bytes:
    """The bytes that a charset of one byte has no character for."""
    return frozenset(byte for byte in ANY if not _reads(codec, bytes((byte,))))


@cache
def _impossible(codec: str) -> tuple[Bytes, ...]:
    """By second byte, the first bytes that cannot stand before it."""
    possible = _pairs(codec)
    return tuple(frozenset(lead for lead in ANY if lead << 8 | trail not in possible) for trail in range(256))


@cache
def _rectangles(codec: str) -> tuple[tuple[Bytes, Bytes], ...]:
    possible = _pairs(codec)
    leads: dict[Bytes, set[int]] = {}
    for lead in ANY:
        trails = frozenset(trail for trail in ANY if lead << 8 | trail not in possible)
        leads.setdefault(trails, set()).add(lead)
    return tuple((frozenset(group), trails) for trails, group in leads.items() if trails)


@cache
def _pairs(codec: str) -> frozenset[int]:
    """What the decoder does not stumble over: its pairs, and bytes that are characters alone with any behind them."""
    return frozenset(_possible(codec))


def _possible(codec: str) -> Iterator[int]:
    for lead in ANY:
        alone = _reads(codec, bytes((lead,)))
        yield from (lead << 8 | trail for trail in range(256) if alone or _reads(codec, bytes((lead, trail))))


def _reads(codec: str, data: bytes) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def western(line: str) -> Decoder:
    """The decoder of one-byte characters in Latin letters: what windows-1252 has above C1 tells it from Latin-1."""
    return Decoder("cp1252" if _MAPPED & set(line) else "latin-1")


def from_elsewhere() -> Iterator[Decoder]:
    """The decoders of one-byte characters of other countries."""
    return map(Decoder, _ELSEWHERE)
