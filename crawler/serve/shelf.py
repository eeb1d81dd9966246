"""The articles of a collection, indexed for browsing and search.

The index is a temporary database of this process: the collection is only read. Lines of articles never change, and
files are only added, so that new runs are taken in as they come.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.collection.articles import articles_in
from crawler.serve.words import fold, match_expression, terms, words
from pipelines.article import Json
from pipelines.page.address.urls import host_of

PAGE = 30
SCHEMA = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, article TEXT NOT NULL, version INTEGER NOT NULL, latest INTEGER NOT NULL,
    headline TEXT NOT NULL, day TEXT NOT NULL, host TEXT NOT NULL, source TEXT NOT NULL, edits INTEGER NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL
);
CREATE INDEX by_article ON articles (article, version);
CREATE INDEX by_day ON articles (latest, day DESC);
CREATE VIRTUAL TABLE words USING fts5(headline, body, content='', tokenize='unicode61');
"""
_FROM = "FROM articles WHERE latest"
_MATCHING = "FROM words JOIN articles ON articles.id = words.rowid WHERE words MATCH :match AND latest"
_HEADLINE_WEIGHS = 8.0  # a word in the headline against one in the body
_AROUND = 60  # characters of the body shown on each side of what was found


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for. Days are ISO, inclusive; empty is any."""

    text: str = ""
    host: str = ""
    since: str = ""
    until: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in a list. `snippet` is in three parts: before what was found, that, and behind it."""

    article: str
    version: int
    headline: str
    day: str
    host: str
    source: str
    edits: int
    snippet: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the articles found. `years` and `hosts` count all that were found, not this page alone."""

    entries: tuple[Entry, ...]
    total: int
    years: tuple[tuple[str, int], ...]
    hosts: tuple[tuple[str, int], ...]


class Shelf:
    """The articles of the collection in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "articles"
        self._seen: set[str] = set()
        self._database = sqlite3.connect("")  # a temporary file that SQLite removes
        self._database.executescript(SCHEMA)

    def refresh(self) -> int:
        """Take in the files of runs that have ended since the last time; gives the number of lines read."""
        count = 0
        for path in sorted(self._folder.glob("*.jsonl")):
            if path.name not in self._seen:
                self._seen.add(path.name)
                for offset, article in articles_in(path):
                    self._add(path.name, offset, article)
                    count += 1
        self._database.commit()
        return count

    def find(self, query: Query) -> Listing:
        """Find articles, the likeliest first where words are looked for, else the newest."""
        rows, values = self._selection(query)
        order = "day DESC, id DESC"
        if values["match"]:
            order = f"bm25(words, {_HEADLINE_WEIGHS}, 1.0), {order}"
        found = self._all(f"SELECT articles.* {rows} ORDER BY {order} LIMIT :size OFFSET :start", values)
        (total,) = self._all(f"SELECT count(*) {rows}", values)[0]
        return Listing(
            tuple(self._entry(row, query) for row in found),
            total,
            tuple(
                self._all(f"SELECT substr(day, 1, 4) AS year, count(*) {rows} GROUP BY year ORDER BY year", values)
            ),
            tuple(self._all(f"SELECT host, count(*) {rows} GROUP BY host ORDER BY 2 DESC LIMIT 12", values)),
        )

    def versions(self, article: str) -> tuple[dict[str, Any], ...]:
        """Give every version of an article as it was written, the first one first; none where it is unknown."""
        found = self._all("SELECT file, offset FROM articles WHERE article = ? ORDER BY version", (article,))
        return tuple(self._read(file, offset) for file, offset in found)

    def _selection(self, query: Query) -> tuple[str, dict[str, Any]]:
        match = match_expression(query.text)
        values = {
            "match": match,
            "host": query.host,
            "since": query.since,
            "until": query.until + "\uffff",
            "size": PAGE,
            "start": PAGE * (query.page - 1),
        }
        rows = _MATCHING if match else _FROM
        if query.host:
            rows += " AND host = :host"
        if query.since:
            rows += " AND day >= :since"
        if query.until:
            rows += " AND day <= :until"
        return rows, values

    def _add(self, file: str, offset: int, article: Json) -> None:
        identity, version = article["articleId"], article["version"]
        self._database.execute("UPDATE articles SET latest = 0 WHERE article = ?", (identity,))
        headline = article.get("headline", "")
        source = article.get("sourceOrganization", {}).get("name", "")
        day, host = article.get("datePublished", "")[:10], host_of(article["url"])
        edits = len(article.get("text", {}).get("edits", ()))
        row = (identity, version, headline, day, host, source, edits, file, offset)
        cursor = self._database.execute("INSERT INTO articles VALUES (NULL, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)", row)
        indexed = (cursor.lastrowid, words(headline), words(article.get("articleBody", "")))
        self._database.execute("INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", indexed)

    def _entry(self, row: tuple[Any, ...], query: Query) -> Entry:
        _, article, version, _, headline, day, host, source, edits, file, offset = row
        body = self._read(file, offset).get("articleBody", "")
        return Entry(article, version, headline, day, host, source, edits, snippet(body, query.text))

    def _read(self, file: str, offset: int) -> dict[str, Any]:
        with (self._folder / file).open("rb") as lines:
            lines.seek(offset)
            article: dict[str, Any] = json.loads(lines.readline())
            return article

    def _all(self, statement: str, values: object) -> list[Any]:
        return self._database.execute(statement, values).fetchall()  # type: ignore[arg-type]


def snippet(body: str, query: str) -> tuple[str, str, str]:
    """Cut out of `body` the surroundings of the first term found, or its beginning."""
    folded = fold(body)
    for term in terms(query):
        place = folded.find(term)
        if place >= 0:
            end = place + len(term)
            return body[max(0, place - _AROUND) : place], body[place:end], body[end : end + _AROUND]
    return body[: 2 * _AROUND], "", ""
