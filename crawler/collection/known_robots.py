"""What is known of robots.txt from before, by host: kept in the state, in the caller's transaction."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from crawler.collection.arming import iso
from crawler.collection.meta import Meta

FORBIDDEN = "Forbidden by robots.txt"  # Scrapy's words


class KnownRobots:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._meta = Meta(connection)

    def get(self, host: str) -> bytes | None:
        """Give the robots.txt that `host` sent last, None where it never did."""
        kept = self._meta.get(f"robots {host}")
        return None if kept is None else kept.encode("latin-1")

    def ask_as(self, who: str) -> None:
        """Note who asks. To somebody else, or in another manner, what was forbidden may be allowed."""
        if self._meta.get("robots asked by") != who:
            self._meta.set("robots asked by", who)
            self._ask_again("")

    def keep(self, host: str, body: bytes) -> None:
        """Keep what `host` sent. New rules may allow what those before them forbade."""
        if self.get(host) != body:
            self._meta.set(f"robots {host}", body.decode("latin-1"))
            self._ask_again(" AND host = ?", host)
        self._meta.drop(f"robots trouble {host}")

    def days_of_trouble(self, host: str) -> int:
        """Note that the robots.txt of `host` cannot be had; give for how many days it has been so."""
        now = datetime.now(UTC)
        since = self._meta.get(f"robots trouble {host}")
        if since is None:
            self._meta.set(f"robots trouble {host}", iso(now))
            return 0
        return (now - datetime.fromisoformat(since)).days

    def _ask_again(self, where: str, *values: str) -> None:
        query = "UPDATE pages SET status = 'pending', tries = 0 WHERE status = 'rejected' AND reason = ?"
        self._db.execute(query + where, (FORBIDDEN, *values))
