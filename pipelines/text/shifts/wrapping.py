"""Lines that a program cut at a number of bytes, inside characters too, and decoded one by one.

What follows such a line's end goes on with the sentence, and often with the character: a search reads past it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.text.edits import Edit

_MARKS: Final = ("?", "\ufffd")
_NARROWEST: Final = 36  # bytes of a line from which on one is cut: verses and tables are narrower
_LOST: Final = 4  # bytes that marks for two bytes may hide
_LINES: Final = 2  # lines of the width, that with half a character at its end included, ...
_MORE: Final = 2  # ... and so many for each that is longer


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """`text` without the line ends of `original` that programs put in; `places`: where in `text` these stood."""

    original: str
    text: str
    places: Sequence[int]

    def edits(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Give edits of `text` as edits of the original: a line's end inside a repair goes with it, others stay."""
        for edit in edits:
            start = edit.start + bisect_right(self.places, edit.start)
            end = edit.end + bisect_left(self.places, edit.end)
            yield Edit(edit.kind, start, end, self.original[start:end], edit.after, edit.confidence)


def unwrapped(text: str) -> Unwrapped:
    """Join lines of about the width of those that end in half a character, where there are two of them."""
    if not any(mark + "\n" in text for mark in _MARKS):
        return Unwrapped(text, text, ())
    lines = text.split("\n")
    sizes = [sum(1 + (char > "\x7f" and char != "\ufffd") for char in line) for line in lines[:-1]]
    width = _width(
        Counter(sizes), {size for size, line in zip(sizes, lines, strict=False) if line.endswith(_MARKS)}
    )
    wrapped = [_is_near(size, width) for size in sizes]
    longer = sum(
        size > width + _LOST for size in sizes
    )  # what cuts lines leaves none; paragraphs may be as long as others
    if width < _NARROWEST or sum(wrapped) < max(_LINES, _MORE * longer):
        return Unwrapped(text, text, ())
    joined, places = "", []
    for line, is_wrapped in zip(lines, [*wrapped, True], strict=True):
        joined += line
        if is_wrapped:
            places.append(len(joined))
        else:
            joined += "\n"
    return Unwrapped(text, joined, places[:-1])


def _width(sizes: Counter[int], broken: Iterable[int]) -> int:
    """Of the bytes of lines that end in half a character, those that most lines have."""
    return max(broken, key=lambda width: sum(sizes[size] for size in range(width - _LOST, width + _LOST + 1)))


def _is_near(size: int, width: int) -> bool:
    return width - _LOST <= size <= width + _LOST
