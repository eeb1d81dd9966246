"""Hubs: the pages that every run looks at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from pipelines.page.model import Kind, Role
from spiders.frontier import Lead, Result, Via, Visit
from spiders.lists.calendars import is_past

GATEWAY = 2  # links of a page that only leads on
_SETTLED = timedelta(days=2)


def is_hub(visit: Visit, now: datetime, shows_news: Callable[[Visit], bool]) -> bool | None:
    """Tell whether a page has become a hub; None where it stays what it was.

    The issue of a day that is over is none any more: every run would look at more of them. A list that begins with
    its oldest entry grows on its last page.
    """
    if not _is_seed(visit.lead) and (_is_settled(visit, now, shows_news) or _is_finished(visit)):
        return False
    if visit.rises and visit.lead.number > 1:
        return not any(each.role is Role.PAGINATION and each.number > visit.lead.number for each in visit.leads)
    return True if _leads_to_news(visit) else None


def _is_settled(visit: Visit, now: datetime, shows_news: Callable[[Visit], bool]) -> bool:
    """Tell the page of a day that is over, and changes no more: two days are enough, or a look at it that showed nothing new."""
    key = visit.lead.key
    if is_past(key, now - _SETTLED):
        return True
    came = visit.result is Result.UNCHANGED or (visit.result is Result.READ and visit.shown > 0)
    return is_past(key, now) and came and not shows_news(visit)


def _is_finished(visit: Visit) -> bool:
    """Tell a map of a site that its index calls older than others: it is read again once the index says that it changed.

    Not where it names something newer than that.
    """
    changed = visit.lead.date if visit.lead.role is Role.SITEMAP else None
    return changed is not None and all((each.date or "") <= changed for each in visit.leads)


def _leads_to_news(visit: Visit) -> bool:
    """Every run looks at start pages, at the first page of what shows articles, whatever it calls itself, at feeds and
    sitemaps, and at gateways: pages that only lead on, as to the issue of the day.
    """
    if visit.lead.number > 1 or visit.kind is Kind.ARTICLE:
        return False
    if _is_seed(visit.lead):
        return True
    shows = visit.lead.role in (Role.FEED, Role.SITEMAP) or visit.shown > 0
    ways = sum(not lead.deferred for lead in visit.leads)
    return visit.kind is not None and (shows or (bool(visit.leads) and ways <= GATEWAY))


def _is_seed(lead: Lead) -> bool:
    return lead.via is Via.SEED and not lead.hops
