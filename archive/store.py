"""The folder of WARC files: names, roll-over, one writer.

A file is `.open` while it is written and never opened for writing again once it is closed: readers lose
everything that is appended after a torn member.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from archive.capture import Capture, DigestKey, Original, warc_date
from archive.dom import Dom, dom_capture, dom_record
from archive.durable import sync_folder
from archive.errors import told
from archive.exchange import Exchange, RecordRef
from archive.names import OPEN
from archive.records import Notes, Prepared, mime_of, prepare, records_of
from archive.warc import Record, WarcInfo, warcinfo_record

SUFFIX = ".warc.gz"
PIECE = 1 << 20  # bytes of compressed data gathered before a write; all of an ordinary exchange fits
NO_NOTES = Notes()


class Originals(Protocol):
    """Where to look for the originals of revisits. Gives only what is committed."""

    def by_payload(self, key: DigestKey) -> Original | None: ...

    def by_url(self, url: str) -> Original | None: ...


@dataclass(slots=True)
class _File:
    """The file being written: its final path and name, its descriptor, where the next record begins, its warcinfo."""

    path: Path
    name: str
    descriptor: int
    offset: int = 0
    warcinfo_id: str = ""

    @property
    def open_path(self) -> Path:
        return self.path.with_name(self.path.name + OPEN)

    def take(self, pending: bytearray) -> None:
        """Write all of `pending` and empty it."""
        view = memoryview(pending)
        while view:
            written = os.write(self.descriptor, view)
            self.offset += written
            view = view[written:]
        view.release()
        pending.clear()

    def cut(self, offset: int) -> None:
        os.ftruncate(self.descriptor, offset)
        os.lseek(self.descriptor, offset, os.SEEK_SET)
        self.offset = offset


class Store:
    """Writes the exchanges of one run into `folder`. One writer a folder: the caller holds the lock."""

    def __init__(self, folder: Path, info: WarcInfo, max_bytes: int = 10**9) -> None:
        self._folder = folder
        self._info = info
        self._max_bytes = max_bytes
        self._serial = 0
        self._file: _File | None = None

    def append(
        self, exchange: Exchange, *, notes: Notes = NO_NOTES, originals: Originals | None = None
    ) -> Capture:
        """Write the records of an exchange with one write, a revisit where `originals` knows the payload.

        Nothing is buffered: what is returned survives the death of the process, and that of the machine after
        `sync`. Raises ArchiveError, DiskFullError; the file then ends with the record before.
        """
        prepared = prepare(exchange)
        original = _original(prepared, originals) if originals else None
        file = self._current()
        records = records_of(prepared, file.warcinfo_id, notes, original)
        offset = file.offset
        length = self._write(file, records)
        ref = RecordRef(file.name, offset, records[0].record_id, prepared.payload_digest, prepared.date)
        return Capture(
            url=prepared.url,
            ref=ref,
            kind=records[0].kind,
            length=length,
            status=prepared.head.status,
            mime=mime_of(prepared.head),
            key=None if original else prepared.key,
            original=original,
        )

    def append_dom(self, dom: Dom) -> Capture:
        """Write a page's DOM, in the same file as the records of the page, which were the last ones written."""
        file = self._file or self._current()
        record = dom_record(dom, file.warcinfo_id)
        offset = file.offset
        length = self._write(file, (record,))
        ref = RecordRef(file.name, offset, record.record_id, dom.digest, warc_date(dom.started))
        return dom_capture(ref, dom.uri, length)

    def position(self) -> tuple[str, int] | None:
        """Tell the file being written and its length; None before the first record and after `close`."""
        return (self._file.name, self._file.offset) if self._file else None

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        if self._file:
            os.fdatasync(self._file.descriptor)

    def close(self) -> None:
        """Finish the file and give it its final name. The next `append` begins another."""
        if self._file is None:
            return
        file, self._file = self._file, None
        os.fdatasync(file.descriptor)
        os.close(file.descriptor)
        file.open_path.rename(file.path)
        sync_folder(self._folder)

    def _current(self) -> _File:
        if self._file and self._file.offset >= self._max_bytes:
            self.close()
        if self._file is None:
            self._file = self._begin()
        return self._file

    def _begin(self) -> _File:
        file = self._create()
        warcinfo = warcinfo_record(self._info, file.name)
        file.warcinfo_id = warcinfo.record_id
        self._write(file, (warcinfo,))
        return file

    def _create(self) -> _File:
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        name, host = _name_part(self._info.name), _name_part(self._info.hostname)
        while True:
            path = self._folder / f"SHILU-{name}-{stamp}-{self._serial:05d}-{host}{SUFFIX}"
            self._serial += 1
            file = _File(path, path.name, -1)
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                if path.exists():
                    continue
                file.descriptor = os.open(file.open_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            except FileExistsError:
                continue
            except OSError as error:
                raise told(error, file.open_path, "starting a WARC file") from error
            return file

    def _write(self, file: _File, records: tuple[Record, ...]) -> int:
        """Write records; gives the length of the first one's member. On failure nothing of them stays."""
        start, first = file.offset, 0
        pending = bytearray()
        try:
            for record in records:
                for piece in record.member():
                    pending += piece
                    if len(pending) >= PIECE:
                        file.take(pending)
                first = first or file.offset - start + len(pending)
            file.take(pending)
        except BaseException as error:
            file.cut(start)
            if isinstance(error, OSError):
                raise told(error, file.open_path, "writing a record") from error
            raise
        return first


def _original(prepared: Prepared, originals: Originals) -> Original | None:
    if prepared.head.status == 304:
        return originals.by_url(prepared.url)
    return originals.by_payload(prepared.key) if prepared.key else None


def _name_part(text: str) -> str:
    """Keep what is safe in a file name and does not look like a border between its parts."""
    return re.sub(r"[^\w.]+", "_", text) or "_"
