"""Texts that lead to articles: which of them are titles, and which are the same one."""

from __future__ import annotations

LEAST_TITLE = 6  # letters


def is_title(text: str) -> bool:
    """Tell it from an address, and from the hour of the last reply."""
    return len(text) >= LEAST_TITLE and "://" not in text and any(map(str.isalpha, text))


def is_beginning(one: str, other: str) -> bool:
    """Tell whether two titles are one, of which a list may show the beginning only."""
    short, long = sorted((one.rstrip(".…"), other.rstrip(".…")), key=len)
    return len(short) >= LEAST_TITLE and long.startswith(short)
