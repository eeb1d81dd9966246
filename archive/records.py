"""One exchange as the records that tell of it: response or revisit, request, metadata."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urldefrag

from archive.capture import DigestKey, Original, RecordKind, warc_date
from archive.digest import sha1_label
from archive.exchange import Exchange
from archive.http import Head, parse_head, payload_of
from archive.warc import MAX_NOTE, Block, Field, Record, lines_of, record, revisit_lines, warc_fields

NO_PAYLOAD = frozenset({204, 304})
_OFFERED, _OLDER = "http/1.1", "http/1.0"
URL_SAFE = "!#$%&'()*+,/:;=?@[]~"
CLEAN = re.compile(r"[\w!$%&'()*+,./:;=?@\[\]~-]*", re.ASCII)  # nothing to do


@dataclass(frozen=True, slots=True)
class Notes:
    """What a crawler knows beyond the wire. `hops`: the path from the seed, a letter a hop, as Heritrix has it."""

    via: str | None = None
    hops: str | None = None
    more: tuple[Field, ...] = ()


class Prepared(NamedTuple):
    """An exchange read once: its response's header block, and what can be said of the payload."""

    exchange: Exchange
    url: str
    date: str
    head: Head
    payload_digest: str | None
    key: DigestKey | None

    @property
    def is_http(self) -> bool:
        """Tell whether readers will know the response for one; `ICY 200 OK` speaks to other programs."""
        return self.head.status > 0 and self.exchange.response[:4].upper() == b"HTTP"


def prepare(exchange: Exchange) -> Prepared:
    """Read the response as far as its records need it."""
    head = parse_head(exchange.response)
    url, date = target_uri(exchange.url), warc_date(exchange.started)
    if not _has_payload(exchange, head):
        return Prepared(exchange, url, date, head, None, None)
    body = Block(exchange.response[head.size :], exchange.overflow, exchange.overflow_size)
    digest = sha1_label(payload_of(head, body))
    key = digest_key(digest, head) if head.status == 200 and body.length else None
    return Prepared(exchange, url, date, head, digest, key)


def _has_payload(exchange: Exchange, head: Head) -> bool:
    """A payload that was cut, or that cannot be there, gets no digest: it would be taken for a document."""
    whole = head.ended and exchange.truncated is None
    return whole and exchange.method != "HEAD" and head.status not in NO_PAYLOAD


def digest_key(digest: str, head: Head) -> DigestKey:
    """Give what a later payload must agree with to become a revisit of this one."""
    transfer, content = (
        head.joined(name).decode("latin-1") for name in (b"transfer-encoding", b"content-encoding")
    )
    return DigestKey(digest, transfer, content)


def mime_of(head: Head) -> str:
    """Give the media type, without parameters, in lower case; empty where none is told."""
    value = head.get(b"content-type") or b""
    return value.split(b";", 1)[0].strip().lower().decode("latin-1")


def target_uri(url: str) -> str:
    """Give `url` as WARC-Target-URI wants it: no fragment, ASCII alone (RFC 3986)."""
    return url if CLEAN.fullmatch(url) else quote(urldefrag(url)[0], safe=URL_SAFE)


def records_of(
    prepared: Prepared, warcinfo_id: str, notes: Notes, original: Original | None
) -> tuple[Record, ...]:
    """Make the records, the one that a capture points to first. With `original` the response becomes a revisit."""
    exchange, date = prepared.exchange, prepared.date
    shared = f"WARC-Target-URI: {prepared.url}\r\nWARC-Warcinfo-ID: {warcinfo_id}\r\n"
    if exchange.behind:
        return tuple(_metadata(prepared, f"{shared}WARC-Concurrent-To: {exchange.behind}\r\n", notes))
    wire = shared + lines_of(*_connection(exchange))
    response = _response(prepared, wire, original) if prepared.is_http else None
    beside = f"WARC-Concurrent-To: {response.record_id}\r\n" if response else ""
    lines = f"{wire}{beside}Content-Type: application/http; msgtype=request\r\n"
    request = record(RecordKind.REQUEST, date, lines, Block(exchange.request))
    beside = beside or f"WARC-Concurrent-To: {request.record_id}\r\n"
    told = _metadata(prepared, shared + beside, notes)
    return (response, request, *told) if response else (request, *told)


def _response(prepared: Prepared, wire: str, original: Original | None) -> Record:
    exchange, head = prepared.exchange, prepared.head
    digest = prepared.payload_digest or (original.payload_digest if original else None)
    lines = wire + "Content-Type: application/http; msgtype=response\r\n"
    if digest:
        lines += f"WARC-Payload-Digest: {digest}\r\n"
    if original:
        lines += revisit_lines(original, head.status)
        return record(RecordKind.REVISIT, prepared.date, lines, Block(exchange.response[: head.size]))
    if exchange.truncated:
        lines += f"WARC-Truncated: {exchange.truncated}\r\n"
    block = Block(exchange.response, exchange.overflow, exchange.overflow_size)
    return record(RecordKind.RESPONSE, prepared.date, lines, block)


def _connection(exchange: Exchange) -> Iterator[Field]:
    connection = exchange.connection
    if connection.address:
        yield "WARC-IP-Address", connection.address
    for protocol in connection.protocols:  # one field a protocol, as agreed in iipc/warc-specifications 42
        yield "WARC-Protocol", _OLDER if protocol == _OFFERED and _is_older(exchange.response) else protocol
    if connection.cipher_suite:
        yield "WARC-Cipher-Suite", connection.cipher_suite


def _is_older(response: bytes) -> bool:
    """Say whether a server answered in the version before the one that it was asked in (RFC 9110, 2.5)."""
    return response[: len(_OLDER)].lower() == _OLDER.encode()


def _metadata(prepared: Prepared, about: str, notes: Notes) -> Iterator[Record]:
    exchange = prepared.exchange
    lines = about + "Content-Type: application/warc-fields\r\n"
    yield record(RecordKind.METADATA, prepared.date, lines, Block(warc_fields(_told(exchange, notes))))
    if exchange.response and not prepared.is_http:
        # Bytes that are no HTTP message would make every reader of a response record stumble.
        lines = about + "Content-Type: application/octet-stream\r\n"
        block = Block(exchange.response, exchange.overflow, exchange.overflow_size)
        yield record(RecordKind.METADATA, prepared.date, lines, block)


def _told(exchange: Exchange, notes: Notes) -> Iterator[Field]:
    lines: tuple[tuple[str, str | None], ...] = (
        ("via", notes.via),
        ("hopsFromSeed", notes.hops),
        ("fetchTimeMs", None if exchange.behind else str(round(exchange.duration * 1000))),
        ("error", exchange.error),
        ("interimResponses", _quoted(exchange.interim)),
        ("surplusBytes", str(len(exchange.surplus)) if exchange.surplus else None),
        ("surplus", _quoted(exchange.surplus)),
        *notes.more,
    )
    return ((name, value) for name, value in lines if value)


def _quoted(data: bytes) -> str | None:
    return base64.b64encode(data[:MAX_NOTE]).decode() if data else None
