"""Articles under two addresses: when the second one need not be fetched."""

from __future__ import annotations

import pytest

from pipelines.article import Article, TextHistory
from pipelines.page.model import Link, Role
from spiders.frontier import Lead, Via
from spiders.sparing.address_forms import form_of
from spiders.sparing.twins import PROOFS, Twins

SITE = "http://example.com"
ENOUGH = "The bridge was closed for two years and is open again. " * 6


def article(url: str, body: str = ENOUGH, headline: str = "The old bridge is open again") -> Article:
    text = TextHistory("utf-8", None, "", 1.0)
    return Article(article_id="0" * 32, url=url, headline=headline, article_body=body, text=text)


def lead(url: str) -> Lead:
    return Lead(url, Role.ARTICLE, "example.com", Via.LIST)


def entry(url: str, text: str) -> Link:
    return Link(url, Role.ARTICLE, text, "")


def pair(number: int) -> tuple[str, str]:
    return f"{SITE}/news/{number}.html", f"{SITE}/town/{number}.html"


def proved(same: bool = True) -> Twins:
    """After as many pairs as it takes, which said the same, or of which the last one did not."""
    twins = Twins()
    for number in range(1000, 1000 + PROOFS):
        first, second = pair(number)
        body = f"{ENOUGH}{number}"
        twins.read(article(first, body, f"The bridge of number {number}"))
        twins.read(
            article(
                second,
                body if same or number < 999 + PROOFS else f"{body} Not so.",
                f"The bridge of number {number}",
            )
        )
    return twins


def shown(twins: Twins, number: int, first_title: str, second_title: str) -> Lead:
    """A further pair, of which the first was read."""
    first, second = pair(number)
    twins.show((entry(first, first_title), entry(second, second_title)))
    twins.read(article(first, f"{ENOUGH}{number}"))
    return lead(second)


def test_a_twin_is_told_by_its_name_and_title_once_pairs_have_proved_it() -> None:
    title = "Market hall opens its doors"
    assert proved().original(shown(proved(), 2000, title, title)) is None, "nothing of this name was read"
    twins = proved()
    second = shown(twins, 2000, title, title)
    assert twins.original(second) == pair(2000)[0]
    assert twins.original(lead(pair(2000)[0])) is None, "not the article itself"


def test_what_is_not_sure_is_fetched() -> None:
    title = "Market hall opens its doors"
    for twins in (Twins(), proved(same=False)):
        assert twins.original(shown(twins, 2000, title, title)) is None
    twins = proved()
    assert twins.original(shown(twins, 2000, title, "Ferry to the island runs again")) is None
    assert twins.original(lead(f"{SITE}/town/2000.html")) is None, "no title was seen"


def test_one_pair_that_differs_speaks_against_its_kind_for_ever() -> None:
    twins = proved(same=False)
    for number in range(3000, 3010):
        for url in pair(number):
            twins.read(article(url, f"{ENOUGH}{number}"))
    title = "Market hall opens its doors"
    assert twins.original(shown(twins, 4000, title, title)) is None


def test_what_was_learned_goes_on_in_the_next_run() -> None:
    twins, title = Twins(), "Market hall opens its doors"
    twins.recall(proved().to_json())
    assert twins.original(shown(twins, 2000, title, title)) == pair(2000)[0]


def test_a_twin_waits_for_what_is_under_way_and_no_longer() -> None:
    twins, title = proved(), "Market hall opens its doors"
    first, second = map(lead, pair(2000))
    twins.show((entry(first.url, title), entry(second.url, title)))
    assert not twins.waits(second)
    twins.ask(first)
    assert twins.waits(second)
    assert not twins.waits(first)
    twins.end(first)  # gone, say
    assert not twins.waits(second)
    assert twins.original(second) is None


@pytest.mark.parametrize("came", [0, 1])
def test_pairs_that_are_enough_are_waited_for_whichever_of_their_addresses_comes_first(came: int) -> None:
    twins, numbers = Twins(), range(1000, 1000 + PROOFS)
    for number in (*numbers, 2000):
        twins.show(entry(url, f"The bridge of number {number}") for url in pair(number))
        for url in pair(number)[: 1 if number == 2000 else 2]:
            twins.ask(lead(url))
    for place in (came, 1 - came):
        for number in numbers:
            assert twins.waits(lead(pair(2000)[1]))
            url = pair(number)[place]
            twins.read(article(url, f"{ENOUGH}{number}", f"The bridge of number {number}"))
            twins.end(lead(url))
    assert twins.waits(lead(pair(2000)[1])), "its own first address is under way"


@pytest.mark.parametrize(
    ("key", "kind", "wide", "names"),
    [
        ("e.com/news/1234.html", "e.com/news/0.html", "e.com/a/0.html", "1234"),
        ("e.com/News/Show.aspx?ID=12", "e.com/News/show.aspx?id=0", "e.com/a/show.aspx?id=0", "12"),
        ("e.com/2024/0612/12.html", "e.com/0/0/0.html", "e.com/0/0/0.html", "2024 0612 12"),
        ("e.com/town/12-a-bridge-opens", "e.com/town/0-*", "e.com/a/0-*", "12 a-bridge-opens"),
        ("e.com/h-nd-123-2_332.html", "e.com/h-nd-0-0_0.html", "e.com/h-nd-0-0_0.html", "123 2 332"),
        ("e.com/p/5f3a9c0de1b2", "e.com/p/*", "e.com/a/*", "5f3a9c0de1b2"),
        ("e.com/t.php?t=12&view=print", "e.com/t.php?t=0&view=print", "e.com/t.php?t=0&view=print", "12"),
        ("e.com/show.cgi?1234", "e.com/show.cgi?0", "e.com/show.cgi?0", "1234"),
        ("e.com/%E8%A6%81/%E9%97%BB", "e.com/%E8%A6%81/*", "e.com/a/*", "%E9%97%BB"),
        ("e.com/", "e.com/", "e.com/", ""),
    ],
)
def test_an_address_is_taken_apart_into_its_kind_and_names(key: str, kind: str, wide: str, names: str) -> None:
    assert form_of(key) == (kind, wide, tuple(names.split()))


WAYS = {
    "a headline": ("/local/{}-a-bridge-opens", "/component/article/{}-a-bridge-opens?cat=8"),
    "a program": ("/news/show-12-{}.html", "/content.php?aid={}"),
    "no folder": ("/a/news/{}.html", "/a/{}.html"),
    "a mark": ("/h-nd-{}.html", "/h-nd-{}-2_332.html"),
    "case": ("/News/Show.aspx?ID={}", "/news/show.aspx?id={}"),
    "a mark in words": ("/news/{}", "/news/{}?output=lite"),
}


def of_ways(way: str, same: bool = True, first: int = 1000) -> Twins:
    """After as many pairs as it takes, under the addresses of `way`."""
    twins = Twins()
    for number in range(first, first + PROOFS):
        for place, path in enumerate(WAYS[way]):
            body = f"{ENOUGH}{number}" + ("" if same or not place else " Not so.")
            twins.read(article(f"{SITE}{path.format(number)}", body, f"The bridge of number {number}"))
    return twins


@pytest.mark.parametrize("way", WAYS)
def test_what_names_an_article_is_learned_whatever_the_address(way: str) -> None:
    home, other = (f"{SITE}{path.format(5000)}" for path in WAYS[way])
    for same in (True, False):
        twins = of_ways(way, same=same)
        twins.show((entry(other, "The bridge of number 5000"),))
        twins.read(article(home, f"{ENOUGH}5000", "The bridge of number 5000"))
        assert twins.original(lead(other)) == (home if same else None)
        assert twins.original(lead(other.replace("5000", "5001"))) is None, "never read"


def test_an_address_is_no_title() -> None:
    """A page may show its own address, as a link to copy."""
    home, other = (f"{SITE}{path.format(5000)}" for path in WAYS["a program"])
    twins = of_ways("a program", same=True)
    twins.show((entry(other, other),))
    twins.read(article(home, f"{ENOUGH}5000", "The bridge of number 5000"))
    assert twins.original(lead(other)) == home


def test_a_number_that_names_two_articles_names_none() -> None:
    twins = of_ways("a program")
    for section in (12, 13):
        twins.read(article(f"{SITE}/news/show-{section}-6000.html", f"{ENOUGH}{section}", f"Of {section}"))
    assert twins.original(lead(f"{SITE}/content.php?aid=6000")) is None


def test_days_that_addresses_share_name_no_article() -> None:
    twins = Twins()
    for number in range(1000, 1000 + PROOFS):
        for path in ("/2024/0612/{}.html", "/m/2024/0612/{}.html"):
            twins.read(article(f"{SITE}{path.format(number)}", f"{ENOUGH}{number}", f"Number {number} opens"))
    twins.read(article(f"{SITE}/2024/0613/2000.html", f"{ENOUGH}2000", "Number 2000 opens"))
    assert twins.original(lead(f"{SITE}/m/2024/0613/2000.html")) is not None
    assert twins.original(lead(f"{SITE}/m/2024/0613/2001.html")) is None


def titled(number: int, body: str = "") -> tuple[Article, Article]:
    """One article under two addresses that have nothing in common."""
    text, title = f"{ENOUGH}{body or number}", f"Bridge number {number} opens"
    return article(f"{SITE}/topic-{number}", text, title), article(f"{SITE}/?p={number * 7}", text, title)


def test_where_addresses_have_nothing_in_common_titles_tell() -> None:
    twins = Twins()
    for number in range(1000, 1000 + PROOFS):
        for each in titled(number):
            twins.read(each)
    home, other = titled(5000)
    twins.show((entry(other.url, home.headline or ""),))
    twins.read(home)
    assert twins.original(lead(other.url)) == home.url
    twins.show((entry(f"{SITE}/?p=9999", home.headline or ""),))
    twins.ask(lead(f"{SITE}/?p=9999"))
    assert twins.original(lead(other.url)) is None, "a title that comes again and again, such as the weather"


def latest(number: int) -> Lead:
    """A link to the last answer below an article, by the number of that answer."""
    return lead(f"{SITE}/topic.php?p={number * 7}")


def test_links_without_titles_are_left_once_they_led_only_to_what_others_lead_to() -> None:
    twins = Twins()
    for number in range(1000, 1005):
        assert not twins.is_idle(latest(900))
        for url in (f"{SITE}/topic.php?f=3&t={number}", latest(number).url):
            twins.read(article(url, f"{ENOUGH}{number}", f"Bridge number {number} opens"))
    assert twins.is_idle(latest(900))
    assert not twins.is_idle(lead(f"{SITE}/other.php?p=900"))
    twins.show((entry(latest(901).url, "The ferry runs again"),))
    assert not twins.is_idle(latest(901)), "a list gave its title"
    twins.read(article(latest(2000).url, f"{ENOUGH}2000"))
    assert not twins.is_idle(latest(900)), "one led to something else"


@pytest.mark.parametrize(("target", "spared"), [("/thread-{}-1-1.html", True), ("/thread-1-1-1.html", False)])
def test_an_address_that_sends_on_to_an_article_by_its_number_is_spared(target: str, spared: bool) -> None:
    """The hour of the last reply leads to it."""
    twins, way = Twins(), f"{SITE}/forum.php?mod=redirect&tid={{}}&goto=lastpost"
    for number in range(700, 700 + PROOFS):
        twins.moved(way.format(number), SITE + target.format(number))
    twins.show((entry(way.format(800), "2024-6-3 10:11"),))
    twins.read(article(f"{SITE}/thread-800-1-1.html"))
    assert (twins.original(lead(way.format(800))) is not None) == spared
