"""The bytes that can tell charsets apart: runs that are not markup."""

from __future__ import annotations

import re

# From a byte above ASCII on, with what may be trail bytes of a double-byte charset: letters and digits, but no
# blank, quote or angle bracket, so that a run begins with a whole character and ends at markup. A letter before
# the run is kept too: whether text joins Latin letters tells much.
_RUN = re.compile(rb"[\x80-\xff][0-9\x40-\x7e\x80-\xff]{0,1000}")
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_PHRASE = re.compile(rb'[\x80-\xff][^<>"=\x00-\x1f]{0,200}')
_OPENERS = re.compile(rb'[<>{}"=;\x00-\x1f]')
_BEFORE = 60  # bytes of a phrase before the first above ASCII
_UTF8 = re.compile(rb"(?<![\x80-\xff])(?:[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}){2,}(?![\x80-\xff])")
_ASCII = bytes(range(0x80))
ENOUGH = 320


def sample(data: bytes, enough: int = ENOUGH) -> bytes:
    """Give runs of text from the start and the middle of `data`, a blank behind each, about `enough` bytes."""
    runs = _runs(data, 0, enough if len(data) < 4096 else enough // 2)
    if len(data) >= 4096:
        middle = data.find(b"<", len(data) // 2)
        runs += _runs(data, middle if middle > 0 else len(data), enough // 2)
    return b" ".join(runs)


def high(data: bytes) -> bytes:
    """Give bytes above ASCII alone, from the start and the middle: several times faster to have than runs.

    They are whole characters only where both bytes of each are above ASCII, as in GB 2312 and the EUC charsets.
    """
    bytes_ = data.translate(None, _ASCII)
    middle = len(bytes_) // 4 * 2
    return bytes_[: ENOUGH // 2] + bytes_[middle : middle + ENOUGH // 2]


def phrases(data: bytes, enough: int = ENOUGH) -> bytes:
    """Give whole phrases with bytes above ASCII, from the start and the middle of `data`: the letters of ASCII in
    them tell the language. What is UTF-8, in a page that is partly so, is left out where there is more.
    """
    found: list[bytes] = []
    starts = (0,) if len(data) < 4096 else (0, len(data) // 2)
    last = 0
    for start in starts:
        room = enough // len(starts)
        for match in _PHRASE.finditer(data, max(start, last)):
            before = data[max(match.start() - _BEFORE, last) : match.start()]
            found.append(_OPENERS.split(before)[-1] + match[0])
            last = match.end()
            room -= len(found[-1])
            if room <= 0:
                break
    whole = b" ".join(found)
    return _UTF8.sub(b" ", whole).strip() or whole


def _runs(data: bytes, start: int, enough: int) -> list[bytes]:
    runs: list[bytes] = []
    for match in _RUN.finditer(data, start):
        first, end = match.span()
        runs.append(data[first - 1 : end] if first and data[first - 1] in _LETTERS else match[0])
        enough -= end - first
        if enough <= 0:
            break
    return runs
