"""Damaged places that a search has read, and whether what it gave is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import groupby
from math import exp
from operator import add
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import DIGITS
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import Model, model
from pipelines.text.shifts.guesses import MARKS
from pipelines.text.shifts.readings import Reading, Step

KIND: Final = "byte-shift"
_DIGITS: Final = str.maketrans(dict.fromkeys(DIGITS, "0"))
_MARGIN: Final = 9.0  # nats by which a repair must be likelier than the text as it stands
_MARGIN_SILENT: Final = 3.0  # the same where no mark was left, and the repair costs no more than ...
_PLAIN: Final = -7.0  # ... so many nats a character, ...
_CLEAR: Final = 0.7  # ... and has this share of the likelihood
_POOR: Final = -9.0  # nats a character that a repaired place may cost at most
_POOR_SILENT: Final = -7.4  # the same where no mark was left: rare words of good text read badly another way too
_POOR_LOST: Final = -13.0  # the same where U+FFFD says that something was lost: names have rare characters
_SURE: Final = 0.25  # share of the likelihood that a character made up must have
_CERTAIN: Final = 0.6  # the same where nothing of it is left
_WRITTEN: Final = (
    0.6  # the same of a private-use character without a mark: some that an author wrote have no other
)
_PRIVATE: Final = Pattern("[\ue000-\uf8ff]")
_HAN: Final = Pattern("[一-鿿。，、；：“”]+")
_MARKED: Final = Pattern("[?\ufffd]")
_DRAWN: Final = Pattern(
    "([\u2190-\u27bf])\\1{2}"
)  # a row of one sign: what cannot be read in old texts, a line, a meter
_TOLD: Final = 0.65  # the same by what stands on both sides alone ...
_TOLD_OF_TWO: Final = 0.25  # ... in place of two: of a pair, which tells more by its bytes, as `??` always is
_GONE: Final = 4.0  # nats that it costs to believe that a mark stands for nothing
_THOUGHT_OF: Final = 3000  # characters, the commonest, ...
_LIKELIEST: Final = 40  # ... of which so many are weighed by all that follows
_NOTHING: Final = 0.97  # the same of a mark behind which nothing was lost


@dataclass(frozen=True, slots=True)
class Place:
    """Steps between two that were kept: one damaged place, with what stands around it."""

    steps: tuple[Step, ...]
    before: str
    after: str
    share: float

    @property
    def damaged(self) -> str:
        return "".join(step.unit.text for step in self.steps)

    @property
    def weighed(self) -> str:
        """What stands there but for annotations that an author may have written."""
        return "".join("" if step.unit.gloss else step.unit.text for step in self.steps)

    @property
    def guessed(self) -> bool:
        """Whether little but what was made up stands behind the repair."""
        return len(self.repaired) < 3

    @property
    def silent(self) -> bool:
        """Whether nothing marks that bytes were lost."""
        return not (_MARKED.search(self.damaged) or _PRIVATE.search(self.damaged))

    @property
    def made_up(self) -> bool:
        """Whether not one byte of what it gives is there."""
        return all(step.unit.text in "?\ufffd" for step in self.steps)

    @property
    def repaired(self) -> str:
        return "".join(step.out for step in self.steps)

    @property
    def likely(self) -> str:
        """What it gives, digits that are not known among digits."""
        return self.repaired.translate(_DIGITS)


def places(reading: Reading, text: str) -> Iterator[Place]:
    place = 0
    for kept, group in groupby(reading.steps, key=lambda step: step.kept):
        run = tuple(group)
        if not kept:
            start, end = run[0].unit.start, run[-1].unit.end
            after = text[end : end + 3].partition("\n")[0]
            share = reading.share_at(place, place + len(run))
            yield Place(run, text[max(start - 3, 0) : start], after, share)
        place += len(run)


def judge(place: Place, traditional: bool) -> tuple[Edit, float] | None:
    """Give the edit where it is likelier by a wide margin, and what it gives is likely in itself."""
    weigh = model()
    before = _weight(weigh, place.weighed, place, traditional) - sum(step.unit.literal for step in place.steps)
    after = _weight(weigh, place.likely, place, traditional) - sum(step.cost for step in place.steps)
    size = max(len(place.repaired) + len(place.after), 1)
    if after - before < _margin(place, after / size) or after / size < _poor(place):
        return None
    share = place.share
    if share < _needed(place) or _DRAWN.search(place.damaged):
        return None
    if place.made_up and len(place.repaired) < 2 and place.damaged != "??":
        share = min(share, _share_beside(place))
        if share < (_TOLD if len(place.damaged) == 1 else _TOLD_OF_TWO):
            return None
    start, end = place.steps[0].unit.start, place.steps[-1].unit.end
    confidence = round(min(0.99, share), 3)
    return Edit(KIND, start, end, place.damaged, place.repaired, confidence), after - before


def _share_beside(place: Place) -> float:
    """The likelihood of a character made up, or of nothing, among all, by what stands on both sides: however the byte was
    lost. A mark in UTF-8, or where a part of a file went, tells nothing of the bytes.
    """
    weigh = model()
    own = weigh.letter(place.repaired) if place.repaired else 0
    best = weigh.score(place.repaired + place.after, place.before) - _GONE * (not place.repaired)
    likely = _likely_between(place.before, place.after)
    return 1 / (1 + sum(exp(min(weight - best, 50.0)) for letter, weight in likely if letter != own))


def is_told(before: str, after: str) -> bool:
    """Whether what stands on both sides of a mark may tell by itself what was lost there, or that nothing was."""
    weights = [weight for _, weight in _likely_between(before, after)]
    best, nothing = max(weights), model().score(after, before) - _GONE
    likely = sum(exp(weight - best) for weight in weights)
    return likely * _TOLD < 1 or likely * exp(best - nothing) < 1 / _TOLD - 1


@lru_cache(maxsize=256)  # of the same mark it is asked before a search and behind it, in each charset
def _likely_between(before: str, after: str) -> list[tuple[int, float]]:
    """Give the likeliest characters between two texts, as letters, with what each weighs there."""
    weigh = model()
    letters = [*map(weigh.letter, MARKS), *weigh.han[:_THOUGHT_OF]]
    behind = weigh.weigh(weigh.context(before), letters)
    ahead = weigh.weigh_before(weigh.letter(after[:1] or "\n"), letters)
    likely = nlargest(_LIKELIEST, zip(map(add, behind, ahead), letters, strict=True))
    chars = ((letter, weigh.shape(letter, traditional=False)) for _, letter in likely)
    return [(letter, weigh.score(char + after, before)) for letter, char in chars]


def _margin(place: Place, likely: float) -> float:
    """Nats by which the repair must be ahead: few where no mark was left, and what it gives is plain and certain.

    That bytes went without a mark is dear already.
    """
    silent = place.silent and _HAN.fullmatch(place.repaired)
    return _MARGIN_SILENT if silent and likely > _PLAIN and place.share >= _CLEAR else _MARGIN


def _poor(place: Place) -> float:
    """Nats a character that what it gives may cost."""
    if place.silent:
        return _POOR_SILENT
    return _POOR_LOST if "\ufffd" in place.damaged else _POOR


def _needed(place: Place) -> float:
    """How far the next reading must be behind."""
    if not place.repaired:
        return _NOTHING
    if place.made_up:
        return _CERTAIN
    if _PRIVATE.search(place.damaged) and not _MARKED.search(place.damaged):
        return _WRITTEN if place.guessed else 0.0
    return _SURE if place.guessed else 0.0


def _weight(weigh: Model, text: str, place: Place, traditional: bool) -> float:
    return weigh.score(text + place.after, place.before) + weigh.forms(text, traditional)
