"""What can be verified of a record by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.digest import agrees
from archive.fault import Fault, FaultKind
from archive.frames import HEADER_END, Frame
from archive.http import is_http, parse_head, payload_of

MANDATORY = frozenset({"warc-type", "warc-record-id", "warc-date", "content-length"})
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")  # what this century's tools write of 1.1, 5.4
RECORD_ID = re.compile(r"<?[a-z][a-z0-9+.-]*:[^<>\s]+>?", re.IGNORECASE)
HAS_URL = frozenset({"response", "request", "revisit", "resource", "conversion", "continuation"})


def faults_of(file: str, frame: Frame) -> Iterator[Fault]:
    """Verify header, length and digests."""
    for kind, message in _faults(frame):
        yield Fault(file, frame.offset, kind, message, frame.url)
    if fault := _payload_fault(frame):
        message, note = fault
        yield Fault(file, frame.offset, FaultKind.PAYLOAD_DIGEST, message, frame.url, note)


def _faults(frame: Frame) -> Iterator[tuple[FaultKind, str]]:
    for message in _header_faults(frame):
        yield FaultKind.HEADER, message
    if frame.packed == 2:
        yield FaultKind.LENGTH, "several records in one gzip member; no index can lead to them (WARC 1.1, Annex D)"
    if frame.rest != HEADER_END or len(frame.block) != frame.promised:
        for message in _length_faults(frame):
            yield FaultKind.LENGTH, message
    digest = frame.get("warc-block-digest")
    if digest and agrees(digest, (frame.block,)) is False:
        yield FaultKind.BLOCK_DIGEST, f"the block's digest is not {digest}"


def _header_faults(frame: Frame) -> Iterator[str]:
    if frame.malformed:
        yield f"no WARC header line, or one that must not be repeated: {frame.malformed[0]!r}"
    if not (frame.fields.keys() >= MANDATORY):
        yield f"missing {', '.join(sorted(MANDATORY - frame.fields.keys()))}"
    if (date := frame.get("warc-date")) and not DATE.fullmatch(date):
        yield f"WARC-Date {date!r} is no date in UTC"
    if (record_id := frame.get("warc-record-id")) and not RECORD_ID.fullmatch(record_id):
        yield f"WARC-Record-ID {record_id!r} is no URI"
    if frame.get("warc-type") in HAS_URL and not frame.url:
        yield "missing warc-target-uri"


def _length_faults(frame: Frame) -> Iterator[str]:
    if frame.promised is None:
        if frame.get("content-length"):
            yield f"Content-Length {frame.get('content-length')!r} is no number"
    elif len(frame.block) < frame.promised:
        yield f"Content-Length {frame.promised}, but {len(frame.block)} bytes are there"
    elif frame.rest != HEADER_END:
        yield f"after {frame.promised} bytes of block there should be the end, not {frame.rest[:16]!r}"


def _payload_fault(frame: Frame) -> tuple[str, bool] | None:
    """Give what is wrong with the payload's digest, and whether that is but a custom of other tools."""
    digest = frame.get("warc-payload-digest")
    if not digest or frame.get("warc-type") == "revisit":  # whose payload is in the record it refers to
        return None
    if agrees(digest, _payload(frame)) is not False:
        return None
    if agrees(digest, (_entity(frame),)):
        return (
            f"{digest} is that of the body with its chunks, as many tools have it; WARC 1.1, 6.3.2 has not",
            True,
        )
    return f"the payload's digest is not {digest}", False


def _payload(frame: Frame) -> Iterable[bytes]:
    if "msgtype=request" in frame.get("content-type").lower():
        return (_entity(frame),)
    if not is_http(frame.get("content-type"), frame.block):
        return (frame.block,)
    head = parse_head(frame.block)
    return payload_of(head, (frame.block[head.size :],))


def _entity(frame: Frame) -> bytes:
    """Give what stands behind the header block, as it is."""
    if not is_http(frame.get("content-type"), frame.block):
        return frame.block
    size = parse_head(frame.block).size
    return frame.block[size:] if size else frame.block.partition(HEADER_END)[2]
