"""A static map from 64-bit keys to small numbers that keeps no keys: three cells, one XOR.

A cell of 16 bits holds 11 bits of a key's fingerprint and 5 bits of its value, so that a key that was never put in is
found with a chance of 1 in 2048. The three cells lie in neighbouring segments, so that 1.13 cells a key are enough.
After Chazelle, Kilian, Rubinfeld, Tal: The Bloomier filter (2004) and Graf, Lemire: Binary fuse filters (2022).
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
_SEGMENT: Final = 1 << 14  # cells of a segment: what the paper advises for some millions of keys
_WITHIN: Final = _SEGMENT - 1
_ROOM: Final = 1.13  # cells a key
HEADER: Final = struct.Struct("<8sII")
MAGIC: Final = b"SHILUFUS"


class Filter:
    """Read side. `find` gives the value of a key, or -1."""

    __slots__ = ("_cells", "_seed", "_span")

    def __init__(self, data: bytes) -> None:
        magic, self._span, self._seed = HEADER.unpack_from(data)
        if magic != MAGIC:
            raise ValueError("not a model of this program")
        self._cells = array("H")
        self._cells.frombytes(memoryview(data)[HEADER.size :])

    def find(self, key: int) -> int:
        cells = self._cells
        h = ((key ^ self._seed) * _SPREAD) & _MASK
        h = ((h ^ (h >> 29)) * _PRINT) & _MASK
        h ^= h >> 32
        place = (h >> 32) * self._span >> 32
        cell = (
            cells[place]
            ^ cells[place + _SEGMENT ^ h >> 14 & _WITHIN]
            ^ cells[place + 2 * _SEGMENT ^ h & _WITHIN]
            ^ (h * _SPREAD >> 48 & 0xFFFF)
        )
        return cell if cell < LEVELS else -1

    def find_all(self, base: int, keys: Sequence[int]) -> list[int]:
        """Give what `find` gives for `base | key` of each key: written out, because there are thousands."""
        span, cells, seed = self._span, self._cells, self._seed
        found = []
        for key in keys:
            h = (((base | key) ^ seed) * _SPREAD) & _MASK
            h = ((h ^ (h >> 29)) * _PRINT) & _MASK
            h ^= h >> 32
            place = (h >> 32) * span >> 32
            cell = (
                cells[place]
                ^ cells[place + _SEGMENT ^ h >> 14 & _WITHIN]
                ^ cells[place + 2 * _SEGMENT ^ h & _WITHIN]
                ^ (h * _SPREAD >> 48 & 0xFFFF)
            )
            found.append(cell if cell < LEVELS else -1)
        return found


def _hash(keys: numpy.ndarray, seed: int) -> numpy.ndarray:
    import numpy as np

    h = (keys ^ np.uint64(seed)) * np.uint64(_SPREAD)
    h = (h ^ (h >> np.uint64(29))) * np.uint64(_PRINT)
    return h ^ (h >> np.uint64(32))


def _places(h: numpy.ndarray, span: int) -> list[numpy.ndarray]:
    import numpy as np

    first = (h >> np.uint64(32)) * np.uint64(span) >> np.uint64(32)
    second = first + np.uint64(_SEGMENT) ^ h >> np.uint64(14) & np.uint64(_WITHIN)
    third = first + np.uint64(2 * _SEGMENT) ^ h & np.uint64(_WITHIN)
    return [place.astype(np.int64) for place in (first, second, third)]


def build(keys: numpy.ndarray, values: numpy.ndarray) -> bytes:
    """Give the filter's bytes. `keys` are distinct; `values` are below LEVELS. Needs numpy, which reading does not."""
    span = (int(len(keys) * _ROOM) // _SEGMENT + 1) * _SEGMENT
    size = span + 2 * _SEGMENT
    for seed in range(1, 10):
        h = _hash(keys, seed)
        places = _places(h, span)
        order = _peel(places, size)
        if order is not None:
            return HEADER.pack(MAGIC, span, seed) + _assign(h, places, values, order, size)
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
    cells = np.flatnonzero(count == 1)
    while len(cells):
        alone, first = np.unique(owners[cells], return_index=True)
        order.append((alone, cells[first]))
        for place in places:
            np.subtract.at(count, place[alone], 1)
            np.bitwise_xor.at(owners, place[alone], alone)
        touched = np.unique(np.concatenate([place[alone] for place in places]))
        cells = touched[count[touched] == 1]
    return order if sum(len(alone) for alone, _ in order) == len(everyone) else None


def _assign(
    h: numpy.ndarray,
    places: list[numpy.ndarray],
    values: numpy.ndarray,
    order: list[tuple[numpy.ndarray, numpy.ndarray]],
    size: int,
) -> bytes:
    import numpy as np

    wanted = ((h * np.uint64(_SPREAD)) >> np.uint64(48)).astype(np.uint16) ^ values
    cells = np.zeros(size, dtype=np.uint16)
    for keys, own in reversed(order):
        rest = cells[places[0][keys]] ^ cells[places[1][keys]] ^ cells[places[2][keys]] ^ cells[own]
        cells[own] = wanted[keys] ^ rest
    data: bytes = cells.tobytes()
    return data
