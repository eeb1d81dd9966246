"""What was archived under which URL, when and where: one line of the index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from archive.exchange import RecordRef


class RecordKind(StrEnum):
    """The types of record that we write (WARC 1.1, 6)."""

    WARCINFO = "warcinfo"
    RESPONSE = "response"
    REQUEST = "request"
    REVISIT = "revisit"
    METADATA = "metadata"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class DigestKey:
    """What must agree before a revisit may stand for a response.

    Readers show the original's block under the revisit's headers: with another framing or coding than these
    headers name, they would show chunk sizes or compressed bytes.
    """

    payload_digest: str
    transfer_encoding: str
    content_encoding: str

    def __str__(self) -> str:
        return "|".join((self.payload_digest, self.transfer_encoding, self.content_encoding))


@dataclass(frozen=True, slots=True)
class Original:
    """The record that a revisit refers to."""

    record_id: str
    url: str
    date: str
    payload_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """`ref` leads to the record, `length` is that of its gzip member.

    `key` is there where the record may be the original of a revisit: a complete 200 with a payload. `original`
    is what a revisit refers to. `kind` is REQUEST or METADATA where nothing came that could be a response.
    """

    url: str
    ref: RecordRef
    kind: RecordKind
    length: int
    status: int = 0
    mime: str = ""
    key: DigestKey | None = None
    original: Original | None = None


def warc_date(moment: datetime) -> str:
    """Write a WARC-Date in UTC to the microsecond (WARC 1.1, 5.4)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
