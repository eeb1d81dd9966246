"""Servers, disks and clocks that fail: the run slows, gives up in good order, says so, and goes on the next time."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.server import DemoServer
from crawler.interrupts import ECHO
from tests.conftest import ROOT, Shilu
from tests.sites.newspaper import Paper, Waves, article, asked, html, path, written
from tests.warm import SECONDS

NUMBERS = list(range(8, 0, -1))
pytestmark = pytest.mark.slow

ALL = sorted(path(n) for n in NUMBERS)


def report_of(result: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert result.stdout, result.stderr
    report: dict[str, Any] = json.loads(result.stdout)
    return report


@pytest.mark.parametrize(
    ("status", "headers"),
    [(500, ()), (503, (("Retry-After", "3"),)), (429, (("Retry-After", "date"),))],
    ids=["500", "503 in seconds", "429 with a date"],
)
def test_a_wave_of_failures_is_waited_out(
    shilu: Shilu, tmp_path: Path, status: int, headers: tuple[tuple[str, str], ...]
) -> None:
    paper = Paper(NUMBERS)
    said = tuple(
        (name, formatdate(time.time() + 4, usegmt=True) if value == "date" else value) for name, value in headers
    )
    wave = Waves(html("busy", status, headers=said), 2.5)
    paper.answers = {path(n): lambda n=n: wave.now(article(n)) for n in NUMBERS}  # type: ignore[misc]
    with DemoServer(paper) as server:
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
        failed = sum(served.status == status for served in server.requests)
    assert result.returncode == 0, result.stderr
    assert sorted(written(tmp_path / "c")) == ALL
    assert failed <= 12, "a host in trouble is asked carefully"


def test_a_long_retry_after_leaves_the_host_to_a_later_run(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(NUMBERS)
    busy = html("busy", 503, headers=(("Retry-After", "3600"),))
    paper.answers = {path(n): lambda: busy for n in NUMBERS[:4]}
    with DemoServer(paper) as server:
        report = report_of(shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--concurrency", 1))
    assert report["exit_code"] == 1
    assert "3600 s" in next(iter(report["given_up"].values()))
    assert report["queue"]["pending"] > 0


def test_pages_that_fail_do_not_wait_for_each_other(shilu: Shilu, tmp_path: Path) -> None:
    """Their titles are alike, so that each may be another address of the others; the run ends all the same."""
    paper = Paper(NUMBERS)
    paper.answers = {path(number): lambda: html("broken", 500) for number in (1, 2, 4)}
    with DemoServer(paper) as server:
        report = report_of(shilu("crawl", server.url, "--out", tmp_path / "c", "--json"))
        assert [asked(server).count(path(number)) for number in (1, 2, 4)] == [3, 3, 3]
    assert (report["exit_code"], report["errors"]) == (1, {"HTTP 500": 3})


def test_a_retry_after_that_makes_no_sense_is_none(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(NUMBERS)
    senseless = ("Fri, 31 Dec 99999 99:99:99 GMT", "²", "-1", "soon", "9" * 400)
    for number, said in zip(NUMBERS, senseless, strict=False):
        answers = iter((html("busy", 503, headers=(("Retry-After", said),)),))
        paper.answers[path(number)] = lambda n=number, each=answers: next(each, article(n))  # type: ignore[misc]
    with DemoServer(paper) as server:
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--json")
    assert result.returncode == 0, result.stderr
    assert sorted(written(tmp_path / "c")) == ALL


def test_a_host_that_hangs_is_given_up_and_its_pages_stay(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(NUMBERS)
    for number in NUMBERS:
        paper.answers[path(number)] = lambda: time.sleep(30)
    with DemoServer(paper) as server:
        began = time.monotonic()
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--set", "DOWNLOAD_TIMEOUT=2")
        took = time.monotonic() - began
        assert took < 240
        assert result.returncode == 1, result.stderr
        report = report_of(result)
        assert any("given up" in warning for warning in report["warnings"])
        assert report["queue"]["pending"] + report["queue"]["failed"] == len(NUMBERS)
        paper.answers.clear()
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == ALL


def test_what_fails_below_http_is_told_in_words(shilu: Shilu, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    result = shilu("crawl", f"http://127.0.0.1:{port}/", "--out", tmp_path / "c", "--json")
    assert result.returncode == 4
    assert "robots.txt does not answer (connection refused)" in result.stderr
    assert "the last one: connection refused" in json.loads(result.stdout)["given_up"][f"127.0.0.1:{port}"]


def test_a_captcha_is_no_article_and_no_reason_to_go_on(shilu: Shilu, tmp_path: Path) -> None:
    numbers = list(range(40, 0, -1))
    paper = Paper(numbers)
    wall = html("<head><title>安全验证</title></head><body><h1>请完成安全验证</h1><p>请输入验证码</p></body>")
    with DemoServer(paper) as server:
        assert shilu("crawl", server.url, "--out", tmp_path / "c", "--limit", 4).returncode == 0
        before = len(server.requests)
        paper.answers = {path(n): lambda: wall for n in numbers}
        result = shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--time-limit", 12)
        walls = sum(path.startswith("/news/") for path in asked(server)[before:])
    report = report_of(result)
    assert report["articles"]["new"] == 0
    assert walls < 16, "the first wave, and then one now and then"
    assert any("blocked: " in each["why"] for each in report["missing"])


def test_a_clock_that_jumps_back_gives_a_later_run(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from crawler.collection.collection import Collection
    from crawler.collection.state import Start
    from spiders.frontier import Mode

    days, runs = (20, 5, 5, 21), []
    for day in days:
        collection = Collection(tmp_path / "c", Start(Mode.CRAWL, datetime(2026, 3, day, tzinfo=UTC)))
        runs.append(collection.run)
        collection.save_report("{}")
        collection.close()
    assert runs == sorted(set(runs))


def test_a_lost_state_is_built_anew_and_nothing_is_written_twice(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with DemoServer(Paper(NUMBERS)) as server:
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
        for state in folder.glob("state.sqlite*"):
            state.rename(tmp_path / state.name)
        report = report_of(shilu("backfill", server.url, "--out", folder, "--json"))
        assert report["exit_code"] == 0
        assert report["mended"]["rebuilt"]["articles"] == len(NUMBERS)
        assert shilu("check", folder).returncode == 0
    assert sorted(written(folder)) == ALL


def test_a_damaged_state_is_6_with_the_next_step(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with DemoServer(Paper(NUMBERS)) as server:
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
        state = folder / "state.sqlite"
        whole = state.read_bytes()
        for damaged in (b"no database" * 1000, whole[:5000], whole[:4096] + os.urandom(len(whole) - 4096)):
            state.write_bytes(damaged)
            result = shilu("crawl", server.url, "--out", folder)
            assert result.returncode == 6, result.stderr
            assert "move it away" in result.stderr
            assert "Traceback" not in result.stderr
        state.unlink()
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
    assert sorted(written(folder)) == ALL


@pytest.mark.parametrize("stump", [b"", b"\0", None], ids=["empty", "one byte", "no table"])
def test_a_state_that_never_came_to_be_is_a_lost_one(shilu: Shilu, tmp_path: Path, stump: bytes | None) -> None:
    """What a kill leaves between making the file and making its tables; and what other programs do."""
    folder = tmp_path / "c"
    with DemoServer(Paper(NUMBERS)) as server:
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
        state = folder / "state.sqlite"
        state.unlink()
        if stump is not None:
            state.write_bytes(stump)
        else:
            with contextlib.closing(sqlite3.connect(state)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
    assert sorted(written(folder)) == ALL


def test_a_state_is_built_from_lines_that_people_have_edited(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    odd = (
        b'\xff\xfe no text\n[1]\n{}\n{"url": 5, "articleId": [], "version": "x"}\n'
        b'{"url": "http://[x", "articleId": "a", "version": 1}\n'
        b'{"url": "http://a.example/1", "articleId": "a", "version": 1, "crawl": 7, "pages": 3}\n'
        b'{"url": "http://a.example/2", "articleId": "b", "version": 1, "previousArticle": {"url": []}}\n'
    )
    with DemoServer(Paper(NUMBERS)) as server:
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
        (folder / "state.sqlite").unlink()
        (file,) = (folder / "articles").iterdir()
        whole = file.read_bytes()
        file.write_bytes(odd + whole)
        report = report_of(shilu("crawl", server.url, "--out", folder, "--json"))
        file.write_bytes(whole)
    assert report["mended"]["rebuilt"]["articles"] == len(NUMBERS)
    assert sorted(written(folder)) == ALL


def test_damage_anywhere_in_the_state_is_told(shilu: Shilu, tmp_path: Path) -> None:
    folder, chance = tmp_path / "c", random.Random(3)
    with DemoServer(Paper(NUMBERS)) as server:
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
        state = folder / "state.sqlite"
        whole = state.read_bytes()
        for _ in range(5):
            page = chance.randrange(1, len(whole) // 4096) * 4096
            state.write_bytes(whole[:page] + chance.randbytes(4096) + whole[page + 4096 :])
            result = shilu("crawl", server.url, "--out", folder)
            assert result.returncode in (0, 6), result.stderr
            assert result.returncode == 0 or f"{state}: " in result.stderr
            assert result.returncode == 0 or "move it away" in result.stderr
            assert "Traceback" not in result.stderr
            for aside in folder.glob("state.sqlite-*"):
                aside.unlink()


def test_a_state_of_a_newer_program_is_6(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with DemoServer(Paper(NUMBERS)) as server:
        assert shilu("crawl", server.url, "--out", folder, "--limit", 1).returncode == 0
        with sqlite3.connect(folder / "state.sqlite") as state:
            state.execute("UPDATE meta SET value = '999' WHERE name = 'version'")
        state.close()
        result = shilu("crawl", server.url, "--out", folder)
    assert result.returncode == 6
    assert "newer Shilu" in result.stderr


@contextmanager
def small_disk(folder: Path, size: str, *flags: str) -> Iterator[Path]:
    """Mount a file system in memory; skip where that is not allowed."""
    folder.mkdir(exist_ok=True)
    mounting = ["mount", "-t", "tmpfs", "-o", ",".join((f"size={size}", *flags)), "none", str(folder)]
    if os.geteuid() != 0 or not shutil.which("mount") or subprocess.run(mounting, capture_output=True).returncode:
        pytest.skip("mounting is for root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", ["60k", "100k", "160k", "240k", "320k"])
def test_a_disk_that_fills_up_anywhere_is_6(shilu: Shilu, tmp_path: Path, size: str) -> None:
    paper = Paper(list(range(30, 0, -1)))
    noise = f"<!--{os.urandom(3000).hex()}-->"
    paper.answers = {path(n): lambda n=n: html(article(n).body.decode() + noise + str(n)) for n in paper.numbers}  # type: ignore[misc]
    with DemoServer(paper) as server, small_disk(tmp_path / "disk", size) as disk:
        full = shilu("crawl", server.url, "--out", disk / "c")
        assert full.returncode == 6, full.stderr
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        after = shilu("crawl", server.url, "--out", disk / "c")
        assert after.returncode == 0, after.stderr
        assert sorted(written(disk / "c")) == sorted(path(n) for n in paper.numbers)
        assert shilu("check", disk / "c").returncode == 0


def test_a_folder_that_is_read_only_is_6(shilu: Shilu, tmp_path: Path) -> None:
    with DemoServer(Paper(NUMBERS)) as server, small_disk(tmp_path / "disk", "8m") as disk:
        assert shilu("crawl", server.url, "--out", disk / "c").returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        result = shilu("crawl", server.url, "--out", disk / "c")
    assert result.returncode == 6
    assert "Traceback" not in result.stderr


def test_files_that_may_not_grow_are_6(shilu: Shilu, tmp_path: Path) -> None:
    """For those who may not mount: the kernel refuses to write beyond a size."""
    with DemoServer(Paper(NUMBERS)) as server:
        program = [sys.executable, "-m", "crawler.cli", "crawl", server.url, "--out", str(tmp_path / "c")]
        full = subprocess.run(
            program, cwd=ROOT, capture_output=True, text=True, timeout=300,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        )  # fmt: skip
        assert full.returncode == 6, full.stderr
        assert "Traceback" not in full.stderr
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == ALL


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_second_signal_stops_at_once_and_loses_nothing(
    shilu: Shilu, tmp_path: Path, sign: signal.Signals
) -> None:
    paper = Paper(NUMBERS)
    begun, over = threading.Event(), threading.Event()

    def held() -> None:
        begun.set()
        over.wait(SECONDS)

    paper.answers[path(4)] = held
    with DemoServer(paper) as server:
        program = [sys.executable, "-m", "crawler.cli", "crawl", server.url, "--out", str(tmp_path / "c")]
        process = subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert begun.wait(SECONDS), "the page in flight"
        process.send_signal(sign)
        assert process.stderr
        assert any("stopping: interrupted" in line for line in process.stderr)
        time.sleep(2 * ECHO)  # what comes sooner is taken for a repetition of the first
        assert process.poll() is None, "the page in flight is waited for"
        process.send_signal(sign)
        _, stderr = process.communicate(timeout=SECONDS / 2)  # in which the page in flight does not come
        assert process.returncode == 130, stderr
        over.set()
        paper.answers.clear()
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == ALL


def test_a_wall_before_one_page_is_tried_once_a_run(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(NUMBERS)
    wall = html("<head><title>安全验证</title></head><body><h1>请完成安全验证</h1><p>请输入验证码</p></body>")
    paper.answers = {path(4): lambda: wall}
    with DemoServer(paper) as server:
        for run in (1, 2):
            result = shilu("crawl", server.url, "--out", tmp_path / "c")
            assert (result.returncode, asked(server).count(path(4))) == (1, run), result.stderr
        paper.answers.clear()
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == ALL


def test_a_limit_in_the_middle_of_trouble_is_1_and_told(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(NUMBERS)
    wall = html("<head><title>安全验证</title></head><body><h1>请完成安全验证</h1><p>请输入验证码</p></body>")
    paper.answers = {path(n): lambda: wall for n in NUMBERS}
    with DemoServer(paper) as server:
        report = report_of(shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--time-limit", 12))
    assert (report["exit_code"], report["ended"]) == (1, "time limit")
    assert any("in trouble when the run ended: blocked" in warning for warning in report["warnings"])
    assert sum(report["retried"].values()) >= 2


def test_a_time_limit_gives_up_what_hangs_and_the_next_run_goes_on(shilu: Shilu, tmp_path: Path) -> None:
    paper, over = Paper(NUMBERS), threading.Event()

    def hang() -> None:
        over.wait(50)

    paper.answers = {path(NUMBERS[0]): hang}
    with DemoServer(paper) as server:
        report = report_of(shilu("crawl", server.url, "--out", tmp_path / "c", "--json", "--time-limit", 8))
        assert (report["exit_code"], report["ended"], report["errors"]) == (0, "time limit", {})
        assert report["seconds"] < 40, "a request may take a minute"
        over.set()
        paper.answers.clear()
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == ALL
