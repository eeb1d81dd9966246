"""What the style of an element does to its text: hides it, or sets it apart."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.pattern import Pattern

_HIDDEN = Pattern(
    r"display:\s*none|visibility:\s*hidden|font-size:\s*(?:0(?:px|pt|em)?|1p[xt])\s*(?:;|$)|text-indent:\s*-\d{3,}"
    r"|(?:left|top|right):\s*-\d{3,}px|(?<![-\w])(?:height|width):\s*(?:0|[0-3]px)\s*;[^{}]{0,60}overflow:\s*hidden|opacity:\s*0\s*(?:;|$)"
    r"|overflow:\s*hidden;[^{}]{0,60}(?<![-\w])(?:height|width):\s*(?:0|[0-3]px)\s*(?:;|$)|opacity=0\)",
    re.IGNORECASE,
)
_AS_BLOCK = Pattern(r"(?<![-\w])display:\s*block", re.IGNORECASE)


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Say whether the attributes of an element keep readers from seeing it."""
    style = attributes.get("style")
    return (style is not None and style_hides(style)) or "hidden" in attributes


@lru_cache(maxsize=4096)
def breaks_line(style: str) -> bool:
    """Say whether a style sets an element apart as a paragraph is."""
    return _AS_BLOCK.search(style) is not None


@lru_cache(maxsize=4096)
def style_hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None
