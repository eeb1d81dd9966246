"""Tell why damaged passages do not come back whole: print what kind of place is wrong in them, by class.

    python -m bench.misses PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--show N] [--seed N]

*mark*: a mark was left standing, for nothing says what stood there, or too little. *figure*: a digit or ASCII, which no
model tells. *model*: what was put there is likelier than the truth, so that a better search would not help. *search*:
the truth is likelier, and was not found or not believed. A passage counts once, for the first of these that it has.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from bench.damage import asked, make, passages
from bench.damages import Class, classes
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.repair import repair

REASONS = ("whole", "mark", "figure", "model", "search")
_AROUND = 3


def places(given: str, truth: str) -> Iterator[tuple[str, str]]:
    """Give each wrong place's reason, and the place as `before[given>truth]after`."""
    weigh, traditional = model(), is_traditional(truth)
    for tag, i, j, start, end in SequenceMatcher(None, given, truth, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = truth[max(start - _AROUND, 0) : start], truth[end : end + _AROUND]
        wrong, right = (
            weigh.score(text + after, before) + weigh.forms(text, traditional)
            for text in (given[i:j], truth[start:end])
        )
        reason = _reason(given[i:j], truth[start:end], right > wrong)
        yield reason, f"{before}[{given[i:j]}>{truth[start:end]}]{after} {right - wrong:+.1f}"


def _reason(given: str, truth: str, likelier: bool) -> str:
    if "?" in given or "\ufffd" in given:
        return "mark"
    if any(char.isascii() or char.isdigit() for char in truth):
        return "figure"
    return "search" if likelier else "model"


def count(kind: Class, texts: list[str], wanted: int, show: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for number, text in enumerate(texts):
        damaged, truth = make(kind, text, number)
        if found.total() == wanted:
            break
        if damaged == truth:
            continue
        wrong = list(places(repair(damaged).text, truth))
        reasons = {reason for reason, _ in wrong}
        found[next((reason for reason in REASONS if reason in reasons), "whole")] += 1
        if wrong and show > 0:
            show -= 1
            print("  ", *(f"{reason}: {place}" for reason, place in wrong))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--classes", default="lead lost,dropped,strict,narrowed,cuts")
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = passages(options.paths, options.seed)
    print(f"{'class':32s}", *(f"{reason:>7s}" for reason in REASONS))
    for kind, prose in asked(classes(), options.classes, texts):
        found = count(kind, prose, options.passages, options.show)
        print(f"{kind.name:32s}", *(f"{found[reason]:7d}" for reason in REASONS), flush=True)


if __name__ == "__main__":
    main()
