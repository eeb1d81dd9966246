"""What `extract` reads, and what the states of collections know of it."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.names import file_name
from archive.reader import StoredResponse
from archive.salvage import warc_files
from crawler.collection.database import read_only, scratch, sound
from crawler.collection.known_articles import KnownArticles
from pipelines.page.address import urls
from pipelines.rules import Layout, Rules
from spiders.frontier import OUTSIDE
from spiders.gathering import WAITS

log = logging.getLogger(__name__)

_NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Known:
    """What one collection knows: the rules that it was crawled by, its pages, and the records of its articles.

    `path`: its state. What is asked raises StorageError where that turns out damaged.
    """

    path: Path
    rules: tuple[Rules, ...]
    state: sqlite3.Connection | None
    articles: KnownArticles
    files: frozenset[str]

    def missing(self) -> list[str]:
        """Give the files of articles that are no longer there."""
        with sound(self.path):
            return sorted(self.articles.files() - self.files)

    def reason(self, key: str) -> str | None:
        """Give why the crawl left a page aside."""
        if self.state is None:
            return None
        with sound(self.path):
            row = self.state.execute("SELECT reason FROM pages WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def waits(self, key: str) -> bool:
        """Tell whether the crawl kept a page back for others of its article, which failed or which no run has reached."""
        if self.state is None:
            return False
        query = "SELECT reason = ? OR (status = 'pending' AND article_seen IS NULL) FROM pages WHERE key = ?"
        with sound(self.path):
            row = self.state.execute(query, (WAITS, key)).fetchone()
        return row is not None and bool(row[0])

    def records(self, key: str) -> frozenset[str] | None:
        """Give the ids of the records that articles on a page were read from; None where any may be of use."""
        with sound(self.path):
            return self.articles.records(key, self.files)


@dataclass(frozen=True, slots=True)
class Source:
    """Files and collections. `unread`: states that cannot be read, so that nothing is known of what they hold.

    `missing`: WARC files that articles were read from, and that are gone.
    """

    paths: tuple[Path, ...]
    known: tuple[Known, ...] = ()
    unread: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()

    def rules_for(self, url: str) -> Rules:
        rules = (rules for each in self.known for rules in each.rules)
        return next((each for each in rules if urls.same_site(url, each.hosts)), _NO_RULES)

    def is_named(self, stored: StoredResponse) -> bool | None:
        """Tell whether articles were read from this record; None where no article is known on its page."""
        key = urls.key(stored.url)
        named = [records for each in self.known if (records := each.records(key)) is not None]
        record = (stored.dom or stored).ref.record_id
        return any(record in records for records in named) if named else None

    def is_outside(self, url: str) -> bool:
        """Tell whether the crawl left the page aside, as of other days than those asked for."""
        key = urls.key(url)
        return any(each.reason(key) == OUTSIDE for each in self.known)

    def waits(self, url: str) -> bool:
        """Tell whether another page of the article on this page was still to come."""
        key = urls.key(url)
        return any(each.waits(key) for each in self.known)


@contextmanager
def opened(paths: Iterable[Path]) -> Iterator[Source]:
    """Take what the states of collections among `paths` know, as long as it is asked for."""
    paths = tuple(paths)
    unread = []
    with ExitStack() as held:
        known = []
        for path in filter(Path.is_dir, paths):
            state = path / "state.sqlite"
            try:
                known.append(_known(path, state, held, is_there=_is_state(state)))
            except (sqlite3.Error, OSError, ValueError, KeyError, TypeError) as error:
                log.warning("%s: %s; articles are read without what it knows of their sites", state, error)
                unread.append(state)
                known.append(_known(path, state, held, is_there=False))
        missing = tuple(name for each in known for name in each.missing())
        for name in missing:
            log.warning("%s is gone: the articles in it cannot be read again", name)
        yield Source(paths, tuple(known), tuple(unread), missing)


def _known(folder: Path, state: Path, held: ExitStack, *, is_there: bool) -> Known:
    there = frozenset(map(file_name, warc_files(folder)))
    if not is_there:
        return Known(state, (), None, _named_by_lines(folder, held), there)
    connection = held.enter_context(read_only(state))
    rows = connection.execute("SELECT value FROM meta WHERE name LIKE 'rules %'").fetchall()
    rules = tuple(_rules(json.loads(value)) for (value,) in rows)
    connection.execute("SELECT key, reason FROM pages LIMIT 1")  # here it can still be left aside
    named = connection.execute("SELECT 1 FROM meta WHERE name = 'named'").fetchone()
    articles = KnownArticles(connection) if named else _named_by_lines(folder, held)
    return Known(state, rules, connection, articles, there)


def _named_by_lines(folder: Path, held: ExitStack) -> KnownArticles:
    """Read every line, where the state is lost or of an earlier version."""
    articles = KnownArticles(held.enter_context(scratch()))
    articles.name_all(folder)
    return articles


def _is_state(path: Path) -> bool:
    """Tell a state from one that never came to be."""
    return path.is_file() and path.stat().st_size > 0


def _rules(table: Mapping[str, Any]) -> Rules:
    layouts = tuple(
        Layout(**{**each, **{key: tuple(each.get(key, ())) for key in ("remove", "remove_lines")}})
        for each in table["layouts"]
    )
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.items()
    }
    return Rules(**{**plain, "layouts": layouts})
