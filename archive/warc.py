"""Exchanges as WARC 1.1 records, one gzip member each. The format: iipc/warc-specifications, WARC 1.1."""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from isal import isal_zlib

from archive.capture import Original, RecordKind, warc_date
from archive.digest import sha1_label

Field = tuple[str, str]

CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
IDENTICAL = PROFILES + "identical-payload-digest"
NOT_MODIFIED = PROFILES + "server-not-modified"

LEVEL = 2  # ISA-L: a fifth of the time of zlib's 6, output 4 % larger
GZIP = 31  # window bits, as zlib counts them
MAX_NOTE = 1 << 16  # bytes of interim responses or surplus that a metadata record quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcInfo:
    """What a warcinfo record says of the run. `name` is the collection's and goes into file names."""

    name: str
    software: str
    operator: str | None = None
    robots: str | None = None
    user_agent: str | None = None
    run: str | None = None
    hostname: str = field(default_factory=platform.node)

    def fields(self) -> Iterator[Field]:
        """Give the lines of the record's block, under the names in use (WARC 1.1, 6.2; IIPC guidelines)."""
        lines = (
            ("software", self.software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", CONFORMS_TO),
            ("operator", self.operator or _account()),
            ("robots", self.robots),
            ("hostname", self.hostname),
            ("http-header-user-agent", self.user_agent),
            ("isPartOf", self.run),
        )
        return ((name, value) for name, value in lines if value)


def _account() -> str | None:
    """Name who runs this where nobody said who answers for the archive."""
    try:
        return f"{getpass.getuser()}@{platform.node()}"
    except (KeyError, OSError):  # in a container, a number without a name
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """The bytes of a block, the later ones of a large one in a temporary file. Can be read again and again."""

    beginning: bytes
    overflow: BinaryIO | None = None
    overflow_size: int = 0

    @property
    def length(self) -> int:
        return len(self.beginning) + self.overflow_size

    def __iter__(self) -> Iterator[bytes]:
        return iter((self.beginning,)) if self.overflow is None else self._pieces(self.overflow)

    def _pieces(self, overflow: BinaryIO) -> Iterator[bytes]:
        yield self.beginning
        overflow.seek(0)
        while piece := overflow.read(1 << 20):
            yield piece


class Record(NamedTuple):
    """Header and block, as they are written."""

    kind: RecordKind
    record_id: str
    head: bytes
    block: Block

    def member(self) -> Iterator[bytes]:
        """Give the record as one gzip member; small ones in one piece."""
        if self.block.overflow is None:
            yield isal_zlib.compress(self.head + self.block.beginning + b"\r\n\r\n", LEVEL, GZIP)
            return
        stream = isal_zlib.compressobj(LEVEL, wbits=GZIP)
        yield stream.compress(self.head)
        for piece in self.block:
            yield stream.compress(piece)
        yield stream.compress(b"\r\n\r\n") + stream.flush()


def new_id() -> str:
    """Give a random UUID (RFC 9562, 5.4) as a record id; three of them go to a page."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"<urn:uuid:{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}>"


def record(kind: RecordKind, date: str, lines: str, block: Block) -> Record:
    """Make a record. `lines` are the header's lines beyond those that every record has."""
    record_id = new_id()
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {record_id}\r\nWARC-Date: {date}\r\n{lines}"
        f"WARC-Block-Digest: {sha1_label(block)}\r\nContent-Length: {block.length}\r\n\r\n"
    )
    return Record(kind, record_id, head.encode(), block)


def lines_of(*fields: Field) -> str:
    """Write fields as lines of a header."""
    return "".join([f"{name}: {value}\r\n" for name, value in fields])


def warcinfo_record(info: WarcInfo, filename: str) -> Record:
    """Make the record that opens a file. `filename` is the file's name once it is finished."""
    lines = lines_of(("WARC-Filename", filename), ("Content-Type", "application/warc-fields"))
    return record(RecordKind.WARCINFO, warc_date(datetime.now(UTC)), lines, Block(warc_fields(info.fields())))


def warc_fields(fields: Iterable[Field]) -> bytes:
    """Write `application/warc-fields`; a value keeps to its line (WARC 1.1, 4)."""
    return "".join([f"{name}: {' '.join(value.split())}\r\n" for name, value in fields]).encode()


def revisit_lines(original: Original, status: int) -> str:
    """Say what a revisit stands for. The block is the header block alone, so truncation by length is told (6.7.2).

    A 304 is given the digest of what it confirms, never that of its own empty body.
    """
    return lines_of(
        ("WARC-Profile", NOT_MODIFIED if status == 304 else IDENTICAL),
        ("WARC-Refers-To", original.record_id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.date),
        ("WARC-Truncated", "length"),
    )
