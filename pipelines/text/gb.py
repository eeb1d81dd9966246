"""Double-byte charsets as tables of pairs: which character two bytes make, and which bytes a character has."""

from __future__ import annotations

from functools import cache
from typing import Final

LEADS: Final = range(0x81, 0xFF)
TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))
UNKNOWN: Final = -1
OUTSIDE: Final = -3  # unknown too, but of a character that the older, narrower charset does not have
GONE: Final = -4  # unknown too, and dropped without a mark, whatever stood behind it
DIGITS: Final = {"?": -5, "\ufffd": -6}  # a digit that went with half a character: its mark stays in its place
_WIDER: Final = {"gbk": ("gb18030",), "big5": ("cp950", "big5hkscs")}
_NARROW: Final = {"gbk": "gb2312"}


class Pairs:
    """One charset. `by_lead` and `by_trail` give what an unknown other byte could make, as (byte, character).

    `narrow` are the characters of the older charset that this one widens.
    """

    __slots__ = ("by_lead", "by_trail", "codec", "codes", "narrow", "pairs")

    def __init__(self, codec: str) -> None:
        self.codec = codec
        self.pairs: dict[int, str] = {}
        self.by_lead: dict[int, list[tuple[int, str]]] = {}
        self.by_trail: dict[int, list[tuple[int, str]]] = {}
        for lead in LEADS:
            for trail in TRAILS:
                char = bytes((lead, trail)).decode(codec, "ignore")
                if len(char) != 1 or "\ue000" <= char <= "\uf8ff" or char < "\x80":
                    continue
                self.pairs[lead << 8 | trail] = char
                self.by_lead.setdefault(lead, []).append((trail, char))
                self.by_trail.setdefault(trail, []).append((lead, char))
        self.codes = {char: code for code, char in self.pairs.items()}
        narrow = _NARROW.get(codec)
        self.narrow = frozenset(c for c in self.pairs.values() if narrow and c.encode(narrow, "ignore"))

    def bytes_of(self, char: str) -> bytes | None:
        """One or two bytes, private-use characters as GB 18030 places them; None where it has none."""
        for codec in (self.codec, *_WIDER.get(self.codec, ())):
            data = char.encode(codec, "ignore")
            if data:
                return data if len(data) < 3 else None
        return None


@cache
def pairs(codec: str) -> Pairs:
    """The table of a charset, built once (10 ms)."""
    return Pairs(codec)
