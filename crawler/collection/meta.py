"""Single values that the state keeps by name, from run to run."""

from __future__ import annotations

import sqlite3


class Meta:
    """The table `meta` of the state. Everything happens in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def drop(self, name: str) -> None:
        self._db.execute("DELETE FROM meta WHERE name = ?", (name,))
