"""Parameters that say where a link to an article stood: when they are dropped, and when they are needed."""

from __future__ import annotations

import pytest

from pipelines.article import Article, TextHistory
from pipelines.page.model import Link, Role
from spiders.frontier import Lead, Via
from spiders.sparing.places import PROOFS, Places

SITE = "http://example.com"
ENOUGH = "The bridge was closed for two years and is open again. " * 6


def article(path: str, body: str) -> Article:
    text = TextHistory("utf-8", None, "", 1.0)
    return Article(
        article_id="0" * 32, url=SITE + path, headline="Open again", article_body=ENOUGH + body, text=text
    )


def lead(path: str, role: Role = Role.ARTICLE) -> Lead:
    return Lead(SITE + path, role, "example.com", Via.LIST)


def learned(*ways: str) -> Places:
    """After as many articles as it takes came under `/view?id=N` and under each of `ways`."""
    places = Places()
    for number in range(PROOFS):
        for way in ("", *ways):
            places.read(article(f"/view?id={number}{way}", str(number)))
    return places


@pytest.mark.parametrize("role", [Role.ARTICLE, Role.PREVIOUS, Role.NEXT])
def test_what_articles_came_without_is_dropped(role: Role) -> None:
    places = learned("&page=3")
    assert places.light(lead("/view?id=70&page=9", role)).url == f"{SITE}/view?id=70"
    assert places.light(lead("/view?page=9&id=70&sort=hits", role)).url == f"{SITE}/view?id=70&sort=hits"


def test_it_takes_several_articles_and_for_the_next_parameter_one() -> None:
    places = Places()
    for number in range(PROOFS):
        assert places.light(lead("/view?id=70&page=9")).url.endswith("page=9")
        places.read(article(f"/view?id={number}", str(number)))
        places.read(article(f"/view?id={number}&page=2", str(number)))
    assert places.light(lead("/view?id=70&page=9")).url == f"{SITE}/view?id=70"
    places.read(article("/view?id=1&sort=hits", "1"))
    assert places.light(lead("/view?id=70&page=9&sort=day")).url == f"{SITE}/view?id=70"


def test_an_article_that_did_not_come_is_asked_for_again() -> None:
    """Of two of its addresses that failed, each would be spared for the other."""
    places, ways = learned("&page=3"), [lead("/view?id=70"), lead("/view?id=70&page=9")]
    places.ask(ways[1])
    assert places.was_asked(ways[0])
    for way in ways:
        places.forget(way)
    assert not places.was_asked(ways[0])


def test_lists_and_parts_keep_their_page() -> None:
    places = learned("&page=3")
    assert places.light(lead("/view?page=9")).url == f"{SITE}/view?page=9", "the list of the same program"
    for role in (Role.PAGINATION, Role.CATEGORY, Role.PART):
        assert places.light(lead("/view?id=70&page=9", role)).url.endswith("page=9")


def test_what_tells_articles_apart_is_never_dropped() -> None:
    places = Places()
    for number in range(9):
        places.read(article(f"/view?id=1&cat={number}", f"{number}"))
        places.read(article(f"/view?id={number}&cat=1", f"{number * 10}"))
    for number in range(PROOFS):  # pages that are not there say the same
        places.read(article(f"/view?id={number + 50}&cat=1", "No such page."))
    assert places.light(lead("/view?id=70&cat=9")).url == f"{SITE}/view?id=70&cat=9"


def test_a_parameter_that_every_address_has_is_kept_though_its_value_tells_nothing() -> None:
    places = Places()
    for number in range(PROOFS):
        for way in ("show", "print"):
            places.read(article(f"/view?id={number}&as={way}", str(number)))
    one, other = lead("/view?id=70&as=show"), lead("/view?id=70&as=print")
    assert places.light(one) == one, "no address without it was ever seen"
    places.ask(one)
    assert places.was_asked(other) and not places.was_asked(one)


def test_other_addresses_of_articles_wait_for_those_that_may_prove_something() -> None:
    places = Places()
    places.show(
        f"{SITE}/list",
        [
            Link(f"{SITE}/view?id={n}{way}", Role.ARTICLE, f"Headline {n}", "")
            for n in range(9)
            for way in ("", "&by=x")
        ],
    )
    for number in range(PROOFS):
        for way in ("", "&by=x"):
            assert not places.waits(lead(f"/view?id={number}{way}"))
            places.ask(lead(f"/view?id={number}{way}"))
    places.ask(lead("/view?id=8"))
    assert places.waits(lead("/view?id=8&by=x"))
    assert not places.waits(lead("/view?id=7&by=x")), "the first of its kind"
    places.end(lead("/view?id=1&by=x"))
    assert not places.waits(lead("/view?id=8&by=x"))


@pytest.mark.parametrize(
    ("entry", "pages", "firsts", "light"),
    [
        ("/board?name=news&id={}&page={}", (3, 4), (0, 4), True),
        ("/board?name=news&id={}&page={}", (3, 4), (0, 3), True),
        ("/board?name=news&id={}&page={}", (3, 4), (0, 0), False),
        ("/board?name=news&id={}&page={}", (3, 3), (0, 4), False),
        ("/board?name=news&id={}&page={}", (1, 1), (0, 4), False),
        ("/board?name=news&id={}&page=9", (3, 4), (0, 4), False),
    ],
    ids=["its own", "one on both", "counted anew", "one page", "the first page", "another"],
)
def test_lists_whose_entries_all_bear_their_numbers_say_that_these_are_no_part_of_them(
    entry: str, pages: tuple[int, int], firsts: tuple[int, int], light: bool
) -> None:
    places = Places()
    said = [
        places.show(
            f"{SITE}/board?name=news&page={page}",
            [Link(SITE + entry.format(first + each, page), Role.ARTICLE, "A headline", "") for each in range(4)],
        )
        for page, first in zip(pages, firsts, strict=True)
    ]
    assert said == [False, light]
    kept = "/board?name=news&id=70" + ("" if light else "&page=9")
    assert places.light(lead("/board?name=news&id=70&page=9")).url == SITE + kept
    assert places.light(lead("/board?name=news&page=9")).url == f"{SITE}/board?name=news&page=9", "another list"


@pytest.mark.parametrize("entries", [["&page=3"] * 2, ["&page=3", ""] * 2], ids=["few", "some"])
def test_few_entries_or_some_of_them_say_nothing(entries: list[str]) -> None:
    places = Places()
    for first in (0, 10):
        links = [
            Link(f"{SITE}/board?name=news&id={first + number}{each}", Role.ARTICLE, "A headline", "")
            for number, each in enumerate(entries)
        ]
        assert not places.show(f"{SITE}/board?name=news&page=3", links)


def test_the_next_run_goes_on_with_what_was_learned() -> None:
    places = Places()
    places.recall(learned("&page=3").to_json())
    assert places.light(lead("/view?id=70&page=9")).url == f"{SITE}/view?id=70"
    places.recall(None)
