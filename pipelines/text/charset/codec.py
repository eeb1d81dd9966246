"""Bytes to text as browsers decode, without losing a byte on the way.

Two forms of text: the *escaped* one, in which each byte that means nothing stands as a lone surrogate, so that the
bytes can be had back; and the *plain* one, in which each piece of such bytes is one U+FFFD, cut as the WHATWG
Encoding Standard cuts them. Escapes: U+DC00 + byte opens a piece, U+D800 + byte continues it.
"""

from __future__ import annotations

import codecs
from functools import cache

from pipelines.pattern import Pattern
from pipelines.text.charset import iso2022, tables

ESCAPED = Pattern("([\udc00-\udcff][\ud800-\ud8ff]*)")  # grouped: split() gives the pieces at odd places
ASCII = bytes(range(0x80))
_HANDLER = "shilu.escape"
_BACK = "shilu.back"


def decode_escaped(data: bytes, encoding: str) -> str:
    """Decode `data`; bytes without meaning become escapes. Never raises, for any encoding that `labels` names."""
    if encoding == "iso-2022-jp":
        return iso2022.decode(data)
    table = tables.single_byte(encoding)
    if table is not None:
        return codecs.charmap_decode(data, "strict", table)[0]
    python = tables.python_codec(encoding)
    try:
        return data.decode(python)
    except UnicodeDecodeError:
        return data.decode(python, _HANDLER)


def decode_roughly(data: bytes, encoding: str) -> str:
    """Decode with Python's own table, each error U+FFFD: fast on rubbish, and good enough to weigh a reading."""
    return data.decode(tables.python_codec(encoding), "replace")


def high_bytes(data: bytes) -> int:
    """Count bytes above ASCII."""
    return len(data.translate(None, ASCII))


def plain(escaped: str, encoding: str) -> str:
    """Give the text for readers: escapes become U+FFFD, and Python's mappings those of the standard."""
    for ours, theirs in tables.python_departures(encoding):
        if ours in escaped:
            escaped = escaped.replace(ours, theirs)
    if escaped.isascii() or not ESCAPED.search(escaped):
        return escaped
    return ESCAPED.sub("\ufffd", escaped)


def decode_plain(data: bytes, encoding: str) -> str:
    """Decode as a browser would: U+FFFD for what means nothing, and the ASCII behind a bad lead byte survives."""
    table = tables.single_byte(encoding)
    if encoding == "iso-2022-jp" or table is not None:
        return plain(decode_escaped(data, encoding), encoding)
    python = tables.python_codec(encoding)
    try:
        text = data.decode(python)
    except UnicodeDecodeError:
        return plain(data.decode(python, _HANDLER), encoding)
    return _standard(text, encoding)


def encode_back(text: str, encoding: str) -> bytes:
    """Give the bytes that decode to `text`.

    For text that came from these bytes without loss they are the same bytes, but where a charset has two ways to
    write one character: there it is the usual way (the euro sign and the full-width blank of gb18030, NEC's and
    IBM's duplicates in Japanese charsets, 102 characters of Big5). Escapes give their bytes. U+FFFD tells nothing
    of what stood there: it becomes U+FFFD's own bytes in the Unicode encodings and gb18030, else FF where that
    means nothing, else `?`, as does a character that the charset lacks. `encoding.bytes_at` gives the bytes that
    really stood there.
    """
    for ours, theirs in tables.python_departures(encoding):
        if theirs in text and theirs not in "\u3000\ufffd":  # A1A1 writes the blank far more often than A3A0
            text = text.replace(theirs, ours)
    table = tables.single_byte(encoding)
    if table is not None:
        return codecs.charmap_encode(text, _BACK, _single_byte_map(encoding))[0]
    if encoding.startswith(("utf-16", "utf-32")):  # their codecs take no odd number of bytes back
        return b"".join(_wide_back(unit, encoding) for unit in ESCAPED.split(text))
    return text.encode(tables.python_codec(encoding), _BACK)


def encode_as_read(text: str, encoding: str) -> bytes:
    """Give the bytes that were read as `text`; UnicodeEncodeError where the charset has not all its characters.

    In charsets of one byte C1 controls are the bytes of their number: readers of Latin-1 leave them so.
    """
    if tables.single_byte(encoding) is None:
        return text.encode(tables.python_codec(encoding))
    return codecs.charmap_encode(text, "strict", _as_read(encoding))[0]


def _wide_back(unit: str, encoding: str) -> bytes:
    if ESCAPED.fullmatch(unit):
        return bytes(ord(char) & 0xFF for char in unit)
    return unit.encode(tables.python_codec(encoding), "replace")


def _standard(text: str, encoding: str) -> str:
    for ours, theirs in tables.python_departures(encoding):
        if ours in text:
            text = text.replace(ours, theirs)
    return text


@cache
def _single_byte_map(encoding: str) -> dict[int, int]:
    return {ord(char): byte for byte, char in enumerate(tables.single_byte(encoding) or "")}


@cache
def _as_read(encoding: str) -> dict[int, int]:
    return {code: code for code in range(0x80, 0xA0)} | _single_byte_map(encoding)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """What stands for the bytes at the error, and where decoding goes on (PEP 293)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start = error.object, error.start
    known, length = tables.unit(data, start, error.encoding)
    if known is not None:
        return known, start + length
    length = length or max(error.end - start, 1)
    return escape(data[start : start + length]), start + length


def escape(piece: bytes) -> str:
    return chr(0xDC00 + piece[0]) + "".join(chr(0xD800 + byte) for byte in piece[1:])


def _give_back(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # All of a run at once: CPython looks for its end at each error, and a line of Chinese is one run in Cyrillic.
    run = error.object[error.start : error.end]
    return b"".join(tables.bytes_of(char, error.encoding) for char in run), error.end


codecs.register_error(_HANDLER, _escape)
codecs.register_error(_BACK, _give_back)
