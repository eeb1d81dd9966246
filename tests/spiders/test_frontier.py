"""What is fetched next: roles and pages of lists turned into leads, by plain rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipelines.article import TextHistory
from pipelines.page.address import urls
from pipelines.page.model import Found, Kind, Link, Navigation, Origin, Role
from pipelines.read import Fetched, Page, read_page
from spiders.answers.answers import without_tls
from spiders.frontier import Lead, Mode, Plan, Via
from spiders.leads import leads_of
from spiders.lists.calendar_walk import CalendarWalk
from spiders.lists.calendars import Today, calendar_pages, date_of
from spiders.lists.lists import STALE_PAGES, ListWalk, Turned, next_pages
from spiders.lists.rising import from_the_end, rises
from spiders.order import priority

SITE = "http://example.com"
SEED = Lead(f"{SITE}/", Role.CATEGORY, "example.com", Via.SEED)
LIST = Lead(f"{SITE}/news/", Role.CATEGORY, "example.com", Via.LINK, depth=1)
FIRST = Plan(Mode.CRAWL, first_run=True, list_pages=3, max_depth=4)
DAILY = replace(FIRST, first_run=False)
BACKFILL = replace(FIRST, mode=Mode.BACKFILL)


def link(path: str, role: Role, text: str = "", date: str | None = None) -> Link:
    return Link(SITE + path, role, text, "said so", date)


def page(*links: Link, kind: Kind = Kind.LIST, path: str = "/news/") -> Page:
    history = TextHistory("utf-8", None, "", 1.0)
    return Page(SITE + path, Found(kind, ""), history, Navigation.of(links))


ARTICLES = tuple(link(f"/news/{n}.html", Role.ARTICLE) for n in range(3))


def test_what_a_list_shows_is_fetched_and_what_an_article_shows_waits_for_a_backfill() -> None:
    shown = leads_of(page(*ARTICLES), LIST, DAILY)
    assert [(lead.via, lead.deferred) for lead in shown] == [(Via.LIST, False)] * 3
    behind = leads_of(page(link("/sport/", Role.CATEGORY, "Sport"), *ARTICLES), LIST, DAILY)
    assert behind[1:] == shown, "a section before them changes nothing"
    below = leads_of(page(*ARTICLES, kind=Kind.ARTICLE), LIST, DAILY)
    assert [(lead.via, lead.deferred) for lead in below] == [(Via.LINK, True)] * 3
    assert not any(lead.deferred for lead in leads_of(page(*ARTICLES, kind=Kind.ARTICLE), LIST, BACKFILL))


@pytest.mark.parametrize(("plan", "deferred"), [(FIRST, True), (DAILY, False), (BACKFILL, False)])
def test_the_chain_is_history_on_the_first_crawl(plan: Plan, deferred: bool) -> None:
    both = page(link("/1.html", Role.PREVIOUS), link("/3.html", Role.NEXT), kind=Kind.ARTICLE)
    leads = leads_of(both, LIST, plan)
    assert [(lead.via, lead.deferred) for lead in leads] == [(Via.PREVIOUS, deferred), (Via.NEXT, deferred)]


def test_sections_open_from_what_shows_articles_so_that_calendars_end() -> None:
    days = tuple(link(f"/calendar?day={day}", Role.CATEGORY) for day in range(30))
    assert leads_of(page(*days, kind=Kind.OTHER), LIST, BACKFILL) == []
    assert len(leads_of(page(*days, *ARTICLES, kind=Kind.CATEGORY), LIST, BACKFILL)) == 33
    assert len(leads_of(page(*days, kind=Kind.OTHER), SEED, BACKFILL)) == 30
    deep = replace(LIST, depth=BACKFILL.max_depth)
    assert len(leads_of(page(*days, *ARTICLES), deep, BACKFILL)) == 3


def test_a_page_without_articles_leads_on_by_feeds_frames_and_names() -> None:
    ways = (
        link("/feed.xml", Role.FEED),
        link("/list.asp?c=1", Role.CATEGORY)._replace(origin=Origin.IFRAME),
        link("/list.asp?c=2", Role.CATEGORY, "财政资金"),
        link("/list.asp?d=3", Role.CATEGORY, "3"),
    )
    leads = leads_of(page(*ways, kind=Kind.OTHER), LIST, BACKFILL)
    assert [lead.url.removeprefix(SITE) for lead in leads] == ["/feed.xml", "/list.asp?c=1", "/list.asp?c=2"]


def test_a_start_page_is_its_frames() -> None:
    frames = page(link("/menu.htm", Role.CATEGORY)._replace(origin=Origin.FRAME), kind=Kind.OTHER, path="/")
    (menu,) = leads_of(frames, SEED, BACKFILL)
    months = page(
        *(link(f"/99{month}.htm", Role.CATEGORY, f"{month}/99") for month in range(10, 13)), kind=Kind.OTHER
    )
    assert len(leads_of(months, menu, BACKFILL)) == 3
    (menu,) = leads_of(frames, LIST, BACKFILL)
    assert leads_of(months, menu, BACKFILL) == []


@pytest.mark.parametrize("way", [Origin.REFRESH, Origin.FRAME])
def test_a_page_that_sends_its_readers_to_itself_under_another_name_is_followed_there(way: Origin) -> None:
    sent = page(link("/index.asp", Role.CATEGORY)._replace(origin=way), path="/")
    (lead,) = leads_of(sent, SEED, DAILY)
    assert (lead.url, lead.hops, lead.via) == (f"{SITE}/index.asp", 1, Via.SEED)
    assert all(lead.role is Role.SITEMAP for lead in leads_of(sent, replace(SEED, hops=3), DAILY))


def test_a_host_is_asked_with_tls_where_it_has_spoken_it_and_without_where_that_fails() -> None:
    secure = replace(page(*ARTICLES), url="https://example.com/news/")
    assert leads_of(secure, LIST, DAILY)[0].url == "https://example.com/news/0.html"
    elsewhere = replace(secure, url="https://www.example.com/news/")
    assert leads_of(elsewhere, LIST, DAILY)[0].url == f"{SITE}/news/0.html"
    promised = Lead("https://example.com/1.html", Role.ARTICLE, "example.com", Via.LIST, f"{SITE}/news/")
    plain = without_tls(promised)
    assert plain is not None
    assert (plain.url, plain.hops) == (f"{SITE}/1.html", 1)
    assert without_tls(replace(promised, referrer="https://example.com/news/")) is None
    assert without_tls(plain) is None


def test_only_articles_within_the_dates_are_fetched() -> None:
    dated = page(link("/a", Role.ARTICLE, date="2024-01-31"), link("/b", Role.ARTICLE, date="2024-02-01"),
                 link("/c", Role.ARTICLE), link("/d", Role.ARTICLE, date="2024-03-01"))  # fmt: skip
    window = replace(BACKFILL, since="2024-02-01", until="2024-02-29")
    assert [lead.url[-1] for lead in leads_of(dated, LIST, window)] == ["b", "c"]


def test_sessions_and_tracking_are_not_fetched() -> None:
    tracked = page(link("/1.asp?id=7&PHPSESSID=0123456789abcdef0123&utm_source=x", Role.ARTICLE))
    assert [lead.url for lead in leads_of(tracked, LIST, DAILY)] == [f"{SITE}/1.asp?id=7"]


@pytest.mark.parametrize(
    ("way", "asked"),
    [
        ("/view?id=7&back=%2Fnews%2F", "/view?id=7"),
        ("/view?id=7&back=http%3A%2F%2Fexample.com%2Fnews%2F", "/view?id=7"),
        ("/view?id=7&about=%2Fcity%2F", "/view?id=7&about=%2Fcity%2F"),
        ("/view?of=%2Fnews%2F", "/view?of=%2Fnews%2F"),
    ],
)
def test_the_way_back_to_a_list_is_no_part_of_its_entry(way: str, asked: str) -> None:
    assert [lead.url for lead in leads_of(page(link(way, Role.ARTICLE)), LIST, DAILY)] == [SITE + asked]


PAGER = (
    link("/news/", Role.PAGINATION, "首页"), link("/news/", Role.PAGINATION, "上一页"),
    link("/news/?page=1", Role.PAGINATION, "1"), link("/news/?page=3", Role.PAGINATION, "3"),
    link("/news/?page=4", Role.PAGINATION, "4"), link("/news/?page=3", Role.PAGINATION, "下一页"),
    link("/news/?page=90", Role.PAGINATION, "尾页"),
)  # fmt: skip
SECOND = replace(LIST, url=f"{SITE}/news/?page=2", role=Role.PAGINATION, number=2, list_key="example.com/news")


def turned(plan: Plan, stale: int = 0, fresh: int = 1, lead: Lead = SECOND) -> list[tuple[int, str]]:
    pages = next_pages(page(*ARTICLES, *PAGER, path="/news/?page=2"), lead, plan, Turned(stale, fresh))
    return [(each.number, each.url.removeprefix(SITE)) for each in pages]


def test_a_crawl_turns_one_page_at_a_time_while_there_is_news() -> None:
    assert turned(DAILY) == [(3, "/news/?page=3")]
    assert turned(DAILY, fresh=0) == []


def test_the_first_crawl_reads_three_pages_of_a_list() -> None:
    assert turned(FIRST, fresh=0) == [(3, "/news/?page=3")]
    assert turned(FIRST, lead=replace(SECOND, number=3)) == []


@pytest.mark.parametrize(("again", "ahead"), [("/news/list1.htm", [3]), ("/news/other1.htm", [3, 1])])
def test_the_first_page_of_a_list_is_known_by_its_number(again: str, ahead: list[int]) -> None:
    pager = (link(again, Role.PAGINATION, "第一页"), link("/news/list3.htm", Role.PAGINATION, "下一页"))
    second = replace(SECOND, url=f"{SITE}/news/list2.htm", list_key="example.com/news/list.htm")
    pages = next_pages(page(*ARTICLES, *pager, path="/news/list2.htm"), second, BACKFILL, Turned(0, 3))
    assert [each.number for each in pages] == ahead


OLDER, NEWER = (
    link("/news/previous/3", Role.PAGINATION, "<< Previous"),
    link("/news/", Role.PAGINATION, "Next >>"),
)


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize(
    ("first", "ahead"),
    [((OLDER,), [3]), ((OLDER, NEWER), []), ((NEWER,), [])],
    ids=["older behind", "both", "newer"],
)
def test_the_previous_page_of_a_first_page_lies_ahead(
    first: tuple[Link, ...], ahead: list[int], killed: bool
) -> None:
    walk = ListWalk()
    walk.turn(page(*ARTICLES, *first), LIST, ("a", "b"), 2)
    if killed:  # the next run finds the first page unchanged
        kept, walk = walk.to_json(), ListWalk()
        walk.recall(kept)
    second = page(*ARTICLES, OLDER, NEWER, path="/news/previous/2")
    lead = replace(SECOND, url=second.url, list_key=LIST.key)
    pages = next_pages(second, lead, FIRST, walk.turn(second, lead, ("c", "d"), 2))
    assert [each.number for each in pages if each.url == f"{SITE}/news/previous/3"] == ahead


def test_a_backfill_takes_every_page_the_next_one_first() -> None:
    pages = turned(BACKFILL)
    assert pages[0] == (3, "/news/?page=3")
    assert (90, "/news/?page=90") in pages
    assert pages.index((4, "/news/?page=4")) < pages.index((90, "/news/?page=90"))


def test_a_list_that_repeats_itself_ends() -> None:
    walk = ListWalk()
    entries = ["a", "b"]
    assert [walk.turn(page(*ARTICLES), SECOND, entries, 0).stale for _ in range(4)] == [0, 1, 2, 3]
    assert walk.turn(page(*ARTICLES), SECOND, ["c"], 0).stale == 0
    assert turned(BACKFILL, stale=STALE_PAGES) == []


def test_a_list_that_shows_its_last_page_again_has_ended() -> None:
    walk, entries = ListWalk(), ("a", "b")
    second, third = replace(SECOND, number=2), replace(SECOND, number=3)
    assert walk.turn(page(*ARTICLES), second, entries, 0).stale == 0
    assert walk.turn(page(*ARTICLES), second, entries, 0).stale == 1, "the same page, asked for again"
    assert walk.turn(page(*ARTICLES), third, entries, 0).stale == STALE_PAGES
    assert ListWalk().turn(page(), third, (), 0).stale == 1


def test_the_newest_beside_every_page_of_a_list_say_nothing_of_its_further_ones() -> None:
    walk, first = ListWalk(), page(*ARTICLES)
    new, old, older = leads_of(first, LIST, DAILY)
    assert walk.unseen(LIST, (new, old)) == [new, old]
    walk.turn(first, LIST, (new.key, old.key), 1)
    second = replace(LIST, url=f"{SITE}/news/?page=2", role=Role.PAGINATION, list_key=LIST.key, number=2)
    assert walk.unseen(second, (new, older)) == [older]
    assert walk.unseen(second, (new, old)) == (new, old), "all came in since the first page was read"
    assert walk.unseen(replace(LIST, url=f"{SITE}/sport/"), (new, older)) == [new, older]


def test_a_list_that_begins_with_its_oldest_entry_is_read_from_its_end() -> None:
    """The last page leads back while it shows news; a first crawl reads as many pages as of another list."""
    ahead = [(3, "c"), (4, "d"), (1, "a")]
    assert from_the_end(ahead, replace(SECOND, number=2), DAILY, 0) == [(4, "d")]
    last = [(2, "b"), (3, "c"), (1, "a")]
    for fresh, wanted in ((0, []), (1, [(3, "c")])):
        assert from_the_end(last, replace(SECOND, number=4), DAILY, fresh) == wanted
    assert from_the_end(last, replace(SECOND, number=4), FIRST, 0) == [(3, "c")]
    assert from_the_end([(4, "d"), (2, "b")], replace(SECOND, number=3), FIRST, 9) == [(4, "d")]


@pytest.mark.parametrize(
    ("days", "number", "rising"),
    [
        ((1, 2, 3, 3, 5), 1, True),
        ((1, 2, 3), 1, False),
        ((1, 2), 2, True),
        ((2, 2), 2, False),
        ((5, 4, 3, 2, 1), 1, False),
        ((1, 2, 3, 5, 4), 1, False),
    ],
)
def test_such_a_list_is_told_by_its_days(days: tuple[int, ...], number: int, rising: bool) -> None:
    rows = tuple(link(f"/{at}", Role.ARTICLE, date=f"2024-01-{day:02}") for at, day in enumerate(days))
    assert rises(page(*rows), replace(SECOND, number=number)) is rising


def test_a_sorted_list_ends_behind_the_window() -> None:
    old = tuple(link(f"/{n}", Role.ARTICLE, date=f"2020-01-{30 - n:02}") for n in range(5))
    window = replace(BACKFILL, since="2020-02-01")
    assert next_pages(page(*old, *PAGER), SECOND, window, Turned(0, 5)) == []
    unsorted = (*old, link("/new", Role.ARTICLE, date="2020-03-01"))
    assert next_pages(page(*unsorted, *PAGER), SECOND, window, Turned(0, 5))


def test_articles_come_before_the_next_page_of_their_list() -> None:
    queue = [
        SEED,
        Lead("u", Role.PART, "s", Via.LIST),
        Lead("u", Role.CATEGORY, "s", Via.LINK),
        Lead("u", Role.ARTICLE, "s", Via.LIST),
        Lead("u", Role.SITEMAP, "s", Via.SITEMAP, depth=1),  # robots.txt or an index may name thousands
        Lead("u", Role.PAGINATION, "s", Via.LIST),
        Lead("u", Role.PREVIOUS, "s", Via.PREVIOUS),
        Lead("u", Role.ARTICLE, "s", Via.LINK),
        Lead("u", Role.PAGINATION, "s", Via.FEED),  # what it holds, lists may have shown
    ]
    places = [priority(lead) for lead in queue]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("/archive/2024/05/21/", "2024-05-21"),
        ("/archive/2024/5/", "2024-05"),
        ("/archive/2024/", "2024"),
        ("/list.asp?day=3&month=5&year=2024", "2024-05-03"),
        ("/list.asp?y=2024&m=5", "2024-05"),
        ("/list.asp?date=20240521", "2024-05-21"),
        ("/?m=202405", "2024-05"),
        ("/news?x%5Bdemand%5D%5Bmonth%5D=05&x%5Bdemand%5D%5Byear%5D=2024", "2024-05"),
        ("/news?x[year]=2024&x[month]=5", "2024-05"),
        ("/news?month:int=5&year:int=2024", "2024-05"),
        ("/list.asp?month=5", None),
        ("/news/120241.html", None),
    ],
)
def test_the_day_that_an_address_names(address: str, date: str | None) -> None:
    assert date_of(urls.key(SITE + address)) == date


def test_calendars_are_read_newest_first_as_far_as_days_are_asked_for_and_have_come() -> None:
    days = tuple(
        link(f"/archive/2024/05/{day:02}/", Role.OTHER)._replace(of_calendar=True) for day in range(1, 31)
    )
    shown = page(*days, kind=Kind.OTHER, path="/archive/")
    assert [lead.date for lead in calendar_pages(shown, LIST, BACKFILL, Today("2024-05-03", "2024-05-03"))] == [
        "2024-05-03",
        "2024-05-02",
        "2024-05-01",
    ]
    window = replace(BACKFILL, since="2024-05-10", until="2024-05-11")
    assert [lead.date for lead in calendar_pages(shown, LIST, window, Today("2024-06-01", "2024-06-01"))] == [
        "2024-05-11",
        "2024-05-10",
    ]
    daily = calendar_pages(shown, LIST, DAILY, Today("2024-06-01", "2024-06-01"))
    assert [lead.deferred for lead in daily] == [False] * 2 + [True] * 28
    beside = page(*days, *ARTICLES, kind=Kind.CATEGORY, path="/")
    assert calendar_pages(beside, SEED, BACKFILL, Today("2024-06-01", "2024-06-01")) == []


@pytest.mark.parametrize(
    ("hour", "last", "newest"),
    [(9, 4, "2024-05-03"), (17, 4, "2024-05-04"), (17, 30, "2024-05-03"), (17, 3, "2024-05-03")],
    ids=["nowhere yet", "in the east", "of a calendar with days to come", "not out yet"],
)
def test_the_day_of_the_east_has_come_where_a_calendar_names_it_last(hour: int, last: int, newest: str) -> None:
    days = tuple(
        link(f"/archive/2024/05/{day:02}/", Role.OTHER)._replace(of_calendar=True) for day in range(1, last + 1)
    )
    shown = page(*days, kind=Kind.OTHER, path="/archive/")
    today = Today.at(datetime(2024, 5, 3, hour, tzinfo=UTC))
    assert calendar_pages(shown, LIST, DAILY, today)[0].date == newest


def test_a_calendar_without_news_ends() -> None:
    walk = CalendarWalk()
    roll = "http://example.com/roll/"
    days = [replace(LIST, url=f"{roll}2024-06-{number:02}/", list_key=roll) for number in range(30, 0, -1)]
    going = [walk.turn(each, shows_news=False) for each in days]
    assert going.index(False) < 20
    assert walk.turn(days[20], shows_news=True)
    assert walk.turn(days[21], shows_news=False)


@pytest.mark.parametrize(
    "text", ["上个月", "上月", "上一月", "前月", "‹", "«", "←", "Previous month", "Prev", "May 2024"]
)
def test_a_calendar_goes_on_to_the_month_before_whatever_the_link_says(text: str) -> None:
    days = "".join(f"<td><a href='/archive/2024-06-{day:02}/'>{day}</a></td>" for day in range(1, 30))
    html = f"<meta charset=utf-8><h1>2024-06</h1><table>{days}</table><a href='/archive/2024-05/'>{text}</a>"
    shown = read_page(Fetched(f"{SITE}/archive/2024-06/", html.encode()))
    assert isinstance(shown, Page)
    lead = replace(LIST, url=shown.url)
    found = [each.date for each in calendar_pages(shown, lead, BACKFILL, Today("2024-07-01", "2024-07-01"))]
    assert found == [*(f"2024-06-{day:02}" for day in range(29, 0, -1)), "2024-05"]


@pytest.mark.parametrize("address", ["/roll/{}/", "/roll/{}.shtml", "/roll/{}/index.html"])
@pytest.mark.parametrize("text", ["前一天", "Yesterday", "31"])
def test_days_in_one_piece_are_a_calendar_and_a_day_of_few_articles_a_list(address: str, text: str) -> None:
    days = "".join(f"<td><a href='{address.format(f'202406{day:02}')}'>{day}</a></td>" for day in range(1, 30))
    rows = "".join(f"<li><a href='/a/20240607/{n}.html'>镇里修好了三座旧桥 {n}</a></li>" for n in range(3))
    pages = "".join(f"<a href='/roll/20240607/{n}.html'>{n}</a>" for n in (2, 3))
    before = f"<a href='{address.format('20240531')}'>{text}</a>"
    html = f"<meta charset=utf-8><title>滚动</title>{before}<table>{days}</table><ul>{rows}</ul><div>{pages}</div>"
    shown = read_page(Fetched(f"{SITE}/roll/20240607/", html.encode()))
    assert isinstance(shown, Page)
    found = {link.url: link.of_calendar for link in shown.navigation.links}
    assert found[SITE + address.format("20240531")]
    assert found[SITE + address.format("20240601")]
    roles = [link.role for link in shown.navigation.links if "/20240607/" in link.url and link.url != shown.url]
    assert roles.count(Role.ARTICLE) == 3
    assert roles.count(Role.PAGINATION) == 2


@pytest.mark.parametrize(
    ("address", "is_calendar"),
    [
        ("/content/202406/{:02}/node_1.htm", True),
        ("/paper/202406{:02}/A01.html", True),
        ("/news/20240607/{}.html", False),
    ],
)
def test_days_are_told_by_a_text_that_is_the_day_of_their_address(address: str, is_calendar: bool) -> None:
    days = "".join(f"<td><a href='{address.format(day)}'>{day}</a></td>" for day in range(1, 30))
    rows = "".join(f"<li><a href='/a/20240607/{n}.html'>镇里修好了三座旧桥 {n}</a></li>" for n in range(3))
    shown = read_page(
        Fetched(f"{SITE}/x.html", f"<meta charset=utf-8><table>{days}</table><ul>{rows}</ul>".encode())
    )
    assert isinstance(shown, Page)
    assert sum(link.of_calendar for link in shown.navigation.links) == (29 if is_calendar else 0)


@pytest.mark.parametrize(
    ("path", "day", "pager", "is_calendar"),
    [
        ("/roll/", "/roll/202405{:02}/", "/roll/20240521/2.html", True),
        ("/daily.asp", "/daily.asp?d=202405{:02}", "", True),
        ("/roll/today.htm", "/roll/202405/{:02}c.htm", "", True),
        ("/about.htm", "/202405{:02}/", "", False),
        ("/roll/", "/roll/202405{:02}/", "/roll/2.html", False),
        ("/news/", "/roll/202405{:02}/", "", False),
        ("/", "/202405{:02}/", "", False),
    ],
    ids=[
        "folder",
        "program",
        "file",
        "beside the front page",
        "a list that turns",
        "another folder",
        "front page",
    ],
)
def test_the_newest_day_of_a_calendar_may_have_no_date_in_its_address(
    path: str, day: str, pager: str, is_calendar: bool
) -> None:
    days = [link(day.format(n), Role.OTHER)._replace(of_calendar=True) for n in range(1, 22)]
    more = [link(pager, Role.PAGINATION)] if pager else []
    shown = page(*days, *more, *(link(f"/a/{n}.html", Role.ARTICLE) for n in range(30)), path=path)
    found = calendar_pages(shown, replace(LIST, url=shown.url), BACKFILL, Today("2024-05-21", "2024-05-21"))
    assert [each.date for each in found[:2]] == (["2024-05-21", "2024-05-20"] if is_calendar else [])


@pytest.mark.parametrize(("depth", "below"), [(1, [2]), (2, [4]), (3, []), (4, [])])
def test_sitemaps_that_name_sitemaps_for_ever_end(depth: int, below: list[int]) -> None:
    index = page(link("/sitemap-1.xml", Role.SITEMAP), path="/sitemap.xml", kind=Kind.OTHER)
    lead = Lead(index.url, Role.SITEMAP, "example.com", Via.SITEMAP, depth=depth)
    assert [each.depth for each in leads_of(index, lead, BACKFILL)] == below
