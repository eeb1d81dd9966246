"""Which leads a run spares itself: views, dead ends of sitemaps, baggage, days of calendars."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

import pytest

from pipelines.article import Article, TextHistory
from pipelines.page.model import Found, Kind, Link, Navigation, Role
from pipelines.read import Page
from spiders.frontier import Lead, Result, Via, Visit
from spiders.lists.calendar_walk import CalendarWalk
from spiders.lists.calendars import date_of
from spiders.sparing.baggage import Baggage
from spiders.sparing.dead_ends import DeadEnds
from spiders.sparing.sparing import Sparing
from spiders.sparing.views import Views, is_filter, is_history, kind_of, of_known, with_views
from spiders.sparing.views import _view as view

SITE = "http://example.com"
PROSE = "The bridge was closed for two years and is open again. " * 6


def lead(path: str, role: Role = Role.ARTICLE, via: Via = Via.LIST, kind: str | None = None) -> Lead:
    return Lead(f"{SITE}{path}", role, "example.com", via, list_key=kind)


@pytest.mark.parametrize(
    ("own", "path", "kind"),
    [
        ("/news", "/news?year=2019", "example.com?year"),
        ("/news?cat=1", "/news?cat=2", "example.com?cat="),
        ("/news?cat=1", "/news?cat=1&f[0]=a", "example.com?f[0]"),
        ("/news", "/news?f%5B12%5D=a", "example.com?f[0]"),
        ("/", "/?m=content&a=lists&catid=6", None),
        ("/", "/?year=2019", "example.com?year"),
        ("/news?cat=1", "/news", None),
        ("/news", "/news/year-2019", "example.com/year"),
        ("/news/year-2019", "/news/year-2019/type-3", "example.com/type"),
        ("/news/type-3/year-2019", "/news/year-2019/type-4", "example.com/type="),
        ("/2024/node_2.htm", "/2024/node_3.htm", None),
        ("/news", "/news/local", None),
        ("/news", "/sport", None),
        ("/news/local", "/sport/year-2019", None),
    ],
)
def test_a_view_is_told_by_what_it_asks_for_besides(own: str, path: str, kind: str | None) -> None:
    assert view(f"example.com{path}", f"example.com{own}") == kind


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("e.com/archive/2024/05/21", "2024-05-21"),
        ("e.com/news/(month)/5/(year)/2023", "2023-05"),
        ("e.com/news/year/2023/month/5", "2023-05"),
        ("e.com/list?year=2023&month=11", "2023-11"),
        ("e.com/arkiv/2024/v23", "2024-06-03"),
        ("e.com/ausgabe/2024-kw1", "2024-01-01"),
        ("e.com/arkiv/2024/v60", "2024"),
        ("e.com/news/12", None),
    ],
)
def test_an_address_names_a_day_a_week_by_its_first_or_a_month(key: str, day: str | None) -> None:
    assert date_of(key) == day


def test_views_of_a_kind_are_left_once_two_have_shown_nothing_new() -> None:
    views, one = Views(), lead("/news?year=2019", Role.CATEGORY, kind="view example.com?year")
    assert kind_of(one) and is_filter(one)
    views.ask(one)
    other = lead("/news?year=2018", Role.CATEGORY, kind="view example.com?year")
    assert views.waits(other)
    views.end(one)
    assert not views.waits(other)
    for _ in range(2):
        assert not views.is_idle(other)
        views.turn(one, shows_news=False)
    assert views.is_idle(other)
    views.turn(one, shows_news=True)
    assert not views.is_idle(other), "one that brought news outweighs them"


@pytest.mark.parametrize("kind", ["view of what is known: example.com?topic", "view example.com?topic="])
def test_a_filter_that_tells_nothing_new_of_the_whole_list_tells_nothing_of_less(kind: str) -> None:
    views, whole = Views(), lead("/news?topic=a", Role.CATEGORY, kind="view example.com?topic")
    less = lead("/news?size=9&topic=b", Role.CATEGORY, kind=kind)
    views.ask(whole)
    assert views.waits(less)
    views.turn(whole, shows_news=False)
    assert not views.is_idle(less)
    views.turn(whole, shows_news=False)
    assert views.is_idle(less)
    views.turn(whole, shows_news=True)
    assert not views.is_idle(less)


def test_a_view_waits_for_the_lists_whose_entries_it_may_show_again() -> None:
    views, one = Views(), lead("/news?year=2019", Role.CATEGORY, kind="view example.com?year")
    page, day = (
        lead("/news?page=3", Role.PAGINATION, kind="example.com/news"),
        lead("/2024/05/21/", Role.PAGINATION),
    )
    views.ask(page)
    assert views.waits(one)
    assert not views.waits(replace(one, site="another")), "another site's lists tell nothing of this one"
    assert not views.waits(page), "pages of one list come side by side"
    views.end(page)
    assert not views.waits(one)
    views.ask(replace(day, date="2024-05-21"))
    assert not views.waits(one), "a calendar may have no end"


@pytest.mark.parametrize(
    ("kind", "history"),
    [
        ("example.com?f[0]", True),
        ("example.com?year", True),
        ("example.com/type", True),
        ("example.com?cat", False),
        ("example.com?cat&year", False),
        ("example.com?year=", False),
    ],
)
def test_a_daily_crawl_sees_what_may_be_a_section(kind: str, history: bool) -> None:
    assert is_history(lead("/news?x=1", Role.CATEGORY, kind=f"view {kind}")) is history


def crowd(folder: str, count: int = 14, *, in_menu: bool = False) -> list[str | None]:
    """What kinds of views a page takes `count` sections of one folder for."""
    shown = tuple(
        Link(f"{SITE}{folder}/{n}.html", Role.CATEGORY, f"topic {n}", "", in_menu=in_menu) for n in range(count)
    )
    page = Page(f"{SITE}/", Found(Kind.CATEGORY, ""), TextHistory("utf-8", None, "", 1.0), Navigation.of(shown))
    leads = [lead(f"{folder}/{n}.html", Role.CATEGORY) for n in range(count)]
    return [kind_of(each) for each in with_views(leads, page, lambda _: ())]


def test_many_sections_of_one_folder_are_tags_unless_a_menu_names_them() -> None:
    assert set(crowd("/topic")) == {"view example.com/topic/*="}
    assert set(crowd("/topic", count=5)) == {None}
    assert set(crowd("/topic", in_menu=True)) == {None}
    assert set(crowd("")) == {None}, "of the site itself"


def test_eight_tags_without_news_speak_for_the_rest() -> None:
    views, tag = Views(), lead("/topic/1.html", Role.CATEGORY, kind="view example.com/topic/*=")
    assert of_known(tag) == tag, "what is on a page of known articles says nothing of where its tags lead"
    for _ in range(8):
        assert not views.is_idle(tag)
        views.turn(tag, shows_news=False)
    assert views.is_idle(tag)


def test_lists_and_their_pages_are_no_views() -> None:
    views = Views()
    for one in (lead("/news", Role.CATEGORY), lead("/news?page=2", Role.PAGINATION, kind="example.com/news")):
        for _ in range(9):
            views.turn(one, shows_news=False)
        assert not views.is_idle(one)


def mapped(number: int) -> Lead:
    return lead(f"/show.asp?id={number}", via=Via.SITEMAP)


def gone(*numbers: int) -> DeadEnds:
    ends = DeadEnds(read=20)
    for number in numbers:
        ends.see(Visit(mapped(number), Result.GONE))
    return ends


def test_what_a_sitemap_names_is_left_once_five_of_a_kind_are_gone_but_for_a_few() -> None:
    assert not gone(1, 2, 3, 4).is_dead(mapped(9))
    ends = gone(1, 2, 3, 4, 5)
    tried = [number for number in range(100, 400) if not ends.is_dead(mapped(number))]
    assert tried == [103, 115, 163, 355]


def test_one_that_is_there_brings_the_others_back() -> None:
    ends = gone(1, 2, 3, 4, 5, 6)
    ends.see(Visit(lead("/show.asp?id=7"), Result.READ))
    assert not any(ends.is_dead(mapped(number)) for number in range(100, 200))
    assert not gone(*range(9)).is_dead(lead("/show.asp?id=9")), "what a list shows is fetched"


def test_where_a_sitemap_is_all_there_is_its_first_hundred_may_be_gone() -> None:
    ends = DeadEnds()
    for number in range(100):
        ends.see(Visit(mapped(number), Result.GONE))
    assert not ends.is_dead(mapped(100))


def test_another_edition_of_what_was_read_is_left_once_five_of_it_are_gone() -> None:
    ends = DeadEnds()
    for number in range(100, 120):
        ends.see(Visit(lead(f"/tc/news/{number}.htm"), Result.READ))
    for number in range(100, 105):
        assert not ends.is_dead(lead("/en/news/119.htm"))
        ends.see(Visit(lead(f"/en/news/{number}.htm"), Result.GONE))
    assert ends.is_dead(lead("/en/news/119.htm"))
    assert not ends.is_dead(lead("/en/news/120.htm")), "no other edition has it"
    assert ends.is_dead(lead("/en/tc/news/118.htm")) is False, "of another template"
    ends.see(Visit(lead("/en/news/106.htm"), Result.READ))
    assert not ends.is_dead(lead("/en/news/119.htm"))


def links(query: str) -> tuple[Link, ...]:
    return tuple(Link(f"{SITE}/show.php?aid={n}{query}", Role.ARTICLE, "", "") for n in range(8))


A, B, C = "&u=3f2a9c01d4e5b6a7", "&u=77aa0b1c2d3e4f50", "&u=90ab12cd34ef56a8"


def test_a_session_is_told_by_tokens_that_change() -> None:
    baggage = Baggage()
    baggage.see(f"{SITE}/", links(A))
    assert baggage.lightened(f"{SITE}/show.php?aid=1{A}") == f"{SITE}/show.php?aid=1{A}", "not known yet"
    baggage.see(f"{SITE}/list.php?cat=1{A}", links(B))
    baggage.see(f"{SITE}/list.php?cat=2{A}", links(C))
    assert baggage.lightened(f"{SITE}/show.php?aid=1{A}") == f"{SITE}/show.php?aid=1"


def test_another_run_sees_that_the_token_of_a_page_has_changed() -> None:
    first, second = Baggage(), Baggage()
    assert first.see(f"{SITE}/", links(A))
    second.recall(first.to_json())
    second.see(f"{SITE}/", links(B))
    assert second.lightened(f"{SITE}/show.php?aid=1{B}") == f"{SITE}/show.php?aid=1"


def test_what_tells_one_part_of_a_site_from_another_is_no_session() -> None:
    baggage = Baggage()
    for part in (A, B, C):
        baggage.see(f"{SITE}/index.php?x=1{part}", links(part))
        baggage.see(f"{SITE}/part{part[-1]}/", links(part))
    assert not baggage.names


def article(url: str, canonical: str, text: str = PROSE) -> Article:
    return Article(
        article_id="0" * 32,
        url=url,
        headline="A bridge",
        article_body=text,
        text=TextHistory("utf-8", None, "", 1.0),
        canonical_url=canonical,
    )


def test_a_mark_of_the_place_is_told_by_canonical_addresses() -> None:
    baggage = Baggage()
    for n in range(3):
        baggage.ask(lead(f"/a/{n}.html?pos=top{n}"))
        baggage.read(article(f"{SITE}/a/{n}.html?pos=top{n}", f"{SITE}/a/{n}.html", f"{PROSE}{n}"))
    assert baggage.light(lead("/a/9.html?pos=hot")).url == f"{SITE}/a/9.html"
    assert baggage.was_asked(lead("/a/1.html?pos=hot"))
    assert not baggage.was_asked(lead("/a/9.html"))


def test_a_canonical_address_that_names_many_articles_teaches_nothing() -> None:
    baggage = Baggage()
    for n in range(9):
        baggage.read(article(f"{SITE}/show.php?aid={n}", f"{SITE}/show.php", f"{PROSE}{n}"))
        baggage.read(article(f"{SITE}/view.php?aid={n}&x=1", f"{SITE}/view.php?aid={n}", f"{PROSE}{n}"))
    assert ("example.com", "aid") not in baggage.names


def test_asked_for_again_is_what_did_not_come_what_pages_wait_for_and_where_a_server_sends_us() -> None:
    sparing = Sparing()
    for n in range(3):
        sparing.baggage.read(article(f"{SITE}/a/{n}.html?pos=top{n}", f"{SITE}/a/{n}.html", f"{PROSE}{n}"))
    page = lead("/list.html?page=2", Role.PAGINATION)
    assert sparing.spared(page) is None
    assert sparing.spared(replace(page, url=f"{page.url}&pos=list")) is not None
    assert sparing.spared(replace(page, url=f"{page.url}&pos=list"), is_awaited=True) is None
    assert sparing.spared(replace(page, url=f"{page.url}&pos=list", hops=1)) is None
    sparing.put_off(page)
    assert sparing.spared(page) is None


def day(text: str) -> Lead:
    return Lead(f"{SITE}/day.php?d={text}", Role.PAGINATION, "example.com", Via.LIST, list_key="k", date=text)


def walked(oldest: int, barren: int) -> CalendarWalk:
    """A paper that comes out but for Fridays, from July back to `oldest` of June, and so many days without an issue."""
    walk = CalendarWalk()
    for number in range(10, 0, -1):
        walk.turn(day(f"2024-07-{number:02}"), shows_news=number % 7 != 5)
    for number in range(30, oldest - barren - 1, -1):
        walk.turn(day(f"2024-06-{number:02}"), shows_news=number >= oldest and number % 7 > 0)
    return walk


def test_before_its_oldest_issue_a_calendar_is_tried_by_leaps() -> None:
    assert not walked(24, 2).is_barren(day("2024-06-21"))
    walk = walked(24, 3)
    asked = [number for number in range(20, 0, -1) if not walk.is_barren(day(f"2024-06-{number:02}"))]
    assert asked == [17, 10]
    earlier = [f"2024-05-{number:02}" for number in range(31, 0, -1)]
    assert [each for each in earlier if not walk.is_barren(day(each))] == [
        "2024-05-27",
        "2024-05-24",
        "2024-05-20",
    ]
    assert not walk.is_barren(day("2024-06-25")), "later than the oldest"
    assert not walk.is_barren(day("2024-05")), "a month tells of all its days"
    walk.turn(day("2024-06-10"), shows_news=True)
    assert not walk.is_barren(day("2024-06-15"))


def test_a_calendar_without_issues_on_any_leap_is_left() -> None:
    walk = walked(12, 8)
    assert not walk.is_barren(day("2024-05-29")), "a leap"
    walk.turn(day("2024-05-29"), shows_news=False)
    assert walk.is_barren(day("2024-05-15"))


def test_days_wait_for_those_that_may_show_a_calendar_to_have_ended() -> None:
    walk = walked(24, 1)
    walk.ask(day("2024-06-22"))
    assert not walk.waits(day("2024-06-21"))
    walk.ask(day("2024-06-21"))
    assert walk.waits(day("2024-06-20"))
    assert not walk.waits(day("2024-06-17")), "a leap"
    assert not walk.waits(lead("/a/1.html"))
    walk.end(day("2024-06-22"))
    walk.end(day("2024-06-21"))
    walk.turn(day("2024-06-22"), shows_news=False)
    walk.turn(day("2024-06-21"), shows_news=False)
    assert not walk.waits(day("2024-06-20")), "it is settled, not asked for"
    assert walk.is_barren(day("2024-06-20"))


def test_a_day_that_is_not_there_is_one_without_news() -> None:
    sparing = Sparing()
    sparing.calendars.turn(day("2024-06-28"), shows_news=True)
    for number in range(27, 20, -1):
        assert not sparing.calendars.is_barren(day("2024-06-20"))
        sparing.ended(Visit(day(f"2024-06-{number}"), Result.GONE))
    assert sparing.calendars.is_barren(day("2024-06-20"))


def test_days_between_leaps_come_back_once_a_leap_has_shown_news() -> None:
    walk = walked(24, 3)
    left = [day(f"2024-06-{number}") for number in (20, 19, 18)]
    assert all(map(walk.is_barren, left))
    assert walk.revived(left[0]) == []
    walk.turn(day("2024-06-17"), shows_news=True)
    assert walk.revived(day("2024-06-17")) == left
    assert walk.revived(day("2024-06-17")) == []


def read_of(days: list[str], full: set[str], seed: int) -> set[str]:
    """Walk `days` with eight under way that are answered in any order; give those that were read and `full`."""
    walk, chance, read = CalendarWalk(), random.Random(seed), set()
    pending, asked = [day(each) for each in days], list[Lead]()
    while pending or asked:
        ready = (each for each in pending if not walk.waits(each))
        for each in list(islice(ready, 8 - len(asked))):
            pending.remove(each)
            if not walk.is_barren(each):
                asked.append(each)
                walk.ask(each)
        if asked:
            each = asked.pop(chance.randrange(len(asked)))
            walk.turn(each, shows_news=each.date in full)
            walk.end(each)
            pending += walk.revived(each)
            read.add(each.date or "")
    return read & full


@pytest.mark.parametrize("every", [1, 2, 3])
def test_the_order_in_which_days_are_answered_ends_no_calendar(every: int) -> None:
    months = [[f"2024-{month:02}-{number:02}" for number in range(28, 0, -1)] for month in (6, 5, 4)]
    for seed in range(6):
        random.Random(seed).shuffle(months)
        days = [each for month in months for each in month]
        assert read_of(days, set(days[::every]), seed) == set(days[::every])


def test_days_behind_the_end_of_a_paper_say_nothing_of_those_before() -> None:
    walk = CalendarWalk()
    walk.turn(day("2024-06-08"), shows_news=True)
    for number in range(30, 9, -1):
        walk.turn(day(f"2024-06-{number:02}"), shows_news=False)
        walk.turn(day(f"2024-07-{number:02}"), shows_news=False)
        walk.turn(day(f"2024-08-{number:02}"), shows_news=False)
    assert walk.is_barren(day("2024-09-01"))
    assert not walk.is_barren(day("2024-06-07"))
