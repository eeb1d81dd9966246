"""Gzip members, one after the other: the units in which an archive is whole or torn."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from isal import igzip_lib, isal_zlib

from archive.names import file_name

GZIP = 31  # window bits, as zlib counts them
MAGIC = b"\x1f\x8b\x08"
FIRST_READ, READ = 1 << 11, 1 << 18  # most members are small, and what is read beyond their end is copied
MAX_OUT = 1 << 22
MAX_IN_MEMORY = 1 << 26  # what decompresses to more is kept in a file: some compress a whole archive as one member

Data = mmap.mmap | bytes


class Member(NamedTuple):
    """A whole member, its checksum verified. `data` is what it holds, empty where only the borders were wanted."""

    offset: int
    length: int
    data: Data
    is_warc: bool

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes that are no whole member with a WARC record, up to the next one that is, or to the end of the file.

    `closed`: there is an end to it, or something that breaks it; if not, the file's end was torn off.
    """

    offset: int
    length: int
    reason: str
    at_end: bool
    closed: bool = False


def opened(path: Path) -> BinaryIO:
    """Open a WARC file for reading, under its final name where the run that wrote it has finished it meanwhile."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        return path.with_name(file_name(path)).open("rb")


@contextmanager
def mapped(path: Path) -> Iterator[Data]:
    """Give the bytes of a file without reading them."""
    with opened(path) as file:
        if not file.seek(0, SEEK_END):  # which cannot be mapped
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data


def whole_members(path: Path, start: int = 0) -> Iterator[Member]:
    """Give the borders of the members up to the first that is torn, damaged or no WARC record."""
    with mapped(path) as data:
        while (member := read_member(data, start, keep=False)) and member.is_warc:
            yield member
            start = member.end


def members_and_gaps(data: Data, start: int = 0) -> Iterator[Member | Gap]:
    """Give all that a file is made of, in order and without a byte left out."""
    size = len(data)
    while start < size:
        member = read_member(data, start, keep=True)
        if member and member.is_warc:
            yield member
            start = member.end
            continue
        resumed = _next_warc(data, start + 1)
        closed, reason = _reason(data, start, member)
        yield Gap(start, resumed - start, reason, resumed == size, closed)
        start = resumed


def read_member(data: Data, offset: int, *, keep: bool) -> Member | None:
    """Read the member at `offset`; None where none is whole there."""
    stream = isal_zlib.decompressobj(wbits=GZIP)
    output = _Output()
    position, size = offset, FIRST_READ
    beginning = b""
    try:
        while not stream.eof:
            block = data[position : position + size]
            if not block:
                return None
            position, size = position + len(block), min(size * 4, READ)
            while block and not stream.eof:
                piece = stream.decompress(block, MAX_OUT)
                beginning = beginning or piece[:5]
                if keep:
                    output.add(piece)
                block = stream.unconsumed_tail
    except igzip_lib.IsalError:  # type: ignore[misc]
        return None
    end = position - len(stream.unused_data)
    return Member(offset, end - offset, output.data(), beginning == b"WARC/")


class _Output:
    """What a member holds, in memory or, if it is large, in a file that is gone when nobody reads it any more."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0
        self._file: BinaryIO | None = None

    def add(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > MAX_IN_MEMORY:
            self._file = self._file or TemporaryFile()  # noqa: SIM115 (lives as long as its bytes are read)
            self._file.writelines(self._pieces)
            self._pieces.clear()

    def data(self) -> Data:
        if self._file is None:
            return b"".join(self._pieces)
        self._file.flush()
        return mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)


def _next_warc(data: Data, start: int) -> int:
    """Give the offset of the next member that begins a WARC record, or the end."""
    while (start := data.find(MAGIC, start)) >= 0:
        if _begins_warc(data, start):
            return start
        start += 1
    return len(data)


def _begins_warc(data: Data, offset: int) -> bool:
    stream = isal_zlib.decompressobj(wbits=GZIP)
    try:
        return bool(stream.decompress(data[offset : offset + FIRST_READ], 5) == b"WARC/")
    except igzip_lib.IsalError:  # type: ignore[misc]
        return False


def _reason(data: Data, start: int, member: Member | None) -> tuple[bool, str]:
    if member:
        return True, "no WARC record in this gzip member"
    if not data[start : start + FIRST_READ].strip(b"\0"):
        return False, "zero bytes"
    if data[start : start + 3] != MAGIC[: len(data) - start]:
        return False, "no gzip member"
    if _is_closed(data, start):
        return True, "damaged gzip member"
    return False, "the file ends inside this record"


def _is_closed(data: Data, start: int) -> bool:
    """Tell damage from an end that is missing: what is cut decompresses well up to the end of the file."""
    stream = isal_zlib.decompressobj(wbits=GZIP)
    try:
        while block := data[start : start + READ]:
            start += len(block)
            while block and not stream.eof:
                stream.decompress(block, MAX_OUT)
                block = stream.unconsumed_tail
    except igzip_lib.IsalError:  # type: ignore[misc]
        return True
    return bool(stream.eof)
