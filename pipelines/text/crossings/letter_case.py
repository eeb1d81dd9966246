"""Bytes of characters that a program took for letters and folded, as strtolower does: 功 of Big5 is another then.

Each character whose bytes hold a letter may have been one with the other; the likeliest text of all is searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.crossings.lossless import nats
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import CONTEXT_MASK, is_traditional, model
from pipelines.text.signs.japanese import is_japanese
from pipelines.text.signs.letter_case import Fold, folds, others

KIND: Final = "letter-case"
_LINE: Final = Pattern("[^\n]{1,2000}")
_BEAM: Final = 16
_TURNED: Final = -0.7  # either case is as likely as the other
_SURE: Final = 8.0  # nats that it must gain: good text that looks so gains nothing,
_EACH: Final = 1.0  # and so many for each character that changes
_LIKELY: Final = -7.0  # nats a character that it may cost at most afterwards
_CONFIDENCE: Final = 0.9


def find_folded_case(text: str, budget: Budget) -> list[Edit]:
    """Give the edits that restore what was folded, line by line: none in Japanese, of which some lines show no kana."""
    if is_japanese(text):
        return []
    return [edit for line in _LINE.finditer(text) for edit in _edits(line[0], line.start(), budget)]


def _edits(line: str, start: int, budget: Budget) -> Iterator[Edit]:
    found = [_search(line, fold, budget) for fold in folds(line)]
    if not found:
        return
    gain, before = max(found)
    changed = [place for place, (now, then) in enumerate(zip(line, before, strict=True)) if now != then]
    if gain < max(_SURE, _EACH * len(changed)) or nats(before) < _LIKELY:
        return
    for place in changed:
        yield Edit(KIND, start + place, start + place + 1, line[place], before[place], _CONFIDENCE)


def _search(line: str, fold: Fold, budget: Budget) -> tuple[float, str]:
    """The likeliest text that may have become `line`, and how many nats likelier it is."""
    if budget.left <= 0:
        return 0.0, line
    weigh, traditional = model(), is_traditional(line)
    as_it_stands = weigh.score(line) + weigh.forms(line, traditional)
    ways: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for char in line:
        options = [
            (each, weigh.letter(each), weigh.form(each, traditional)) for each in (char, *others(fold, char))
        ]
        turned = _TURNED if len(options) > 1 else 0.0
        best: dict[int, tuple[float, int, str]] = {}
        for score, context, out in ways:
            for each, letter, form in options:
                now = context << 16 & CONTEXT_MASK | letter
                total = score + turned + form + weigh.next(context, letter)
                if now not in best or best[now][0] < total:
                    best[now] = total, now, out + each
        ways = nlargest(_BEAM, best.values())
    score, _, before = max(ways)
    budget.spend(len(line) * _BEAM, len(line) if score > as_it_stands else 0)
    return score - as_it_stands, before
