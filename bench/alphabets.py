"""Texts of many languages read in the charset of another alphabet: how many come back, and is a good text ever changed?

    python -m bench.alphabets [FOLDER] [--lines N] [--per N] [--show]

FOLDER holds message catalogues as LANGUAGE/LC_MESSAGES/*.mo; /usr/share/locale of any system with some programs will do.
Where their translators saved text that was damaged already, it counts as good here: look with --show.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.charset_texts import CHARSETS, WIDE, encoded, texts
from pipelines.text.charset.codec import decode_plain
from pipelines.text.repair import repair

READ = ("windows-1252", "windows-1251", "koi8-r", "ibm866", "macintosh", "gb18030", "big5", "euc-kr", "shift_jis")
EASTERN = ("zh", "ja", "ko")
LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Crossed:
    """What was written, what a reader in another charset saw, and the two charsets with their language."""

    written: str
    seen: str
    language: str
    charset: str
    read: str


def passages(folder: Path, language: str, lines: int, per: int) -> list[str]:
    """Passages of so many sentences, each on a line of its own."""
    sentences = texts(folder, language)[: lines * per]
    return ["\n".join(sentences[start : start + lines]) for start in range(0, len(sentences), lines)]


def crossings(text: str, language: str) -> Iterator[Crossed]:
    """All that a reader could make of it without losing a byte."""
    for charset in CHARSETS[language].split():
        data = None if charset in WIDE else encoded(text, charset)
        for read in READ if data else ():
            seen = decode_plain(data or b"", read)
            if charset != read and seen != text and LOST not in seen:
                yield Crossed(text, seen, language, charset, read)


def restored(folder: Path, lines: int, per: int) -> dict[str, Counter[str]]:
    """Count how crossings end, by language and by the two charsets."""
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for language in CHARSETS:
        if language.startswith(EASTERN):
            continue
        for text in passages(folder, language, lines, per):
            for case in crossings(text, language):
                end = _end(case)
                for group in ("all", language, f"written in {case.charset}", f"read as {case.read}"):
                    ends[group][end] += 1
    return ends


def _end(case: Crossed) -> str:
    text = repair(case.seen).text
    if text == case.seen:
        return "left"
    whole = unicodedata.normalize("NFC", text) == unicodedata.normalize("NFC", case.written)  # tones stand apart
    return "whole" if whole else "otherwise"


def changed(folder: Path, lines: int, per: int) -> Iterator[tuple[str, str, str]]:
    """Good passages that were changed: language, before, after; an empty line of it for each that was not."""
    for language in sorted(path.name for path in folder.iterdir()):
        for text in passages(folder, language, lines, per):
            edits = repair(text).edits
            yield (language, edits[0].before, edits[0].after) if edits else (language, "", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("/usr/share/locale"))
    parser.add_argument("--lines", type=int, default=5, help="sentences of a passage")
    parser.add_argument("--per", type=int, default=20, help="passages of a language")
    parser.add_argument("--show", action="store_true", help="show each good passage that was changed")
    options = parser.parse_args()
    for group, ends in restored(options.folder, options.lines, options.per).items():
        shares = "  ".join(f"{end} {ends[end] / ends.total():4.0%}" for end in ("whole", "otherwise", "left"))
        print(f"{group:28}{ends.total():6} crossed: {shares}")
    good = list(changed(options.folder, options.lines, options.per))
    touched = [each for each in good if each[1] or each[2]]
    print(f"{len(good)} good passages in {len({each[0] for each in good})} languages, changed: {len(touched)}")
    for language, before, after in touched if options.show else ():
        print(f"  {language}: {before[:60]!r} > {after[:60]!r}")


if __name__ == "__main__":
    main()
