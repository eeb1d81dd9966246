"""Read our own texts of ten languages in the wrong charset as programs do that lose bytes, repair them, print what came back.

    python -m bench.crossed [--accidents NAME,…] [--languages CODE,…] [--show N] [--saved]

*exact*: texts restored whole. *undone*: as in `bench.damage`. *worse*: texts that are further from the truth than before.
`--saved` makes the accident twice: the result is saved as UTF-8 and read in the same way again.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.damage import apart
from bench.damages import as_browsers, by_pairs
from pipelines.text.repair import repair

Read = Callable[[bytes], str]
_TEXTS = Path(__file__).with_name("crossed.toml")


@dataclass(frozen=True)
class Accident:
    name: str
    written: str
    read: Read


def by_codec(codec: str, errors: str, mark: str = "\ufffd") -> Read:
    return lambda data: data.decode(codec, errors).replace("\ufffd", mark)


def as_windows(data: bytes) -> str:
    """Code page 936: 80 is the sign of the euro; a pair that is no character is one mark."""
    pieces, place = [], 0
    while place < len(data):
        size = 2 if data[place] > 0x80 else 1
        piece = data[place : place + size]
        pieces.append("€" if piece == b"\x80" else by_pairs(piece, "gbk", "?"))
        place += size
    return "".join(pieces)


def accidents() -> Iterator[Accident]:
    yield Accident("UTF-8 as GBK, dropped", "utf-8", by_codec("gbk", "ignore"))
    yield Accident("UTF-8 as GBK, U+FFFD a byte", "utf-8", by_codec("gbk", "replace"))
    yield Accident("UTF-8 as GBK, ? a byte", "utf-8", by_codec("gbk", "replace", "?"))
    yield Accident("UTF-8 as GBK, browser", "utf-8", lambda data: as_browsers(data, "gbk", "\ufffd"))
    yield Accident("UTF-8 as GBK, ? a pair", "utf-8", lambda data: by_pairs(data, "gbk", "?"))
    yield Accident("UTF-8 as GBK, Windows", "utf-8", as_windows)
    yield Accident("UTF-8 with mark as GBK", "utf-8-sig", lambda data: by_pairs(data, "gbk", "?"))
    for name, codec in (("Big5", "big5"), ("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("EUC-KR", "cp949")):
        yield Accident(f"UTF-8 as {name}, dropped", "utf-8", by_codec(codec, "ignore"))
        yield Accident(f"UTF-8 as {name}, U+FFFD", "utf-8", by_codec(codec, "replace"))
        yield Accident(f"UTF-8 as {name}, ? a pair", "utf-8", lambda data, codec=codec: by_pairs(data, codec, "?"))  # type: ignore[misc]
    for name, codec in (("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("EUC-KR", "cp949"), ("Big5", "big5")):
        yield Accident(f"{name} as GBK, dropped", codec, by_codec("gbk", "ignore"))
        yield Accident(f"{name} as GBK, U+FFFD", codec, by_codec("gbk", "replace"))


def happened(accident: Accident, text: str, saved: bool) -> str | None:
    """The text as it came out; None where the charset does not have it, or nothing happened to it."""
    try:
        data = text.encode(accident.written)
    except UnicodeEncodeError:
        return None
    result = accident.read(data)
    result = accident.read(result.encode("utf-8", "replace")) if saved else result
    return result if result != text else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accidents", default="")
    parser.add_argument("--languages", default="")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--saved", action="store_true")
    options = parser.parse_args()
    texts = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    print(f"{'accident':30s} {'language':8s}  texts exact undone worse")
    for accident in accidents():
        if options.accidents and not any(name in accident.name for name in options.accidents.split(",")):
            continue
        for language, table in texts.items():
            if not options.languages or language in options.languages.split(","):
                measure(accident, language, table["texts"], options.saved, options.show)


def measure(accident: Accident, language: str, texts: list[str], saved: bool, show: int) -> None:
    count = exact = before = after = worse = 0
    for text in texts:
        damaged = happened(accident, text, saved)
        if damaged is None:
            continue
        repaired = repair(damaged).text
        was, now = apart(damaged, text), apart(repaired, text)
        count, exact, worse = count + 1, exact + (repaired == text), worse + (now > was)
        before, after = before + was, after + now
        if repaired != text and show > 0:
            show -= 1
            print(f"  damaged  {damaged}\n  repaired {repaired}\n  truth    {text}")
    if count:
        undone = 100 * (1 - after / before)
        print(f"{accident.name:30s} {language:8s} {count:6d} {exact:5d} {undone:6.1f} {worse:5d}", flush=True)


if __name__ == "__main__":
    main()
