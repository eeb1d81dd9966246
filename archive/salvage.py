"""The records of a WARC file, whoever wrote it and whatever happened to it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from archive.frames import BARE_LF, frames_of
from archive.members import Gap, mapped, opened, whole_members
from archive.names import file_name

MAGIC = b"\x1f\x8b\x08"
OTHERS = (b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")  # Zstandard, LZ4
WINDOW = 1 << 20
SUFFIXES = (".warc", ".warc.gz", ".warc.open", ".warc.gz.open", ".warc.zst", ".warc.lz4")


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record as it lies in the file. Field names are in lower case; of repeated fields the last one stands."""

    file: str
    offset: int
    fields: Mapping[str, str]
    block: bytes

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def record_id(self) -> str:
        return self.get("warc-record-id")

    @property
    def url(self) -> str:
        return self.get("warc-target-uri").strip("<>")  # WARC 1.0 as GNU Wget reads it


@dataclass(frozen=True, slots=True)
class Damage:
    """Where reading stumbled. What follows is read again from the next record that can be found."""

    file: str
    offset: int
    reason: str


def warc_files(path: Path) -> tuple[Path, ...]:
    """Give the WARC files of a collection or a folder, sorted; a file stands for itself."""
    if path.is_file():
        return (path,)
    folder = path / "archive" if (path / "archive").is_dir() else path
    return tuple(sorted(file for file in folder.rglob("*") if file.name.endswith(SUFFIXES) and file.is_file()))


def may_hold_records(path: Path) -> bool:
    """Say whether a record could begin in the first megabyte of a file: text, or compressed in any of the three ways."""
    with path.open("rb") as file:
        head = file.read(WINDOW)
    return not head or any(magic in head for magic in (b"WARC/", MAGIC, *OTHERS))


def is_arc(path: Path) -> bool:
    """Tell a file of the format that was there before WARC, compressed or not, by the record that it begins with."""
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(MAGIC):
        with suppress(zlib.error):
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
    return head.startswith(b"filedesc:")


def read_records(path: Path, start: int = 0) -> Iterator[StoredRecord | Damage]:
    """Read a file from a record's offset on. Damage is told, never raised; only a missing file is an OSError."""
    first, damaged = start, False
    with opened(path) as file:
        told = False
        while start >= 0:
            last, damage = start, None
            try:
                for found in _records(file, path, start):
                    last, told = found.offset, False
                    yield found
            except OSError as error:
                damage = f"{str(error).splitlines()[0]}, in the record here or the next"
            if damage is None:
                damage, start = _behind(file, path, last)
            else:
                start = last + 1
            start = _next_member(file, start) if damage else -1
            if damage and not told:
                yield Damage(file_name(path), last, damage)
            told, damaged = True, damaged or damage is not None
    if not damaged:
        yield from _passed_over(path, first)


def _passed_over(path: Path, start: int) -> Iterator[Damage]:
    """Tell of bytes that are no record in a file without compression: FastWARC looks for the next one in silence."""
    with mapped(path) as data:
        compressed = data[:4].startswith((MAGIC, *OTHERS))
    for part in () if compressed else frames_of(path, start):
        if isinstance(part, Gap) and part.reason != BARE_LF:
            yield Damage(file_name(path), part.offset, part.reason)


def _behind(file: BinaryIO, path: Path, last: int) -> tuple[str | None, int]:
    """Look behind the last record, where FastWARC ends in silence at a member that was cut, or that holds none.

    Gives what is wrong there, and from where on a record may follow.
    """
    file.seek(0)
    head = file.read(WINDOW)
    # What is named as gzip and begins with a record is none; where it begins with neither, its beginning was lost.
    is_plain = head.startswith((*OTHERS, b"WARC/")) or (b"WARC/" in head and ".gz" not in path.suffixes)
    if is_plain and not head.startswith(MAGIC):
        return None, last
    end = max((member.end for member in whole_members(path, last)), default=last)
    left = file.seek(0, SEEK_END) - end
    words = (
        f"{left} bytes behind the last whole record" if end > last else f"{left} bytes that hold no whole record"
    )
    return words if left else None, end + 1


def _records(file: BinaryIO, path: Path, start: int) -> Iterator[StoredRecord]:
    file.seek(start)
    for record in ArchiveIterator(file, parse_http=False, quirks_mode=True):
        fields = _fields(record)
        if not record.content_length and fields.get("content-length", "").strip("0"):
            # FastWARC knows names of fields in their usual capitals only; any will do (WARC 1.1, 4).
            yield from _by_frames(path, record.stream_pos)
            return
        block = record.reader.read()
        if len(block) < record.content_length:
            raise OSError("the file ends inside this record")
        yield StoredRecord(file_name(path), record.stream_pos, fields, block)


def _by_frames(path: Path, start: int) -> Iterator[StoredRecord]:
    for frame in frames_of(path, start):
        if isinstance(frame, Gap):
            raise OSError(frame.reason)
        yield StoredRecord(file_name(path), frame.offset, frame.fields, frame.block)


def _fields(record: WarcRecord) -> dict[str, str]:
    return {name.lower(): value for name, value in record.headers.items()}


def _next_member(file: BinaryIO, start: int) -> int:
    """Give the offset of the next gzip member at or after `start`, -1 where there is none."""
    file.seek(start)
    tail = b""
    while data := file.read(WINDOW):
        found = (tail + data).find(MAGIC)
        if found >= 0:
            return start - len(tail) + found
        start += len(data)
        tail = data[-2:]
    return -1
