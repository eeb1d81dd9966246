"""No host sees two requests closer than its delay, whoever asks it in the meantime: measured at the server."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from bench.site import Site
from tests.conftest import Shilu

DELAY = 0.5
# Seconds by which two requests may come nearer to each other on their way and in a busy server: less than a delay, and
# they do not add up.
JITTER = 0.4


class Hosts:
    """One small site on every loopback address. `asked`: when requests came, by the address that they came to."""

    def __init__(self) -> None:
        self.asked: defaultdict[str, list[float]] = defaultdict(list)
        self.silent: set[str] = set()
        self._site = Site(60)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        listening = self._loop.create_server(lambda: _Connection(self), "0.0.0.0", 0)
        server = self._loop.run_until_complete(listening)
        self.port: int = server.sockets[0].getsockname()[1]
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def urls(self, count: int) -> list[str]:
        return [f"http://127.0.0.{number}:{self.port}/" for number in range(2, 2 + count)]

    def answer(self, host: str, path: str) -> bytes | None:
        self.asked[host].append(time.monotonic())
        if host in self.silent:
            return None
        page = self._site.page(path)
        body = page or b""
        return b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (
            b"200 OK" if page else b"404 Not Found",
            len(body),
            body,
        )

    def hurry(self) -> float:
        """Give by how many seconds requests came too soon after any of those before them, at most."""
        return max(
            count * DELAY - (times[at] - times[at - count])
            for times in self.asked.values()
            for at in range(len(times))
            for count in range(1, at + 1)
        )


class _Connection(asyncio.Protocol):
    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self._host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        answer = self._hosts.answer(self._host, data.split(b" ", 2)[1].decode())
        if answer:
            self._transport.write(answer)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    try:
        with socket.socket() as probe:
            probe.bind(("127.0.0.2", 0))
    except OSError:
        pytest.skip("this system has one loopback address only")
    found = Hosts()
    found.start()
    yield found
    found.stop()


@pytest.mark.slow
def test_many_hosts_are_crawled_at_once_and_each_at_its_own_pace(
    shilu: Shilu, hosts: Hosts, tmp_path: Path
) -> None:
    run = shilu("crawl", *hosts.urls(8), "--delay", DELAY, "--limit", 48, "--out", tmp_path / "all")
    assert run.returncode == 0, run.stderr
    assert hosts.hurry() < JITTER
    assert len(hosts.asked) == 8
    asked = sorted(time for times in hosts.asked.values() for time in times)
    close = sum(later - sooner < DELAY / 2 for sooner, later in pairwise(asked))
    assert close > len(hosts.asked), "each host's delay is used for the others"


@pytest.mark.slow
def test_two_targets_on_one_host_share_its_pace(shilu: Shilu, hosts: Hosts, tmp_path: Path) -> None:
    [url] = hosts.urls(1)
    for name, start in (("one", url), ("other", f"{url}html/szyw/")):
        (tmp_path / f"{name}.toml").write_text(f'name = "{name}"\nstart = ["{start}"]\n', encoding="utf-8")
    targets = [str(tmp_path / "one.toml"), str(tmp_path / "other.toml")]
    run = shilu("crawl", *targets, "--delay", DELAY, "--limit", 8, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert hosts.hurry() < JITTER
    files = [path for _, path in sorted(requests(tmp_path / "collections"))]
    assert len(files) > 16
    assert sum(one != other for one, other in pairwise(files)) > len(files) / 2, "they take turns"


def requests(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give when each request in the archives below `folder` was made, and its file."""
    for path in folder.rglob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.request, parse_http=False):
                yield record.headers["WARC-Date"], path


@pytest.mark.slow
def test_a_host_that_never_answers_holds_up_no_other(shilu: Shilu, hosts: Hosts, tmp_path: Path) -> None:
    hosts.silent = {"127.0.0.3"}
    options = ("--delay", DELAY, "--limit", 10, "--set", "DOWNLOAD_TIMEOUT=20")
    shilu("crawl", *hosts.urls(3), *options, "--out", tmp_path / "all")
    assert len(hosts.asked["127.0.0.3"]) == 1, "nobody waits until it is given up"
    assert min(map(len, (hosts.asked["127.0.0.2"], hosts.asked["127.0.0.4"]))) > 4
