"""Twisted's connection and pool with a tee in them.

How an exchange finds its request: the handler leaves a `Ticket` in the pool and starts the download, which
runs without a break up to `getConnection`; there the pool binds the ticket to the connection it gives, which
stamps it on Twisted's request. The stamp goes along when Twisted silently resends on another connection, because
a kept-alive one had died; each resend is an attempt of its own. A kept-alive connection on which something has come
since its last response, be it the end or bytes that nobody asked for, is not used again.
"""

# ruff: noqa: N802 (the names are those of the frameworks)
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, ParseError
from twisted.web.client import HTTPConnectionPool

from archive.content import LARGEST
from archive.exchange import Connection
from crawler.capture.attempt import Attempt
from crawler.capture.guard import Guard
from crawler.capture.idle import is_quiet, unread
from crawler.capture.parser import CaptureParser
from crawler.capture.tls import tls_of

MAX_HEADER = 2 << 20  # all header lines, those of interim responses too
MAX_EXCHANGE = 2 << 30


class Ticket:
    """What belongs to one download: its attempts in order, who may be connected to, who hears of each request."""

    def __init__(self, guard: Guard | None, proxied: bool) -> None:
        self.guard = guard
        self.proxied = proxied
        self.attempts: list[Attempt] = []
        self.sent: Callable[[], object] = bool


class CapturePool(HTTPConnectionPool):
    """A pool that hands out connections bound to the download they are for."""

    ticket: Ticket | None = None

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:
        ticket, self.ticket = self.ticket, None
        assert ticket is not None
        if ticket.guard is not None:
            ticket.guard.watch(endpoint)
        for connection in self._connections.get(key, ()):
            if connection.is_idle():
                break  # this is the one that is given out
        return super().getConnection(key, endpoint).addCallback(_Bound, ticket)


class _Bound:
    """A connection that stamps the ticket on the one request it is given."""

    def __init__(self, protocol: Any, ticket: Ticket) -> None:
        self._protocol = protocol
        self._ticket = ticket

    def request(self, request: Any) -> Any:
        request.shilu_ticket = self._ticket
        return self._protocol.request(request)


class CaptureProtocol(_LenientHTTP11ClientProtocol):
    """Notes what passes. Behind TLS and CONNECT, so the bytes are those of HTTP."""

    _attempt: Attempt | None = None
    _connection: Connection | None = None
    _address: str | None = None

    def request(self, request: Any) -> Deferred[Any]:
        ticket: Ticket = request.shilu_ticket
        attempt = Attempt(lambda: self._describe(ticket))
        ticket.attempts.append(attempt)
        self._attempt = attempt
        self._address = getattr(self.transport.getPeer(), "host", None)  # type: ignore[union-attr,misc]
        write = type(request).writeTo
        request.writeTo = lambda transport: write(request, _RecordingTransport(transport, attempt))
        deferred = super().request(request)
        ticket.sent()
        self._parser.__class__ = CaptureParser  # as Scrapy does it, and for its reason
        return deferred

    def dataReceived(self, data: bytes) -> None:
        if self._attempt is not None:
            self._attempt.received(data)
            self._learn()
        if self._parser is None:  # idle: whatever this is, no answer can be trusted to follow it
            self.transport.loseConnection()  # type: ignore[union-attr,misc]
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._attempt is not None and self._attempt.size > LARGEST:
            keep_no_more(self._parser)
        if self._attempt is not None and self._is_endless(self._attempt.size):
            self._giveUp(Failure(ParseError("there is no end to this response", b"")))  # type: ignore[no-untyped-call]

    def _is_endless(self, size: int) -> bool:
        """Tell when a server sends headers or framing without end; bodies are limited by Scrapy."""
        in_header = self._parser is not None and self._parser.state in (STATUS, HEADER)
        return size > (MAX_HEADER if in_header else MAX_EXCHANGE)

    def _finishResponse(self, rest: bytes) -> None:
        if self._attempt is not None:
            self._attempt.finish(len(rest))
            self._take_unread()
        super()._finishResponse(rest)

    def is_idle(self) -> bool:
        """Tell whether nothing came since the last response; else close the connection, which its pool then skips."""
        if is_quiet(self.transport):
            return True
        self._take_unread()
        self.abort()  # type: ignore[no-untyped-call]
        return False

    def _take_unread(self) -> None:
        if self._attempt is not None and (behind := unread(self.transport)):
            self._attempt.received(behind)

    def _disconnectParser(self, reason: Any) -> None:
        attempt = self._attempt
        if attempt is not None and isinstance(reason, Failure):
            attempt.unclean = not attempt.ended and not reason.check(ConnectionDone)  # type: ignore[no-untyped-call]
        super()._disconnectParser(reason)  # type: ignore[no-untyped-call]
        if attempt is not None and isinstance(reason, Failure):
            attempt.end(f"{reason.type.__name__}: {reason.getErrorMessage()}" if reason.type else str(reason))

    def _learn(self) -> None:
        """Look at the connection while it lives; of TLS nothing is known before the first byte came."""
        if self._connection is None:
            protocols, cipher = tls_of(self.transport)
            self._connection = Connection(self._address, ("http/1.1", *protocols), cipher)

    def _describe(self, ticket: Ticket) -> Connection:
        connection = self._connection or Connection(self._address)
        return replace(connection, address=None) if ticket.proxied else connection


class Full(BytesIO):
    """The beginning of a body of which no more is read."""

    def write(self, data: Any) -> int:
        return len(data)


def keep_no_more(parser: Any) -> None:
    """Keep no more of a body in memory than is ever read, as many may come at once; the record is whole, on disk."""
    reader = getattr(getattr(parser, "response", None), "_bodyProtocol", None)
    if reader is not None and not isinstance(reader._bodybuf, Full) and reader._bodybuf.tell() > LARGEST:
        reader._bodybuf = Full(reader._bodybuf.getvalue())


class CaptureFactory(_LenientHTTP11ClientFactory):
    """Builds connections with the tee in them."""

    def buildProtocol(self, addr: Any) -> CaptureProtocol:
        return CaptureProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _RecordingTransport:
    """A transport for the writing of one request."""

    def __init__(self, transport: Any, attempt: Attempt) -> None:
        self._transport = transport
        self._attempt = attempt

    def write(self, data: bytes) -> None:
        self._attempt.sent(data)
        self._transport.write(data)

    def writeSequence(self, pieces: Iterable[bytes]) -> None:
        self.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
