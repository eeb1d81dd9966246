"""Characters for private use by which programs read what Unicode had not yet: Hong Kong's set in Big5, a blank in GBK.

Windows and its kin gave the rows of Hong Kong's characters (咗, 喺, 邨) numbers of their own, by a rule; the text has stayed so.
Bytes out of step make such characters too, but seldom those that are common there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import is_traditional
from pipelines.text.signs.escaped import CHINESE

KIND: Final = "compatibility-character"
_PRIVATE: Final = Pattern("[\ue000-\ue5e4\ue5e6-\uf848]")
_BLANKS: Final = Pattern("\ue5e5+")  # A3A0, behind the row of full-width ASCII, which Windows does not know
# Rows of Big5 by where their numbers begin (Hong Kong's Supplementary Character Set, 2001, table for Big5 and ISO 10646).
_ROWS: Final = ((0xF6B1, 0xC6, 63), (0xEEB8, 0x81, 0), (0xE311, 0x8E, 0), (0xE000, 0xFA, 0))
_IN_ROW: Final = 157
_LOW: Final = 63  # characters of a row whose second byte is below 80
# The commonest of them. Bytes out of step make others.
_COMMON: Final = frozenset(
    "咗喺嘅嘢啲嗰哋攞瞓邨衞餸啱嚟嘥冚乸氹鎅埗峯麪綫枱着畧滙鰂脷揸嘞揾攰啩噃㗎嚿孭罉嫲鈎栢濶衆牀羣糉啫唓簕嗱冧氽蔴鉄"
)

_TELLING: Final = 3  # so many are no accident where the text shows bytes out of step
_OUT_OF_STEP: Final = Pattern("[?\ufffd]|[\ue000-\uf848][@-~]")


def find_private_use(text: str) -> list[Edit]:
    """Give the edits that write the characters that are meant."""
    edits = [
        Edit(KIND, blank.start(), blank.end(), blank[0], "\u3000" * len(blank[0]), 0.95) for blank in _blanks(text)
    ]
    if _PRIVATE.search(text) and is_traditional(text):
        edits += _of_hong_kong(text)
    return sorted(edits, key=lambda edit: edit.start)


def _blanks(text: str) -> Iterator[re.Match[str]]:
    """Those that open a line, or more in a row than bytes out of step make."""
    for blank in _BLANKS.finditer(text) if "\ue5e5" in text else ():
        opens = text[max(blank.start() - 1, 0) : blank.start()] in ("", "\n")
        if len(blank[0]) > 1 or (opens and re.match(CHINESE, text[blank.end() : blank.end() + 1])):
            yield blank


def _of_hong_kong(text: str) -> list[Edit]:
    """All of them or none: most are such as Hong Kong writes every day."""
    found = [(match.start(), _hkscs(match[0])) for match in _PRIVATE.finditer(text)]
    common = sum(meant in _COMMON for _, meant in found)
    if common * 3 < len(found) * 2 or (common < _TELLING and _OUT_OF_STEP.search(text)):
        return []
    return [Edit(KIND, place, place + 1, text[place], meant, 0.95) for place, meant in found if meant]


def _hkscs(char: str) -> str:
    """What the character is in Big5 as Hong Kong has it."""
    first, row, shift = next(each for each in _ROWS if ord(char) >= each[0])
    lead, trail = divmod(ord(char) - first + shift, _IN_ROW)
    data = bytes([row + lead, trail + (0x40 if trail < _LOW else 0x62)])
    return data.decode("big5hkscs", "ignore")
