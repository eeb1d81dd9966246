"""Charsets that show by their form: UTF-16 and UTF-32 without a mark, ISO-2022, HZ; and what is no text."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from pipelines.text.charset import codec, likelihood

_ISO_2022_JP = re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2}){1,9}")
_ISO_2022_KR = b"\x1b$)C"
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e]){1,500}~\}")
_RUNS = 20
_CONTROLS = bytes(range(9)) + bytes(range(0x0E, 0x1B)) + bytes(range(0x1C, 0x20))
_TEXT = bytes(set(range(256)) - set(_CONTROLS))
_NO_TEXT = frozenset(("Cc", "Cs", "Cn"))
_LOOKED_AT = 4096
_STREWN = 3
_LIKELY = 11.5  # bits a character
# Of two code units that lie side by side, how many have to have a zero byte. Where no byte is beyond ASCII there is
# nothing but ASCII in UTF-16, so all: `a\0bc` is a string that ends, and another.
_ALL_ASCII = 1.7
_SOME_ASCII = 0.3


def wide(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 by where their zero bytes are."""
    head = data[:_LOOKED_AT]
    head = head[: len(head) // 4 * 4]
    form = _by_zeros(head) if head else None
    return form if form and not _is_strewn(codec.decode_escaped(head, form)) else None


def _by_zeros(head: bytes) -> str | None:
    quarter = len(head) // 4
    zeros = [head[offset::4].count(0) / quarter for offset in range(4)]
    first, second, third, fourth = (share > 0.9 for share in zeros)
    if third and fourth and not first:
        return "utf-32le"
    if first and second and not fourth:
        return "utf-32be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    enough = _ALL_ASCII if head.isascii() else _SOME_ASCII
    if odd > enough and even < odd / 5:
        return "utf-16le"
    return "utf-16be" if even > enough and odd < even / 5 else None


def _is_strewn(text: str) -> bool:
    """Programs and pictures have zero bytes too, but as text they are full of controls, escapes and what is no character."""
    strange = sum(unicodedata.category(char) in _NO_TEXT for char in text if char not in "\t\n\f\r")
    return strange > max(_STREWN, len(text) / 50)


def wide_by_likelihood(data: bytes) -> str | None:
    """Tell UTF-16 in scripts that leave no zero bytes: the text must read well."""
    if len(data) < 8:
        return None
    return next((each for each in ("utf-16le", "utf-16be") if reads_well(data, each)), None)


def reads_well(data: bytes, encoding: str) -> bool:
    """Whether the beginning is likely text in UTF-16 or UTF-32. Half a code unit at the end is left out."""
    text = codec.decode_escaped(data[: min(600, len(data) // 4 * 4 or 2)], encoding)
    return bool(text) and likelihood.cost(text, encoding) / len(text) < _LIKELY


def mark_lies(data: bytes, encoding: str) -> bool:
    """Whether a byte order mark of UTF-16 stands before bytes that are none: no zero among them, and no sense in them."""
    return len(data) > 8 and b"\0" not in data[:_LOOKED_AT] and not reads_well(data, encoding)


def seven_bit(data: bytes) -> str | None:
    """Tell which of the charsets that shift into double bytes ASCII bytes are in; None for ASCII itself."""
    if b"\x1b" in data:
        if _ISO_2022_KR in data:
            return "iso-2022-kr"
        return "iso-2022-jp" if _ISO_2022_JP.search(data) else None
    return "hz-gb-2312" if b"~{" in data and _reads_as_hz(data) else None


def _reads_as_hz(data: bytes) -> bool:
    runs = b"".join(match[0] for match in islice(_HZ.finditer(data), _RUNS))
    text = codec.decode_escaped(runs, "hz-gb-2312")
    return bool(text) and likelihood.cost(text, "hz-gb-2312") / len(text) < 12


def is_binary(data: bytes) -> bool:
    """More than one byte in fifty is a control character that no text holds, and more than damage strews in."""
    head = data[: 4 * _LOOKED_AT]
    return len(head.translate(None, _TEXT)) > max(_STREWN, len(head) / 50)


def is_ebcdic(data: bytes) -> bool:
    """Blanks are 40, letters lie above 80, and ASCII's blank is hardly there."""
    head = data[:_LOOKED_AT]
    return head.count(0x40) * 12 > len(head) and head.count(0x20) * 50 < len(head)
