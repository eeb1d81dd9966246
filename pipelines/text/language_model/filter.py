"""A static map from 64-bit keys to small numbers that keeps no keys: three cells, one XOR.

A cell of 16 bits holds 11 bits of a key's fingerprint and 5 bits of its value, so that a key that was never put in is
found with a chance of 1 in 2048. 1.23 cells a key. After Chazelle, Kilian, Rubinfeld, Tal: The Bloomier filter (2004)
and Graf, Lemire: Xor filters (2020).
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy

LEVELS: Final = 32
STEP: Final = 0.35  # nats a level, for an n-gram
FINE: Final = 0.1  # the same for what a context leaves to characters never seen behind it
BEHIND: Final = 1 << 63  # marks the key of such a context; no n-gram has this bit, for letters are below 2**14
_MASK: Final = 0xFFFF_FFFF_FFFF_FFFF
_SPREAD: Final = 0x9E37_79B9_7F4A_7C15
_PRINT: Final = 0xC2B2_AE3D_27D4_EB4F
_HALF: Final = 0xFFFF_FFFF
HEADER: Final = struct.Struct("<8sII")
MAGIC: Final = b"SHILUXOR"


class Filter:
    """Read side. `find` gives the value of a key, or -1."""

    __slots__ = ("_cells", "_seed", "_third")

    def __init__(self, data: bytes) -> None:
        magic, self._third, self._seed = HEADER.unpack_from(data)
        if magic != MAGIC:
            raise ValueError("not a model of this program")
        self._cells = array("H")
        self._cells.frombytes(memoryview(data)[HEADER.size :])

    def find(self, key: int) -> int:
        third, cells = self._third, self._cells
        h = ((key ^ self._seed) * _SPREAD) & _MASK
        h = ((h ^ (h >> 29)) * _PRINT) & _MASK
        h ^= h >> 32
        g = h * _SPREAD & _MASK
        cell = (
            cells[(h & _HALF) * third >> 32]
            ^ cells[third + ((h >> 32) * third >> 32)]
            ^ cells[2 * third + ((g >> 32) * third >> 32)]
            ^ (g >> 16 & 0xFFFF)
        )
        return cell if cell < LEVELS else -1

    def find_all(self, base: int, keys: Sequence[int]) -> list[int]:
        """Give what `find` gives for `base | key` of each key: written out, because there are thousands."""
        third, cells, seed = self._third, self._cells, self._seed
        found = []
        for key in keys:
            h = (((base | key) ^ seed) * _SPREAD) & _MASK
            h = ((h ^ (h >> 29)) * _PRINT) & _MASK
            h ^= h >> 32
            g = h * _SPREAD & _MASK
            cell = (
                cells[(h & _HALF) * third >> 32]
                ^ cells[third + ((h >> 32) * third >> 32)]
                ^ cells[2 * third + ((g >> 32) * third >> 32)]
                ^ (g >> 16 & 0xFFFF)
            )
            found.append(cell if cell < LEVELS else -1)
        return found


def _hash(keys: numpy.ndarray, seed: int) -> numpy.ndarray:
    import numpy as np

    h = (keys ^ np.uint64(seed)) * np.uint64(_SPREAD)
    h = (h ^ (h >> np.uint64(29))) * np.uint64(_PRINT)
    return h ^ (h >> np.uint64(32))


def _places(h: numpy.ndarray, third: int) -> list[numpy.ndarray]:
    import numpy as np

    size, half = np.uint64(third), np.uint64(32)
    fields = (h & np.uint64(_HALF), h >> half, (h * np.uint64(_SPREAD)) >> half)
    return [((field * size) >> half).astype(np.int64) + i * third for i, field in enumerate(fields)]


def build(keys: numpy.ndarray, values: numpy.ndarray) -> bytes:
    """Give the filter's bytes. `keys` are distinct; `values` are below LEVELS. Needs numpy, which reading does not."""
    third = int(len(keys) * 1.235 / 3) + 32
    for seed in range(1, 10):
        h = _hash(keys, seed)
        places = _places(h, third)
        order = _peel(places, 3 * third)
        if order is not None:
            return HEADER.pack(MAGIC, third, seed) + _assign(h, places, values, order, 3 * third)
    raise ValueError("no seed fits: are the keys distinct?")


def _peel(places: list[numpy.ndarray], size: int) -> list[tuple[numpy.ndarray, numpy.ndarray]] | None:
    """Take away, round by round, the keys that stand alone in some cell. None where a core remains."""
    import numpy as np

    count = np.zeros(size, dtype=np.int32)
    owners = np.zeros(size, dtype=np.int64)
    everyone = np.arange(len(places[0]))
    for place in places:
        np.add.at(count, place, 1)
        np.bitwise_xor.at(owners, place, everyone)
    order = []
    left = len(everyone)
    while left:
        cells = np.flatnonzero(count == 1)
        if not len(cells):
            return None
        alone, first = np.unique(owners[cells], return_index=True)
        order.append((alone, cells[first]))
        for place in places:
            np.subtract.at(count, place[alone], 1)
            np.bitwise_xor.at(owners, place[alone], alone)
        left -= len(alone)
    return order


def _assign(
    h: numpy.ndarray,
    places: list[numpy.ndarray],
    values: numpy.ndarray,
    order: list[tuple[numpy.ndarray, numpy.ndarray]],
    size: int,
) -> bytes:
    import numpy as np

    wanted = ((h * np.uint64(_SPREAD)) >> np.uint64(16)).astype(np.uint16) ^ values
    cells = np.zeros(size, dtype=np.uint16)
    for keys, own in reversed(order):
        rest = cells[places[0][keys]] ^ cells[places[1][keys]] ^ cells[places[2][keys]] ^ cells[own]
        cells[own] = wanted[keys] ^ rest
    data: bytes = cells.tobytes()
    return data
