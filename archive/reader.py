"""Archives read back: responses with their payloads, revisits resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.capture import Capture, Original, RecordKind
from archive.dom import DOM_TYPE, SCHEME, dom_capture
from archive.exchange import RecordRef
from archive.http import Message, is_http, parse_head, parse_message
from archive.members import whole_members
from archive.names import file_name
from archive.records import digest_key, mime_of
from archive.salvage import Damage, StoredRecord, read_records, warc_files
from archive.warc import NOT_MODIFIED

ANSWERS = frozenset({RecordKind.RESPONSE.value, RecordKind.REVISIT.value})
Place = tuple[Path, int]


@dataclass(frozen=True, slots=True)
class StoredDom:
    """A page as a browser had it in the end: what a reader saw, where the response is but a shell."""

    ref: RecordRef
    markup: bytes
    content_type: str = DOM_TYPE


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """An answer of a server, as archived. `http` is the block: header block and body with all codings.

    Of a revisit `http` is its own header block, `original` names the record it stands for, and `payload` that
    record's block: None where it was not found. `truncated` says why a response was cut; that a revisit's block
    has no body is no truncation to a reader. `notes` are the fields of the metadata record beside it (`via`).
    `dom` is there where a browser drew the page.
    """

    url: str
    date: str
    ref: RecordRef
    kind: RecordKind
    http: bytes
    truncated: str | None = None
    original: Original | None = None
    not_modified: bool = False
    payload: bytes | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    dom: StoredDom | None = None

    @property
    def resolved(self) -> bool:
        return self.original is None or self.payload is not None

    def message(self) -> Message:
        """Give what the server said: a revisit's headers with the original's body; of a 304, the original."""
        own = parse_message(self.http)
        if self.payload is None:
            return own
        original = parse_message(self.payload)
        return original if self.not_modified else replace(own, body=original.body)


class Archive:
    """WARC files under the given paths (collections, folders, files), read as one archive."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._files = tuple(dict.fromkeys(file for path in paths for file in warc_files(path)))
        self._places: dict[str, Place] | None = None

    def responses(self) -> Iterator[StoredResponse | Damage]:
        """Give all responses in the order of the files, each with the notes beside it, and what was damaged."""
        for path in self._files:
            yield from self._of_file(path)

    def open(self, ref: RecordRef) -> StoredResponse | None:
        """Read one response where `ref` says it lies; None where it does not."""
        for path in self._files:
            if file_name(path) == ref.file:
                found = next(read_records(path, ref.offset), None)
                if isinstance(found, StoredRecord) and found.record_id == ref.record_id and _is_answer(found):
                    return self._resolved(stored_response(found))
        return None

    def _of_file(self, path: Path) -> Iterator[StoredResponse | Damage]:
        pending: StoredResponse | None = None
        for found in read_records(path):
            if isinstance(found, StoredRecord) and pending and _is_about(found, pending):
                pending = replace(pending, notes={**pending.notes, **warc_fields_of(found.block)})
            elif isinstance(found, StoredRecord) and pending and _is_drawn(found, pending):
                pending = replace(pending, dom=StoredDom(_ref(found), found.block))
            elif isinstance(found, Damage) or _is_answer(found) or _is_page(found):
                if pending:
                    yield self._resolved(pending)
                pending = None if isinstance(found, Damage) else stored_response(found)
                if isinstance(found, Damage):
                    yield found
        if pending:
            yield self._resolved(pending)

    def _resolved(self, response: StoredResponse) -> StoredResponse:
        if response.original is None:
            return response
        place = self._find(response.original)
        found = next(read_records(*place), None) if place else None
        return replace(response, payload=found.block) if isinstance(found, StoredRecord) else response

    def _find(self, original: Original) -> Place | None:
        if self._places is None:
            self._places = dict(self._all_places())
        names = (original.record_id, f"{original.url} {original.date}", original.payload_digest)
        return next((place for name in names if name and (place := self._places.get(name))), None)

    def _all_places(self) -> Iterator[tuple[str, Place]]:
        """Name every response by id, by URL and date, and by digest: others refer in any of these ways."""
        for path in self._files:
            for found in read_records(path):
                if isinstance(found, StoredRecord) and found.get("warc-type") == RecordKind.RESPONSE:
                    place = (path, found.offset)
                    yield found.record_id, place
                    yield f"{found.url} {found.get('warc-date')}", place
                    if digest := found.get("warc-payload-digest"):
                        yield digest, place


def _is_answer(record: StoredRecord) -> bool:
    http = is_http(record.get("content-type"), record.block)
    return http and record.get("warc-type") in ANSWERS and _is_of_web(record)


def _is_page(record: StoredRecord) -> bool:
    """Tell a page that its writer had without an exchange, from a disk or a feed (WARC 1.1, 6.4)."""
    html = "html" in record.get("content-type").lower()
    return html and record.get("warc-type") == RecordKind.RESOURCE and _is_of_web(record)


def _is_of_web(record: StoredRecord) -> bool:
    return record.url[:6].lower().startswith(("http:", "https:"))


def _is_about(record: StoredRecord, response: StoredResponse) -> bool:
    metadata = record.get("warc-type") == RecordKind.METADATA and "warc-fields" in record.get("content-type")
    return metadata and record.get("warc-concurrent-to") == response.ref.record_id


def _is_dom(record: StoredRecord) -> bool:
    return record.get("warc-type") == RecordKind.RESOURCE and record.url.startswith(SCHEME)


def _is_drawn(record: StoredRecord, response: StoredResponse) -> bool:
    return _is_dom(record) and record.get("warc-concurrent-to") == response.ref.record_id


def _ref(record: StoredRecord) -> RecordRef:
    digest, date = record.get("warc-payload-digest") or None, record.get("warc-date")
    return RecordRef(record.file, record.offset, record.record_id, digest, date)


def stored_response(record: StoredRecord) -> StoredResponse:
    """Read a response or revisit record, or a page that came without an exchange as if a server had sent it."""
    get, digest = record.get, record.get("warc-payload-digest")
    kind = RecordKind(get("warc-type"))
    original = Original(
        get("warc-refers-to"), get("warc-refers-to-target-uri").strip("<>"), get("warc-refers-to-date"), digest
    )
    return StoredResponse(
        url=record.url,
        date=get("warc-date"),
        ref=_ref(record),
        kind=kind,
        http=_answered(record) if kind is RecordKind.RESOURCE else record.block,
        truncated=(get("warc-truncated") or None) if kind is RecordKind.RESPONSE else None,
        original=original if kind is RecordKind.REVISIT else None,
        not_modified=get("warc-profile").rstrip("/").endswith(NOT_MODIFIED.rpartition("/")[2]),
        notes={},
    )


def _answered(record: StoredRecord) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {record.get('content-type')}\r\n\r\n".encode() + record.block


def stored_captures(path: Path, start: int) -> Iterator[Capture | Damage]:
    """Give the captures of a file, as they would have been noted when it was written."""
    lengths = {member.offset: member.length for member in whole_members(path, start)}
    for found in read_records(path, start):
        if isinstance(found, Damage):
            yield found
        elif _is_answer(found):
            yield _capture(stored_response(found), lengths.get(found.offset, 0))
        elif _is_dom(found):
            yield dom_capture(_ref(found), found.url, lengths.get(found.offset, 0))


def _capture(response: StoredResponse, length: int) -> Capture:
    head, digest = parse_head(response.http), response.ref.payload_digest
    may_be_original = response.kind is RecordKind.RESPONSE and head.status == 200 and not response.truncated
    key = digest_key(digest, head) if digest and may_be_original and len(response.http) > head.size else None
    return Capture(
        url=response.url,
        ref=response.ref,
        kind=response.kind,
        length=length,
        status=head.status,
        mime=mime_of(head),
        key=key,
        original=response.original,
    )


def warc_fields_of(block: bytes) -> dict[str, str]:
    """Read `application/warc-fields`."""
    lines = (line.partition(":") for line in block.decode("utf-8", "replace").splitlines())
    return {name.strip(): value.strip() for name, colon, value in lines if colon}
