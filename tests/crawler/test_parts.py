"""Articles of several pages when pages fail: no article is written short while its pages may still come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.model import Page
from crawler.demo.server import DemoServer
from tests.conftest import Shilu
from tests.sites.newspaper import PARAGRAPH, Paper, html, path, title, written

pytestmark = pytest.mark.slow
LONG = 3


def part(number: int) -> str:
    return path(LONG) if number == 1 else path(LONG).replace(".html", f"_{number}.html")


class LongPaper(Paper):
    """Article 3 runs over three pages, each with words of its own. `cut`: page 2 shows no pager."""

    def __init__(self) -> None:
        super().__init__(list(range(5, 0, -1)))
        self.words = {1: "城南", 2: "城东", 3: "城北"}
        self.cut = False
        for number in self.words:
            self.answers[part(number)] = lambda number=number: self.page(number)  # type: ignore[misc]

    def page(self, number: int) -> Page:
        turns = " ".join(f"<a href='{part(n)}'>{n}</a>" if n != number else f"<b>{n}</b>" for n in self.words)
        pager = "" if self.cut and number == 2 else f"<div class='page'>{turns}</div>"
        body = PARAGRAPH.replace("城南", self.words[number]) * 4
        return html(
            f"<head><title>{title(LONG)}</title></head><body><h1>{title(LONG)}</h1>"
            f'<p>2024-06-29 10:20　来源：青石晚报　记者：林晓</p><div class="content">{body}</div>{pager}</body>',
            static=True,
        )


def lines(folder: Path) -> list[dict[str, Any]]:
    found = [json.loads(line) for file in sorted((folder / "articles").glob("*.jsonl")) for line in file.open()]
    return [each for each in found if each["url"].endswith(part(1)) or each["url"].endswith(part(2))]


def pages_of(line: dict[str, Any]) -> list[str]:
    return [url[url.index("/news/") :] for url in line.get("pages", ())]


ALL_PARTS = [part(1), part(2), part(3)]


@pytest.mark.parametrize("broken", [1, 2, 3])
def test_a_part_that_fails_once_is_tried_again(shilu: Shilu, tmp_path: Path, broken: int) -> None:
    paper, tries = LongPaper(), iter([500, 500])
    good = paper.answers[part(broken)]
    paper.answers[part(broken)] = lambda: html("busy", status) if (status := next(tries, 0)) else good()
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    (line,) = lines(tmp_path / "c")
    assert pages_of(line) == ALL_PARTS
    assert all(word in line["articleBody"] for word in paper.words.values())


def test_an_article_waits_for_a_later_run(shilu: Shilu, tmp_path: Path) -> None:
    paper = LongPaper()
    good = paper.answers[part(2)]
    paper.answers[part(2)] = lambda: html("busy", 500)
    with DemoServer(paper) as server:
        first = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
        assert first.returncode == 1
        assert lines(tmp_path / "c") == []
        reasons = {
            each["url"].removeprefix(server.url): each["reason"] for each in json.loads(first.stdout)["failed"]
        }
        assert reasons[part(2)[1:]] == "HTTP 500"
        assert "another page of the article" in reasons[part(1)[1:]]
        assert part(1) not in shilu("extract", tmp_path / "c").stdout  # what the crawl gave, and no more
        paper.answers[part(2)] = good
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    (line,) = lines(tmp_path / "c")
    assert (pages_of(line), line["version"]) == (ALL_PARTS, 1)


def test_what_never_comes_is_done_without_at_last_and_with_when_it_does(shilu: Shilu, tmp_path: Path) -> None:
    paper = LongPaper()
    good = paper.answers[part(2)]
    paper.answers[part(2)] = lambda: html("busy", 500)
    with DemoServer(paper) as server:
        for _ in range(6):
            shilu("crawl", server.url, "--out", tmp_path / "c")
        (line,) = lines(tmp_path / "c")
        assert pages_of(line) == [part(1), part(3)]
        paper.answers[part(2)] = good
        assert shilu("crawl", server.url, "--out", tmp_path / "c", "--recheck", 1).returncode == 0
    _, whole = lines(tmp_path / "c")
    assert (pages_of(whole), whole["version"]) == (ALL_PARTS, 2)


@pytest.mark.parametrize(("status", "headers"), [(404, ()), (302, (("Location", part(1)),))], ids=["404", "302"])
def test_a_part_that_is_not_there_is_done_without(
    shilu: Shilu, tmp_path: Path, status: int, headers: tuple[tuple[str, str], ...]
) -> None:
    paper = LongPaper()
    paper.answers[part(3)] = lambda: html("", status, headers=headers)
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    (line,) = lines(tmp_path / "c")
    assert pages_of(line) == [part(1), part(2)]


def test_a_part_that_moved_is_followed(shilu: Shilu, tmp_path: Path) -> None:
    paper, there = LongPaper(), path(LONG).replace(".html", "-b.html")
    paper.answers[there] = paper.answers[part(2)]
    paper.answers[part(2)] = lambda: html("", 301, headers=(("Location", there),))
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    (line,) = lines(tmp_path / "c")
    assert pages_of(line) == [part(1), there, part(3)]


def test_a_part_without_a_pager_is_still_a_part(shilu: Shilu, tmp_path: Path) -> None:
    paper = LongPaper()
    paper.cut = True
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    (line,) = lines(tmp_path / "c")
    assert pages_of(line) == ALL_PARTS


def test_a_part_that_changes_alone_gives_a_version(shilu: Shilu, tmp_path: Path) -> None:
    """The first page answers 304 to a conditional request; only the whole article tells that page 3 has changed."""
    paper = LongPaper()
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        paper.words[3] = "城西"
        assert shilu("crawl", server.url, "--out", tmp_path / "c", "--recheck", 1).returncode == 0
        paper.words[1] = "江南"
        assert shilu("crawl", server.url, "--out", tmp_path / "c", "--recheck", 1).returncode == 0
    found = lines(tmp_path / "c")
    assert [(each["version"], pages_of(each)) for each in found] == [(n, ALL_PARTS) for n in (1, 2, 3)]
    assert "城西" in found[1]["articleBody"]
    assert all(word in found[2]["articleBody"] for word in paper.words.values())


def test_a_known_article_is_not_replaced_by_less_of_it(shilu: Shilu, tmp_path: Path) -> None:
    paper = LongPaper()
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        paper.answers[part(2)] = lambda: html("gone", 404)
        assert shilu("crawl", server.url, "--out", tmp_path / "c", "--recheck", 1).returncode == 0
    (line,) = lines(tmp_path / "c")
    assert pages_of(line) == ALL_PARTS


def test_a_limit_between_the_parts_leaves_the_article_to_the_next_run(shilu: Shilu, tmp_path: Path) -> None:
    paper = LongPaper()
    folder = tmp_path / "c"
    with DemoServer(paper) as server:
        for _ in range(4):
            assert shilu("crawl", server.url, "--out", folder, "--limit", 5, "--concurrency", 1).returncode == 0
            extracted = shilu("extract", folder).stdout.splitlines()
            urls = [json.loads(line)["url"] for line in extracted]
            assert sorted(urls) == sorted(f"{server.url.rstrip('/')}{each}" for each in written(folder))
    (line,) = lines(tmp_path / "c")
    assert pages_of(line) == ALL_PARTS
    assert len(written(tmp_path / "c")) == 5
