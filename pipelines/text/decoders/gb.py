"""Double-byte charsets as tables of pairs: which character two bytes make, and which bytes a character has."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import Final

LEADS: Final = range(0x81, 0xFF)
TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_BORDER: Final = 10  # a byte that is no half of a pair
UNKNOWN: Final = -1
OUTSIDE: Final = -3  # unknown too, but of a character that the older, narrower charset does not have
GONE: Final = -4  # unknown too, and dropped without a mark, whatever stood behind it
DIGITS: Final = {"?": -5, "\ufffd": -6}  # a digit that went with half a character: its mark stays in its place
_WIDER: Final = {"gbk": ("gb18030",), "big5": ("cp950", "big5hkscs")}
_NARROW: Final = {"gbk": "gb2312"}


class Pairs:
    """One charset: `pairs` of bytes with the character that they make, and the `codes` of characters."""

    def __init__(self, codec: str) -> None:
        self.codec = codec
        # Decoded as one text, a line each: one by one, they take six times as long.
        ends = [bytes((trail, _BORDER)) for trail in TRAILS]
        grid = b"".join(lead + lead.join(ends) for lead in map(int.to_bytes, LEADS))
        codes = (lead << 8 | trail for lead in LEADS for trail in TRAILS)
        made = zip(codes, grid.decode(codec, "ignore").split(chr(_BORDER)), strict=False)
        self.pairs = {
            code: char
            for code, char in made
            if len(char) == 1 and char >= "\x80" and not "\ue000" <= char <= "\uf8ff"
        }
        self.codes = {char: code for code, char in self.pairs.items()}

    @cached_property
    def by_lead(self) -> dict[int, list[tuple[int, str]]]:
        """What an unknown second byte could make, as (byte, character)."""
        found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for code, char in self.pairs.items():
            found[code >> 8].append((code & 0xFF, char))
        return dict(found)

    @cached_property
    def by_trail(self) -> dict[int, list[tuple[int, str]]]:
        """What an unknown first byte could make, as (byte, character)."""
        found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for code, char in self.pairs.items():
            found[code & 0xFF].append((code >> 8, char))
        return dict(found)

    @cached_property
    def narrow(self) -> frozenset[str]:
        """The characters of the older charset that this one widens."""
        older = _NARROW.get(self.codec)
        return frozenset("".join(self.codes).encode(older, "ignore").decode(older)) if older else frozenset()

    def bytes_of(self, char: str) -> bytes | None:
        """One or two bytes, private-use characters as GB 18030 places them; None where it has none."""
        for codec in (self.codec, *_WIDER.get(self.codec, ())):
            data = char.encode(codec, "ignore")
            if data:
                return data if len(data) < 3 else None
        return None


@cache
def pairs(codec: str) -> Pairs:
    """The table of a charset, built once (6 ms)."""
    return Pairs(codec)
