"""Where Python's codecs are not those of the WHATWG Encoding Standard, and what makes up the difference."""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"

_PYTHON = {
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-8-i": "iso8859-8",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "hz-gb-2312": "hz",
}

_MULTI_BYTE = frozenset(
    (
        *("utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"),
        *("gb18030", "hz-gb-2312", "big5", "euc-kr", "johab", "iso-2022-kr"),
        *("shift_jis", "euc-jp", "iso-2022-jp", "euc-jis-2004", "shift-jis-2004"),
    )
)

# Characters that Python's codec gives (left) for what the standard maps to another (right).
# gb18030: A3A0 is the full-width blank of many an old page; the rest is GB 18030-2022, which gave to 19 characters
# the code points that Unicode has for them by now.
_DEPARTURES = {
    "gb18030": (
        "\ue5e5\ue7c7\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue81e\ue826\ue82b\ue82c\ue832"
        "\ue843\ue854\ue864",
        "\u3000\u1e3f\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8"
        "\u9fb9\u9fba\u9fbb",
    ),
    "big5": ("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡"),
    "euc-jp": ("〜‖−¢£¬", "～∥－￠￡￢"),
    "shift_jis": ("\uf8f0\uf8f1\uf8f2\uf8f3", "\ufffd\ufffd\ufffd\ufffd"),  # bytes without meaning: A0, FD to FF
}

_SINGLE_BYTE_DEPARTURES = {"koi8-u": {0xAE: "ў", 0xBE: "Ў"}, "windows-1255": {0xCA: "\u05ba"}}


def python_codec(encoding: str) -> str:
    return _PYTHON.get(encoding, encoding)


@cache
def python_departures(encoding: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(*_DEPARTURES.get(encoding, ("", "")), strict=True))


@cache
def single_byte(encoding: str) -> str | None:
    """Give the 256 characters of a single-byte charset, escapes where a byte has no meaning; None for others."""
    if encoding in _MULTI_BYTE:
        return None
    if encoding == "x-user-defined":
        return "".join(chr(byte if byte < 0x80 else 0xF700 + byte) for byte in range(256))
    own = _SINGLE_BYTE_DEPARTURES.get(encoding, {})
    return "".join(own.get(byte) or _single(byte, encoding) for byte in range(256))


def _single(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(python_codec(encoding))
    except UnicodeDecodeError:
        # The standard fills the holes of the windows charsets with the C1 controls, no others.
        hole = encoding.startswith("windows-") and byte < 0xA0
        return chr(byte) if hole else chr(0xDC00 + byte)


def unit(data: bytes, start: int, codec: str) -> tuple[str | None, int]:
    """Read what Python's `codec` could not at `start`.

    Gives the character that the standard has there and its length in bytes; or None and the length of the piece
    that is to be one U+FFFD; or None and 0, which leaves the length to the codec.
    """
    if codec in ("utf-8", "utf8"):
        return _joined(data[start : start + 6])
    if codec.startswith(("utf-", "utf_", "iso2022", "hz")):
        return None, 0
    lead = data[start]
    if codec == "gb18030":
        return _gb18030_unit(data, start, lead)
    pair = data[start : start + 2]
    if codec == "big5hkscs" and pair in _big5_extra():
        return _big5_extra()[pair], 2
    if codec == "euc_jp":
        return _euc_jp_unit(data, start, lead)
    return None, _pair_length(pair)


def _joined(data: bytes) -> tuple[str | None, int]:
    """Read two halves of a pair in three bytes each (CESU-8, Unicode Technical Report 26), as databases store emoji."""
    if len(data) < 6 or data[0] != 0xED or data[3] != 0xED:
        return None, 0
    try:
        char = data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        return None, 0
    return (char, 6) if len(char) == 1 else (None, 0)


def _pair_length(pair: bytes) -> int:
    """A lead byte takes a bad trail byte with it, but never ASCII (the standard's "prepend byte")."""
    return 2 if len(pair) == 2 and 0x81 <= pair[0] <= 0xFE and pair[1] >= 0x80 else 1


def _gb18030_unit(data: bytes, start: int, lead: int) -> tuple[str | None, int]:
    if lead == 0x80:
        return "€", 1
    four = data[start : start + 4]
    if len(four) == 4 and _is_four(four):
        return None, 4
    return None, _pair_length(four[:2])


def _is_four(four: bytes) -> bool:
    digits, leads = b"0123456789", range(0x81, 0xFF)
    return four[0] in leads and four[1] in digits and four[2] in leads and four[3] in digits


def _euc_jp_unit(data: bytes, start: int, lead: int) -> tuple[str | None, int]:
    pair = data[start : start + 2]
    if lead == 0x8F and len(pair) == 2 and 0xA1 <= pair[1] <= 0xFE:
        third = data[start + 2 : start + 3]
        return None, 3 if third >= b"\x80" else 2
    known = _euc_jp_extra().get(pair)
    if known:
        return known, 2
    is_lead = lead in (0x8E, 0x8F) or 0xA1 <= lead <= 0xFE
    return None, _pair_length(pair) if is_lead else 1


@cache
def _big5_extra() -> dict[bytes, str]:
    extra: dict[bytes, str] = {}
    for line in (_DATA / "charset_big5.txt").read_text("utf-8").splitlines()[1:]:
        start, characters = line.split(" ", 1)
        pointer = _big5_pointer(bytes.fromhex(start))
        extra |= {_big5_pair(pointer + offset): char for offset, char in enumerate(characters)}
    return extra


def _big5_pointer(pair: bytes) -> int:
    return (pair[0] - 0x81) * 157 + pair[1] - (0x40 if pair[1] < 0x7F else 0x62)


def _big5_pair(pointer: int) -> bytes:
    lead, trail = divmod(pointer, 157)
    return bytes([lead + 0x81, trail + (0x40 if trail < 0x3F else 0x62)])


@cache
def _euc_jp_extra() -> dict[bytes, str]:
    """NEC's and IBM's rows of JIS X 0208, 13 and 89 to 92, which browsers read in EUC-JP too, as in cp932."""
    extra: dict[bytes, str] = {}
    for row in (13, 89, 90, 91, 92):
        for cell in range(1, 95):
            char = shift_jis_char(row, cell)
            if char:
                extra[bytes([0xA0 + row, 0xA0 + cell])] = char
    return extra


def shift_jis_char(row: int, cell: int) -> str | None:
    """Give the character at a place of JIS X 0208 with its extensions."""
    lead, half = divmod(row - 1, 2)
    lead += 0x81 if lead < 31 else 0xC1
    trail = cell + 0x9E if half else cell + (0x3F if cell < 64 else 0x40)
    try:
        return bytes([lead, trail]).decode("cp932")
    except UnicodeDecodeError:
        return None


_EXTRA = {"big5hkscs": _big5_extra, "euc_jp": _euc_jp_extra}


@cache
def _extra_bytes(codec: str) -> dict[str, bytes]:
    return {char: pair for pair, char in _EXTRA[codec]().items()} if codec in _EXTRA else {}


def bytes_of(char: str, codec: str) -> bytes:
    """Give the bytes for what Python's `codec` cannot encode: an escape, the standard's additions, a filler."""
    code = ord(char)
    if 0xDC00 <= code <= 0xDCFF or 0xD800 <= code <= 0xD8FF:
        return bytes([code & 0xFF])
    known = _extra_bytes(codec).get(char)
    if known:
        return known
    return b"\xff" if codec in ("big5hkscs", "cp949", "euc_jp", "cp932") else b"?"


def is_known(encoding: str) -> bool:
    """Tell whether `encoding` can be decoded here."""
    try:
        codecs.lookup(python_codec(encoding))
    except LookupError:
        return encoding == "x-user-defined"
    return True
