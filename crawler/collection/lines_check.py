"""The lines of a collection's articles against its state, which knows what they said when they were written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.durable import PART
from archive.fault import Fault, FaultKind
from crawler.collection.articles import articles_in
from crawler.collection.database import read_only
from pipelines.identity import text_digest

_NEWEST = "SELECT version, digest FROM articles WHERE article_id = ?"
_WRITTEN = "SELECT article_id, version, min(key) FROM named GROUP BY article_id, version"


def lines_faults(folder: Path) -> Iterator[Fault]:
    """Verify that no line is gone, and that the newest version of each article has the headline and text it was written with.

    A state that is not there, or cannot be read, tells nothing; of older versions it knows that they were written.
    """
    state = folder / "state.sqlite"
    if not state.is_file():
        return
    try:
        with read_only(state) as connection:
            # A run may go on meanwhile: its lines are on disk before the state knows them.
            connection.execute("BEGIN")
            yield from _compared(folder, connection)
    except sqlite3.Error as error:
        words = f"{error}; the articles' lines were not compared with it"
        yield Fault(state.name, 0, FaultKind.ARTICLE, words, note=True)


def _compared(folder: Path, connection: sqlite3.Connection) -> Iterator[Fault]:
    there: set[int] = set()
    written = connection.execute(_WRITTEN)
    for path in _files(folder):
        for offset, article in articles_in(path):
            there.add(_name(article["articleId"], article["version"]))
            if _differs(article, connection):
                words = "headline or text is not what was written"
                yield Fault(path.name, offset, FaultKind.ARTICLE, words, article["url"])
    for article_id, version, key in written:
        if _name(article_id, version) not in there:
            words = f"no line has version {version} of article {article_id}, which was written"
            yield Fault("articles", 0, FaultKind.ARTICLE, words, key)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted((folder / "articles").glob("*.jsonl*")):
        ended = path.with_name(path.name.removesuffix(PART))  # what it is called where its run has just ended
        yield from [each for each in (path, ended) if each.exists()][:1]


def _differs(article: dict[str, Any], connection: sqlite3.Connection) -> bool:
    newest = connection.execute(_NEWEST, (article["articleId"],)).fetchone()
    if newest is None or newest[0] != article["version"]:
        return False
    headline, body = article.get("headline"), article.get("articleBody")
    is_text = all(isinstance(each, str | None) for each in (headline, body))
    return not is_text or newest[1] != text_digest(headline, body)


def _name(article_id: str, version: int) -> int:
    return hash((article_id, version))
