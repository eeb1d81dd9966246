"""When a page is looked at again besides those that every run reads: articles for a while, and what should be there and is not."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from crawler.collection.arming import EARLY, iso
from pipelines.page.model import Kind, Role
from pipelines.sniff import EMPTY
from spiders.frontier import TO_ARTICLES, Lead, Mode, Result, Via, Visit
from spiders.lists.calendars import date_of

_LISTS = (Role.CATEGORY, Role.PAGINATION)
_KNOWN = "SELECT article_seen, found, checks, check_at FROM pages WHERE key = ?"
_TARGET = "SELECT status = 'pending', article_seen IS NULL, hub FROM pages WHERE key = ?"
_PLAN = "UPDATE pages SET check_at = ?, checks = ? WHERE key = ?"


class Checks:
    """Days after an article was first seen on which its page is looked at again, until all are through.

    Where nothing is that should be, they count from when we heard of it; a list, whose entries move on, is looked at by
    the next run as well.
    """

    def __init__(self, connection: sqlite3.Connection, days: tuple[int, ...], mode: Mode) -> None:
        self._db = connection
        self._days = days
        self._mode = mode
        self._sent: dict[
            str, list[Lead]
        ] = {}  # pages that this run was sent on from, by the key of what they wait for

    def settled(self, visit: Visit, *, is_hub: bool) -> None:
        """Plan for a page that was visited, and for those that sent us there."""
        if visit.result is Result.REDIRECTED:  # what stands where it leads is looked at again, not the way there
            self._forget(visit.lead)
            return
        missing = not is_hub and self._is_missing(visit)
        self._plan(visit.lead, missing=missing)
        for origin in self._sent.pop(visit.lead.key, ()):
            if missing or (is_hub and origin.role in TO_ARTICLES):
                self._plan(origin, missing=True)

    def sent_on(self, origin: Lead, target: str) -> None:
        """Let a page wait for what stands where it sent us, or know at once that it is nothing."""
        known = self._db.execute(_TARGET, (target,)).fetchone() or (False, False, False)
        pending, no_article, is_hub = known
        if is_hub and _has_other_name(origin, target):
            self._db.execute("UPDATE pages SET hub = 0 WHERE key = ?", (origin.key,))
        if pending:
            self._sent.setdefault(target, []).extend((origin, *self._sent.pop(origin.key, ())))
        elif no_article and (origin.role in TO_ARTICLES or not is_hub):
            self._plan(origin, missing=True)

    def count_from(self, key: str, known: str) -> None:
        """Count the days of a page that shows an article known from another one, before it is settled, as those of that."""
        seen = "(SELECT article_seen FROM pages WHERE key = ?)"
        self._db.execute(f"UPDATE pages SET article_seen = {seen} WHERE key = ? AND key != ?", (known, key, known))

    def _is_missing(self, visit: Visit) -> bool:
        """Tell where an article or a list should be, and none is: nothing, or a page that shows neither, as errors, walls
        and notices of maintenance do that say 200.

        What is gone is the affair of daily crawls alone: to a backfill, dead links are history. A day of a calendar may
        have none.
        """
        role, key = visit.lead.role, visit.lead.key
        if role not in TO_ARTICLES and (role not in _LISTS or visit.lead.date or date_of(key)):
            return False
        shows_nothing = visit.result is Result.READ and visit.kind is not Kind.ARTICLE and not visit.shown
        gone = visit.result is Result.GONE or visit.reason == EMPTY
        return shows_nothing or (gone and self._mode is Mode.CRAWL)

    def _forget(self, lead: Lead) -> None:
        self._db.execute("UPDATE pages SET check_at = NULL WHERE key = ?", (lead.key,))

    def _plan(self, lead: Lead, *, missing: bool) -> None:
        known = self._db.execute(_KNOWN, (lead.key,)).fetchone() or (None, None, 0, None)
        seen, found, checks, planned = known
        first = seen or (found if missing else None)
        if first is None:
            if planned is not None:
                self._forget(lead)
            return
        now = datetime.now(UTC)
        due = [datetime.fromisoformat(first) + timedelta(days=each) for each in self._days[checks:]]
        later = [each for each in due if each > now + EARLY]
        is_first_try = seen is None and lead.role in _LISTS and planned is None and not checks
        ahead = [now, *later] if is_first_try else later
        self._db.execute(_PLAN, (iso(ahead[0]) if ahead else None, len(self._days) - len(later), lead.key))


def _has_other_name(origin: Lead, target: str) -> bool:
    """Tell a list that has moved with its site: every run reads it under the new name, and need not be sent there."""
    (name, _, path), (new_name, _, new_path) = origin.key.partition("/"), target.partition("/")
    return name != new_name and path == new_path and origin.via is not Via.SEED
