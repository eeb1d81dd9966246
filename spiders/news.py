"""The one spider: reads a page, hands on its article, and tells the frontier where it leads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response

from pipelines.article import CrawlInfo
from pipelines.items import ArticleItem
from pipelines.page.address import urls
from pipelines.page.model import Kind, Role
from pipelines.read import Fetched, Page, Rejected, read_page
from spiders.addressing import Addressing, asking
from spiders.answers.admission import Admission
from spiders.answers.answers import (
    CUT,
    DOOR,
    FOUND,
    MAX_HOPS,
    NOWHERE,
    archive_ref,
    by_failure,
    by_status,
    came,
    content_type,
    fetched_at,
    headers_for,
    is_cut,
    location,
)
from spiders.answers.named import with_named
from spiders.answers.refusals import by_refusal, vanished
from spiders.errors import ProfileError
from spiders.following import Following
from spiders.frontier import Frontier, Lead, Mode, Plan, Result, Via, Visit, outside, within
from spiders.gathering import Gathered, Gathering, Reading
from spiders.profiles.profiles import Profile, resolve
from spiders.sites import NEW_NAMES, Sites


class NewsSpider(scrapy.Spider):
    """`target`: one target, or several separated by blanks. The crawler attaches `frontier` and the rest."""

    name = "news"
    frontier: Frontier
    recorder: object  # what the capture hands exchanges to (crawler.capture.Recorder)
    run: str = ""
    # Looks at each page read, and gives a request where it is to be fetched in another way.
    second_look: Callable[[Page | Rejected, Response], scrapy.Request | None] | None = None

    def __init__(
        self,
        target: str = "",
        mode: str = "crawl",
        since: str | None = None,
        until: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.profiles: tuple[Profile, ...] = kwargs.get("profiles") or tuple(
            resolve(each) for each in target.split()
        )
        if not self.profiles:
            raise ProfileError("no target; give one as -a target=URL")
        self.mode = Mode(mode)
        self.window = (since, until)
        self.private_hosts = frozenset[str]().union(*(profile.private_hosts for profile in self.profiles))
        self._sites = Sites(self.profiles)
        self.following = Following(self.on_site)
        self._gathering = Gathering()
        self._addressing = Addressing()
        self._admission = Admission()

    def plan(self, site: str) -> Plan:
        profile, known = self._sites[site], self.frontier
        pages, depth = profile.list_pages, profile.max_depth
        return Plan(self.mode, known.empty_at_start, pages, depth, *self.window, known.looks_deeper)

    def seeds(self) -> Iterator[Lead]:
        """Give the start pages and lists that the profiles name."""
        for profile in self.profiles:
            for url in (*profile.start, *profile.lists):
                yield Lead(url, Role.CATEGORY, profile.name, Via.SEED)

    async def start(self) -> AsyncIterator[Any]:
        """Give nothing: the scheduler draws on the frontier, where the seeds are already."""
        self.following.sparing.recall(self.frontier)
        self._sites.recall(self.frontier.recall(NEW_NAMES))
        return
        yield

    def on_site(self, url: str, site: str) -> bool:
        return self._sites.holds(url, site)

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may spare us `lead`."""
        return self.following.sparing.waits(lead)

    def ask(self, lead: Lead) -> scrapy.Request | None:
        """Give the request for `lead`; None where nothing need be fetched, and it is settled."""
        is_awaited = bool(lead.first) or self._addressing.awaits(lead)
        if (spared := self.following.sparing.spared(lead, is_awaited=is_awaited)) is None:
            return self.request(lead)
        self.logger.debug("%s: not fetched: %s", lead.url, spared.reason)
        self.frontier.settle((spared,))
        return None

    def request(self, lead: Lead) -> scrapy.Request:
        """Give the request for `lead`, conditional where a copy is known."""
        found, lead = lead, self._admission.way(lead)
        return scrapy.Request(
            lead.url,
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            headers=headers_for(lead, self._admission.header(lead.url)),
            meta={
                "lead": lead,
                FOUND: found,
                "handle_httpstatus_all": True,
                "download_slot": urlsplit(lead.url).netloc,
            },
        )

    def _at_door(self, lead: Lead, url: str) -> scrapy.Request:
        asked = self.request(lead)
        return asked if urls.key(url) == lead.key else asked.replace(url=url, meta={**asked.meta, DOOR: True})

    def parse(self, response: Response) -> Iterator[ArticleItem | scrapy.Request]:
        """Deal with one response; the visit is settled here, or with the article's item by the last pipeline."""
        lead: Lead = response.meta["lead"]
        self._admission.came(response, lead)
        visit = by_status(response, lead)
        if found := self._admission.misspelled(response, lead):
            yield from self._settle(Visit(lead, Result.REDIRECTED, leads=(found,)))
        elif door := self._admission.door(response, lead):
            yield self._at_door(lead, door)
        elif visit is None or self._is_worth_reading(visit, response):
            page = self._page(response, lead)
            again = self.second_look(page, response) if self.second_look else None
            if again is not None:
                yield again
            else:
                yield from self._read(page, response, lead)
        elif visit.result is Result.REDIRECTED:
            yield from self._settle(self._redirect(visit, response))
        else:
            yield from self._settle(visit)

    def _page(self, response: Response, lead: Lead) -> Page | Rejected:
        fetched = Fetched(response.url, response.body, content_type(response), is_cut(response))
        return read_page(fetched, self._sites.rules(lead.site))

    def _is_worth_reading(self, visit: Visit, response: Response) -> bool:
        """Tell whether a page is read all the same, since it says something: cut, where it never comes whole; sent nowhere."""
        may_be = visit.reason == NOWHERE or (visit.reason == CUT and self.frontier.is_last_chance(visit.lead))
        page = self._page(response, visit.lead) if may_be else None
        return isinstance(page, Page) and page.kind.value is not Kind.OTHER

    def failed(self, failure: Any) -> Iterator[ArticleItem]:
        """Note a page that did not come."""
        if visit := by_failure(failure, failure.request.meta["lead"]):
            yield from self._settle(visit)

    def release(self, lead: Lead) -> tuple[Visit, ...]:
        """Let go of the pages that wait for `lead`; gives their visits, to be settled."""
        self.following.sparing.end(lead)
        return self._gathering.release(lead)

    def _read(self, page: Page | Rejected, response: Response, lead: Lead) -> Iterator[ArticleItem]:
        visit = came(response, lead)
        if isinstance(page, Rejected):
            yield from self._settle(replace(visit, result=Result.REJECTED, reason=page.reason))
            return
        if refused := by_refusal(page, visit):
            yield from self._settle(refused)
            return
        left_out = page.navigation.left_out
        visit = replace(
            visit, kind=page.kind.value, encoding=page.text.encoding, drift=page.drift, left_out=left_out
        )
        asked = response.meta.get("asked")
        page = with_named(asking(page, asked) if asked else page, response)
        reading = Reading(visit, archive_ref(response), fetched_at(response), page.suspect)
        yield from self._after_trial(lead, page)
        yield from self._follow(page, reading)

    def _follow(self, page: Page, reading: Reading) -> Iterator[ArticleItem]:
        """Settle a page with what it leads to, or hold it until it is known how its site makes addresses."""
        lead = reading.visit.lead
        found = self._addressing.see(page, lead, self.frontier)
        if isinstance(found, Lead):
            self._addressing.hold(page, reading)
            self.following.sparing.twins.end(lead)  # nothing may wait for what waits itself
            self.frontier.add((found,))
            return
        leads = self.following.leads(found, lead, self.plan(lead.site), self.frontier)
        shown = sum(link.role is Role.ARTICLE for link in found.navigation.links)
        visit = replace(reading.visit, leads=leads, rises=self.following.rises(lead), shown=shown)
        yield from self._by_article(found, replace(reading, visit=visit))

    def _after_trial(self, lead: Lead, page: Page | None = None) -> Iterator[ArticleItem]:
        """Go on with the pages that waited for `lead`."""
        for waiting, reading in self._addressing.tried(lead, page.article if page else None, self.frontier):
            yield from self._follow(waiting, reading)

    def _by_article(self, page: Page, reading: Reading) -> Iterator[ArticleItem]:
        """Settle a page that was read, by what it is of an article: nothing, one page of several, or all."""
        visit, lead = reading.visit, reading.visit.lead
        if self._gathering.is_stray(page, lead):
            alone = replace(visit, lead=replace(lead, first=None))
            yield from self._by_article(page, replace(reading, visit=alone))
            yield from self._without(visit)
        elif page.article is None:
            yield from self._settle(visit)
        elif lead.first or len(page.navigation.parts) > 1:
            # Its other pages may change while this one does not, so it is never asked for conditionally.
            reading = replace(reading, visit=replace(visit, etag=None, modified=None))
            gathered = self._gathering.hold(page, reading)
            if gathered is None:
                self.following.sparing.twins.end(lead)
                self.frontier.add(self._gathering.wanted(page, lead))
            else:
                yield from self._hand_on(gathered)
        else:
            yield from self._hand_on(self._gathering.single(page, reading))
        for untangled in self._gathering.untangled():
            yield from self._hand_on(untangled)

    def _redirect(self, visit: Visit, response: Response) -> Visit:
        """Follow a redirect as a link: it passes the same gates, and a circle ends in the frontier."""
        lead = visit.lead
        url = location(response)
        if url is None:
            return replace(visit, result=Result.REJECTED, reason=NOWHERE)
        self._admission.moved(lead, response.url, url)
        self.following.sparing.moved(response.url, url, self.frontier)
        if self._admission.granted(response, url):
            return replace(visit, result=Result.FAILED, reason="a cookie is asked for first")
        if gone := vanished(lead, url):
            return replace(visit, result=Result.GONE, reason=gone)
        if lead.hops >= MAX_HOPS:
            return replace(visit, result=Result.REJECTED, reason="redirect loop")
        if lead.via is Via.SEED:
            self._sites.move(lead.site, url)
            self.frontier.keep(NEW_NAMES, self._sites.to_json())
        elif not self.on_site(url, lead.site):
            return replace(visit, result=Result.REJECTED, reason="redirect to another site")
        return replace(visit, leads=(replace(lead, url=url, hops=lead.hops + 1, etag=None, modified=None),))

    def _hand_on(self, gathered: Gathered) -> Iterator[ArticleItem]:
        article, own, visits = gathered.page.article, gathered.own, gathered.visits
        assert article is not None
        self.following.sparing.read(article, self.frontier)
        self.following.sparing.ended(own.visit)
        day = (article.date_published or "")[:10]
        if day and not within(day, self.plan(own.visit.lead.site)):
            self.frontier.settle(tuple(outside(each, day) for each in visits))
            return
        lead = own.visit.lead
        crawl = CrawlInfo(self.run, own.fetched_at, lead.site, lead.via, lead.referrer, own.suspect)
        article = replace(article, archive=own.archive, crawl=crawl)
        yield ArticleItem(article, visits, gathered.records, whole=gathered.whole)

    def _settle(self, visit: Visit) -> Iterator[ArticleItem]:
        all_ended = self.frontier.settle((visit,))
        if not all_ended:
            self.following.sparing.put_off(visit.lead)  # nothing may wait for what waits
        for ended in all_ended:
            self.following.sparing.ended(ended)
            if ended.result is Result.REDIRECTED:
                self._addressing.moved(ended.lead, ended.leads[0].url)
            else:
                yield from self._after_trial(ended.lead)
            yield from self._without(ended)

    def _without(self, ended: Visit) -> Iterator[ArticleItem]:
        """Let the article that asked for a page do without it, or fail with it where a later run tries it again."""
        if ended.result is Result.FAILED and ended.retry and ended.lead.first:
            self.frontier.settle(self.release(ended.lead))
        elif gathered := self._gathering.end(ended):
            yield from self._hand_on(gathered)
