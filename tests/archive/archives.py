"""Small archives for tests."""

from __future__ import annotations

import gzip
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.capture import Capture
from archive.exchange import Connection, Exchange
from archive.index import Captures
from archive.records import Notes
from archive.store import Store
from archive.warc import WarcInfo

INFO = WarcInfo(name="harbour", software="Shilu/test", hostname="tester")
BODY = "<html><body>渔船在清晨靠岸，市场里已经有人在等。</body></html>".encode("gb18030")
FIRST = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def response(body: bytes = BODY, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=gbk", *headers]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body


def chunked(body: bytes = BODY, *headers: str) -> bytes:
    framed = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (7, body[:7], len(body) - 7, body[7:])
    return response(framed, "Transfer-Encoding: chunked", *headers)


def exchange(path: str = "a.html", raw: bytes | None = None, minute: int = 0, **more: object) -> Exchange:
    return Exchange(  # type: ignore[arg-type]
        **{
            "url": f"http://news.example/{path}",
            "started": FIRST + timedelta(minutes=minute),
            "duration": 0.25,
            "request": f"GET /{path} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode(),
            "response": response() if raw is None else raw,
            "connection": Connection("192.0.2.7"),
            **more,
        }
    )


class Collection:
    """A collection's folder with its captures, as a crawl keeps them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = sqlite3.connect(":memory:", isolation_level=None)
        self.captures = Captures(self.database)
        self.store = Store(folder / "archive", INFO)

    def add(self, made: Exchange, commit: bool = True) -> Capture:
        capture = self.store.append(made, notes=Notes(via="http://news.example/"), originals=self.captures)
        self.captures.add(capture)
        if commit:
            self.captures.write()
        return capture

    def close(self) -> Path:
        """Finish the run; gives the last WARC file."""
        self.store.close()
        self.captures.write()
        self.captures.write_cdxj(self.folder / "indexes" / "index.cdxj")
        return sorted((self.folder / "archive").glob("*.warc.gz"))[-1]


def sample(folder: Path) -> Path:
    """Make a collection of six exchanges, revisits among them; gives its WARC file."""
    collection = Collection(folder)
    collection.add(exchange("a.html"))
    collection.add(exchange("b.html", chunked(BODY + b"b"), 1))
    collection.add(exchange("c.html", response(gzip.compress(BODY, mtime=0), "Content-Encoding: gzip"), 2))
    collection.add(exchange("again.html", response(), 3))
    collection.add(exchange("a.html", response(b"", status="304 Not Modified"), 4))
    collection.add(exchange("gone.html", response(b"no", status="404 Not Found"), 5))
    return collection.close()


def members(path: Path) -> list[bytes]:
    """Cut a file into its gzip members."""
    import zlib

    data, cut = path.read_bytes(), []
    while data:
        stream = zlib.decompressobj(31)
        stream.decompress(data)
        assert stream.eof
        cut.append(data[: len(data) - len(stream.unused_data)])
        data = stream.unused_data
    return cut
