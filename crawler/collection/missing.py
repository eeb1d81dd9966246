"""What the archive is missing, and why: neighbours in the chain never reached, entries of lists never fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

# What is told of by examples; the rest is counted.
EXAMPLES = 3
# Statuses of pages that are known and not there. An index of their own serves each (state.sql).
_STATUSES = ("pending", "deferred", "failed", "rejected", "gone", "outside")
_WHAT = """CASE WHEN role = 'pagination' THEN 'list pages' WHEN role = 'part' THEN 'pages of articles'
    WHEN via IN ('previous', 'next') THEN 'chain neighbours' ELSE 'list entries' END"""
_COUNTS = f"""
SELECT {_WHAT} AS what, coalesce(reason, '') AS why, count(*), min(seq) FROM pages WHERE status = '%s'
AND role IN ('article', 'previous', 'next', 'part', 'pagination') AND article_seen IS NULL GROUP BY what, why
"""
_EXAMPLES = f"""
SELECT url FROM pages WHERE status = '%s' AND seq >= ? AND {_WHAT} = ? AND coalesce(reason, '') = ?
AND role IN ('article', 'previous', 'next', 'part', 'pagination') AND article_seen IS NULL ORDER BY seq LIMIT {EXAMPLES}
"""
_WHY = {"pending": "the run ended before", "deferred": "left to a backfill"}


@dataclass(frozen=True, slots=True)
class Missing:
    """`count` pages of one sort that are missing for one reason."""

    what: str
    why: str
    count: int
    examples: tuple[str, ...]


def missing(connection: sqlite3.Connection) -> tuple[Missing, ...]:
    """Give what is missing, the most frequent first."""
    found = (each for status in _STATUSES for each in _of_status(connection, status))
    return tuple(sorted(found, key=lambda each: -each.count))


def _of_status(connection: sqlite3.Connection, status: str) -> Iterator[Missing]:
    for what, reason, count, first in connection.execute(_COUNTS % status).fetchall():
        urls = tuple(url for (url,) in connection.execute(_EXAMPLES % status, (first, what, reason)))
        words = [each for each in (_WHY.get(status), reason) if each]
        yield Missing(what, ": ".join(words), count, urls)


def failures(connection: sqlite3.Connection, count: int) -> list[tuple[str, str]]:
    """Give (URL, reason) of pages that could not be fetched, at most `count`."""
    query = "SELECT url, coalesce(reason, '') FROM pages WHERE status = 'failed' ORDER BY seq LIMIT ?"
    return list(connection.execute(query, (count,)))
