"""What is fetched first: the place of a lead in the queue."""

from __future__ import annotations

from pipelines.page.model import Role
from spiders.frontier import Lead, Via

# Larger is sooner. Parts complete an article that waits; a list's articles come before its next page, so that
# the newest are in first; history behind the chain and related links comes last. A site may name thousands of sitemaps.
_PRIORITY = {
    Role.PART: 95, Role.FEED: 91, Role.CATEGORY: 80, Role.ARTICLE: 70, Role.SITEMAP: 65, Role.NEXT: 60,
    Role.PAGINATION: 50, Role.PREVIOUS: 40,
}  # fmt: skip

_OF_A_FEED = 25  # what lists and chain lead to is not asked of a feed's further pages
_A_VIEW = 45  # a list shown once more comes after the list and its pages


def of_calendar(lead: Lead) -> bool:
    """Tell the page of a day, a month or a year: its `date` is as long as that."""
    return lead.role is Role.PAGINATION and lead.date is not None


def is_archive(lead: Lead) -> bool:
    """Tell the page of a day, a month or a year that is offered beside other lists."""
    return lead.role is Role.CATEGORY and lead.date is not None


def is_feed(lead: Lead) -> bool:
    """Tell a feed or one of its further pages."""
    return lead.role is Role.FEED or (lead.role is Role.PAGINATION and lead.via is Via.FEED)


def priority(lead: Lead) -> int:
    """Give the place of `lead` in the queue."""
    if lead.via is Via.SEED:
        return 100
    if lead.role is Role.ARTICLE and lead.via in (Via.LINK, Via.SITEMAP):
        return 30
    if is_archive(lead) or (lead.role is Role.CATEGORY and lead.list_key):
        return _A_VIEW
    if lead.role is Role.PAGINATION and is_feed(lead):
        return _OF_A_FEED
    if of_calendar(lead):
        # Days come before further months, and months before further years.
        return _PRIORITY[lead.role] - 2 * (len("2024-05-21") - len(lead.date or ""))
    return _PRIORITY.get(lead.role, 10)
