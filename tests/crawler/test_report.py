"""The report in its four forms: JSON, page, summary, metrics; and what is suddenly different."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.model import Page
from crawler.demo.server import DemoServer
from crawler.reporting.comparison import compared, warnings
from crawler.reporting.metrics import metrics
from crawler.reporting.tally import Tally
from crawler.reporting.verdict import exit_code
from pipelines.page.model import Kind, Role
from spiders.frontier import Lead, Result, Via, Visit
from tests.conftest import Shilu
from tests.sites.newspaper import Paper, html, path

SAMPLE = re.compile(r'[a-z_]+\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+\} -?[0-9.e+-]+')


def report(**changes: Any) -> dict[str, Any]:
    plain = {
        "run": "20260301T000000Z", "started": "2026-03-01T00:00:00Z", "seconds": 2.5, "exit_code": 0,
        "pages": {"fetched": 10, "read": 10}, "articles": {"new": 10, "changed": 0, "unchanged": 0}, "undated": 0,
        "errors": {}, "retried": {}, "warnings": [], "bytes": 1000, "vanished": {"count": 0, "articles": []}, "given_up": {},
        "queue": {"pending": 0, "deferred": 3}, "lists": {"read": 2, "articles_shown": 80},
    }  # fmt: skip
    return {**plain, **changes}


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (report(), None),
        (report(lists={"read": 2, "articles_shown": 4}), "a list shows 2 articles, it was 40"),
        (report(undated=9), "90% of the articles have no date"),
        (report(articles={"new": 0, "changed": 0, "unchanged": 0}), None),
        (report(lists={"read": 0, "articles_shown": 0}), None),
    ],
)
def test_what_is_suddenly_different_is_warned_of(now: dict[str, Any], words: str | None) -> None:
    usual = compared([report(), report(), report()])["usual"]
    found = list(warnings(now, usual))
    assert len(found) == (words is not None)
    assert words is None or words in found[0]


def test_a_first_run_has_nothing_to_compare_with() -> None:
    assert compared([]) == {}


def test_metrics_are_what_prometheus_reads() -> None:
    odd = report(errors={'quo"te \\ and\nline': 2})
    for line in metrics(odd, "my collection").splitlines():
        assert line.startswith("# ") or SAMPLE.fullmatch(line), line


def test_a_backfill_says_what_is_missing(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(list(range(14, 0, -1)))
    paper.answers = {path(3): lambda: html("no", 403), path(4): lambda: html("gone", 410)}
    folder = tmp_path / "c"
    with DemoServer(paper) as server:
        shilu("backfill", server.url, "--out", folder, "--limit", 8)
        cut = shilu("backfill", server.url, "--out", folder, "--limit", 1)
        whole = shilu("backfill", server.url, "--out", folder, "--json")
    assert re.search(r"missing +\d+ list entries: the run ended before", cut.stderr)
    found = json.loads(whole.stdout)
    why = {each["why"]: each for each in found["missing"]}
    assert {"HTTP 403", "HTTP 410"} == set(why)
    assert why["HTTP 403"]["examples"] == [server.url + path(3)[1:]]
    page = (folder / "runs" / f"{found['run']}.html").read_text(encoding="utf-8")
    assert "What the archive is missing" in page
    assert "HTTP 410" in page
    assert 'name="viewport"' in page
    assert "color-scheme: light dark" in page
    assert "width:0%" not in page  # nothing has no bar
    assert found["compared"]["runs"] == 2
    assert found["slowest"][0]["exchanges"] > 0
    text = (folder / "runs" / "metrics.prom").read_text(encoding="utf-8")
    assert 'shilu_last_run_exit_code{collection="c"} 1' in text
    assert not list((folder / "runs").glob(".*"))


def test_a_crawl_delay_is_kept_and_capped(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([1])
    paper.answers["/robots.txt"] = lambda: Page(
        body=b"User-agent: *\nCrawl-delay: 600\n", headers=(("Content-Type", "text/plain"),)
    )
    with DemoServer(paper) as server:
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--time-limit", 6)
    found = json.loads(result.stdout)
    assert any("600 s between requests" in warning for warning in found["warnings"])
    assert next(iter(found["hosts"].values()))["crawl_delay"] == 600


@pytest.mark.parametrize(("articles", "walls", "told"), [(7, 17, True), (17, 7, False), (0, 2, False)])
def test_a_wall_that_says_200_is_warned_of(articles: int, walls: int, told: bool) -> None:
    """The pages behind it are read by later runs; until then the run looks like any other."""
    tally = Tally(datetime.now(UTC), seeds_answered=1)
    lead = Lead("http://example.com/1.html", Role.ARTICLE, "example.com", Via.LIST)
    for kind in (*[Kind.ARTICLE] * articles, *[Kind.OTHER] * walls):
        tally.visit(Visit(lead, Result.READ, kind=kind))
    _, warnings = exit_code(tally, had_articles=True)
    assert any("show none" in each for each in warnings) is told
