"""Damage undone with the bytes at hand: half a character that is U+FFFD to a reader is a known byte here."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Final

from pipelines.text.charset.spans import first_places, starts
from pipelines.text.compose import compose
from pipelines.text.decoders.forms import DoubleByte, Form, form_of
from pipelines.text.edits import Edit, apply_edits
from pipelines.text.encoding import Decoded, segments_of
from pipelines.text.from_bytes.byte_judge import MARK, Change, Judge, merged
from pipelines.text.from_bytes.byte_readings import Piece
from pipelines.text.from_bytes.byte_search import Search
from pipelines.text.from_bytes.habit import LOSES, UNTOLD, habit, taken
from pipelines.text.from_bytes.in_step import ENCODINGS, find_out_of_step
from pipelines.text.from_bytes.stray_marks import find_stray_marks, shows_stray_marks
from pipelines.text.from_bytes.stretch import Stretch, Unit, lacking
from pipelines.text.language_model.alone import cost_alone
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.language_model.pinyin import BRACKETED, CUT, SYLLABLE, read_as
from pipelines.text.repair import Repaired, looks_damaged, repair
from pipelines.text.signs.of_bytes import byte_signs, lead_in, shows_halves

_LONG: Final = 1600  # bytes looked at for one sign ...
_LONGEST: Final = 25_600  # ... and where they are out of line to the end of these
# Characters weighed in one text (8 microseconds each): no text takes time without end.
_WORK: Final = 40_000  # without anything coming of it,
_WORTH: Final = 20_000  # and so many more for each repair,
_PER_UNIT: Final = 4  # and one more for so many characters before the place
_PAGE: Final = 100_000  # characters of a text whose words are known
_OTHERS: Final = ("euc-", "shift", "iso-2022")  # charsets of Japanese and Korean
_CLEAR: Final = 0.9  # confidence from which on a repair shows what was done to the page
_MARK: Final = "\ufffd".encode()
_SAID: Final = re.compile(rb"(?:\xef\xbf\xbd|\xed[\xa0-\xbf][\x80-\xbf])+")
# Controls; sizes of chunks, ends of lines with what mailers put around them, and breaks; pinyin.
_FILLER: Final = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|\r\n[1-9a-f][0-9a-f]{1,4} {0,4}\r\n|[=!]?(?:\r?\n)+(?:> ?|[ \t])*|<br ?/?>[ \t\r\n]*|\(([^()]{1,14})\)"
)


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
    if not (looks_damaged(text, markup=markup) or shows_halves(text, decoded.encoding)):
        return Repaired(text)
    edits = find_byte_damage(data, decoded, spans or ((0, len(text)),))
    now = apply_edits(text, edits)
    rest = repair(
        now, encoding=decoded.encoding, context=context, markup=markup, shifts=text_tells(now, data, decoded)
    )
    more = [edit for edit in rest.edits if not (_empties(edit) and _MARK not in data)]
    edits = compose(text, edits, more)
    return Repaired(apply_edits(text, edits), tuple(edits), rest.complete)


def _empties(edit: Edit) -> bool:
    """Whether nothing comes in the place of marks: where they stand for bytes, something was there."""
    return not edit.after and set(edit.before) == {MARK}


def by_pairs(decoded: Decoded) -> bool:
    """Whether the bytes are there to undo shifts by: the text alone says nothing more then."""
    return isinstance(form_of(decoded.encoding), DoubleByte)


def text_tells(text: str, data: bytes, decoded: Decoded) -> bool:
    """Whether shifts that the bytes left are looked for in `text`: a mirror that put pinyin inside characters did so to
    text, and saved what it made; but marks that nobody saved are of our own decoder. Of Japanese and Korean the tables
    of Chinese charsets tell nothing.
    """
    if decoded.encoding.startswith(_OTHERS):
        return False
    ours = by_pairs(decoded) or (MARK in text and _MARK not in data)
    return not ours or CUT.search(text) is not None


def find_byte_damage(data: bytes, decoded: Decoded, spans: Sequence[tuple[int, int]]) -> list[Edit]:
    """Give the repairs that the bytes tell, sorted. `spans` are in order."""
    return _Reader(data, decoded).edits(spans)


def _fills(data: bytes, match: re.Match[bytes]) -> bool:
    """Whether this may have been put inside a character: pinyin only of the character whose bytes end there."""
    if match[1] is None:
        return True
    reading = match[1].decode("gb18030", "ignore")
    char = data[max(match.start() - 2, 0) : match.start()].decode("gb18030", "ignore")
    return re.fullmatch(SYLLABLE, reading) is not None and char in read_as(reading)


def _is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in one of `spans`, which are in order."""
    at = bisect_right(spans, place, key=itemgetter(0)) - 1
    return at >= 0 and place < spans[at][1]


class _Reader:
    """Repairs places of one text. What is known of the whole of it is found out when a place asks for it."""

    def __init__(self, data: bytes, decoded: Decoded) -> None:
        self._data = data
        self._text = decoded.text
        self._segments = segments_of(data, decoded)
        self._habit = UNTOLD
        self._marked: frozenset[int] = frozenset()

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where each code point begins in the bytes, and where they end."""
        return starts(self._data, self._segments)

    @cached_property
    def _traditional(self) -> bool:
        return is_traditional(self._text)

    @cached_property
    def _page(self) -> frozenset[str]:
        return frozenset(map("".join, pairwise(self._text[:_PAGE])))

    @cached_property
    def _taken(self) -> frozenset[int]:
        return taken(self._data) if self._segments[0].encoding == "utf-8" else frozenset()

    @cached_property
    def _replaced(self) -> tuple[tuple[bytes, bytes], ...]:
        form = form_of(self._segments[0].encoding)
        return tuple(each for each in form.replaced.items() if set(each[1]).isdisjoint(self._data)) if form else ()

    def edits(self, spans: Sequence[tuple[int, int]]) -> list[Edit]:
        """Repair what lies in `spans` of the text."""
        marks = [mark for mark in self._stray_marks() if _is_within(mark.start, spans)]
        self._marked = frozenset(mark.start for mark in marks)
        found = (edit for edit in self._others(spans) if self._marked.isdisjoint(range(edit.start, edit.end)))
        return sorted([*marks, *found], key=lambda edit: edit.start)

    def _stray_marks(self) -> Iterator[Edit]:
        if self._segments[0].encoding == "utf-8" and MARK in self._text and shows_stray_marks(self._data):
            yield from find_stray_marks(self._data, self._text, self._starts)

    def _others(self, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
        if self._segments[0].encoding in ENCODINGS and len(self._segments) == 1:
            yield from self._in_step(spans)
            return
        if self._sound():
            return
        spans = list(spans)
        edits = list(self._read(spans))
        self._habit = habit(self._grown(edit) for edit in edits if edit.confidence >= _CLEAR)
        yield from edits if self._habit is UNTOLD else self._read(spans)

    def _grown(self, edit: Edit) -> int:
        """Bytes that a repair adds to those that stood there; 0 where what it takes away came between others."""
        data = self._data[self._starts[edit.start] : self._starts[edit.end]]
        size = len(edit.after.encode(self._segments[0].encoding, "replace"))
        put_in = _FILLER.search(data) or any(mark in data for mark, _ in self._replaced)
        return 0 if put_in else size - len(data)

    def _read(self, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
        done = spent = found = 0
        for form, first, last in self._stretches(spans):
            for start, end in byte_signs(
                self._text, form, (first, last), self._traditional, lost=self._habit is LOSES
            ):
                if (
                    start < done
                    or spent > _WORK + start // _PER_UNIT + found * _WORTH
                    or self._says_lost(start, end)
                ):
                    continue
                window, work = self._window(form, (max(lead_in(self._text, start), first, done), end, last))
                spent += work
                found += len(window)
                done = max(end, window[-1].end if window else 0)
                yield from window

    def _in_step(self, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
        """Japanese and Korean: only where the decoder left a mark."""
        for span in spans if MARK in self._text else ():
            yield from find_out_of_step(self._data, self._text, self._starts, span, self._segments[0].encoding)

    def _stretches(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[Form, int, int]]:
        """Cut `spans` where the charset changes; those whose bytes can tell something."""
        parts = deque(self._parts())
        for first, last in spans:
            while parts and parts[0][2] <= first:
                parts.popleft()
            for form, start, end in parts:
                if start >= last:
                    break
                if form:
                    yield form, max(first, start), min(last, end)

    def _parts(self) -> Iterator[tuple[Form | None, int, int]]:
        """The parts of the text by charset."""
        if len(self._segments) == 1:
            yield form_of(self._segments[0].encoding), 0, len(self._text)
            return
        places = pairwise(first_places(self._data, self._segments))
        for part, (start, end) in zip(self._segments, places, strict=True):
            yield form_of(part.encoding), start, end

    def _sound(self) -> bool:
        """Whether this is UTF-8 without a byte missing. Finding where each character lies takes longest."""
        forms = [form_of(part.encoding) for part in self._segments]
        if any(isinstance(form, DoubleByte) for form in forms):
            return False
        lost = any(forms) and "\ufffd" in self._text
        return not lost or self._text.count("\ufffd") == self._data.count(_MARK) + len(self._marked)

    def _says_lost(self, start: int, end: int) -> bool:
        """Whether U+FFFD is what the bytes say, or half of a pair that has no other, or a mark that has been read: nothing
        more can be read from it.
        """
        if not self._marked.isdisjoint(range(start, end)):
            return True
        return _SAID.fullmatch(self._data, self._starts[start], self._starts[end]) is not None

    def _window(self, form: Form, places: tuple[int, int, int]) -> tuple[list[Edit], int]:
        """Read from the first of `places` on until it is in line behind the second, at most to the third."""
        start, sign_end, last = places
        base, size, work = self._starts[start], _LONG, 0
        while True:
            end = min(last, bisect_left(self._starts, base + size))
            search = Search(form, model(), self._stretch(start, end))
            pieces = search.run(self._starts[sign_end] - base)
            work += search.work
            if search.settled or not pieces or end == last or size >= _LONGEST:
                break
            size *= 4
        changes = merged(self._changes(pieces, start))
        judge = Judge(self._text, self._traditional, self._habit is LOSES)
        return [edit for change in changes if (edit := judge.edit(change, form.kind))], work

    def _changes(self, pieces: Iterable[Piece], place: int) -> Iterator[Change]:
        """Where the reading gives another text than was decoded, from code point `place` on: cut where both end."""
        base, out, share, known = self._starts[place], "", 1.0, ""
        for piece in pieces:
            out, share, known = (
                out + piece.out,
                min(share, piece.share),
                known + (MARK if piece.made else piece.out),
            )
            end = bisect_left(self._starts, base + piece.end, place)
            if self._starts[end] == base + piece.end:
                if out != self._text[place:end]:
                    yield Change(place, end, out, share, known)
                place, out, share, known = end, "", 1.0, ""

    def _stretch(self, start: int, end: int) -> Stretch:
        base = self._starts[start]
        data = self._data[base : self._starts[end]]
        units = {unit.start: unit for unit in self._units(start, end, base)}
        fillers = {m.start(): len(m[0]) for m in _FILLER.finditer(data) if _fills(data, m)}
        before = self._text[max(start - 3, 0) : start]
        wanted = lacking(self._text, start)
        page, habit = self._page, self._habit
        return Stretch(
            data, units, fillers, before, self._traditional, page, wanted, habit, self._taken, self._replaced
        )

    def _units(self, start: int, end: int, base: int) -> Iterator[Unit]:
        """Code points, an annotation as one."""
        text, place = self._text, start
        notes = {match.start(): match.end() for match in BRACKETED.finditer(text, start, end)}
        while place < end:
            after = notes.get(place, place + 1)
            cost = cost_alone(text, place) if self._traditional else 0.0
            yield Unit(self._starts[place] - base, self._starts[after] - base, text[place:after], cost)
            place = after
