r"""Backslashes that a program put in: behind characters whose second byte is one (`功\能`, `許\多`), and before quotation marks
(`他说\"好\"`, `don\'t`).

Programs that make text safe for a database (PHP's addslashes) double every backslash, and see bytes, not characters.
Sources of programs have them too: there some quotation marks of a line have none, or they do not go by pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.examples import is_subject
from pipelines.text.edits import Edit
from pipelines.text.signs.escaped import BESIDE_CHINESE
from pipelines.text.signs.slashes import ESCAPED, added_slashes
from pipelines.text.signs.western_marks import contraction

KIND: Final = "escaped-text"
_PROGRAM: Final = Pattern(
    r"[{}=$<>|&;#`]|\\(?![\\\"'])|转义|轉義|引号|引號|字符串|字串|代码|代碼|\bescap|\bquot|\bregex|\bstring|\bcode\b",
    re.IGNORECASE,
)
_CHINESE: Final = Pattern(BESIDE_CHINESE)
_FREE: Final = Pattern(rf"[\s\u3000-\u9fff\uff00-\uffef“”‘’…—(),.!?:;-]|\Z|{BESIDE_CHINESE}")
_SPOKEN: Final = Pattern(r"[,.!?]\\+\"(?:\s|$)")  # in English: a list of words may be quoted for a shell
_APOSTROPHE: Final = "\x1a"


def find_slashes(text: str) -> list[Edit]:
    """Give the edits that take them out."""
    if "\\" not in text:
        return []
    found = chain(added_slashes().finditer(text), *(_before_quotes(text, *line) for line in _lines(text)))
    edits = [Edit(KIND, match.start(), match.end(), match[0], "", 0.95) for match in found]
    return sorted(edits, key=lambda edit: edit.start)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that have escaped quotation marks."""
    end = -1
    for match in ESCAPED.finditer(text):
        if match.start() > end:
            start = text.rfind("\n", 0, match.start()) + 1
            end = len(text) if (next_line := text.find("\n", match.end())) < 0 else next_line
            yield start, end


def _before_quotes(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Those of a line that has no other quotation marks, where they open and close by turns or stand inside words."""
    line = text[start:end]
    if _PROGRAM.search(line) or is_subject(text, start, end):
        return
    found = list(ESCAPED.finditer(text, start, end))
    quotes, apostrophes = ([match for match in found if text[match.end()] == mark] for mark in "\"'")
    told = any(map(_is_in_chinese, quotes)) or (_SPOKEN.search(line) and _all_escaped(text, '"'))
    if told and len(quotes) == line.count('"') and _is_paired(text, quotes):
        yield from quotes
    told = any(map(_is_in_chinese, apostrophes)) and _is_paired(text, apostrophes)
    if told and len(apostrophes) == line.count("'"):
        yield from apostrophes
        return
    spelt = ESCAPED.sub("", line).replace("'", _APOSTROPHE)
    if apostrophes and _all_escaped(text, "'") and contraction(_APOSTROPHE).search(spelt):
        yield from apostrophes


def _all_escaped(text: str, mark: str) -> bool:
    """Whether there is no other quotation mark in all of it, as there is in a program that escapes those in its strings."""
    return text.count(mark) == text.count(f"\\{mark}")


def _is_in_chinese(match: re.Match[str]) -> bool:
    return _CHINESE.search(match.string[max(match.start() - 1, 0) : match.end() + 2]) is not None


def _is_paired(text: str, quotes: Sequence[re.Match[str]]) -> bool:
    """Whether each opens in front of a word, or closes behind one."""
    opening, closing = quotes[::2], quotes[1::2]
    return (
        len(opening) == len(closing)
        and all(
            _FREE.match(text[max(match.start() - 1, 0) : match.start()])
            and not text[match.end() + 1 : match.end() + 2].isspace()
            for match in opening
        )
        and all(_FREE.match(text, match.end() + 1) and not text[match.start() - 1].isspace() for match in closing)
    )
