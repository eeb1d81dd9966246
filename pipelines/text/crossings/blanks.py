"""Blanks that do not break and marks of byte order, whose bytes were read one by one or as GBK: `Â `, `聽`, `ï»¿`, `锘?`.

Editors put such blanks where nobody sees them. All else of the text is as it should be, so that no line tells a charset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.examples import is_subject
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import is_traditional, model

KIND: Final = "mojibake"
_BLANK: Final = "\xa0"
_CHINESE: Final = "\u3000-\u9fff\uff01-\uff60“”‘’…—"
# Signs of Latin-1, each behind the first of its two bytes. A letter before that may be one of a word in capitals.
_LATIN: Final = Pattern(
    rf"Â(?<![A-Z\xc0-\u024f]Â)(?:(?P<sign>[\xa0-\xbf])|(?=&nbsp;)|(?P<plain> )(?:(?<=[{_CHINESE}]Â )|(?=[{_CHINESE}])))"
)
_CROSSED: Final = Pattern("[\xc3-\xf4][\x80-\xbf\u0152-\u2122]")  # more than blanks: no part of it is undone alone
_IN_GBK: Final = Pattern("聽(?: ?聽)*")
_ORDER_MARK: Final = Pattern("ï»¿|^锘[?\ufffd]", re.MULTILINE)
_ROW: Final = 4  # characters that nobody writes in a row
_KNOWN: Final = 3  # simplified characters that tell a text's script
_TOUCHING: Final = Pattern("[\u3400-\u9fff]聽(?: ?聽)*[\u3400-\u9fff]")


def find_blanks(text: str) -> list[Edit]:
    """Give the edits that restore them, or leave out what marks no order."""
    found = chain(
        (
            (match, match["sign"] or match["plain"] or "")
            for match in (_LATIN.finditer(text) if "Â" in text and not _CROSSED.search(text) else ())
        ),
        ((match, match[0].replace("聽", _BLANK)) for match in _listened(text)),
        ((match, "") for match in (_ORDER_MARK.finditer(text) if "ï»¿" in text or "锘" in text else ())),
    )
    edits = [Edit(KIND, match.start(), match.end(), match[0], after, 0.95) for match, after in found]
    return sorted(
        (edit for edit in edits if not is_subject(text, edit.start, edit.end)), key=lambda edit: edit.start
    )


def _listened(text: str) -> Iterator[re.Match[str]]:
    """Characters that mean to listen, in a text that would write 听, or more in a row than anyone writes."""
    if "聽聽" not in text and "聽 聽" not in text:
        return
    simplified = not is_traditional(text) and len(set(text) & model().forms_of_simplified) >= _KNOWN
    for match in _IN_GBK.finditer(text):
        inside = _TOUCHING.match(text, max(match.start() - 1, 0))
        if match[0].count("聽") >= _ROW or (simplified and (len(match[0]) > 1 or not inside)):
            yield match
