"""Bytes to read anew, with what they were decoded to and what is known around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
    together on the page; `wanted`: marks that it opens or closes without the other.
    """

    data: bytes
    units: Mapping[int, Unit]
    fillers: Mapping[int, int]
    before: str
    traditional: bool
    page: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
