"""How much may be done for one text: counted in characters weighed, never in time, so that a text is always read alike."""

from __future__ import annotations

from typing import Final

# Some 200,000 characters are weighed a second.
# What searches may take that find nothing, and so much more for each character: of a short text, of a longer one.
_VAIN: Final = ((80_000, 300), (150_000, 60))
_MOST_VAIN: Final = 300_000
_WORTH: Final = 20_000  # what each repair may take besides: dense damage is read to its end
_ALL: Final = 60_000  # what all searches may take, those that find something included, ...
_ALL_EACH: Final = 1500  # ... so much more for each of the first characters ...
_FIRST: Final = 8_000
_ALL_FURTHER: Final = 5  # ... and for each further one
CUT_SHORT: Final = "so much damage that not all of it was searched"


class Budget:
    """Of one text of `size` characters, in all its passes: linear in its size, whatever it is made of."""

    def __init__(self, size: int) -> None:
        self._each = min(_MOST_VAIN, *(once + each * size for once, each in _VAIN))
        self._vain = self._each
        self._all = _ALL + _ALL_EACH * min(size, _FIRST) + _ALL_FURTHER * size
        self.ended = False  # whether a search was ended for want of it

    @property
    def left(self) -> int:
        """What the next search may take; none where this is not above 0."""
        return min(self._vain, self._all)

    def spend(self, work: int, repairs: int) -> None:
        """Tell what a search took, and how many repairs came of it."""
        self._all -= work
        self._vain -= max(work - _WORTH * repairs, 0)
        self.ended |= self.left <= 0

    def renew(self) -> None:
        """Begin the text anew, as of another charset: what was searched in vain does not count again."""
        self._vain = self._each
