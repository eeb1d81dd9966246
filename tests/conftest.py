"""Runs of the real command, shared by the tests that look at what it left."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from crawler.demo.model import DemoArticle
from crawler.demo.server import DemoServer, Served
from tests.warm import COMMAND, SECONDS, warm

ROOT = Path(__file__).parent.parent
Shilu = Callable[..., subprocess.CompletedProcess[str]]

# The examples of a test are the same in each run, so that a run fails by what was changed alone, and may take their time.
settings.register_profile("fresh", settings.get_profile("ci"), derandomize=False)  # for `make soak`
settings.load_profile("ci")


def pytest_configure() -> None:
    """Shells have their background jobs ignore SIGINT, and so would every command that a test starts and interrupts."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def run_shilu(*args: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> Any:
    """Run the command as a user would. The result's `returncode`, `stdout` and `stderr` are what he sees."""
    if cwd is None and env is None:
        return warm().run(COMMAND, [*map(str, args)])
    program = [sys.executable, "-m", COMMAND, *map(str, args)]
    return subprocess.run(program, cwd=cwd or ROOT, capture_output=True, text=True, timeout=SECONDS, env=env)


@pytest.fixture(scope="session")
def shilu() -> Shilu:
    return run_shilu


@dataclass(frozen=True)
class MainJob:
    """A backfill of the sample site, its next edition, and a crawl of that."""

    folder: Path
    url: str
    first: tuple[DemoArticle, ...]
    second: tuple[DemoArticle, ...]
    first_requests: tuple[Served, ...]
    second_requests: tuple[Served, ...]
    reports: tuple[dict[str, Any], ...]

    def lines(self, run: int) -> list[dict[str, Any]]:
        """Give the articles that run number `run` wrote."""
        files = sorted((self.folder / "articles").glob("*.jsonl"))
        return [json.loads(line) for line in files[run].read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainJob]:
    folder = tmp_path_factory.mktemp("main-job") / "collection"
    with DemoServer() as server:
        first = server.site.articles()
        backfill = run_shilu("backfill", server.url, "--out", folder, "--json")
        assert backfill.returncode == 0, backfill.stderr
        requests = tuple(server.requests)
        server.site.advance()
        crawl = run_shilu("crawl", server.url, "--out", folder, "--recheck", 1, "--json")
        assert crawl.returncode == 0, crawl.stderr
        yield MainJob(
            folder=folder,
            url=server.url,
            first=first,
            second=server.site.articles(),
            first_requests=requests,
            second_requests=tuple(server.requests[len(requests) :]),
            reports=(json.loads(backfill.stdout), json.loads(crawl.stdout)),
        )
