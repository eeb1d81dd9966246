"""How much clean prose would be taken for furniture: bylines, notices, headings behind which an article ends.

    python -m bench.furniture PROSE [--show N]

PROSE: a JSON-lines file with `text` on each line, packed with xz or not. Sentences alone are asked; none of them
should be taken for anything else.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.page.lines.furniture import ends_text, is_byline, is_furniture, is_tail, names_original
from pipelines.page.tree.outline import Block

_ENDS = "。！？”」"
_SHORTEST = 14  # characters of a sentence; less is a heading


def main() -> int:
    parser = argparse.ArgumentParser(description="How much clean prose would be taken for furniture.")
    parser.add_argument("prose", type=Path)
    parser.add_argument("--show", type=int, default=10, metavar="N", help="show N of the lines of each kind")
    arguments = parser.parse_args()
    total, counts = 0, Counter[str]()
    for line in sentences(arguments.prose):
        total += 1
        kind = taken_for(Block(line, 0, 1, 0, 0, False))
        if kind:
            counts[kind] += 1
            if counts[kind] <= arguments.show:
                print(f"{kind:10} {line[:70]}")
    print(f"{total} sentences, {sum(counts.values())} taken for furniture {dict(counts) or ''}")
    return 0


def taken_for(block: Block) -> str | None:
    """Say what a line would be taken for other than text, wherever it stands."""
    told = (
        ("byline", is_byline(block) or names_original(block.text)),
        ("tail", is_tail(block)),
        ("end", ends_text(block)),
        ("furniture", is_furniture(block)),
    )
    return next((kind for kind, found in told if found), None)


def sentences(path: Path) -> Iterator[str]:
    """Give the lines of all texts that read as sentences."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            for line in json.loads(row)["text"].split("\n"):
                text = line.strip(" \u3000")
                if len(text) >= _SHORTEST and text[-1] in _ENDS:
                    yield text


if __name__ == "__main__":
    sys.exit(main())
