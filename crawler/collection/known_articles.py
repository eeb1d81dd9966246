"""What is known of the articles of a collection: their newest versions, and the records that each was read from.

What a killed run had fetched and not committed is on record too, and was fetched again: `extract` reads only what an
article names.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crawler.collection.articles import articles_in
from pipelines.article import ArchiveRef
from pipelines.identity import KnownArticle
from pipelines.page.address import urls

_COLUMNS = "version, digest, key"
# All that is known of the articles that stand on a page.
_ROWS = """
SELECT article_id, version, key, file, record FROM named
WHERE article_id IN (SELECT article_id FROM named WHERE key = ?)
"""
_NAME = "INSERT OR REPLACE INTO named VALUES (?, ?, ?, ?, ?)"


class _Row(NamedTuple):
    article_id: str
    version: int
    key: str
    file: str
    record: str


class KnownArticles:
    """Two tables of the state. Everything happens in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def version(self, article_id: str, digest: str | None = None) -> KnownArticle | None:
        """Give what is known of an article, or of one that says the same as `digest` at another address."""
        query = f"SELECT {_COLUMNS} FROM articles WHERE "
        found = self._db.execute(query + "article_id = ?", (article_id,)).fetchone()
        if found is None and digest is not None:
            found = self._db.execute(query + "digest = ?", (digest,)).fetchone()
        return None if found is None else KnownArticle(*found)

    def remember(
        self, article_id: str, known: KnownArticle, run: str, records: Mapping[str, ArchiveRef] | None = None
    ) -> None:
        """Note a version. `records`: by the key of each of its pages, what it was read from."""
        row = (article_id, known.key, known.version, known.digest, run)
        self._db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)", row)
        rows = ((article_id, known.version, key, ref.file, ref.record_id) for key, ref in (records or {}).items())
        self._db.executemany(_NAME, rows)

    def records(self, key: str, there: Collection[str]) -> frozenset[str] | None:
        """Give the ids of the records that articles were read from on the page with this key.

        None where any record may be of use: no article is known there, or a version of it has gone, or its file,
        which is not among those that are `there`.
        """
        articles: dict[str, list[_Row]] = defaultdict(list)
        for row in map(_Row._make, self._db.execute(_ROWS, (key,))):
            articles[row.article_id].append(row)
        whole = [rows for rows in articles.values() if _is_whole(rows, there)]
        return frozenset(row.record for rows in whole for row in rows if row.key == key) if whole else None

    def files(self) -> frozenset[str]:
        """Give the WARC files that articles were read from."""
        return frozenset(name for (name,) in self._db.execute("SELECT DISTINCT file FROM named WHERE file <> ''"))

    def name_all(self, folder: Path) -> None:
        """Take what records the articles name from their lines, as of collections that an earlier version wrote."""
        self._db.executemany(_NAME, _named_in(folder))


def _is_whole(rows: list[_Row], there: Collection[str]) -> bool:
    versions = {row.version for row in rows}
    return versions == set(range(1, len(versions) + 1)) and all(row.file in there for row in rows)


def _named_in(folder: Path) -> Iterator[_Row]:
    for path in sorted((folder / "articles").glob("*.jsonl*")):
        for _, article in articles_in(path):
            yield _row(article)


def _row(article: Mapping[str, Any]) -> _Row:
    """Read a line, which a person may have edited; without file and record where it names none."""
    place = article.get("archive")
    place = place if isinstance(place, dict) else {}
    file, record = (str(place.get(name) or "") for name in ("file", "recordId"))
    return _Row(article["articleId"], article["version"], urls.key(article["url"]), file, record)
