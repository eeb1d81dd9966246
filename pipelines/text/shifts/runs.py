"""Bytes lost or cut without regard to character borders, and the run decoded one off behind them, undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import merge, nsmallest
from itertools import pairwise
from operator import itemgetter
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.decoders.gb import Pairs, pairs
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.language_model.pinyin import CUT
from pipelines.text.lost.names import name_weights
from pipelines.text.lost.strict import narrow_forms, untold
from pipelines.text.shifts.brackets import line_in_front
from pipelines.text.shifts.lattice import Search
from pipelines.text.shifts.places import KIND, judge, places
from pipelines.text.shifts.readings import NARROW, WIDE, Beam
from pipelines.text.shifts.units import CUTS as _CUTS
from pipelines.text.shifts.units import INSIDE, Style, units
from pipelines.text.shifts.wrapping import Unwrapped, unwrapped
from pipelines.text.signs.of_text import is_foreign, rare_places, rare_runs, shifted_places
from pipelines.text.signs.one_off import strangers
from pipelines.text.signs.out_of_step import TELLING, gain
from pipelines.text.signs.questions import HALF, QUESTION, is_unasked

SIGN: Final = Pattern(rf"{CUT.pattern}|[\ufffd\ue000-\uf8ff]|{QUESTION.pattern}")
_WIDE_MARK: Final = Pattern("[，：；！？（）]")
_NARROW_MARK: Final = Pattern("[\u3400-\u9fff][,:;!()]")
_MARK: Final = Pattern(rf"\ufffd|{QUESTION.pattern}")
# Several characters in a row of which nothing is left: no bytes say what they were.
_LOST: Final = Pattern("\ufffd{3,}")
_CUT_LINES: Final = frozenset(("?\n", "\ufffd\n"))
_CODE: Final = Pattern(r"\?[!->@\[-`{-~]{2}")
_LEAD_IN: Final = 14  # characters before a sign that may be part of the damage
_PAGE: Final = 6000  # characters of a page whose words are known

_DOUBTFUL: Final = 0.97  # confidence below which a text is read once more
_GARBAGE: Final = 48  # characters that tell garbage, ...
_MARKED: Final = 4  # ... so many marks among them, ...
_SENSE: Final = -32.0  # ... and four in a row that cost less nats make sense
_BRACKETED: Final = 30  # characters between brackets: more in one of 200
_DENSE: Final = 24  # characters looked at together for how many are lost
_MOST: Final = 600  # characters of a text that is searched for faint signs at once
_ODD: Final = -15.0  # nats that a question mark and two characters behind it may cost
_BEHIND: Final = 6  # characters behind a question mark ...
_STRANGE: Final = -8.5  # ... that are strange where each of them costs so many nats
_STRANGE_BETWEEN: Final = -5.0  # the same of what stands between two, both of which may be half a character, ...
_UNASKED: Final = -6.0  # ... where a question mark is so unlikely
_NARROWED: Final = "!:;,("  # marks that their bytes made half-width
_STRANGEST: Final = (
    6  # plain signs of a long text that are searched before it is asked whether anything came of it
)
_BETTER: Final = 4.0  # nats by which a run beside a question mark must be likelier one byte further on
_FURTHER: Final = 10.0  # the same in text whose marks are half-width
_FAINT: Final = 7.0  # the same of an odd character
_PLAIN: Final = 13.0  # the same of an odd character on a long page, where good text has many


def find_shifts(text: str, budget: Budget, codecs: Sequence[str] = ("gbk",), context: str = "") -> list[Edit]:
    """Give the repairs of `text`, from the text alone. Of several codecs the one that repairs better is taken.

    `context` is more text of the same page, whose words are likelier than others.
    """
    lines = unwrapped(text)
    return list(lines.edits(_repairs(lines, codecs, context, budget)))


def _repairs(lines: Unwrapped, codecs: Sequence[str], context: str, budget: Budget) -> list[Edit]:
    text = lines.text
    on_page = bool(context) or len(text) > _MOST
    first = _plain_signs if on_page else _signs
    signs = {codec: list(first(text, pairs(codec))) for codec in codecs}
    if not any(signs.values()):
        return []
    traditional = is_traditional(lines.original + context)
    pairs_of_page = frozenset(map("".join, pairwise(f"{text}\n{context}"[:_PAGE])))
    standing = _standing(text, context)
    searches = [_search(lines, codec, traditional, pairs_of_page) for codec in codecs if signs[codec]]
    for search in searches:
        search.standing = standing
    found = [
        (*_find(search, text, signs[search.pairs.codec], on_page, budget), search.pairs.codec)
        for search in searches
    ]
    edits, _, codec = max(found, key=itemgetter(1))
    # What the runs give once they are read says more of the text's words, and of what was guessed at their ends.
    if any(edit.confidence < _DOUBTFUL for edit in edits):
        read = {pair for edit in edits for pair in map("".join, pairwise(edit.after[1:-1]))}
        search = _search(lines, codec, traditional, pairs_of_page | read)
        search.standing = standing
        budget.renew()
        again = _read(search, text, _signs(text, search.pairs), budget)[0]
        edits = again if budget.left > 0 else edits
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
    search: Search, text: str, signs: Sequence[re.Match[str]], on_page: bool, budget: Budget
) -> tuple[list[Edit], float]:
    """Give the repairs as of one charset, and how much likelier they make the text.

    Every search costs tens of milliseconds, and good text is full of faint signs: a page is searched for them only
    where plain signs have shown that it is damaged.
    """
    budget.renew()
    found = _read(search, text, signs, budget)
    return _read(search, text, _signs(text, search.pairs), budget) if on_page and found[0] else found


def _search(lines: Unwrapped, codec: str, traditional: bool, page: frozenset[str]) -> Search:
    search = Search(pairs(codec), model(), traditional, slips=True)
    search.page, search.cuts = page, lines.places
    search.silent = _MARK.search(lines.text) is None
    return search


def _read(search: Search, text: str, signs: Iterable[re.Match[str]], budget: Budget) -> tuple[list[Edit], float]:
    style = replace(_style(text, search.pairs), cuts=frozenset(search.cuts))
    edits: list[Edit] = []
    gain = 0.0
    done = 0
    for sign in signs:
        if sign.start() < done or sign.start() in search.standing:
            continue
        if budget.left <= 0:
            break
        if _CODE.match(text, sign.start()) or is_foreign(text, *sign.span()):
            continue
        if lost := _LOST.match(text, sign.start()):
            done = lost.end()
            continue
        if _hopeless(text[sign.start() : sign.start() + _DENSE]):
            done = sign.start() + _DENSE
            continue
        if _is_garbage(text[sign.start() : sign.start() + _GARBAGE]):
            done = sign.start() + _GARBAGE
            continue
        start = max(done, sign.start() - _LEAD_IN, _line(text, sign.start()))
        search.left, search.unclosed = budget.left, _is_unclosed(text, sign.start())
        search.front = line_in_front(text, start, edits)
        allowed = search.left
        window = _window(search, text, (start, sign.end()), style, (WIDE,) if edits else (NARROW, WIDE))
        budget.spend(allowed - search.left, len(window.edits))
        edits += window.edits
        gain += window.gain
        done = max(window.end, sign.end())
    return edits, gain


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
    return Style("，" in text, narrow, _is_folded(text))


def _is_folded(text: str) -> bool:
    """Whether its marks are half-width, not one of them full-width."""
    return _WIDE_MARK.search(text) is None and _NARROW_MARK.search(text) is not None


def _signs(text: str, table: Pairs) -> Iterator[re.Match[str]]:
    """Signs, and rare characters beside which the text reads better one byte off, in the order of their places."""
    folded = _is_folded(text)
    marks = (sign for sign in SIGN.finditer(text) if sign[0] != "?" or _odd_question(text, sign, folded, table))
    odd = merge(rare_places(text), shifted_places(text, (table.codec,)), key=_place)
    return merge(marks, (one for one in odd if gain(text, *one.span(), table) > _FAINT), key=_place)


def _place(sign: re.Match[str]) -> int:
    return sign.start()


def _plain_signs(text: str, table: Pairs) -> list[re.Match[str]]:
    """The strangest of the signs that good text hardly shows."""
    folded = _is_folded(text)
    signs = [sign for sign in SIGN.finditer(text) if sign[0] != "?" or _is_one_off(text, sign, table, folded)]
    signs += [run for run in rare_runs(text) if gain(text, *run.span(), table) > TELLING]
    signs += [odd for odd in shifted_places(text, (table.codec,)) if gain(text, *odd.span(), table) > _PLAIN]
    signs += strangers(text, (table.codec,))
    strangest = nsmallest(_STRANGEST, signs, key=partial(_likelihood, text))
    return sorted(strangest, key=_place)


def _likelihood(text: str, sign: re.Match[str]) -> float:
    """Nats a character of what stands around a sign."""
    around = text[max(sign.start() - 2, 0) : sign.end() + 6]
    return model().score(around) / len(around)


def _hopeless(text: str) -> bool:
    """Whether so much is lost that what remains does not tell the rest. Private-use characters are bytes that are known."""
    lost = sum(2 if char in "?\ufffd" else "\ue000" <= char <= "\uf8ff" for char in text)
    return lost > len(text) * 4 / 3 and len(text) == _DENSE


def _is_garbage(text: str) -> bool:
    """Whether marks abound and nothing between them makes sense: no damage leaves a long text so."""
    if len(text) < _GARBAGE or sum(char in "?\ufffd" for char in text) < _MARKED:
        return False
    return all(model().score(text[i : i + 4]) < _SENSE for i in range(0, len(text) - 3, 2))


def _odd_question(text: str, mark: re.Match[str], folded: bool, table: Pairs) -> bool:
    """Whether what follows a question mark is no beginning of a sentence: bytes out of line change it at once.

    In a text whose marks are half-width it is one of them, unless more than that speaks against it.
    """
    place = mark.start()
    if folded and not _strange_behind(text, place) and not _is_beside(text, mark, table, folded):
        return False
    if text[place + 1 : place + 2] in _CUTS or INSIDE.match(text, max(place - 1, 0)):
        return True
    after = text[place : place + 4].replace("\n", "")[:3]
    return model().score(after, text[max(place - 3, 0) : place]) < _ODD


def _strange_behind(text: str, place: int) -> bool:
    behind = text[place + 1 : place + 1 + _BEHIND]
    weigh = model()
    if weigh.score(behind, "?") < _STRANGE * len(behind):
        return True
    between, mark, _ = behind.lstrip(_NARROWED).partition("?")
    if (
        not mark
        or not between
        or weigh.next(weigh.context(text[max(place - 3, 0) : place]), weigh.letter("?")) > _UNASKED
    ):
        return False
    return weigh.score(between, "?") < _STRANGE_BETWEEN * len(between)


def _is_one_off(text: str, mark: re.Match[str], table: Pairs, folded: bool) -> bool:
    """Whether a question mark is no question's, and the run before or behind it likelier one byte further on."""
    return is_unasked(text, mark.start()) and _is_beside(text, mark, table, folded)


def _is_beside(text: str, mark: re.Match[str], table: Pairs, folded: bool) -> bool:
    """Whether a run out of line may stand beside a question mark: half a character, or what reads better one byte on."""
    if HALF.match(text, mark.end()) or INSIDE.match(text, max(mark.start() - 1, 0)):
        return True
    plain = folded and not text.startswith(tuple(_NARROWED), mark.end())
    return gain(text, mark.start(), mark.end(), table) > (_FURTHER if plain else _BETTER)


@dataclass(frozen=True, slots=True)
class Window:
    edits: tuple[Edit, ...]
    end: int
    gain: float


def _window(search: Search, text: str, places_: tuple[int, int], style: Style, beams: Sequence[Beam]) -> Window:
    """Read from the first place until it is in line behind the second, with one beam after the other as long as that
    finds something.
    """
    start, sign_end = places_
    before = text[max(start - 3, 0) : start]
    for beam in beams:
        search.beam = beam
        reading = search.run(before, units(text, start, search.pairs, style), sign_end)
        if reading is None or all(step.kept for step in reading.steps):
            break
    if reading is None:
        return Window((), sign_end, 0.0)
    judged = [judge(place, search.traditional) for place in places(reading, text)]
    found = [both for both in judged if both is not None]
    return Window(tuple(edit for edit, _ in found), reading.steps[-1].unit.end, sum(gain for _, gain in found))
