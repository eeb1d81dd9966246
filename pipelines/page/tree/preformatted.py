"""Lines of preformatted text: those of a paragraph that was broken at one width are put together again."""

from __future__ import annotations

from itertools import pairwise

_INDENTS = ("\u3000", "  ", "\t", "\xa0\xa0")
_NARROWEST = 40  # columns at which somebody breaks a text
_STOPS = ("。", "！", "？", "”", "」", ".", "!", "?")
_FULL, _MOSTLY = 0.75, 0.7  # of the widest line; of the lines that another one goes on from
_WIDE = "\u2e80"  # the first character of two columns, near enough


def paragraphs(text: str) -> list[str]:
    """Give the lines of `text`, or its paragraphs where blank lines or indents part them and the rest breaks at one width."""
    lines = text.expandtabs().split("\n")
    begins = [_begins(before, line) for before, line in pairwise(["", *lines])]
    going_on = [line for line, begun in zip(lines, begins[1:], strict=False) if line.strip() and not begun]
    widest = max(map(_columns, lines), default=0)
    full = sum(_columns(line) >= widest * _FULL and _breaks_off(line.strip()) for line in going_on)
    if widest < _NARROWEST or not any(begins[1:]) or full < max(len(going_on), 1) * _MOSTLY:
        return lines
    found: list[str] = []
    for line, begun in zip(lines, begins, strict=True):
        if begun or not found:
            found.append(line.strip())
        else:
            found[-1] = _joined(found[-1], line.strip())
    return found


def _begins(before: str, line: str) -> bool:
    return not before.strip() or not line.strip() or line.startswith(_INDENTS)


def _breaks_off(line: str) -> bool:
    """Say whether a line ends within a sentence; a row of a table has gaps."""
    return not line.endswith(_STOPS) and "  " not in line


def _columns(line: str) -> int:
    return sum(2 if char >= _WIDE else 1 for char in line.strip())


def _joined(one: str, other: str) -> str:
    wide = one[-1:] >= _WIDE or other[:1] >= _WIDE
    return f"{one}{'' if wide else ' '}{other}"
