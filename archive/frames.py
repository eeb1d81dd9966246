"""Records as verification sees them: borders, header as written, block, and what follows."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from archive.members import MAGIC, MAX_OUT, Data, Gap, Member, mapped, members_and_gaps, opened
from archive.zstandard import zstandard

HEADER_END = b"\r\n\r\n"
NEXT = HEADER_END + b"WARC/"
TORN = "the file ends inside this record"
ZSTANDARD = b"\x28\xb5\x2f\xfd"
BLOCK = 1 << 14
BLANKS = ("", " ", "\t")
BARE_LF = "a WARC record with bare LF at its line ends (WARC 1.1, 4 wants CRLF)"
LOOSE = re.compile(rb"[\r\n]*(?=WARC/[01]\.)")  # what some writers set between records
VERSION = re.compile(rb"WARC/[01]\.[0-9]+\r\n")
REPEATABLE = frozenset({"warc-concurrent-to", "warc-protocol"})  # WARC 1.1, 4; iipc/warc-specifications 42


class Frame(NamedTuple):
    """One record. Field names are in lower case; `rest` is what stands after the block.

    Of several records in one gzip member `offset` and `length` are those of the member; `packed` counts them up.
    """

    offset: int
    length: int
    version: bytes
    fields: dict[str, str]
    malformed: tuple[str, ...]
    block: bytes
    rest: bytes
    promised: int | None
    packed: int = 0

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def url(self) -> str:
        return self.get("warc-target-uri").strip("<>")


def frames_of(path: Path, start: int = 0) -> Iterator[Frame | Gap]:
    """Take a file apart, compressed or not, without a byte left out, from the record at `start` on.

    Of a file in Zstandard (iipc.github.io/warc-specifications, WARC Compression with Zstandard) offsets are those of
    what it unpacks to.
    """
    with mapped(path) as data:
        if data[:4] == ZSTANDARD or ".zst" in path.suffixes:
            yield from (part for part in _unpacked(path) if part.offset >= start)
            return
        compressed = data[:3] == MAGIC or (".gz" in path.suffixes and data[:5] != b"WARC/")
        for part in (members_and_gaps if compressed else _plain)(data, start):
            if isinstance(part, Gap):
                yield part
            elif (frame := frame_of(part)).rest.startswith(NEXT):
                yield from _packed(part)
            else:
                yield frame


def _unpacked(path: Path) -> Iterator[Frame | Gap]:
    with TemporaryFile() as file:
        broken = _unpack(path, file)
        file.flush()
        size = file.tell()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else nullcontext(b"") as data:
            for part in _plain(data):
                yield part if isinstance(part, Gap) else frame_of(part)
        if broken:
            yield Gap(size, 0, broken, at_end=True, closed=broken != TORN)


def _unpack(path: Path, target: IO[bytes]) -> str | None:
    """Write what a file holds, up to what is damaged; say what stopped that."""
    zstd = zstandard()
    frame = None
    with opened(path) as source:
        while block := source.read(BLOCK):
            while block or frame:
                frame = frame or zstd.ZstdDecompressor()
                try:
                    target.write(frame.decompress(block, MAX_OUT))
                except zstd.ZstdError as error:
                    return f"Zstandard that cannot be read: {error}"
                block = frame.unused_data
                if frame.eof:
                    frame = None
                elif frame.needs_input:
                    break
    return TORN if frame else None


def _packed(member: Member) -> Iterator[Frame | Gap]:
    """Take apart a member that holds several records, as of a file that was compressed as one."""
    for number, part in enumerate(_plain(member.data), start=1):
        if isinstance(part, Gap):
            at_end = part.at_end
            yield Gap(member.offset, member.length, f"{part.reason}, in a member of several", at_end, closed=True)
        else:
            yield frame_of(part)._replace(offset=member.offset, length=member.length, packed=number)


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
        if not colon or name[:1] in BLANKS:
            if line:
                malformed.append(line)
            continue
        name = name.lower()
        if name in fields and name not in REPEATABLE:
            malformed.append(line)
        else:
            fields[name] = value.strip()
    return fields, tuple(malformed)


def _plain(data: Data, start: int = 0) -> Iterator[Member | Gap]:
    """Find the records of uncompressed data by their lengths, or by the next version line where these fail."""
    size = len(data)
    while start < size:
        end = _plain_end(data, start)
        if end is None:
            found = data.find(NEXT, start)
            end = found + 4 if found >= 0 else size
            yield Gap(start, end - start, _reason(data, start, end), at_end=end == size)
        else:
            yield Member(start, end - start, data[start:end], is_warc=True)
        start = end


def _plain_end(data: Data, start: int) -> int | None:
    header = data.find(HEADER_END, start)
    if header < 0 or not VERSION.match(data[start : start + 16]):
        return None
    length = re.search(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", data[start : header + 2], re.IGNORECASE)
    if length is None:
        return None
    end = header + 4 + int(length[1])
    if behind := LOOSE.match(data, end):
        return behind.end()
    return end + 4 if data[end : end + 4] == HEADER_END else None


def _reason(data: Data, start: int, end: int) -> str:
    """Say why bytes of an uncompressed file are no whole record."""
    beginning = data[start : start + 64]
    if not data[start:end].strip(b"\0"):
        return "zero bytes"
    if VERSION.match(beginning.replace(b"\n", b"\r\n", 1)):
        return BARE_LF
    if not start and not VERSION.match(beginning):
        return "this is no WARC file, or it lost its beginning: it starts neither with WARC/ nor as gzip"
    return "no WARC record that is whole"
