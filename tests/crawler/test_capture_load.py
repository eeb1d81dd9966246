"""Many exchanges at once, on connections that die: nothing is lost, nothing is mixed up."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.check import check
from archive.fault import Tally
from archive.salvage import StoredRecord, read_records
from tests.conftest import ROOT
from tests.hostile.server import requests_of

COUNT = 1500

CRAWL = """
import sys
from pathlib import Path
import scrapy
from scrapy.crawler import CrawlerProcess
from archive.store import Store
from archive.warc import WarcInfo
from crawler.capture import SETTINGS

folder, port, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
own = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS": 64,
       "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0}

class Spider(scrapy.Spider):
    name = "load"
    private_hosts = frozenset(f"127.0.0.{host}" for host in range(1, 9))
    def record(self, exchange, request):
        return store.append(exchange).ref
    async def start(self):
        self.recorder = self
        for number in range(count):
            yield scrapy.Request(f"http://127.0.0.{1 + number % 8}:{port}/{number}", meta={"number": number})
    def parse(self, response):
        assert response.body.startswith(b"%d " % response.meta["number"]), response.url

store = Store(folder, WarcInfo(name="load", software="test"))
process = CrawlerProcess({**SETTINGS, **own})
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
store.close()
print(crawler.stats.get_value("response_received_count"), crawler.stats.get_value("spider_exceptions/AssertionError", 0))
"""


def answer_to(number: int) -> bytes:
    """Make the response that a number has: sized, chunked, or with an interim one before it."""
    choose = random.Random(number)
    body = b"%d " % number + choose.randbytes(choose.randrange(1, 30_000))
    if number % 3 == 0:
        cut = choose.randrange(len(body))
        body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:cut], body[cut:]) if part)
        return b"HTTP/1.1 200 OK\r\nX-N: %d\r\nTransfer-Encoding: chunked\r\n\r\n%b0\r\n\r\n" % (number, body)
    return b"HTTP/1.1 200 OK\r\nx-n: %d\r\nContent-Length: %d\r\n\r\n%b" % (number, len(body), body)


class DyingServer:
    """Answers in random pieces; of kept-alive connections some die under the next request, some right after."""

    def __init__(self) -> None:
        self.requests: dict[int, list[bytes]] = defaultdict(list)
        self.died = 0
        self._chance = random.Random(7)
        self._listening = socket.create_server(("", 0), backlog=512)
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            for count, request in enumerate(requests_of(connection)):
                number = int(request.split(b" ", 2)[1][1:])
                self.requests[number].append(request)
                if count and self._chance.random() < 0.12:
                    self.died += 1
                    return
                for piece in self._pieces(answer_to(number)):
                    connection.sendall(piece)
                if self._chance.random() < 0.05:
                    return

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        while data:
            size = self._chance.choice((1, 7, 100, 5000, 50_000))
            yield data[:size]
            data = data[size:]
            if self._chance.random() < 0.05:
                time.sleep(0.001)


@pytest.mark.slow
def test_nothing_is_lost_or_mixed_up(tmp_path: Path) -> None:
    server = DyingServer()
    run = subprocess.run(
        [sys.executable, "-c", CRAWL, str(tmp_path), str(server.port), str(COUNT)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        check=True,
    )
    server.close()
    assert run.stdout.split() == [str(COUNT), "0"], run.stderr
    requests: dict[int, list[bytes]] = defaultdict(list)
    responses: dict[int, list[bytes]] = defaultdict(list)
    (path,) = tmp_path.glob("*.warc.gz")
    for record in read_records(path):
        assert isinstance(record, StoredRecord)
        if record.get("warc-type") in ("request", "response"):
            kind = requests if record.get("warc-type") == "request" else responses
            kind[int(record.url.rpartition("/")[2])].append(record.block)
    assert server.died > 20
    assert responses == {number: [answer_to(number)] for number in range(COUNT)}
    # A request that was written to a connection already closed never came to the server; it is on record all the same.
    for number, came in server.requests.items():
        assert set(requests[number]) == set(came)
        assert len(requests[number]) >= len(came)
    tally = Tally()
    assert list(check([path], tally)) == []
    assert tally.records["response"] == COUNT


def test_of_a_large_body_the_record_is_whole_and_memory_holds_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, read = 3 << 20, 1 << 20
    sent = {
        n: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (size, b"%d " % n * (size // 2)) for n in range(4)
    }
    monkeypatch.setitem(globals(), "answer_to", sent.__getitem__)
    server = DyingServer()
    limit = f"import crawler.capture.protocol as protocol\nprotocol.LARGEST = {read}\n"
    whole = 'response.body.startswith(b"%d " % response.meta["number"])'
    assert whole in CRAWL
    script = limit + CRAWL.replace(whole, f"{read} < len(response.body) < {2 * read}")
    command = [sys.executable, "-c", script, str(tmp_path), str(server.port), "4"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=True)
    server.close()
    assert run.stdout.split() == ["4", "0"], run.stderr
    (path,) = tmp_path.glob("*.warc.gz")
    records = [each for each in read_records(path) if isinstance(each, StoredRecord)]
    kept = [each.block for each in records if each.get("warc-type") == "response"]
    assert set(kept) == set(sent.values())
    assert list(check([path], Tally())) == []
