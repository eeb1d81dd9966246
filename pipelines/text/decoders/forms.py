"""How bytes make characters in the charsets whose damage is undone byte by byte, some of the bytes unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final, Protocol

from pipelines.text.decoders.gb import UNKNOWN, Pairs, pairs
from pipelines.text.language_model.folding import SHAPES
from pipelines.text.language_model.model import CONTEXT_MASK, model

Symbols = tuple[int, ...]
# Nats that a run of bytes must read better from the next byte on than from this one, before a slip is believed possible.
_BETTER: Final = -1.0
_AHEAD: Final = 4  # characters read ahead to tell
_USUAL: Final = 6.0  # nats that a character costs in good text
_NO_PAIR: Final = -14.0
_NEAR: Final = 3  # bytes on each side of a broken sequence that may be part of it
_TRAILS: Final = range(0x80, 0xC0)


class Form(Protocol):
    """One charset. `kind` names the edits made in it; `slip`: nats that a byte lost where nothing shows it costs;
    `marks`: what programs put in the place of a byte; `replaced`: what they put in the place of certain ones.
    """

    kind: str
    slip: float
    marks: tuple[bytes, ...]
    replaced: Mapping[bytes, bytes]

    def chars(self, symbols: Symbols) -> Sequence[str] | None:
        """Give the characters that `symbols` may be; None: they are the beginning of one."""

    def gaps(self, data: bytes) -> Gaps:
        """Give the places where bytes may be missing or too many without a sign."""


class Gaps(Protocol):
    """Where bytes may be missing or too many without a sign."""

    def before(self, place: int) -> bool:
        """Whether a byte may be lost before byte `place`, or `place` be too many, if a character begins there."""

    def inside(self, place: int) -> bool:
        """The same if `place` is to go on with a character."""


class DoubleByte:
    """GBK and Big5: a byte lost or too many sets the run behind it one off."""

    kind: str = "byte-shift"
    slip: float = 8.0
    replaced: Mapping[bytes, bytes] = MappingProxyType({})
    marks: tuple[bytes, ...] = (b"?", b"\xef\xbf\xbd", b"\x84\x31\xa4\x37")  # U+FFFD of UTF-8 and of GB 18030

    def __init__(self, codec: str) -> None:
        self.pairs: Pairs = pairs(codec)
        self._by_lead = _known(self.pairs.by_lead)
        self._by_trail = _known(self.pairs.by_trail)

    def chars(self, symbols: Symbols) -> Sequence[str] | None:
        one = symbols[0]
        if len(symbols) == 1:
            if 0 <= one < 0x80:
                return (chr(one),)
            return None if one == UNKNOWN or 0x80 < one < 0xFF else ()
        two = symbols[1]
        if one >= 0 and two >= 0:
            char = self.pairs.pairs.get(one << 8 | two)
            return (char,) if char else ()
        if one < 0 and two < 0:
            return ()
        return self._by_lead.get(one, ()) if two < 0 else self._by_trail.get(two, ())

    def gaps(self, data: bytes) -> Gaps:
        return _Ahead(self.pairs, data)


class _Ahead:
    """A slip is believed possible where the run reads better one byte further on."""

    def __init__(self, pairs: Pairs, data: bytes) -> None:
        self._pairs = pairs.pairs
        self._data = data
        self._known: dict[int, float] = {}

    def before(self, place: int) -> bool:
        return self._is_half(place) or self._weight(place + 1) - self._weight(place) > _BETTER

    def inside(self, place: int) -> bool:
        if self._data[place] < 0x80 or self._is_half(place + 1):
            return True
        return self._weight(place) - self._weight(place + 1) > _BETTER

    def _is_half(self, place: int) -> bool:
        """Whether this is a letter alone among others, which may be half a character."""
        here = self._data[place : place + 1]
        return b"@" <= here <= b"~" and not self._data[place - 1 : place + 2 : 2].isascii()

    def _weight(self, place: int) -> float:
        weight = self._known.get(place)
        if weight is None:
            weight = self._known[place] = self._read(place)
        return weight

    def _read(self, place: int) -> float:
        """How well the next characters read if one begins at `place`; the run ends at ASCII."""
        weigh, data = model(), self._data
        total, context = 0.0, 0
        for _ in range(_AHEAD):
            if place >= len(data) or data[place] < 0x40:
                break
            size = 1 if data[place] < 0x80 else 2
            code = int.from_bytes(data[place : place + size], "big")
            char = chr(code) if size == 1 else self._pairs.get(code)
            if char is None:
                return total + _NO_PAIR
            letter = weigh.letter(char)
            total += weigh.next(context, letter) + _USUAL
            context = (context << 16 | letter) & CONTEXT_MASK
            place += size
        return total


class Utf8:
    """UTF-8: a byte lost breaks its own character and no other."""

    kind: str = "lost-byte"
    slip: float = 2.0  # the sequence is broken: something is wrong with it
    marks: tuple[bytes, ...] = (b"?",)
    # The blank that does not break, quotes, dashes and dots of windows-1252, for those of ASCII.
    replaced: Mapping[bytes, bytes] = MappingProxyType(
        {b" ": b"\xa0", b"'": b"\x91\x92", b'"': b"\x93\x94", b"-": b"\x96\x97", b"...": b"\x85"}
    )

    def chars(self, symbols: Symbols) -> Sequence[str] | None:
        one = symbols[0]
        if 0 <= one < 0x80:
            return (chr(one),)
        if any(symbol >= 0 and symbol not in _TRAILS for symbol in symbols[1:]):
            return ()
        size = _utf8_size(one)
        if len(symbols) < size:
            return None
        if UNKNOWN in symbols:
            return _utf8_index().get(symbols, ())
        char = bytes(symbols).decode("utf-8", "ignore")
        return (char,) if len(char) == 1 else ()

    def gaps(self, data: bytes) -> Gaps:
        return _Broken(data)


class _Broken:
    """Bytes are lost only in or beside sequences that are broken."""

    def __init__(self, data: bytes) -> None:
        self._places = frozenset(
            place for start, end in _broken_utf8(data) for place in range(start - _NEAR, end + _NEAR)
        )

    def before(self, place: int) -> bool:
        return place in self._places

    inside = before


def _utf8_size(lead: int) -> int:
    """Bytes of the sequence that `lead` opens; 0 where none does. An unknown one opens a Chinese character."""
    if lead == UNKNOWN:
        return 3
    if not 0xC2 <= lead <= 0xF4:
        return 0
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _broken_utf8(data: bytes) -> Iterator[tuple[int, int]]:
    """Pieces that are not UTF-8, as (start, end)."""
    place = 0
    while place < len(data):
        try:
            data[place:].decode("utf-8")
        except UnicodeDecodeError as error:
            yield place + error.start, place + error.end
            place += error.end
        else:
            return


def _known(table: dict[int, list[tuple[int, str]]]) -> dict[int, tuple[str, ...]]:
    """The characters that may have stood there: those that the model knows, but for forms of vertical lines."""
    letter = model().letter
    return {
        byte: tuple(char for _, char in chars if letter(char) > 1 and not "\ufe30" <= char <= "\ufe4f")
        for byte, chars in table.items()
    }


@cache
def _utf8_index() -> dict[Symbols, tuple[str, ...]]:
    """Characters of three bytes by the two bytes known of them."""
    table: dict[Symbols, list[str]] = {}
    weigh = model()
    forms = (form for forms in weigh.traditional.values() for form in forms)
    for char in dict.fromkeys((*weigh.vocabulary, *weigh.simplified, *forms, *map(chr, SHAPES))):
        if len(data := char.encode()) == 3:
            a, b, c = data
            for key in ((a, b, UNKNOWN), (a, UNKNOWN, c), (UNKNOWN, b, c)):
                table.setdefault(key, []).append(char)
    return {key: tuple(chars) for key, chars in table.items()}


_FORMS: Final[dict[str, Callable[[], Form]]] = {
    "gb18030": lambda: DoubleByte("gbk"),
    "big5": lambda: DoubleByte("big5hkscs"),
    "utf-8": Utf8,
}


@cache
def form_of(encoding: str) -> Form | None:
    """The form of a charset, None for those that no damage is undone in."""
    build = _FORMS.get(encoding)
    return build() if build else None
