"""Nothing lost, nothing twice: a backfill killed at random moments, and the same command again."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from crawler.demo.server import DemoServer
from tests.conftest import ROOT, Shilu


def kill_at(moment: float, program: list[str]) -> bool:
    """Start, kill -9 after `moment` seconds. False where the run had come to its end before."""
    process = subprocess.Popen(program, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_and_resumed(shilu: Shilu, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "c"
    with DemoServer() as server:
        program = [sys.executable, "-m", "crawler.cli", "backfill", server.url, "--out", str(folder), "--delay", "0.02"]
        kills = sum(kill_at(chance.uniform(0.5, 2.5), program) for _ in range(6))
        last = shilu("backfill", server.url, "--out", folder, "--json")
        truth = sorted(article.path[1:] for article in server.site.articles())
        assert kills
        assert last.returncode == 0, last.stderr
        lines = [json.loads(line) for path in sorted((folder / "articles").iterdir()) for line in path.open()]
        found = sorted(line["url"].removeprefix(server.url) for line in lines)
        assert found == truth, "every article exactly once over all runs' files"
        assert not [path for path in folder.rglob("*") if path.name.endswith((".open", ".part"))]
        extracted = shilu("extract", folder)
        assert len(extracted.stdout.splitlines()) == len(truth)
    for line in lines:
        with (folder / "archive" / line["archive"]["file"]).open("rb") as file:
            file.seek(line["archive"]["offset"])
            record = next(iter(ArchiveIterator(file, parse_http=False)))
            assert record.record_id == line["archive"]["recordId"]
            assert record.verify_block_digest()
    state = sqlite3.connect(folder / "state.sqlite")
    assert state.execute("SELECT count(*) FROM pages WHERE status = 'pending'").fetchone() == (0,)


def test_lines_beyond_the_commit_are_cut(shilu: Shilu, tmp_path: Path) -> None:
    """What a kill between writing and committing leaves, made by hand."""
    folder = tmp_path / "c"
    with DemoServer() as server:
        assert shilu("backfill", server.url, "--out", folder, "--limit", 30).returncode == 0
        (finished,) = (folder / "articles").iterdir()
        whole = finished.read_bytes()
        part = finished.rename(finished.with_name(finished.name + ".part"))
        part.write_bytes(whole + b'{"articleId": "torn')
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


def warc_stump() -> bytes:
    """The beginning of a gzip member, cut in the middle."""
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(range(90))


def test_two_runs_at_once_do_not_mix(shilu: Shilu, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with DemoServer() as server:
        program = [sys.executable, "-m", "crawler.cli", "backfill", server.url, "--out", str(folder), "--delay", "0.1"]
        first = subprocess.Popen(program, cwd=ROOT, stderr=subprocess.DEVNULL)
        while not (folder / "state.sqlite").exists() and first.poll() is None:
            time.sleep(0.05)
        assert shilu("crawl", server.url, "--out", folder).returncode == 3
        first.kill()
        first.wait()
        assert shilu("crawl", server.url, "--out", folder, "--limit", 1).returncode == 0, "a kill leaves no lock"
