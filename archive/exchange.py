"""One request and its response, as they crossed the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import BinaryIO


class Truncation(StrEnum):
    """Why a block holds less than the server had to say (WARC 1.1, 5.13)."""

    LENGTH = "length"
    TIME = "time"
    DISCONNECT = "disconnect"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Connection:
    """The transport under an exchange. `address` is None behind a proxy: the server's is not known then."""

    address: str | None = None
    protocols: tuple[str, ...] = ("http/1.1",)
    cipher_suite: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Bytes as on the wire, both ways.

    `request` and `response` hold start line, header block and body, framing and content codings as sent.
    `response` is the final response alone: 1xx responses before it are in `interim`, bytes after its end in
    `surplus`. `response` is empty where no byte came. `started` is when the request was sent (UTC).
    Of a large response `response` holds the beginning alone, with the whole header block; what follows is in
    `overflow`, a temporary file of `overflow_size` bytes.
    `behind` is the id of a response's record where this is no exchange, but `surplus` that came when that record
    was already written.
    """

    url: str
    method: str = "GET"
    started: datetime
    duration: float = 0.0
    request: bytes
    response: bytes
    connection: Connection = field(default_factory=Connection)
    truncated: Truncation | None = None
    error: str | None = None
    interim: bytes = b""
    surplus: bytes = b""
    overflow: BinaryIO | None = None
    overflow_size: int = 0
    behind: str | None = None

    @classmethod
    def late(cls, url: str, ref: RecordRef, surplus: bytes) -> Exchange:
        """Tell of bytes that came behind a response whose record was already written."""
        return cls(
            url=url,
            started=datetime.now(UTC),
            request=b"",
            response=b"",
            surplus=surplus,
            behind=ref.record_id,
        )


@dataclass(frozen=True, slots=True)
class RecordRef:
    """Where one record lies: file name (without folder and `.open`), offset of its gzip member, id, digest, date.

    `payload_digest` is `sha1:BASE32` over the payload without its transfer coding, None where it was truncated.
    `date` is the record's WARC-Date.
    """

    file: str
    offset: int
    record_id: str
    payload_digest: str | None
    date: str
