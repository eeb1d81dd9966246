"""Articles that call their neighbours pages of themselves: each is given, none waits for another, and none is joined."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from pipelines.page.model import Role
from pipelines.parts import Parts
from pipelines.read import Fetched, Page, read_page
from spiders.frontier import Lead, Result, Via, Visit
from spiders.gathering import Gathered, Gathering, Reading

HEADLINES = [
    "城南的新桥昨日清晨正式通车",
    "老图书馆修缮完工重新开放",
    "今年的早稻长势良好",
    "青石小学铺上了新的跑道",
]


def page(number: int, headline: str, last: int, folder: str = "n") -> Page:
    """Give page `number` of 1 to `last`, which its head calls pages of one thing."""
    before = f"<link rel=prev href='/{folder}/{number - 1}.html'>" if number > 1 else ""
    behind = f"<link rel=next href='/{folder}/{number + 1}.html'>" if number < last else ""
    said = "".join(
        f"<p>{headline}，记者在现场看到，前来参观的居民络绎不绝，这是第{part}段。</p>" for part in range(6)
    )
    html = f"<meta charset=utf-8><title>{headline}</title>{before}{behind}<h1>{headline}</h1><div>2024-05-06 10:00</div><div>{said}</div>"
    found = read_page(Fetched(f"http://a.example/{folder}/{number}.html", html.encode(), "text/html"))
    assert isinstance(found, Page)
    return found


def reading(url: str) -> Reading:
    return Reading(Visit(Lead(url, Role.ARTICLE, "a", Via.LIST), Result.READ), None, "2026-11-29T00:00:00Z")


def gather(pages: list[Page]) -> list[Gathered]:
    gathering = Gathering()
    given: list[Gathered] = []
    for each in pages:
        if len(each.navigation.parts) > 1:
            whole = gathering.hold(each, reading(each.url))
            given += [whole] if whole else []
        else:
            given.append(gathering.single(each, reading(each.url)))
        given += gathering.untangled()
    return given


@pytest.mark.parametrize("order", list(permutations(range(4)))[::3])
def test_neighbours_that_are_called_pages_are_articles_of_their_own(order: tuple[int, ...]) -> None:
    pages = [page(number, headline, 4) for number, headline in enumerate(HEADLINES, 1)]
    assert len(pages[1].navigation.parts) == 3
    given = gather([pages[number] for number in order])
    assert sorted(each.page.url for each in given) == [each.url for each in pages]
    assert len({each.page.article.article_id for each in given if each.page.article}) == 4
    assert all(set(each.held) == {f"a.example/n/{each.page.url[-6]}.html"} for each in given)
    assert all(each.page.article and not each.page.article.pages for each in given)


def test_articles_are_untangled_once_by_two_pages_read_at_a_time() -> None:
    gathering = Gathering()
    pages = [
        page(number, f"{headline}（{folder}）", 4, folder)
        for folder in ("n", "town")
        for number, headline in enumerate(HEADLINES, 1)
    ]
    taken = [
        (gathering.hold if len(each.navigation.parts) > 1 else gathering.single)(each, reading(each.url))
        for each in pages
    ]
    one = gathering.untangled()
    given = [*filter(None, taken), next(one), *gathering.untangled(), *one]
    assert sorted(each.page.url for each in given) == [each.url for each in pages]


def test_extract_gives_the_same() -> None:
    parts, given = Parts(), []
    for number, headline in enumerate(HEADLINES, 1):
        found = page(number, headline, 4)
        if len(found.navigation.parts) < 2:
            parts.note(found)
            given.append(found)
        elif whole := parts.offer(found):
            given.append(whole)
    given += parts.rest()
    assert sorted(each.url for each in given) == [f"http://a.example/n/{number}.html" for number in range(1, 5)]


def test_pages_of_one_headline_are_one_article() -> None:
    given = gather([page(number, HEADLINES[0], 2) for number in (2, 1)])
    assert [len(each.page.article.pages) for each in given if each.page.article] == [2]


def test_an_article_waits_for_a_page_of_its_own_that_came_alone() -> None:
    gathering, first = Gathering(), page(1, HEADLINES[0], 2)
    part = page(2, HEADLINES[0], 2)
    without_pager = replace(part, navigation=replace(part.navigation, parts=()))
    gathering.single(without_pager, reading(part.url))
    assert gathering.hold(first, reading(first.url)) is None
    assert not list(gathering.untangled())
    whole = gathering.hold(part, reading(part.url))
    assert whole is not None
    assert whole.page.article is not None
    assert len(whole.page.article.pages) == 2


def test_numbers_that_only_ids_have_are_no_pages() -> None:
    head = "<link rel=prev href='show-100.html'><link rel=next href='show-102.html'>"
    said = f"<p>{HEADLINES[0]}，两岸居民扶老携幼前来观看，桥上挤满了人。</p>" * 6
    html = f"<meta charset=utf-8><title>{HEADLINES[0]}</title>{head}<h1>{HEADLINES[0]}</h1><div>{said}</div>"
    found = read_page(Fetched("http://a.example/show-101.html", html.encode(), "text/html"))
    assert isinstance(found, Page)
    assert not found.navigation.parts
    assert found.navigation.previous and found.navigation.previous.value.url == "http://a.example/show-100.html"
