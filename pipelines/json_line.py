"""JSON that is one line to every reader."""

from __future__ import annotations

# Ends of lines to Unicode (5.8), and so to `str.splitlines`, that JSON lets stand in a string.
_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def in_one_line(text: str) -> str:
    """Escape in JSON what some readers would break its line at. Hardly any text has it, and it costs those nothing."""
    has_ends = "\x85" in text or "\u2028" in text or "\u2029" in text
    return text.translate(_ENDS) if has_ends else text
