"""Archives by day, where calendars are the only way to old articles: how their pages are told, and their dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pipelines.page.address import urls
from pipelines.page.model import Kind, Link, Role
from pipelines.pattern import Pattern
from pipelines.read import Page
from spiders.frontier import Lead, Plan, Via
from spiders.leads import address
from spiders.order import of_calendar

_DATE = Pattern(
    r"(?<!\d)((?:19|20)\d\d)(?:[-/_]?(1[0-2]|0?[1-9])(?!\d{3})(?:[-/_]?([12]\d|3[01]|0?[1-9]))?)?(?!\d)"
)
# 2024/v23, 2024-w23
_WEEK = Pattern(r"(?<!\d)((?:19|20)\d\d)[/_-](?:v|w|kw|uge|week|vecka|uke|vko)[-_]?(\d\d?)(?!\d)", re.I)
# 2024/may/20, 05-2024
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH_NAMED = Pattern(
    r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?:/(\d\d?))?(?=/|$)", re.I
)
_MONTH_FIRST = Pattern(r"/(1[0-2]|0[1-9])-((?:19|20)\d\d)$")
_WEEKS = 52  # the 53rd is not in every year
_NAMED = tuple(  # ?year=2024, ?news[year]=2024, ?year:int=2024, /year/2024, /(year)/2024
    re.compile(
        rf"(?:[?&](?:[\w%\[\]]{{1,80}}(?:%5B|\[))?(?:{names})(?:%5D|\]|(?::|%3A)int)?=|/\(?(?:{names})\)?/)(\d{{1,4}})(?=[&/?]|$)"
    )
    for names in ("year|y", "month|m", "day|d")
)
_ARCHIVE = Pattern(
    r"/(?:archives?|archivi?o|arquivo|arkiv|archiv|archief|arhiv|arkisto|archiwum|hemeroteca|wangqi|wqhg|past|back-?issues?)(?:[/._-]|$)",
    re.I,
)
_NEWEST = 2  # days that a daily crawl looks at: today's, and the last one that was complete
_A_WEEK = 7  # of links to days
_MOSTLY = 2 / 3  # of the links of a page that is a calendar
_WAYS = (Role.CATEGORY, Role.PAGINATION, Role.PREVIOUS, Role.NEXT)  # what 昨天 and 明天 are taken for
_FARTHEST_EAST = timedelta(hours=14)  # Kiribati
_BARREN = 3  # months in a row that hold no day


@dataclass(frozen=True, slots=True)
class Today:
    """The day by UTC, and the one that has begun where it begins first."""

    utc: str
    east: str

    @classmethod
    def at(cls, now: datetime) -> Today:
        return cls(now.date().isoformat(), (now + _FARTHEST_EAST).date().isoformat())

    def last_of(self, dates: Iterable[str]) -> str:
        """Give the last day of a calendar with `dates` that may have come. One that names none behind the day of the east
        names no days to come: its last one has come where its paper is.
        """
        return self.utc if max(dates, default="") > self.east else self.east


def calendar_pages(page: Page, lead: Lead, plan: Plan, today: Today) -> list[Lead]:
    """Give the days, months and years that `page` links to, newest first, where it is there for nothing else.

    A calendar beside other lists repeats them. What a daily crawl leaves to a backfill is deferred.
    """
    if not of_calendar(lead) and (not _is_calendar(page) or is_day(date_of(lead.list_key or ""))):
        return []  # what stands beside a further page of a day stands beside its first one
    own = date_of(lead.key) or ""
    dates = _at_hand(sorted(_dates(page, plan, today), reverse=True), own)
    barren = own != "" and not is_day(own) and not any(len(date) > len(own) for date, _ in dates)
    number = lead.number + 1 if barren else 2
    if number > 1 + _BARREN:
        return []
    key = lead.list_key or lead.key
    leads = [
        Lead(url, Role.PAGINATION, lead.site, Via.LIST, page.url, lead.depth, key, number, date=date)
        for date, url in dates
    ]
    if plan.history:
        return leads
    return leads[:_NEWEST] + [replace(each, deferred=True) for each in leads[_NEWEST:]]


def archives(page: Page, lead: Lead, plan: Plan, today: Today) -> list[Lead]:
    """Give the days, months and years that a page of other lists offers too: they may hold what the lists show no more.

    A few tell whether they do; first come those of which that is likeliest: not the newest, and not all alike.
    """
    if of_calendar(lead) or page.kind.value is Kind.ARTICLE or _is_calendar(page):
        return []
    dates = sorted(_dates(page, plan, today, named_alone=True), reverse=True)
    likeliest = dict.fromkeys((*dates[1:4:2], *dates[-1:], *dates))
    # Where nothing turns, days may be all that leads to what yesterday's last crawl did not see.
    now = [] if page.navigation.turns else [each for each in dates if is_day(each[0])][:_NEWEST]
    return [
        Lead(url, Role.CATEGORY, lead.site, Via.LIST, page.url, lead.depth + 1, date=date, deferred=waits)
        for date, url in likeliest
        for waits in (not plan.history and (date, url) not in now,)
    ]


def is_day(date: str | None) -> bool:
    """Tell a day from a month, a year and none: `2024-05-21`."""
    return len(date or "") == len("2024-05-21")


def _at_hand(dates: list[tuple[str, str]], own: str) -> list[tuple[str, str]]:
    """Leave days of months further back to the pages of those between, so that days are read in their order.

    `dates`: newest first; `own`: the day that this page is about.
    """
    if not is_day(own):
        return dates
    month = own[: len("2024-05")]
    before = next((date for date, _ in dates if len(date) == len(own) and date[: len(month)] < month), "")
    return [each for each in dates if len(each[0]) < len(own) or each[0] >= before]


def is_sibling(link: Link, page: Page) -> bool:
    """Tell the page of another day of the same calendar, whatever the words of the link."""
    key, own = urls.key(link.url), urls.key(page.url)
    return urls.shape(key) == urls.shape(own) and date_of(key) not in (None, date_of(own))


def _is_calendar(page: Page) -> bool:
    """Tell a page of an archive, by its address or because it shows dates, no articles, and little else."""
    if page.kind.value is Kind.ARTICLE:
        return False
    if _ARCHIVE.search(urls.shape(urls.key(page.url))):
        return True
    if date_of(urls.key(page.url)) and any(
        _is_drawn_day(link) and is_sibling(link, page) for link in page.navigation.links
    ):
        return True
    if _is_above_days(page):
        return True
    links = [link for link in page.navigation.links if link.role is not Role.EXTERNAL]
    dates = sum(_is_drawn_day(link) for link in links)
    return dates > _MOSTLY * len(links) and not any(link.role is Role.ARTICLE for link in links)


def _is_drawn_day(link: Link) -> bool:
    """Tell a day of a calendar that is drawn; entries of a select box are a way to it on pages of other kinds too."""
    return link.of_calendar and not link.origin


def _is_above_days(page: Page) -> bool:
    """Tell the newest day of a calendar, which has no date in its address: `/roll/` or `/roll/today.htm`, above
    `/roll/20240521/`.

    What turns to pages of its own is a list, and its calendar shows that once more.
    """
    own, days = urls.key(page.url), 0
    for link in page.navigation.links if not urls.is_front(own) else ():
        key = urls.key(link.url)
        found = _DATE.search(key)
        if link.role is Role.PAGINATION and not found:
            return False
        days += found is not None and _is_drawn_day(link) and _is_above(own, key[: found.start()])
    return days >= _A_WEEK


def _is_above(own: str, head: str) -> bool:
    folder = head.partition("?")[0].rstrip("/_-")
    return folder == own or ("/" in folder and folder == own.rpartition("/")[0])


def _dates(page: Page, plan: Plan, today: Today, *, named_alone: bool = False) -> Iterator[tuple[str, str]]:
    """`named_alone`: of links that lead to a calendar by their addresses."""
    named = list(_named(page, named_alone=named_alone))
    last = today.last_of(date for date, _ in named)
    yield from ((date, url) for date, url in named if date <= last and _overlaps(date, plan))


def _named(page: Page, *, named_alone: bool) -> Iterator[tuple[str, str]]:
    of_news = _shows_its_day(page)
    for link in page.navigation.links:
        named = link.of_calendar and (of_news or "calendar" not in link.url.lower())
        if not named and (named_alone or link.role not in _WAYS or not is_sibling(link, page)):
            continue
        url = address(link, page)
        if date := date_of(urls.key(url)):
            yield date, url


def _overlaps(date: str, plan: Plan) -> bool:
    size = len(date)
    return (plan.since or "")[:size] <= date and (plan.until is None or date <= plan.until[:size])


def _shows_its_day(page: Page) -> bool:
    """Tell a day that shows its news: where it leads to a calendar, that is one of news, not of events."""
    day = date_of(urls.key(page.url))
    return is_day(day) and any(
        link.role is Role.ARTICLE and not is_sibling(link, page) for link in page.navigation.links
    )


def is_past(key: str, now: datetime) -> bool:
    """Tell the page of a day, or a month, that is over: an issue of a paper, of which every run would look at more."""
    date = date_of(key) or ""
    return len(date) >= len("2024-05") and date < now.date().isoformat()[: len(date)]


def date_of(key: str) -> str | None:
    """Give the day, month or year that an address names, as `2024-05-21`, `2024-05` or `2024`."""
    if (found := _WEEK.search(key)) and 0 < int(found[2]) <= _WEEKS:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1).isoformat()
    if found := _MONTH_NAMED.search(key):
        month = f"{found[1]}-{_MONTHS.index(found[2].lower()) // 3 + 1:02}"
        return f"{month}-{int(found[3]):02}" if found[3] else month
    if found := _MONTH_FIRST.search(key):
        return f"{found[2]}-{found[1]}"
    path, _, query = key.partition("?")
    named = [found[1] if (found := pattern.search(key)) else "" for pattern in _NAMED]
    if len(named[0]) != 4:
        found = _DATE.search(query) or _DATE.search(path)
        named = [piece or "" for piece in found.groups()] if found else []
    kept: list[str] = []
    for piece in named:
        if not piece:
            break
        kept.append(piece.zfill(2))
    return "-".join(kept) or None
