"""The bytes that can tell charsets apart: runs that are not markup."""

from __future__ import annotations

import re

# From a byte above ASCII on, with what may be trail bytes of a double-byte charset: letters and digits, but no
# blank, quote or angle bracket, so that a run begins with a whole character and ends at markup. A letter before
# the run is kept too: whether text joins Latin letters tells much.
_RUN = re.compile(rb"[\x80-\xff][0-9\x40-\x7e\x80-\xff]{0,1000}")
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
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


def _runs(data: bytes, start: int, enough: int) -> list[bytes]:
    runs: list[bytes] = []
    for match in _RUN.finditer(data, start):
        first, end = match.span()
        runs.append(data[first - 1 : end] if first and data[first - 1] in _LETTERS else match[0])
        enough -= end - first
        if enough <= 0:
            break
    return runs
