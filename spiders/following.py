"""Which leads of a page a run follows, by what it has seen so far: its lists, calendars, and maps of sites."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipelines.page.address import urls
from pipelines.page.model import Kind, Role
from pipelines.read import Page
from spiders.frontier import Frontier, Lead, Plan
from spiders.leads import is_guess, leads_of
from spiders.lists.calendars import archives, calendar_pages, is_sibling
from spiders.lists.lists import Turned, asked_for, is_other_view, lowered, next_pages
from spiders.order import is_archive, is_feed, of_calendar
from spiders.sparing.sparing import Sparing
from spiders.sparing.views import is_filter, is_history, kind_of, of_known, with_views


@dataclass(slots=True)
class Following:
    """`on_site` tells whether a URL belongs to a site; `mapped` are the sites whose robots.txt names their sitemaps."""

    on_site: Callable[[str, str], bool]
    mapped: set[str] = field(default_factory=set)
    sparing: Sparing = field(default_factory=Sparing)

    def leads(self, page: Page, lead: Lead, plan: Plan, frontier: Frontier) -> tuple[Lead, ...]:
        self.sparing.see(page.url, page.navigation.links, frontier)
        return self.sparing.lightened(self._leads(page, lead, plan, frontier), frontier)

    def _leads(self, page: Page, lead: Lead, plan: Plan, frontier: Frontier) -> tuple[Lead, ...]:
        is_article = page.kind.value is Kind.ARTICLE
        leads = [
            each
            for each in leads_of(page, lead, plan, frontier.heard if is_article else None)
            # Feeds and sitemaps name other sites' pages too.
            if self.on_site(each.url, lead.site) and not (is_guess(each) and lead.site in self.mapped)
        ]
        self.sparing.twins.show(page.navigation.links)
        if is_article and lead.role is not Role.PAGINATION:
            return tuple(leads)
        # Whether a list goes on does not hang on the days asked for: they may lie deep in it.
        everything = leads_of(page, lead, plan.of_all_days)
        shown = self.sparing.lightened((each for each in everything if each.role is Role.ARTICLE), frontier)
        news = not is_article and self.sparing.lists.shows_news(shown)
        self.sparing.views.turn(lead, shows_news=news)
        leads = with_views(leads, page, frontier.standing)
        if page.navigation.turns and not plan.history and not urls.is_front(urls.key(page.url)):
            leads = [replace(each, deferred=True) if is_history(each) else each for each in leads]
        if not is_article and not news:
            # One more view of what this run has seen; a section's first page may repeat the front page alone.
            is_view = kind_of(lead) is not None
            leads = [each for each in leads if not (is_view if kind_of(each) else is_other_view(each, page))]
            leads = list(map(of_known, leads))
            leads = [each for section in leads for each in lowered(section, plan)] if shown else leads
        asked = asked_for(page)
        turns = bool(shown) and page.navigation.turns and not is_article  # a list whose entries scripts address
        if page.kind.value in (Kind.LIST, Kind.CATEGORY) or lead.role is Role.PAGINATION or asked or turns:
            entries = self.sparing.lists.unseen(lead, shown)
            fresh = len(frontier.unknown(entries))
            turned = self.sparing.lists.turn(page, lead, (*(each.key for each in shown), *asked), fresh)
            if lead.number == 1 and turned.backward:
                frontier.keep("backward", self.sparing.lists.to_json())
            # What a list's first page in another order holds, the list holds.
            if (news or not (is_filter(lead) or is_feed(lead))) and not _reaches_back(lead, plan, entries, fresh):
                leads += _further(page, lead, plan, turned, frontier)
        days = self._days(page, lead, plan, frontier, news=news)
        if days:
            siblings = {urls.key(link.url) for link in page.navigation.links if is_sibling(link, page)}
            leads = [each for each in leads if each.key not in siblings]
        return (*leads, *days)

    def rises(self, lead: Lead) -> bool:
        """Tell whether the list that `lead` belongs to begins with its oldest entry."""
        return (lead.list_key or lead.key) in self.sparing.lists.rising

    def _days(self, page: Page, lead: Lead, plan: Plan, frontier: Frontier, *, news: bool) -> list[Lead]:
        """Give the pages of a calendar that are worth reading; in a daily crawl after the first, those not known yet."""
        today = datetime.now(UTC).date().isoformat()
        days = calendar_pages(page, lead, plan, today)
        if not days and not of_calendar(lead):
            return archives(page, lead, plan, today)
        if is_archive(lead) and not news:
            return []
        if not self.sparing.calendars.turn(lead, shows_news=news):
            return []
        if plan.history or plan.first_run:
            return days
        unknown = frontier.unknown(days)
        return [replace(each, deferred=False) for each in days if not each.deferred or each.key in unknown]


def _reaches_back(lead: Lead, plan: Plan, shown: Sized, fresh: int) -> bool:
    """Tell a feed that goes back to what the run before has seen: its further pages hold nothing new."""
    return is_feed(lead) and not plan.history and not plan.first_run and fresh < len(shown)


def _further(page: Page, lead: Lead, plan: Plan, turned: Turned, frontier: Frontier) -> list[Lead]:
    pages = next_pages(page, lead, plan, turned)
    if plan.history or plan.first_run or turned.fresh or lead.number == 1:
        return pages
    unknown = frontier.unknown(pages)
    return [each for each in pages if each.key in unknown]
