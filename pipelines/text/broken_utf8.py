"""UTF-8 that was read in another charset, with bytes lost: the likeliest text whose bytes fit what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from itertools import product
from typing import Final

from pipelines.text.edits import Edit
from pipelines.text.model import Model, is_traditional, model
from pipelines.text.signs import shows_rare
from pipelines.text.units import swallowed

KIND: Final = "mojibake"
_BEAM: Final = 24
_TRIED: Final = 60  # characters tried for one place at most
_ANY: Final = -1  # a byte that is not known
_CONTEXT: Final = 0xFFFF_FFFF_FFFF
_SOUND: Final = 0.5  # share of whole sequences from which on a line is taken for UTF-8
_LIKELY: Final = -8.0  # nats a character that the result may cost at most
_LINE: Final = re.compile(r"[^\n]{1,2000}")  # longer lines are taken in pieces, so that time stays linear
_LATIN: Final = re.compile(r"[\xc0-\xf4][\x80-\xff\u0152-\u2122].*[\xc0-\xf4][\x80-\xff\u0152-\u2122]")
_UNDEFINED: Final = 1.5  # a byte that windows-1252 leaves open went without trace
_GONE: Final = 8.0  # any other byte that went so
_OPEN: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes that windows-1252 has no character for
_UNPAIRED: Final = 4.0  # a quote that opens twice, or closes what is not open
_LITERAL: Final = 14.0  # a unit that fits nowhere is left as it stands

Symbols = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A reading of the first units; `rest` are bytes of the last one that belong to the next character."""

    score: float
    rest: Symbols
    context: int
    out: str


@dataclass(frozen=True, slots=True)
class Damage:
    """How the charset that the text was read in loses bytes. `missing` is what a byte gone without trace costs."""

    codec: str
    missing: float
    traditional: bool = False


GBK: Final = Damage("gb18030", _GONE)
LATIN: Final = Damage("cp1252", _UNDEFINED)


def find_broken_utf8(text: str) -> list[Edit]:
    """Give the edits that restore lines of UTF-8 read as GBK or windows-1252 with losses."""
    edits = []
    for line in _LINE.finditer(text):
        damage = _damage(line[0])
        after = restore(line[0], damage) if damage else None
        if after and after != line[0]:
            edits.append(Edit(KIND, line.start(), line.end(), line[0], after, 0.8))
    return edits


def _damage(line: str) -> Damage | None:
    if _LATIN.search(line):
        return _sound(line, LATIN)
    return _sound(line, GBK) if shows_rare(line) else None


def _sound(line: str, damage: Damage) -> Damage | None:
    """Whether most of the bytes make sequences of UTF-8 with two or three bytes, and in which script."""
    units = (options(char, damage) for char in line if char not in "?\ufffd")
    data = b"".join(bytes(unit[0][0]) for unit in units if unit)
    high = sum(byte > 0x7F for byte in data)
    text = data.decode("utf-8", "ignore")
    whole = sum(len(char.encode()) for char in text if char > "\x7f")
    return replace(damage, traditional=is_traditional(text)) if high > 5 and whole > _SOUND * high else None


def options(char: str, damage: Damage, swallowed: str = "") -> tuple[tuple[Symbols, float], ...]:
    """The bytes that may have stood in the place of a character, and what it costs to believe it."""
    if char in "?\ufffd":
        return _lost(damage, swallowed)
    if char == "€" and damage.codec != "cp1252":
        return ((0x80,), 0.0), ((0xA2, 0xE3), 2.0)  # windows-936 reads a lone 80 so
    if char == " " and damage.codec == "cp1252":
        return ((0x20,), 0.0), ((0xA0,), 0.5)
    data = char.encode(damage.codec, "ignore")
    if not data and char < "\u0100":
        data = char.encode("latin-1")
    return ((tuple(data), 0.0),) if data else ()


def _lost(damage: Damage, swallowed: str) -> tuple[tuple[Symbols, float], ...]:
    """What became a mark: in GBK only 80 is no lead byte, and only ASCII below 40 no trail byte."""
    if damage.codec == "cp1252":
        return ((_ANY,), 0.0), ((_ANY, _ANY), 3.0)
    options = ((0x80, _ANY), 0.0), ((0x80,), 0.5), ((_ANY,), 1.0)
    return (*options, ((_ANY, ord(swallowed)), 0.0)) if swallowed else options


def restore(line: str, damage: Damage) -> str | None:
    """Give the likeliest text, or None where it is not likely enough."""
    ways = [Way(0.0, (), 0, "")]
    for place, char in enumerate(line):
        taken = [_emit(way, char, 6.0 if char == "?" else _LITERAL) for way in ways if not way.rest]
        for symbols, cost in options(char, damage, swallowed(line, place + 1)[0] if char == "?" else ""):
            taken += [Way(way.score - cost, way.rest + symbols, way.context, way.out) for way in ways]
        ways = _prune([new for way in taken for new in _consume(way, damage)])
    ended = [new for way in ways for new in _finish(way, damage)]
    if not ended:
        return None
    best = max(ended, key=lambda way: way.score)
    return best.out if model().score(best.out) > _LIKELY * len(best.out) else None


def _consume(way: Way, damage: Damage) -> Iterator[Way]:
    """Make characters of the bytes at hand as far as they go."""
    if not way.rest:
        yield way
        return
    first = way.rest[0]
    if 0 <= first < 0x80:
        yield from _consume(_emit(way, chr(first), 0.0, 1), damage)
        return
    if len(way.rest) < 3:
        yield way
    else:
        yield from (after for new in _characters(way, damage) for after in _consume(new, damage))
        if not _whole(way.rest):
            yield from (after for new in _missing(way, damage) for after in _consume(new, damage))
    if len(way.rest) >= 2 and 0xC2 <= first < 0xE0 and 0x80 <= way.rest[1] < 0xC0:
        yield from _consume(_emit(way, bytes(way.rest[:2]).decode(), 0.0, 2), damage)


def _whole(rest: Symbols) -> bool:
    """Whether three bytes have the form of a sequence."""
    one, two, three = rest[:3]
    return not 0 <= one < 0xE0 and (two == _ANY or 0x80 <= two < 0xC0) and (three == _ANY or 0x80 <= three < 0xC0)


def _finish(way: Way, damage: Damage) -> Iterator[Way]:
    if not way.rest:
        yield way
        return
    yield Way(way.score - _LITERAL, (), way.context, way.out)
    yield from (new for new in _missing(way, damage) if not new.rest)


def _missing(way: Way, damage: Damage) -> Iterator[Way]:
    """A sequence of three bytes of which one or two went without trace."""
    rest = way.rest
    patterns = []
    if len(rest) > 1:
        one, two = rest[:2]
        patterns = [((one, two, _ANY), 2), ((one, _ANY, two), 2), ((_ANY, one, two), 2)]
    if damage.codec == "cp1252" and rest[0] >= 0xE0:
        patterns.append(((rest[0], _ANY, _ANY), 1))
    for pattern, used in patterns:
        gone = tuple(place for place, byte in enumerate(pattern) if byte == _ANY)
        cost = damage.missing * (3 - used)
        new = Way(way.score - cost, (*pattern, *rest[used:]), way.context, way.out)
        if damage.codec != "cp1252":
            yield from _characters(new, damage)
        else:
            yield from (
                _emit(new, char, -model().form(char, damage.traditional), 3) for char in _undefined(pattern, gone)
            )


@cache
def _undefined(pattern: Symbols, gone: tuple[int, ...]) -> tuple[str, ...]:
    """The characters of the model that fit where the bytes gone are such as windows-1252 has no character for."""
    found = []
    for values in product(_OPEN, repeat=len(gone)):
        data = bytearray(max(byte, 0) for byte in pattern)
        for place, value in zip(gone, values, strict=True):
            data[place] = value
        char = data.decode("utf-8", "ignore")
        if len(char) == 1 and model().letter(char) > 1:
            found.append(char)
    return tuple(found)


def _characters(way: Way, damage: Damage) -> Iterator[Way]:
    chars = _fitting(way.rest[:3])
    if len(chars) < 2:
        yield from (_emit(way, char, 0.0, 3) for char in chars)
        return
    weigh = model()
    if len(chars) > _TRIED:
        chars = tuple(nlargest(_TRIED, chars, key=lambda char: weigh.next(way.context, weigh.letter(char))))
    yield from (_emit(way, char, -weigh.form(char, damage.traditional), 3) for char in chars)


def _emit(way: Way, char: str, cost: float, used: int = 0) -> Way:
    weigh: Model = model()
    letter = weigh.letter(char)
    score = way.score - cost + weigh.next(way.context, letter)
    if char in "“”" and (way.out.rfind("“") > way.out.rfind("”")) == (char == "“"):
        score -= _UNPAIRED
    return Way(score, way.rest[used:], (way.context << 16 | letter) & _CONTEXT, way.out + char)


def _fitting(pattern: Symbols) -> tuple[str, ...]:
    """The characters whose three bytes fit; where all are known, whatever they make."""
    if _ANY not in pattern:
        char = bytes(pattern).decode("utf-8", "ignore")
        return (char,) if len(char) == 1 else ()
    return _index().get(pattern, ())


@cache
def _index() -> dict[Symbols, tuple[str, ...]]:
    """Characters of three bytes by what is known of these."""
    table: dict[Symbols, list[str]] = {}
    weigh = model()
    chars = [
        char for char in (*weigh.vocabulary, *weigh.simplified) if "\u0800" <= char < "\ue000" or char > "\uff00"
    ]
    for char in dict.fromkeys(chars):
        a, b, c = char.encode()
        for key in ((a, b, _ANY), (a, _ANY, c), (_ANY, b, c), (a, _ANY, _ANY), (_ANY, b, _ANY), (_ANY, _ANY, c)):
            table.setdefault(key, []).append(char)
    return {key: tuple(chars) for key, chars in table.items()}


def _prune(ways: list[Way]) -> list[Way]:
    best: dict[tuple[Symbols, int], Way] = {}
    for way in ways:
        key = (way.rest, way.context)
        if key not in best or way.score > best[key].score:
            best[key] = way
    groups: dict[int, list[Way]] = {}
    for way in best.values():
        groups.setdefault(len(way.rest), []).append(way)
    return [way for group in groups.values() for way in nlargest(_BEAM, group, key=lambda way: way.score)]
