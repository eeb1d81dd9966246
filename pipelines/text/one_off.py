"""Odd characters where a byte was lost or added and no decoder put a mark: the text beside them reads better one byte on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from pipelines.text.gb import Pairs, pairs
from pipelines.text.model import model, rare_han
from pipelines.text.out_of_step import AROUND, BEHIND, gain

_COMMON: Final = 2200  # rank of a character among all, up to which what stands one byte off is worth a look
_LEAST: Final = 9.0  # nats by which a stretch must read better
# Letters and signs that stand alone among Chinese characters where bytes are out of line: the rows of GB 2312 and GBK
# before Han, without the marks and digits that text is full of.
_OTHERS: Final = (
    "\u00a4-\u00a8\u00b0-\u00b6\u00c0-\u01dc\u0251-\u02d9\u0391-\u0451\u2160-\u22bf\u2312-\u2642\u3003-\u3007"
    "\u3012-\u3129\u3220-\u33d5\uff02-\uff07\uff0a\uff0b\uff1c-\uff1e\uff20-\uff5d"
)


@cache
def _odd() -> re.Pattern[str]:
    """Rare characters, and what is none of Chinese where it touches one."""
    # The class comes first: the engine then passes over everything else at once.
    rare = rare_han()
    return re.compile(f"[{rare}{_OTHERS}](?:(?<=[{rare}])|(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))")


@cache
def _common(codec: str) -> frozenset[int]:
    """The pairs that make common characters."""
    rank = model().rank
    return frozenset(code for code, char in pairs(codec).pairs.items() if rank(char) < _COMMON)


def out_of_line(text: str, codecs: Sequence[str]) -> Iterator[re.Match[str]]:
    """Give odd characters around which the text reads better one byte off, in any of the charsets."""
    for match in _odd().finditer(text):
        place = match.start()
        first = max(place - BEHIND, 0)
        if _is_out(text[first : place + 1 + AROUND], place - first, tuple(codecs)):
            yield match


@lru_cache(maxsize=8192)  # names come back on a site's pages, and this is most of what a good page is asked
def _is_out(around: str, place: int, codecs: tuple[str, ...]) -> bool:
    near = around[max(place - 2, 0) : place + 3]
    tables = [pairs(codec) for codec in codecs]
    return any(_hints(near, table) and gain(around, place, place + 1, table) > _LEAST for table in tables)


def _hints(around: str, table: Pairs) -> bool:
    """Whether two common characters in a row lie one byte off."""
    common, codes = _common(table.codec), table.codes
    run = 0
    for one, two in pairwise(codes.get(char, 0) for char in around):
        run = run + 1 if one and two and (one << 8 & 0xFF00 | two >> 8) in common else 0
        if run == 2:
            return True
    return False
