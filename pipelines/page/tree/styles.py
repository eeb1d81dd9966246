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
_OF_MEDIA = Pattern(r"/\*.*?\*/|@[\w-]{1,40}[^{};@]{0,400}+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}", re.DOTALL)
_RULE = Pattern(r"([^{}]{1,400})\{([^{}]{1,2000})\}")
_NAME = Pattern(r"\s*\w*[.#]([\w-]+)\s*")
_AS_BLOCK = Pattern(r"(?<![-\w])display:\s*block", re.IGNORECASE)


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Say whether the attributes of an element keep readers from seeing it."""
    style = attributes.get("style")
    return (style is not None and style_hides(style)) or "hidden" in attributes


def concealed_by(sheets: Iterable[LexborNode]) -> frozenset[str]:
    """Give the classes and ids, in small letters, whose elements the sheets of a page set out of sight."""
    found: set[str] = set()
    for sheet in sheets:
        text = sheet.text()
        if _AWAY.search(text):
            found.update(_names_away(text))
    return frozenset(found)


def _names_away(sheet: str) -> Iterator[str]:
    for selectors, style in _RULE.findall(_OF_MEDIA.sub("", sheet)):
        if _AWAY.search(style):
            yield from (name[1].lower() for each in selectors.split(",") if (name := _NAME.fullmatch(each)))


@lru_cache(maxsize=4096)
def breaks_line(style: str) -> bool:
    """Say whether a style sets an element apart as a paragraph is."""
    return _AS_BLOCK.search(style) is not None


@lru_cache(maxsize=4096)
def style_hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None
