"""What happened to this text, undone: every repair is told as an edit of the text as it came in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.compose import compose, outside
from pipelines.text.crossings.alphabets import find_alphabet_crossings
from pipelines.text.crossings.blanks import find_blanks
from pipelines.text.crossings.escapes import find_escapes
from pipelines.text.crossings.kept_bytes import find_kept_bytes
from pipelines.text.crossings.latin_words import find_latin_words
from pipelines.text.crossings.letter_case import find_folded_case
from pipelines.text.crossings.literals import find_literals
from pipelines.text.crossings.lookalikes import find_lookalikes
from pipelines.text.crossings.lossless import find_crossings, find_inner_crossings, find_remaining
from pipelines.text.crossings.lossy import find_lossy_crossings, is_searched
from pipelines.text.crossings.normalised import find_normalised
from pipelines.text.crossings.parted import find_parted
from pipelines.text.crossings.private_use import find_private_use
from pipelines.text.crossings.references import find_byte_references, find_references
from pipelines.text.crossings.single_signs import find_single_signs
from pipelines.text.crossings.slashes import find_slashes
from pipelines.text.crossings.twice import find_lossy_twice
from pipelines.text.crossings.typography import find_typography
from pipelines.text.crossings.western_marks import find_western_marks
from pipelines.text.crossings.wide import find_wide
from pipelines.text.edits import Edit, apply_edits
from pipelines.text.inserted.annotations import find_annotations
from pipelines.text.inserted.chunks import find_chunk_sizes
from pipelines.text.inserted.doubled import find_doubled
from pipelines.text.inserted.invisible import find_invisible
from pipelines.text.language_model.model import is_traditional
from pipelines.text.lost.blanks import find_lost_blanks
from pipelines.text.lost.elsewhere import find_elsewhere
from pipelines.text.lost.noughts import find_lost_noughts
from pipelines.text.lost.strict import find_strict_losses
from pipelines.text.shifts.runs import MOST, find_shifts
from pipelines.text.shifts.skipped import find_skipped
from pipelines.text.signs.of_text import any_sign, shows_damage


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` is the input with `edits` made; `apply_edits` and `undo_edits` go either way.

    `complete`: whether all of it was searched; there was too much damage for that otherwise.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    complete: bool = True


_HAN: Final = Pattern("[\u4e00-\u9fff]+")
# A character of four bytes in GB 18030, as a decoder of GBK leaves it: two figures, of which no list tells it.
_FOUR_BYTES: Final = Pattern("(?:\ufffd[0-9]){2}")
_WRITTEN: Final = (
    find_wide,
    find_doubled,
    find_chunk_sizes,
    find_literals,
    find_escapes,
    find_byte_references,
)  # how a program put the text down: before all else, as it holds what crossed
# What is undone by what a text shows of it, whatever else is in it.
_STAND_INS: Final = (*_WRITTEN, find_western_marks, find_slashes, find_invisible)
_BESIDE: Final = (
    find_lost_blanks,
    find_strict_losses,
    find_elsewhere,
    find_annotations,
)  # what other text of the page tells of


def looks_damaged(text: str, *, markup: bool = False) -> bool:
    """Whether it is worth looking closer: a search for signs, no judgement. In `markup`, references are no sign."""
    return any_sign(text, markup=markup)


def repair(
    text: str, *, encoding: str | None = None, context: str = "", markup: bool = False, shifts: bool = True
) -> Repaired:
    """Undo what damage shows in `text`.

    In `markup` (the source of a page), character references are left to the parser.
    `encoding` is what the text was decoded from, where that is known. `context` is other text of the same page.
    Without `shifts`, bytes out of line are left alone: they were at hand, and have been looked at.
    """
    alone = not context and len(text) > MOST
    if not any_sign(text, markup=markup, alone=alone):
        return Repaired(text)
    if not shows_damage(text, alone=alone):
        replaced = _without_stand_ins(text, markup=markup)
        if not (replaced.edits and shows_damage(replaced.text, alone=alone)):
            return replaced
    budget = Budget(len(text))
    edits: list[Edit] = []
    now = text
    for find in _steps(edits, budget, context, markup):
        edits[:], now = _with(find(now), edits, text, now)
    if shifts:
        more = _shifts(now, encoding=encoding, context=context, budget=budget)
        edits[:], now = _with(more, edits, text, now)
        edits[:], now = _with(find_skipped(now), edits, text, now)
    return Repaired(now, tuple(edits), not budget.ended)


def _without_stand_ins(text: str, *, markup: bool) -> Repaired:
    """Repair nothing but what programs put down in forms of their own. Documents of programs are full of what looks so, and to
    search them for all other damage takes a hundred times as long.
    """
    edits: list[Edit] = []
    now = text
    for find in (*_STAND_INS, partial(find_references, markup=markup)):
        edits, now = _with(find(now), edits, text, now)
    return Repaired(now, tuple(edits))


def _with(found: list[Edit], edits: list[Edit], text: str, now: str) -> tuple[list[Edit], str]:
    """Give the edits of `text`, which is `now` by those made so far, with those found of it, and what it is by all."""
    more = outside(_told(found, now), edits, is_searched) if found else []
    if not more:
        return edits, now
    edits = compose(text, edits, more)
    return edits, apply_edits(text, edits)


def _steps(edits: list[Edit], budget: Budget, context: str, markup: bool) -> list[Callable[[str], list[Edit]]]:
    """Give what is looked for, in its order: text that crossed charsets is full of what looks like other damage.

    What was searched there is not searched again: a mark that stays has lost ASCII, which nothing tells. `edits` are
    those made by then.
    """
    return [
        find_kept_bytes,
        *_WRITTEN,
        find_normalised,
        find_typography,
        find_alphabet_crossings,
        find_crossings,
        partial(find_folded_case, budget=budget),
        partial(find_lossy_twice, budget=budget),
        partial(find_lossy_crossings, budget=budget),
        lambda now: find_remaining(now, edits),
        find_inner_crossings,
        find_latin_words,
        find_single_signs,
        find_western_marks,
        find_blanks,
        find_lookalikes,
        find_parted,
        find_private_use,
        find_slashes,
        find_invisible,
        partial(find_references, markup=markup),
        find_lost_noughts,
        *(partial(each, context=context) for each in _BESIDE),
    ]


def _told(edits: list[Edit], text: str) -> list[Edit]:
    """Those that do not make up what four bytes were."""
    if not edits or "\ufffd" not in text:
        return edits
    left = {place for match in _FOUR_BYTES.finditer(text) for place in range(*match.span())}
    return [edit for edit in edits if left.isdisjoint(range(edit.start, edit.end))] if left else edits


def _shifts(text: str, *, encoding: str | None, context: str, budget: Budget) -> list[Edit]:
    if encoding:
        codecs: tuple[str, ...] = ("big5hkscs",) if encoding.lower().startswith("big5") else ("gbk",)
    else:
        either = is_traditional(text + context) and not _outside_big5(text)
        codecs = ("gbk", "big5hkscs") if either else ("gbk",)
    return find_shifts(text, budget, codecs, context)


def _outside_big5(text: str) -> bool:
    """Whether so many characters of `text` are not in Big5 that it never was in it."""
    han = "".join(_HAN.findall(text[:2000]))
    return len(han.encode("big5hkscs", "ignore")) < len(han) * 2 * 49 / 50
