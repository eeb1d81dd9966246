"""What is known of every URL: the frontier, kept in SQLite, so that the next run is an increment."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.collection.arming import TRIES_EVER, Start, arm, iso, looks_deeper
from crawler.collection.checks import Checks
from crawler.collection.database import connect
from crawler.collection.heard import Heard
from crawler.collection.hubs import is_hub
from crawler.collection.known_articles import KnownArticles
from crawler.collection.lead_rows import COLUMNS, lead_of, values_of
from crawler.collection.meta import Meta
from pipelines.page.address import urls
from pipelines.page.model import Kind, Role
from spiders.answers.refusals import is_block
from spiders.frontier import OUTSIDE, Lead, Mode, Result, Visit
from spiders.order import of_calendar, priority

# Tries of one page in one run.
TRIES = 3
# Seconds before a page is tried again, doubled with each try; what has to wait for longer than PATIENCE is left
# to a later run.
BACKOFF, PATIENCE = 2.0, 300.0

__all__ = ["Start", "State", "connect"]

# Each host by a look-up of its own: DISTINCT would walk all that is pending.
_HOSTS = """
WITH RECURSIVE each (host) AS (
    SELECT min(host) FROM pages WHERE status = 'pending'
    UNION ALL
    SELECT (SELECT min(host) FROM pages WHERE status = 'pending' AND host > each.host) FROM each
    WHERE each.host IS NOT NULL
) SELECT host FROM each
"""
_CLAIM = f"""
SELECT key, {", ".join(COLUMNS)} FROM pages WHERE status = 'pending' AND host = ? AND not_before <= ?
ORDER BY priority DESC, seq LIMIT ?
"""
_KNOWN_HOST = "SELECT 1 FROM pages WHERE hub = 1 AND host = ? LIMIT 1"
_WAITING = "SELECT key FROM pages WHERE status = 'pending' AND host = ? AND not_before <= ? LIMIT ?"
# Only a daily crawl asks whether a page has changed: a backfill needs what the page leads to, an article all its parts.
_AS_KNOWN = "excluded.role = 'pagination' AND excluded.mode = 'crawl'"
_ADD = f"""
INSERT INTO pages ({", ".join(COLUMNS)}, key, host, mode, status, priority, found)
VALUES ({", ".join("?" * len(COLUMNS))}, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET status = 'pending', mode = excluded.mode, priority = excluded.priority,
    via = excluded.via, referrer = excluded.referrer, first = excluded.first, role = excluded.role,
    url = CASE WHEN excluded.hops > hops THEN excluded.url ELSE url END, hops = excluded.hops,
    tries = CASE WHEN pages.status = 'failed' THEN pages.tries ELSE 0 END,
    list_key = excluded.list_key, number = excluded.number,
    etag = CASE WHEN {_AS_KNOWN} THEN pages.etag END, modified = CASE WHEN {_AS_KNOWN} THEN pages.modified END
WHERE excluded.status = 'pending' AND pages.status != 'pending'
    AND (pages.status = 'deferred' OR (excluded.via IN ('list', 'feed') AND substr(excluded.date, 1, 10) > date(pages.article_seen, '+14 hours') AND substr(excluded.date, 1, 10) > date(pages.fetched, '+14 hours')) OR (pages.status = 'outside' AND excluded.mode = 'crawl') OR excluded.role = 'part' OR (excluded.hops > 0 AND excluded.url != pages.url)
        OR (turn < ? AND ((excluded.hops > 0 AND excluded.via = 'seed') OR (excluded.role = 'sitemap' AND excluded.date IS NOT pages.date)
            OR (excluded.role = 'category' AND pages.status = 'gone' AND pages.kind IN ('list', 'category'))))
        OR (excluded.role = 'pagination' AND (pages.status = 'left' OR CASE excluded.mode WHEN 'crawl' THEN turn ELSE walked END <= ?)))
"""
_DATE_MAP = "UPDATE pages SET date = ? WHERE key = ? AND date IS NOT ?"


class State:
    """The frontier and what is known of articles. Everything happens in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, start: Start, recheck: tuple[int, ...] = (1, 3, 7)) -> None:
        self._db = connection
        self._meta = Meta(connection)
        self.articles = KnownArticles(connection)
        self._mode = start.mode
        self.checks = Checks(connection, recheck, start.mode)
        self._claimed: set[str] = set()
        self._heard = Heard()
        self._walled: set[str] = set()  # pages that a wall came in place of, in this run
        self._began = time.time(), time.monotonic()
        self.empty_at_start = self._meta.get("initialized") is None
        self.looks_deeper = not self.empty_at_start and looks_deeper(start, self._meta.get("looked deeper"))
        # What is asked whether it has changed leads on no further where it has not.
        self._add = _ADD.replace(_AS_KNOWN, "FALSE") if self.looks_deeper else _ADD
        self.had_articles = self._db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None
        self.vanished: list[tuple[str, str]] = []
        self._turn = int(self._meta.get("turn") or 0) + 1
        self._meta.set("turn", str(self._turn))
        # What was known when a run last came to its end: all that was found since is news, to lists as well.
        self._known = int(self._meta.get("known") or 0)
        # List pages visited up to this turn are read again. A daily crawl reads each page anew as far as it shows
        # news; a backfill reads all that none has walked since the last one that came to its end.
        self._stale_turn = self._turn - 1 if start.mode is Mode.CRAWL else int(self._meta.get("backfilled") or 0)
        arm(connection, start, self._now(), looks_deeper=self.looks_deeper)

    # -- what the spider asks --

    def unknown(self, leads: Iterable[Lead]) -> set[str]:
        """Give the keys among `leads` that were not known when a run last came to its end.

        What this run has found itself is unknown still: a list that moves on while it is paged shows it again, and
        has unknown entries behind it.
        """
        keys = {lead.key for lead in leads}
        marks = ", ".join("?" * len(keys))
        query = f"SELECT key FROM pages WHERE key IN ({marks}) AND seq <= ?"
        known = self._db.execute(query, (*keys, self._known))
        return keys.difference(key for (key,) in known)

    def heard(self, url: str, deferred: bool) -> bool:
        """Tell whether this run has heard of the page at `url`, as of one to be fetched now or, deferred, at all."""
        return self._heard.has(urls.key(url), deferred=deferred)

    def add(self, leads: Iterable[Lead]) -> None:
        """Queue what is not known yet; bring deferred pages forward; queue parts again with their article."""
        now, leads = iso(datetime.now(UTC)), tuple(leads)
        rows = [self._row(lead, key, now) for lead in leads if self._may_be_news(lead, key := lead.key)]
        if rows:
            self._db.executemany(self._add, rows)
        if maps := [(each.date, each.key, each.date) for each in leads if each.role is Role.SITEMAP]:
            self._db.executemany(_DATE_MAP, maps)

    def _may_be_news(self, lead: Lead, key: str) -> bool:
        """Most links lead to what this run has heard of: they are dropped before the database is asked."""
        if key in self._claimed:
            return False
        if lead.role is Role.PART or lead.hops:
            return True
        if self._heard.has(key, deferred=lead.deferred):
            return False
        self._heard.note(key, deferred=lead.deferred)
        return True

    def standing(self, keys: Iterable[str]) -> dict[str, bool]:
        wanted = list(keys)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT key, article_seen IS NOT NULL FROM pages WHERE key IN ({marks})"
        return {key: bool(seen) for key, seen in self._db.execute(query, wanted)}

    def is_last_chance(self, lead: Lead) -> bool:
        query = "SELECT tries, article_seen FROM pages WHERE key = ?"
        tries, seen = self._db.execute(query, (lead.key,)).fetchone() or (0, None)
        return seen is None and (tries + 1) % TRIES == 0

    def recall(self, name: str) -> str | None:
        return self._meta.get(f"learned {name}")

    def keep(self, name: str, value: str) -> None:
        self._meta.set(f"learned {name}", value)

    # -- what the scheduler asks --

    def hosts(self) -> list[str]:
        """Give the hosts that have something pending, claimed pages included."""
        return [host for (host,) in self._db.execute(_HOSTS) if host is not None]

    def knows_host(self, host: str) -> bool:
        """Tell whether anything was ever read from `host`, before this run or in it."""
        return self._db.execute(_KNOWN_HOST, (host,)).fetchone() is not None

    def claim(self, host: str, count: int) -> list[Lead]:
        """Give up to `count` pending leads of `host`, most urgent first, and hold them until they are settled."""
        rows = self._db.execute(_CLAIM, (host, self._now(), count + len(self._claimed)))
        leads = [(row[0], lead_of(row[1:])) for row in rows if row[0] not in self._claimed][:count]
        self._claimed.update(key for key, _ in leads)
        return [lead for _, lead in leads]

    def is_drained(self, given_up: Container[str] = ()) -> bool:
        """Tell whether nothing is pending that this run still claims.

        What is claimed is in the downloader's hands, or waits for other pages of its article that may never come.
        """
        soon, enough = self._now() + PATIENCE, len(self._claimed) + 1
        for host in self.hosts():
            waiting = () if host in given_up else self._db.execute(_WAITING, (host, soon, enough))
            if any(key not in self._claimed for (key,) in waiting):
                return False
        return True

    # -- what the collection tells --

    def settle(self, visit: Visit, *, host_ails: bool = False) -> Visit | None:
        """Note how a visit ended and what it led to. Give None where the page stays pending in this run.

        `retry` of what is given tells whether a later run tries it again.
        `host_ails`: the failure is the host's, which answers nothing: the page is not to blame. A redirect that
        leads back into its own chain is given back as rejected.
        """
        self._claimed.discard(visit.lead.key)
        if visit.result is Result.FAILED and visit.retry:
            tries = self._put_off(visit)
            if self._is_worth_another(visit, tries, host_ails):
                return None
            visit = replace(visit, retry=tries < TRIES_EVER)
        if visit.result is Result.GONE:
            self._note_vanished(visit)
        self._close(visit)
        if visit.result is Result.LEFT and of_calendar(visit.lead):
            self._heard.forget(visit.lead.key)  # what is read later may show that it is worth reading after all
        self.add(visit.leads)
        if visit.result is Result.REDIRECTED and self._is_circle(visit):
            visit = replace(visit, result=Result.REJECTED, reason="redirect loop")
            self._close(visit)
        elif visit.result is Result.REDIRECTED:
            self.checks.sent_on(visit.lead, visit.leads[0].key)
        return visit

    def _is_worth_another(self, visit: Visit, tries: int, host_ails: bool) -> bool:
        """Tell whether this run tries a page again: not what stands behind a wall while others come."""
        if not is_block(visit):
            return host_ails or tries % TRIES > 0
        first_time = visit.lead.key not in self._walled
        self._walled.add(visit.lead.key)
        return host_ails and first_time

    def finish(self) -> None:
        """Note that a run has come to its end in good order: from now on, runs are increments."""
        self._meta.set("initialized", "1")
        (last,) = self._db.execute("SELECT coalesce(max(seq), 0) FROM pages").fetchone()
        self._meta.set("known", str(last))
        if self.looks_deeper or self.empty_at_start:
            self._meta.set("looked deeper", iso(datetime.now(UTC)))
        if self._mode is Mode.BACKFILL:
            self._meta.set("backfilled", str(self._turn))

    def count(self, status: str) -> int:
        """Count the pages of a status that has an index of its own: pending, deferred, failed, rejected, gone."""
        # SQLite takes a partial index where the status is in the statement, not where it is a parameter.
        (count,) = self._db.execute(f"SELECT count(*) FROM pages WHERE status = '{status}'").fetchone()
        return int(count)

    def put_off(self) -> dict[str, int]:
        """Count by reason the pages that this run has tried in vain and that wait for another try."""
        tried = "status = 'pending' AND tries > 0"
        return dict(self._db.execute(f"SELECT coalesce(reason, ''), count(*) FROM pages WHERE {tried} GROUP BY 1"))

    # -- inside --

    def _now(self) -> float:
        """Seconds since the epoch, going on evenly whatever happens to the clock."""
        wall, monotonic = self._began
        return wall + time.monotonic() - monotonic

    def _row(self, lead: Lead, key: str, now: str) -> tuple[object, ...]:
        status = "deferred" if lead.deferred else "pending"
        return (*values_of(lead), key, urlsplit(lead.url).netloc, self._mode, status, priority(lead), now,
                self._turn, self._stale_turn)  # fmt: skip

    def _put_off(self, visit: Visit) -> int:
        """Let a failed page wait, longer each time; give the number of its tries."""
        (tries,) = self._db.execute("SELECT tries FROM pages WHERE key = ?", (visit.lead.key,)).fetchone()
        # Spread, so that pages that failed together do not come back together.
        wait = max(visit.retry_after or 0.0, BACKOFF * 2 ** (tries % TRIES) * random.uniform(0.75, 1.25))
        self._db.execute(
            "UPDATE pages SET tries = tries + 1, not_before = ?, reason = ? WHERE key = ?",
            (self._now() + wait, visit.reason, visit.lead.key),
        )
        return int(tries) + 1

    def _is_circle(self, visit: Visit) -> bool:
        target = visit.leads[0].key
        row = self._db.execute("SELECT status FROM pages WHERE key = ?", (target,)).fetchone()
        return row == ("redirected",) and (visit.lead.hops > 0 or target == visit.lead.key)

    def _shows_news(self, visit: Visit) -> bool:
        return bool(self.unknown(lead for lead in visit.leads if lead.role is Role.ARTICLE))

    def _close(self, visit: Visit) -> None:
        now = datetime.now(UTC)
        is_article = visit.kind is Kind.ARTICLE and visit.lead.role is not Role.PART
        # Where an article stood, a list of what is most read may stand in its place: that is no hub. Nor is what is gone in two
        # runs, until a page leads there.
        hub, is_entry = is_hub(visit, now, self._shows_news), visit.lead.role is Role.ARTICLE
        status = "outside" if visit.reason == OUTSIDE else str(visit.result)
        came = None if visit.result is Result.UNCHANGED else iso(now)
        self._db.execute(
            """UPDATE pages SET status = ?, http = ?, kind = coalesce(?, kind), reason = ?, fetched = coalesce(?, fetched),
            etag = coalesce(?, etag), modified = coalesce(?, modified), hub = CASE WHEN (? AND article_seen IS NOT NULL) OR (? AND http = ? AND via != 'seed') THEN 0 ELSE coalesce(?, hub) END,
            article_seen = coalesce(article_seen, ?), turn = ?, walked = max(walked, ?), date = coalesce(?, date) WHERE key = ?""",
            (status, visit.status, visit.kind, visit.reason, came, visit.etag, visit.modified, is_entry,
             visit.result is Result.GONE, visit.status, hub,
             iso(now) if is_article else None, self._turn, self._turn if self._mode is Mode.BACKFILL else 0,
             visit.lead.date, visit.lead.key),
        )  # fmt: skip
        if visit.result is not Result.FAILED:
            self.checks.settled(visit, is_hub=bool(hub))

    def _note_vanished(self, visit: Visit) -> None:
        """An article that was here is news when it is found gone, and not each time after."""
        query = "SELECT article_seen IS NOT NULL, reason FROM pages WHERE key = ?"
        row = self._db.execute(query, (visit.lead.key,)).fetchone()
        if row is not None and row[0] and row[1] != visit.reason:
            self.vanished.append((visit.lead.url, visit.reason or ""))
