"""Articles under two addresses: when the second one need not be fetched."""

from __future__ import annotations

from dataclasses import replace

from pipelines.article import Article, TextHistory
from pipelines.page.model import Link, Role
from spiders.frontier import Lead, Via
from spiders.twins import PROOFS, Twins, file_name

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
        twins.read(article(first, body))
        twins.read(article(second, body if same or number < 999 + PROOFS else f"{body} Not so."))
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


def test_names_that_say_too_little_or_hang_on_a_query_are_none() -> None:
    assert file_name("example.com/news/12.html") is None
    assert file_name("example.com/news/show.html?id=1234") is None
    assert file_name("example.com/news/1234?OpenDocument") == file_name("example.com/all/1234?OpenDocument")
    assert file_name("example.com/cgi-bin/show-an-article.cgi?1234") is None
    assert file_name("example.com/news/1234.html") == "example.com/1234.html"


def at_home(number: int, canonical: str) -> Article:
    url = f"{SITE}/component/article/{number}-a-bridge-opens?cat=8"
    return replace(article(url, f"{ENOUGH}{number}"), canonical_url=f"{SITE}{canonical}")


def proved_by_canonical(same: bool = True) -> Twins:
    twins = Twins()
    for number in range(100, 100 + PROOFS):
        home = f"/local/{number}-a-bridge-opens"
        twins.read(at_home(number, home))
        twins.read(article(f"{SITE}{home}", f"{ENOUGH}{number}" if same else f"{ENOUGH}{number} Not so."))
    return twins


def test_an_article_that_was_read_elsewhere_is_told_by_its_canonical_address() -> None:
    for same in (True, False):
        twins = proved_by_canonical(same)
        twins.read(at_home(200, "/local/200-a-bridge-opens"))
        found = twins.original(lead(f"{SITE}/local/200-a-bridge-opens"))
        assert (found is not None) is same


def test_an_address_whose_kind_is_at_home_elsewhere_is_told_by_the_name() -> None:
    twins = proved_by_canonical()
    twins.read(article(f"{SITE}/local/300-a-bridge-opens", f"{ENOUGH}300"))
    assert twins.original(lead(f"{SITE}/component/article/300-a-bridge-opens?cat=8")) is not None
    assert twins.original(lead(f"{SITE}/component/article/301-a-bridge-opens?cat=8")) is None, "never read"
