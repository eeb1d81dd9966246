"""What we write, judged by the tools of others."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.frames import Frame, frames_of
from archive.http import parse_head
from archive.reader import Archive, StoredResponse
from archive.salvage import warc_files
from tests.archive.archives import BODY, Collection, chunked, exchange, response, sample
from tests.archive.others import fetched, program, pywb, run
from tests.conftest import ROOT, MainJob, Shilu


def test_fastwarc_accepts_every_record(tmp_path: Path) -> None:
    path = sample(tmp_path)
    done = run(program("fastwarc"), "check", path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_warcio_accepts_what_is_not_chunked(tmp_path: Path) -> None:
    """Of chunked responses warcio digests the framing, which is not what the standard has."""
    collection = Collection(tmp_path)
    collection.add(exchange("a"))
    collection.add(exchange("b", response(gzip.compress(BODY), "Content-Encoding: gzip")))
    collection.add(exchange("c"))
    collection.add(exchange("a", response(b"", status="304 Not Modified"), 9))
    collection.add(exchange("d", response(b"no", status="404 Not Found")))
    done = run(program("warcio"), "check", "-v", collection.close())
    assert done.returncode == 0, done.stdout + done.stderr


def test_gzip_accepts_the_file(tmp_path: Path) -> None:
    assert run("gzip", "-t", sample(tmp_path)).returncode == 0


def test_a_whole_crawl_is_accepted_by_all(main_job: MainJob, tmp_path: Path) -> None:
    for path in warc_files(main_job.folder):
        assert run("gzip", "-t", path).returncode == 0
        done = run(program("fastwarc"), "check", path)
        assert done.returncode == 0, done.stdout + done.stderr
        plain = tmp_path / path.name
        write_without_chunked(path, plain)
        done = run(program("warcio"), "check", "-v", plain)
        assert done.returncode == 0, done.stdout + done.stderr


def write_without_chunked(path: Path, target: Path) -> None:
    """Copy the members of all records but those that warcio misreads."""
    data = path.read_bytes()
    frames = [frame for frame in frames_of(path) if isinstance(frame, Frame)]
    kept = [frame for frame in frames if not _is_chunked(frame)]
    target.write_bytes(b"".join(data[frame.offset : frame.offset + frame.length] for frame in kept))


def _is_chunked(frame: Frame) -> bool:
    return frame.get("warc-type") == "response" and parse_head(frame.block).chunked


def test_the_index_of_a_whole_crawl_is_the_one_that_others_make(main_job: MainJob) -> None:
    done = run(program("cdxj-indexer"), "-s", *warc_files(main_job.folder))
    theirs = done.stdout.splitlines()
    ours = (main_job.folder / "indexes" / "index.cdxj").read_text().splitlines()
    assert len(theirs) > 50
    assert set(theirs) <= set(ours)
    confirmed = sum('"status": "304"' in line for line in theirs)
    assert len(ours) - len(theirs) <= confirmed  # a page that a 304 confirmed has a line at the moment of the 304


@pytest.mark.slow
def test_the_commands_of_the_documentation_run_as_shown(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
    commands = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert commands
    shutil.copytree(main_job.folder, tmp_path / "collections" / "news")
    assert shilu("wacz", tmp_path / "collections" / "news", "-o", tmp_path / "news.wacz").returncode == 0
    places = (program("fastwarc").parent, program("wacz", "WACZ").parent)
    path = os.pathsep.join((*map(str, places), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-e", "-c", commands[1]],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "theirs.cdxj").stat().st_size > 10_000
    assert (tmp_path / "missing.cdxj").read_text() == ""


@dataclass(frozen=True)
class Replay:
    """pywb over two collections as they lie: one made for it, one that was crawled."""

    url: str
    crawled: tuple[StoredResponse, ...]


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory, main_job: MainJob) -> Iterator[Replay]:
    program("wayback", "PYWB")
    folder = tmp_path_factory.mktemp("pywb")
    collection = Collection(folder / "collections" / "harbour")
    for minute, (path, raw) in enumerate(PAGES):
        collection.add(exchange(path, raw, minute))
    collection.close()
    crawled = shutil.copytree(main_job.folder, folder / "collections" / "crawled")
    found = tuple(one for one in Archive([crawled]).responses() if isinstance(one, StoredResponse))
    with pywb(folder) as url:
        yield Replay(url, found)


GZIPPED = gzip.compress(BODY, mtime=0)
PAGES = (
    ("plain", response()),
    ("chunked", chunked(BODY + b"2")),
    ("gzip", response(gzip.compress(BODY + b"3"), "Content-Encoding: gzip")),
    ("gzip_chunked", chunked(GZIPPED, "Content-Encoding: gzip")),
    ("query?b=2&a=1", response(BODY + b"5")),
    ("same_as_plain", response(BODY, "X-Other: 1")),
    ("same_as_chunked", chunked(BODY + b"2")),
    ("same_as_gzip_chunked", chunked(GZIPPED, "Content-Encoding: gzip")),
    ("plain", response(b"", status="304 Not Modified")),
    ("gone", response(b"not here", status="404 Not Found")),
    ("moved", response(b"", "Location: /plain", status="302 Found")),
)
BODIES = {
    "plain": BODY,
    "chunked": BODY + b"2",
    "gzip": BODY + b"3",
    "gzip_chunked": BODY,
    "query?b=2&a=1": BODY + b"5",
    "same_as_plain": BODY,
    "same_as_chunked": BODY + b"2",
    "same_as_gzip_chunked": BODY,
    "gone": b"not here",
}


@pytest.mark.slow
@pytest.mark.parametrize("path", BODIES)
def test_pywb_replays_the_body(replay: Replay, path: str) -> None:
    assert body_of(f"{replay.url}/harbour/20260301000000id_/http://news.example/{path}") == BODIES[path]


@pytest.mark.slow
def test_pywb_replays_what_a_304_confirmed(replay: Replay) -> None:
    assert body_of(f"{replay.url}/harbour/20260301083800id_/http://news.example/plain") == BODY


def body_of(url: str) -> bytes:
    _, body, coding = fetched(url)
    return gzip.decompress(body) if coding == "gzip" else body


@pytest.mark.slow
def test_pywb_lists_all_captures(replay: Replay) -> None:
    query = f"{replay.url}/harbour/cdx?url=http://news.example/*&output=json"
    with urllib.request.urlopen(query, timeout=120) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    assert len(lines) == len(PAGES) + 1  # what the 304 confirmed, once more


@pytest.mark.slow
def test_pywb_replays_every_page_of_a_crawl(replay: Replay) -> None:
    """Bodies byte for byte, with the content coding that they came with: revisits, chunked and gzip pages too."""
    seen: dict[tuple[str, str], StoredResponse] = {}
    for one in replay.crawled:
        seen.setdefault((one.url, one.date[:19]), one)
    pages = [one for one in seen.values() if one.message().status == 200 and one.resolved]
    assert len(pages) > 50
    assert any(one.original for one in pages)
    for one in pages:
        stamp = "".join(filter(str.isdigit, one.date))[:14]
        status, body, _ = fetched(f"{replay.url}/crawled/{stamp}id_/{one.url}")
        assert (one.url, status, body) == (one.url, 200, one.message().body)


@pytest.mark.slow
def test_py_wacz_accepts_a_packed_crawl(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    wacz, target = program("wacz", "WACZ"), tmp_path / "crawl.wacz"
    assert shilu("wacz", main_job.folder, "-o", target).returncode == 0
    done = run(wacz, "validate", "-f", target)
    assert done.returncode == 0, done.stdout + done.stderr
