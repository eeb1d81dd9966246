"""What recording costs: CPU of the crawling thread per page, with and without it, in interleaved runs.

All modes run with the garbage collector as a crawl sets it (crawler/garbage.py).

python -m bench.capture [--pages 300] [--rounds 15] [--gzip]
"""

from __future__ import annotations

import argparse
import gzip
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerRunner
from scrapy.utils.reactor import install_reactor
from twisted.internet.defer import Deferred
from twisted.internet.task import react

from archive.exchange import Exchange, RecordRef
from archive.index import Captures
from archive.records import Notes
from archive.store import Store
from archive.warc import WarcInfo
from crawler.capture import SETTINGS
from crawler.collection.state import connect
from crawler.garbage import relax

MODES = ("bare", "tee", "record")
COMMIT_EVERY = 300  # pages, as many as come in about a second


def page(number: int, size: int = 18_000) -> bytes:
    """Make a GBK page with some eighty links and prose of its own."""
    choose = random.Random(number)
    words = ["".join(map(chr, choose.choices(range(0x4E00, 0x6E00), k=2))) for _ in range(900)]
    links = "".join(
        f'<li><a href="/{number}/{at}.html">{"".join(choose.choices(words, k=8))}</a></li>' for at in range(80)
    )
    text = f"<html><head><title>{words[0]}</title></head><body><ul>{links}</ul><p>"
    while len(text) < size * 0.62:
        text += "".join(choose.choices(words, k=40)) + "。</p><p>"
    return (text + "</p></body></html>").encode("gbk", "ignore")


def serve(listening: socket.socket, pages: list[bytes]) -> None:
    """Answer every request on kept-alive connections; the same pages again and again, each with a mark of its own."""

    def one(connection: socket.socket) -> None:
        data = b""
        while True:
            while b"\r\n\r\n" not in data:
                more = connection.recv(65536)
                if not more:
                    return
                data += more
            request, _, data = data.partition(b"\r\n\r\n")
            connection.sendall(pages[int(request.split(b" ", 2)[1][1:]) % len(pages)])

    while True:
        connection, _ = listening.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=one, args=(connection,), daemon=True).start()


def respond(number: int, packed: bool) -> bytes:
    body, coding = page(number), b""
    if packed:
        body, coding = gzip.compress(body, 6), b"Content-Encoding: gzip\r\n"
    head = (
        b"HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html; charset=gbk\r\n%bContent-Length: %d\r\n\r\n"
    )
    return head % (coding, len(body)) + body


def run_server(packed: bool, count: int) -> None:
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    pages = [respond(number, packed) for number in range(count)]
    print(listening.getsockname()[1], flush=True)
    serve(listening, pages)


class Recorder:
    """Records as a collection does: originals looked up, captures noted, all committed about once a second."""

    def __init__(self, folder: Path) -> None:
        self.connection = connect(folder / "state.sqlite")
        self.store = Store(folder / "archive", WarcInfo(name="bench", software="bench"))
        self.captures = Captures(self.connection)
        self.count = 0
        self.connection.execute("BEGIN")

    def record(self, exchange: Exchange, request: scrapy.Request) -> RecordRef:
        capture = self.store.append(exchange, notes=Notes(via=request.url), originals=self.captures)
        self.captures.add(capture)
        self.count += 1
        if self.count % COMMIT_EVERY == 0:
            self.store.sync()
            self.captures.write()
            self.connection.execute("COMMIT")
            self.connection.execute("BEGIN")
        return capture.ref


class Spider(scrapy.Spider):
    """Fetches `count` pages and notes the CPU time of its thread from the first request to the last answer."""

    name = "bench"
    private_hosts = frozenset({"127.0.0.1"})

    def __init__(self, port: str, count: int, recorder: Recorder | None, cost: list[float]) -> None:
        super().__init__()
        self.base = f"http://127.0.0.1:{port}/"
        self.count, self.recorder, self.cost = count, recorder, cost

    async def start(self) -> AsyncIterator[scrapy.Request]:
        relax()
        self.begun = time.thread_time()
        for number in range(self.count):
            yield scrapy.Request(f"{self.base}{number}", headers={"Accept-Encoding": "gzip, deflate"})

    def parse(self, response: scrapy.http.Response) -> None:
        assert len(response.body) > 10_000

    def closed(self, reason: str) -> None:
        self.cost.append((time.thread_time() - self.begun) / self.count * 1000)


async def rounds(port: str, pages: int, count: int, figures: dict[str, list[float]]) -> None:
    """Crawl in each mode in turn, so that a machine that is busy for a while is busy for all of them."""
    for number in range(count):
        for mode in MODES:
            own = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS": 16}
            settings = own if mode == "bare" else {**SETTINGS, **own}
            with tempfile.TemporaryDirectory() as folder:
                recorder = Recorder(Path(folder)) if mode == "record" else None
                cost = figures[mode] if number else []  # the first round warms up
                await CrawlerRunner(settings).crawl(Spider, port=port, count=pages, recorder=recorder, cost=cost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--gzip", action="store_true", help="serve the pages compressed")
    parser.add_argument("--server", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.server:
        run_server(options.gzip, options.pages)
    else:
        measure(options.pages, options.rounds, options.gzip)


def measure(pages: int, count: int, packed: bool) -> None:
    command = [sys.executable, "-m", "bench.capture", "--pages", str(pages), "--server"]
    server = subprocess.Popen([*command, *(["--gzip"] if packed else [])], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    port = server.stdout.readline().strip()
    figures: dict[str, list[float]] = {mode: [] for mode in MODES}
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    try:
        react(lambda _: Deferred.fromCoroutine(rounds(port, pages, count + 1, figures)))
    except SystemExit as ended:  # which is how `react` returns
        if ended.code:
            raise
    finally:
        server.terminate()
    print(table(figures, pages))


def table(figures: dict[str, list[float]], pages: int) -> str:
    """Give the least and the middle of each mode. What else runs here only ever adds: the least is the cost."""
    rows = [f"{'recording':12}{'least':>9}{'middle':>9}   CPU ms a page of {pages} pages, 18 KB each"]
    for mode, values in figures.items():
        rows.append(f"{mode:12}{min(values):9.3f}{statistics.median(values):9.3f}")
    pairs = zip(figures["record"], figures["bare"], strict=True)
    least = min(figures["record"]) - min(figures["bare"])
    rows.append(f"{'difference':12}{least:+9.3f}{statistics.median(one - other for one, other in pairs):+9.3f}")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
