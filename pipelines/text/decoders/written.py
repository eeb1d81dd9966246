"""How a charset makes characters of bytes of which some are not known: UTF-8, and pairs of GBK or Big5."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import nsmallest
from itertools import product
from typing import Final, Protocol

from pipelines.text.decoders.gb import pairs
from pipelines.text.decoders.losses import Bytes, Symbols
from pipelines.text.language_model.folding import SHAPES
from pipelines.text.language_model.model import model

_TAIL: Final[Bytes] = frozenset(range(0x80, 0xC0))
_LEADS: Final = (
    (2, frozenset(range(0xC2, 0xE0))),
    (3, frozenset(range(0xE0, 0xF0))),
    (4, frozenset(range(0xF0, 0xF5))),
)
_HIGH: Final[Bytes] = frozenset(range(0x81, 0xFF))
_MOST: Final = 300  # characters thought of for one place: the commonest
Begun = tuple[tuple[str, ...], int, Symbols]


class Written(Protocol):
    """`begin` gives every way to make the first character of some bytes: the characters that fit, how many bytes they
    took, and the bytes as narrowed by it. No characters and no bytes taken: more bytes are needed.
    """

    codec: str

    def begin(self, rest: Symbols) -> Iterator[Begun]: ...


class Utf8:
    codec = "utf-8"

    def begin(self, rest: Symbols) -> Iterator[Begun]:
        first = rest[0]
        for size, leads in _LEADS:
            lead = first & leads
            if not lead:
                continue
            tail = tuple(symbol & _TAIL for symbol in rest[1:size])
            if not all(tail):
                continue
            if len(rest) < size:
                yield (), 0, (lead, *tail)
            else:
                yield _sequences((lead, *tail)), size, rest


class DoubleByte:
    """A charset of pairs."""

    def __init__(self, codec: str) -> None:
        self.codec = codec

    def begin(self, rest: Symbols) -> Iterator[Begun]:
        lead = rest[0] & _HIGH
        if not lead:
            return
        if len(rest) == 1:
            yield (), 0, (lead,)
        else:
            yield _double(self.codec, lead, rest[1]), 2, rest


@lru_cache(4096)
def _double(codec: str, lead: Bytes, trail: Bytes) -> tuple[str, ...]:
    table = pairs(codec)
    if len(lead) == len(trail) == 1:
        char = table.pairs.get(min(lead) << 8 | min(trail))
        return (char,) if char else ()
    letter = model().letter
    if len(lead) <= len(trail):
        found = (char for one in lead for two, char in table.by_lead.get(one, ()) if two in trail)
    else:
        found = (char for two in trail for one, char in table.by_trail.get(two, ()) if one in lead)
    return _commonest([char for char in found if letter(char) > 1])


def _commonest(chars: list[str]) -> tuple[str, ...]:
    return tuple(chars) if len(chars) <= _MOST else tuple(nsmallest(_MOST, chars, key=model().rank))


@lru_cache(8192)
def _sequences(pattern: Symbols) -> tuple[str, ...]:
    """The characters whose UTF-8 fits; where all bytes are known, whatever they make."""
    if all(len(symbol) == 1 for symbol in pattern):
        char = bytes(map(min, pattern)).decode("utf-8", "ignore")
        return (char,) if len(char) == 1 else ()
    sizes = [len(symbol) for symbol in pattern]
    if len(pattern) == 3 and sizes[0] * sizes[1] * sizes[2] <= 64:
        chars = (bytes(values).decode("utf-8", "ignore") for values in product(*pattern))
        return tuple(char for char in chars if len(char) == 1 and model().letter(char) > 1)
    known = tuple(min(symbol) if len(symbol) == 1 else None for symbol in pattern)
    near = _index().get(known, ()) if len(pattern) == 3 else ()
    return _commonest([char for char in near if all(map(frozenset.__contains__, pattern, char.encode()))])


@cache
def _index() -> dict[tuple[int | None, ...], tuple[str, ...]]:
    """The model's characters of three bytes, by what is known of these."""
    table: dict[tuple[int | None, ...], list[str]] = {}
    for char in dict.fromkeys((*model().vocabulary, *model().simplified, *map(chr, SHAPES))):
        data = char.encode()
        if len(data) != 3:
            continue
        for mask in range(7):
            key = tuple(byte if mask >> place & 1 else None for place, byte in enumerate(data))
            table.setdefault(key, []).append(char)
    return {key: tuple(chars) for key, chars in table.items()}
