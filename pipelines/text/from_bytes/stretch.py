"""Bytes to read anew, with what they were decoded to and what is known around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipelines.text.from_bytes.habit import UNTOLD, Habit

_PAIRS: Final = ("“”", "‘’", "「」", "『』", "（）", "《》", "()", "【】")
_LINE: Final = 1000  # characters on each side in which the other of a pair of marks is looked for


@dataclass(frozen=True, slots=True)
class Unit:
    """A code point as decoded, from bytes [`start`, `end`). `cost`: nats above what the model says."""

    start: int
    end: int
    text: str
    cost: float = 0.0

    @property
    def is_lost(self) -> bool:
        """Whether it is no character that anyone wrote."""
        return self.text == "\ufffd" or "\ue000" <= self.text <= "\uf8ff"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes to read: `units` are what they were decoded to, by where they begin. `before` is the text before.
    `fillers`: what may have been put inside characters, place and length. `page`: pairs of characters that stand
    together on the page; `wanted`: marks that it opens or closes without the other; `habit`: what was done to the page,
    `taken`: bytes that were taken out of all of it, `replaced`: what stands for bytes of which none is left.
    """

    data: bytes
    units: Mapping[int, Unit]
    fillers: Mapping[int, int]
    before: str
    traditional: bool
    page: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    habit: Habit = UNTOLD
    taken: frozenset[int] = frozenset()
    replaced: tuple[tuple[bytes, bytes], ...] = ()


def lacking(text: str, place: int) -> frozenset[str]:
    """Marks that the line around `place` lacks: quotes opened and not closed, or the other way round."""
    before, after = text[max(place - _LINE, 0) : place], text[place : place + _LINE]
    line = before.rpartition("\n")[2] + after.partition("\n")[0]
    counts = ((pair, line.count(pair[0]) - line.count(pair[1])) for pair in _PAIRS)
    return frozenset(pair[1] if more > 0 else pair[0] for pair, more in counts if more)
