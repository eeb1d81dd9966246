"""What is known of every URL: the frontier, kept in SQLite, so that the next run is an increment."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import StorageError
from pipelines.identity import KnownArticle
from pipelines.page.model import Kind, Role
from spiders.frontier import Lead, Mode, Result, Via, Visit, priority

STATE_VERSION = 1
# Tries of one page in one run, and over all runs: a page that failed this often is left alone.
TRIES, TRIES_EVER = 3, 12
BACKOFF = 2.0

_LEAD_COLUMNS = tuple(each.name for each in fields(Lead) if each.name != "deferred")
_VALUES = attrgetter(*_LEAD_COLUMNS)
# Hashes of leads heard of in this run, at most: some 30 MB.
HEARD = 500_000
_ADD = f"""
INSERT INTO pages ({", ".join(_LEAD_COLUMNS)}, key, host, mode, status, priority, found)
VALUES ({", ".join("?" * len(_LEAD_COLUMNS))}, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET status = 'pending', mode = excluded.mode, priority = excluded.priority,
    via = excluded.via, referrer = excluded.referrer, first = excluded.first, role = excluded.role,
    url = CASE WHEN excluded.hops > hops THEN excluded.url ELSE url END, hops = excluded.hops, tries = 0
WHERE excluded.status = 'pending' AND pages.status != 'pending'
    AND (pages.status = 'deferred' OR excluded.role = 'part' OR (excluded.hops > 0 AND excluded.url != pages.url))
"""


def connect(path: Path) -> sqlite3.Connection:
    """Open the state, making it where there is none. The caller begins and commits transactions."""
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        # NORMAL in WAL mode: a power cut may undo the last commits and never tears one. What a commit refers
        # to in other files is on disk before it (Collection.commit), so an undone commit costs a refetch.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(files("crawler").joinpath("state.sql").read_text(encoding="utf-8"))
        _check_version(connection, path)
    except sqlite3.DatabaseError as error:
        raise StorageError(f"{path}: {error}; move the file away to start anew from the archive") from None
    return connection


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('version', ?)", (str(STATE_VERSION),))
    (version,) = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    if int(version) > STATE_VERSION:
        raise StorageError(f"{path}: written by a newer Shilu (state version {version}); use that one")


@dataclass(frozen=True, slots=True)
class Start:
    """What a run looks at again besides what is pending. `recheck_days`: all articles first seen since."""

    mode: Mode
    now: datetime
    recheck_days: float | None = None


class State:
    """The frontier and what is known of articles. Everything happens in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, start: Start, recheck: tuple[int, ...] = (1, 3, 7)) -> None:
        self._db = connection
        self._mode = start.mode
        self._recheck = recheck
        self._claimed: set[str] = set()
        self._heard: set[int] = set()
        self.empty_at_start = self._meta("initialized") is None
        self._arm(start)

    # -- what the spider asks --

    def unknown(self, leads: Iterable[Lead]) -> set[str]:
        """Give the keys among `leads` that no run has heard of."""
        keys = {lead.key for lead in leads}
        marks = ", ".join("?" * len(keys))
        known = self._db.execute(f"SELECT key FROM pages WHERE key IN ({marks})", tuple(keys))
        return keys.difference(key for (key,) in known)

    def add(self, leads: Iterable[Lead]) -> None:
        """Queue what is not known yet; bring deferred pages forward; queue parts again with their article."""
        now = _iso(datetime.now(UTC))
        rows = [self._row(lead, key, now) for lead in leads if self._may_be_news(lead, key := lead.key)]
        if rows:
            self._db.executemany(_ADD, rows)

    def _may_be_news(self, lead: Lead, key: str) -> bool:
        """Most links lead to what this run has heard of: they are dropped before the database is asked."""
        if key in self._claimed:
            return False
        if lead.role is Role.PART or lead.hops:
            return True
        # A pending lead says more than a deferred one, so the two are remembered apart.
        mark = hash((key, lead.deferred))
        if mark in self._heard or (lead.deferred and hash((key, False)) in self._heard):
            return False
        if len(self._heard) >= HEARD:
            self._heard.clear()
        self._heard.add(mark)
        return True

    def version(self, article_id: str) -> KnownArticle | None:
        row = self._db.execute("SELECT version, digest, key FROM articles WHERE article_id = ?", (article_id,))
        found = row.fetchone()
        return None if found is None else KnownArticle(*found)

    # -- what the scheduler asks --

    def hosts(self) -> list[str]:
        """Give the hosts that have something pending, claimed pages included."""
        return [host for (host,) in self._db.execute("SELECT DISTINCT host FROM pages WHERE status = 'pending'")]

    def claim(self, host: str, count: int) -> list[Lead]:
        """Give up to `count` pending leads of `host`, most urgent first, and hold them until they are settled."""
        names = ", ".join(_LEAD_COLUMNS)
        rows = self._db.execute(
            f"SELECT key, {names} FROM pages WHERE status = 'pending' AND host = ? AND not_before <= ?"
            " ORDER BY priority DESC, seq LIMIT ?",
            (host, time.time(), count + len(self._claimed)),
        )
        leads = [(row[0], _lead(row[1:])) for row in rows if row[0] not in self._claimed][:count]
        self._claimed.update(key for key, _ in leads)
        return [lead for _, lead in leads]

    def is_drained(self) -> bool:
        """Tell whether nothing is pending, claimed pages included."""
        return self._db.execute("SELECT 1 FROM pages WHERE status = 'pending' LIMIT 1").fetchone() is None

    # -- what the collection tells --

    def settle(self, visit: Visit) -> Visit | None:
        """Note how a visit ended and what it led to. Give None where the page is tried again in this run.

        A redirect that leads back into its own chain is given back as rejected.
        """
        self._claimed.discard(visit.lead.key)
        if visit.result is Result.FAILED and visit.retry and self._again(visit):
            return None
        self._close(visit)
        self.add(visit.leads)
        if visit.result is Result.REDIRECTED and self._is_circle(visit):
            visit = replace(visit, result=Result.REJECTED, reason="redirect loop")
            self._close(visit)
        return visit

    def remember(self, article_id: str, known: KnownArticle, run: str) -> None:
        row = (article_id, known.key, known.version, known.digest, run)
        self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)", row)

    def finish(self) -> None:
        """Note that a run has come to its end in good order: from now on, runs are increments."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('initialized', '1')")

    def has_articles_before(self, run: str) -> bool:
        return self._db.execute("SELECT 1 FROM articles WHERE run < ? LIMIT 1", (run,)).fetchone() is not None

    def count(self, status: str) -> int:
        (count,) = self._db.execute("SELECT count(*) FROM pages WHERE status = ?", (status,)).fetchone()
        return int(count)

    # -- inside --

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _arm(self, start: Start) -> None:
        """Queue what this run looks at again. History that a backfill left pending is not a daily crawl's."""
        run = self._db.execute
        run("UPDATE pages SET hops = 0, tries = 0 WHERE status = 'pending'")
        if start.mode is Mode.BACKFILL:
            run("UPDATE pages SET status = 'pending' WHERE status = 'deferred'")
        else:
            run("UPDATE pages SET status = 'deferred' WHERE status = 'pending' AND mode = 'backfill'")
        run(
            "UPDATE pages SET status = 'pending', not_before = 0 WHERE status = 'failed' AND tries < ?",
            (TRIES_EVER,),
        )
        run("UPDATE pages SET status = 'pending', mode = ? WHERE hub = 1", (start.mode,))
        due = "UPDATE pages SET status = 'pending', mode = ? WHERE article_seen IS NOT NULL AND "
        run(due + "check_at <= ?", (start.mode, _iso(start.now)))
        if start.recheck_days is not None:
            run(due + "article_seen >= ?", (start.mode, _iso(start.now - timedelta(days=start.recheck_days))))

    def _row(self, lead: Lead, key: str, now: str) -> tuple[object, ...]:
        status = "deferred" if lead.deferred else "pending"
        return (*_VALUES(lead), key, urlsplit(lead.url).netloc, self._mode, status, priority(lead), now)

    def _again(self, visit: Visit) -> bool:
        """Queue a failed page once more, later each time."""
        (tries,) = self._db.execute("SELECT tries FROM pages WHERE key = ?", (visit.lead.key,)).fetchone()
        wait = max(visit.retry_after or 0.0, BACKOFF * 2 ** (tries % TRIES))
        self._db.execute(
            "UPDATE pages SET tries = tries + 1, not_before = ?, reason = ? WHERE key = ?",
            (time.time() + wait, visit.reason, visit.lead.key),
        )
        return bool((tries + 1) % TRIES)

    def _is_circle(self, visit: Visit) -> bool:
        target = visit.leads[0].key
        row = self._db.execute("SELECT status FROM pages WHERE key = ?", (target,)).fetchone()
        return row == ("redirected",) and (visit.lead.hops > 0 or target == visit.lead.key)

    def _close(self, visit: Visit) -> None:
        now = datetime.now(UTC)
        is_article = visit.kind is Kind.ARTICLE and visit.lead.role is not Role.PART
        hub = _is_hub(visit)
        status = "deferred" if visit.reason == OUTSIDE else str(visit.result)
        self._db.execute(
            """UPDATE pages SET status = ?, http = ?, kind = coalesce(?, kind), reason = ?, fetched = ?,
            etag = coalesce(?, etag), modified = coalesce(?, modified), hub = max(hub, ?),
            article_seen = coalesce(article_seen, ?) WHERE key = ?""",
            (status, visit.status, visit.kind, visit.reason, _iso(now), visit.etag, visit.modified, int(hub),
             _iso(now) if is_article else None, visit.lead.key),
        )  # fmt: skip
        if visit.result in (Result.READ, Result.UNCHANGED):
            self._plan_check(visit.lead.key)

    def _plan_check(self, key: str) -> None:
        """Set when an article is looked at again: days after it was first seen, until the list is through."""
        row = self._db.execute("SELECT article_seen, checks FROM pages WHERE key = ?", (key,)).fetchone()
        if row is None or row[0] is None:
            return
        seen, checks = datetime.fromisoformat(row[0]), row[1]
        due = [seen + timedelta(days=days) for days in self._recheck[checks:]]
        later = [each for each in due if each > datetime.now(UTC)]
        self._db.execute(
            "UPDATE pages SET check_at = ?, checks = ? WHERE key = ?",
            (_iso(later[0]) if later else None, len(self._recheck) - len(later), key),
        )


def _is_hub(visit: Visit) -> bool:
    """Every run looks at the first page of what shows articles, whatever it calls itself, and at feeds and sitemaps."""
    if visit.lead.number > 1 or visit.kind in (None, Kind.ARTICLE):
        return False
    return visit.lead.role in (Role.FEED, Role.SITEMAP) or any(lead.role is Role.ARTICLE for lead in visit.leads)


OUTSIDE = "outside the dates asked for"


def _lead(row: tuple[object, ...]) -> Lead:
    values = dict(zip(_LEAD_COLUMNS, row, strict=True))
    values["role"], values["via"] = Role(str(values["role"])), Via(str(values["via"]))
    return Lead(**values)  # type: ignore[arg-type]


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
