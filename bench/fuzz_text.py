"""Throw damaged, random and hostile text and bytes at `repair` and `decode`, and print whatever breaks a promise.

    python -m bench.fuzz_text [--minutes N] [--seed N]

Promises: no exception; the edits applied give the text, undone the input, also when the text is repaired once more;
they are in order and tell what stood there; no control and no half of a surrogate pair is made that was
not there; no more than 20 ms a character. Every finding is printed with the input that made it, so that it can become a
case. Ends with 1 where there was one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any

from bench.damages import classes, to_traditional
from bench.prose import headlines, sentences
from pipelines.mending import repair_any
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.encoding import decode
from pipelines.text.repair import Repaired, repair

CODECS = (
    *("utf-8", "gb18030", "gbk", "big5", "big5hkscs", "euc_kr", "cp949", "euc_jp", "cp932", "utf-16", "utf-16-le"),
    *(
        "latin-1",
        "cp1252",
        "cp1251",
        "koi8-r",
        "mac-roman",
        "cp437",
        "iso2022_jp",
        "hz",
        "utf-7",
        "cp874",
        "cp1258",
    ),
)
MODES = ("replace", "ignore", "surrogateescape", "backslashreplace", "xmlcharrefreplace")
SOUP = (
    "的是在會國發。，！?()（）zhìfāab1 \n\r\t\ufffd\ue45c敝萁逃䶮é\x81\x00Ã©&#;amp147\u200b\ufeff\u202e뷁가あア𠮷👩\u200d🚀\xad"
    "\x80\x93â€œÐŸÑ\u0301\u0e33\ud800<meta charset=gbk>%u4e2d\\u4e2d锟斤拷烫屯€"
)
SIZES = (3, 20, 60, 150, 400)
NEVER_MADE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
MOST = 0.02  # seconds a character, on a busy machine


def soup(dice: random.Random) -> str:
    chars = dice.sample(SOUP, dice.randint(1, 12))
    return "".join(dice.choice(chars) for _ in range(dice.choice(SIZES)))


def any_text(dice: random.Random) -> str:
    start = dice.choice((0, 0x80, 0x400, 0x3000, 0x4E00, 0xAC00, 0xE000, 0xF900, 0x1F300, 0x20000, 0xD7F0))
    return "".join(chr(start + dice.randrange(0x300)) for _ in range(dice.choice(SIZES)))


def prose(dice: random.Random) -> str:
    made = dice.choice((sentences, headlines))(dice.randint(1, 4), dice.randrange(1000))
    text = dice.choice(("", "\n", " ")).join(made)
    return to_traditional(text) if dice.random() < 0.3 else text


def crossed(dice: random.Random) -> str:
    text = prose(dice)
    for _ in range(dice.randint(1, 3)):
        data = text.encode(dice.choice(CODECS), dice.choice(("ignore", "replace", "xmlcharrefreplace")))
        text = broken(data, dice).decode(dice.choice(CODECS), dice.choice(MODES[:2]))
    return text


def damaged(dice: random.Random) -> str:
    """What pages suffer, once or twice over, then changed somewhere as nobody foresaw."""
    text = prose(dice)
    for _ in range(dice.choice((1, 1, 2))):
        if len(text) > 12:
            with suppress(ValueError, IndexError):  # too little is left to damage
                text = dice.choice(classes()).damage(text, dice)
    return changed(text, dice) if dice.random() < 0.7 else text


def changed(text: str, dice: random.Random) -> str:
    """Characters lost, doubled, swapped, repeated, put in."""
    for _ in range(dice.randint(1, 6)):
        first, size = dice.randrange(len(text) + 1), dice.choice((0, 1, 1, 2, 8))
        piece = text[first : first + size]
        new = dice.choice(("", piece * 2, piece[::-1], dice.choice(SOUP), dice.choice(SOUP) * dice.randint(2, 40)))
        text = text[:first] + new + text[first + size :]
    return text


def broken(data: bytes, dice: random.Random) -> bytes:
    """Lose, add and change a few bytes."""
    changed = bytearray(data)
    for _ in range(dice.choice((0, 0, 1, 3, 20))):
        place = dice.randrange(len(changed) + 1)
        changed[place : place + dice.randint(0, 2)] = dice.randbytes(dice.randint(0, 2))
    return bytes(changed)


def mixed(dice: random.Random) -> str:
    kinds = (soup, any_text, prose, crossed, damaged)
    return "".join(dice.choice(kinds)(dice)[:150] for _ in range(dice.randint(1, 4)))


def check_text(text: str, dice: random.Random) -> None:
    """Repair a text as one of the program's ways in does, and what came of it once more."""
    asked: dict[str, Any] = {
        "encoding": dice.choice((None, None, "gb18030", "big5", "utf-8")),
        "context": dice.choice(("", "", prose(dice))),
        "markup": dice.random() < 0.1,
        "shifts": dice.random() < 0.9,
    }
    repaired = check_repair(text, asked)
    if repaired.edits:
        check_repair(repaired.text, asked)


def check_repair(text: str, asked: dict[str, Any]) -> Repaired:
    repaired = repair(text, **asked)
    if apply_edits(text, repaired.edits) != repaired.text:
        raise AssertionError("the edits do not give the text")
    if undo_edits(repaired.text, repaired.edits) != text:
        raise AssertionError("the edits cannot be undone")
    if any(one.end > two.start for one, two in pairwise(repaired.edits)):
        raise AssertionError("edits overlap")
    if any(text[each.start : each.end] != each.before or not 0 <= each.confidence <= 1 for each in repaired.edits):
        raise AssertionError("an edit does not tell what stood there, or is surer than sure")
    if made := {char for char in set(repaired.text) - set(text) if NEVER_MADE.match(char)}:
        raise AssertionError(f"nobody writes {made!r}")
    return repaired


def check_bytes(data: bytes, dice: random.Random) -> None:
    """Decode bytes and repair them with the bytes at hand, as `decode` and a crawl do."""
    label = dice.choice((None, None, *CODECS))
    decoded = decode(data, label and f"text/html; charset={label}")
    repaired = repair_any(data, decoded)
    if apply_edits(decoded.text, repaired.edits) != repaired.text:
        raise AssertionError("the edits do not give the text")
    json.loads(json.dumps([repaired.text, repaired.complete]))


def throw(check: Callable[[], None], size: int) -> tuple[str | None, float]:
    """Give what went wrong, and the seconds that it took."""
    start = time.process_time()
    try:
        check()
    except Exception:  # whatever comes is what we look for
        return traceback.format_exc(limit=-3), 0.0
    spent = time.process_time() - start
    return f"{spent:.1f} s for {size} characters" if spent > 3 + MOST * size else None, spent


def one(dice: random.Random) -> tuple[str | bytes, str | None, float]:
    text = dice.choice((soup, any_text, crossed, damaged, damaged, damaged, mixed))(dice)
    if dice.random() < 0.7:
        return text, *throw(partial(check_text, text, dice), len(text))
    data = broken(text.encode(dice.choice(CODECS), "ignore"), dice)
    if dice.random() < 0.2:
        data = dice.randbytes(dice.randint(0, 300))
    return data, *throw(partial(check_bytes, data, dice), len(data))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    thrown = found = 0
    slowest: tuple[float, str | bytes] = (0.0, "")
    while time.monotonic() < end:
        what, wrong, spent = one(random.Random(f"{options.seed}/{thrown}"))
        thrown += 1
        slowest = max(slowest, (spent / (len(what) + 100), what), key=itemgetter(0))
        if wrong:
            found += 1
            print(f"--- input {thrown} of seed {options.seed}\n{what!r}\n{wrong}", flush=True)
    print(f"slowest for its size, {1000 * slowest[0]:.1f} ms a character: {slowest[1][:200]!r}")
    print(f"{thrown} inputs in {options.minutes} minutes, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
