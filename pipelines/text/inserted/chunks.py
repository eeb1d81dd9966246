"""Sizes of chunks that a program left in a body when it put it together (RFC 9112, section 7.1): a line of a few hexadecimal
digits that parts a sentence. One without a letter may be a number that somebody wrote.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import model
from pipelines.text.signs.literals import CHUNK

KIND: Final = "control-character"
_SIZE_LINE: Final = Pattern(f"{CHUNK.pattern}(?=[\u4e00-\u9fff])")
_MOST: Final = 4  # bytes of a character
_NEAR: Final = 8  # characters on either side that are weighed
_GAIN: Final = 3.0  # nats by which the sentence must be likelier whole


def find_chunk_sizes(text: str) -> list[Edit]:
    """Give the edits that take them out."""
    found = list(_SIZE_LINE.finditer(text)) if "\r\n" in text else []
    if any(_is_too_near(size, following) for size, following in pairwise(found)):
        return []
    return [
        Edit(KIND, *match.span(), match[0], "", 0.9) for match in found if _parts_a_sentence(text, *match.span())
    ]


def _is_too_near(size: re.Match[str], following: re.Match[str]) -> bool:
    """Whether less text follows than a size says: they are a column of something else."""
    return (following.start() - size.end()) * _MOST < int(size[0], 16)


def _parts_a_sentence(text: str, start: int, end: int) -> bool:
    before, behind = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    if "\n" in before[-1:] or not "\u4e00" <= before[-1:] <= "\u9fff":
        return False
    score = model().score
    return score(before + behind) - score(f"{before}。") - score(behind) + score("。") > _GAIN
