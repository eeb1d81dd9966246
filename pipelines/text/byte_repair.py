"""Damage undone with the bytes at hand: half a character that is U+FFFD to a reader is a known byte here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.text.byte_search import LOST, Piece, Search, Stretch, Unit
from pipelines.text.charset.mixed import Segment
from pipelines.text.charset.spans import starts
from pipelines.text.compose import compose
from pipelines.text.edits import Edit, apply_edits, trimmed
from pipelines.text.encoding import Decoded, segments_of
from pipelines.text.forms import DoubleByte, Form, form_of
from pipelines.text.model import is_traditional, model
from pipelines.text.pinyin import BRACKETED, SYLLABLE, read_as
from pipelines.text.repair import Repaired, looks_damaged, repair
from pipelines.text.signs import rare_runs

_SIGN: Final = re.compile("[\ufffd\ue000-\uf8ff]+")
# What half a character looks like where ASCII can be the other half, and what a mark of UTF-8 does.
_HALF: Final = re.compile(r"(?<=[^\x00-\x7f])\??[@-~](?=[^\x00-\x7f])|锟")
_UNLIKELY: Final = -7.0  # nats a character from which on such a letter is looked at
_LEAD_IN: Final = 16  # characters before rare ones that may be part of the damage ...
_RUN_IN: Final = 200  # ... and before a sign, where ASCII does not set the bytes right earlier
_LONGEST: Final = 1600  # bytes looked at for one sign
_MARGIN: Final = (
    4.0  # nats by which a repair must be likelier than the text as decoded, where that shows a loss ...
)
_MARGIN_MARK: Final = 8.0  # ... where a question mark may be one ...
_MARGIN_UNSEEN: Final = 18.0  # ... where every pair of bytes is a character, and only rare ones show damage
_POOR: Final = -9.5  # nats a character that a repaired place may cost at most
_SURE: Final = 1.4  # nats by which a character made up must be ahead of the next
_FEW: Final = 2
_PAIRS: Final = ("“”", "‘’", "「」", "『』", "（）", "《》", "()", "【】")
_WORK: Final = 100_000  # characters weighed in one text before it is asked whether anything came of it ...
_WORTH: Final = 75_000  # ... and how many each repair is worth: no text takes time without end
_FILLER: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|(?:\r?\n)+|\(([^()]{1,14})\)")


def repair_bytes(
    data: bytes,
    decoded: Decoded,
    *,
    context: str = "",
    markup: bool = False,
    spans: Sequence[tuple[int, int]] | None = None,
) -> Repaired:
    """Undo what damage shows in `decoded`, the text of `data`: first by the bytes, then by the text.

    `spans`: the places of the text that may be touched; all of it unless given.
    """
    text = decoded.text
    if not (looks_damaged(text, markup=markup) or shows_halves(decoded)):
        return Repaired(text)
    edits = list(find_byte_damage(data, decoded, spans or ((0, len(text)),)))
    now = apply_edits(text, edits)
    rest = repair(now, encoding=decoded.encoding, context=context, markup=markup)
    return Repaired(rest.text, tuple(compose(text, edits, rest.edits)))


def shows_halves(decoded: Decoded) -> bool:
    """Whether half a character may stand in the text of a double-byte charset as ASCII, or a mark as characters."""
    return isinstance(form_of(decoded.encoding), DoubleByte) and _HALF.search(decoded.text) is not None


def find_byte_damage(data: bytes, decoded: Decoded, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    """Give the repairs that the bytes tell, sorted."""
    text = decoded.text
    forms = [(part, form_of(part.encoding)) for part in segments_of(data, decoded)]
    parts = [part for part, form in forms if isinstance(form, DoubleByte) or (form and _SIGN.search(text))]
    if not parts:
        return  # in sound UTF-8 no byte is missing; finding where each character lies takes longest
    reader = _Reader(data, text, starts(data, segments_of(data, decoded)))
    for span in spans:
        for part in parts:
            yield from reader.edits(part, span)


@dataclass(frozen=True, slots=True)
class Change:
    """`after` in the place of code points [`start`, `end`); `lead`: nats by which it is ahead of other readings;
    `made`: whether a character of it was made up for bytes that are not there.
    """

    start: int
    end: int
    after: str
    lead: float
    made: bool


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Make one of changes that touch."""
    last: Change | None = None
    for change in changes:
        if last and last.end == change.start:
            made = last.made or change.made
            last = Change(last.start, change.end, last.after + change.after, min(last.lead, change.lead), made)
            continue
        if last:
            yield last
        last = change
    if last:
        yield last


def _gains_letters(before: str, after: str) -> bool:
    """Whether rare characters became letters with a byte before them, or a question mark nothing: no repair."""
    return not after or any("@" <= char <= "~" and char not in before for char in after)


def _fills(data: bytes, match: re.Match[bytes]) -> bool:
    """Whether this may have been put inside a character: pinyin only of the character whose bytes end there."""
    if match[1] is None:
        return True
    reading = match[1].decode("gb18030", "ignore")
    char = data[max(match.start() - 2, 0) : match.start()].decode("gb18030", "ignore")
    return re.fullmatch(SYLLABLE, reading) is not None and char in read_as(reading)


class _Reader:
    """Repairs places of one text. `starts` gives where each code point begins in the bytes, and where they end."""

    def __init__(self, data: bytes, text: str, starts: Sequence[int]) -> None:
        self._data = data
        self._text = text
        self._starts = starts
        self._traditional = is_traditional(text)
        self._page = frozenset(map("".join, pairwise(text)))

    def edits(self, part: Segment, span: tuple[int, int]) -> Iterator[Edit]:
        """Repair what lies in `part` of the bytes and in `span` of the text."""
        form = form_of(part.encoding)
        first = max(span[0], bisect_left(self._starts, part.start))
        last = min(span[1], bisect_left(self._starts, part.end))
        done, budget = first, _WORK
        for start, end in self._signs(form, first, last) if form else ():
            if form is None or start < done or budget <= 0:
                continue
            window, work = self._window(form, (max(self._lead_in(start), done), end, last), budget)
            budget += len(window) * _WORTH - work
            done = max(end, window[-1].end if window else 0)
            yield from window

    def _signs(self, form: Form, first: int, last: int) -> list[tuple[int, int]]:
        text = self._text[first:last]
        signs = list(_SIGN.finditer(text))
        if isinstance(form, DoubleByte):
            signs += rare_runs(text)
            signs += (
                half for half in _HALF.finditer(text) if len(half[0]) > 1 or self._unlikely(first + half.start())
            )
        return sorted((first + sign.start(), first + sign.end()) for sign in signs)

    def _unlikely(self, place: int) -> bool:
        text = self._text[max(place - 1, 0) : place + 3].partition("\n")[0]
        return model().score(text) < _UNLIKELY * len(text)

    def _lead_in(self, sign: int) -> int:
        """Where to begin: behind the last ASCII, which sets shifted bytes right; a `?` may be a byte lost."""
        reach = _RUN_IN if self._text[sign] == "\ufffd" else _LEAD_IN
        place = sign
        while place > max(sign - reach, 0) and (self._text[place - 1] > "@" or self._text[place - 1] == "?"):
            place -= 1
        return place

    def _window(self, form: Form, places: tuple[int, int, int], most: int) -> tuple[list[Edit], int]:
        """Read from the first of `places` on until it is in line behind the second, at most to the third."""
        start, sign_end, last = places
        base = self._starts[start]
        end = min(last, bisect_left(self._starts, base + _LONGEST))
        search = Search(form, model(), self._stretch(start, end))
        pieces = search.run(self._starts[sign_end] - base, most)
        changes = _merged(self._changes(pieces, start))
        return [edit for change in changes if (edit := self._judged(change, form.kind))], search.work

    def _changes(self, pieces: Iterable[Piece], place: int) -> Iterator[Change]:
        """Where the reading gives another text than was decoded, from code point `place` on: cut where both end."""
        base, out, lead, made = self._starts[place], "", 99.0, False
        for piece in pieces:
            out, lead, made = out + piece.out, min(lead, piece.lead), made or piece.made
            end = bisect_left(self._starts, base + piece.end, place)
            if self._starts[end] == base + piece.end:
                if out != self._text[place:end]:
                    yield Change(place, end, out, lead, made)
                place, out, lead, made = end, "", 99.0, False

    def _judged(self, change: Change, kind: str) -> Edit | None:
        """Give the edit where it is likelier by a wide margin, and what it gives is likely in itself."""
        before = self._text[change.start : change.end]
        around = self._text[max(change.start - 3, 0) : change.start], self._text[change.end : change.end + 3]
        gain = self._weight(change.after, *around) - self._weight(before, *around)
        if gain < self._margin(before) or (not _SIGN.search(before) and _gains_letters(before, change.after)):
            return None
        if change.made and self._weight(change.after, around[0], "") < _POOR * len(change.after):
            return None
        if change.made and change.lead < _SURE and len(change.after) <= _FEW:
            return None
        confidence = round(min(0.99, 1 - 2.718 ** -min(change.lead, 9)), 3)
        return trimmed(Edit(kind, change.start, change.end, before, change.after, confidence))

    def _margin(self, before: str) -> float:
        if _SIGN.search(before):
            return _MARGIN
        return _MARGIN_MARK if "?" in before else _MARGIN_UNSEEN

    def _weight(self, text: str, before: str, after: str) -> float:
        """Nats that `text` costs; what is no character costs what it costs to leave it."""
        weigh = model()
        total, context = 0.0, weigh.context(before)
        for char in text + after:
            if _SIGN.match(char):
                total, context = total - LOST, 0
                continue
            letter = weigh.letter(char)
            total += weigh.next(context, letter) + weigh.form(char, self._traditional)
            context = (context << 16 | letter) & 0xFFFF_FFFF_FFFF
        return total

    def _stretch(self, start: int, end: int) -> Stretch:
        base = self._starts[start]
        data = self._data[base : self._starts[end]]
        units = {unit.start: unit for unit in self._units(start, end, base)}
        fillers = {m.start(): len(m[0]) for m in _FILLER.finditer(data) if _fills(data, m)}
        before = self._text[max(start - 3, 0) : start]
        return Stretch(data, units, fillers, before, self._traditional, self._page, self._wanted(start))

    def _wanted(self, place: int) -> frozenset[str]:
        """Marks that the line around `place` lacks: quotes opened and not closed, or the other way round."""
        end = self._text.find("\n", place)
        line = self._text[self._text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(self._text)]
        counts = ((pair, line.count(pair[0]) - line.count(pair[1])) for pair in _PAIRS)
        return frozenset(pair[1] if more > 0 else pair[0] for pair, more in counts if more)

    def _units(self, start: int, end: int, base: int) -> Iterator[Unit]:
        """Code points, an annotation as one."""
        text, place = self._text, start
        notes = {match.start(): match.end() for match in BRACKETED.finditer(text, start, end)}
        while place < end:
            after = notes.get(place, place + 1)
            yield Unit(self._starts[place] - base, self._starts[after] - base, text[place:after])
            place = after
