"""Pinyin in brackets where it may have been put behind a character, or into one: a sign that a mirror polluted the text."""

from __future__ import annotations

import re
from typing import Final

from pipelines.text.language_model.pinyin import SYLLABLE, read_as

# Each begins with its mark, which the engine finds at once in a text that has none.
ANNOTATED: Final = (
    *((mark, re.compile(f"{re.escape(mark)} ?({SYLLABLE}) ?[)）]")) for mark in "(（"),
    *((mark, re.compile(f"{re.escape(mark)}[ (（]?({SYLLABLE})[)）]")) for mark in "?？"),
)
_BLANKS: Final = " \u00a0\u3000"
# In front: a letter that is half of a character, with the character before it, and a blank.
_BEFORE: Final = 3


def may_be_reading(match: re.Match[str]) -> bool:
    """Whether one of these forms holds a syllable with its tone, or one without a tone behind what is no word of letters.

    Most of what stands in brackets in text of letters is no syllable, or follows a word: `file(s)`, `(dpkg)`.
    """
    syllable, start = match[1], match.start()
    if not syllable.isascii():
        return True
    before = match.string[max(start - _BEFORE, 0) : start].rstrip(_BLANKS)[-2:]
    return not before.isascii() and bool(read_as(syllable))
