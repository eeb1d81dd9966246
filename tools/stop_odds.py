"""Learn what tells the end of a sentence (。) from a list that goes on (、), where the byte between them is lost.

    python -m tools.stop_odds FOLDER_OR_FILE … --parts xwlb,pd1998 > pipelines/text/data/stop-odds.json

Texts as for `tools/train_text_model.py`. Each feature is weighed alone; as they depend on one another, and the model of
likely text knows some of it, they count less than they say.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.text.crossings.stops import COMMA, STOP, features
from tools.text_sources import folder_texts

_SHARE = 0.4  # of what a feature says alone
_LEAST = 20  # times that a feature must have been seen
_NEAR = 60  # characters on each side
_HOLD_OUT = 20  # every so many texts of a part are left for measuring
_LINE = re.compile("[^\n]+")
_MARK = re.compile(f"[{STOP}{COMMA}]")


def learn(texts: Iterable[str]) -> dict[str, float]:
    counts: dict[str, Counter[str]] = {STOP: Counter(), COMMA: Counter()}
    total: Counter[str] = Counter()
    for text in texts:
        for line in _LINE.findall(text):
            for mark in _MARK.finditer(line):
                first = max(mark.start() - _NEAR, 0)
                counts[mark[0]].update(features(line[first : mark.end() + _NEAR], mark.start() - first))
                total[mark[0]] += 1
    stops, commas = counts[STOP], counts[COMMA]
    return {
        feature: round(
            _SHARE * math.log((stops[feature] + 1) / total[STOP] * total[COMMA] / (commas[feature] + 1)), 2
        )
        for feature in sorted(stops | commas)
        if stops[feature] + commas[feature] >= _LEAST
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--parts", default="")
    options = parser.parse_args()
    texts = folder_texts(options.paths, set(options.parts.split(",")), _HOLD_OUT)
    print(json.dumps(learn(texts), ensure_ascii=False, indent=0))
