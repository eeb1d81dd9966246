"""Pages that one program damaged: articles of which several paragraphs have a byte less, or one too many, each.

    python -m bench.one_program PROSE.jsonl.xz|PROSE.txt … [--articles N] [--seed N]

What is counted: damaged paragraphs that are whole again, and others that are no longer. PROSE as for `bench/damage.py`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from bench.byte_damage import ByteDamage, dropped, inserted
from bench.damage import clean, prose
from pipelines.text.byte_repair import repair_bytes
from pipelines.text.encoding import decode

_PARAGRAPHS = range(5, 9)  # of an article
_SIZES = range(41, 400)
_DAMAGED = 5


def articles(paths: list[Path], seed: int) -> dict[str, list[list[str]]]:
    """Give paragraphs of articles by language, in random order."""
    found: dict[str, list[list[str]]] = {"zh-Hans": [], "zh-Hant": []}
    for language, text in prose(paths):
        paragraphs = [line.strip() for line in text.split("\n") if len(line.strip()) in _SIZES]
        if len(paragraphs) >= _PARAGRAPHS.start:
            found[language].append(paragraphs[: _PARAGRAPHS.stop - 1])
    chance = random.Random(seed)
    for texts in found.values():
        chance.shuffle(texts)
    return found


def whole(paragraphs: Sequence[str], codec: str, damage: ByteDamage, number: int) -> tuple[int, int]:
    """Give how many damaged paragraphs are whole again, and how many others are no longer."""
    chance = random.Random(number)
    truth = [clean(paragraph, codec) for paragraph in paragraphs]
    spoilt = set(chance.sample(range(len(truth)), _DAMAGED))
    lines = [line.encode(codec) for line in truth]
    data = b"\n".join(damage(line, chance) if place in spoilt else line for place, line in enumerate(lines))
    decoded = decode(data, f"text/plain; charset={codec}", is_html=False)
    read = set(repair_bytes(data, decoded).text.split("\n"))
    back = sum(truth[place] in read for place in spoilt)
    return back, sum(line not in read for place, line in enumerate(truth) if place not in spoilt)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = articles(options.paths, options.seed)
    for codec, language in (("gbk", "zh-Hans"), ("gbk", "zh-Hant"), ("big5", "zh-Hant")):
        for name, damage in (("byte dropped", dropped), ("byte inserted", inserted(codec))):
            asked = texts[language][: options.articles]
            found = [whole(article, codec, damage, number) for number, article in enumerate(asked)]
            back, harmed = (sum(counts) for counts in zip(*found, strict=True))
            print(
                f"{name:14s}{codec:5s}{language:8s}{back:5d} of {_DAMAGED * len(asked)}, {harmed} harmed",
                flush=True,
            )


if __name__ == "__main__":
    main()
