"""Records as verification sees them: borders, header as written, block, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archive.members import MAGIC, Data, Gap, Member, mapped, members_and_gaps

HEADER_END = b"\r\n\r\n"
BLANKS = ("", " ", "\t")
VERSION = re.compile(rb"WARC/[01]\.[0-9]+\r\n")


class Frame(NamedTuple):
    """One record. Field names are in lower case; `rest` is what stands after the block."""

    offset: int
    length: int
    version: bytes
    fields: dict[str, str]
    malformed: tuple[str, ...]
    block: bytes
    rest: bytes
    promised: int | None

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def url(self) -> str:
        return self.get("warc-target-uri").strip("<>")


def frames_of(path: Path) -> Iterator[Frame | Gap]:
    """Take a file apart, compressed or not, without a byte left out."""
    with mapped(path) as data:
        compressed = data[:3] == MAGIC or ".gz" in path.suffixes
        for part in members_and_gaps(data) if compressed else _plain(data):
            yield frame_of(part) if isinstance(part, Member) else part


def frame_of(member: Member) -> Frame:
    """Read the record of a member."""
    data = member.data
    end = data.find(HEADER_END)
    body = end + 4 if end >= 0 else len(data)
    version, _, lines = data[: end if end >= 0 else body].partition(b"\r\n")
    fields, malformed = _fields(lines)
    if end < 0 or not VERSION.match(version + b"\r\n"):
        malformed = (*malformed, version.decode("latin-1"))
    length = fields.get("content-length", "")
    promised = int(length) if length.isascii() and length.isdigit() else None
    cut = len(data) if promised is None else body + promised
    block, rest = data[body:cut], data[cut : cut + 64]
    return Frame(member.offset, member.length, version, fields, malformed, block, rest, promised)


def _fields(lines: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    fields: dict[str, str] = {}
    malformed: list[str] = []
    for line in lines.decode("utf-8", "surrogateescape").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon and name[:1] not in BLANKS:
            fields[name.lower()] = value.strip()
        elif line:
            malformed.append(line)
    return fields, tuple(malformed)


def _plain(data: Data) -> Iterator[Member | Gap]:
    """Find the records of an uncompressed file by their lengths, or by the next version line where these fail."""
    start, size = 0, len(data)
    while start < size:
        end = _plain_end(data, start)
        if end is None:
            found = data.find(b"\r\n\r\nWARC/", start)
            end = found + 4 if found >= 0 else size
            yield Gap(start, end - start, "no WARC record that is whole", at_end=end == size)
        else:
            yield Member(start, end - start, data[start:end], is_warc=True)
        start = end


def _plain_end(data: Data, start: int) -> int | None:
    header = data.find(HEADER_END, start)
    if header < 0 or not VERSION.match(data[start : start + 16]):
        return None
    length = re.search(rb"\r\ncontent-length: *(\d+)", data[start:header], re.IGNORECASE)
    if length is None:
        return None
    end = header + 4 + int(length[1]) + 4
    return end if data[end - 4 : end] == HEADER_END else None
