"""Days of a calendar that say so by their text alone: `<a href="/202411/28/node_1.htm">28</a>`."""

from __future__ import annotations

from pipelines.page.links.anchors import Page
from pipelines.pattern import Pattern

_TEXT = Pattern(r"0?([1-9]|[12]\d|3[01])日?")
_ADDRESS = Pattern(r"(?<!\d)(?:19|20)\d\d[-/_]?(?:1[0-2]|0?[1-9])[-/_]?(0?[1-9]|[12]\d|3[01])(?!\d)")
_LONGEST = 3
_LEAST = 2  # one may be a page of a list of that day


def calendar_days(page: Page) -> frozenset[str]:
    """Give the keys of the links whose text is the day that their address names."""
    found = set()
    for anchor in page.anchors:
        text = None if anchor.text[_LONGEST:] else _TEXT.fullmatch(anchor.text)
        named = _ADDRESS.search(anchor.to.key) if text else None
        if text and named and int(text[1]) == int(named[1]):
            found.add(anchor.to.key)
    return frozenset(found) if len(found) >= _LEAST else frozenset()
