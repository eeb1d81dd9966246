"""Edits of several passes told as edits of the text as it came in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Final

from pipelines.text.edits import Edit, apply_edits

ON_DEMAND: Final = ("width", "script")


@dataclass(frozen=True, slots=True)
class _Placed:
    """An edit in the text between the passes: `growth` is by how much an earlier one made it longer there."""

    start: int
    end: int
    growth: int
    later: bool
    edit: Edit


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Give edits of `text` that do `first`, then `second` (whose places are in the text that `first` gave).

    Both are sorted and free of overlaps; so is the result. Edits that meet become one, of the later one's kind; where
    one undid damage, what was changed on demand beside it does not hide that.
    """
    between = apply_edits(text, first)
    placed = merge(_outcomes(first), _places(second), key=lambda one: (one.start, one.end))
    result: list[Edit] = []
    cluster: list[_Placed] = []
    shift = end = 0
    for one in placed:
        if cluster and one.start > end:
            result.append(_joined(text, between, cluster, shift))
            shift += sum(part.growth for part in cluster)
            cluster = []
        end = max(end, one.end) if cluster else one.end
        cluster.append(one)
    if cluster:
        result.append(_joined(text, between, cluster, shift))
    return [edit for edit in result if edit.before != edit.after]


def outside(edits: Sequence[Edit], first: Sequence[Edit], of: Callable[[Edit], bool]) -> list[Edit]:
    """Those of `edits` (of the text that `first` gave) that change nothing that the edits `of` a kind among `first` wrote."""
    written = [one for one in _outcomes(first) if of(one.edit)]
    starts = [one.start for one in written]
    last = ((edit, bisect_left(starts, edit.end) - 1) for edit in edits)
    return [edit for edit, place in last if place < 0 or written[place].end <= edit.start]


def _outcomes(edits: Sequence[Edit]) -> Iterator[_Placed]:
    """Where the first edits ended up."""
    shift = 0
    for edit in edits:
        growth = len(edit.after) - (edit.end - edit.start)
        yield _Placed(edit.start + shift, edit.start + shift + len(edit.after), growth, False, edit)
        shift += growth


def _places(edits: Sequence[Edit]) -> Iterator[_Placed]:
    for edit in edits:
        yield _Placed(edit.start, edit.end, 0, True, edit)


def _joined(text: str, between: str, cluster: list[_Placed], shift: int) -> Edit:
    """Make one edit of those that meet; `shift` is by how much earlier ones have lengthened the text."""
    start, end = cluster[0].start, max(one.end for one in cluster)
    later = [one.edit for one in cluster if one.later]
    moved = [Edit(e.kind, e.start - start, e.end - start, e.before, e.after, e.confidence) for e in later]
    left, right = start - shift, end - shift - sum(one.growth for one in cluster)
    kinds = [edit.kind for edit in reversed(later)] + [one.edit.kind for one in cluster if not one.later]
    kind = next((each for each in kinds if each not in ON_DEMAND), kinds[0])
    confidence = min(one.edit.confidence for one in cluster)
    return Edit(kind, left, right, text[left:right], apply_edits(between[start:end], moved), confidence)
