"""What the style of an element does to its text: hides it, or sets it apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from pipelines.pattern import Pattern

_HIDDEN = Pattern(
    r"display:\s*none|visibility:\s*hidden|font-size:\s*(?:0(?:px|pt|em)?|1p[xt])\s*(?:;|$)|text-indent:\s*-\d{3,}"
    r"|(?:left|top|right):\s*-\d{3,}px|(?<![-\w])(?:height|width):\s*(?:0|[0-3]px)\s*;[^{}]{0,60}overflow:\s*hidden|opacity:\s*0\s*(?:;|$)"
    r"|overflow:\s*hidden;[^{}]{0,60}(?<![-\w])(?:height|width):\s*(?:0|[0-3]px)\s*(?:;|$)|opacity=0\)",
    re.IGNORECASE,
)
# Out of sight for good. What a sheet only folds away, a script may open: answers below their questions, the rest of a text.
_AWAY = Pattern(
    r"text-indent:\s*-\d{3,}|(?<![-\w])(?:left|top|right):\s*-\d{3,}px|font-size:\s*(?:0(?:px|pt|em)?|1p[xt])\s*(?:[;}!]|$)",
    re.IGNORECASE,
)
_FAR = Pattern(r":\s*-\d{3}|font-size:\s*[01]|FONT-SIZE:\s*[01]")  # found at once where one of those may be
_BEFORE_SELECTORS = Pattern(r"[{};/]")
_MOST_SELECTORS = 400  # characters
_NAME = Pattern(r"\s*\w*[.#]([\w-]+)\s*")
_AS_BLOCK = Pattern(r"(?<![-\w])display:\s*block", re.IGNORECASE)


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Say whether the attributes of an element keep readers from seeing it."""
    style = attributes.get("style")
    return (style is not None and style_hides(style)) or "hidden" in attributes


def concealed_by(sheets: Iterable[LexborNode]) -> frozenset[str]:
    """Give the classes and ids, in small letters, whose elements the sheets of a page set out of sight."""
    texts = (sheet.text() for sheet in sheets)
    return frozenset(name for text in texts if _FAR.search(text) for name in _names_away(text))


def _names_away(sheet: str) -> Iterator[str]:
    """Give the names of rules that stand in no other block, as those for printing do."""
    opened = depth = 0
    for found in _AWAY.finditer(sheet):
        brace = sheet.rfind("{", opened + 1, found.start())
        if brace < 0 or sheet.find("}", found.end() - 1) < 0:
            continue
        depth += sheet.count("{", opened, brace) - sheet.count("}", opened, brace)
        opened = brace
        if depth == 0:
            selectors = _BEFORE_SELECTORS.split(sheet[max(0, brace - _MOST_SELECTORS) : brace])[-1]
            yield from (name[1].lower() for each in selectors.split(",") if (name := _NAME.fullmatch(each)))


@lru_cache(maxsize=4096)
def breaks_line(style: str) -> bool:
    """Say whether a style sets an element apart as a paragraph is."""
    return _AS_BLOCK.search(style) is not None


@lru_cache(maxsize=4096)
def style_hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None
