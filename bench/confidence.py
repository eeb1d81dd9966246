"""Tell how often edits of a told confidence are right: repair damaged prose, and hold each edit against what was written.

    python -m bench.confidence PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--seed N]

An edit is right where the repaired text is what was written, from its first character to its last.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from bench.damage import asked, make, passages
from bench.damages import Class, classes
from pipelines.text.repair import Repaired, repair

BINS = (0.3, 0.5, 0.7, 0.9, 0.95)


def judged(repaired: Repaired, truth: str) -> Iterator[tuple[float, bool]]:
    """Give each edit's confidence, and whether it is right."""
    steps = SequenceMatcher(None, repaired.text, truth, autojunk=False).get_opcodes()
    wrong = [(start, max(end, start + 1)) for tag, start, end, _, _ in steps if tag != "equal"]
    shift = 0
    for edit in repaired.edits:
        start = edit.start + shift
        end = max(start + len(edit.after), start + 1)
        shift += len(edit.after) - len(edit.before)
        yield edit.confidence, all(last <= start or first >= end for first, last in wrong)


def edits(kind: Class, texts: list[str], wanted: int) -> Iterator[tuple[float, bool]]:
    for number, text in enumerate(texts[:wanted]):
        damaged, truth = make(kind, text, number)
        if damaged != truth:
            yield from judged(repair(damaged), truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--classes", default="lead lost,dropped,inserted,strict")
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = passages(options.paths, options.seed)
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for kind, prose in asked(classes(), options.classes, texts):
        for told, right in edits(kind, prose, options.passages):
            found[sum(told >= least for least in BINS)].append((told, right))
    print(f"{'told':>6s} {'right':>6s} {'edits':>6s}")
    for _, rows in sorted(found.items()):
        confidence, rightly = (sum(row[part] for row in rows) / len(rows) for part in (0, 1))
        print(f"{confidence:6.2f} {rightly:6.2f} {len(rows):6d}")


if __name__ == "__main__":
    main()
