"""Damage text in its bytes, decode and repair them, and print how many passages came back whole, by class.

    python -m bench.byte_damage PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--show N]

PROSE as for `bench/damage.py`. The bytes are all that is given, without a declaration but where a class is a wrong one.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bench.damage import Score, apart, clean, print_table
from bench.damages import (
    CONTROLS,
    NARROW,
    WIDTH,
    annotated,
    controls_between,
    double_utf8,
    read_as,
    to_traditional,
    utf8_as_cp1252,
    utf8_as_gbk,
)
from pipelines.text.byte_repair import repair_bytes
from pipelines.text.encoding import decode

ByteDamage = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Class:
    """`codec`: of the bytes that are damaged. `declared`: what the header says. `expected`: what can come back."""

    name: str
    codec: str
    damage: ByteDamage
    traditional: bool = False
    declared: str | None = None
    expected: Callable[[str], str] = str
    size: tuple[int, int] = (120, 320)


def nothing(data: bytes, _: random.Random) -> bytes:
    return data


def without_blanks(data: bytes, _: random.Random) -> bytes:
    """As the white space of a byte-wise PHP leaves UTF-8."""
    return data.replace(b"\x85", b"").replace(b"\xa0", b"")


def places(data: bytes, codec: str) -> list[tuple[int, int]]:
    """Where characters of several bytes are: (start, end)."""
    found, at = [], 0
    for char in data.decode(codec):
        size = len(char.encode(codec))
        if size > 1:
            found.append((at, at + size))
        at += size
    return found[2:-4]


def lead_lost(codec: str, mark: bytes) -> ByteDamage:
    def damage(data: bytes, chance: random.Random) -> bytes:
        start = chance.choice(places(data, codec))[0]
        return data[:start] + mark + data[start + 1 :]

    return damage


def trail_lost(codec: str, mark: bytes) -> ByteDamage:
    def damage(data: bytes, chance: random.Random) -> bytes:
        end = chance.choice(places(data, codec))[1]
        return data[: end - 1] + mark + data[end:]

    return damage


def dropped(data: bytes, chance: random.Random) -> bytes:
    return lose_bytes(data, chance, b"")


def lose_bytes(data: bytes, chance: random.Random, mark: bytes) -> bytes:
    place = chance.choice([i for i in range(2, len(data) - 8) if data[i] > 0x80])
    return data[:place] + mark + data[place + 1 :]


def marked(data: bytes, chance: random.Random) -> bytes:
    return lose_bytes(data, chance, b"?")


def inserted(codec: str) -> ByteDamage:
    def damage(data: bytes, chance: random.Random) -> bytes:
        start = chance.choice(places(data, codec))[0]
        return data[:start] + bytes([chance.randrange(0x81, 0xFF)]) + data[start:]

    return damage


def inside(what: Callable[[random.Random], bytes], codec: str, times: int = 3) -> ByteDamage:
    def damage(data: bytes, chance: random.Random) -> bytes:
        for start, _ in sorted(chance.sample(places(data, codec), times), reverse=True):
            data = data[: start + 1] + what(chance) + data[start + 1 :]
        return data

    return damage


def control(chance: random.Random) -> bytes:
    return chance.choice(CONTROLS[1:]).encode()


def lines_folded(data: bytes, _: random.Random) -> bytes:
    return b"\n".join(data[i : i + WIDTH] for i in range(0, len(data), WIDTH))


def narrowed(data: bytes, _: random.Random) -> bytes:
    for wide, narrow in NARROW.items():
        data = data.replace(chr(wide).encode("gbk"), chr(narrow).encode())
    return data


def two(damage: ByteDamage) -> ByteDamage:
    """Twice, at places of their own."""

    def both(data: bytes, chance: random.Random) -> bytes:
        middle = len(data) // 2
        while data[middle] >= 0x40:
            middle -= 1
            if not middle:
                return damage(data, chance)
        return damage(data[:middle], chance) + damage(data[middle:], chance)

    return both


def saved(damage: Callable[[str, random.Random], str]) -> ByteDamage:
    """Text damaged as text, then saved as UTF-8."""
    return lambda data, chance: damage(data.decode(), chance).encode()


def folded(text: str, codec: str = "gbk") -> str:
    """Lines folded, but for the ends that fell inside a character: these go, as nothing else is between its bytes."""
    pieces: list[str] = []
    size = 0
    for char in text:
        if size and size % WIDTH == 0:
            pieces.append("\n")
        pieces.append(char)
        size += len(char.encode(codec))
    return "".join(pieces)


def narrow(text: str) -> str:
    return text.translate(NARROW)


def classes() -> Iterator[Class]:
    for codec, hant in (("gbk", False), ("gbk", True), ("big5", True)):
        tail = f", {codec}{' hant' if hant else ''}"
        yield Class("lead lost, ?" + tail, codec, lead_lost(codec, b"?"), hant)
        yield Class("trail lost, ?" + tail, codec, trail_lost(codec, b"?"), hant)
        yield Class("byte dropped" + tail, codec, dropped, hant)
        yield Class("byte inserted" + tail, codec, inserted(codec), hant)
        yield Class("controls inside" + tail, codec, inside(control, codec), hant)
    yield Class("lead lost, EF BF BD", "gbk", lead_lost("gbk", b"\xef\xbf\xbd"))
    yield Class("lines folded inside", "gbk", lines_folded, expected=folded)
    yield Class("strict gb2312", "gbk", nothing, declared="gb2312")
    yield Class("pinyin", "gbk", annotated)
    yield Class("cuts", "gbk", nothing)
    yield Class("marks narrowed", "gbk", narrowed, expected=narrow)
    yield Class("UTF-8 declared GBK, headline", "utf-8", nothing, declared="gbk", size=(12, 30))
    yield Class("UTF-8 declared GBK", "utf-8", nothing, declared="gbk")
    yield Class("UTF-8 declared cp1252", "utf-8", nothing, declared="windows-1252")
    yield Class("GBK declared Big5", "gbk", nothing, declared="big5")
    yield Class("GBK declared EUC-KR", "gbk", nothing, declared="euc-kr")
    yield Class("GBK declared UTF-8", "gbk", nothing, declared="utf-8")
    yield Class("Big5 declared GBK", "big5", nothing, True, declared="gbk")
    yield Class("UTF-8 twice, saved", "utf-8", saved(double_utf8))
    yield Class("UTF-8 as cp1252, saved", "utf-8", saved(utf8_as_cp1252))
    yield Class("GBK as latin-1, saved", "utf-8", saved(read_as("gbk", "latin-1")))
    yield Class("UTF-8 as GBK, saved", "utf-8", saved(utf8_as_gbk), size=(12, 30))
    yield Class("controls between", "utf-8", saved(controls_between))
    yield Class("UTF-8, byte dropped", "utf-8", dropped)
    yield Class("UTF-8 without 85 and A0", "utf-8", without_blanks, size=(300, 600))
    yield Class("UTF-8, byte now ?", "utf-8", marked)
    yield Class("UTF-8, controls inside", "utf-8", inside(control, "utf-8"))
    yield Class("UTF-8, hant, byte dropped", "utf-8", dropped, True)
    yield Class("UTF-8, lines folded inside", "utf-8", lines_folded, expected=partial(folded, codec="utf-8"))


def make(kind: Class, text: str, number: int) -> tuple[bytes, str]:
    """Give passage `number` damaged, and as it was."""
    chance = random.Random(number)
    truth = text[: chance.randint(*kind.size)]
    if kind.name == "pinyin":
        truth = to_traditional(truth)
    truth = clean(truth, "gbk" if kind.codec == "utf-8" else kind.codec)
    return kind.damage(truth.encode(kind.codec), chance), kind.expected(truth)


def measure(kind: Class, texts: list[str], passages: int, show: int) -> Score:
    score = Score()
    header = f"text/plain; charset={kind.declared}" if kind.declared else None
    for number, text in enumerate(texts[:passages]):
        data, truth = make(kind, text, number)
        start = time.perf_counter()
        decoded = decode(data, header, is_html=False)
        repaired = repair_bytes(data, decoded).text
        score.seconds += time.perf_counter() - start
        score.count += 1
        score.exact += repaired == truth
        score.before += apart(decoded.text, truth)
        score.after += apart(repaired, truth)
        if repaired != truth and show:
            show -= 1
            print(f"  {decoded.encoding}\n  decoded  {decoded.text}\n  repaired {repaired}\n  truth    {truth}\n")
    return score


if __name__ == "__main__":
    print_table(__doc__, classes(), measure)
