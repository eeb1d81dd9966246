"""UTF-8 that was read as windows-1252 twice, a mark for each byte that windows-1252 leaves open: a database dumped twice.

What the second reading lost is told but for a byte of the first, which is searched then as after one reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.crossings.crossing import Crossing, undo
from pipelines.text.crossings.lossless import uncross
from pipelines.text.crossings.lossy import KIND, find_lossy_crossings
from pipelines.text.edits import Edit, apply_edits

_CROSSING: Final = Crossing("cp1252", "utf-8")
_LINE: Final = Pattern("[^\n]{8,2000}")
_TWICE: Final = Pattern("Ã[\xa3-\xaf](?:Â|â€|Å|Æ|Ë|â„)")  # the first letter of a Chinese character
_FEW: Final = 3
_QUOTE: Final = "â€"  # ” has the only byte that windows-1252 leaves open among those of three
_OPEN: Final = Pattern("(?<=Â)[?\ufffd]")  # one of five bytes, as the first reading left it
_LOST: Final = Pattern("(?:Â|â€)[?\ufffd]")
_CONFIDENCE: Final = 0.8


def find_lossy_twice(text: str, budget: Budget) -> list[Edit]:
    """Give the edits that undo both, line by line: never one of them alone."""
    return [
        edit for line in _LINE.finditer(text) if "Ã" in line[0] for edit in _edits(line[0], line.start(), budget)
    ]


def _edits(line: str, start: int, budget: Budget) -> Iterator[Edit]:
    if len(_TWICE.findall(line)) < _FEW or not _LOST.search(line):
        return
    once = _once(line)
    if once is None:
        return
    after = uncross(once) or apply_edits(once, find_lossy_crossings(once, budget))
    if after != once:
        yield Edit(KIND, start, start + len(line), line, after, _CONFIDENCE)


def _once(line: str) -> str | None:
    for mark in "?\ufffd":
        line = line.replace(_QUOTE + mark, _QUOTE + "\x9d")
    pieces = [undo(piece, _CROSSING) for piece in _OPEN.sub("\n", line).replace("Â\n", "\n").split("\n")]
    return None if None in pieces else "?".join(piece for piece in pieces if piece is not None)
