"""The download handler: an exchange is on record before anyone sees the response."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol, cast

import scrapy
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached

from archive.content import LARGEST, decode_content
from archive.exchange import Exchange, RecordRef, Truncation
from crawler.capture.guard import Guard, is_private_host
from crawler.capture.protocol import CaptureFactory, CapturePool, Ticket

# What the handler relies on, for the crawler's settings. Content codings are taken off here, by the code that
# reads archives: so HttpCompressionMiddleware is off. Not all replay tools read br and zstd: none is asked for.
SETTINGS: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.capture.CaptureHandler",
        "https": "crawler.capture.CaptureHandler",
    },
    "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None},
    "DOWNLOAD_FAIL_ON_DATALOSS": False,
    "DOWNLOAD_MAXSIZE": 256 << 20,
    "DOWNLOAD_WARNSIZE": 0,
}
ACCEPT_ENCODING = b"gzip, deflate"
# A Scrapy signal: `request` has left for the network.
request_sent = object()
REASONS: tuple[tuple[type[Exception], Truncation], ...] = (
    (DownloadTimeoutError, Truncation.TIME),
    (DownloadCancelledError, Truncation.LENGTH),
    (StopDownload, Truncation.LENGTH),
)


class Recorder(Protocol):
    """Takes every exchange, failed and silently repeated ones too. Found as `recorder` on the running spider."""

    def record(self, exchange: Exchange, request: scrapy.Request) -> RecordRef | None:
        """Write the exchange. What this raises ends the download: a page not on record is not to be seen."""
        ...


class CaptureHandler(HTTP11DownloadHandler):
    """Scrapy's handler for HTTP/1.1 with a tee on the wire and a guard at the door.

    `request.meta["record"]` is set to the record of the last attempt. The response's body is without content
    coding and its Content-Encoding header is gone; a body that decodes to more than DOWNLOAD_MAXSIZE, or than is ever
    read, is cut there and flagged `partial`; one whose coding ends before its end is flagged `dataloss`, like any that was cut. Hosts on private networks are refused (IgnoreRequest) unless `private_hosts` of the
    spider names them, as `host` or `host:port`; of what DNS answers, only public addresses are connected to.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.__class__ = CapturePool
        self._pool._factory = CaptureFactory

    async def download_request(self, request: scrapy.Request) -> Response:
        ticket = self._ticket(request)
        ticket.sent = partial(self._sent, request)
        if b"Accept-Encoding" not in request.headers:
            request.headers[b"Accept-Encoding"] = ACCEPT_ENCODING
        cast("CapturePool", self._pool).ticket = ticket
        try:
            response = await super().download_request(request)
        except CancelledError:
            self._record(request, ticket, Truncation.TIME)
            raise
        except Exception as error:
            self._record(request, ticket, _reason(error))
            if ticket.guard and ticket.guard.refused:
                raise _refusal(request.url, ticket.guard.refused) from error
            raise
        stopped = "download_stopped" in response.flags
        self._record(request, ticket, Truncation.LENGTH if stopped else Truncation.DISCONNECT)
        return decoded(response, min(self._default_maxsize or LARGEST, LARGEST))

    def _ticket(self, request: scrapy.Request) -> Ticket:
        parts = urlparse_cached(request)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        proxied = bool(request.meta.get("proxy"))
        if self.allowed(host, port):
            return Ticket(None, proxied)
        if is_private_host(host):
            raise _refusal(request.url, host)
        return Ticket(None if proxied else Guard(), proxied)

    def allowed(self, host: str, port: int) -> bool:
        """Tell whether a target names this very host, so that it may be on a private network."""
        named: Iterable[str] = getattr(self._crawler.spider, "private_hosts", ())
        return host in named or f"{host}:{port}" in named

    def _sent(self, request: scrapy.Request) -> None:
        """Tell so once the reactor has written to the sockets."""
        call_later(0, partial(self._crawler.signals.send_catch_log, request_sent, request=request))

    def _record(self, request: scrapy.Request, ticket: Ticket, lost: Truncation) -> None:
        recorder: Recorder | None = getattr(self._crawler.spider, "recorder", None)
        for attempt in ticket.attempts if recorder else ():
            attempt.end(f"given up: {lost}")
            exchange = attempt.exchange(request.url, request.method, lost)
            ref = request.meta["record"] = recorder.record(exchange, request)  # type: ignore[union-attr]
            attempt.recorded(partial(self._record_late, request, ref))

    def _record_late(self, request: scrapy.Request, ref: RecordRef | None, surplus: bytes) -> None:
        """Write what came behind a response on record. No download is there to fail if that cannot be done."""
        recorder: Recorder | None = getattr(self._crawler.spider, "recorder", None)
        if recorder and ref:
            with suppress(Exception):
                recorder.record(Exchange.late(request.url, ref, surplus), request)


def decoded(response: Response, limit: int) -> Response:
    """Give the response without its content coding."""
    if not response.headers.get(b"Content-Encoding"):
        return response
    values = tuple((b"content-encoding", value) for value in response.headers.getlist(b"Content-Encoding"))
    body, whole = decode_content(response.body, values, limit)
    headers = response.headers.copy()
    del headers[b"Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    flags = [*response.flags, *(("partial",) if len(body) == limit else ()), *(() if whole else ("dataloss",))]
    return response.replace(cls=kind, headers=headers, body=body, flags=flags)


def _reason(error: Exception) -> Truncation:
    return next((reason for kind, reason in REASONS if isinstance(error, kind)), Truncation.DISCONNECT)


def _refusal(url: str, address: str) -> IgnoreRequest:
    return IgnoreRequest(f"private address {address}: {url} leads into a private network")
