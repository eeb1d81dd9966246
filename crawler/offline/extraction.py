"""Articles read again out of an archive: the same reading as in a crawl, without the network."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.content import LARGEST, decode_content
from archive.dom import LOADED_BY
from archive.exchange import Truncation
from archive.http import Message
from archive.reader import Archive, StoredResponse
from archive.salvage import Damage
from crawler.collection.database import scratch
from crawler.collection.known_articles import KnownArticles
from crawler.garbage import relax
from crawler.offline.parallel import in_order
from crawler.offline.source import Source, opened
from pipelines.article import ArchiveRef, Article
from pipelines.identity import next_version, twin_digest
from pipelines.page.address import urls
from pipelines.page.model import Navigation
from pipelines.parts import Parts
from pipelines.read import Fetched, Page, read_page
from pipelines.rules import Rules
from pipelines.sniff import is_ended
from spiders.answers.answers import REDIRECTS, is_no_page

log = logging.getLogger(__name__)

# Pages handed to another process at a time: enough that the hand-over costs nothing beside the reading.
CHUNK = 32


def extract(source: Source, jobs: int, damaged: list[Damage]) -> Iterator[Article]:
    """Give the articles in the order of the archive, with versions. Damage is logged, noted, and read around."""
    relax()
    with scratch() as connection:
        before = KnownArticles(connection)
        for page, ref in _whole_pages(_pages(source, jobs, damaged), source):
            article = page.article
            if article is None or source.is_outside(page.url):
                continue
            known = next_version(article, before.version(article.article_id, twin_digest(article)))
            if known is not None:
                before.remember(article.article_id, known, "")
                yield replace(article, version=known.version, archive=ref)


def kept_pages(path: Path, url: str) -> Iterator[Fetched]:
    """Give the pages under `path` (a collection, a folder, a file) that are of the site of `url`, as they were read."""
    site = urls.site_of(url)
    with opened((path,)) as source:
        for stored, _ in _responses(source, []):
            if urls.same_site(stored.url, site) and (fetched := _page_of(stored)):
                yield fetched


Located = tuple[Page, ArchiveRef]


def _whole_pages(pages: Iterable[Located], source: Source) -> Iterator[Located]:
    """Put multi-page articles together as the crawl did."""
    parts = Parts()
    places: dict[str, ArchiveRef] = {}
    given: set[str] = set()
    for page, ref in pages:
        if len(page.navigation.parts) < 2 or page.article is None:
            if page.article is not None:
                parts.note(page)
            yield page, ref
            continue
        places[page.url] = ref
        whole = parts.offer(page)
        if whole is not None:
            given.add(urls.key(whole.url))
            yield whole, places[whole.url]
    for page in parts.rest():
        # After a kill pages were fetched again: one left over from an article that was whole is no news of it.
        if urls.key(page.url) not in given and not source.waits(page.url):
            yield page, places[page.url]


def _pages(source: Source, jobs: int, damaged: list[Damage]) -> Iterator[Located]:
    tasks = ((*each, source.rules_for(each[0].url)) for each in _responses(source, damaged))
    yield from (found for found in in_order(_read_all, tasks, jobs, CHUNK) if found is not None)


def _responses(source: Source, damaged: list[Damage]) -> Iterator[tuple[StoredResponse, bool]]:
    """Give what articles may be read from, and whether some were: of a page that they name, only that."""
    for found in Archive(source.paths).responses():
        if isinstance(found, Damage):
            log.warning("%s: offset %d: %s", found.file, found.offset, found.reason)
            damaged.append(found)
        elif _may_be_a_page(found) and (named := source.is_named(found)) is not False:
            yield found, bool(named)


def _may_be_a_page(stored: StoredResponse) -> bool:
    if LOADED_BY in stored.notes or stored.url.endswith("/robots.txt"):
        return False
    return stored.dom is not None or not stored.not_modified


def _is_cut(stored: StoredResponse) -> bool:
    """Tell what a crawl of ours took for cut. Others keep the first megabyte of a page, say, and mean to."""
    return stored.truncated not in (None, Truncation.LENGTH) or (
        bool(stored.truncated) and "error" in stored.notes
    )


def _read_all(tasks: list[tuple[StoredResponse, bool, Rules]]) -> list[Located | None]:
    return [_read(task) for task in tasks]


def _read(task: tuple[StoredResponse, bool, Rules]) -> Located | None:
    stored, named, rules = task
    fetched = _page_of(stored)
    if fetched is None:
        return None
    if fetched.cut and not named:  # a crawl reads it only where the page never comes whole
        return None
    page = read_page(fetched, rules)
    if not isinstance(page, Page) or page.article is None:
        return None
    ref = stored.dom.ref if stored.dom else stored.ref
    place = ArchiveRef(ref.file, ref.offset, ref.record_id, ref.payload_digest, ref.date)
    # Nobody asks for links and evidence here: they need not cross between processes.
    navigation = Navigation(parts=page.navigation.parts, part=page.navigation.part)
    return replace(page, navigation=navigation, evidence=()), place


def _is_answer(message: Message) -> bool:
    """Tell whether a page came: also as a redirect that says of no place where it leads."""
    if message.status in REDIRECTS:
        return not any(value for key, value in message.headers if key.lower() == b"location")
    return 200 <= message.status < 300 and not is_no_page(message.status, message.get(b"content-range"))


def _page_of(stored: StoredResponse) -> Fetched | None:
    """Give what was fetched, None where no page came."""
    message = stored.message()
    return _fetched(stored, message) if _is_answer(message) and (stored.resolved or stored.dom) else None


def _fetched(stored: StoredResponse, message: Message) -> Fetched:
    """Give what the crawl read: the page as a browser drew it, or as it came."""
    if stored.dom:
        return Fetched(stored.url, stored.dom.markup, stored.dom.content_type)
    content_type = message.last(b"content-type")
    body, whole = decode_content(message.body, message.headers, LARGEST)
    cut = (_is_cut(stored) or not whole) and not is_ended(body)
    return Fetched(stored.url, body, content_type.decode("latin-1") if content_type else None, cut)
