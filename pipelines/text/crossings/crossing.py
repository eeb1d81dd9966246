"""In which charsets texts are written and read that cross from one to another, and the way back."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.charset.codec import encode_as_read

WEIGHED: Final = 1000  # characters of a long line that are weighed
_SINGLE: Final = ("cp1252", "latin-1", "iso8859-15", "cp1251", "cp1254", "koi8-r", "cp437", "cp850", "mac-roman")
# Charsets in which pages of East Asia are read where a program has its own country's: their letters alone tell nothing.
ELSEWHERE: Final = (
    *(f"windows-{number}" for number in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258, 874)),
    *(f"iso-8859-{number}" for number in (2, 4, 5, 7, 9, 10, 13, 14, 16)),
    *("koi8-u", "ibm866", "cp852", "x-mac-cyrillic"),
)
DOUBLE: Final = ("gb18030", "big5hkscs", "cp949", "cp932")
_WIDE: Final = Pattern("[\u3000-\u9fff\uac00-\ud7a3]")  # in no charset of one byte
_EAST_ASIAN: Final = ("gb18030", "big5hkscs", "cp949", "euc_jp", "cp932")


@dataclass(frozen=True, slots=True)
class Crossing:
    """In which charset a text was read, and in which it was written."""

    read: str
    written: str


def crossings(text: str) -> Iterator[Crossing]:
    """Give those by which `text` may have come about, the commonest first: what it was read in has all its characters."""
    readable: dict[str, bool] = {}
    for crossing in _of_pairs() if _WIDE.search(text) else _all():
        if crossing.read not in readable:
            readable[crossing.read] = _is_readable(text[:WEIGHED], crossing.read)
        if readable[crossing.read]:
            yield crossing


@cache
def _all() -> tuple[Crossing, ...]:
    double = ((read, written) for read in (*_SINGLE, *ELSEWHERE, *DOUBLE) for written in _EAST_ASIAN)
    return (
        *(Crossing(read, "utf-8") for read in (*_SINGLE, *DOUBLE, *ELSEWHERE)),
        *(Crossing(read, written) for read, written in double if read != written),
    )


@cache
def _of_pairs() -> tuple[Crossing, ...]:
    return tuple(crossing for crossing in _all() if crossing.read in DOUBLE)


def _is_readable(text: str, charset: str) -> bool:
    try:
        _encode(text, charset)
    except UnicodeEncodeError:
        return False
    return True


def undo(text: str, crossing: Crossing) -> str | None:
    """Encode back and decode as written; None where either cannot be. Of a long text the beginning is tried first, and
    what is left of a last character that was cut stays as it stands: a search for it would read all of the text anew.
    """
    decoder = getincrementaldecoder(crossing.written)()
    long = len(text) > WEIGHED
    try:
        if long:
            decoder.decode(_encode(text[:WEIGHED], crossing.read))
            decoder.reset()
        after = decoder.decode(_encode(text, crossing.read), not long or crossing.read in DOUBLE)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    return after + text[len(text) - len(decoder.getstate()[0]) :]


def _encode(text: str, charset: str) -> bytes:
    """Encode as browsers read: the bytes that a charset of Windows leaves open are the C1 controls of the same number."""
    return _encode_briefly(text, charset) if len(text) <= WEIGHED else _as_browsers_read(text, charset)


@lru_cache(maxsize=16)  # the same line is decoded in one charset after the other
def _encode_briefly(text: str, charset: str) -> bytes:
    return _as_browsers_read(text, charset)


def _as_browsers_read(text: str, charset: str) -> bytes:
    charset = "windows-1252" if charset == "cp1252" else charset
    return encode_as_read(text, charset) if charset in (*ELSEWHERE, "windows-1252") else text.encode(charset)
