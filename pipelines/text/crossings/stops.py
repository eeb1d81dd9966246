"""Whether a sentence ends at a mark or a list goes on: 。 and 、 differ in one byte, and what stands near them says little.

How long the pieces on both sides are, which marks end them, how they begin and end, and whether they are alike, says
more. The odds are learnt, see `tools/stop_odds.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.language_model.model import model

STOP: Final = "。"
COMMA: Final = "、"
_ENDS: Final = frozenset("，。、；：！？“”《》（）\u3000<>\n")
_WIDE: Final = dict(zip("「」『』,:;!?()", "“”‘’，：；！？（）", strict=True))
_LONGEST: Final = 14  # characters of a piece that are told apart
_SENTENCE: Final = (8, 6)  # characters from one step of a sentence's length to the next, and steps
_AND: Final = Pattern(".[^\n]*?[和及与或]")
_TELLING: Final = "了是的在"  # words that tell by standing in a piece
_NEAR: Final = 8  # characters beside the mark in which they do
_AROUND: Final = 60  # characters on each side that are looked at


def features(text: str, place: int) -> Iterator[str]:
    """What stands around the mark at `place`."""
    text = text.translate(_folding())
    before = "".join(takewhile(lambda char: char not in _ENDS, reversed(text[:place])))[::-1]
    behind = "".join(takewhile(lambda char: char not in _ENDS, text[place + 1 :]))
    opened = text[: place - len(before)][-1:] or "\n"
    length = min(len(before), _LONGEST)
    yield from ("any", f"before {length}", f"from {opened}", f"from {opened} {length // 2}")
    yield f"end {before[-1:]}"
    yield f"begin {text[place + 1 : place + 2]}"
    step, most = _SENTENCE
    yield f"sentence {min((place - text.rfind(STOP, 0, place)) // step, most)}"
    yield from (f"{char} before" for char in _TELLING if char in before[-_NEAR:])
    yield from (f"{char} behind" for char in _TELLING if char in behind[:_NEAR])
    yield from _common(before, behind)
    if not behind or place + 1 + len(behind) < len(text):  # else it may have been cut off
        yield from _whole(before, behind, opened, text[place + 1 + len(behind) :])


def _common(before: str, behind: str) -> Iterator[str]:
    if before[:1] == behind[:1]:
        yield "begin alike"
    yield f"shared {min(len(set(before) & set(behind)), 3)}"


def _whole(before: str, behind: str, opened: str, rest: str) -> Iterator[str]:
    """What the whole piece behind the mark tells; `rest` begins with the mark that ends it."""
    closed = rest[:1] or "\n"
    length, other = min(len(behind), _LONGEST), min(len(before), _LONGEST)
    yield from (f"behind {length}", f"to {closed}", f"to {closed} {length // 2}")
    yield from (f"lengths {other // 2} {length // 2}", f"marks {opened}{closed}")
    if len(before) == len(behind):
        yield f"as long {min(length, _NEAR)}"
    if before[-1:] == behind[-1:]:
        yield "end alike"
    if _AND.match(behind):
        yield f"and {length // 3}"
    if "等" in behind[1:]:
        yield "and so on"
    yield f"then {closed}{next((char for char in rest[1:] if char in _ENDS), chr(10))}"


@cache
def _folding() -> dict[int, str]:
    return str.maketrans(model().simplified | _WIDE)


@cache
def _odds() -> Mapping[str, float]:
    """Nats by which a feature speaks for the end of a sentence."""
    data = files("pipelines.text") / "data" / "stop-odds.json"
    return dict(json.loads(data.read_text(encoding="utf-8")))


def odds_of_stop(text: str, place: int) -> float:
    """Nats by which what stands around speaks for the end of a sentence at `place`, the model of likely text aside."""
    first, odds = max(place - _AROUND, 0), _odds()
    around = text[first : place + 1 + _AROUND]
    return sum(odds.get(feature, 0.0) for feature in features(around, place - first))
