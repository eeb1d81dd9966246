"""ISO-2022-JP as browsers read it: Python's codec lacks NEC's row 13 and gives up at the first odd escape."""

from __future__ import annotations

import re

from pipelines.text.charset.tables import shift_jis_char

# Escape sequences and what follows them: ASCII and JIS X 0201 Roman, JIS X 0201 kana, JIS X 0208 (1978, 1983).
_SHIFT = re.compile(rb"\x1b(\([BJI]|\$[@B])")
_PAIR = re.compile(rb"[\x21-\x7e]{2}|.", re.DOTALL)


def decode(data: bytes) -> str:
    """Decode; bytes above 7F and pairs without a character become escapes (see `codec`)."""
    pieces = _SHIFT.split(data)
    texts = [_roman(pieces[0])]
    for mode, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        texts.append(_READERS[mode](piece))
    return "".join(texts)


def _roman(piece: bytes) -> str:
    return "".join(map(_byte, piece)) if not piece.isascii() else piece.decode("ascii")


def _byte(byte: int) -> str:
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)


def _kana(piece: bytes) -> str:
    return "".join(chr(byte + 0xFF40) if 0x21 <= byte <= 0x5F else _byte(byte) for byte in piece)


def _kanji(piece: bytes) -> str:
    return "".join(map(_pair, _PAIR.findall(piece)))


def _pair(unit: bytes) -> str:
    if len(unit) == 1:
        return _byte(unit[0])
    char = shift_jis_char(unit[0] - 0x20, unit[1] - 0x20)
    return char or chr(0xDC00 + unit[0]) + chr(0xD800 + unit[1])


_READERS = {b"(B": _roman, b"(J": _roman, b"(I": _kana, b"$@": _kanji, b"$B": _kanji}
