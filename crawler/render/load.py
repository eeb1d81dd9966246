"""One request of the browser and its answer, and how it is told as an exchange."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from archive.exchange import Connection, Exchange, Truncation

Headers = list[tuple[str, str]]

REDIRECTS = (301, 302, 303, 307, 308)
# What is no longer true of a body that the browser has decoded; the names are those that other archivers use.
DECODED = {
    "content-encoding": "x-orig-content-encoding",
    "transfer-encoding": "x-orig-transfer-encoding",
    "content-length": "x-orig-content-length",
}
_PLAIN = ("", "identity", "none")


@dataclass(slots=True)
class Load:
    """What the browser's events tell of one request, hop by hop. `is_main`: it is the page itself.

    `sent` are the header lines that left the browser, None where none did. `status` is 0 where no answer came.
    `text` is the answer's header block as received (HTTP/1 only). `body` is without transfer and content coding,
    None where it was not to be had.
    """

    url: str
    method: str
    kind: str
    started: datetime
    is_main: bool = False
    clock: float = 0.0
    ended: float | None = None
    asked: dict[str, str] = field(default_factory=dict)
    posted: bytes = b""
    sent: dict[str, str] | None = None
    status: int = 0
    reason: str = ""
    headers: Headers = field(default_factory=list)
    text: str | None = None
    protocol: str | None = None
    security: dict[str, Any] = field(default_factory=dict)
    body: bytes | None = None
    truncated: Truncation | None = None
    error: str | None = None

    @classmethod
    def of(cls, event: dict[str, Any], main_frame: str) -> Load:
        """Read `Network.requestWillBeSent`."""
        request, kind = event["request"], event.get("type", "Other")
        return cls(
            url=request["url"] + request.get("urlFragment", ""),
            method=request["method"],
            kind=kind,
            started=datetime.fromtimestamp(event["wallTime"], UTC),
            is_main=kind == "Document" and event.get("frameId") == main_frame,
            clock=event["timestamp"],
            asked=dict(request.get("headers", {})),
            posted=_posted(request),
        )

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def bare_url(self) -> str:
        """The address without its fragment, as it is asked for."""
        return self.url.partition("#")[0]

    @property
    def is_redirect(self) -> bool:
        return self.status in REDIRECTS and bool(self.header("location"))

    @property
    def was_sent(self) -> bool:
        return self.status > 0 or self.sent is not None

    def exchange(self, address: str | None) -> Exchange:
        """Tell the exchange: as HTTP/1.1, whatever was spoken, with headers that are true of the body."""
        head, whole = self._head()
        body = self.body or b""
        missing = None if self.body is not None or not whole or self.method == "HEAD" else Truncation.UNSPECIFIED
        return Exchange(
            url=self.url,
            method=self.method,
            started=self.started,
            duration=max(0.0, (self.ended or self.clock) - self.clock),
            request=self._request(),
            response=head + body if self.status else b"",
            connection=Connection(address, tuple(self._protocols()), self.security.get("cipher")),
            truncated=self.truncated or missing,
            error=self.error,
        )

    def _request(self) -> bytes:
        parts = urlsplit(self.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        fields = [(name, value) for name, value in (self.sent or self.asked).items() if not name.startswith(":")]
        if not any(name.lower() == "host" for name, _ in fields):
            fields.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
        lines = (f"{name}: {line}\r\n" for name, value in fields for line in value.split("\n"))
        return _wire(f"{self.method} {target} HTTP/1.1\r\n{''.join(lines)}\r\n") + self.posted

    def _head(self) -> tuple[bytes, bool]:
        """Give the header block, and whether the server had a body to send."""
        first, fields = self._lines()
        length = next((value for name, value in fields if name.lower() == "content-length"), "")
        codings = [value for name, value in fields if name.lower() in ("content-encoding", "transfer-encoding")]
        decoded = any(value.strip().lower() not in _PLAIN for value in codings)
        size = len(self.body or b"")
        untrue = decoded or (length.strip() != str(size) and self.method != "HEAD")
        renamed = ((DECODED.get(name.lower(), name) if untrue else name, value) for name, value in fields)
        block = first + "\r\n" + "".join(f"{name}: {value}\r\n" for name, value in renamed) + "\r\n"
        return _wire(block), decoded or length.strip() not in ("", "0")

    def _lines(self) -> tuple[str, Headers]:
        if self.text:
            first, *lines = self.text.rstrip("\r\n").split("\r\n")
            pairs = (line.partition(":") for line in lines)
            return first, [(name, value.strip(" \t")) for name, colon, value in pairs if colon]
        pairs2 = [(name, each) for name, value in self.headers for each in value.split("\n")]
        return f"HTTP/1.1 {self.status} {self.reason}", [pair for pair in pairs2 if not pair[0].startswith(":")]

    def _protocols(self) -> Iterator[str]:
        if self.protocol:
            yield self.protocol.lower()
        elif self.text:
            yield self.text.partition(" ")[0].lower()
        if tls := self.security.get("protocol"):
            yield tls.lower().replace(" ", "/")


def _posted(request: dict[str, Any]) -> bytes:
    entries: Iterable[dict[str, str]] = request.get("postDataEntries", ())
    whole = b"".join(base64.b64decode(each.get("bytes", "")) for each in entries)
    return whole or request.get("postData", "").encode()


def _wire(text: str) -> bytes:
    """Header bytes come as Latin-1, one character a byte, or as what UTF-8 they were."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
