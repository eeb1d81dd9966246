"""Pages of multi-page articles, held with their visits until the article is as whole as it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipelines.article import ArchiveRef
from pipelines.page.address import urls
from pipelines.page.model import Role
from pipelines.parts import Parts
from pipelines.read import Page
from spiders.frontier import Lead, Result, Visit

WAITS = "another page of the article could not be fetched"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one page gave beside its article."""

    visit: Visit
    archive: ArchiveRef | None
    fetched_at: str
    suspect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article put together: `held` is what its pages gave, by the keys of their URLs, `own` what the first one did.

    `whole` is false where one of its pages cannot be had.
    """

    page: Page
    own: Reading
    held: Mapping[str, Reading]
    whole: bool = True

    @property
    def visits(self) -> tuple[Visit, ...]:
        return tuple(each.visit for each in self.held.values())

    @property
    def records(self) -> dict[str, ArchiveRef]:
        return {key: each.archive for key, each in self.held.items() if each.archive is not None}


class Gathering:
    """The multi-page articles of a run that are not whole yet. `first` is the URL of an article's first page."""

    def __init__(self) -> None:
        self._parts = Parts()
        self._held: dict[str, dict[str, Reading]] = {}
        self._lacking: set[str] = set()

    def is_stray(self, page: Page, lead: Lead) -> bool:
        """Tell whether `page` was asked for as one of several of an article and turns out otherwise."""
        return lead.first is not None and not self._parts.belongs(page, lead.first)

    def hold(self, page: Page, reading: Reading) -> Gathered | None:
        """Take a page, and give the article where this was its last one."""
        lead = reading.visit.lead
        page = _as_part(page, lead.first) if lead.first else page
        held = self._held.setdefault(urls.key(page.navigation.parts[0]), {})
        held[urls.key(page.url)] = reading
        return self._given(self._parts.offer(page))

    def single(self, page: Page, reading: Reading) -> Gathered:
        """Take a page that is a whole article."""
        self._parts.note(page)
        return Gathered(page, reading, {urls.key(page.url): reading})

    def untangled(self) -> Iterator[Gathered]:
        """Give, with the pages they have, the articles that wait for pages which turned out to belong to other articles.

        Scrapy takes a few at a time, and reads other pages in between, which may lead to the same.
        """
        for first in self._parts.stuck():
            held = self._held.pop(first, None)
            if held is None:
                continue
            pages = self._parts.close(first)
            self._lacking.discard(first)
            for page in pages:
                keys = map(urls.key, page.article.pages or (page.url,)) if page.article else ()
                yield Gathered(page, held[urls.key(page.url)], {key: held[key] for key in keys if key in held})

    def wanted(self, page: Page, lead: Lead) -> Iterator[Lead]:
        """Give leads to the pages that the article of `page` still waits for."""
        first = lead.first or page.navigation.parts[0]
        for url in self._parts.missing(first):
            yield Lead(url, Role.PART, lead.site, lead.via, page.url, first=first)

    def end(self, visit: Visit) -> Gathered | None:
        """Note that a visit brought no page of the article that asked for it, which may be as whole as it gets now."""
        lead = visit.lead
        if not lead.first:
            return None
        if visit.result is Result.REDIRECTED:
            return self._given(self._parts.move(lead.url, visit.leads[0].url, lead.first))
        if visit.result is not Result.READ:
            self._lacking.add(urls.key(lead.first))
        return self._given(self._parts.fail(lead.url, lead.first))

    def release(self, lead: Lead) -> tuple[Visit, ...]:
        """Drop the held pages of the article that `lead` belongs to: one of them failed, and a later run fetches them again."""
        first = urls.key(lead.first or lead.url)
        self._parts.forget(first)
        self._lacking.discard(first)
        held = self._held.pop(first, {}).values()
        return tuple(
            replace(each.visit, result=Result.FAILED, reason=WAITS, retry=False, etag=None, modified=None)
            for each in held
        )

    def _given(self, page: Page | None) -> Gathered | None:
        if page is None:
            return None
        first = urls.key(page.navigation.parts[0])
        held = self._held.pop(first)
        whole = first not in self._lacking
        self._lacking.discard(first)
        own = held.get(urls.key(page.url)) or next(iter(held.values()))
        return Gathered(page, own, held, whole)


def _as_part(page: Page, first: str) -> Page:
    """Treat `page` as a part of the article that asked for it, even if it names another first page."""
    parts = page.navigation.parts
    parts = (first, *parts[1:]) if len(parts) > 1 else (first, page.url)
    return replace(page, navigation=replace(page.navigation, parts=parts))
