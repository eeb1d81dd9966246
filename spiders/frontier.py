"""What a run knows of a page: the lead to it, the visit that it got, how far the run goes, and who keeps all that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from pipelines.page.address import urls
from pipelines.page.model import Kind, Role

TO_ARTICLES = (Role.ARTICLE, Role.PREVIOUS, Role.NEXT)  # roles of leads to whole articles


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
    TWIN = "twin"  # not fetched: another address of a page that was read
    LEFT = "left"  # not fetched: others of the kind led nowhere


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
    shown: int = 0  # links to articles
    rises: bool = False  # a list that begins with its oldest entry
    left_out: int = 0  # links of an endless page
    drift: bool = False  # an article that the profile's layouts fit no more


# Why an article is not kept that a backfill of certain days comes by.
OUTSIDE = "outside the dates asked for"


def outside(visit: Visit, day: str) -> Visit:
    """Say that an article lies outside the dates asked for. It was not kept, so it is not asked for conditionally."""
    lead = replace(visit.lead, date=day)
    return replace(visit, lead=lead, result=Result.REJECTED, reason=OUTSIDE, etag=None, modified=None)


class Frontier(Protocol):
    """What the spider asks of the state."""

    empty_at_start: bool
    looks_deeper: bool  # lists are read as far as by a first run

    def unknown(self, leads: Iterable[Lead]) -> set[str]: ...
    def heard(self, url: str, deferred: bool) -> bool:
        """Tell whether this run already has a lead to `url`: any at all if `deferred`, else one to fetch now."""

    def add(self, leads: Iterable[Lead]) -> None: ...
    def settle(self, visits: tuple[Visit, ...], article: dict[str, Any] | None = None) -> list[Visit]:
        """Give the visits that ended for this run; `retry` tells then whether a later run tries the page again."""

    def standing(self, keys: Iterable[str]) -> dict[str, bool]:
        """Give those of `keys` that are known, and whether an article was read there."""

    def is_last_chance(self, lead: Lead) -> bool:
        """Tell whether one more failure ends this run's tries of a page that was never read as an article."""

    def recall(self, name: str) -> str | None:
        """Give what a run has kept under `name` of what it learned."""

    def keep(self, name: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """How far this run goes. `since` and `until` are ISO days or None."""

    mode: Mode
    first_run: bool
    list_pages: int
    max_depth: int
    since: str | None = None
    until: str | None = None
    looks_deeper: bool = False

    @property
    def of_all_days(self) -> Plan:
        return replace(self, since=None, until=None)

    @property
    def history(self) -> bool:
        return self.mode is Mode.BACKFILL


def within(day: str | None, plan: Plan) -> bool:
    """Tell whether a day is within the dates asked for. Without a day it may be; only fetching the page tells."""
    if day is None:
        return True
    return (plan.since is None or day[:10] >= plan.since) and (plan.until is None or day[:10] <= plan.until)
