"""Print how many bits a character the model needs for prose that it has not seen, by source; fewer is better.

python -m bench.model PROSE.jsonl.xz [--characters N]
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter, defaultdict
from pathlib import Path

from bench.damage import HOLD_OUT, TRAINED
from pipelines.text.language_model.model import model

EACH = 1500  # characters of one text that are weighed


def unseen(path: Path) -> dict[str, list[str]]:
    """Texts by source that training left out."""
    seen: Counter[str] = Counter()
    texts: dict[str, list[str]] = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            seen[row["src"]] += 1
            if row["src"] not in TRAINED or seen[row["src"]] % HOLD_OUT == 0:
                texts[row["src"]].append(row["text"][:EACH])
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--characters", type=int, default=60_000)
    options = parser.parse_args()
    for source, texts in unseen(options.path).items():
        text = "\n".join(texts)[: options.characters]
        print(
            f"{source:18s} {-model().score(text) / len(text) / math.log(2):6.2f} bits of {len(text):,} characters"
        )


if __name__ == "__main__":
    main()
