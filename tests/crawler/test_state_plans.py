"""No statement walks the table of pages: what a run costs must not grow with what is known."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.collection.database import connect
from crawler.collection.missing import failures, missing
from crawler.collection.state import Start, State
from pipelines.page.model import Kind, Role
from spiders.frontier import Lead, Mode, Result, Via, Visit


class Watched:
    """A connection that keeps the statements asked of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.asked: dict[str, int] = {}

    def execute(self, sql: str, parameters: tuple[object, ...] = ()) -> sqlite3.Cursor:
        self.asked[sql] = len(parameters)
        return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, rows: list[tuple[object, ...]]) -> sqlite3.Cursor:
        self.asked[sql] = len(rows[0])
        return self._connection.executemany(sql, rows)


def use_all(watched: Watched, mode: Mode) -> None:
    """Ask everything that a run asks."""
    state = State(watched, Start(mode, datetime.now(UTC), 3.0))  # type: ignore[arg-type]
    one, other = (Lead(f"http://example.com/{n}.html", Role.ARTICLE, "example.com", Via.LIST) for n in (1, 2))
    state.add([one, other])
    state.unknown([one])
    state.hosts()
    state.claim("example.com", 5)
    state.is_drained()
    state.knows_host("example.com")
    state.articles.version("x")
    state.settle(Visit(one, Result.READ, kind=Kind.ARTICLE))
    state.settle(Visit(one, Result.GONE, "HTTP 404"))
    state.settle(Visit(other, Result.FAILED, "HTTP 500", 500))
    state.settle(Visit(one, Result.REDIRECTED, leads=(other,)))
    for status in ("pending", "deferred", "failed"):
        state.count(status)
    missing(watched)  # type: ignore[arg-type]
    failures(watched, 5)  # type: ignore[arg-type]
    state.finish()


@pytest.mark.parametrize("mode", list(Mode))
def test_no_statement_walks_the_pages(tmp_path: Path, mode: Mode) -> None:
    connection = connect(tmp_path / "state.sqlite")
    watched = Watched(connection)
    use_all(watched, mode)
    assert len(watched.asked) > 15
    walks = [
        (sql, row[3])
        for sql, count in watched.asked.items()
        for row in connection.execute("EXPLAIN QUERY PLAN " + sql, (1,) * count)
        if row[3].startswith("SCAN pages") and "USING" not in row[3]
    ]
    assert walks == []
