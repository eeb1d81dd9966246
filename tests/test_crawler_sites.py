"""Whole sites crawled by the real command from their URL alone: every article, none too many, nothing twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import Shilu
from tests.gateway_sites import SITES as GATEWAYS
from tests.newspaper import asked, written
from tests.served_sites import SITES, Paper, Served

MOST_IN_VAIN = 0.1  # of the pages fetched


@pytest.mark.parametrize("site", SITES + GATEWAYS, ids=lambda site: site.__name__)
def test_a_backfill_of_an_unknown_site_finds_every_article_once(
    site: type[Served], shilu: Shilu, tmp_path: Path
) -> None:
    with DemoServer(site()) as server:
        run = shilu("backfill", server.url, "--out", tmp_path / "c", "--render", "never", "--time-limit", 90)
        assert run.returncode == 0, run.stderr
        assert isinstance(server.site, Served)
        assert sorted(map(plain, written(tmp_path / "c"))) == sorted(server.site.wanted)
        fetched = Counter(map(plain, asked(server)))
        fetched.pop("/robots.txt", None)
        assert [path for path, times in fetched.items() if times > 1] == []
        vain = fetched.keys() - server.site.wanted - server.site.useful
        assert len(vain) < MOST_IN_VAIN * len(fetched), vain


def plain(target: str) -> str:
    return target.removesuffix("?utm_source=list")


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
