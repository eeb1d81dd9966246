"""Runs of a few characters where one more stood: a byte was lost, and a decoder skipped the one that was over behind it.

In between the run was decoded one byte off. What stood in the middle is known from the bytes, the first and the last
character by half, and nothing but strange characters shows the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nlargest
from math import exp
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import Pairs, pairs
from pipelines.text.language_model.model import CONTEXT, CONTEXT_MASK, is_traditional, model

_USUAL: Final = 2000  # rank of a character, up to which it is no sign
_THOUGHT_OF: Final = 3000  # the same up to which one is thought of in the place of another
_RUN: Final = 3  # characters in a row, the odd one or the one before it first ...
_ILL: Final = -26.0  # ... that cost so many nats
_LONGEST: Final = 10  # characters of a run: longer ones show themselves
_FIRST, _LAST = 8, 3  # characters tried at either end
_STRANGE: Final = -8.5  # nats a character that a run costs as it stands
_GAIN: Final = (
    14.0  # nats by which a reading must be likelier: in a million characters of unseen news none gains nine
)
_CLOSER: Final = 5.0  # nats that text may gain by what stands in front of it
_PLAIN: Final = -6.0  # nats a character that it may cost, with what stands behind it
_MOST: Final = 300  # places of one text that are read: of good text six in ten thousand characters
_SURE: Final = 0.4  # share that it must have of the likelihood of all readings of the run
_NEAR: Final = 100  # characters of the line on either side that tell the script
_AMONG: Final = Pattern("[\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e“”]")  # what stands in front of such a run
_MODERN: Final = Pattern("[的了是在和们这个她它你吗0-9]")  # the model knows nothing of verse and old texts
_KANA: Final = Pattern("[\u3041-\u30ff]{2}")
_Way = tuple[str, int, int]  # a character, its letter, and its byte that is not known


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """`text` in the place of code points [`start`, `end`), likelier by `gain` nats; `share`: of the likelihood of all."""

    gain: float
    start: int
    end: int
    text: str
    share: float


def shortened(text: str) -> Iterator[Reading]:
    """Give the readings of such runs in simplified text. To ask a good one costs half of what all else does."""
    done = asked = 0
    for match in _unusual().finditer(text):
        place = match.start()
        if place < done or not _is_strange(text, place):
            continue
        asked += 1
        if asked > _MOST:
            return
        best = max(_readings(text, place), default=None)
        if best and best.share >= _SURE:
            yield best
            done = best.end


@cache
def _unusual() -> re.Pattern[str]:
    usual = model().commonest(_USUAL)
    return re.compile(f"[{''.join(char for char in map(chr, range(0x4E00, 0xA000)) if char not in usual)}]")


def _is_strange(text: str, place: int) -> bool:
    """Whether a character stands between two beside which it never stands, in unlikely text of simplified Chinese."""
    if _stand_together(text[max(place - 1, 0) : place + 1]) or _stand_together(text[place : place + 2]):
        return False
    runs = ((start, text[start : start + _RUN].partition("\n")[0]) for start in (place, max(place - 1, 0)))
    if all(model().score(run, text[max(start - CONTEXT, 0) : start]) > _ILL for start, run in runs):
        return False
    near = max(place - _NEAR, 0)
    line = text[text.rfind("\n", near, place) + 1 or near : place + _NEAR].partition("\n")[0]
    return bool(_MODERN.search(line)) and not (is_traditional(line) or _KANA.search(line))


@lru_cache(maxsize=16384)  # the same words come again and again
def _stand_together(pair: str) -> bool:
    return len(pair) == 2 and model().knows(*pair)


def _readings(text: str, place: int) -> Iterator[Reading]:
    """Give what runs that hold `place` can have been, where that is likelier by far."""
    first = max(place + 1 - _LONGEST, 1)
    costs = _costs(text, first, place + _LONGEST)
    for start in range(first, place + 1):
        if not _AMONG.match(text, start - 1):
            continue
        for end, middle in _runs(text, start):
            if end <= place or sum(costs[start - first : end - first]) > _STRANGE * (end - start):
                continue
            if reading := _read(text, start, end, middle):
                yield reading


def _costs(text: str, start: int, end: int) -> list[float]:
    """What each character costs behind those that stand there."""
    weigh, costs = model(), []
    context = weigh.context(text[max(start - CONTEXT, 0) : start])
    for char in text[start:end]:
        letter = weigh.letter(char)
        costs.append(weigh.next(context, letter))
        context = (context << 16 | letter) & CONTEXT_MASK
    return costs


def _runs(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Give the ends of runs from `start` on, and what stood in the middle of each, as long as that is common."""
    table, common, middle, last = _table(), _common(), "", 0
    for end in range(start, min(start + _LONGEST, len(text))):
        code = table.codes.get(text[end])
        if code is None:
            return
        if last:
            char = table.pairs.get(last << 8 & 0xFF00 | code >> 8, "")
            if char not in common:
                return
            middle += char
        yield end + 1, middle
        last = code


def _read(text: str, start: int, end: int, middle: str) -> Reading | None:
    weigh = model()
    before = text[max(start - CONTEXT, 0) : start].rpartition("\n")[2]
    after = text[end : end + CONTEXT].partition("\n")[0]
    now = weigh.score(text[start:end] + after, before)
    least = max(now + _GAIN, _PLAIN * (end - start + 1 + len(after)))
    behind, forms = weigh.score(after), weigh.forms(middle, traditional=False)
    if weigh.score(middle) + forms + behind < least:
        return None  # whatever stands at the ends
    firsts, lasts = _firsts(text[start]), _lasts(text[end - 1], after)
    found = [(now, "")]
    for weight, first in _likeliest(weigh.context(before), firsts, _FIRST):
        ahead = weight + forms + weigh.score(middle, before + first)
        if ahead + behind < least - _CLOSER:
            continue
        for more, last in _likeliest(weigh.context(before + first + middle), lasts, _LAST):
            read = first + middle + last
            found.append((ahead + more + weigh.score(after, before + read), read))
    best, read = max(found)
    share = 1 / sum(exp(weight - best) for weight, _ in found)
    return Reading(best - now, start, end, read, share) if best >= least else None


def _likeliest(context: int, ways: Iterable[_Way], count: int) -> list[tuple[float, str]]:
    ways = list(ways)
    weights = model().weigh(context, [letter for _, letter, _ in ways])
    return nlargest(count, zip(weights, (char for char, _, _ in ways), strict=True))


def _firsts(char: str) -> Iterable[_Way]:
    """What can have lost a byte where the first byte of `char` is what is left."""
    left = _table().codes[char] >> 8
    return (*_ways(left, is_lead=False), *_ways(left, is_lead=True))


def _lasts(char: str, after: str) -> Iterable[_Way]:
    """What begins with the last byte of `char`, and ends in one that makes no character with the text `after` it."""
    table = _table()
    byte = (after[:1].encode(table.codec, "ignore") or b"\n")[0]
    return [way for way in _ways(table.codes[char] & 0xFF, is_lead=True) if way[2] << 8 | byte not in table.pairs]


@cache
def _ways(byte: int, *, is_lead: bool) -> tuple[_Way, ...]:
    """The common characters that have this byte, first or last."""
    weigh, common, table = model(), _common(), _table()
    ways = (table.by_lead if is_lead else table.by_trail).get(byte, ())
    usual = ((char, other) for other, char in ways if char in common and not weigh.form(char, traditional=False))
    return tuple((char, weigh.letter(char), other) for char, other in usual)


@cache
def _common() -> frozenset[str]:
    return model().commonest(_THOUGHT_OF)


def _table() -> Pairs:
    return pairs("gbk")
