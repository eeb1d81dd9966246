"""One program damaged a page: where it is plain that bytes were lost, or that some were put in, the rest follows."""

from __future__ import annotations

import re
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
# U+0085 and U+00A0 are white space to byte-wise programs: PHP's `\s` takes them out of UTF-8 (php.net, preg_replace
# without /u) in some locales, as those do that replace blanks that do not break (A0) in what they take for Latin-1.
_BLANKS: Final = (0x85, 0xA0)
_TRAIL: Final = re.compile(rb"[\x80-\xbf]")
# Trail bytes of Chinese among which each of them comes: of pieces so long 4 in 1000 lack A0, and as few of pieces of a
# quarter lack both.
_ENOUGH: Final = 1000


def habit(sizes: Iterable[int]) -> Habit:
    """`sizes`: how many bytes each repair that is sure added to what stood there."""
    told = list(sizes)
    lost, added = sum(size > 0 for size in told), sum(size < 0 for size in told)
    if lost >= max(_PLAIN, _AGAINST * added):
        return LOSES
    return ADDS if added >= max(_PLAIN, _AGAINST * lost) else UNTOLD


def taken(data: bytes) -> frozenset[int]:
    """Bytes that were taken out of the whole of a page in UTF-8: they are nowhere left in it."""
    gone = frozenset(blank for blank in _BLANKS if blank not in data)
    return gone if len(_TRAIL.findall(data)) * len(gone) ** 2 >= _ENOUGH else frozenset()
