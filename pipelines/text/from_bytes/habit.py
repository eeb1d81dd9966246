"""One program damaged a page: where it is plain that bytes were lost, or that some were put in, the rest follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Habit:
    """What it costs to believe that a byte was `lost`, as a share of what it costs in that charset otherwise; and the
    nats that it costs more to believe that one was `added`.
    """

    lost: float = 1.0
    added: float = 4.0


UNTOLD: Final = Habit()
LOSES: Final = Habit(0.6, 12.0)
ADDS: Final = Habit(1.0, 0.0)
_PLAIN: Final = 2  # places that show it ...
_AGAINST: Final = 3  # ... and so many for each that shows the contrary


def habit(sizes: Iterable[int]) -> Habit:
    """`sizes`: how many bytes each repair that is sure added to what stood there."""
    told = list(sizes)
    lost, added = sum(size > 0 for size in told), sum(size < 0 for size in told)
    if lost >= max(_PLAIN, _AGAINST * added):
        return LOSES
    return ADDS if added >= max(_PLAIN, _AGAINST * lost) else UNTOLD
