"""A state built anew where it was lost: from the articles' lines and the archive, so that nothing is written twice.

What the lines tell is known again: each article with its newest version, the page it stood on, when it was first
seen, and its neighbours in the chain. What was found and never fetched is found again by the next backfill.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipelines.identity import text_digest
from pipelines.page.address import urls
from pipelines.page.model import Role
from spiders.frontier import Lead, Via
from spiders.order import priority

log = logging.getLogger(__name__)

SQLITE_HEADER = 100  # bytes

_PAGE = """
INSERT INTO pages (url, role, site, via, referrer, depth, number, hops, key, host, mode, status, priority, found,
    fetched, kind, article_seen, check_at)
VALUES (?, ?, ?, ?, ?, 0, 1, 0, ?, ?, 'crawl', ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET status = excluded.status, kind = excluded.kind, fetched = excluded.fetched,
    article_seen = excluded.article_seen, check_at = excluded.check_at
WHERE excluded.status = 'read' AND pages.article_seen IS NULL
"""
_ARTICLE = """
INSERT INTO articles VALUES (?, ?, ?, ?, ?)
ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, digest = excluded.digest, run = excluded.run
WHERE excluded.version >= articles.version
"""
_NEIGHBOURS = (("previousArticle", Role.PREVIOUS, Via.PREVIOUS), ("nextArticle", Role.NEXT, Via.NEXT))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a lost state was built from."""

    articles: int
    files: int


def is_lost(state: Path) -> bool:
    """Tell, before the state is opened, whether it is gone or never came to be while the collection has something."""
    if not (any(state.parent.glob("articles/*")) or any(state.parent.glob("archive/*"))):
        return False
    # SQLite takes a file that is shorter than its header for an empty database.
    if not state.exists() or (state.is_file() and state.stat().st_size < SQLITE_HEADER):
        return True
    with contextlib.closing(sqlite3.connect(f"{state.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        try:
            connection.execute("SELECT 1 FROM pages LIMIT 1")
        except sqlite3.DatabaseError as error:
            return "no such table" in str(error)  # what else is wrong is told when the state is opened
    return False


def was_lost(connection: sqlite3.Connection) -> bool:
    """Tell whether the state has still to be built anew, whatever kills came between."""
    return connection.execute("SELECT 1 FROM meta WHERE name = 'lost'").fetchone() is not None


def rebuild(connection: sqlite3.Connection, folder: Path) -> int:
    """Fill an empty state, in the caller's transaction, from mended files of articles; gives the number of lines."""
    log.warning("%s: no state; building it anew from the articles and the archive", folder)
    articles = 0
    for path in _article_files(folder):
        with path.open(encoding="utf-8", errors="replace") as lines:
            articles += sum(_remember(connection, line, path.stem) for line in lines)
    connection.execute("DELETE FROM meta WHERE name = 'lost'")
    return articles


def _article_files(folder: Path) -> Iterator[Path]:
    return iter(sorted((folder / "articles").glob("*.jsonl")))


def _remember(connection: sqlite3.Connection, line: str, run: str) -> bool:
    """Take note of one article; False for a line that is none."""
    try:
        article = json.loads(line)
        url, identity, version = article["url"], article["articleId"], int(article["version"])
        if not all(isinstance(each, str) for each in (url, identity, *_addresses(article))):
            return False
        rows = [_page(_lead(article, page), article) for page in (url, *article.get("pages", ()))]
        rows += [
            _page(Lead(article[name]["url"], role, _site(article), via, url), None)
            for name, role, via in _NEIGHBOURS
            if name in article
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    digest = text_digest(article.get("headline"), article.get("articleBody"))
    connection.execute(_ARTICLE, (identity, urls.key(url), version, digest, run))
    connection.executemany(_PAGE, rows)
    return True


def _addresses(article: dict[str, Any]) -> Iterator[Any]:
    """Give what must be text beside URL and id, or absent."""
    yield from article.get("pages", ())
    yield from (article[name]["url"] for name, _, _ in _NEIGHBOURS if name in article)
    crawl = article.get("crawl", {})
    yield from (crawl[name] for name in ("fetchedAt", "profile", "referrer", "via") if name in crawl)
    yield from (article[name] for name in ("headline", "articleBody") if name in article)


def _lead(article: dict[str, Any], url: str) -> Lead:
    crawl = article.get("crawl", {})
    via = Via(crawl["via"]) if crawl.get("via") in set(Via) else Via.LINK
    return Lead(
        url, Role.ARTICLE if url == article["url"] else Role.PART, _site(article), via, crawl.get("referrer")
    )


def _site(article: dict[str, Any]) -> str:
    return str(article.get("crawl", {}).get("profile") or urlsplit(article["url"]).hostname)


def _page(lead: Lead, article: dict[str, Any] | None) -> tuple[object, ...]:
    """Give the row of a page: read where it is an article's, else left to a backfill."""
    seen = article["crawl"].get("fetchedAt", "")[:19] + "Z" if article and article.get("crawl") else None
    first = seen if lead.role is Role.ARTICLE else None
    status, kind = ("read", "article") if article else ("deferred", None)
    return (lead.url, lead.role, lead.site, lead.via, lead.referrer, lead.key, urlsplit(lead.url).netloc, status,
            priority(lead), seen or "", seen, kind, first, None)  # fmt: skip
