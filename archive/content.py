"""Content codings (RFC 9110, 8.4.1) taken off, whatever the header claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple

from isal import isal_zlib

from archive.zstandard import zstandard

Headers = tuple[tuple[bytes, bytes], ...]
Pieces = Iterator[bytes]

BLOCK = 1 << 14  # a damaged stream loses at most what this many bytes decode to
GZIP, ZLIB, RAW = 31, 15, -15  # window bits, as zlib counts them
TRAILER = 8  # bytes behind the data of a gzip member (RFC 1952, 2.3)
# Bytes that a body may decode to: more than any page or sitemap has, less than a bomb wants.
LARGEST = 64 << 20


class Content(NamedTuple):
    """A body without its content codings. `whole`: no stream in it ended before its end or in damage."""

    body: bytes
    whole: bool


def decode_content(body: bytes, headers: Headers, limit: int) -> Content:
    """Give `body` without its content codings, at most `limit` bytes of it.

    A coding that is not there (a lie, or an unknown one) is skipped; a damaged or cut stream gives what it holds
    up to the damage. Nothing is raised.
    """
    whole = True
    for coding in reversed(codings(headers)):
        body, sound = _decode(body, coding, limit)
        whole = whole and sound
    return Content(body if len(body) <= limit else body[:limit], whole)


def codings(headers: Headers) -> tuple[bytes, ...]:
    """Name the content codings, in the order in which they were put on."""
    values = (value for name, value in headers if name.lower() == b"content-encoding")
    tokens = (token.strip().lower() for value in values for token in value.split(b","))
    return tuple(token for token in tokens if token not in (b"", b"identity", b"none"))


def _decode(body: bytes, coding: bytes, limit: int) -> Content:
    decoder = DECODERS.get(coding)
    if decoder is None or not body:
        return Content(body, whole=True)
    pieces, whole = _gather(decoder(body), limit)
    return Content(b"".join(pieces)[:limit], whole) if pieces else Content(body, whole)


def _gather(pieces: Iterable[bytes], limit: int) -> tuple[list[bytes], bool]:
    """Give the pieces up to `limit` bytes, and whether more should have come: where not even one did, all was a lie."""
    gathered: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            gathered.append(piece)
            size += len(piece)
            if size >= limit:
                break
    except EOFError:
        return gathered, False
    except Exception:  # every codec has errors of its own
        return gathered, not gathered
    return gathered, True


def _inflate(body: bytes, window: int) -> Pieces:
    while body:
        stream = isal_zlib.decompressobj(wbits=window)
        # The checksum comes by itself: where it is wrong, what stands before it is read all the same, as browsers do.
        cuts = {*range(0, len(body), BLOCK), max(0, len(body) - TRAILER), len(body)}
        for start, end in pairwise(sorted(cuts)):
            yield from _blocks(stream, body[start:end])
            if stream.eof:
                yield b""  # so that a stream of nothing is no lie
                body = stream.unused_data + body[end:]
                break
        else:
            raise EOFError
        if window != GZIP or not body.startswith(b"\x1f\x8b"):
            return  # padding and rubbish behind the last member


def _blocks(stream: Any, data: bytes) -> Pieces:
    while data and not stream.eof:
        piece = stream.decompress(data, 1 << 20)
        if piece:
            yield piece
        data = stream.unconsumed_tail


def _gzip(body: bytes) -> Pieces:
    return _inflate(body, GZIP) if body.startswith(b"\x1f\x8b") else iter(())


def _deflate(body: bytes) -> Pieces:
    """RFC 9110 means zlib; some servers send the bare stream."""
    zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate(body, ZLIB if zlib else RAW)


def _brotli(body: bytes) -> Pieces:
    stream = import_module("brotli").Decompressor()
    for start in range(0, len(body), BLOCK):
        data = body[start : start + BLOCK]
        while data or not stream.can_accept_more_data():
            piece = stream.process(data, output_buffer_limit=1 << 20)
            data = b""
            if piece:
                yield piece
            elif stream.can_accept_more_data():
                break
    if not stream.is_finished():
        raise EOFError
    yield b""


def _zstd(body: bytes) -> Pieces:
    while body:
        stream = zstandard().ZstdDecompressor()
        data = body
        while not stream.eof:
            piece = stream.decompress(data, 1 << 20)
            data = b""
            if piece:
                yield piece
            elif stream.needs_input:
                raise EOFError
        yield b""
        body = stream.unused_data


DECODERS: dict[bytes, Callable[[bytes], Pieces]] = {
    b"gzip": _gzip,
    b"x-gzip": _gzip,
    b"deflate": _deflate,
    b"br": _brotli,
    b"zstd": _zstd,
}
