"""Whole sites crawled by the real command from their URL alone: every article, none too many, nothing twice."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.demo.model import Page
from crawler.demo.server import DemoServer
from spiders.sparing.twins import PROOFS
from tests.conftest import Shilu
from tests.sites.archive import SITES as ARCHIVES
from tests.sites.board import SITES as BOARDS
from tests.sites.board import Board, Months
from tests.sites.cms import title
from tests.sites.data import SITES as WITH_DATA
from tests.sites.drawn import SITES as DRAWN
from tests.sites.gateway import SITES as GATEWAYS
from tests.sites.gateway import Days, Pictures
from tests.sites.id import SITES as WITH_IDS
from tests.sites.id import Ids, Sections
from tests.sites.newspaper import asked, lines, written
from tests.sites.odd import SITES as ODD
from tests.sites.odd import WORDS, Rising, Tongues
from tests.sites.roundabout import SITES as ROUNDABOUT
from tests.sites.roundabout import Sessions
from tests.sites.scripted import SITES as SCRIPTED
from tests.sites.served import SITES, Paper, Served

MOST_IN_VAIN = 0.1  # of the pages fetched


ALL = (*SITES, *GATEWAYS, *ODD, *WITH_IDS, *ROUNDABOUT, *BOARDS, *WITH_DATA, *SCRIPTED, *ARCHIVES, *DRAWN)


@pytest.mark.parametrize(
    ("site", "wait"),
    [
        *((site, 0.0) for site in ALL),
        *((site, 0.2) for site in (Months, Board)),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_a_backfill_of_an_unknown_site_finds_every_article_once(
    site: type[Served], wait: float, shilu: Shilu, tmp_path: Path
) -> None:
    """`wait`: seconds that an answer takes at most. Orders of answers without a server: `test_orders.py`."""
    with DemoServer(hesitant(site(), wait)) as server:
        run = shilu("backfill", server.url, "--out", tmp_path / "c", "--render", "never", "--time-limit", 300)
        assert run.returncode == 0, run.stderr
        assert isinstance(server.site, Served)
        assert sorted(map(server.site.plain, written(tmp_path / "c"))) == sorted(server.site.wanted)
        fetched = Counter(map(server.site.plain, asked(server)))
        fetched.pop("/robots.txt", None)
        again = [path for path, times in fetched.items() if times > 1]
        assert len(again) <= server.site.again, again
        vain = fetched.keys() - server.site.wanted - server.site.useful
        assert len(vain) + len(again) < MOST_IN_VAIN * len(fetched), vain


def hesitant(site: Served, wait: float) -> Served:
    """Let every answer of `site` take its time, up to `wait` seconds."""
    answer, chance = site.get, random.Random(7)

    def get(target: str) -> Page | None:
        time.sleep(chance.uniform(0.0, wait))
        return answer(target)

    site.get = get  # type: ignore[method-assign]
    return site


def test_galleries_are_joined_and_lose_the_number_of_the_page(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer(Pictures()) as server:
        assert shilu("backfill", server.url, "--out", tmp_path / "c", "--render", "never").returncode == 0
    galleries = [article for article in lines(tmp_path / "c") if "pages" in article]
    assert len(galleries) == 6
    for article in galleries:
        number = int(article["url"][-10:-6]) - 1500
        assert article["headline"] == title(number)
        assert [article["articleBody"].count(f"图{at}：") for at in range(1, 5)] == [1, 1, 1, 1]


def test_a_daily_crawl_of_an_archive_by_day_looks_at_the_newest_days(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer(Days()) as server:
        crawl = ("crawl", f"{server.url}archive/2024/01/", "--out", tmp_path / "c", "--render", "never")
        assert shilu(*crawl).returncode == 0
        assert written(tmp_path / "c") == ["/2024/01/19/story-59-of-the-day.html"]
        before = len(asked(server))
        assert shilu(*crawl).returncode == 0
        days = {f"/archive/2024/01/{day}/" for day in ("", "19", "20")} | {"/archive/2024/01/"}
        assert set(asked(server)[before:]) <= days | {"/robots.txt"}


def test_a_paper_by_issue_gives_the_issue_of_the_day(shilu: Shilu, tmp_path: Path) -> None:
    site = Paper()
    with DemoServer(site) as server:
        first = shilu("crawl", server.url, "--out", tmp_path / "c", "--render", "never")
        assert first.returncode == 0, first.stderr
        known = set(written(tmp_path / "c"))
        site.publish(2)
        second = shilu("crawl", server.url, "--out", tmp_path / "c", "--render", "never")
        assert second.returncode == 0, second.stderr
        assert set(written(tmp_path / "c")) - known == {Paper.address("22", number) for number in range(12)}


def test_a_list_that_begins_with_its_oldest_entry_is_read_from_its_end(shilu: Shilu, tmp_path: Path) -> None:
    site = Rising()
    crawl = ("crawl", "--out", tmp_path / "c", "--render", "never")
    with DemoServer(site) as server:
        assert shilu(*crawl, server.url).returncode == 0
        first = set(written(tmp_path / "c"))
        assert "/info/24.htm" in first, "the newest one, on the last page"
        site.publish(2)
        assert shilu(*crawl, server.url).returncode == 0
        assert set(written(tmp_path / "c")) - first >= {f"/info/{number}.htm" for number in range(25, 31)}
        before = len(asked(server))
        assert shilu(*crawl, server.url).returncode == 0
        assert sorted(asked(server)[before:]) == ["/", "/list5.htm", "/robots.txt"]


def test_the_chain_is_told_by_the_words_of_many_languages(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer(Tongues()) as server:
        assert shilu("backfill", server.url, "--out", tmp_path / "c", "--render", "never").returncode == 0
    articles = lines(tmp_path / "c")
    for field in ("previousArticle", "nextArticle"):
        assert Counter(article["url"].split("/")[3] for article in articles if field in article) == dict.fromkeys(
            WORDS, 9
        )


def test_articles_under_two_sections_are_fetched_twice_only_until_a_few_have_shown_it(
    shilu: Shilu, tmp_path: Path
) -> None:
    with DemoServer(Sections()) as server:
        backfill = (
            "backfill",
            server.url,
            "--out",
            tmp_path / "c",
            "--render",
            "never",
            "--concurrency",
            1,
            "--json",
        )
        run = shilu(*backfill)
        assert run.returncode == 0, run.stderr
        assert isinstance(server.site, Sections)
        found = written(tmp_path / "c")
        assert sorted(each[4:] for each in found) == sorted(each[4:] for each in server.site.wanted)
        twins = json.loads(run.stdout)["pages"]["twin"]
        assert len(server.site.twins) - twins <= PROOFS + 2, (
            "as many as it takes to prove it, and what is under way"
        )
        assert len(asked(server)) == len(set(asked(server)))


def test_what_was_learned_of_addresses_holds_in_the_next_run(shilu: Shilu, tmp_path: Path) -> None:
    crawl = ("crawl", "--out", tmp_path / "c")
    with DemoServer(Ids()) as server:
        first = shilu(*crawl, server.url)
        assert first.returncode == 0, first.stderr
        before = len(asked(server))
        assert len(written(tmp_path / "c")) == 30
        assert shilu(*crawl, server.url).returncode == 0
        again = asked(server)[before:]
        assert not [path for path in again if path.startswith(("/film/", "/detail/"))], "nothing is tried anew"


def test_a_session_in_all_addresses_is_learned_from_a_few_pages(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer(Sessions()) as server:
        crawl = ("crawl", server.url, "--out", tmp_path / "c", "--render", "never", "--concurrency", 1)
        assert shilu(*crawl).returncode == 0
        assert isinstance(server.site, Sessions)
        assert sorted(map(server.site.plain, written(tmp_path / "c"))) == sorted(server.site.wanted)
        fetched = Counter(map(server.site.plain, asked(server)))
        assert sum(fetched.values()) - len(fetched) <= 2, "as many as it takes to see that tokens change"
        before = len(asked(server))
        assert shilu(*crawl).returncode == 0
        again = asked(server)[before:]
        assert not [path for path in again if "uq=" in path]
        assert sum("article" in path for path in again) <= 2, "those that were asked for before it was learned"
