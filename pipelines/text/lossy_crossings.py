"""Text of one double-byte charset read in another, with pairs lost that the other does not have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipelines.text.crossings import well_spelt
from pipelines.text.edits import Edit
from pipelines.text.gb import pairs
from pipelines.text.lattice import Search
from pipelines.text.model import model
from pipelines.text.signs import shows_rare
from pipelines.text.units import Style, units

KIND: Final = "mojibake"
_LINE: Final = re.compile(r"[^\n]{1,2000}")
_GARBLED: Final = -8.5  # nats a character from which on a line may be anything but what it says
_LIKELY: Final = -7.5  # nats a character that it may cost at most afterwards
_GAIN: Final = 2.5  # nats a character by which it must become likelier
_PROBE: Final = 60  # characters that are tried first
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Crossing:
    read: str
    written: str
    traditional: bool


_CROSSINGS: Final = (
    Crossing("big5", "gbk", False),
    Crossing("cp949", "gbk", False),
    Crossing("gbk", "big5hkscs", True),
    Crossing("cp949", "big5hkscs", True),
)


def find_lossy_crossings(text: str) -> list[Edit]:
    """Give the edits that restore such lines. Lines in which nothing was lost are not looked at."""
    lines = ((line, _restore(line[0])) for line in _LINE.finditer(text) if _garbled(line[0]))
    return [Edit(KIND, line.start(), line.end(), line[0], after, 0.8) for line, after in lines if after]


def _garbled(line: str) -> bool:
    if not ("\ufffd" in line or "?" in line or _HANGUL.search(line)) or not shows_rare(line):
        return False
    hangul = _HANGUL.findall(line)
    if hangul and well_spelt("".join(hangul)):
        return False
    return model().score(line[:_PROBE]) < _GARBLED * len(line[:_PROBE])


def _restore(line: str) -> str | None:
    """Try all crossings on the beginning, the likeliest on the whole."""
    tried = [(_weigh(after), crossing) for crossing in _CROSSINGS if (after := _read(line[:_PROBE], crossing))]
    if not tried:
        return None
    weight, crossing = max(tried, key=lambda pair: pair[0])
    if weight < max(_LIKELY, _weigh(line[:_PROBE]) + _GAIN):
        return None
    return _read(line, crossing)


def _read(line: str, crossing: Crossing) -> str | None:
    source, target = pairs(crossing.read), pairs(crossing.written)
    search = Search(target, model(), crossing.traditional, crossed=True)
    reading = search.run("", units(line, 0, source, Style(wide=True)), len(line))
    if reading is None or reading.steps[-1].unit.end < len(line):
        return None
    return "".join(step.out for step in reading.steps)


def _weigh(text: str) -> float:
    return model().score(text) / max(len(text), 1)
