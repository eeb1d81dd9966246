"""Whether what was read from damaged bytes is so much likelier than the text as decoded that it is believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit, trimmed
from pipelines.text.from_bytes.byte_search import LOST, PAIRED
from pipelines.text.from_bytes.stretch import lacking
from pipelines.text.language_model.alone import LONELY_SIGNS, cost_alone
from pipelines.text.language_model.folding import fold_shapes
from pipelines.text.language_model.model import CONTEXT_MASK, model
from pipelines.text.signs.of_bytes import BROKEN, LOST_TEXT

MARK: Final = "\ufffd"
# Nats by which a repair must be likelier than the text as decoded,
_MARGIN: Final = 4.0  # where that shows a loss ...
_MARGIN_MARK: Final = 8.0  # ... where a question mark may be one ...
_MARGIN_HALF: Final = 9.0  # ... where it is or ends in a letter that may be half a character ...
_MARGIN_WORD: Final = 12.0  # ... where it gives a Latin word its first letter ...
_MARGIN_BRACKET: Final = 11.0  # ... in a bracket ...
_MARGIN_SIGN: Final = 16.0  # ... in a sign such as | or _, which stand between titles ...
_WRITTEN_ELSEWHERE: Final = 8.0  # ... and so much more where the text has a character before it elsewhere too ...
_LOST_ELSEWHERE: Final = 5.0  # ... so much less where other bytes of the page have been lost ...
_MARGIN_UNSEEN: Final = 18.0  # ... where every pair of bytes is a character, and only rare ones show damage
_MARGIN_LETTERS: Final = (
    40.0  # ... and where ASCII comes out of them, as a mark between a title and the site's name
)
_UNLIKELY: Final = -8.0  # nats a character that a place which shows no loss may cost at most afterwards
_UNLIKELIER: Final = -11.0  # the same where a letter behind Han tells of a loss, or of one that is ...
_FAR_AHEAD: Final = 0.85  # ... that has such a share of the likelihood
# A title or text that was cut by bytes: half a character is what is left of it, and nothing behind it tells which.
_CUT_OFF: Final = Pattern(r"\.{3}|…|\s*\Z")
_ENOUGH_BEFORE_A_CUT: Final = 0.65
_ENOUGH: Final = 0.25  # share that a character made up must have where the text as it stands is surely wrong ...
_SURE: Final = 0.5  # ... and where it may be right
_CERTAIN: Final = 0.8  # ... and where it is a digit: numbers are not told by what stands around them
_AROUND: Final = 3  # characters on each side that are weighed too
_HALF: Final = Pattern(r"[^\x00-\x7f]*[@-~€]")
_RUN_OF_HAN: Final = Pattern("[\u3400-\u9fff\U00020000-\U0002ffff]+[@-~]")  # kana and letters are written so
_WRONG: Final = Pattern(f"[锟{BROKEN}]")  # the mark of UTF-8 is 锟 and half a character in GBK
_SHOWS: Final = Pattern(f"[?锟{BROKEN}]")
_WRITTEN: Final = Pattern("[\u3001-\u9fff\uff01-\uff5e]")  # what Chinese is written with


@dataclass(frozen=True, slots=True)
class Change:
    """`after` in the place of code points [`start`, `end`); `share`: of the likelihood of all readings;
    `known`: the same with U+FFFD for what was made up of bytes that are not there, the whole where nothing was.
    """

    start: int
    end: int
    after: str
    share: float
    known: str


def merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Make one of changes that touch."""
    last: Change | None = None
    for change in changes:
        if last and last.end == change.start:
            share = min(last.share, change.share)
            last = Change(last.start, change.end, last.after + change.after, share, last.known + change.known)
            continue
        if last:
            yield last
        last = change
    if last:
        yield last


@dataclass(frozen=True, slots=True)
class Judge:
    """Of changes of one text."""

    text: str
    traditional: bool
    lost: bool = False  # whether bytes have been lost elsewhere on the page

    def edit(self, change: Change, kind: str) -> Edit | None:
        """Give the edit where it is likelier by a wide margin, and what it gives is likely in itself."""
        before = self.text[change.start : change.end]
        if self._gain(change, before) < self._margin(before, change):
            return None
        if not _SHOWS.search(before) and not self._reads_well(change):
            return None
        if not change.after and set(before) <= {MARK}:
            return None  # nothing else is set right by it: half a character, as likely as a byte too many
        if change.known != change.after and not self._credible(change, before):
            return self._in_part(change, kind)
        told = self._told(change, before, kind)
        return None if _only_drops_a_question(told) else told

    def _told(self, change: Change, before: str, kind: str) -> Edit:
        confidence = round(min(0.99, change.share), 3)
        return trimmed(Edit(kind, change.start, change.end, before, change.after, confidence))

    def _in_part(self, change: Change, kind: str) -> Edit | None:
        """The same with a mark for each character that had to be made up, where damage shows and others are known."""
        before = self.text[change.start : change.end]
        shows = _SHOWS.search(before) or _HALF.fullmatch(before)
        if not shows or not _WRITTEN.search(change.known):
            return None
        return self._told(replace(change, after=change.known), before, kind)

    def _reads_well(self, change: Change) -> bool:
        """Whether rare characters became likely ones, and not letters alone."""
        ahead = self.text[max(change.start - _AROUND, 0) : change.start]
        tells = change.share > _FAR_AHEAD or _RUN_OF_HAN.fullmatch(self.text, change.start, change.end)
        least = _UNLIKELIER if tells else _UNLIKELY
        likely = self._weight(change.after, ahead) > least * len(change.after)
        return likely and not change.after.isascii()

    def _gain(self, change: Change, before: str) -> float:
        ahead = self.text[max(change.start - _AROUND, 0) : change.start]
        behind = self.text[change.end : change.end + _AROUND]
        gain = self._weight(change.after + behind, ahead) - self._weight(before + behind, ahead)
        if lacking(self.text, change.start).intersection(change.after):
            gain += PAIRED
        return gain + cost_alone(self.text, change.end - 1) if self.traditional else gain

    def _credible(self, change: Change, damaged: str) -> bool:
        """Whether characters made up have enough of the likelihood of all that could stand there."""
        if _digits(change.after) > _digits(change.known):
            return change.share >= _CERTAIN
        if change.known.endswith(MARK) and _CUT_OFF.match(self.text, change.end):
            return change.share >= _ENOUGH_BEFORE_A_CUT
        broken = _WRONG.search(damaged) or _WRITTEN.search(change.known)
        return change.share >= (_ENOUGH if broken else _SURE)

    def _weight(self, text: str, before: str) -> float:
        """Nats that `text` costs; what is no character costs what it costs to leave it."""
        weigh = model()
        total, context = 0.0, weigh.context(before)
        for char in text:
            if LOST_TEXT.match(char):
                total, context = total - LOST, 0
                continue
            letter = weigh.letter(char)
            total += weigh.next(context, letter) + weigh.form(char, self.traditional)
            context = (context << 16 | letter) & CONTEXT_MASK
        return total

    def _margin(self, before: str, change: Change) -> float:
        if LOST_TEXT.search(before):
            return _MARGIN
        if _gains_letters(before, change.after):
            return _MARGIN_WORD if self._begins_word(before, change) else _MARGIN_LETTERS
        if _HALF.fullmatch(before):
            odd = _WRITTEN_ELSEWHERE * self._is_written(before[:-1])
            return _margin_half(before[-1]) + odd - _LOST_ELSEWHERE * self.lost
        return _MARGIN_MARK if _SHOWS.search(before) else _MARGIN_UNSEEN

    def _begins_word(self, before: str, change: Change) -> bool:
        """Whether nothing is gained but the first letter of the Latin word that follows."""
        rest, letter = change.after[:-1], change.after[-1:]
        following = self.text[change.end : change.end + 1]
        word = letter + following
        begins = word.isascii() and word.isalpha() and (letter.isupper() or following.islower())
        return begins and not _gains_letters(before, fold_shapes(rest))

    def _is_written(self, chars: str) -> bool:
        """Whether the text has one of these elsewhere: what half a character made of its neighbour is odd."""
        return any(self.text.count(char) > 1 for char in chars)


def _margin_half(half: str) -> float:
    if half in LONELY_SIGNS:
        return _MARGIN_SIGN
    return _MARGIN_HALF if half.isalpha() else _MARGIN_BRACKET


def _gains_letters(before: str, after: str) -> bool:
    """Whether rare characters became letters with a byte before them, or a question mark nothing: no repair."""
    return not after or any("@" <= char <= "~" and char not in before for char in after)


def _only_drops_a_question(edit: Edit) -> bool:
    """Whether nothing is set right but that a question mark goes, maybe with the end of its line."""
    return not edit.after and "?" in edit.before and not edit.before.strip("? \r\n")


def _digits(text: str) -> int:
    """Digits and decimal points."""
    return sum(char.isdigit() or char in ".．" for char in text)
