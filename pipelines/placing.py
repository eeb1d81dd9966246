"""Edits of a page's source found again in the fields that were read from it, by the text around them.

Fields hold the text between tags, with references read and blanks folded: no offset leads there, and blanks count for
nothing here. Where the nearest text stands in a field more than once, the one is taken whose wider surroundings are
the page's.
"""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from pipelines.article import FieldEdit
from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

_NEAR: Final = 12  # characters of source on each side that are looked for
_WIDE: Final = 160  # characters of source on each side that are compared ...
_WIDER: Final = 1600  # ... and where several places are alike
_KEY: Final = 8  # characters by which places in a field are found
_MOST: Final = 64  # places in a field that are compared for one edit
_TELLING: Final = 3  # characters that surroundings have in common at least, where a line has so many
# Tags and references, and what stands between a title and the names of site and section, where fields are cut.
_BORDER: Final = Pattern(r"[<>&;\"_|\-\u2010-\u2015»›·:：]")
_BORDER_OR_BLANK: Final = Pattern(rf"\s|{_BORDER.pattern}")
_MARKUP: Final = Pattern(r"[<>&]")
_END: Final = Pattern(r"[\n<>]")
_TAG: Final = Pattern(r"<[^<>]*+>|^[^<>]*+>|<[^<>]*+$")


@dataclass(frozen=True, slots=True)
class Place:
    """An edit at `start` of the repaired source `page`, where it looks like `left` + `after` + `right`, blanks aside."""

    edit: Edit
    page: str
    start: int
    left: str
    after: str
    right: str

    @property
    def around(self) -> str:
        return self.left + self.after + self.right

    @property
    def tells(self) -> bool:
        """Something is there to find it by."""
        return bool(self.left or self.right or len(self.after) > 1)

    @property
    def alone(self) -> Place:
        """The same without what stands behind blanks: 来源：青川日報 记者：… is of two fields."""
        left, right = _beside(self.page, self.start, self.start + len(self.edit.after), _BORDER_OR_BLANK)
        return replace(self, left=left, right=right)


def places(page: str, edits: Iterable[Edit]) -> Iterator[Place]:
    """Give the places of `edits` in the repaired source, but for those that no text tells."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.after)
        left, right = _beside(page, start, end, _BORDER)
        after = _squeezed(edit.after)
        place = Place(edit, page, start, left, after, right)
        if place.tells and not _MARKUP.search(after):
            yield place
        shift += len(edit.after) - (edit.end - edit.start)


def _beside(page: str, start: int, end: int, border: Pattern) -> tuple[str, str]:
    left, right = page[max(0, start - _NEAR) : start], page[end : end + _NEAR]
    return _squeezed(border.split(left)[-1]), _squeezed(border.split(right, maxsplit=1)[0])


def field_edits(found: Sequence[Place], field: str, text: str) -> Iterator[FieldEdit]:
    """Give the edits that lie in `text`, the repaired value of `field`; offsets as it was before."""
    ways = [(place, place.alone) if len(text) < 2 * _NEAR else (place,) for place in found]
    read = _Field(text, chain.from_iterable(ways))
    done = shift = 0
    last: tuple[int, int] | None = None
    for place, *others in ways:
        spans = (read.find(each, done) for each in (place, *others) if each.tells)
        span = next(filter(None, spans), None)
        if span is None or (last and last[0] == span[0] and last[1] != place.start):
            continue  # what is taken out twice at one place of the field was so at one of the page
        last = span[0], place.start
        start, done = span
        before, after = place.edit.before, text[start:done]
        yield FieldEdit(
            field,
            place.edit.kind,
            start - shift,
            start - shift + len(before),
            before,
            after,
            place.edit.confidence,
        )
        shift += len(after) - len(before)


class _Field:
    """The text of a field, in which `found` are looked for: one pass for each length of what they begin with."""

    def __init__(self, text: str, found: Iterable[Place]) -> None:
        self._text = text
        self._seen = _squeezed(text)
        self._offsets = [place for place, char in enumerate(text) if not char.isspace()]
        self._index: dict[str, list[int]] = {place.around[:_KEY]: [] for place in found}
        for size in {len(key) for key in self._index}:
            for start in range(len(self._seen) - size + 1):
                if (starts := self._index.get(self._seen[start : start + size])) is not None:
                    starts.append(start)

    def find(self, place: Place, done: int) -> tuple[int, int] | None:
        """Where the edit stands in the text, from `done` on."""
        starts = self._index.get(place.around[:_KEY], ())
        first = bisect_left(self._offsets, done) - len(place.left)
        near = islice(starts, bisect_left(starts, first), None)
        spans = [
            self._span(place, start) for start in islice(near, _MOST) if self._seen.startswith(place.around, start)
        ]
        spans = [span for span in spans if span[0] >= done]
        reach = _WIDE if len(spans) == 1 else _WIDER
        likely = [(self._likeness(place, span, reach), -span[0], span) for span in spans]
        best = max(likely, default=None)
        return best[2] if best and best[0] >= 0 else None

    def _span(self, place: Place, start: int) -> tuple[int, int]:
        first = start + len(place.left)
        if place.after:
            return self._offsets[first], self._offsets[first + len(place.after) - 1] + 1
        at = self._offsets[first - 1] + 1 if place.left else self._offsets[first]
        return at, at

    def _likeness(self, place: Place, span: tuple[int, int], reach: int) -> int:
        """Count the characters seen in common before and behind. -1: it is another place."""
        start, end = span
        here = _around(self._text, start, end, reach)
        there = _around(place.page, place.start, place.start + len(place.edit.after), reach)
        before, behind = _common(here[0], there[0]), _common(here[1], there[1])
        fits = before >= self._least(start, -1) and behind >= self._least(end, 1)
        sure = fits or before + behind >= 2 * _TELLING or len(place.after) >= 2 * _TELLING
        return before + behind if sure else -1

    def _least(self, place: int, way: int) -> int:
        """How much must be common on one side: less where a line or an element ends there."""
        near = self._text[place : place + _NEAR] if way > 0 else self._text[max(place - _NEAR, 0) : place][::-1]
        return min(_TELLING, len(_squeezed(_END.split(near, maxsplit=1)[0])))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _around(source: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """What a reader sees before `start`, the nearest first, and behind `end`."""
    return _seen(source[max(start - reach, 0) : start])[::-1], _seen(source[end : end + reach])


def _seen(source: str) -> str:
    return _squeezed(html.unescape(_TAG.sub("", source)))


def _common(one: str, two: str) -> int:
    """Count the characters with which both begin."""
    shorter = range(min(len(one), len(two)))
    return bisect_left(shorter, True, key=lambda last: one[: last + 1] != two[: last + 1])
