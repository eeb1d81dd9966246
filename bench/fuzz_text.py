"""Throw damaged, random and hostile text and bytes at `repair` and `decode`, and print whatever breaks a promise.

    python -m bench.fuzz_text [--minutes N] [--seed N]

Promises: no exception; the edits applied give the text, undone the input; no more than 20 ms a character. Every
finding is printed with the input that made it, so that it can become a case. Ends with 1 where there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable

from bench.prose import headlines, sentences
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.encoding import decode
from pipelines.text.repair import repair

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
MOST = 0.02  # seconds a character, on a busy machine


def soup(dice: random.Random) -> str:
    chars = dice.sample(SOUP, dice.randint(1, 12))
    return "".join(dice.choice(chars) for _ in range(dice.randint(0, 400)))


def any_text(dice: random.Random) -> str:
    start = dice.choice((0, 0x80, 0x400, 0x3000, 0x4E00, 0xAC00, 0xE000, 0xF900, 0x1F300, 0x20000, 0xD7F0))
    return "".join(chr(start + dice.randrange(0x300)) for _ in range(dice.randint(0, 200)))


def prose(dice: random.Random) -> str:
    made = dice.choice((sentences, headlines))(dice.randint(1, 6), dice.randrange(1000))
    return dice.choice(("", "\n", " ")).join(made)


def crossed(dice: random.Random) -> str:
    text = prose(dice)
    for _ in range(dice.randint(1, 3)):
        data = text.encode(dice.choice(CODECS), dice.choice(("ignore", "replace", "xmlcharrefreplace")))
        text = broken(data, dice).decode(dice.choice(CODECS), dice.choice(MODES[:2]))
    return text


def broken(data: bytes, dice: random.Random) -> bytes:
    """Lose, add and change a few bytes."""
    changed = bytearray(data)
    for _ in range(dice.choice((0, 0, 1, 3, 20))):
        place = dice.randrange(len(changed) + 1)
        changed[place : place + dice.randint(0, 2)] = dice.randbytes(dice.randint(0, 2))
    return bytes(changed)


def mixed(dice: random.Random) -> str:
    return "".join(dice.choice((soup, any_text, prose, crossed))(dice)[:150] for _ in range(dice.randint(1, 5)))


def check_text(text: str) -> None:
    repaired = repair(text)
    if apply_edits(text, repaired.edits) != repaired.text:
        raise AssertionError("the edits do not give the text")
    if undo_edits(repaired.text, repaired.edits) != text:
        raise AssertionError("the edits cannot be undone")


def check_bytes(data: bytes) -> None:
    decoded = decode(data)
    check_text(decoded.text)


def throw(check: Callable[[str], None] | Callable[[bytes], None], thrown: object, size: int) -> str | None:
    """Give what went wrong."""
    start = time.process_time()
    try:
        check(thrown)  # type: ignore[arg-type]
    except Exception:  # whatever comes is what we look for
        return traceback.format_exc(limit=-3)
    spent = time.process_time() - start
    return f"{spent:.1f} s for {size} characters" if spent > 3 + MOST * size else None


def one(dice: random.Random) -> tuple[object, str | None]:
    text = dice.choice((soup, any_text, crossed, crossed, mixed))(dice)
    if dice.random() < 0.6:
        return text, throw(check_text, text, len(text))
    data = broken(text.encode(dice.choice(CODECS), "ignore"), dice)
    if dice.random() < 0.2:
        data = dice.randbytes(dice.randint(0, 300))
    return data, throw(check_bytes, data, len(data))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    thrown = found = 0
    while time.monotonic() < end:
        what, wrong = one(random.Random(f"{options.seed}/{thrown}"))
        thrown += 1
        if wrong:
            found += 1
            print(f"--- input {thrown} of seed {options.seed}\n{what!r}\n{wrong}", flush=True)
    print(f"{thrown} inputs in {options.minutes} minutes, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
