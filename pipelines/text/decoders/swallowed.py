"""ASCII that a decoder took for the second half of a character and lost, where what follows tells it."""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.figures import figure

_TAG: Final = Pattern(r"/?[a-z]{1,10}\d?(?:>| ?/>| [a-z-]{2,20}=)|/[a-z]{0,10}$")
_NUMBERED: Final = Pattern(r"[1-9]\d?([)\]])")
_CLOSING: Final = Pattern(r"[^()\[\]（）\n]{1,24}([)\]])")


def swallowed(text: str, place: int) -> tuple[str, float]:
    """The character before `place` and what it costs to believe it: `<` of a tag, a year's `2`. Empty where none is told."""
    if _TAG.match(text, place):
        return "<", 2.0
    if found := figure(text, place):
        return found, 1.0
    for pattern, cost in ((_NUMBERED, 1.0), (_CLOSING, 5.0)):
        if closed := pattern.match(text, place):
            return {")": "(", "]": "["}[closed[1]], cost
    return "", 0.0
