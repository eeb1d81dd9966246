"""The file `state.sqlite`: opened for a run, brought to the version of this program, read beside one; and its refusals told."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from crawler.errors import StorageError

STATE_VERSION = 4
# Version -> what makes the next one of it.
_MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: ("ALTER TABLE pages ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",),
    2: ("ALTER TABLE pages ADD COLUMN walked INTEGER NOT NULL DEFAULT 0",),
    3: (),  # the table of records is filled when the collection is opened, from the articles' lines
}
# What SQLite says (a part of it) -> the next step.
_NEXT_STEPS = (
    ("disk is full", "free some space and run the same command again"),
    ("disk I/O", "free some space, look after the disk, and run the same command again"),
    ("readonly", "check the folder's owner and rights"),
    ("unable to open", "check the folder's owner and rights"),
    ("locked", "another program holds it; end that one and run the same command again"),
)
ANEW = "the file is damaged; move it away, and the same command builds it anew from the articles and the archive"


class Cursor(sqlite3.Cursor):
    """Rows are read when they are asked for: what cannot be decoded is refused only here."""

    connection: Connection

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            raise told(self.connection.path, error) from error

    def fetchone(self) -> Any:
        return next(self, None)

    def fetchall(self) -> list[Any]:
        return list(self)


class Connection(sqlite3.Connection):
    """A connection whose refusals are StorageErrors: they name the file and the next step."""

    path: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self._tried(self.cursor(Cursor).execute, sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        return self._tried(super().executemany, sql, parameters)

    def _tried(self, run: Callable[..., sqlite3.Cursor], sql: str, parameters: Any) -> sqlite3.Cursor:
        """Run a statement. Where it fails, nothing is committed any more.

        On a full disk SQLite takes the whole transaction back by itself (sqlite.org/lang_transaction.html); without
        another one each later statement would commit itself: articles would count whose lines the next run cuts.
        """
        begun = self.in_transaction
        try:
            return run(sql, parameters)
        except sqlite3.DatabaseError as error:
            if begun and not self.in_transaction:
                super().execute("BEGIN")
            raise told(self.path, error) from error


def told(path: Path, error: Exception) -> StorageError:
    """Give the error in an operator's words."""
    step = next((step for words, step in _NEXT_STEPS if words in str(error)), ANEW)
    return StorageError(f"{error}; {step}", path)


@contextmanager
def sound(path: Path) -> Iterator[None]:
    """Tell of values that mean nothing as of a damaged file: SQLite has no checksums, so their bytes may have changed."""
    try:
        yield
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        raise told(path, error) from error


def connect(path: Path, *, lost: bool = False) -> Connection:
    """Open the state, making it where there is none. The caller begins and commits transactions.

    `lost`: it was there before; it says so until it is built anew.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None, factory=Connection)
    except sqlite3.Error as error:
        raise told(path, error) from error
    connection.path = path
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit is on disk when it returns. There is one a second, and NORMAL would let a power cut take
        # back all of them since the last checkpoint, with lines of articles that have their final name already.
        connection.execute("PRAGMA synchronous = FULL")
        _bring_up(connection, lost=lost)
        connection.executescript(_schema())
    except sqlite3.DatabaseError as error:
        connection.close()
        raise told(path, error) from error
    except StorageError:
        connection.close()
        raise
    return connection


def _bring_up(connection: Connection, *, lost: bool) -> None:
    """Check the version of a state that is there, and bring it to ours."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    row = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone() if found else None
    version = int(row[0]) if row and str(row[0]).isdigit() else STATE_VERSION
    if version < 1:
        raise StorageError(f"state version {version}; {ANEW}", connection.path)
    if version > STATE_VERSION:
        raise StorageError(
            f"written by a newer Shilu (state version {version}, this one knows {STATE_VERSION}); update Shilu,"
            " or move the file away to build it anew from the articles and the archive",
            connection.path,
        )
    connection.execute("BEGIN")
    for step in range(version, STATE_VERSION):
        for statement in _MIGRATIONS[step]:
            connection.execute(statement)
    connection.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (str(STATE_VERSION),))
    if lost:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('lost', '1')")
    connection.execute("COMMIT")


@contextmanager
def scratch() -> Iterator[sqlite3.Connection]:
    """Give a state for as long as it is asked, on disk where it grows large."""
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.executescript(_schema())
        yield connection


@contextmanager
def read_only(state: Path) -> Iterator[sqlite3.Connection]:
    """Open a state to read it, also where nothing can be written beside it (sqlite.org/wal.html, read-only databases)."""
    with ExitStack() as held:
        try:
            connection = held.enter_context(closing(_connect(state, "mode=ro")))
            connection.execute("SELECT 1 FROM meta LIMIT 1")
        except sqlite3.OperationalError:
            log_file = state.with_name(state.name + "-wal")
            if log_file.exists() and log_file.stat().st_size:  # of a run that was killed
                folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
                shutil.copy(log_file, folder)
                connection = held.enter_context(closing(_connect(Path(shutil.copy(state, folder)), "mode=rw")))
            else:
                connection = held.enter_context(closing(_connect(state, "immutable=1")))
        yield connection


def _connect(state: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{state.resolve().as_uri()}?{mode}", uri=True)


def _schema() -> str:
    return files("crawler.collection").joinpath("state.sql").read_text(encoding="utf-8")
