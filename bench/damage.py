"""Damage text in the ways that pages are damaged, repair it, and print how much came back, by class.

    python -m bench.damage PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--show N] [--seed N]

Another seed takes other passages: a rule that was tuned on one set is measured on another.
PROSE must be text that the model has not seen: the parts that `tools/train_text_model.py` leaves out, or any other.
*exact*: passages restored whole. *undone*: 1 - characters still apart / characters apart before, harm elsewhere counted.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Protocol, TypeVar

from bench.damages import HAN, MIRRORS, NARROW, PEOPLE, Class, classes, folded, to_traditional
from pipelines.text.repair import repair

TRAINED = frozenset({"xwlb", "pd1998", "thucnews_titles"})
HOLD_OUT = 20  # every 20th text of these is left out of training


def prose(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Give texts with their language that training did not see."""
    seen: Counter[str] = Counter()
    for path in paths:
        if path.suffix == ".txt":
            yield "zh-Hans", path.read_text(encoding="utf-8")
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                seen[row["src"]] += 1
                if row["src"] not in TRAINED or seen[row["src"]] % HOLD_OUT == 0:
                    yield row["lang"], row["text"]


def passages(paths: list[Path], seed: int = 1) -> dict[str, list[str]]:
    """Paragraphs by language, in random order: at most three of one text."""
    chance = random.Random(seed)
    result: dict[str, list[str]] = {"zh-Hans": [], "zh-Hant": []}
    for language, text in prose(paths):
        paragraphs = [p for p in cut(text) if len(HAN.findall(p)) > 60]
        result[language] += chance.sample(paragraphs, min(3, len(paragraphs)))
    for texts in result.values():
        chance.shuffle(texts)
    return result


def cut(text: str) -> Iterator[str]:
    """Paragraphs, the long ones cut where a sentence ends."""
    for paragraph in text.split("\n"):
        for piece in re.findall(".{120,300}?(?:[。！？]|$)|.{120,320}", paragraph.strip()):
            yield piece[:320]


def apart(left: str, right: str) -> int:
    """Characters that differ, by the longest common stretches."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return max(len(left), len(right)) - sum(block.size for block in blocks)


@dataclass
class Score:
    count: int = 0
    exact: int = 0
    before: int = 0
    after: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        undone = 1 - self.after / max(self.before, 1)
        speed = 1000 * self.seconds / max(self.count, 1)
        return f"{100 * self.exact / max(self.count, 1):6.1f} {100 * undone:6.1f} {self.count:5d} {speed:8.1f} ms"


def clean(text: str, codec_errors: str = "gbk") -> str:
    return text.encode(codec_errors, "ignore").decode(codec_errors)


def make(kind: Class, text: str, number: int) -> tuple[str, str]:
    """Give passage `number` damaged, and as it was."""
    chance = random.Random(number)
    truth = text[: chance.randint(*kind.size)]
    if kind.name in MIRRORS:
        truth = to_traditional(truth)
    truth = clean(truth, "big5" if kind.traditional and "Big5" in kind.name else "gbk")
    if kind.name == "strict gb2312":
        place = truth.find("。", 40) + 1
        truth = f"{truth[:place]}（记者{chance.choice(PEOPLE)}、{chance.choice(PEOPLE)}）{truth[place:]}"
    damaged = kind.damage(truth, chance)
    if kind.name == "lines folded inside":
        truth = folded(truth)
    return damaged, truth.translate(NARROW) if kind.name == "marks narrowed" else truth


def measure(kind: Class, texts: list[str], passages: int, show: int) -> Score:
    score = Score()
    for number, text in enumerate(texts):
        damaged, truth = make(kind, text, number)
        if damaged == truth:
            continue
        if score.count == passages:
            break
        start = time.process_time()
        repaired = repair(damaged).text
        score.seconds += time.process_time() - start
        score.count += 1
        score.exact += repaired == truth
        score.before += apart(damaged, truth)
        score.after += apart(repaired, truth)
        if repaired != truth and show:
            show -= 1
            print(f"  damaged  {damaged}\n  repaired {repaired}\n  truth    {truth}\n")
    return score


class Kind(Protocol):
    """A class of damage, of text or of bytes."""

    @property
    def name(self) -> str: ...
    @property
    def traditional(self) -> bool: ...


K = TypeVar("K", bound=Kind)


def asked(kinds: Iterable[K], names: str, texts: Mapping[str, list[str]]) -> Iterator[tuple[K, list[str]]]:
    """Give the classes that have one of the names (with commas between; all if there is none), and passages for each."""
    wanted = [name for name in names.split(",") if name]
    for kind in kinds:
        if not wanted or any(name in kind.name for name in wanted):
            yield kind, texts["zh-Hant" if kind.traditional else "zh-Hans"]


def print_table(
    description: str | None, kinds: Iterable[K], measure: Callable[[K, list[str], int, int], Score]
) -> None:
    """Measure every class that the command line asks for, and print a line for each as it is there."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--classes", default="")
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = passages(options.paths, options.seed)
    print(f"{'class':32s}  exact undone  count     time")
    for kind, prose in asked(kinds, options.classes, texts):
        print(f"{kind.name:32s} {measure(kind, prose, options.passages, options.show)}", flush=True)


if __name__ == "__main__":
    print_table(__doc__, classes(), measure)
