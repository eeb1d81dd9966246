"""Learn what tells the end of a sentence (。) from a list that goes on (、), where the byte between them is lost.

    python -m tools.stop_odds FOLDER_OR_FILE … --parts xwlb,pd1998 > pipelines/text/data/stop-odds.json

Texts as for `tools/train_text_model.py`. Logistic regression by AdaGrad, over all features at once: they depend on one
another. The model of likely text is added as it is: it has seen this text, so that its weight cannot be learnt here.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.text.crossings.stops import COMMA, STOP, features
from tools.text_sources import folder_texts

_LEAST = 20  # times that a feature must have been seen
_NEAR = 60  # characters on each side
_HOLD_OUT = 20  # every so many texts of a part are left for measuring
_MARKS = 60_000  # that are learnt from, of each part
_SHARE = 0.3  # of the marks of a text, so that they come of more texts
_ROUNDS = 4
_RATE = 0.1
_SMALL = 0.05  # weights that tell nothing
_LINE = re.compile("[^\n]+")
_MARK = re.compile(f"[{STOP}{COMMA}]")
Sample = tuple[list[str], bool]


def samples(texts: Iterable[str], chance: random.Random) -> Iterator[Sample]:
    for text in texts:
        for line in _LINE.findall(text):
            for mark in _MARK.finditer(line):
                if chance.random() < _SHARE:
                    first = max(mark.start() - _NEAR, 0)
                    yield (
                        list(features(line[first : mark.end() + _NEAR], mark.start() - first)),
                        mark[0] == STOP,
                    )


def learn(found: list[Sample], chance: random.Random) -> dict[str, float]:
    counts = Counter(feature for names, _ in found for feature in names)
    known = [([name for name in names if counts[name] >= _LEAST], stop) for names, stop in found]
    weights: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        chance.shuffle(known)
        for names, stop in known:
            odds = max(min(sum(weights[name] for name in names), 30.0), -30.0)
            wrong = stop - 1 / (1 + math.exp(-odds))
            for name in names:
                steps[name] += wrong * wrong  # type: ignore[assignment]
                weights[name] += _RATE * wrong / math.sqrt(steps[name] + 1e-3)  # type: ignore[assignment]
    return {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= _SMALL}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--parts", default="")
    options = parser.parse_args()
    chance = random.Random(1)
    found: list[Sample] = []
    for part in options.parts.split(","):
        texts = list(folder_texts(options.paths, {part}, _HOLD_OUT))
        chance.shuffle(texts)
        each = list(zip(range(_MARKS), samples(texts, chance), strict=False))
        found += (sample for _, sample in each)
    print(json.dumps(learn(found, chance), ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
