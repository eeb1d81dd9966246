"""JSON that is one line to every reader."""

from __future__ import annotations

# Ends of lines to Unicode (5.8), and so to `str.splitlines`, that JSON lets stand in a string.
_ENDS = {end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def in_one_line(text: str) -> str:
    """Escape in JSON what some readers would break its line at."""
    for end, escaped in _ENDS.items():
        text = text.replace(end, escaped)
    return text
