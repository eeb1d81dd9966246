"""Characters that nobody wrote: controls strewn in, C1 bytes, filler of no width."""

from __future__ import annotations

import re
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit
from pipelines.text.signs.escaped import CHINESE
from pipelines.text.signs.of_text import FILLERS, SELECTORS

CONTROL: Final = "control-character"
FILLER: Final = "invisible-filler"
# A form feed may part pages, and an escape begin the colours of a terminal.
_CONTROLS: Final = Pattern(
    r"(?:[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]|(?<!\n)(?<!^)\x0c(?![\n\x0c]|$)|\x1b(?!\[))+"
)
# What may stand between letters of other scripts (Thai and Khmer part words so, Persian letters, emoji, formulas) has
# no use in Chinese, nor inside an English word; where letters run from right to left, marks of direction have one.
# Selectors of a form: of emoji, one or two of which are signs beside Chinese (㊗), and of ideographs that have several.
_SELECTED: Final = "[\u3001-\u302f\u3400-\u9fff\uff01-\uff60]"
_OTHER: Final = "[\x00-\x7f“”‘’…—·]"
_FILLER: Final = Pattern(
    rf"(?<={CHINESE})[{FILLERS}]+(?={CHINESE}|{_OTHER}|$)"
    rf"|(?<={_OTHER})[{FILLERS}]+(?={CHINESE})"
    r"|(?<=[A-Za-z])[\u200b\u2060\ufeff\U000e0020-\U000e007f]+(?=[A-Za-z])"
    rf"|(?<={_SELECTED})[\ufe03-\ufe0f]+"
    rf"|^(?:\ufeff+|[{FILLERS}]+(?={CHINESE}))",
    re.MULTILINE,
)
_ANY_CONTROL: Final = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ANY_FILLER: Final = Pattern(rf"[{FILLERS}\ufe03-\ufe0f{SELECTORS}]")
# Colours of a terminal, and what is left of those whose escape was dropped or is shown.
_COLOURS: Final = Pattern(r"(?:\x1b|\^\[|\u241b|\ufffd)\[[0-9;]{0,12}[mK]|\[(?:[01];)?(?:[34][0-7]|[01]|0[01])m")
_TERMINAL: Final = Pattern(
    r"\bansi\b|\becho\b|colou?r|terminal|\\(?:033|x1b|e\[)|转义|轉義|颜色|顏色|终端|終端", re.IGNORECASE
)
_FORM: Final = Pattern(rf"[{SELECTORS}]+")
# Behind a mark, a letter or another selector there is no form to choose: they are there to be found again in a copy.
_NO_FORM: Final = Pattern(rf"(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[{SELECTORS}]")
_RIGHT_TO_LEFT: Final = Pattern("[\u0590-\u08ff]")
_DIRECTION: Final = Pattern("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARK: Final = "\ufeff"  # alone at the beginning it is a byte order mark
_NUMBER: Final = Pattern(r"[0-9]{3,12}(?:[\r\n]|$)")
_BORDERS: Final = frozenset(("", "\t", "\n", "\r"))


def find_invisible(text: str) -> list[Edit]:
    """Give the edits that take them out, sorted."""
    edits = [_gone(CONTROL, match) for match in _strewn(text)] if _ANY_CONTROL.search(text) else []
    edits += [_gone(CONTROL, match) for match in _colours(text)]
    if not _ANY_FILLER.search(text):
        return sorted(edits, key=lambda edit: edit.start)
    meant = _RIGHT_TO_LEFT.search(text) is not None
    fillers = [match for match in _FILLER.finditer(text) if not (meant and _DIRECTION.search(match[0]))]
    if [match.span() for match in fillers] != [(0, 1)] or text[0] != _MARK:
        edits += [_gone(FILLER, match) for match in fillers]
    if _NO_FORM.search(text):
        edits += [_gone(FILLER, match) for match in _FORM.finditer(text)]
    return sorted(edits, key=lambda edit: edit.start)


def _strewn(text: str) -> list[re.Match[str]]:
    """Controls that nobody put there: half of them at least stand inside words, or beside Chinese.

    Formats of old have them where fields, nodes or times begin.
    """
    found = [match for match in _CONTROLS.finditer(text) if not _listed(match)]
    return found if sum(map(_inside, found)) * 2 >= len(found) else []


def _colours(text: str) -> list[re.Match[str]]:
    """Those of a text in Chinese, each of which has an end: tables of such are written in it as well, with more between."""
    found = list(_COLOURS.finditer(text)) if "[0m" in text else []
    return found if found and not _TERMINAL.search(text) and sum(map(_inside, found)) * 2 >= len(found) else []


def _inside(match: re.Match[str]) -> bool:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if re.match(CHINESE, before) or re.match(CHINESE, after):
        return True
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def _listed(match: re.Match[str]) -> bool:
    """Whether a control stands alone in its column, as in a table of characters, or on its line, to part pages; or before
    a number that ends its line, as in an index.
    """
    text, start, end = match.string, match.start(), match.end()
    if _NUMBER.match(text, end):
        return True
    return text[max(start - 1, 0) : start] in _BORDERS and text[end : end + 1] in _BORDERS


def _gone(kind: str, match: re.Match[str]) -> Edit:
    return Edit(kind, match.start(), match.end(), match[0], "", 0.99)
