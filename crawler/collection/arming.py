"""What a run looks at again besides what is pending: lists, articles that are due, and for a backfill history."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from spiders.frontier import Mode

# Tries of a page over all runs, after which it is left alone; seconds after which a clock must have jumped.
TRIES_EVER, FORGOTTEN = 12, 86_400.0


@dataclass(frozen=True, slots=True)
class Start:
    """How a run begins. `recheck_days`: look again at all articles first seen since. `window`: days, first and last."""

    mode: Mode
    now: datetime
    recheck_days: float | None = None
    window: tuple[str | None, str | None] = (None, None)


# Lists are asked so often whether they have changed at all; some servers say for ever that nothing has.
_UNASKED = timedelta(hours=12)
# A run that begins at six each day comes some seconds before an article that the last one read has been there for a day.
EARLY = timedelta(hours=1)
_DEEPER = timedelta(days=7)
# What two lists bear alike says nothing of either: marks that stand for a server, and never change.
_MARKS_OF_NOTHING = """
WITH marks AS (SELECT coalesce(etag, modified) AS mark FROM pages WHERE hub = 1 GROUP BY 1 HAVING count(*) > 1)
UPDATE pages SET etag = NULL, modified = NULL WHERE status = 'pending' AND coalesce(etag, modified) IN (SELECT mark FROM marks)
"""
_IN_WINDOW = "(date IS NULL OR substr(date, 1, 10) BETWEEN coalesce(?, '') AND coalesce(?, '9999'))"


def looks_deeper(start: Start, last: str | None) -> bool:
    """Tell whether this run reads of each list what the first crawl did, though its first page shows nothing new.

    `last`: when a run has done so. What is dated back, or comes in by the order of the last reply, stands there.
    """
    return start.mode is Mode.BACKFILL or last is None or last <= iso(start.now - _DEEPER + EARLY)


def arm(connection: sqlite3.Connection, start: Start, now: float, *, looks_deeper: bool = False) -> None:
    """Queue what this run looks at again. History that a backfill left pending is not a daily crawl's.

    `now`: seconds since the epoch. What is put off for longer than a day was put off by a clock that has jumped.
    """
    run = connection.execute
    run("UPDATE pages SET status = 'pending' WHERE status = 'aside'")
    run("UPDATE pages SET hops = min(hops, 1), tries = 0 WHERE status = 'pending' AND (hops > 1 OR tries > 0)")
    run("UPDATE pages SET not_before = 0 WHERE status = 'pending' AND not_before > ?", (now + FORGOTTEN,))
    if start.mode is Mode.BACKFILL:
        # What was not kept is not asked for conditionally.
        history = "UPDATE pages SET status = 'pending', etag = NULL, modified = NULL WHERE status = "
        run(history + "'deferred'")
        run(history + "'left'")
        run(f"{history}'outside' AND {_IN_WINDOW}", start.window)
    else:
        run("UPDATE pages SET status = 'deferred' WHERE status = 'pending' AND mode = 'backfill'")
    run("UPDATE pages SET status = 'pending', not_before = 0 WHERE status = 'failed' AND tries < ?", (TRIES_EVER,))
    # A backfill that goes on where one was broken off has read its lists; only the start pages may show more.
    unread = "walked <= coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'backfilled'), 0)"
    some = f" AND ({unread} OR via = 'seed')" if start.mode is Mode.BACKFILL else ""
    run(f"UPDATE pages SET status = 'pending', mode = ? WHERE hub = 1{some}", (start.mode,))
    if start.mode is Mode.BACKFILL:
        # A list that has not changed still leads to its further pages, and only its text says where they are.
        run("UPDATE pages SET etag = NULL, modified = NULL WHERE hub = 1")
    else:
        long_ago = (iso(start.now - _UNASKED),)
        run("UPDATE pages SET etag = NULL, modified = NULL WHERE hub = 1 AND fetched <= ?", long_ago)
    if looks_deeper:
        run("UPDATE pages SET etag = NULL, modified = NULL WHERE hub = 1")
    again = "UPDATE pages SET status = 'pending', mode = ? WHERE "
    run(again + "check_at <= ?", (start.mode, iso(start.now + EARLY)))
    if start.recheck_days is not None:
        run(again + "article_seen >= ?", (start.mode, iso(start.now - timedelta(days=start.recheck_days))))
    run(_MARKS_OF_NOTHING)


def keep_to(
    connection: sqlite3.Connection, sites: Mapping[str, Container[str]], known: Mapping[str, Iterable[str]]
) -> None:
    """Set aside what is pending of the collection's other sites; go on with a site that has got another name.

    `sites`: those of this run, name -> hosts; `known`: those that the collection has seen, likewise.
    """
    for name, hosts in known.items():
        new = next((site for site, own in sites.items() if any(host in own for host in hosts)), None)
        if name not in sites and new is not None:
            connection.execute("UPDATE pages SET site = ? WHERE site = ?", (new, name))
            connection.execute("DELETE FROM meta WHERE name = ?", (f"rules {name}",))
        elif name not in sites:
            query = "UPDATE pages SET status = 'aside' WHERE status = 'pending' AND site = ?"
            connection.execute(query, (name,))


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
