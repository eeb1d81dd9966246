"""Bytes lost or cut without regard to character borders, and the run decoded one off behind them, undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.decoders.gb import Pairs, pairs
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.lost.names import name_weights
from pipelines.text.lost.strict import narrow_forms, untold
from pipelines.text.shifts.brackets import line_in_front
from pipelines.text.shifts.lattice import Search
from pipelines.text.shifts.places import KIND, judge, places
from pipelines.text.shifts.readings import NARROW, WIDE, Beam
from pipelines.text.shifts.starts import all_signs, passed_over, plain_signs
from pipelines.text.shifts.units import Style, units
from pipelines.text.shifts.wrapping import Unwrapped, unwrapped
from pipelines.text.signs.questions import QUESTION, is_folded

_MARK: Final = Pattern(rf"\ufffd|{QUESTION.pattern}")
_CUT_LINES: Final = frozenset(("?\n", "\ufffd\n"))
_LEAD_IN: Final = 14  # characters before a sign that may be part of the damage
_PAGE: Final = 6000  # characters of a page whose words are known
_DOUBTFUL: Final = 0.97  # confidence below which a place is read once more
_BRACKETED: Final = 30  # characters between brackets: more in one of 200
MOST: Final = 600  # characters of a text that is searched for faint signs at once


@dataclass(frozen=True, slots=True)
class Window:
    edits: tuple[Edit, ...]
    end: int
    gain: float  # nats by which they make the text likelier

    @property
    def is_sure(self) -> bool:
        return bool(self.edits) and all(edit.confidence >= _DOUBTFUL for edit in self.edits)


@dataclass(frozen=True, slots=True)
class _Joined:
    """A text whose broken lines are joined, at `cuts`; `standing` are the marks in it that are none of a byte lost."""

    text: str
    cuts: frozenset[int]
    standing: frozenset[int]


Windows = Mapping[int, Window]  # by the place of the sign that each was read for


def find_shifts(text: str, budget: Budget, codecs: Sequence[str] = ("gbk",), context: str = "") -> list[Edit]:
    """Give the repairs of `text`, from the text alone. Of several codecs the one that repairs better is taken.

    `context` is more text of the same page, whose words are likelier than others.
    """
    lines = unwrapped(text)
    return list(lines.edits(_repairs(lines, codecs, context, budget)))


def _repairs(lines: Unwrapped, codecs: Sequence[str], context: str, budget: Budget) -> list[Edit]:
    text = lines.text
    on_page = bool(context) or len(text) > MOST
    first = plain_signs if on_page else all_signs
    signs = {codec: list(first(text, pairs(codec))) for codec in codecs}
    if not any(signs.values()):
        return []
    traditional = is_traditional(lines.original + context)
    pairs_of_page = frozenset(map("".join, pairwise(f"{text}\n{context}"[:_PAGE])))
    joined = _Joined(text, frozenset(lines.places), _standing(text, context))
    searches = [_search(joined, codec, traditional, pairs_of_page) for codec in codecs if signs[codec]]
    found = [
        (_find(search, joined, signs[search.pairs.codec], on_page, budget), search.pairs.codec)
        for search in searches
    ]
    windows, codec = max(found, key=lambda both: sum(window.gain for window in both[0].values()))
    edits = _edits(windows)
    # What the runs give once they are read says more of the text's words, and of what was guessed at their ends.
    if any(edit.confidence < _DOUBTFUL for edit in edits):
        settled = {place: window for place, window in windows.items() if window.is_sure}
        read = {pair for edit in edits for pair in map("".join, pairwise(edit.after[1:-1]))}
        search = _search(joined, codec, traditional, pairs_of_page | read)
        budget.renew()
        again = _read(search, joined, all_signs(text, search.pairs), budget, settled)
        edits = _edits(again) if budget.left > 0 else edits
    forms = narrow_forms(text, edits, KIND) if _is_strict(text, edits) else ()
    return sorted([*edits, *forms], key=lambda edit: edit.start)


def _standing(text: str, context: str) -> frozenset[int]:
    """Marks that a strict gb2312 decoder left of what cannot be told."""
    is_narrow = "\ufffd" in text and _style(text, pairs("gbk")).narrow
    return untold(text, context) if is_narrow else frozenset()


def _is_strict(text: str, edits: Sequence[Edit]) -> bool:
    """Whether a strict gb2312 decoder was at work."""
    return "\ufffd" in text and bool(edits) and _style(text, pairs("gbk")).narrow


def _find(
    search: Search, joined: _Joined, signs: Sequence[re.Match[str]], on_page: bool, budget: Budget
) -> Windows:
    """Give the repairs as of one charset.

    Every search costs tens of milliseconds, and good text is full of faint signs: a page is searched for them only
    where plain signs have shown that it is damaged.
    """
    budget.renew()
    found = _read(search, joined, signs, budget)
    if not (on_page and _edits(found)):
        return found
    return _read(search, joined, all_signs(joined.text, search.pairs), budget)


def _edits(windows: Windows) -> list[Edit]:
    return [edit for window in windows.values() for edit in window.edits]


def _search(joined: _Joined, codec: str, traditional: bool, page: frozenset[str]) -> Search:
    return Search(pairs(codec), model(), traditional, page, silent=_MARK.search(joined.text) is None)


def _read(
    search: Search,
    joined: _Joined,
    signs: Iterable[re.Match[str]],
    budget: Budget,
    settled: Windows = MappingProxyType({}),
) -> Windows:
    """Read one window after the other. `settled`: those of an earlier reading that stand."""
    text = joined.text
    style = replace(_style(text, search.pairs), cuts=joined.cuts)
    windows: dict[int, Window] = {}
    edits: list[Edit] = []
    done = 0
    for sign in signs:
        if sign.start() < done or sign.start() in joined.standing:
            continue
        if budget.left <= 0:
            break
        if (behind := passed_over(text, sign)) is not None:
            done = behind
            continue
        window = settled.get(sign.start())
        if window is None:
            start = max(done, sign.start() - _LEAD_IN, _line(text, sign.start()))
            front, allowed = line_in_front(text, start, edits), budget.left
            search.enter(front, unclosed=_is_unclosed(text, sign.start()), allowed=allowed)
            window = _window(search, text, (start, sign.end()), style, (WIDE,) if edits else (NARROW, WIDE))
            budget.spend(allowed - search.left, len(window.edits))
        windows[sign.start()] = window
        edits += window.edits
        done = max(window.end, sign.end())
    return windows


def _line(text: str, place: int) -> int:
    """Where the line begins that `place` is in: with the one before where that was cut inside a character."""
    start = text.rfind("\n", 0, place) + 1
    return text.rfind("\n", 0, start - 1) + 1 if text[max(start - 2, 0) : start] in _CUT_LINES else start


def _is_unclosed(text: str, place: int) -> bool:
    """Whether `place` is behind a bracket that nothing closes so near as authors do."""
    before = text[max(place - _BRACKETED, 0) : place].rpartition("\n")[2]
    behind = text[place : place + _BRACKETED].partition("\n")[0].partition("（")[0]
    return before.rfind("（") > before.rfind("）") and "）" not in behind


def _style(text: str, pairs_: Pairs) -> Style:
    han = {char for char in text if "\u3400" <= char <= "\uf8ff"}
    narrow = bool(pairs_.narrow) and han <= pairs_.narrow | name_weights().keys()
    return Style("，" in text, narrow, is_folded(text))


def _window(search: Search, text: str, places_: tuple[int, int], style: Style, beams: Sequence[Beam]) -> Window:
    """Read from the first place until it is in line behind the second, with one beam after the other as long as that
    finds something.
    """
    start, sign_end = places_
    before = text[max(start - 3, 0) : start]
    for beam in beams:
        reading = search.run(before, units(text, start, search.pairs, style), sign_end, beam)
        if reading is None or all(step.kept for step in reading.steps):
            break
    if reading is None:
        return Window((), sign_end, 0.0)
    judged = [judge(place, search.traditional) for place in places(reading, text)]
    found = [both for both in judged if both is not None]
    return Window(tuple(edit for edit, _ in found), reading.steps[-1].unit.end, sum(gain for _, gain in found))
