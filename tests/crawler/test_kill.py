"""Nothing lost, nothing twice: a backfill killed at chosen steps and at random moments, and the same command again."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator

from crawler.demo.server import DemoServer
from crawler.reporting.report import Report
from crawler.reporting.summary import summary
from tests.conftest import ROOT, Shilu, run_shilu
from tests.crawler import killing
from tests.crawler.killing import STEPS
from tests.warm import warm

# `make soak` kills as often as it says; elsewhere once at each step.
KILLS = int(os.environ.get("SHILU_SOAK_KILLS", "0"))


@dataclass(frozen=True)
class Reference:
    """A backfill that nobody disturbed: its server, and what it found out."""

    server: DemoServer
    pages: dict[str, str]
    articles: list[str]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    folder = tmp_path_factory.mktemp("reference") / "c"
    with DemoServer() as server:
        result = run_shilu("backfill", server.url, "--out", folder)
        assert result.returncode == 0, result.stderr
        yield Reference(
            server, pages_of(folder), sorted(server.url + each.path[1:] for each in server.site.articles())
        )


def pages_of(folder: Path) -> dict[str, str]:
    """Give what the state knows: key -> status. A list that a resumed run looked at again is read as well."""
    query = "SELECT key, replace(status, 'unchanged', 'read') FROM pages"
    with contextlib.closing(sqlite3.connect(folder / "state.sqlite")) as state:
        return dict(state.execute(query))


def kill_at(moment: float, program: list[str]) -> bool:
    """Start, kill -9 after `moment` seconds. False where the run had come to its end before."""
    process = subprocess.Popen(program, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return process.returncode == -signal.SIGKILL


def backfill(url: str, folder: Path) -> list[str]:
    return ["backfill", url, "--out", str(folder), "--delay", "0.02"]


def program(url: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "crawler.cli", *backfill(url, folder)]


def kill_at_steps(url: str, folder: Path, steps: list[tuple[str, int]]) -> int:
    runs = (warm().run(killing.__name__, [step, str(number), *backfill(url, folder)]) for step, number in steps)
    return sum(run.returncode == -signal.SIGKILL for run in runs)


def assert_whole(folder: Path, reference: Reference) -> None:
    """After the last resume: each article once, no page forgotten, nothing torn, the archive sound."""
    last = run_shilu("backfill", reference.server.url, "--out", folder)
    assert last.returncode == 0, last.stderr
    lines = [json.loads(line) for path in sorted((folder / "articles").iterdir()) for line in path.open()]
    assert sorted(line["url"] for line in lines) == reference.articles, "every article exactly once over all files"
    assert pages_of(folder) == reference.pages, "no page forgotten, none in another state"
    assert not [path for path in folder.rglob("*") if path.name.endswith((".open", ".part"))]
    checked = run_shilu("check", folder)
    assert checked.returncode == 0, checked.stdout
    extracted = map(json.loads, run_shilu("extract", folder).stdout.splitlines())
    assert by_url(extracted) == by_url(lines), "what was fetched and not committed is read again"
    for line in lines:
        assert_on_record(folder, line["archive"])


def by_url(articles: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = ({key: value for key, value in each.items() if key != "crawl"} for each in articles)
    return sorted(plain, key=lambda article: article["url"])


def assert_on_record(folder: Path, place: dict[str, str]) -> None:
    with (folder / "archive" / place["file"]).open("rb") as file:
        file.seek(int(place["offset"]))
        record = next(iter(ArchiveIterator(file, parse_http=False)))
        assert record.record_id == place["recordId"]
        assert record.verify_block_digest()


@pytest.mark.slow
def test_killed_in_the_middle_of_a_commit(reference: Reference, tmp_path: Path) -> None:
    """The quick one: once each before, within and after what makes a page count."""
    steps = [("written", 4), ("files synced", 2), ("half a line", 3), ("committed", 2)]
    assert kill_at_steps(reference.server.url, tmp_path / "c", steps) == len(steps)
    assert_whole(tmp_path / "c", reference)


@pytest.mark.slow
def test_killed_once_at_each_step(reference: Reference, tmp_path: Path) -> None:
    steps = [
        (step, 1 + (step in ("recorded", "written", "half a record"))) for step in STEPS if "clos" not in step
    ]
    assert kill_at_steps(reference.server.url, tmp_path / "c", steps) > len(steps) / 2
    assert_whole(tmp_path / "c", reference)


@pytest.mark.slow
def test_killed_while_it_closes(reference: Reference, tmp_path: Path) -> None:
    """The archive is sound, also before another run has mended it."""
    for step in (step for step in STEPS if "clos" in step):
        assert kill_at_steps(reference.server.url, tmp_path / "c", [(step, 1)])
        checked = run_shilu("check", tmp_path / "c")
        assert checked.returncode == 0, f"{step}: {checked.stdout}"
    assert_whole(tmp_path / "c", reference)


@pytest.mark.slow
@pytest.mark.skipif(not KILLS, reason="the long version: make soak")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_random_moments(reference: Reference, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    url, folder, kills = reference.server.url, tmp_path / "c", 0
    while kills < KILLS:
        if chance.random() < 0.5:
            kills += kill_at(chance.uniform(0.3, 2.5), program(url, folder))
        else:
            kills += kill_at_steps(url, folder, [(chance.choice(list(STEPS)), chance.randint(1, 12))])
    assert_whole(folder, reference)


@pytest.mark.slow
def test_killed_at_random_moments_a_few_times(reference: Reference, tmp_path: Path) -> None:
    chance = random.Random(7)
    assert sum(kill_at(chance.uniform(0.7, 2.0), program(reference.server.url, tmp_path / "c")) for _ in range(5))
    assert_whole(tmp_path / "c", reference)


def test_lines_beyond_the_commit_are_cut(shilu: Shilu, tmp_path: Path) -> None:
    """What a kill between writing and committing leaves, made by hand."""
    folder = tmp_path / "c"
    with DemoServer() as server:
        assert shilu("backfill", server.url, "--out", folder, "--limit", 30).returncode == 0
        (finished,) = (folder / "articles").iterdir()
        whole = finished.read_bytes()
        part = finished.rename(finished.with_name(finished.name + ".part"))
        part_end = b'{"articleId": "torn'
        part.write_bytes(whole + part_end)
        stray = folder / "articles" / "20200101T000000Z.jsonl.part"
        stray.write_bytes(b'{"never": "committed"}\n')
        warc = next((folder / "archive").iterdir())
        torn = warc.rename(warc.with_name(warc.name + ".open"))
        torn.write_bytes(torn.read_bytes() + warc_stump())
        result = shilu("crawl", server.url, "--out", folder, "--limit", 1, "--json")
    assert result.returncode == 0, result.stderr
    assert finished.read_bytes() == whole
    assert not stray.exists()
    mended = json.loads(result.stdout)["mended"]
    assert Counter(each["torn"] for each in mended["archives"]) == {len(warc_stump()): 1}
    told = summary(Report(**json.loads(result.stdout)), folder)
    assert f"{torn.name.removesuffix('.open')}: {len(warc_stump())} torn bytes cut off" in told
    assert f"{finished.name}: {len(part_end)} bytes of articles cut off" in told


def warc_stump() -> bytes:
    """The beginning of a gzip member, cut in the middle."""
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(range(90))


def test_two_runs_at_once_do_not_mix(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with DemoServer() as server:
        first = subprocess.Popen(program(server.url, folder), cwd=ROOT, stderr=subprocess.DEVNULL)
        while not (folder / "state.sqlite").exists() and first.poll() is None:
            time.sleep(0.05)
        assert shilu("crawl", server.url, "--out", folder).returncode == 3
        first.kill()
        first.wait()
        assert shilu("crawl", server.url, "--out", folder, "--limit", 1).returncode == 0, "a kill leaves no lock"


def test_a_first_run_that_is_killed_leaves_an_index_that_others_can_follow(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    index = folder / "indexes" / "index.cdxj"
    with DemoServer() as server:
        run = subprocess.Popen(
            [*program(server.url, folder), "--delay", "0.05"], cwd=ROOT, stderr=subprocess.DEVNULL
        )
        while not index.exists() and run.poll() is None:
            time.sleep(0.05)
        run.kill()
        run.wait()
        for line in index.read_text().splitlines():
            entry = json.loads(line.split(" ", 2)[2])
            warc = folder / "archive" / f"{entry['filename']}.open"
            with warc.open("rb") as file:
                file.seek(int(entry["offset"]))
                assert next(iter(ArchiveIterator(file))).headers["WARC-Target-URI"] == entry["url"]
        checked = shilu("check", folder)
        assert " not in the index yet" in checked.stdout or "no faults" in checked.stderr
        assert ": index: this" not in checked.stdout
