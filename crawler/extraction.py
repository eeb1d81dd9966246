"""Articles read again out of an archive: the same reading as in a crawl, without the network."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archive.content import LARGEST, decode_content
from archive.dom import LOADED_BY
from archive.exchange import Truncation
from archive.http import Message
from archive.reader import Archive, StoredResponse
from archive.salvage import Damage
from crawler.garbage import relax
from crawler.named import records_named
from crawler.parallel import in_order
from pipelines.article import ArchiveRef, Article
from pipelines.identity import KnownArticle, next_version, twin_digest
from pipelines.page.address import urls
from pipelines.page.model import Navigation
from pipelines.parts import Parts
from pipelines.read import Fetched, Page, read_page
from pipelines.rules import Layout, Rules
from spiders.answers import NO_PAGE
from spiders.frontier import OUTSIDE
from spiders.gathering import WAITS

log = logging.getLogger(__name__)

# Pages handed to another process at a time: enough that the hand-over costs nothing beside the reading.
CHUNK = 32


@dataclass(frozen=True, slots=True)
class Source:
    """What is read: files, the rules that their collections were crawled by, and by key pages left aside then.

    `waiting`: pages of articles of which another page is still to come. `named`: by key, the records that articles
    were read from. What a killed run had fetched and not committed is on record too, and was fetched again.
    `unread`: states that cannot be read, so that nothing is known of what they hold.
    """

    paths: tuple[Path, ...]
    rules: tuple[Rules, ...] = ()
    left_aside: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: tuple[Path, ...] = ()

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Source:
        """Take what the states of collections among `paths` know."""
        paths = tuple(paths)
        states = {state: _known(state) for path in paths if _is_state(state := path / "state.sqlite")}
        known = [each for each in states.values() if each is not None]
        rules = tuple(rule for each, _, _ in known for rule in each)
        aside = frozenset(key for _, keys, _ in known for key in keys)
        waiting = frozenset(key for _, _, keys in known for key in keys)
        unread = tuple(state for state, each in states.items() if each is None)
        return cls(paths, rules, aside, waiting, records_named(paths), unread)

    def rules_for(self, url: str) -> Rules:
        return next((rules for rules in self.rules if urls.same_site(url, rules.hosts)), _NO_RULES)

    def counts(self, stored: StoredResponse) -> bool:
        """Tell whether an article may be read from this record."""
        named = self.named.get(urls.key(stored.url))
        return named is None or (stored.dom or stored).ref.record_id in named


_NO_RULES = Rules()


def extract(source: Source, jobs: int, damaged: list[Damage]) -> Iterator[Article]:
    """Give the articles in the order of the archive, with versions. Damage is logged, noted, and read around."""
    relax()
    versions: dict[str, KnownArticle] = {}
    twins: dict[str | None, KnownArticle] = {}
    for page, ref in _whole_pages(_pages(source, jobs, damaged), source.waiting):
        article = page.article
        if article is None or urls.key(page.url) in source.left_aside:
            continue
        digest = twin_digest(article)
        known = next_version(article, versions.get(article.article_id) or twins.get(digest))
        if known is not None:
            versions[article.article_id] = known
            if digest is not None:
                twins[digest] = known
            yield replace(article, version=known.version, archive=ref)


Located = tuple[Page, ArchiveRef]


def _whole_pages(pages: Iterable[Located], waiting: frozenset[str]) -> Iterator[Located]:
    """Put multi-page articles together as the crawl did."""
    parts = Parts()
    places: dict[str, ArchiveRef] = {}
    given: set[str] = set()
    for page, ref in pages:
        if len(page.navigation.parts) < 2 or page.article is None:
            yield page, ref
            continue
        places[page.url] = ref
        whole = parts.offer(page)
        if whole is not None:
            given.add(urls.key(whole.url))
            yield whole, places[whole.url]
    for page in parts.rest():
        # After a kill pages were fetched again: one left over from an article that was whole is no news of it.
        if (key := urls.key(page.url)) not in given and key not in waiting:
            yield page, places[page.url]


def _pages(source: Source, jobs: int, damaged: list[Damage]) -> Iterator[Located]:
    tasks = ((each, source.rules_for(each.url)) for each in _responses(source, damaged))
    yield from (found for found in in_order(_read_all, tasks, jobs, CHUNK) if found is not None)


def _responses(source: Source, damaged: list[Damage]) -> Iterator[StoredResponse]:
    for found in Archive(source.paths).responses():
        if isinstance(found, Damage):
            log.warning("%s: offset %d: %s", found.file, found.offset, found.reason)
            damaged.append(found)
        elif _may_be_a_page(found) and source.counts(found):
            yield found


def _may_be_a_page(stored: StoredResponse) -> bool:
    if LOADED_BY in stored.notes or stored.url.endswith("/robots.txt"):
        return False
    return stored.dom is not None or not (stored.not_modified or _is_cut(stored))


def _is_cut(stored: StoredResponse) -> bool:
    """Tell what a crawl of ours took for cut. Others keep the first megabyte of a page, say, and mean to."""
    return stored.truncated not in (None, Truncation.LENGTH) or (
        bool(stored.truncated) and "error" in stored.notes
    )


def _read_all(tasks: list[tuple[StoredResponse, Rules]]) -> list[Located | None]:
    return [_read(task) for task in tasks]


def _read(task: tuple[StoredResponse, Rules]) -> Located | None:
    stored, rules = task
    message = stored.message()
    answered = 200 <= message.status < 300 and message.status not in NO_PAGE
    if not answered or not (stored.resolved or stored.dom):
        return None
    page = read_page(_fetched(stored, message), rules)
    if not isinstance(page, Page) or page.article is None:
        return None
    ref = stored.dom.ref if stored.dom else stored.ref
    place = ArchiveRef(ref.file, ref.offset, ref.record_id, ref.payload_digest, ref.date)
    # Nobody asks for links and evidence here: they need not cross between processes.
    navigation = Navigation(parts=page.navigation.parts, part=page.navigation.part)
    return replace(page, navigation=navigation, evidence=()), place


def _fetched(stored: StoredResponse, message: Message) -> Fetched:
    """Give what the crawl read: the page as a browser drew it, or as it came."""
    if stored.dom:
        return Fetched(stored.url, stored.dom.markup, stored.dom.content_type)
    content_type = message.last(b"content-type")
    body = decode_content(message.body, message.headers, LARGEST)
    return Fetched(stored.url, body, content_type.decode("latin-1") if content_type else None)


def _is_state(path: Path) -> bool:
    """Tell a state from one that never came to be."""
    return path.is_file() and path.stat().st_size > 0


Known = tuple[list[Rules], set[str], set[str]]


def _known(state: Path) -> Known | None:
    try:
        with closing(sqlite3.connect(f"{state.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return _asked(connection)
    except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
        log.warning("%s: %s; articles are read without what it knows of their sites", state, error)
        return None


def _asked(connection: sqlite3.Connection) -> Known:
    rows = connection.execute("SELECT value FROM meta WHERE name LIKE 'rules %'").fetchall()
    outside, waiting = (
        {key for (key,) in connection.execute("SELECT key FROM pages WHERE reason = ?", (reason,))}
        for reason in (OUTSIDE, WAITS)
    )
    return [_rules(json.loads(value)) for (value,) in rows], outside, waiting


def _rules(table: dict[str, Any]) -> Rules:
    layouts = tuple(Layout(**{**each, "remove": tuple(each["remove"])}) for each in table.pop("layouts"))
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.items()
    }
    return Rules(**plain, layouts=layouts)
