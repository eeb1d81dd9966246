"""Signs, marks and emoji that were read in another charset, in text that is otherwise as it should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.crossing import Crossing, undo
from pipelines.text.crossings.examples import is_subject
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import model
from pipelines.text.signs.escaped import BESIDE_CHINESE
from pipelines.text.signs.single_signs import EMOJI, IN_GBK

KIND: Final = "mojibake"
_GBK: Final = Crossing("gb18030", "utf-8")
_LATIN: Final = Crossing("cp1252", "utf-8")
_DOT: Final = "路"  # a word of its own: the dot of a name must be likelier than a road,
_GAIN: Final = 2.0  # by so many nats, where no other road is named ...
_NEXT: Final = 5  # so near
_ROADS: Final = Pattern("[路街巷口号]")
_NEAR: Final = 8  # characters on either side that tell
_UPPER: Final = "[\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
# Marks of three bytes, each read as a letter: ， is ï¼Œ and “ is â€œ. The third may be lost.
_MARKS: Final = Pattern(f"(?:[âãï]{_UPPER}{_UPPER}|Ã[\x97—·]|(?:â€|ã€|ï¼)[?\ufffd]?)+")
_ONE: Final = Pattern(f"[âãï]{_UPPER}{_UPPER}|Ã[\x97—·]|(?:â€|ã€|ï¼)[?\ufffd]?")
_LOST: Final = {"â": "”", "ã": "、", "ï": "！"}  # whose last byte windows-1252 has no character for
_WRITTEN: Final = frozenset(
    "“”‘’…—–·•、。，．：；！？（）《》〈〉「」『』【】〔〕￥％＋－＝～／×÷　→←↑↓★☆●○■□◆◇▲△▼※✓✔❤"
)


def find_single_signs(text: str) -> list[Edit]:
    """Give the edits that restore them."""
    found = [*_signs(text), *_emoji(text), *_marks(text)]
    edits = [edit for edit in found if not is_subject(text, edit.start, edit.end)]
    return sorted(edits, key=lambda edit: edit.start)


def _signs(text: str) -> Iterator[Edit]:
    for char, (sign, pattern) in IN_GBK.items():
        for match in pattern.finditer(text) if char in text else ():
            if char != _DOT or _is_dot(match):
                yield Edit(KIND, match.start(), match.end(), match[0], sign, 0.9)


def _is_dot(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    before = text[max(start - _NEAR, 0) : start].rpartition("\n")[2]
    behind = text[end : end + _NEAR].partition("\n")[0]
    if _ROADS.search(before[-_NEXT:] + behind[:_NEXT]):
        return False
    return model().score(f"·{behind}", before) - model().score(_DOT + behind, before) > _GAIN


def _emoji(text: str) -> Iterator[Edit]:
    for match in EMOJI.finditer(text) if "馃" in text or "ð" in text else ():
        after = undo(match[0], _GBK if "馃" in match[0] else _LATIN)
        if after and all(unicodedata.category(char) in ("So", "Sk") for char in after):
            yield Edit(KIND, match.start(), match.end(), match[0], after, 0.95)


def _marks(text: str) -> Iterator[Edit]:
    for run in _MARKS.finditer(text):
        beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        if not re.search(f"{BESIDE_CHINESE}|[0-9]", beside):
            continue
        for mark in _ONE.finditer(text, run.start(), run.end()):
            after = undo(mark[0], _LATIN) or _LOST[mark[0][0]]
            if after in _WRITTEN:
                yield Edit(KIND, mark.start(), mark.end(), mark[0], after, 0.9)
