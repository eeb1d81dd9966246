"""What to fetch next: pure rules on one page read. Where it is kept is the crawler's business (`Frontier`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urljoin

from pipelines.page import urls
from pipelines.page.model import Kind, Link, Role
from pipelines.page.wording import Turn, read_wording
from pipelines.read import Page


class Mode(StrEnum):
    CRAWL = "crawl"
    BACKFILL = "backfill"


class Via(StrEnum):
    """How a URL was found: `crawl.via` of an article."""

    SEED = "seed"
    LIST = "list"
    PREVIOUS = "previous"
    NEXT = "next"
    FEED = "feed"
    SITEMAP = "sitemap"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Lead:
    """A URL worth fetching, and why. `list_key` is the key of the first page of the list that it continues.

    `deferred`: known, but history that only a backfill fetches. `first`: for a part, the URL of the article's
    first page. `number`: which page of its list this is, from 1. `etag` and `modified`: what the server said
    of the copy we have, for a conditional request.
    """

    url: str
    role: Role
    site: str
    via: Via
    referrer: str | None = None
    depth: int = 0
    list_key: str | None = None
    number: int = 1
    first: str | None = None
    date: str | None = None
    deferred: bool = False
    hops: int = 0
    etag: str | None = None
    modified: str | None = None

    @property
    def key(self) -> str:
        return urls.key(self.url)


class Result(StrEnum):
    """How the visit of a URL ended."""

    READ = "read"
    UNCHANGED = "unchanged"  # 304
    REDIRECTED = "redirected"
    GONE = "gone"  # 404, 410
    REJECTED = "rejected"  # came, but is nothing to read
    FAILED = "failed"  # did not come


@dataclass(frozen=True, slots=True)
class Visit:
    """One page dealt with, and what it led to. Settled as one thing: the moment when a page counts.

    A failure is tried again where `retry` allows, after `retry_after` seconds at the earliest.
    """

    lead: Lead
    result: Result
    reason: str | None = None
    status: int | None = None
    kind: Kind | None = None
    leads: tuple[Lead, ...] = ()
    etag: str | None = None
    modified: str | None = None
    encoding: str | None = None
    retry: bool = True
    retry_after: float | None = None
    drift: bool = False  # an article that the profile's layouts fit no more


class Frontier(Protocol):
    """What the spider asks of the state."""

    empty_at_start: bool

    def unknown(self, leads: Iterable[Lead]) -> set[str]: ...
    def add(self, leads: Iterable[Lead]) -> None: ...
    def settle(self, visits: tuple[Visit, ...], article: dict[str, Any] | None = None) -> list[Visit]:
        """Give the visits that ended for this run; `retry` tells then whether a later run tries the page again."""


@dataclass(slots=True)
class ListWalk:
    """What one run has seen of each list, to end those that go round in circles.

    Keeps a hash for each entry; `stale` counts the pages in a row that showed nothing this list had not shown.
    """

    seen: dict[str, set[int]] = field(default_factory=dict)
    stale: dict[str, int] = field(default_factory=dict)

    def turn(self, list_key: str, entries: Iterable[str]) -> int:
        """Note one page of the list; give the number of pages in a row that brought nothing."""
        seen = self.seen.setdefault(list_key, set())
        before = len(seen)
        seen.update(map(hash, entries))
        self.stale[list_key] = 0 if len(seen) > before else self.stale.get(list_key, 0) + 1
        return self.stale[list_key]


@dataclass(frozen=True, slots=True)
class Plan:
    """How far this run goes. `since` and `until` are ISO days or None."""

    mode: Mode
    first_run: bool
    list_pages: int
    max_depth: int
    since: str | None = None
    until: str | None = None

    @property
    def history(self) -> bool:
        return self.mode is Mode.BACKFILL


# A list that shows nothing new on three pages in a row is going round in circles; no list is longer than the
# budget, whatever its server says.
STALE_PAGES = 3
LIST_BUDGET = 5000
_NEIGHBOURS = {Role.PREVIOUS: Via.PREVIOUS, Role.NEXT: Via.NEXT}
_SITEMAP = "/sitemap.xml"
_HUBS = (Role.CATEGORY, Role.FEED, Role.SITEMAP)


def leads_of(page: Page, lead: Lead, plan: Plan) -> list[Lead]:
    """Give what `page` leads to, list pages aside: those depend on what the list showed (`next_pages`)."""
    leads = []
    step = _step(page, lead, plan)
    via, deferred = _article_way(page, lead, plan)
    chain_deferred = plan.first_run and not plan.history
    for link in page.navigation.links:
        role, url = link.role, urls.plain(link.url)
        if role is Role.ARTICLE and _within(link.date, plan):
            leads.append(Lead(url, role, lead.site, via, page.url, date=link.date, deferred=deferred))
        elif role in _HUBS and step and (step == 1 or _is_section(link)):
            leads.append(Lead(url, role, lead.site, Via.LINK, page.url, lead.depth + step))
        elif role in _NEIGHBOURS:
            leads.append(Lead(url, role, lead.site, _NEIGHBOURS[role], page.url, deferred=chain_deferred))
    if not leads and lead.via is Via.SEED:
        # A front page that scripts draw: what it leads to may stand where sites by custom have their sitemap.
        leads.append(Lead(urljoin(page.url, _SITEMAP), Role.SITEMAP, lead.site, Via.SITEMAP, page.url, 1))
    return leads


def is_guess(lead: Lead) -> bool:
    """Tell a sitemap that nobody named."""
    return lead.role is Role.SITEMAP and lead.via is Via.SITEMAP and lead.url.endswith(_SITEMAP)


def is_other_view(lead: Lead, page: Page) -> bool:
    """Tell a section that is the same page under another query."""
    path, _, query = lead.key.partition("?")
    return lead.role is Role.CATEGORY and bool(query) and path == urls.key(page.url).partition("?")[0]


def _step(page: Page, lead: Lead, plan: Plan) -> int:
    """Say by how much the sections that `page` links to lie deeper, 0 where they are not opened.

    Start pages and what shows articles open sections. What shows sections alone may be the front of a part of the
    site, or a calendar that leads on for ever: a step from there counts twice.
    """
    if page.kind.value is Kind.ARTICLE:
        return 0
    shows = (
        lead.via is Via.SEED
        or lead.role is Role.SITEMAP
        or any(link.role is Role.ARTICLE for link in page.navigation.links)
    )
    step = 1 if shows else 2
    return step if lead.depth + step <= plan.max_depth else 0


def _is_section(link: Link) -> bool:
    """Tell a section's name from the days, months and numbers of a calendar."""
    wording = read_wording(link.text)
    return wording.turn is None and not any(map(str.isdecimal, link.text)) and len(link.text) > 1


_VIA_OF_HUB = {Role.FEED: Via.FEED, Role.SITEMAP: Via.SITEMAP}


def _article_way(page: Page, lead: Lead, plan: Plan) -> tuple[Via, bool]:
    """Tell how the articles that `page` links are found, and whether a daily crawl leaves them to a backfill.

    What a list or feed shows is news; what a sitemap or an article shows may be history.
    """
    via = _VIA_OF_HUB.get(lead.role) or (Via.LINK if page.kind.value is Kind.ARTICLE else Via.LIST)
    history = via is Via.LINK or (via is Via.SITEMAP and plan.first_run)
    return via, history and not plan.history


def _within(day: str | None, plan: Plan) -> bool:
    """What shows no date may lie within; only fetching it tells."""
    if day is None:
        return True
    return (plan.since is None or day[:10] >= plan.since) and (plan.until is None or day[:10] <= plan.until)


def next_pages(page: Page, lead: Lead, plan: Plan, stale: int, fresh: int) -> list[Lead]:
    """Give the further pages of the list that `page` belongs to, nearest first.

    `stale`: pages in a row on which this list repeated itself; `fresh`: unknown articles that this page shows.
    """
    ends = lead.number > 1 and not any(link.role is Role.ARTICLE for link in page.navigation.links)
    if ends or stale >= STALE_PAGES or LIST_BUDGET <= lead.number < _FAR:
        return []
    ahead = _ahead(page, lead)
    if plan.mode is Mode.CRAWL:
        if (lead.number >= plan.list_pages) if plan.first_run else fresh == 0:
            return []
        ahead = [each for each in ahead if each[0] > lead.number][:1]
    elif plan.since:
        # Page by page, so that a list sorted by date can be left once it has passed the window.
        ahead = [] if _passed(page, plan) else ahead[:1]
    list_key = lead.list_key or lead.key
    return [
        Lead(url, Role.PAGINATION, lead.site, Via.LIST, page.url, lead.depth, list_key, number)
        for number, url in ahead
    ]


def _ahead(page: Page, lead: Lead) -> list[tuple[int, str]]:
    """Give (page number, URL) of the list's other pages: the next one first, earlier ones and unknown ones last."""
    own, current, first = urls.key(page.url), lead.number, lead.list_key or lead.key
    links = (link for link in page.navigation.links if link.role is Role.PAGINATION)
    numbered = [(_number(link, own, current), link.url) for link in links]
    numbered = [(number, url) for number, url in numbered if number > 1 or not _is_first_again(url, first)]
    return sorted(numbered, key=lambda each: (each[0] <= current, each[0]))


def _is_first_again(url: str, first: str) -> bool:
    """Tell whether `url` is the first page, by which we came, under a second address: `?page=1`, `list_1.html`."""
    return not urls.is_numbered(first, 1) and urls.page_numbers(first, urls.key(url)) is not None


# A page of which nothing tells the number, such as the last one: behind all others.
_FAR = 9999


def _number(link: Link, own: str, current: int) -> int:
    """Give the number that a link of a pager stands for, by its words or by its address."""
    wording = read_wording(link.text)
    if wording.turn is Turn.NUMBER:
        return wording.number
    if wording.turn in (Turn.NEXT_PAGE, Turn.ON) or wording.more or not link.text:
        return current + 1
    if wording.turn in (Turn.PREVIOUS_PAGE, Turn.BACK, Turn.FIRST_PAGE):
        return 1 if wording.turn is Turn.FIRST_PAGE else current - 1
    numbers = urls.page_numbers(own, urls.key(link.url))
    return current + numbers[1] - numbers[0] if numbers else _FAR


def _passed(page: Page, plan: Plan) -> bool:
    """A list sorted by date, newest first, whose last entry lies before the window, has nothing left for it."""
    days = [link.date for link in page.navigation.links if link.role is Role.ARTICLE and link.date]
    return bool(plan.since and len(days) > 1 and days == sorted(days, reverse=True) and days[-1] < plan.since)


# Larger is sooner. Parts complete an article that waits; a list's articles come before its next page, so that
# the newest are in first; history behind the chain and related links comes last.
_PRIORITY = {
    Role.PART: 95, Role.SITEMAP: 92, Role.FEED: 91, Role.CATEGORY: 80, Role.ARTICLE: 70, Role.NEXT: 60,
    Role.PAGINATION: 50, Role.PREVIOUS: 40,
}  # fmt: skip


def priority(lead: Lead) -> int:
    """Give the place of `lead` in the queue."""
    if lead.via is Via.SEED:
        return 100
    if lead.role is Role.ARTICLE and lead.via in (Via.LINK, Via.SITEMAP):
        return 30
    return _PRIORITY.get(lead.role, 10)
