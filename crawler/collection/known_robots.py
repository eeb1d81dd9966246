"""What is known of robots.txt from before, by host: kept in the state, in the caller's transaction."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from crawler.collection.arming import iso

FORBIDDEN = "Forbidden by robots.txt"  # Scrapy's words


class KnownRobots:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, host: str) -> bytes | None:
        """Give the robots.txt that `host` sent last, None where it never did."""
        kept = self._value(f"robots {host}")
        return None if kept is None else kept.encode("latin-1")

    def ask_as(self, who: str) -> None:
        """Note who asks. To somebody else, or in another manner, what was forbidden may be allowed."""
        if self._value("robots asked by") != who:
            self._set("robots asked by", who)
            self._ask_again("")

    def keep(self, host: str, body: bytes) -> None:
        """Keep what `host` sent. New rules may allow what those before them forbade."""
        if self.get(host) != body:
            self._set(f"robots {host}", body.decode("latin-1"))
            self._ask_again(" AND host = ?", host)
        self._db.execute("DELETE FROM meta WHERE name = ?", (f"robots trouble {host}",))

    def days_of_trouble(self, host: str) -> int:
        """Note that the robots.txt of `host` cannot be had; give for how many days it has been so."""
        now = datetime.now(UTC)
        since = self._value(f"robots trouble {host}")
        if since is None:
            self._set(f"robots trouble {host}", iso(now))
            return 0
        return (now - datetime.fromisoformat(since)).days

    def _ask_again(self, where: str, *values: str) -> None:
        query = "UPDATE pages SET status = 'pending', tries = 0 WHERE status = 'rejected' AND reason = ?"
        self._db.execute(query + where, (FORBIDDEN, *values))

    def _value(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
