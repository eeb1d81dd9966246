"""Lists that begin with their oldest entry: what is new comes on their last page."""

from __future__ import annotations

from pipelines.page.model import Kind, Role
from pipelines.read import Page
from spiders.frontier import Lead, Plan

_LEAST, _LEAST_BEHIND = 5, 2  # entries with a day that stand in such an order: on a first page, on a further one
_ON_TOP = 3  # entries that a first page may keep there, whatever their day

Numbered = tuple[int, str]


def rises(page: Page, lead: Lead) -> bool:
    """Tell such a list by the days beside its entries."""
    if page.kind.value is Kind.ARTICLE:
        return False
    days = [link.date for link in page.navigation.links if link.role is Role.ARTICLE and link.date]
    least, kept = (_LEAST_BEHIND, 0) if lead.number > 1 else (_LEAST, _ON_TOP)
    return len(days) >= least and days == sorted(days) and days[kept] < days[-1]


def from_the_end(ahead: list[Numbered], lead: Lead, plan: Plan, fresh: int) -> list[Numbered]:
    """Give the pages of such a list that a daily crawl reads next: its end, and from there those before.

    `ahead`: the other pages that this one links to, by number; `fresh`: unknown articles that it shows. The first
    crawl reads as many pages from the end as it would of another list.
    """
    above = [each for each in ahead if each[0] > lead.number]
    below = [each for each in ahead if each[0] == lead.number - 1 and lead.number > 2]
    from_end = above[-1][0] - lead.number if above else 0
    goes_on = from_end < plan.list_pages - 2 if plan.first_run else fresh > 0
    return above[-1:] + (below if goes_on else [])
