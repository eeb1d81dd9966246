"""Make pipelines/text/data/letter_pairs.txt: how often a letter follows another, by language.

The figures are those of lingua (Apache-2.0), which counted them in newspapers of each language:

    pip download --no-deps lingua-language-detector==1.3.5 && unzip -d DIR lingua_language_detector-*.whl
    pip install brotli && python tools/letter_pairs.py DIR

A line is a language: its code, its letters by frequency, and for each pair of them what the second costs behind the
first, in quarters of a bit above `!`. The first letter of all is the border of a word, written `_`.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import log2
from pathlib import Path

import brotli  # type: ignore[import-untyped, import-not-found, unused-ignore]

TABLE = Path(__file__).parent.parent / "pipelines/text/data/letter_pairs.txt"
LANGUAGES = [
    "ru",
    "uk",
    "be",
    "bg",
    "sr",
    "mk",
    "kk",
    "el",
    "he",
    "ar",
    "fa",
    "ur",
    "en",
    "fr",
    "de",
    "es",
    "pt",
    "it",
    "nl",
    "ca",
    "eu",
    "ga",
    "cy",
    "is",
    "sv",
    "da",
    "nb",
    "fi",
    "et",
    "lv",
    "lt",
    "pl",
    "cs",
    "sk",
    "hu",
    "sl",
    "hr",
    "ro",
    "sq",
    "tr",
    "eo",
    "vi",
]
BORDER = "_"
TONES = "\u0300\u0301\u0303\u0309\u0323"
NO_LETTERS = (BORDER, "º", "ª")
# Some of the newspapers were read in the wrong charset: windows-1252 for the one named here.
READ_WRONG = {
    "cp1250": ["pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq"],
    "cp1254": ["tr"],
    "cp1257": ["et", "lv", "lt"],
}
RAREST = 3e-5  # of a language's letters: rarer ones stand in names of other languages
BY_LETTER = 0.03  # of a pair's likelihood: that of the letter alone
OFTENER = 2  # a letter than what it was misread as
DEAREST = 60  # quarters of a bit

Shares = dict[str, float]


def shares(folder: Path, code: str, name: str) -> Shares:
    """Give the likelihood of each sequence of letters, behind all of it but the last."""
    path = next(folder.rglob(f"language-models/{code}/{name}.json.br"))
    groups: Mapping[str, str] = json.loads(brotli.decompress(path.read_bytes()))["ngrams"]
    found: Shares = {}
    for fraction, grams in groups.items():
        count, all_ = fraction.split("/")
        found |= dict.fromkeys(grams.split(" "), int(count) / int(all_))
    return found


def counts(letters: Shares, pairs: Shares) -> Shares:
    """Give the share of each pair of letters, borders of words included: what stands in no pair is one."""
    joint = {pair: letters.get(pair[0], 0.0) * share for pair, share in pairs.items()}
    first, last = dict(letters), dict(letters)
    for pair, share in joint.items():
        last[pair[0]] = last.get(pair[0], 0.0) - share
        first[pair[1]] = first.get(pair[1], 0.0) - share
    joint |= {BORDER + letter: max(share, 0.0) for letter, share in first.items()}
    return joint | {letter + BORDER: max(share, 0.0) for letter, share in last.items()}


def apart(joint: Shares) -> Shares:
    """The same with tones as windows-1258 writes them: apart from all letters, or from those that it has without only."""
    found: Shares = defaultdict(float)
    for pair, share in joint.items():
        left, right = pair[0], pair[1]
        for parts in (_apart, _apart_at_need):
            found[parts(left)[-1] + parts(right)[0]] += share
            if len(parts(right)) == 2:  # told once for each letter: by the pair that it ends
                found[parts(right)] += share
    return dict(found)


def _apart_at_need(letter: str) -> str:
    return letter if letter.encode("cp1258", "ignore") else _apart(letter)


def meant(letters: Shares, code: str) -> dict[str, str]:
    """Tell letters of a wrong charset by the much more frequent ones that have their place in the right one."""
    known = {"ș": "ş", "ț": "ţ"}  # written with either, as charsets have it
    for charset in (charset for charset, codes in READ_WRONG.items() if code in codes):
        for byte in range(0xA0, 0x100):
            right, wrong = (bytes([byte]).decode(each, "replace") for each in (charset, "cp1252"))
            if right != wrong and letters.get(right, 0.0) > OFTENER * letters.get(wrong, 0.0):
                known[wrong] = right
    return known


def with_meant(joint: Shares, known: Mapping[str, str]) -> Shares:
    found: Shares = defaultdict(float)
    for pair, share in joint.items():
        left, right = pair[0], pair[1]
        found[known.get(left, left) + known.get(right, right)] += share
    return dict(found)


def _apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((part for part in parts if part in TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter


def costs(joint: Shares) -> Iterator[str]:
    """Give the letters, then a row of costs for each."""
    behind: Shares = defaultdict(float)
    alone: Shares = defaultdict(float)
    for pair, share in joint.items():
        behind[pair[0]] += share
        alone[pair[1]] += share
    all_ = sum(alone.values())
    ranked = sorted(
        (share, letter) for letter, share in alone.items() if letter not in NO_LETTERS and share > RAREST * all_
    )
    letters = BORDER + "".join(letter for _, letter in reversed(ranked))
    yield letters
    for left in letters:
        likely = (
            (1 - BY_LETTER) * joint.get(left + right, 0.0) / behind[left] + BY_LETTER * alone[right] / all_
            for right in letters
        )
        yield "".join(chr(ord("!") + min(round(-4 * log2(share)), DEAREST)) for share in likely)


def line(folder: Path, code: str) -> str:
    letters = shares(folder, code, "unigrams")
    joint = with_meant(counts(letters, shares(folder, code, "bigrams")), meant(letters, code))
    return " ".join((code, *costs(apart(joint) if code == "vi" else joint)))


def main(folder: Path) -> None:
    TABLE.write_text("".join(f"{line(folder, code)}\n" for code in LANGUAGES), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
