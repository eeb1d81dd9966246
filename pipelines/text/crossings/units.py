"""A line cut into units: each with the bytes that may have stood in its place, as a decoder of another charset left them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.text.decoders.losses import ANY, Bytes, Decoder, Marked, Option, only
from pipelines.text.decoders.swallowed import swallowed

_OTHER: Final = 12.0  # a mark that stands for a byte which the decoder should have read
FIGURE: Final[Bytes] = frozenset(b"0123456789")
_ANY_ASCII: Final[Bytes] = frozenset(range(0x20, 0x40))
# What went with half a character, and what it costs to believe it. A mark keeps the place of what is not told.
_SWALLOWED: Final = ((FIGURE, 0.0), (only(0x20), 1.0), (only(0x0A), 4.0), (_ANY_ASCII, 9.0))
MARKS: Final = frozenset("?\ufffd")


@dataclass(frozen=True, slots=True)
class Unit:
    """A character of the line: the bytes that may have stood there, and what may have gone before it without trace.

    `otherwise` is asked where `options` fit nowhere.
    """

    char: str
    options: tuple[Option, ...]
    otherwise: tuple[Option, ...] = ()
    dropped: Bytes = frozenset()


def units(line: str, decoder: Decoder, *, silent: bool) -> list[Unit]:
    """Cut a line. `silent`: bytes that the decoder could not read went without a mark."""
    known = [() if char in MARKS else decoder.options(char) for char in line]
    result = []
    for place, char in enumerate(line):
        if char in MARKS:
            following = _first(known[place + 1]) if place + 1 < len(line) else None
            result.append(Unit(char, tuple(_lost(line, place, decoder, following)), (((ANY,), _OTHER),)))
            continue
        first = _first(known[place])
        dropped = decoder.lost_before(first) if silent and first is not None else frozenset()
        result.append(Unit(char, known[place], dropped=dropped))
    return result


def _first(options: tuple[Option, ...]) -> int | None:
    return min(options[0][0][0]) if options else None


def _lost(line: str, place: int, decoder: Decoder, following: int | None) -> Iterator[Option]:
    """What a mark stands for: bytes that make no pair, so that one alone goes before ASCII only, or at the end."""
    at_end = place + 1 == len(line)
    if decoder.marked is Marked.BYTE or at_end or (decoder.marked is Marked.PAIR and _is_ascii(following)):
        yield (decoder.lost_before(following),), 0.0
    if decoder.marked is not Marked.BYTE:
        yield from ((pair, 0.0) for pair in decoder.lost_pairs())
    if decoder.marked is Marked.ALL and not at_end:
        char, cost = swallowed(line, place + 1)
        told = ((only(ord(char)), cost),) if char else ()
        yield from (((ANY, symbol), cost) for symbol, cost in (*told, *_SWALLOWED))


def _is_ascii(byte: int | None) -> bool:
    return byte is not None and byte < 0x80
