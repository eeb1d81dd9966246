"""Raw HTTP/1 messages, read as browsers read them: with patience."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from archive.chunked import ChunkedDecoder

Headers = tuple[tuple[bytes, bytes], ...]

FOLDED = re.compile(rb"\n[ \t]")
HEAD_END = re.compile(rb"\n\r?\n")
BLANK_LINES = re.compile(rb"[\r\n]+")
FINAL = re.compile(rb"HTTP/1\.[01] [2-9]")
INTERIM = re.compile(rb"(?i:HTTP)(?:/[0-9.]*)?[ \t]+1(?!01)[0-9]{2}(?![0-9])")
STATUS_LINE = re.compile(rb"(?i:HTTP(?:/[0-9.]*)?|ICY)[ \t]+([0-9]{3})(?![0-9])[ \t]*(.*)", re.DOTALL)


def is_http(content_type: str, block: bytes) -> bool:
    """Tell a record whose block is a message: by its type, or by its beginning where its writer gave no type."""
    return content_type.lower().startswith("application/http") or (not content_type and block.startswith(b"HTTP/"))


class Head(NamedTuple):
    """`status` is 0 where the first line is none of HTTP. `size`: bytes of the header block, blank line too."""

    status: int
    reason: bytes
    headers: Headers
    size: int
    ended: bool

    def get(self, name: bytes) -> bytes | None:
        """Give the first value of a header; `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def joined(self, name: bytes) -> bytes:
        """Give all values of a header as one list in lower case: `gzip, chunked`."""
        values = (value for key, value in self.headers if key.lower() == name)
        return b", ".join(values).lower()

    @property
    def chunked(self) -> bool:
        return self.joined(b"transfer-encoding").rpartition(b",")[2].strip() == b"chunked"


@dataclass(frozen=True, slots=True)
class Message:
    """A response. `headers` in order, names in their own case, folded values joined; lines that are none left out.

    `body` is without transfer coding and still content-coded.
    """

    status: int
    reason: bytes
    headers: Headers
    body: bytes

    def get(self, name: bytes) -> bytes | None:
        """Give the first value of a header; `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def last(self, name: bytes) -> bytes | None:
        """Give the last value of a header, the one that counts of several types (Fetch Standard, 3.2.1)."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name), None)


def parse_message(raw: bytes) -> Message:
    """Read a response. Any bytes give a message: without a status line all of them are body, and status is 0."""
    head = parse_head(raw)
    body = b"".join(payload_of(head, (raw[head.size :],)))
    return Message(head.status, head.reason, head.headers, body)


def status_of(raw: bytes) -> int:
    """Read the status alone; 0 where the first line is none of HTTP."""
    end = raw.find(b"\n")
    status = STATUS_LINE.match(raw, 0, end if end >= 0 else len(raw))
    return int(status[1]) if status else 0


def parse_head(raw: bytes) -> Head:
    """Read the header block at the beginning of `raw`."""
    end = HEAD_END.search(raw)
    block = raw[: end.start()] if end else raw
    first, *lines = block.split(b"\n")
    status = STATUS_LINE.match(first.removesuffix(b"\r"))
    if status is None:
        return Head(0, b"", (), 0, ended=False)
    size = end.end() if end else len(raw)
    if FOLDED.search(block):
        lines = list(_unfolded(lines))
    return Head(int(status[1]), status[2], tuple(_headers(lines)), size, ended=end is not None)


def _headers(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for line in lines:
        name, colon, value = line.partition(b":")
        name = name.strip()
        if colon and name:
            yield name, value.strip()


def _unfolded(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Join continuation lines with one blank (RFC 9112, 5.2)."""
    parts: list[bytes] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line.strip())
            continue
        if parts:
            yield b" ".join(parts)
        parts = [line.rstrip()]
    if parts:
        yield b" ".join(parts)


def payload_of(head: Head, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give the body's bytes without transfer coding.

    Content-Length cuts nothing: a record holds what belongs to the message, and in the archives of others a body
    may have been decoded under its old headers.
    """
    if not head.chunked:
        yield from pieces
        return
    decoder = ChunkedDecoder()
    for piece in pieces:
        yield from decoder.feed(piece)
    yield from decoder.close()


def split_interim(raw: bytes) -> tuple[bytes, bytes]:
    """Part the 1xx responses at the beginning from the final one (RFC 9110, 15.2); 101 is final.

    Blank lines before a status line go with the first part: no reader of archives expects them.
    """
    if FINAL.match(raw):  # nearly always
        return b"", raw
    start = 0
    while (end := _end_of_interim(raw, start)) is not None:
        start = end
    return raw[:start], raw[start:]


def _end_of_interim(raw: bytes, start: int) -> int | None:
    if blank := BLANK_LINES.match(raw, start):
        return blank.end()
    end = HEAD_END.search(raw, start) if INTERIM.match(raw, start) else None
    return end.end() if end else None
