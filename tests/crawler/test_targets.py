"""Several targets in one run, Scrapy's own command, and what a run shows while it goes on."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.crawling.dry_run import plan
from crawler.crawling.job import Job, settings_of
from crawler.demo.server import DemoServer
from crawler.errors import UsageError
from crawler.hosts.resolver import IPv4First
from spiders.frontier import Mode
from spiders.profiles.profiles import from_url
from tests.conftest import ROOT, Shilu
from tests.sites.cms import body, html
from tests.sites.newspaper import Paper, path, written
from tests.warm import SECONDS


def test_each_target_has_a_collection_of_its_own(shilu: Shilu, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with DemoServer() as one, DemoServer() as two:
        result = shilu("crawl", one.url, two.url, "--limit", 8, "--quiet", cwd=tmp_path, env=env)
    assert result.returncode == 0, result.stderr
    names = sorted(path.name for path in (tmp_path / "collections").iterdir())
    assert names == sorted(f"127.0.0.1-{server.url.rstrip('/').rpartition(':')[2]}" for server in (one, two))


def test_two_addresses_of_a_host_are_one_site(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([2, 1])
    with DemoServer(paper) as server:
        targets = (server.url, f"{server.url}{path(1)[1:]}", server.url)
        report = json.loads(shilu("crawl", *targets, "--out", tmp_path / "c", "--json").stdout)
    assert report["targets"] == list(targets[:2])
    assert report["articles"]["new"] == 2


def test_what_a_profile_switches_on_the_command_line_switches_off(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper([2, 1])
    with DemoServer(paper) as server:
        profile = tmp_path / "paper.toml"
        profile.write_text(f'start = ["{server.url}"]\n[options]\nquiet = true\ndry_run = true\njson = true\n')
        out = ("--out", tmp_path / "c")
        plan = shilu("crawl", profile, *out)
        assert (json.loads(plan.stdout)["why"], plan.stderr, server.requests) == ("pending", "", [])
        report = shilu("crawl", profile, *out, "--no-dry-run")
        assert (json.loads(report.stdout)["articles"]["new"], report.stderr) == (2, "")
        shown = shilu("crawl", profile, *out, "--no-dry-run", "--no-json", "--no-quiet")
        assert (shown.stdout, "articles" in shown.stderr) == ("", True)
        env = {**os.environ, "SHILU_DRY_RUN": "1", "SHILU_JSON": "0"}
        assert "articles" in shilu("crawl", server.url, *out, "--no-dry-run", env=env).stderr


@pytest.mark.parametrize("option", ["--user-agent", "--operator"])
@pytest.mark.parametrize("value", ["Bot/1.0\r\nX-Other: 1", b"Bot \xff"])
def test_what_cannot_be_a_line_of_a_header_is_refused(tmp_path: Path, option: str, value: str | bytes) -> None:
    program = [sys.executable, "-m", "crawler.cli", "crawl", "http://127.0.0.1:1/", option, value]
    done = subprocess.run([*program, "--out", tmp_path / "c"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, option.encode() in done.stderr, list(tmp_path.iterdir())) == (2, True, [])


def test_an_address_of_bytes_in_no_charset_is_refused(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "crawler.cli", "crawl", b"http://127.0.0.1:1/\xff", "--out", tmp_path / "c"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr, list(tmp_path.iterdir())) == (2, False, [])


def test_probe_names_who_asks(shilu: Shilu) -> None:
    paper = Paper([2, 1])
    with DemoServer(paper) as server:
        assert shilu("probe", server.url, env={**os.environ, "SHILU_USER_AGENT": "Bot/1.0 (+x)"}).returncode == 0
        assert all(b"User-Agent: Bot/1.0 (+x)\r\n" in each.request for each in server.requests)


class _OverIPv6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = html("河边的老街修好了", "".join(f"<p>{body(number, 'zh')}</p>" for number in range(3)))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())


@pytest.fixture
def over_ipv6() -> Iterator[_OverIPv6]:
    try:
        server = _OverIPv6(("::1", 0), _Page)
    except OSError as error:  # switched off in the kernel, or in a container
        pytest.skip(f"this machine has no IPv6: {error}")
    with server:
        yield server


def test_a_host_that_has_only_ipv6_is_fetched(shilu: Shilu, over_ipv6: _OverIPv6, tmp_path: Path) -> None:
    threading.Thread(target=over_ipv6.serve_forever, daemon=True).start()
    url = f"http://[::1]:{over_ipv6.server_port}/a/1.html"
    crawled = json.loads(shilu("crawl", url, "--out", tmp_path / "c", "--limit", 1, "--json").stdout)
    probed = json.loads(shilu("probe", url, "--json").stdout)
    over_ipv6.shutdown()
    assert crawled["articles"]["new"] == 1
    assert probed["article"]["headline"] == "河边的老街修好了"


def test_ipv4_is_tried_before_ipv6() -> None:
    """A server that listens on one of both would cost a third of a second a connection."""
    six, four = IPv6Address("TCP", "::1", 80), IPv4Address("TCP", "127.0.0.1", 80)
    told: list[object] = []
    receiver = IPv4First(
        SimpleNamespace(addressResolved=told.append, resolutionComplete=lambda: told.append("end"))
    )
    for address in (six, four):
        receiver.addressResolved(address)
    receiver.resolutionComplete()
    assert told == [four, six, "end"]


def test_a_folder_without_a_name_is_2(shilu: Shilu, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = shilu("crawl", "http://127.0.0.1:9/", "--out", "", cwd=tmp_path, env=env)
    assert (result.returncode, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.parametrize(
    "setting",
    [
        "LOG_LEVEL=LOUD",
        "DOWNLOAD_MAXSIZE=x",
        "DOWNLOAD_TIMEOUT=-1",
        "CONCURRENT_REQUESTS_PER_DOMAIN=0",
        "DOWNLOAD_DELAY=nan",
        "CONCURRENT_REQUESTS=1.5",
        "COOKIES_ENABLED=perhaps",
        "REACTOR_THREADPOOL_MAXSIZE=0",
        "FEEDS=1",
        "TWISTED_DNS_RESOLVER=nowhere.Resolver",
        "SHILU_DELAY=soon",
        "SHILU_ROBOTS_UNREACHABLE=perhaps",
    ],
)
def test_settings_that_no_run_could_hold_are_2(setting: str) -> None:
    job = Job((from_url("http://127.0.0.1:9/"),), Mode.CRAWL, {"set": (setting,)})
    with pytest.raises(UsageError, match=setting.partition("=")[0]):
        settings_of(job)


@pytest.mark.parametrize(
    "setting",
    [
        "DOWNLOAD_TIMEOUT=2.5",
        "COOKIES_ENABLED=true",
        "RETRY_HTTP_CODES=500,502",
        "REFERRER_POLICY=origin",
        "MINE=x",
    ],
)
def test_settings_that_scrapy_takes_are_taken(setting: str) -> None:
    name, _, value = setting.partition("=")
    assert settings_of(Job((from_url("http://127.0.0.1:9/"),), Mode.CRAWL, {"set": (setting,)}))[name] == value


def test_a_dry_run_refuses_what_its_run_would() -> None:
    with pytest.raises(UsageError, match="KEY=VALUE"):
        plan(Job((from_url("http://127.0.0.1:9/"),), Mode.CRAWL, {"set": ("nonsense",)}), 1)


def test_targets_of_one_name_that_differ_are_2(shilu: Shilu, tmp_path: Path) -> None:
    for folder, charset in (("a", "gbk"), ("b", "big5")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.toml").write_text(f'start = ["http://127.0.0.1:9/"]\ncharset = "{charset}"\n')
    result = shilu("crawl", tmp_path / "a" / "p.toml", tmp_path / "b" / "p.toml")
    assert (result.returncode, result.stdout) == (2, "")
    assert 'two targets have the name "p"' in result.stderr


def test_targets_share_the_collection_that_out_names(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer() as one, DemoServer() as two:
        result = shilu("crawl", one.url, two.url, "--out", tmp_path / "c", "--limit", 30, "--json")
    report = json.loads(result.stdout)
    assert report["targets"] == [one.url, two.url]
    assert len(report["hosts"]) == 2


def test_one_hosts_delay_serves_the_others(shilu: Shilu, tmp_path: Path) -> None:
    """Requests to one host keep their distance; those to different hosts do not wait for each other."""
    with DemoServer() as one, DemoServer() as two:
        result = shilu("crawl", one.url, two.url, "--out", tmp_path / "c", "--delay", 0.3, "--limit", 12, "--json")
        asked = [len(server.requests) for server in (one, two)]
    assert json.loads(result.stdout)["pages"]["fetched"] == 12
    assert min(asked) >= 5


def test_scrapy_runs_the_spider_from_the_root(tmp_path: Path) -> None:
    with DemoServer() as server:
        program = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"target={server.url}",
                   "-s", f"SHILU_OUT={tmp_path / 'c'}", "-s", "SHILU_LIMIT=20"]  # fmt: skip
        done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "c" / "archive").glob("*.warc.gz"))


def test_a_terminal_gets_a_live_line(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    with DemoServer() as server:
        program = [sys.executable, "-m", "crawler.cli", "crawl", server.url, "--out", str(tmp_path / "c"),
                   "--delay", "0.1", "--limit", "15"]  # fmt: skip
        process = subprocess.Popen(program, cwd=ROOT, stderr=follower, env={**os.environ, "TERM": "xterm"})
        os.close(follower)
        shown = b""
        with contextlib.suppress(OSError):  # EIO: the other side is closed
            while piece := os.read(leader, 65536):
                shown += piece
        assert process.wait(SECONDS) == 0
    os.close(leader)
    assert b"pages/s" in shown
    assert b"queued" in shown


@pytest.mark.slow
def test_a_site_may_change_its_name_and_share_its_collection(shilu: Shilu, tmp_path: Path) -> None:
    """A collection begun by a URL goes on by a profile; a run of one site leaves those beside it as they are."""
    one, two = Paper(list(range(6, 0, -1))), Paper(list(range(6, 0, -1)))
    folder, profile = tmp_path / "c", tmp_path / "gazette.toml"
    with DemoServer(one) as first, DemoServer(two) as second:
        profile.write_text(f'start = ["{first.url}"]\n', encoding="utf-8")
        for targets, options in (
            ([first.url, second.url], ("--limit", 8)),
            ([profile], ()),
            ([profile, second.url], ()),
        ):
            before = len(second.requests)
            assert shilu("crawl", *targets, "--out", folder, *options).returncode == 0
            if targets == [profile]:
                assert len(second.requests) == before
    assert sorted(written(folder)) == sorted(2 * [path(n) for n in range(1, 7)])
