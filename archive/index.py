"""The captures: which record holds which URL of which moment. A table beside the crawl's state, and CDXJ out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.capture import Capture, DigestKey, Original, RecordKind
from archive.cdxj import Row, sorted_lines, write_lines
from archive.names import file_name
from archive.reader import stored_captures
from archive.salvage import Damage, warc_files
from archive.surt import surt_key

SCHEMA = """
CREATE TABLE IF NOT EXISTS captures (
    surt TEXT NOT NULL, url TEXT NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL,
    status INTEGER NOT NULL, mime TEXT NOT NULL, digest TEXT, key TEXT,
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, record_id TEXT NOT NULL,
    original_id TEXT, original_url TEXT, original_date TEXT,
    PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS captures_by_url ON captures (surt, date);
CREATE INDEX IF NOT EXISTS captures_by_key ON captures (key) WHERE key IS NOT NULL;
"""
INSERT = "INSERT OR REPLACE INTO captures VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
BY_KEY = "SELECT record_id, url, date, digest FROM captures WHERE key = ? ORDER BY date LIMIT 1"
BY_URL = """
SELECT COALESCE(original_id, record_id), COALESCE(original_url, url), COALESCE(original_date, date), digest
FROM captures WHERE surt = ? AND url = ? AND status IN (200, 304) AND digest IS NOT NULL ORDER BY date DESC LIMIT 1
"""
COLUMNS = ", ".join(Row._fields)
SORTED = f"SELECT {COLUMNS} FROM captures ORDER BY surt, date"
CONFIRMED = f"""
SELECT {COLUMNS} FROM captures WHERE surt = ? AND url = ? AND digest = ? AND date <= ? AND status = 200
ORDER BY date DESC LIMIT 1
"""
KEYS = "SELECT key FROM captures WHERE key IS NOT NULL"
LAST_OF_FILE = "SELECT max(offset) FROM captures WHERE file = ?"
INDEXED = frozenset({RecordKind.RESPONSE, RecordKind.REVISIT, RecordKind.RESOURCE})


class _Seen:
    """Which keys the table may hold, a bit each: most payloads are new, and are told so without a look-up.

    With a million keys one look-up in seventeen is made for nothing.
    """

    BITS = 1 << 24

    def __init__(self, keys: Iterable[str]) -> None:
        self._bits = bytearray(self.BITS >> 3)
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        bit = hash(key) % self.BITS
        self._bits[bit >> 3] |= 1 << (bit & 7)

    def __contains__(self, key: str) -> bool:
        bit = hash(key) % self.BITS
        return bool(self._bits[bit >> 3] >> (bit & 7) & 1)


class Captures:
    """The captures of one collection, in the database of its state.

    `add` keeps a capture aside; `write` puts all of them into the transaction that the caller commits. Look-ups
    see the table alone, so a revisit never refers to a record that a kill could still take back.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: list[Capture] = []
        for statement in SCHEMA.split(";"):  # executescript would commit the caller's transaction
            connection.execute(statement)
        self._seen = _Seen(key for (key,) in connection.execute(KEYS))

    def add(self, capture: Capture) -> None:
        """Take note of a capture. Those that replay nothing (a request without an answer) are left out."""
        if capture.kind in INDEXED:
            self._pending.append(capture)

    def write(self) -> None:
        """Put the noted captures into the open transaction. To be called right before its commit."""
        self._connection.executemany(INSERT, map(_row, self._pending))
        for capture in self._pending:
            if capture.key:
                self._seen.add(str(capture.key))
        self._pending.clear()

    def by_payload(self, key: DigestKey) -> Original | None:
        """Give the oldest committed record with this payload under these codings."""
        text = str(key)
        row = self._connection.execute(BY_KEY, (text,)).fetchone() if text in self._seen else None
        return Original(*row) if row else None

    def by_url(self, url: str) -> Original | None:
        """Give what the latest committed capture of `url` holds or stands for."""
        row = self._connection.execute(BY_URL, (surt_key(url), url)).fetchone()
        return Original(*row) if row else None

    def write_cdxj(self, path: Path) -> None:
        """Write the whole index, sorted, in the place of the old one."""
        rows = (Row(*values) for values in self._connection.execute(SORTED))
        write_lines(path, sorted_lines(self._with_confirmed(rows)))

    def _with_confirmed(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Let a 304 lead to what it confirmed too, at its own date.

        pywb answers a capture with status 304 by an empty 304, so of a page that did not change nothing would be
        shown. It prefers the line with the page where both stand at one moment.
        """
        for row in rows:
            yield row
            if row.status == 304 and row.kind == RecordKind.REVISIT:
                found = self._connection.execute(CONFIRMED, (row.surt, row.url, row.digest, row.date)).fetchone()
                if found:
                    yield Row(*found)._replace(date=row.date)

    def rebuild(self, folder: Path) -> tuple[Damage, ...]:
        """Read the table anew from the WARC files under `folder`; gives what could not be read."""
        self._pending.clear()
        self._connection.execute("DELETE FROM captures")
        return tuple(damage for path in warc_files(folder) for damage in self.read_in(path))

    def read_in(self, path: Path) -> tuple[Damage, ...]:
        """Add what a file holds beyond the captures known of it: a kill leaves records that no commit counted."""
        row = self._connection.execute(LAST_OF_FILE, (file_name(path),)).fetchone()
        damages: list[Damage] = []
        for capture in stored_captures(path, row[0] or 0):
            if isinstance(capture, Damage):
                damages.append(capture)
            else:
                self.add(capture)
        self.write()
        return tuple(damages)


def _row(capture: Capture) -> tuple[object, ...]:
    ref, original = capture.ref, capture.original
    digest = ref.payload_digest or (original.payload_digest if original else None)
    return (
        surt_key(capture.url), capture.url, ref.date, capture.kind.value,
        capture.status, capture.mime, digest, str(capture.key) if capture.key else None,
        ref.file, ref.offset, capture.length, ref.record_id,
        original.record_id if original else None, original.url if original else None,
        original.date if original else None,
    )  # fmt: skip
