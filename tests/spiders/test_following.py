"""What a run follows of a page, by what it has seen: of lists that show nothing new, and which way lists go."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from pipelines.article import TextHistory
from pipelines.page.model import Found, Kind, Link, Navigation, Role
from pipelines.read import Page
from spiders.following import Following
from spiders.frontier import Lead, Mode, Plan, Via
from spiders.lists.issues import issues
from spiders.lists.lists import ListWalk
from spiders.lists.rising import rises

SITE = "http://example.com"
LIST = Lead(f"{SITE}/news/", Role.CATEGORY, "example.com", Via.LINK, depth=1)
MONTH = replace(LIST, url=f"{SITE}/2024/05/", date="2024-05")
BACKFILL = Plan(Mode.BACKFILL, first_run=True, list_pages=3, max_depth=4)
DAILY = replace(BACKFILL, mode=Mode.CRAWL, first_run=False)


class Memory:
    """What a run keeps; it knows no page."""

    empty_at_start = True

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def keep(self, name: str, value: str) -> None:
        self.kept[name] = value

    def unknown(self, leads: Iterable[Lead]) -> set[str]:
        return {lead.key for lead in leads}

    def standing(self, keys: Iterable[str]) -> dict[str, bool]:
        return {}


def page(path: str, *links: tuple[str, Role, str]) -> Page:
    found = tuple(Link(SITE + to, role, text, "said so", None) for to, role, text in links)
    return Page(SITE + path, Found(Kind.LIST, ""), TextHistory("utf-8", None, "", 1.0), Navigation.of(found))


def entries(*numbers: int) -> list[tuple[str, Role, str]]:
    return [(f"/a/{number}.html", Role.ARTICLE, "") for number in numbers]


def pager(path: str, *numbers: int) -> list[tuple[str, Role, str]]:
    return [(f"{path}page/{number}/", Role.PAGINATION, str(number)) for number in numbers]


def followed(following: Following, shown: Page, lead: Lead, memory: Memory | None = None) -> list[int]:
    """The numbers of the list's further pages that are followed."""
    leads = following.leads(shown, lead, BACKFILL, memory or Memory())  # type: ignore[arg-type]
    return [each.number for each in leads if each.role is Role.PAGINATION]


@pytest.mark.parametrize(
    ("lead", "known", "numbers", "sampled"),
    [
        (MONTH, True, (2, 3, 4, 5, 6), [6]),
        (replace(MONTH, role=Role.PAGINATION), True, (2, 3, 4, 5, 6), [6]),
        (replace(MONTH, role=Role.PAGINATION, date="2024-05-21"), True, (2, 3, 4), [2, 3, 4]),
        (MONTH, True, (2,), [2]),
        (MONTH, False, (2, 3, 4, 5, 6), [2, 3, 4, 5, 6]),
        (LIST, True, (2, 3, 4, 5, 6), [4, 6]),
        (LIST, True, (2, 3, 4), [2, 3, 4]),
    ],
    ids=["archive", "month", "issue", "its second page alone", "shows news", "section", "short section"],
)
def test_a_list_without_news_on_its_first_page_is_sampled(
    lead: Lead, known: bool, numbers: tuple[int, ...], sampled: list[int]
) -> None:
    following, path = Following(lambda *_: True), lead.url.removeprefix(SITE)
    if known:
        followed(following, page("/", *entries(1, 2)), replace(LIST, url=f"{SITE}/"))
    assert followed(following, page(path, *entries(1, 2), *pager(path, *numbers)), lead) == sampled


@pytest.mark.parametrize(("number", "ahead"), [(9, [2, 3, 4, 5]), (2, [])], ids=["news", "no news"])
def test_the_last_page_tells_whether_the_others_are_read(number: int, ahead: list[int]) -> None:
    following, memory, path = Following(lambda *_: True), Memory(), "/2024/05/"
    followed(following, page("/", *entries(1, 2)), replace(LIST, url=f"{SITE}/"))
    followed(following, page(path, *entries(1, 2), *pager(path, *range(2, 7))), MONTH, memory)
    last = page(f"{path}page/6/", *entries(number), *pager(path, *range(2, 6)))
    lead = replace(LIST, url=last.url, role=Role.PAGINATION, list_key=MONTH.key, number=6)
    assert sorted(followed(following, last, lead, memory)) == ahead


@pytest.mark.parametrize(
    ("first", "text", "is_read"),
    [
        ("/news/?start=0", "0", False),
        ("/news/?page=1&hash=ab", "1", False),
        ("/news/?page=1&hash=ab", "Previous", False),
        ("/other/?page=1", "1", True),
        ("/news/?start=0", "6", True),
    ],
)
def test_the_first_page_of_a_list_under_another_address_is_left(first: str, text: str, is_read: bool) -> None:
    second = replace(LIST, url=f"{SITE}/news/?start=10", role=Role.PAGINATION, list_key=LIST.key, number=2)
    shown = page("/news/?start=10", *entries(*range(20)), (first, Role.PAGINATION, text))
    assert bool(followed(Following(lambda *_: True), shown, second)) is is_read


def test_which_way_a_list_goes_is_kept_until_it_goes_the_other() -> None:
    following, memory = Following(lambda *_: True), Memory()
    older, newer = ("/news/2", Role.PAGINATION, "<< Previous"), ("/news/3", Role.PAGINATION, "Next >>")
    followed(following, page("/news/", *entries(1, 2), older), LIST, memory)
    kept = ListWalk()
    kept.recall(memory.kept["backward"])
    assert kept.backward == {LIST.key}
    followed(following, page("/news/", *entries(1, 2), older, newer), LIST, memory)
    assert json.loads(memory.kept["backward"]) == []


@pytest.mark.parametrize(
    ("texts", "newest"),
    [
        (("Volume 9", "Volume 10", "Volume 11"), "Volume 11"),
        (("Vol. 12, Issue 3", "Vol. 12, Issue 10"), "Vol. 12, Issue 10"),
        (("第34期", "第33期"), "第34期"),
        (("2023年第12期", "2024年第1期"), "2024年第1期"),
        (("제123호", "제124호"), "제124호"),
        (("Ausgabe 3/2024", "Ausgabe 4/2024"), "Ausgabe 4/2024"),
        (("May 2024", "5", "2024", "Page 3", "7号线", "Sport"), None),
    ],
)
def test_a_list_of_issues_leads_to_them_newest_first(texts: tuple[str, ...], newest: str | None) -> None:
    shown = page("/past/", *((f"/past/{at}/", Role.CATEGORY, text) for at, text in enumerate(texts)))
    found = issues(shown, LIST, BACKFILL)
    assert [each.url for each in found[:1]] == ([f"{SITE}/past/{texts.index(newest)}/"] if newest else [])
    assert {(each.depth, each.number) for each in found} <= {(2, 2)}
    assert [each.deferred for each in issues(shown, LIST, DAILY)] == [False, False, True][: len(found)]
    assert issues(shown, replace(LIST, depth=4), BACKFILL) == []
    assert issues(page("/past/", *entries(1), ("/past/3/", Role.CATEGORY, "第34期")), LIST, BACKFILL) == []


def test_days_without_news_say_nothing_of_the_further_pages_of_another() -> None:
    following, memory, calendar = Following(lambda *_: True), Memory(), "example.com/roll/"
    for number in range(1, 6):
        path = f"/roll/2024-06-{number:02}/"
        shown = page(path, *(entries(1, 2, 3) + pager(path, 2, 3, 4) if number == 5 else ()))
        lead = Lead(
            shown.url, Role.PAGINATION, "example.com", Via.LIST, list_key=calendar, number=2, date=path[6:16]
        )
        leads = following.leads(shown, lead, BACKFILL, memory)  # type: ignore[arg-type]
    assert [each.number for each in leads if each.role is Role.PAGINATION] == [2, 3, 4]
    assert not any(map(following.sparing.lists.is_over, leads))


@pytest.mark.parametrize(("own", "waits"), [("/list?org=2", True), ("/list", False)], ids=["filtered", "whole"])
def test_a_daily_crawl_leaves_the_filters_of_a_list_that_is_filtered_already(own: str, waits: bool) -> None:
    following = Following(lambda *_: True)
    shown = page(
        own, *entries(1, 2), *pager("/list/", 2), (f"{own}{'&' if waits else '?'}type=1", Role.CATEGORY, "通知")
    )
    shown = replace(shown, navigation=replace(shown.navigation, turns=True))
    lead = replace(LIST, url=shown.url, list_key="view example.com?org" if waits else None)
    leads = following.leads(shown, lead, DAILY, Memory())  # type: ignore[arg-type]
    assert [each.deferred for each in leads if "type=1" in each.url] == [waits]


@pytest.mark.parametrize(("deeper", "last"), [(True, 3), (False, 1)])
def test_once_a_week_a_list_without_news_is_read_as_far_as_by_the_first_crawl(deeper: bool, last: int) -> None:
    """What is dated back stands on its further pages."""

    class Knowing(Memory):
        def unknown(self, leads: Iterable[Lead]) -> set[str]:
            return set()

    following, lead = Following(lambda *_: True), LIST
    for number in range(1, 5):
        shown = page(lead.url.removeprefix(SITE), *entries(number), *pager("/news/", number + 1))
        leads = following.leads(shown, lead, replace(DAILY, looks_deeper=deeper), Knowing())  # type: ignore[arg-type]
        further = [each for each in leads if each.role is Role.PAGINATION]
        if not further:
            break
        (lead,) = further
    assert number == last


@pytest.mark.parametrize(
    ("days", "rising"),
    [((1, 2, 3, 4, 5, 6), True), ((1, 9, 9, 9, 9, 9), False), ((1, 3, 9, 9, 9, 9), False), ((6, 5, 4, 3, 2, 1), False)],
    ids=["oldest first", "one on top", "two on top", "newest first"],
)  # fmt: skip
def test_what_is_kept_on_top_of_a_day_of_many_articles_makes_no_list_of_the_oldest(
    days: tuple[int, ...], rising: bool
) -> None:
    links = (
        Link(f"{SITE}/a/{at}.html", Role.ARTICLE, "", "said so", f"2024-06-0{day}") for at, day in enumerate(days)
    )
    shown = replace(page("/news/"), navigation=Navigation.of(tuple(links)))
    assert rises(shown, LIST) == rising
