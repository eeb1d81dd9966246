"""The site on loopback: a small HTTP/1.1 server that knows every byte it received and sent.

Written on sockets rather than on http.server, which neither keeps the request as it came nor lets the header
lines stand as they are.
"""

from __future__ import annotations

import gzip
import hashlib
import socketserver
import threading
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self

from crawler.demo.model import Page, Transfer
from crawler.demo.site import DemoSite

# When each edition was published: the Last-Modified of what it brought.
PUBLISHED = {1: "Mon, 03 Apr 2006 01:00:00 GMT", 2: "Thu, 20 Apr 2006 01:30:00 GMT"}
NOT_FOUND = Page(
    status=404,
    body=(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>找不到网页</title>'
        "</head><body><h2>您要查看的页面不存在或已被删除</h2></body></html>"
    ).encode("gb18030"),
)
_CHUNK = 1460


@dataclass(frozen=True, slots=True)
class Served:
    """One exchange: `request` and `response` exactly as they crossed the wire."""

    method: str
    path: str
    status: int
    request: bytes
    response: bytes


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    target: str
    version: str
    headers: dict[str, str]
    raw: bytes

    @property
    def keeps_open(self) -> bool:
        wish = self.headers.get("connection", "").lower()
        return wish == "keep-alive" if self.version == "HTTP/1.0" else wish != "close"


def _parse(head: bytes) -> _Request | None:
    start, *lines = head.decode("latin-1").split("\r\n")
    try:
        method, target, version = start.split(" ")
    except ValueError:
        return None
    fields = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return _Request(method, target, version, headers, head)


def respond(request: _Request, page: Page) -> tuple[int, bytes]:
    """Give status and whole response, by the page and by what the request allows."""
    etag = f'"{hashlib.sha1(page.body).hexdigest()[:16]}"'
    validators = [("ETag", etag), ("Last-Modified", PUBLISHED[page.since])] if page.static else []
    if page.static and request.method in ("GET", "HEAD") and _matches(request, etag, PUBLISHED[page.since]):
        return 304, _head(request, 304, validators)
    body, framing = _framed(request, page)
    head = _head(request, page.status, [*page.headers, *validators, *framing])
    return page.status, head if request.method == "HEAD" else head + body


def _matches(request: _Request, etag: str, modified: str) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides alone where it is there. Dates compare as sent: we hand them out."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return "*" in tags or etag in tags
    return request.headers.get("if-modified-since") == modified


def _framed(request: _Request, page: Page) -> tuple[bytes, list[tuple[str, str]]]:
    body, fields = page.body, []
    if page.transfer in (Transfer.GZIP, Transfer.GZIP_CHUNKED):
        fields.append(("Vary", "Accept-Encoding"))
        if "gzip" in request.headers.get("accept-encoding", ""):
            body = gzip.compress(body, mtime=0)
            fields.append(("Content-Encoding", "gzip"))
    if page.transfer in (Transfer.CHUNKED, Transfer.GZIP_CHUNKED) and request.version == "HTTP/1.1":
        return _chunked(body), [*fields, ("Transfer-Encoding", "chunked")]
    return body, [*fields, ("Content-Length", str(len(body)))]


def _chunked(body: bytes) -> bytes:
    pieces = [body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK)]
    return b"".join(b"%X\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _head(request: _Request, status: int, fields: list[tuple[str, str]]) -> bytes:
    closing = [] if request.keeps_open else [("Connection", "close")]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += (f"{name}: {value}" for name, value in [*fields, *closing])
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


class _Handler(socketserver.StreamRequestHandler):
    server: _Server
    timeout = 30

    def handle(self) -> None:
        try:
            while self._answer_one():
                pass
        except OSError:
            pass  # the client went away, which is its right

    def _answer_one(self) -> bool:
        request = _parse(self._read_head())
        if request is None:
            return False
        body = self.rfile.read(int(request.headers.get("content-length", "0")))
        page = self.server.site.get(request.target) or NOT_FOUND
        status, response = respond(request, page)
        served = Served(request.method, request.target, status, request.raw + body, response)
        self.server.log.append(served)
        self.wfile.write(response)
        return request.keeps_open

    def _read_head(self) -> bytes:
        lines = []
        while (line := self.rfile.readline(65536)) not in (b"", b"\r\n"):
            lines.append(line)
        return b"".join([*lines, line])


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], site: DemoSite) -> None:
        super().__init__(address, _Handler)
        self.site = site
        self.log: list[Served] = []


class DemoServer:
    """Serves a site while the `with` block lasts. Port 0 takes a free one."""

    def __init__(self, site: DemoSite | None = None, *, port: int = 0) -> None:
        self.site = site or DemoSite()
        self._server = _Server(("127.0.0.1", port), self.site)
        self.site.move(self.url.rstrip("/"))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    @property
    def requests(self) -> list[Served]:
        """Give what was asked and answered so far, in order of the answers."""
        return list(self._server.log)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
