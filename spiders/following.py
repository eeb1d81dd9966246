"""Which links of a page a run follows, given what it has seen so far of lists, calendars and sitemaps."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipelines.page.address import urls
from pipelines.page.model import Kind, Role
from pipelines.read import Page
from spiders.frontier import Frontier, Lead, Plan
from spiders.leads import is_guess, leads_of
from spiders.lists.calendars import Today, archives, calendar_pages, is_day, is_sibling
from spiders.lists.issues import issues
from spiders.lists.lists import Turned, asked_for, is_far_enough, is_other_view, lowered, next_pages
from spiders.order import is_archive, is_feed, of_calendar
from spiders.sparing.sparing import Sparing
from spiders.sparing.views import is_filter, is_history, kind_of, of_known, with_views


@dataclass(frozen=True, slots=True)
class Shown:
    """A page under one lead. `entries`: the articles that it shows, of all days; `asked`: keys of what it asks its server
    for, to show it as its list; `news`: some entries are new to this run.
    """

    page: Page
    lead: Lead
    plan: Plan
    entries: tuple[Lead, ...]
    asked: tuple[str, ...]
    news: bool

    @property
    def is_article(self) -> bool:
        return self.page.kind.value is Kind.ARTICLE

    @property
    def is_list(self) -> bool:
        if self.page.kind.value in (Kind.LIST, Kind.CATEGORY) or self.lead.role is Role.PAGINATION or self.asked:
            return True
        # A list whose entries scripts address.
        return bool(self.entries) and self.page.navigation.turns and not self.is_article


@dataclass(slots=True)
class Following:
    """`on_site` tells whether a URL belongs to a site; `mapped` are the sites whose robots.txt names their sitemaps."""

    on_site: Callable[[str, str], bool]
    mapped: set[str] = field(default_factory=set)
    sparing: Sparing = field(default_factory=Sparing)

    def leads(self, page: Page, lead: Lead, plan: Plan, frontier: Frontier) -> tuple[Lead, ...]:
        self.sparing.see(page.url, page.navigation.links, frontier)
        return self.sparing.lightened(self._leads(page, lead, plan, frontier), frontier)

    def _leads(self, page: Page, lead: Lead, plan: Plan, frontier: Frontier) -> list[Lead]:
        is_article = page.kind.value is Kind.ARTICLE
        leads = [
            each
            for each in leads_of(page, lead, plan, frontier.heard if is_article else None)
            # Feeds and sitemaps name other sites' pages too.
            if self.on_site(each.url, lead.site) and not (is_guess(each) and lead.site in self.mapped)
        ]
        self.sparing.twins.show(page.navigation.links)
        if is_article and lead.role is not Role.PAGINATION:
            return leads
        shown = self._shown(page, lead, plan, frontier)
        self.sparing.views.turn(lead, shows_news=shown.news)
        leads = _history_last(with_views(leads, page, frontier.standing), shown)
        if not is_article and not shown.news:
            leads = _without_views(leads, shown)
        leads += self._further(shown, frontier)
        days = self._days(shown, frontier)
        siblings = {urls.key(link.url) for link in page.navigation.links if is_sibling(link, page)} if days else ()
        return [*(each for each in leads if each.key not in siblings), *days, *issues(page, lead, plan)]

    def _shown(self, page: Page, lead: Lead, plan: Plan, frontier: Frontier) -> Shown:
        # Whether a list goes on does not hang on the days asked for: they may lie deep in it.
        everything = leads_of(page, lead, plan.of_all_days)
        entries = self.sparing.lightened((each for each in everything if each.role is Role.ARTICLE), frontier)
        news = page.kind.value is not Kind.ARTICLE and self.sparing.lists.shows_news(entries)
        return Shown(page, lead, plan, tuple(entries), tuple(asked_for(page)), news)

    def _further(self, shown: Shown, frontier: Frontier) -> list[Lead]:
        """Give the further pages of the list that this page belongs to, and note what it has shown."""
        if not shown.is_list:
            return []
        lead, lists = _as_list(shown.lead), self.sparing.lists
        entries = lists.unseen(lead, shown.entries)
        fresh = len(frontier.unknown(entries))
        was_backward = (lead.list_key or lead.key) in lists.backward
        turned = lists.turn(shown.page, lead, (*(each.key for each in shown.entries), *shown.asked), fresh)
        if turned.backward != was_backward:
            frontier.keep("backward", lists.to_json())
        # What a list's first page in another order holds, the list holds.
        other = not shown.news and (is_filter(lead) or is_feed(lead))
        if other or _reaches_back(lead, shown.plan, entries, fresh):
            return []
        pages = _worth_reading(next_pages(shown.page, lead, shown.plan, turned), shown, turned, frontier)
        if shown.news or not shown.entries or not shown.plan.history:
            return pages
        is_month = of_calendar(shown.lead) and not is_day(lead.date)
        return lists.sampled(lead, pages, is_view=is_month or kind_of(lead) is not None)

    def rises(self, lead: Lead) -> bool:
        """Tell whether the list that `lead` belongs to begins with its oldest entry."""
        lead = _as_list(lead)
        return (lead.list_key or lead.key) in self.sparing.lists.rising

    def _days(self, shown: Shown, frontier: Frontier) -> list[Lead]:
        """Give the pages of a calendar that are worth reading; in a daily crawl after the first, those not known yet."""
        page, lead, plan = shown.page, shown.lead, shown.plan
        today = Today.at(datetime.now(UTC))
        days = calendar_pages(page, lead, plan, today)
        if not days and not of_calendar(lead):
            return archives(page, lead, plan, today)
        if is_archive(lead) and not shown.news:
            return []
        if not self.sparing.calendars.turn(lead, shows_news=shown.news):
            return []
        days += self.sparing.calendars.revived(lead)
        if plan.history or plan.first_run:
            return days
        unknown = frontier.unknown(days)
        return [replace(each, deferred=False) for each in days if not each.deferred or each.key in unknown]


def _as_list(lead: Lead) -> Lead:
    """Treat the page of a calendar as the first page of a list of its own: other days say nothing about its further pages."""
    return replace(lead, list_key=None, number=1) if of_calendar(lead) else lead


def _reaches_back(lead: Lead, plan: Plan, shown: Sized, fresh: int) -> bool:
    """Tell whether a feed has reached what the run before saw: its further pages hold nothing new."""
    return is_feed(lead) and not plan.history and not plan.first_run and fresh < len(shown)


def _history_last(leads: list[Lead], shown: Shown) -> list[Lead]:
    """Defer what leads far back, on pages of a daily crawl whose lists turn by script."""
    page = shown.page
    if not page.navigation.turns or shown.plan.history or urls.is_front(urls.key(page.url)):
        return leads
    twice = is_filter(shown.lead)  # what is new in a list that is filtered already, that list shows
    return [
        replace(each, deferred=True) if is_history(each) or (twice and is_filter(each)) else each for each in leads
    ]


def _without_views(leads: list[Lead], shown: Shown) -> list[Lead]:
    """Drop links from a page without news to other views of what this run has seen, and count its other sections as deeper.

    A section's first page may repeat the front page alone.
    """
    is_view = kind_of(shown.lead) is not None
    kept = [each for each in leads if not (is_view if kind_of(each) else is_other_view(each, shown.page))]
    kept = list(map(of_known, kept))
    return [each for section in kept for each in lowered(section, shown.plan)] if shown.entries else kept


def _worth_reading(pages: list[Lead], shown: Shown, turned: Turned, frontier: Frontier) -> list[Lead]:
    """Give a list's further pages; where a daily crawl has reached what it knows, only those that are unknown."""
    if shown.plan.history or not is_far_enough(shown.lead, shown.plan, turned) or shown.lead.number == 1:
        return pages
    unknown = frontier.unknown(pages)
    return [each for each in pages if each.key in unknown]
