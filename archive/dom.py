"""A page as a browser had it in the end, archived beside what the server sent.

It is a `resource` record (WARC 1.1, 6.4): no server ever sent it. Nor is it a `conversion`, which is made of one
record: scripts made it, of all that the page loaded. Its URI says so: `urn:dom:` and the page's URL, in the way in
which other browser-based archivers name what they derive from a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.capture import Capture, RecordKind, warc_date
from archive.digest import sha1_label
from archive.exchange import RecordRef
from archive.records import target_uri
from archive.warc import Block, Record, lines_of, record

SCHEME = "urn:dom:"
DOM_TYPE = "text/html; charset=utf-8"
# Field of the metadata record beside what a page loaded: the page's URL.
LOADED_BY = "loadedBy"


@dataclass(frozen=True, slots=True)
class Dom:
    """`markup` is UTF-8. `response_id` and `started` are those of the record and exchange of the page itself."""

    url: str
    markup: bytes
    started: datetime
    response_id: str

    @property
    def uri(self) -> str:
        return SCHEME + target_uri(self.url)

    @property
    def digest(self) -> str:
        return sha1_label((self.markup,))


def dom_record(dom: Dom, warcinfo_id: str) -> Record:
    lines = lines_of(
        ("WARC-Target-URI", dom.uri),
        ("WARC-Warcinfo-ID", warcinfo_id),
        ("WARC-Concurrent-To", dom.response_id),
        ("WARC-Payload-Digest", dom.digest),
        ("Content-Type", DOM_TYPE),
    )
    return record(RecordKind.RESOURCE, warc_date(dom.started), lines, Block(dom.markup))


def dom_capture(ref: RecordRef, uri: str, length: int) -> Capture:
    """Say where a DOM lies, for the index. `uri` is the record's, with its scheme."""
    return Capture(url=uri, ref=ref, kind=RecordKind.RESOURCE, length=length, mime=DOM_TYPE.partition(";")[0])
