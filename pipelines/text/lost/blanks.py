"""Blanks that open a paragraph, each of them a question mark: a charset had no U+00A0."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

KIND: Final = "lost-blank"
# Paragraphs are set in by four or eight of them, with blanks between or without.
_SET_IN: Final = Pattern(r"(?m)^((?:\?[ \u3000]?){8}|(?:\?[ \u3000]?){4})(?![?？!！ \u3000\n])")
_PROSE: Final = Pattern(r"[\u3400-\u9fff“「『《（(【\[0-9A-Z][^\n]{14}")
_LEAST: Final = 2  # paragraphs set in alike


def find_lost_blanks(text: str, context: str = "") -> list[Edit]:
    """Give the edits that take these marks away; `context` is other text of the same page."""
    if not text.startswith("?") and "\n?" not in text:
        return []
    found = [mark for mark in _SET_IN.finditer(text) if _PROSE.match(text, mark.end())]
    beside = (mark for mark in _SET_IN.finditer(context) if _PROSE.match(context, mark.end()))
    alike = Counter(mark[0] for mark in (*found, *beside))
    return [Edit(KIND, mark.start(), mark.end(), mark[0], "", 0.9) for mark in found if alike[mark[0]] >= _LEAST]
