"""Exit codes, signals, lock and full disk, each by the real command."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from crawler.collection.database import connect
from crawler.collection.lock import Lock
from crawler.crawling.given import give
from crawler.crawling.job import Job, settings_of
from crawler.demo.model import Page
from crawler.demo.server import DemoServer, DemoSite
from crawler.errors import UsageError
from spiders.frontier import Mode
from tests.conftest import ROOT, Shilu

ARTICLE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>
<p>2024-06-29 10:20　来源：青石晚报　记者：林晓</p><div class="content">{body}</div></body></html>"""
PARAGRAPH = (
    "<p>昨天下午，城南老街的修缮工程全部完工，沿街的三十二间铺面重新挂上了门板和招牌，街坊们都来看热闹。</p>"
)


class Pages(DemoSite):
    """A site of a few pages, given by path."""

    def __init__(self, pages: dict[str, Page]) -> None:
        super().__init__()
        self.given = pages

    def get(self, target: str) -> Page | None:
        return self.given.get(target)


def html(text: str, status: int = 200, **fields: Any) -> Page:
    return Page(body=text.encode("utf-8"), status=status, **fields)


def front(*paths: str) -> Page:
    links = "".join(
        f'<li><a href="{path}">城南老街修缮工程完工 第{n}篇报道</a> 2024-06-29</li>'
        for n, path in enumerate(paths)
    )
    return html(
        f'<html><meta charset="utf-8"><title>青石新闻网</title><body><h1>新闻</h1><ul>{links}</ul></body></html>'
    )


def article(number: int) -> Page:
    return html(ARTICLE.format(title=f"城南老街修缮工程完工（{number}）", body=PARAGRAPH * 4))


NEWS = {f"/news/2024/0629/{n}.html": article(n) for n in range(6)}
GOOD = {"/": front(*NEWS), **NEWS}


@contextmanager
def serving(pages: dict[str, Page]) -> Iterator[DemoServer]:
    with DemoServer(Pages(pages)) as server:
        yield server


def test_done_is_0_and_nothing_new_is_too(shilu: Shilu, tmp_path: Path) -> None:
    with serving(GOOD) as server:
        first = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
        again = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert json.loads(first.stdout)["articles"]["new"] == len(NEWS)
    assert json.loads(again.stdout)["articles"] == {"new": 0, "changed": 0, "unchanged": 0}


def test_a_page_that_could_not_be_fetched_is_1_and_named(shilu: Shilu, tmp_path: Path) -> None:
    with serving({**GOOD, "/news/2024/0629/3.html": html("no", 403)}) as server:
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert report["articles"]["new"] == len(NEWS) - 1
    assert report["failed"] == [{"url": f"{server.url}news/2024/0629/3.html", "reason": "HTTP 403"}]


@pytest.mark.parametrize(
    "args",
    [
        ("crawl",),
        ("crawl", "no-such-site"),
        ("crawl", "ftp://example.com/"),
        ("crawl", "http://exa mple.com/"),
        ("crawl", "http://127.0.0.1:9/", "--limit", "many"),
        ("crawl", "http://127.0.0.1:9/", "--set", "nonsense"),
        ("crawl", "http://127.0.0.1:9/", "--set", "CONCURRENT_REQUESTS=many"),
        ("crawl", "http://127.0.0.1:9/", "--set", "ITEM_PIPELINES=nonsense"),
        ("crawl", "http://127.0.0.1:9/", "--recheck", "nan"),
        ("crawl", "http://127.0.0.1:9/", "--delay", "inf"),
        ("crawl", "http://127.0.0.1:9/", "--user-agent", ""),
        ("backfill", "http://127.0.0.1:9/", "--since", "yesterday"),
        ("backfill", "http://127.0.0.1:9/", "--since", "2024-05-01", "--until", "2024-04-30"),
        ("extract", "no/such/file.warc.gz"),
        ("probe", "no/such/page.html"),
        ("no-such-command",),
        ("repair", "--jsonl", "--jobs", "99999999999999999999"),
        ("crawl", "http://desk:secret@127.0.0.1:9/"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_one_clear_message(shilu: Shilu, tmp_path: Path, args: tuple[str, ...]) -> None:
    result = shilu(*args, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert result.returncode == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


HANDLER = "crawler.render.handler.RenderHandler"


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ('DOWNLOAD_HANDLERS={"http": "no_such.Handler"}', "No module named 'no_such'"),
        ("DOWNLOAD_HANDLERS=nonsense", "a JSON object"),
        ("DOWNLOADER_CLIENT_TLS_METHOD=SSLv9", "TLSv1.2"),
        ("DOWNLOADER_CLIENT_TLS_CIPHERS=nonsense", "cipher suites"),
        ("DOWNLOADER_CLIENTCONTEXTFACTORY=no_such.Factory", "No module named 'no_such'"),
        ("TWISTED_REACTOR=twisted.internet.selectreactor.SelectReactor", "AsyncioSelectorReactor"),
    ],
)
def test_a_setting_that_every_page_would_fail_on_is_wrong_usage(pair: str, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        give(settings_of(Job((), Mode.CRAWL)), pair)


@pytest.mark.parametrize(
    "pair",
    [
        f'DOWNLOAD_HANDLERS={{"http": "{HANDLER}", "ftp": null}}',
        "DOWNLOADER_CLIENT_TLS_METHOD=TLSv1.2",
        "DOWNLOADER_CLIENT_TLS_CIPHERS=DEFAULT:!DH",
        "DOWNLOADER_CLIENTCONTEXTFACTORY=scrapy.core.downloader.contextfactory.BrowserLikeContextFactory",
        'DEFAULT_REQUEST_HEADERS={"Accept": "text/html"}',
    ],
)
def test_a_setting_that_will_do_is_taken(pair: str) -> None:
    give(settings_of(Job((), Mode.CRAWL)), pair)


def test_a_held_collection_is_3_and_says_by_whom(shilu: Shilu, tmp_path: Path) -> None:
    lock = Lock(tmp_path / "c")
    with serving(GOOD) as server:
        result = shilu("crawl", server.url, "--out", tmp_path / "c")
        lock.release()
        after = shilu("crawl", server.url, "--out", tmp_path / "c")
    assert result.returncode == 3
    assert f'"pid": {os.getpid()}' in result.stderr
    assert after.returncode == 0


@pytest.mark.parametrize("page", [html("gone", 404), html("no", 403)], ids=["404", "403"])
def test_no_start_page_is_4(shilu: Shilu, tmp_path: Path, page: Page) -> None:
    with serving({"/": page}) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 4


@pytest.mark.slow
def test_a_dead_host_is_4(shilu: Shilu, tmp_path: Path) -> None:
    result = shilu("crawl", "http://127.0.0.1:9/", "--out", tmp_path / "c")
    assert result.returncode == 4
    assert "Traceback" not in result.stderr


def test_pages_without_any_article_are_5(shilu: Shilu, tmp_path: Path) -> None:
    with serving({"/": html("<title>x</title><p>建设中</p>")}) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 5


def test_a_site_that_falls_silent_is_5(shilu: Shilu, tmp_path: Path) -> None:
    with serving(dict(GOOD)) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        server.site.given["/"] = html("<title>x</title><p>网站改版中</p>")  # type: ignore[attr-defined]
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 5


def test_a_folder_that_cannot_be_is_6(shilu: Shilu, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = shilu("crawl", "http://127.0.0.1:9/", "--out", tmp_path / "file" / "c")
    assert result.returncode == 6
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["articles", "runs"])
def test_a_file_in_the_way_is_6_and_named(shilu: Shilu, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    result = shilu("crawl", "http://127.0.0.1:9/", "--out", tmp_path)
    assert result.returncode == 6
    assert f"{tmp_path / name}: File exists; move it away" in result.stderr


def test_a_full_disk_is_6_and_what_was_written_is_intact(shilu: Shilu, tmp_path: Path) -> None:
    """A limit on file size stands for the full disk: the kernel refuses the same way, with EFBIG for ENOSPC."""
    noise = os.urandom(200_000).hex()
    pages = {path: html(page.body.decode() + f"<!--{noise}-->") for path, page in NEWS.items()}
    with serving({"/": front(*pages), **pages}) as server:
        program = [sys.executable, "-m", "crawler.cli", "crawl", server.url, "--out", str(tmp_path / "c")]
        limit = 600_000
        full = subprocess.run(
            program, cwd=ROOT, capture_output=True, text=True, timeout=300,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )  # fmt: skip
        assert full.returncode == 6, full.stderr
        assert "Traceback" not in full.stderr
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    lines = [json.loads(line) for path in (tmp_path / "c/articles").glob("*.jsonl") for line in path.open()]
    assert sorted(line["url"].removeprefix(server.url) for line in lines) == sorted(path[1:] for path in pages)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_is_130_and_the_next_run_goes_on(shilu: Shilu, tmp_path: Path, sign: signal.Signals) -> None:
    with serving(GOOD) as server:
        program = [sys.executable, "-m", "crawler.cli", "crawl", server.url, "--out", str(tmp_path / "c"),
                   "--delay", "0.4", "--concurrency", "1"]  # fmt: skip
        process = subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        while len(server.requests) < 4 and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(sign)
        _, stderr = process.communicate(timeout=300)
        assert process.returncode == 130, stderr
        assert not list((tmp_path / "c").rglob("*.open")), "closed in good order"
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
        asked = [served.path for served in server.requests if served.path in NEWS]
    assert sorted(asked) == sorted(NEWS), "each article was fetched once over both runs"


def test_a_limit_ends_in_good_order_and_the_next_run_goes_on(shilu: Shilu, tmp_path: Path) -> None:
    with serving(GOOD) as server:
        first = shilu("crawl", server.url, "--out", tmp_path / "c", "--limit", 3, "--json")
        second = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
    one, two = json.loads(first.stdout), json.loads(second.stdout)
    assert (first.returncode, one["ended"], one["pages"]["fetched"]) == (0, "page limit", 3)
    assert one["articles"]["new"] + two["articles"]["new"] == len(NEWS)


def test_a_dry_run_fetches_and_leaves_nothing(shilu: Shilu, tmp_path: Path) -> None:
    with serving(GOOD) as server:
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--dry-run")
        assert server.requests == []
    assert [json.loads(line)["url"] for line in result.stdout.splitlines()] == [server.url]
    assert not (tmp_path / "c").exists()


def test_a_dry_run_leaves_a_collection_to_the_run_that_holds_it(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with serving(GOOD) as server:
        shilu("crawl", server.url, "--out", folder, "--limit", 2, "--quiet")
        (archive,) = (folder / "archive").iterdir()
        archive.rename(f"{archive}.open")  # as a killed run leaves it
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        asked = len(server.requests)
        lock = Lock(folder)
        result = shilu("crawl", server.url, "--out", folder, "--dry-run")
        lock.release()
        assert len(server.requests) == asked
    shown = {lead["url"]: lead["why"] for lead in map(json.loads, result.stdout.splitlines())}
    assert (result.returncode, shown[server.url], "pending" in shown.values()) == (0, "again", True)
    kept = {path: path.read_bytes() for path in before if path.name != ".lock"}
    assert kept == {path: data for path, data in before.items() if path.name != ".lock"}


def test_a_dry_run_names_the_state_that_it_cannot_use_and_not_its_copy(shilu: Shilu, tmp_path: Path) -> None:
    with closing(connect(tmp_path / "state.sqlite")) as state:
        state.execute("UPDATE meta SET value = '999' WHERE name = 'version'")
    result = shilu("crawl", "http://127.0.0.1:9/", "--out", tmp_path, "--dry-run")
    assert (result.returncode, result.stdout) == (6, "")
    assert f"shilu: {tmp_path}/state.sqlite: written by a newer Shilu" in result.stderr


def test_options_come_from_the_environment_and_the_profile(shilu: Shilu, tmp_path: Path) -> None:
    with serving(GOOD) as server:
        profile = tmp_path / "site.toml"
        profile.write_text(f'start = ["{server.url}"]\n[options]\nlimit = 2\n', encoding="utf-8")
        env = {**os.environ, "SHILU_OUT": str(tmp_path / "c"), "PYTHONPATH": str(ROOT)}
        by_profile = shilu("crawl", profile, "--json", env=env, cwd=tmp_path)
        by_environment = shilu("crawl", profile, "--json", env={**env, "SHILU_LIMIT": "1"}, cwd=tmp_path)
    assert json.loads(by_profile.stdout)["pages"]["fetched"] == 2
    assert json.loads(by_environment.stdout)["pages"]["fetched"] == 1


@pytest.mark.parametrize("command", ["--help", *(f"{name} --help" for name in
                         ("crawl", "backfill", "extract", "probe", "decode", "repair", "check", "wacz",
                          "sites", "schema", "demo"))])  # fmt: skip
def test_every_level_has_help(shilu: Shilu, command: str) -> None:
    result = shilu(*command.split())
    assert result.returncode == 0
    assert result.stdout.startswith("Usage: shilu")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ('limit = "many"', "limit"),
        ("limit = -3", "limit"),
        ("limit = 2.5", "limit"),
        ("limits = 2", "limits"),
        ("delay = [1, 2]", "one value"),
    ],
)
def test_a_profile_option_that_is_none_is_2(shilu: Shilu, tmp_path: Path, options: str, words: str) -> None:
    profile = tmp_path / "site.toml"
    profile.write_text(f'start = ["http://127.0.0.1:9/"]\n[options]\n{options}\n', encoding="utf-8")
    result = shilu("crawl", profile, "--out", tmp_path / "c")
    assert result.returncode == 2
    assert f"{profile}: [options]" in result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_flags_come_from_the_environment_and_the_profile(shilu: Shilu, tmp_path: Path) -> None:
    with serving(GOOD) as server:
        profile = tmp_path / "site.toml"
        profile.write_text(
            f'start = ["{server.url}"]\n[options]\njson = true\nlimit = 3\nsince = 2024-01-01\n'
            "[options.set]\nDOWNLOAD_DELAY = 0.4\n",
            encoding="utf-8",
        )
        began = time.monotonic()
        report = json.loads(shilu("crawl", profile, "--out", tmp_path / "c").stdout)
        assert time.monotonic() - began > 3 * 0.4, "the delay that is set holds on a private host too"
        plan = shilu("crawl", server.url, "--out", tmp_path / "c", env={**os.environ, "SHILU_DRY_RUN": "1"})
        quiet = shilu("crawl", server.url, "--out", tmp_path / "c", env={**os.environ, "SHILU_QUIET": "1"})
    assert report["pages"]["fetched"] == 3
    assert all(json.loads(line)["why"] for line in plan.stdout.splitlines())
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
