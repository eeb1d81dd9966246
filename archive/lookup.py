"""Captures looked up in a sorted CDXJ file by bisection: nothing is loaded, whatever the file's size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.surt import surt_key

_NEAR = 1 << 12  # bytes between which lines are read one by one


@dataclass(frozen=True, slots=True)
class Located:
    """Where a capture lies. `stamp` are fourteen digits; `status` is empty where no server answered."""

    url: str
    stamp: str
    status: str
    digest: str
    file: str
    offset: int


class Lookup:
    """The lines of one index, which may be replaced by a newer one at any time."""

    def __init__(self, index: Path) -> None:
        self._index = index

    def nearest(self, url: str, stamp: str) -> Located | None:
        """Give the capture of `url` nearest in time to `stamp` (digits, fourteen at most); None where there is none.

        Of a stamp that is none, as a record of others may hold, the oldest.
        """
        wanted = int(stamp.ljust(14, "0")) if stamp.isdecimal() else 0
        return min(self.captures(url), key=lambda found: abs(int(found.stamp) - wanted), default=None)

    def captures(self, url: str) -> list[Located]:
        """Give all captures whose key is that of `url`, the oldest first."""
        try:
            with self._index.open("rb") as file:
                return list(_of_key(file, surt_key(url).encode() + b" "))
        except FileNotFoundError:
            return []


def _of_key(file: BinaryIO, key: bytes) -> Iterator[Located]:
    start = _start(file, key)
    file.seek(start)
    if start:
        file.readline()
    for line in file:
        if line.startswith(key):
            located = _located(line)
            if located:
                yield located
        elif line > key:
            return


def _start(file: BinaryIO, key: bytes) -> int:
    """Give a place at or before the first line of `key`, inside the line before it or at the file's beginning."""
    low, high = 0, file.seek(0, 2)
    while high - low > _NEAR:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline()
        if file.readline() < key:
            low = middle
        else:
            high = middle
    return low


def _located(line: bytes) -> Located | None:
    try:
        stamp = str(int(line.split(b" ", 2)[1]))
        entry = json.loads(line.split(b" ", 2)[2])
        place = entry["filename"], int(entry["offset"])
        return Located(entry["url"], stamp, entry.get("status", ""), entry.get("digest", ""), *place)
    except (ValueError, KeyError, IndexError, TypeError):
        return None
