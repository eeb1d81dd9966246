"""robots.txt behind redirects, in trouble, and in place of which something else comes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scrapy.robotstxt import ProtegoRobotParser

from crawler.demo.model import Page
from crawler.demo.server import DemoServer
from crawler.manners import robots
from crawler.manners.agent import products
from tests.conftest import Shilu
from tests.sites.newspaper import Paper, asked, html, path, written

pytestmark = pytest.mark.slow
RULES = Page(body=f"User-agent: *\nDisallow: {path(2)}\n".encode(), headers=(("Content-Type", "text/plain"),))


def crawl(shilu: Shilu, folder: Path, paper: Paper, *options: str) -> tuple[dict[str, Any], list[str]]:
    with DemoServer(paper) as server:
        result = shilu("crawl", server.url, "--out", folder, "--json", *options)
        assert "Traceback" not in result.stderr
        return json.loads(result.stdout), asked(server)


def test_redirects_are_followed(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([3, 2, 1])
    for number in range(4):
        target = f"/robots-{number + 1}.txt"
        here = f"/robots-{number}.txt" if number else "/robots.txt"
        paper.answers[here] = lambda target=target: html("", 301, headers=(("Location", target),))  # type: ignore[misc]
    paper.answers["/robots-4.txt"] = lambda: RULES
    found, requests = crawl(shilu, tmp_path / "c", paper)
    assert sorted(written(tmp_path / "c")) == [path(1), path(3)]
    assert path(2) not in requests
    assert found["rejections"] == {"Forbidden by robots.txt": 1}


@pytest.mark.parametrize(
    "location",
    ["/robots.txt", "ftp://x/", "http://[bad/", "", "http://192.168.3.3/robots.txt"],
    ids=["loop", "ftp", "bad", "none", "private"],
)
def test_redirects_that_lead_nowhere_forbid_nothing(shilu: Shilu, tmp_path: Path, location: str) -> None:
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: html("", 302, headers=(("Location", location),))
    _, requests = crawl(shilu, tmp_path / "c", paper)
    assert len(written(tmp_path / "c")) == 3
    assert requests.count("/robots.txt") <= 6


def test_a_server_in_trouble_is_asked_again(shilu: Shilu, tmp_path: Path) -> None:
    paper, answers = Paper([3, 2, 1]), iter([503, 500])
    paper.answers["/robots.txt"] = lambda: html("busy", status) if (status := next(answers, 0)) else RULES
    crawl(shilu, tmp_path / "c", paper)
    assert sorted(written(tmp_path / "c")) == [path(1), path(3)]


def test_trouble_without_end_forbids_everything_is_told_and_tried_by_the_next_run(
    shilu: Shilu, tmp_path: Path
) -> None:
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: html("User-agent: *\nAllow: /", 500)
    found, requests = crawl(shilu, tmp_path / "c", paper)
    assert found["exit_code"] == 4
    assert set(requests) == {"/robots.txt"}
    assert any("SHILU_ROBOTS_UNREACHABLE=allow" in warning for warning in found["warnings"])
    del paper.answers["/robots.txt"]
    found, _ = crawl(shilu, tmp_path / "c", paper)
    assert (found["exit_code"], len(written(tmp_path / "c"))) == (0, 3)


def test_a_user_may_fetch_all_the_same(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: html("", 500)
    found, requests = crawl(shilu, tmp_path / "c", paper, "--set", "SHILU_ROBOTS_UNREACHABLE=allow")
    assert len(written(tmp_path / "c")) == 3
    assert any("robots.txt answers 500; taken as if there were none" in each for each in found["warnings"])
    assert requests.count("/robots.txt") == 1


def test_what_is_known_of_robots_txt_holds_while_it_cannot_be_had(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: RULES
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        before = len(asked(server))
        paper.answers["/robots.txt"] = lambda: html("", 503)
        found = json.loads(shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--recheck", 1).stdout)
        requests = asked(server)[before:]
    assert path(3) in requests
    assert path(2) not in requests
    assert any("the one known from before holds" in warning for warning in found["warnings"])


def test_what_was_forbidden_is_fetched_once_it_is_allowed(shilu: Shilu, tmp_path: Path) -> None:
    """By other rules, or to somebody else; nothing is asked for meanwhile."""
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: RULES
    ways: tuple[tuple[str, ...], ...] = (), (), ("--set", "ROBOTSTXT_OBEY=0")
    with DemoServer(paper) as server:
        for way in ways:
            assert shilu("crawl", server.url, "--out", tmp_path / "c", *way).returncode == 0
            told = path(2) in asked(server)
            assert told is bool(way)
            assert len(written(tmp_path / "c")) == 2 + told
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "d").returncode == 0
        paper.answers["/robots.txt"] = lambda: html("User-agent: *\nDisallow: /x")
        assert shilu("crawl", server.url, "--out", tmp_path / "d").returncode == 0
    assert sorted(written(tmp_path / "d")) == [path(1), path(2), path(3)]


def test_rules_hold_for_all_pages_that_wait_for_them(shilu: Shilu, tmp_path: Path) -> None:
    """A run that goes on asks for several at once."""
    paper = Paper([5, 4, 3, 2, 1])
    paper.answers["/robots.txt"] = lambda: RULES
    with DemoServer(paper) as server:
        for limit in (("--limit", 1), ()):
            shilu("backfill", server.url, "--out", tmp_path / "c", "--render", "never", *limit)
        assert path(2) not in asked(server)
    assert len(written(tmp_path / "c")) == 4


def test_an_error_page_is_no_rules(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: html("User-agent: *\nDisallow: /", 404)
    crawl(shilu, tmp_path / "c", paper)
    assert len(written(tmp_path / "c")) == 3


def test_rules_in_utf_16_are_rules(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([3, 2, 1])
    paper.answers["/robots.txt"] = lambda: replace(RULES, body=RULES.body.decode().encode("utf-16"))
    crawl(shilu, tmp_path / "c", paper)
    assert sorted(written(tmp_path / "c")) == [path(1), path(3)]


@pytest.mark.parametrize(
    ("charset", "rules", "forbidden", "allowed"),
    [
        (
            "gb18030",
            "Disallow: /后台/",
            ("/%BA%F3%CC%A8/a", "/%E5%90%8E%E5%8F%B0/a"),
            ("/", "/news/", "/%E5%90%8E"),
        ),
        (
            "big5",
            "Disallow: /後台管理/舊聞",
            ("/%E5%BE%8C%E5%8F%B0%E7%AE%A1%E7%90%86/%E8%88%8A%E8%81%9E",),
            ("/a",),
        ),
        ("latin-1", "Disallow: /élus\r\nDisallow: /x", ("/%E9lus", "/%C3%A9lus", "/x"), ("/", "/e")),
        ("utf-8", "Disallow: /后台/", ("/%E5%90%8E%E5%8F%B0/a",), ("/", "/%BA%F3")),
        ("gb18030", "# 不要来\nDisallow: /x # 谢谢", ("/x",), ("/", "/a")),
        ("ascii", f"Disallow: /{'a' * 530_000}", (), ("/", "/" + "a" * 540_000)),
    ],
)
def test_rules_in_an_older_charset_forbid_what_they_name(
    charset: str, rules: str, forbidden: tuple[str, ...], allowed: tuple[str, ...]
) -> None:
    """Without the bytes that are no UTF-8 a path would be `/`: the whole site."""
    body = robots._as_utf_8(robots._beginning(f"User-agent: *\n{rules}\n".encode(charset)))
    parser = ProtegoRobotParser(body, None)
    asked = {path: parser.allowed(f"http://news.example{path}", "Shilu") for path in (*forbidden, *allowed)}
    assert asked == {**dict.fromkeys(forbidden, False), **dict.fromkeys(allowed, True)}


@pytest.mark.parametrize(
    ("agent", "named", "others"),
    [
        (
            "Shilu/0.1.0 (+https://example.org/shilu; set SHILU_USER_AGENT to name yourself)",
            "Shilu",
            ("example", "set"),
        ),
        ("Paper/1.0 (+https://archive.example.com/bot)", "paper", ("bot", "archive", "https")),
        ("Mozilla/5.0 (compatible; Finder/1.2; +http://x.example/spider/2.0)", "finder", ("spider", "compatible")),
        ("Paper reader (desk@news.example)", "paper reader", ("news", "desk")),
    ],
)
def test_rules_are_for_products_and_not_for_how_to_reach_whose_they_are(
    agent: str, named: str, others: tuple[str, ...]
) -> None:
    groups = "\n\n".join(f"User-agent: {name}\nDisallow: /" for name in others)
    rules = ProtegoRobotParser(f"{groups}\n\nUser-agent: *\nDisallow: /x\n".encode(), None)  # type: ignore[arg-type]
    assert rules.allowed("http://x.example/a", products(agent))
    assert not rules.allowed("http://x.example/x", products(agent))
    ours = ProtegoRobotParser(f"User-agent: {named}\nDisallow: /a\n".encode(), None)  # type: ignore[arg-type]
    assert not ours.allowed("http://x.example/a", products(agent))


def test_a_group_with_a_word_of_our_address_is_for_another(shilu: Shilu, tmp_path: Path) -> None:
    paper, agent = Paper([3, 2, 1]), "Paper/1.0 (+https://archive.example.com/bot)"
    groups = b"User-agent: bot\nDisallow: /\n\nUser-agent: *\nDisallow: /none\n"
    paper.answers["/robots.txt"] = lambda: replace(RULES, body=groups)
    crawl(shilu, tmp_path / "c", paper, "--user-agent", agent)
    assert len(written(tmp_path / "c")) == 3
