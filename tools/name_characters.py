"""Count the characters in given names that the older Chinese charsets lack: strict decoders lose them.

    pip install --no-deps ngender opencc-python-reimplemented
    python -m tools.name_characters > pipelines/text/data/name-characters.txt

ngender (MIT) counts the characters of some 20 million given names. A line is `character count`, the commonest first.
A traditional form of a common character, as single names were entered, is left out: 賢 for 贤, but not 昇 for 升.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from tools.text_sources import package, scripts

_LEAST = 2  # names that have a character
_SHARE = 1 / 60  # of a character's names that must have its traditional form


def counts() -> Iterator[tuple[str, int]]:
    with package("ngender", "charfreq.csv").open(encoding="utf-8", newline="") as rows:
        for char, male, female in csv.reader(rows):
            if len(char) == 1 and male.isdecimal():
                yield char, int(male) + int(female)


def lost(char: str) -> bool:
    """Whether GB 2312 or Big5 lacks a character that GBK or Big5 with HKSCS has."""
    return any(
        char.encode(wide, "ignore") and not char.encode(narrow, "ignore")
        for narrow, wide in (("gb2312", "gbk"), ("big5", "big5hkscs"))
    )


if __name__ == "__main__":
    names = dict(counts())
    simplified, _ = scripts()
    for char, count in sorted(names.items(), key=lambda name: -name[1]):
        usual = names.get(simplified.get(char, ""), 0)
        if count >= max(_LEAST, _SHARE * usual) and lost(char):
            print(char, count)
