"""Quotes, apostrophes and dashes of windows-1252 in a page of UTF-8: text pasted from a word processor, its bytes kept.

Such a byte alone continues no character. It may be all that is left of one; so it must stand where its mark belongs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.text.edits import Edit

KIND: Final = "mojibake"
_STRAY: Final = re.compile(rb"[\x85\x91-\x97](?=[\x00-\x7f\xc2-\xf4]|\Z)")
_WHOLE: Final = re.compile(
    rb"(?:\A|[\x00-\x7f]|(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})[\x80-\xbf])\Z"
)
_BETWEEN: Final = bytes(range(0x21)) + b"=!>\x7f"  # what programs put inside characters
_FAR: Final = 12  # bytes
_OPENS: Final = {b"\x91": b"\x92", b"\x93": b"\x94"}
_UNTOLD: Final = b"\x85\x96\x97"  # dashes and dots, which nothing tells but others beside them
_WORD: Final = re.compile(rb"[A-Za-z]\x92[A-Za-z]")


def shows_stray_marks(data: bytes) -> bool:
    """Whether such a byte is there; where each character begins takes longer to find out."""
    return next(_strays(data), None) is not None


def find_stray_marks(data: bytes, text: str, starts: Sequence[int]) -> Iterator[Edit]:
    """Give the marks, sorted. `starts`: where each code point of `text` begins in `data`."""
    found = list(_strays(data))
    belong = set(_belonging(data, found))
    for match in found if belong else ():
        place = bisect_left(starts, match.start())
        if (match.start() in belong or match[0] in _UNTOLD) and text[place] == "\ufffd":
            yield Edit(KIND, place, place + 1, "\ufffd", match[0].decode("cp1252"), 0.95)


def _strays(data: bytes) -> Iterator[re.Match[bytes]]:
    """Those before which all characters are whole, so that none of them lacks its end."""
    for match in _STRAY.finditer(data):
        before = data[max(match.start() - _FAR, 0) : match.start()].rstrip(_BETWEEN)
        if _WHOLE.search(before):
            yield match


def _belonging(data: bytes, found: Sequence[re.Match[bytes]]) -> Iterator[int]:
    """Where apostrophes stand inside words, and quotes that open and close."""
    opened: re.Match[bytes] | None = None
    for match in found:
        if _WORD.match(data, match.start() - 1):
            yield match.start()
        elif match[0] in _OPENS:
            opened = match
        elif opened and _OPENS[opened[0]] == match[0]:
            yield from (opened.start(), match.start())
            opened = None
