"""A signal at any moment: 130, one line, nothing lost; and the same command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import ROOT, Shilu
from tests.crawler.interrupting import CALLS
from tests.sites.newspaper import Paper, asked, path, written
from tests.warm import SECONDS

NUMBERS = list(range(8, 0, -1))
ALL = sorted(path(n) for n in NUMBERS)
IMPORTS = ("click", "crawler.cli.crawl", "scrapy.crawler", "spiders.news", "twisted.internet.asyncioreactor")
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("sign", "moment"),
    [*(("SIGTERM", each) for each in (*IMPORTS, *CALLS)), ("SIGINT", "scrapy.crawler"), ("SIGINT", "opening"),
     ("SIGHUP", "spiders.news"), ("SIGHUP", "scheduling")],
)  # fmt: skip
def test_a_signal_while_the_run_begins_or_ends(shilu: Shilu, tmp_path: Path, sign: str, moment: str) -> None:
    folder = tmp_path / "c"
    with DemoServer(Paper(NUMBERS)) as server:
        program = [
            sys.executable,
            "-m",
            "tests.crawler.interrupting",
            sign,
            moment,
            "crawl",
            server.url,
            "--out",
            folder,
        ]
        result = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
        # The run that is closing has come to its end: its own code is the true one.
        assert result.returncode == (0 if moment == "closing" else 130), result.stderr
        assert "Traceback" not in result.stderr
        if moment != "closing":
            assert asked(server) == [], "nothing was fetched any more"
        assert not [each for each in folder.rglob("*") if each.name.endswith((".open", ".part", "-wal"))]
        assert shilu("crawl", server.url, "--out", folder).returncode == 0
    assert sorted(written(folder)) == ALL


def in_flight(server: DemoServer, program: list[str], least: int = 4) -> subprocess.Popen[str]:
    process = subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while len(server.requests) < least and process.poll() is None:
        time.sleep(0.02)
    return process


def slow_paper() -> Paper:
    paper = Paper(NUMBERS)
    paper.on_get = lambda target: time.sleep(0.4 if target.startswith("/news/") else 0)
    return paper


# Two signals that are sent one after the other come far apart where the machine is busy.
WITH_A_LONG_ECHO = "import crawler.interrupts as it; it.ECHO = 60.0; from crawler.cli import main; main()"


def test_a_signal_and_its_echo_are_one(tmp_path: Path) -> None:
    """`timeout` sends its signal to the command and to the command's group: that is one order, not two."""
    with DemoServer(slow_paper()) as server:
        program = [sys.executable, "-c", WITH_A_LONG_ECHO, "crawl", server.url, "--out", str(tmp_path / "c"),
                   "--concurrency", "1"]  # fmt: skip
        process = in_flight(server, program)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=SECONDS)
    assert process.returncode == 130, stderr
    assert list((tmp_path / "c" / "runs").glob("*.json")), "ended in good order, with a report"


def test_a_signal_that_comes_when_all_is_done_does_not_change_the_exit_code() -> None:
    program = [sys.executable, "-m", "crawler.cli", "schema"]
    size = len(subprocess.run(program, stdout=subprocess.PIPE, check=True).stdout)
    codes = []
    for late in range(0, 20, 2):
        process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        with process:
            assert process.stdout is not None
            process.stdout.read(size)
            time.sleep(late / 1000)
            process.send_signal(signal.SIGTERM)
        codes.append(process.returncode)
    assert set(codes) <= {0, 130}, codes


@pytest.mark.parametrize(("more", "least"), [((), 6), (("--delay", "60"), 1)], ids=["hangs", "waits its turn"])
def test_a_page_that_hangs_or_waits_holds_an_ordered_end_up_for_seconds_only(
    shilu: Shilu, tmp_path: Path, more: tuple[str, ...], least: int
) -> None:
    paper, over = Paper(NUMBERS), threading.Event()
    paper.answers = {path(NUMBERS[0]): lambda: over.wait(100)}
    with DemoServer(paper) as server:
        program = [sys.executable, "-m", "crawler.cli", "crawl", server.url, "--out", str(tmp_path / "c"), *more]
        process = in_flight(server, program, least)
        sent = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=SECONDS)
        assert process.returncode == 130, stderr
        assert time.monotonic() - sent < 30, "a request may take a minute"
        assert list((tmp_path / "c" / "runs").glob("*.json")), "ended in good order, with a report"
        over.set()
        paper.answers.clear()
        assert shilu("crawl", server.url, "--out", tmp_path / "c").returncode == 0
    assert sorted(written(tmp_path / "c")) == ALL


def test_a_terminal_that_goes_away_ends_the_run_but_not_under_nohup(tmp_path: Path) -> None:
    # One page after another: side by side all would be there before the signal.
    program = [sys.executable, "-m", "crawler.cli", "crawl", "--concurrency", "1"]
    codes = []
    for name, ignore in (("c", signal.SIG_DFL), ("d", signal.SIG_IGN)):
        with DemoServer(slow_paper()) as server:
            before = signal.signal(signal.SIGHUP, ignore)  # what a child is started with
            try:
                process = in_flight(server, [*program, server.url, "--out", str(tmp_path / name)])
            finally:
                signal.signal(signal.SIGHUP, before)
            process.send_signal(signal.SIGHUP)
            process.communicate(timeout=SECONDS)
            codes.append(process.returncode)
    assert codes == [130, 0]
    assert sorted(written(tmp_path / "d")) == ALL


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_other_commands_give_130_too(sign: signal.Signals) -> None:
    reading, writing = os.pipe()  # a standard input that never ends
    with os.fdopen(reading) as endless:
        process = subprocess.Popen([sys.executable, "-m", "crawler.cli", "decode"], cwd=ROOT, stdin=endless,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    os.write(writing, bytes(1 << 21))  # more than a pipe holds: all of it is taken when the command is at work
    time.sleep(1)  # and waits for more: while it takes what there is, Python sees no signal
    process.send_signal(sign)
    _, stderr = process.communicate(timeout=SECONDS)
    os.close(writing)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
