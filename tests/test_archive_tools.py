"""What we write, judged by the tools of others."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import BODY, Collection, chunked, exchange, response, sample

TOOLS = Path(sys.executable).parent
# pywb needs an environment of its own: PYWB names its `wayback`.
WAYBACK = os.environ.get("PYWB") or shutil.which("wayback")
WACZ = os.environ.get("WACZ") or shutil.which("wacz")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60)


def test_fastwarc_accepts_every_record(tmp_path: Path) -> None:
    path = sample(tmp_path)
    done = run(TOOLS / "fastwarc", "check", path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_warcio_accepts_what_is_not_chunked(tmp_path: Path) -> None:
    """Of chunked responses warcio digests the framing, which is not what the standard has."""
    collection = Collection(tmp_path)
    collection.add(exchange("a"))
    collection.add(exchange("b", response(gzip.compress(BODY), "Content-Encoding: gzip")))
    collection.add(exchange("c"))
    collection.add(exchange("a", response(b"", status="304 Not Modified"), 9))
    collection.add(exchange("d", response(b"no", status="404 Not Found")))
    done = run(TOOLS / "warcio", "check", "-v", collection.close())
    assert done.returncode == 0, done.stdout + done.stderr


def test_gzip_accepts_the_file(tmp_path: Path) -> None:
    assert run("gzip", "-t", sample(tmp_path)).returncode == 0


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not WAYBACK:
        pytest.skip("no pywb: name its `wayback` in PYWB")
    folder = tmp_path_factory.mktemp("pywb")
    collection = Collection(folder / "collections" / "harbour")
    for minute, (path, raw) in enumerate(PAGES):
        collection.add(exchange(path, raw, minute))
    collection.close()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [WAYBACK, "--port", str(port), "--bind", "127.0.0.1"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/harbour"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pywb did not start")


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
def test_pywb_replays_the_body(replay: str, path: str) -> None:
    assert fetched(f"{replay}/20260301000000id_/http://news.example/{path}") == BODIES[path]


@pytest.mark.slow
def test_pywb_replays_what_a_304_confirmed(replay: str) -> None:
    assert fetched(f"{replay}/20260301083800id_/http://news.example/plain") == BODY


def fetched(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            body, coding = answer.read(), answer.headers.get("Content-Encoding")
    except urllib.error.HTTPError as error:
        body, coding = error.read(), error.headers.get("Content-Encoding")
    return gzip.decompress(body) if coding == "gzip" else body


@pytest.mark.slow
def test_pywb_lists_all_captures(replay: str) -> None:
    with urllib.request.urlopen(f"{replay}/cdx?url=http://news.example/*&output=json", timeout=30) as answer:
        lines = [json.loads(line) for line in answer.read().splitlines()]
    assert len(lines) == len(PAGES) + 1  # what the 304 confirmed, once more
