"""A response parser that bears with what browsers bear with, so that no page is lost to a bad header line."""

# ruff: noqa: N802, N815 (the names are those of the frameworks)
from __future__ import annotations

import re
from collections.abc import Callable

from scrapy.core.downloader.handlers.http11 import _LenientHTTPClientParser
from twisted.web._newclient import HEADER, STATUS, ParseError
from twisted.web.http import _DataLoss
from twisted.web.http_headers import Headers as TxHeaders
from twisted.web.http_headers import InvalidHeaderName

from archive.chunked import ChunkedDecoder
from archive.http import STATUS_LINE

MAX_HEADER_LINE = 1 << 20
WELL_FORMED = re.compile(rb"HTTP/1\.[0-9] [1-9][0-9]{2}(?: |\Z)")


class LenientChunked:
    """The archive's decoder, in the form in which Twisted drives one."""

    def __init__(self, data: Callable[[bytes], None], finish: Callable[[bytes], None]) -> None:
        self._decoder = ChunkedDecoder()
        self._data = data
        self._finish = finish

    def dataReceived(self, data: bytes) -> None:
        for piece in self._decoder.feed(data):
            self._data(piece)
        if self._decoder.finished:
            self._finish(self._decoder.rest)
        elif self._decoder.broken:
            raise _DataLoss("a chunk's size makes no sense")

    def noMoreData(self) -> None:
        """End the body. Without the last chunk something is missing, unless it never was chunked."""
        for piece in self._decoder.close():
            self._data(piece)
        if self._decoder.plain or self._decoder.complete:
            if not self._decoder.finished:
                self._finish(b"")
        else:
            raise _DataLoss("the last chunk did not come")


class CaptureParser(_LenientHTTPClientParser):
    """Reads responses that Twisted refuses: odd status lines, names, codings and lengths.

    Its class is put on a parser that Twisted has made; so it must not have state of its own.
    """

    MAX_LENGTH = MAX_HEADER_LINE
    _transferDecoders = {b"chunked": LenientChunked}  # type: ignore[dict-item]  # noqa: RUF012

    def lineReceived(self, line: bytes) -> None:
        """Skip blank lines before the status line and a continuation line that continues nothing."""
        if self.state == STATUS and not line.strip():
            return
        if self.state == HEADER and self._partialHeader is None and line[:1] in (b" ", b"\t"):
            return
        super().lineReceived(line)

    def statusReceived(self, status: bytes) -> None:
        """Bring the status line into the form that Twisted splits. What is on record as no HTTP is no response."""
        if not WELL_FORMED.match(status):
            match = STATUS_LINE.match(status)
            if match is None or int(match[1]) < 100 or status[:4].upper() != b"HTTP":
                raise ParseError("no status line of HTTP", status)  # type: ignore[no-untyped-call]
            status = b"HTTP/1.0 " + match[1] + b" " + match[2]
        super().statusReceived(status)  # type: ignore[no-untyped-call]

    def headerReceived(self, name: bytes, value: bytes) -> None:
        """Leave out what is no header name; the record has the line all the same."""
        try:  # noqa: SIM105 (`suppress` costs more than all the rest, and there are many headers)
            super().headerReceived(name.strip(), value)  # type: ignore[no-untyped-call]
        except InvalidHeaderName:
            pass

    def allHeadersReceived(self) -> None:
        """Decide on the framing before Twisted fails on it."""
        _mend_framing(self.connHeaders)
        super().allHeadersReceived()  # type: ignore[no-untyped-call]


def _mend_framing(headers: TxHeaders) -> None:
    """Keep one framing: chunked where it is the last coding, else a length that makes sense, else until close."""
    codings = headers.getRawHeaders(b"Transfer-Encoding", ())
    lengths = headers.getRawHeaders(b"Content-Length", ())
    if not codings and len(lengths) == 1 and _length(lengths[0]) is not None:
        return
    headers.removeHeader(b"Transfer-Encoding")
    headers.removeHeader(b"Content-Length")
    if b",".join(codings).rpartition(b",")[2].strip().lower() == b"chunked":
        headers.setRawHeaders(b"Transfer-Encoding", [b"chunked"])
        return
    sizes = {_length(text.strip()) for text in b",".join(lengths).split(b",")}
    if len(sizes) == 1 and (size := sizes.pop()) is not None:
        headers.setRawHeaders(b"Content-Length", [b"%d" % size])


def _length(text: bytes) -> int | None:
    """Read a length; None for what is none, or too large for any body."""
    return int(text) if text.isdigit() and len(text) < 19 else None
