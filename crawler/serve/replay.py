"""Archived pages as a browser may show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.cdxj import timestamp14
from archive.content import LARGEST, decode_content
from archive.dom import DOM_TYPE, SCHEME
from archive.http import Message, is_http
from archive.lookup import Located, Lookup
from archive.names import OPEN
from archive.reader import StoredResponse, stored_response
from archive.salvage import StoredRecord, read_records
from crawler.serve.rewrite import rewrite
from pipelines.page.address.resolving import by_standard
from pipelines.text.encoding import decode

_REWRITTEN = ("text/html", "application/xhtml+xml", "text/css")
_HOPS = 3  # revisits that refer to revisits, as other archivers write them


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a browser gets. `location` is there where the server had sent it elsewhere."""

    url: str
    stamp: str
    status: int
    content_type: str
    body: bytes
    location: str | None = None


class Replay:
    """The archived exchanges of the collection in `folder`, by URL and moment."""

    def __init__(self, folder: Path) -> None:
        self._files = folder / "archive"
        self._lookup = Lookup(folder / "indexes" / "index.cdxj")

    def at(self, url: str, stamp: str) -> Replayed | None:
        """Give what `url` was at the moment nearest to `stamp`: as a browser drew it where one did, else as it came."""
        drawn = self._lookup.nearest(SCHEME + url, stamp)
        located = self._lookup.nearest(url, stamp)
        if drawn and (record := self._record(drawn)):
            return _shown(url, drawn.stamp, Message(200, b"OK", (), record.block), DOM_TYPE)
        message = self._message(located) if located else None
        return _shown(url, located.stamp, message) if located and message else None

    def captures(self, url: str) -> list[Located]:
        """Give all captures of `url`, the oldest first."""
        return self._lookup.captures(url)

    def _message(self, located: Located) -> Message | None:
        """Give the answer that lies there; of a revisit, with the body of the record that it stands for."""
        first = None
        for response in self._chain(located):
            first = first or response
            if response.original is None:
                return (first if response is first else replace(first, payload=response.http)).message()
        return None

    def _chain(self, located: Located | None) -> Iterator[StoredResponse]:
        for _ in range(_HOPS):
            record = self._record(located) if located else None
            if record is None or not is_http(record.get("content-type"), record.block):
                return
            response = stored_response(record)
            yield response
            if response.original is None:
                return
            original = response.original
            located = self._lookup.nearest(original.url or response.url, timestamp14(original.date))

    def _record(self, located: Located) -> StoredRecord | None:
        for path in (self._files / located.file, self._files / (located.file + OPEN)):
            if path.is_file():
                found = next(read_records(path, located.offset), None)
                return found if isinstance(found, StoredRecord) else None
        return None


def _shown(url: str, stamp: str, message: Message, content_type: str | None = None) -> Replayed:
    declared = content_type or (message.get(b"content-type") or b"").decode("latin-1")
    body = decode_content(message.body, message.headers, LARGEST).body
    location = message.get(b"location") if 300 <= message.status < 400 else None
    kind = declared.partition(";")[0].strip().lower()
    if kind in _REWRITTEN or (not kind and body.lstrip()[:1] == b"<"):
        kind = kind or "text/html"
        declared = f"{kind}; charset={decode(body, declared).encoding}"  # a lying header would show mojibake
        body = rewrite(body, url, f"/replay/{stamp}/")
    to = by_standard(url, location.decode("utf-8", "replace")) if location else None
    return Replayed(url, stamp, message.status, declared or "application/octet-stream", body, to)
