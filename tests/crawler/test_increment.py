"""What a second run costs, and what it must not miss."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.demo.model import Page
from crawler.demo.server import DemoServer
from tests.conftest import ROOT, Shilu
from tests.sites.newspaper import SIZE, Paper, article, asked, html, path, title, written


def test_nothing_new_costs_the_lists_first_pages(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer(Paper(list(range(60, 0, -1)))) as server:
        assert shilu("backfill", server.url, "--out", tmp_path / "c").returncode == 0
        before = len(server.requests)
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        again = asked(server)[before:]
    assert sorted(again) == ["/", "/list/", "/robots.txt"]
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in range(1, 61))


def test_a_list_is_read_again_as_far_as_it_shows_news(shilu: Shilu, tmp_path: Path) -> None:
    """Pages of a list that were read before show other articles by now."""
    paper = Paper(list(range(60, 0, -1)))
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        paper.numbers = list(range(95, 0, -1))
        before = len(server.requests)
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        again = asked(server)[before:]
    new = [path(n) for n in range(61, 96)]
    assert set(new) <= set(written(tmp_path / "c"))
    assert [each for each in again if "/list/index_" in each] == [f"/list/index_{n}.html" for n in (2, 3, 4, 5)]


def test_new_articles_are_found_out_of_order(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(list(range(20, 0, -1)))
    with DemoServer(paper) as server:
        assert shilu("backfill", server.url, "--out", tmp_path / "c").returncode == 0
        paper.numbers[7:7] = [101]
        paper.numbers[3:3] = [102]
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in (*range(1, 21), 101, 102))


def test_a_list_that_moves_on_while_it_is_paged(shilu: Shilu, tmp_path: Path) -> None:
    """As many articles as a page holds come in after its first page was read: the second shows the same again."""
    paper = Paper(list(range(20, 0, -1)))
    with DemoServer(paper) as server:
        assert shilu("backfill", server.url, "--out", tmp_path / "c").returncode == 0
        paper.numbers = list(range(50, 0, -1))

        def publish(target: str) -> None:
            if target == "/list/index_2.html" and paper.numbers[0] == 50:
                paper.numbers = list(range(50 + SIZE, 0, -1))

        paper.on_get = publish
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in range(1, 61))


def test_articles_that_vanish_are_reported_once_and_stay(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(list(range(8, 0, -1)))
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        records = written(tmp_path / "c")
        paper.answers = {
            path(1): lambda: html("<title>404</title>", 404),
            path(2): lambda: html("<title>410</title>", 410),
            path(3): lambda: html("<title>提示</title><body><h1>您访问的页面不存在或已被删除</h1></body>"),
            path(4): lambda: html("", 302, headers=(("Location", "/"),)),
            path(5): lambda: html("", 302, headers=(("Location", "/404.html"),)),
        }
        first, second = (
            json.loads(shilu("crawl", server.url, "--out", tmp_path / "c", "--recheck", 1, "--json").stdout)
            for _ in range(2)
        )
    gone = {re.sub(r"^http://[^/]+", "", each["url"]): each["reason"] for each in first["vanished"]["articles"]}
    assert gone == {
        path(1): "HTTP 404",
        path(2): "HTTP 410",
        path(3): gone[path(3)],
        path(4): "soft 404: redirect to the front page",
        path(5): "soft 404: redirect to an error page",
    }
    assert gone[path(3)].startswith("soft 404: ")
    assert first["exit_code"] == 0
    assert second["vanished"]["count"] == 0
    assert written(tmp_path / "c") == records


class Static(Paper):
    """Answers 304 wherever it can, as do sites whose pages lie there as files."""

    def get(self, target: str) -> Page | None:
        page = super().get(target)
        return page and replace(page, static=page.status == 200)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Paper, Static])
def test_a_backfill_after_a_crawl_walks_lists_to_their_end(
    shilu: Shilu, tmp_path: Path, kind: type[Paper]
) -> None:
    """Also where the pages that the crawl has read have not changed since, and where one comes in deep in the list."""
    paper = kind(list(range(60, 0, -1)))
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        assert len(written(tmp_path / "c")) == 30
        assert shilu("backfill", server.url, "--out", tmp_path / "c").returncode == 0
        assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in range(1, 61))
        paper.numbers[0:0] = [70]
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        paper.numbers[45:45] = [71]
        assert shilu("backfill", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in (*range(1, 61), 70, 71))


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Paper, Static])
def test_crawls_between_the_pieces_of_a_backfill(shilu: Shilu, tmp_path: Path, kind: type[Paper]) -> None:
    """A crawl that reads a list page which the backfill has still to walk does not end that walk."""
    paper = kind(list(range(60, 0, -1)))
    with DemoServer(paper) as server:
        for piece in range(7):
            newest = paper.numbers[0]
            paper.numbers[0:0] = range(newest + 12, newest, -1) if piece < 2 else ()
            assert shilu("backfill", server.url, "--out", tmp_path / "c", "--limit", 25).returncode == 0
            assert shilu("crawl", server.url, "--out", tmp_path / "c", "--limit", 18).returncode == 0
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in range(1, 85))


@pytest.mark.slow
def test_an_increment_of_1000_articles_costs_three_percent(shilu: Shilu, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "bench.site", "--pages", "1030"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url, pages = server.stdout.readline().split()
            count = lambda: int(urllib.request.urlopen(url + "-/count").read())  # noqa: E731
            assert shilu("backfill", url, "--out", tmp_path / "c", "--delay", 0).returncode == 0
            assert count() == int(pages)
            assert shilu("crawl", url, "--out", tmp_path / "c", "--delay", 0).returncode == 0
            assert count() <= 0.03 * int(pages)
        finally:
            server.terminate()
    assert len(written(tmp_path / "c")) >= 1000


class Dated(Static):
    """One article a day, newest first; the list tells the days where `told`. Articles name their neighbours."""

    told = True

    def day(self, number: int) -> str:
        return f"2024-{1 + number // 28:02}-{1 + number % 28:02}"

    def get(self, target: str) -> Page | None:
        page = super().get(target)
        number = next((n for n in self.numbers if path(n) == target), None)
        if page is None or page.status != 200:
            return page
        text = page.body.decode()
        if number is not None:
            near = article(number, tuple(n for n in (number - 1, number + 1) if n in self.numbers)).body.decode()
            text = near.replace("2024-06-29", self.day(number))
        for n in self.numbers:
            row = f'<a href="{path(n)}">{title(n)}</a> <span>'
            text = text.replace(row + "2024-06-29", row + (self.day(n) if self.told else ""))
        return replace(page, body=text.encode())


@pytest.mark.slow
@pytest.mark.parametrize("told", [True, False])
def test_backfills_of_certain_days_one_after_the_other(shilu: Shilu, tmp_path: Path, told: bool) -> None:
    """What lay outside the days of one run is fetched by the next that asks for it, and lists stay known as lists."""
    paper = Dated(list(range(100, 0, -1)))
    paper.told = told
    days = lambda first, last: [path(n) for n in paper.numbers if first <= paper.day(n) <= last]  # noqa: E731
    with DemoServer(paper) as server:
        cost = []
        for since, until in (
            ("2024-02-01", "2024-02-14"),
            ("2024-02-01", "2024-02-14"),
            ("2024-01-10", "2024-02-03"),
        ):
            before = len(server.requests)
            result = shilu("backfill", server.url, "--out", tmp_path / "c", "--since", since, "--until", until)
            assert result.returncode == 0, result.stderr
            cost.append(len(server.requests) - before)
        assert sorted(written(tmp_path / "c")) == sorted(days("2024-01-10", "2024-02-14"))
        assert cost[0] < 40 or not told, "days that the lists tell to be outside are not fetched"
        assert cost[0] < 130, "nothing is fetched twice in one run"
        paper.numbers[0:0] = [101]
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        assert path(101) in written(tmp_path / "c")
        assert shilu("backfill", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in paper.numbers)
