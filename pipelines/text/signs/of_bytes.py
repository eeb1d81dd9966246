"""Where bytes may be lost or too many, by the text that they were decoded to: places worth a search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.forms import DoubleByte, Form, form_of
from pipelines.text.decoders.gb import Pairs
from pipelines.text.language_model.alone import LONELY_SIGNS, cost_alone, is_named
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.signs.of_text import any_sign, rare_runs
from pipelines.text.signs.out_of_step import TELLING, gain, half_gain, word_gain
from pipelines.text.signs.questions import unasked

BROKEN: Final = "\ufffd\ue000-\uf8ff"  # what nobody writes
LOST_TEXT: Final = Pattern(f"[{BROKEN}]+")
_BROKEN: Final = Pattern("\ufffd+")
# What half a character looks like where ASCII can be the other half, maybe with a mark before it, and what a mark of
# UTF-8 does. The letter comes first: the engine then passes over everything else at once.
_HALF: Final = Pattern(
    r"[@-~€锟](?:(?<=锟)|(?:(?<=[^\x00-\x7f].)|(?<=[^\x00-\x7f]\?.))(?=[^\x00-\x7f]|\s|$|(?<=[\[-~])[0-9]))"
)
# A Latin word behind Chinese, whose first letter may be half a character, or half of it the end of one.
_WORD: Final = Pattern("[\u4e00-\u9fff](?=[A-Za-z][A-Za-z])")
_BRACKETS: Final = {"[": "]", "]": "[", "{": "}", "}": "{"}
_ENCLOSED: Final = Pattern("[“‘「『（〈《〔][@-~][”’」』）〉》〕]")
_TELLING_HALF: Final = 5.0  # nats that tell of half a character, what its letter costs alone included
_TELLING_LOST: Final = 0.0  # the same where bytes have been lost elsewhere
_TELLING_WORD: Final = 2.0  # the same where a Latin word begins
_TELLING_WRITTEN: Final = 12.0  # the same of a sign such as | or @, and of a letter that names what is beside it
_NEAR: Final = 40  # characters within which a bracket is looked for that belongs to another
_RUN_IN: Final = 200  # characters before a sign that may be part of the damage ...
_STEP: Final = 8  # ... so many at a time, until they read well,
_WELL: Final = -7.5  # in nats a character


def shows_halves(text: str, encoding: str) -> bool:
    """Whether half a character may stand as ASCII in a text of double bytes, or a mark of UTF-8 as characters."""
    form = form_of(encoding)
    if not isinstance(form, DoubleByte) or not (_HALF.search(text) or _WORD.search(text)):
        return False
    return next(_halves(text, form.pairs, is_traditional(text)), None) is not None


def byte_signs(
    text: str, form: Form, span: tuple[int, int], traditional: bool, *, lost: bool = False
) -> list[tuple[int, int]]:
    """Give the places in `span` where damage shows, sorted. `lost`: bytes have been lost elsewhere on the page."""
    first, last = span
    if not isinstance(form, DoubleByte):
        return [sign.span() for sign in _BROKEN.finditer(text, first, last)]
    piece = text[first:last]
    if not (any_sign(piece, markup=True) or _HALF.search(piece) or _WORD.search(piece)):
        return []
    runs = (run for run in rare_runs(piece) if gain(piece, *run.span(), form.pairs) > TELLING)
    signs = [sign.span() for sign in (*LOST_TEXT.finditer(piece), *runs, *unasked(piece))]
    signs += _halves(piece, form.pairs, traditional, lost=lost)
    return sorted((first + start, first + end) for start, end in signs)


def _halves(text: str, table: Pairs, traditional: bool, *, lost: bool = False) -> Iterator[tuple[int, int]]:
    """Where half a character may stand. A letter or sign alone is none in simplified text, whose bytes are no ASCII."""
    for half in _HALF.finditer(text):
        place, end = half.span()
        if half[0] == "锟":
            yield place, end
        elif text[place - 1] == "?":
            yield place - 1, end
        elif traditional and _is_half(text, place, table, lost=lost):
            yield place, end
    for before in _WORD.finditer(text) if traditional else ():
        if word_gain(text, before.end(), table) > _TELLING_WORD:
            yield before.span()


def _is_half(text: str, place: int, table: Pairs, *, lost: bool) -> bool:
    """Whether a letter is likelier as half a character, and no bracket with the other, nor quoted alone."""
    if _ENCLOSED.match(text, max(place - 1, 0)):
        return False
    other = _BRACKETS.get(text[place])
    if other and other in text[max(place - _NEAR, 0) : place + _NEAR]:
        return False
    written = text[place] in LONELY_SIGNS or is_named(text, place)
    least = _TELLING_WRITTEN if written else _TELLING_LOST if lost else _TELLING_HALF
    return half_gain(text, place, table) + cost_alone(text, place) > least and not _is_habit(text, place)


def _is_habit(text: str, place: int) -> bool:
    """Whether letters stand elsewhere too in front of the same character, as in A股 and B股."""
    behind = re.escape(text[place + 1 : place + 2])
    return behind.strip() != "" and len(re.findall(f"(?<![A-Za-z])[A-Za-z]{behind}", text)) > 1


def lead_in(text: str, sign: int) -> int:
    """Where damage before a sign may begin: behind the last ASCII, which sets shifted bytes right, or in text that
    reads well. A `?` may be a byte lost.
    """
    place = sign
    while place > max(sign - _RUN_IN, 0):
        end = place
        while place > max(end - _STEP, 0) and (text[place - 1] > "@" or text[place - 1] == "?"):
            place -= 1
        if end - place < _STEP or model().score(text[place:end]) > _WELL * _STEP:
            break
    return place
