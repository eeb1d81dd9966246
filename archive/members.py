"""Gzip members, one after the other: the units in which an archive is whole or torn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from isal import igzip_lib, isal_zlib

GZIP = 31  # window bits, as zlib counts them
READ = 1 << 20
MAX_OUT = 1 << 22


@dataclass(frozen=True, slots=True)
class Member:
    """A whole member: where it begins, its length in the file, and whether a WARC record begins in it."""

    offset: int
    length: int
    is_warc: bool

    @property
    def end(self) -> int:
        return self.offset + self.length


def whole_members(path: Path, start: int = 0) -> Iterator[Member]:
    """Give the members of a file up to the first that is torn, damaged or no WARC record."""
    with path.open("rb") as file:
        file.seek(start)
        pending = b""
        while member := _next_member(file, start, pending):
            found, pending = member
            if not found.is_warc:
                return
            yield found
            start = found.end


def _next_member(file: BinaryIO, offset: int, pending: bytes) -> tuple[Member, bytes] | None:
    """Read one member; gives it with the bytes already read beyond its end."""
    stream = isal_zlib.decompressobj(wbits=GZIP)
    length, beginning = 0, b""
    try:
        while not stream.eof:
            data = pending or file.read(READ)
            if not data:
                return None
            pending = b""
            length += len(data)
            while data and not stream.eof:
                out = stream.decompress(data, MAX_OUT)
                beginning = beginning or out[:5]
                data = stream.unconsumed_tail
    except igzip_lib.IsalError:  # type: ignore[misc]
        return None
    rest = stream.unused_data
    return Member(offset, length - len(rest), beginning == b"WARC/"), rest
