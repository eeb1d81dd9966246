"""Runs of Japanese and Korean bytes set in step again: half a character keeps a mark, what follows it is read as written.

A byte lost sets the run behind it one off, to the next ASCII, where a byte is left over: U+FFFD. Which character lost
it is not asked, as the model knows Chinese alone: how frequent characters are tells where the run slips.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.text.charset import likelihood
from pipelines.text.charset.codec import decode_escaped, decode_plain
from pipelines.text.edits import Edit, trimmed

ENCODINGS: Final = frozenset({"euc-jp", "euc-kr", "shift_jis"})
_MARK: Final = "\ufffd"
_MARGIN: Final = 14.0  # bits that a run must cost less: a mark is 8 dearer as decoded
_CONFIDENCE: Final = 0.85  # so many of the runs changed are right but for one character
_FAR: Final = 1000  # bytes on each side of a mark
_RUN: Final = re.compile(rb"[@-~\x80-\xff]*")  # ASCII that may be half a character goes with the run


def find_out_of_step(
    data: bytes, text: str, starts: Sequence[int], span: tuple[int, int], encoding: str
) -> Iterator[Edit]:
    """Give the runs about a mark in code points `span` of `text` that read better with a slip. `starts`: where each code
    point begins in `data`.
    """
    first, last = span
    place = text.find(_MARK, first, last)
    while place >= 0:
        start, end = _run(data, starts, place, (first, last))
        piece = data[starts[start] : starts[end]]
        before = text[start:end]
        after = _read(piece, encoding, before.count(_MARK))
        if after is not None and after.replace(_MARK, "") != before.replace(_MARK, ""):
            yield trimmed(Edit("byte-shift", start, end, before, after, _CONFIDENCE))
        first = max(end, place + 1)
        place = text.find(_MARK, first, last)


def _run(data: bytes, starts: Sequence[int], place: int, span: tuple[int, int]) -> tuple[int, int]:
    """Code points of the run of bytes about a mark, within `span`."""
    at, low, high = starts[place], starts[span[0]], starts[span[1]]
    before = _RUN.match(data[max(at - _FAR, low) : at][::-1])
    after = _RUN.match(data, at, min(at + _FAR, high))
    start = bisect_left(starts, at - (before.end() if before else 0))
    return start, max(bisect_left(starts, after.end() if after else at), place + 1)


def _read(piece: bytes, encoding: str, marks: int) -> str | None:
    """The text of a run with slips; None where it is no better, or has more marks than one byte lost or added makes."""
    cost, sizes = likelihood.with_slips(piece, encoding)
    if cost + _MARGIN > likelihood.cost(decode_escaped(piece, encoding), encoding):
        return None
    place, chars = 0, []
    for size in sizes:
        unit = piece[place : place + size]
        chars.append(_MARK if size == 1 and unit > b"\x7f" else decode_plain(unit, encoding))
        place += size
    after = "".join(chars)
    return after if after.count(_MARK) <= marks + 1 else None
