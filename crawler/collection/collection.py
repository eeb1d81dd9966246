"""One collection on disk: lock, state, WARC store and article lines, committed as one thing."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.capture import Capture
from archive.dom import Dom
from archive.durable import sync_folder
from archive.errors import ArchiveError
from archive.exchange import Exchange, RecordRef
from archive.index import Captures
from archive.records import Notes
from archive.recover import Recovered, recover
from archive.store import SUFFIX, Store
from archive.warc import WarcInfo
from crawler.collection.arming import keep_to
from crawler.collection.articles import ArticleFile, Cut, mend
from crawler.collection.database import sound, told
from crawler.collection.known_robots import KnownRobots
from crawler.collection.lock import Lock
from crawler.collection.missing import Missing, failures, missing
from crawler.collection.rebuild import Rebuilt, is_lost, rebuild, was_lost
from crawler.collection.runs import names_in, run_id
from crawler.collection.state import Start, State, connect
from crawler.errors import StorageError
from pipelines.article import line
from pipelines.rules import Rules
from spiders.frontier import Visit

# Seconds of work that a kill may take back at most; one commit serves all pages in between.
COMMIT_EVERY = 1.0
# The index of a run that lasts is written anew after so many seconds, and never more often than costs a fiftieth.
INDEX_EVERY, INDEX_SHARE = 10.0, 50


@dataclass(frozen=True, slots=True)
class Mended:
    """What a killed run had left behind, and what was done about it."""

    archives: tuple[Recovered, ...]
    articles: tuple[Cut, ...]
    rebuilt: Rebuilt | None = None


class Collection:
    """What a running crawl knows, has recorded and has handed on.

    Raises CollectionLocked where another run holds the folder, StorageError where it cannot be used.
    """

    def __init__(self, folder: Path, start: Start, recheck: tuple[int, ...] = (1, 3, 7)) -> None:
        self.folder = folder
        self._lock = Lock(folder)
        self._held: list[Callable[[], object]] = [self._lock.release]
        try:
            self._db = connect(self.state_file, lost=is_lost(self.state_file))
            self._held.append(self._db.close)
            self._open(start, recheck, was_lost(self._db))
        except sqlite3.Error as error:
            self.abandon()
            raise told(self.state_file, error) from error
        except OSError as error:
            self.abandon()
            raise StorageError.of(error, folder) from error
        except ArchiveError as error:
            self.abandon()
            raise StorageError(str(error)) from error
        except BaseException:
            self.abandon()
            raise

    def _open(self, start: Start, recheck: tuple[int, ...], lost: bool) -> None:
        folder = self.folder
        archives, cuts = self._mend(lost)
        self.run = run_id(names_in(folder) | set(self._past_runs()), start.now)
        self._db.execute("BEGIN")
        self.captures = Captures(self._db)
        rebuilt = Rebuilt(rebuild(self._db, folder), self._read_in()) if lost else None
        self._index_due = 0.0
        # These files are finished: the index has them, whatever becomes of this run.
        if self._read_in() or rebuilt:
            self._write_index()
        self.mended = Mended(archives, cuts, rebuilt)
        with sound(self.state_file):
            self.state = State(self._db, start, recheck)
        self._name_records()
        self.robots = KnownRobots(self._db)
        self.empty_at_start = self.state.empty_at_start
        self._articles = ArticleFile(folder / "articles", self.run)
        self._held.append(self._articles.abandon)
        self._store: Store | None = None
        self._synced: str | None = None
        self._committed = time.monotonic()

    @property
    def state_file(self) -> Path:
        return self.folder / "state.sqlite"

    def open_archive(self, info: WarcInfo, max_bytes: int) -> None:
        """Begin to record. The first exchange makes the file."""
        self._store = Store(self.folder / "archive", info, max_bytes)

    def settle(
        self, visits: Iterable[Visit], article: dict[str, Any] | None = None, *, host_ails: bool = False
    ) -> list[Visit]:
        """Count pages as done, with the article that they gave. Gives the visits that ended for this run."""
        if article is not None:
            self._articles.write((line(article),))
        found = (self.state.settle(visit, host_ails=host_ails) for visit in visits)
        settled = [final for final in found if final is not None]
        self.commit_when_due()
        return settled

    def commit_when_due(self) -> None:
        """Commit where the last commit was long enough ago, and see to it that tools find what is in the archive."""
        if time.monotonic() - self._committed > COMMIT_EVERY:
            self.commit()
            if self._committed >= self._index_due:
                self._write_index()

    # -- the record --

    def record(self, exchange: Exchange, notes: Notes) -> RecordRef:
        """Write an exchange to the archive. Raises StorageError when the disk takes no more."""
        return self._noted(lambda store: store.append(exchange, notes=notes, originals=self.captures))

    def record_dom(self, dom: Dom) -> RecordRef:
        """Write a page's DOM beside its exchange, the last one recorded. Raises as `record` does."""
        return self._noted(lambda store: store.append_dom(dom))

    def _noted(self, write: Callable[[Store], Capture]) -> RecordRef:
        assert self._store is not None
        try:
            capture = write(self._store)
        except ArchiveError as error:
            raise StorageError(str(error)) from error
        self.captures.add(capture)
        return capture.ref

    def commit(self) -> None:
        """Make everything so far count: first the files, then the state that refers to them."""
        try:
            self._sync_archive()
            self._articles.sync()
        except OSError as error:
            raise StorageError(f"{self.folder}: {error.strerror}; free some space and start again") from error
        self.captures.write()
        position = self._articles.position()
        if position is not None:
            self._db.execute("INSERT OR REPLACE INTO offsets VALUES (?, ?)", position)
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")
        self._committed = time.monotonic()

    def _sync_archive(self) -> None:
        """Sync the WARC file, and the folder when the file is new there."""
        if self._store is None or (position := self._store.position()) is None:
            return
        self._store.sync()
        if position[0] != self._synced:
            sync_folder(self.folder / "archive")
            self._synced = position[0]

    def close(self) -> Path | None:
        """End the run: commit, write the index, give files their final names. Gives the file of articles.

        Names become final when all lines are committed and on disk, what has a final name is never cut, and when the
        index is whole: names that are not final say that it may lack something.
        """
        self.commit()
        self._write_index()
        if self._store is not None:
            self._store.close()
        articles = self._articles.close()
        self._db.executemany(
            "INSERT OR IGNORE INTO indexed VALUES (?)", [(path.name,) for path in self._archives()]
        )
        self._db.execute("COMMIT")
        self.abandon()
        return articles

    def _write_index(self) -> None:
        began = time.monotonic()
        try:
            self.captures.write_cdxj(self.folder / "indexes" / "index.cdxj")
        except ArchiveError as error:
            raise StorageError(str(error)) from error
        took = time.monotonic() - began
        self._index_due = began + took + max(INDEX_EVERY, INDEX_SHARE * took)

    def abandon(self) -> None:
        """Let go without committing: what was committed stands, the next run mends the rest."""
        while self._held:
            self._held.pop()()

    def save_rules(self, rules: Mapping[str, Rules]) -> None:
        """Keep to these sites in this run, and what their profiles say of reading, so that `extract` reads alike."""
        rows = self._db.execute("SELECT name, value FROM meta WHERE name LIKE 'rules %'").fetchall()
        with sound(self.state_file):
            known = {name.removeprefix("rules "): json.loads(value)["hosts"] for name, value in rows}
        keep_to(self._db, {name: each.hosts for name, each in rules.items()}, known)
        for name, each in rules.items():
            row = (f"rules {name}", json.dumps(asdict(each)))
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)

    def save_report(self, report: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", (self.run, report))

    def past_reports(self, count: int) -> list[str]:
        """Give the newest reports of earlier runs, newest first."""
        rows = self._db.execute(
            "SELECT report FROM runs WHERE run < ? ORDER BY run DESC LIMIT ?", (self.run, count)
        )
        return [report for (report,) in rows]

    def missing(self) -> tuple[Missing, ...]:
        return missing(self._db)

    def failures(self, count: int) -> list[tuple[str, str]]:
        return failures(self._db, count)

    def _past_runs(self) -> Iterator[str]:
        return (run for (run,) in self._db.execute("SELECT max(run) FROM runs") if run)

    def _archives(self) -> Iterator[Path]:
        return (self.folder / "archive").glob(f"*{SUFFIX}")

    def _read_in(self) -> int:
        """Index what no commit has counted: the records of mended files, and files of a state that was lost."""
        indexed = {name for (name,) in self._db.execute("SELECT file FROM indexed")}
        new = [path for path in sorted(self._archives()) if path.name not in indexed]
        for path in new:
            self.captures.read_in(path)
        self._db.executemany("INSERT INTO indexed VALUES (?)", [(path.name,) for path in new])
        return len(new)

    def _name_records(self) -> None:
        """Note once what records the lines of a state name that was lost, or that an earlier version wrote."""
        if self._db.execute("SELECT 1 FROM meta WHERE name = 'named'").fetchone() is None:
            self.state.articles.name_all(self.folder)
            self._db.execute("INSERT INTO meta VALUES ('named', '1')")

    def _mend(self, lost: bool) -> tuple[tuple[Recovered, ...], tuple[Cut, ...]]:
        """Put right what a kill left: torn records, lines beyond the last commit."""
        committed = None if lost else dict(self._db.execute("SELECT file, size FROM offsets"))
        for name in ("archive", "articles", "runs"):
            (self.folder / name).mkdir(exist_ok=True)
        return recover(self.folder / "archive"), mend(self.folder / "articles", committed)
