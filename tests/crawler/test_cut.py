"""Pages whose end does not come: tried again, read as far as they go where that does not help, and marked."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.demo.model import Page
from crawler.demo.server import DemoServer
from pipelines.read import TORN
from tests.conftest import Shilu
from tests.sites.newspaper import Paper, article, lines, path

NUMBERS = list(range(8, 0, -1))
GZIP = (("Content-Encoding", "gzip"),)
pytestmark = pytest.mark.slow


def packed(body: bytes, lost: int) -> Page:
    return Page(body=gzip.compress(body)[:-lost], headers=GZIP)


def torn(whole: Page) -> dict[int, Callable[[], Page]]:
    """Give the ways to lose the end: within the text, behind it, now and then, and before it."""
    tries = iter((packed(whole.body, 100), whole))
    return {
        1: lambda: packed(whole.body, 60),
        2: lambda: Page(body=zlib.compress(whole.body)[:-60], headers=(("Content-Encoding", "deflate"),)),
        3: lambda: packed(whole.body, 4),
        4: lambda: next(tries),
        5: lambda: packed(whole.body, len(gzip.compress(whole.body)) - 30),
    }


def test_what_was_cut_is_read_and_marked(shilu: Shilu, tmp_path: Path) -> None:
    paper, folder = Paper(NUMBERS), tmp_path / "c"
    for number in NUMBERS:
        if answer := torn(article(number)).get(number):
            paper.answers[path(number)] = answer
    with DemoServer(paper) as server:
        result = shilu("crawl", server.url, "--out", folder, "--json")
        asked = [served.path for served in server.requests]
    marked = {each["url"][-6]: each["text"]["evidence"].endswith(TORN) for each in lines(folder)}
    assert marked == {"1": True, "2": True} | dict.fromkeys("34678", False), "of number 5 nothing can be read"
    assert [asked.count(path(number)) for number in range(1, 7)] == [3, 3, 1, 2, 3, 1]
    report = json.loads(result.stdout)
    assert (report["exit_code"], report["errors"]) == (1, {"body cut short": 3})
    extracted = map(json.loads, shilu("extract", folder).stdout.splitlines())
    crawled = {each["url"]: each["articleBody"] for each in lines(folder)}
    assert {each["url"]: each["articleBody"] for each in extracted} == crawled
    assert shilu("check", folder).returncode == 0


def test_a_page_that_is_known_whole_is_not_replaced_by_half_of_it(shilu: Shilu, tmp_path: Path) -> None:
    """And one that was known by half is, once it comes whole."""
    paper, folder = Paper(NUMBERS), tmp_path / "c"
    ways = torn(article(1)), torn(article(2))
    paper.answers[path(2)] = ways[1][2]
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", folder).returncode == 1
        paper.answers = {path(1): ways[0][2]}
        assert shilu("crawl", server.url, "--out", folder, "--recheck", 9).returncode == 1
    versions = {
        (each["url"][-6], each["version"]): each["text"]["evidence"].endswith(TORN) for each in lines(folder)
    }
    assert versions[("2", 1)]
    assert not versions[("2", 2)]
    assert ("1", 2) not in versions
