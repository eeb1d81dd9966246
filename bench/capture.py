"""What recording costs: CPU of the crawling thread per page, with and without it, in interleaved runs.

python -m bench.capture [--pages 1500] [--rounds 5] [--gzip]
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

MODES = ("bare", "tee", "record")


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


def crawl(mode: str, port: str, count: int) -> None:
    """Crawl once and print the CPU milliseconds per page of this thread."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    from archive.index import Captures
    from archive.store import Store
    from archive.warc import WarcInfo
    from crawler.capture import SETTINGS

    own = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS": 16}
    settings = own if mode == "bare" else {**SETTINGS, **own}
    folder = tempfile.TemporaryDirectory()

    class Spider(scrapy.Spider):
        name = "bench"
        private_hosts = frozenset({"127.0.0.1"})
        begun = 0.0

        async def start(self) -> AsyncIterator[scrapy.Request]:
            if mode == "record":
                self.recorder = Recorder()
            self.begun = time.thread_time()
            for number in range(count):
                yield scrapy.Request(
                    f"http://127.0.0.1:{port}/{number}", headers={"Accept-Encoding": "gzip, deflate"}
                )

        def parse(self, response: scrapy.http.Response) -> None:
            assert len(response.body) > 10_000

        def closed(self, reason: str) -> None:
            print((time.thread_time() - self.begun) / count * 1000)

    class Recorder:
        def __init__(self) -> None:
            import sqlite3

            self.connection = sqlite3.connect(Path(folder.name) / "state.sqlite", isolation_level=None)
            self.store = Store(Path(folder.name), WarcInfo(name="bench", software="bench"))
            self.captures = Captures(self.connection)
            self.count = 0
            self.connection.execute("BEGIN")

        def record(self, exchange: object, request: object) -> object:
            capture = self.store.append(exchange, originals=self.captures)  # type: ignore[arg-type]
            self.captures.add(capture)
            self.count += 1
            if self.count % 300 == 0:  # about once a second
                self.store.sync()
                self.captures.write()
                self.connection.execute("COMMIT")
                self.connection.execute("BEGIN")
            return capture.ref

    process = CrawlerProcess(settings)
    process.crawl(Spider)
    process.start()
    folder.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gzip", action="store_true", help="serve the pages compressed")
    parser.add_argument("--server", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--crawl", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.server:
        run_server(options.gzip, options.pages)
    elif options.crawl:
        crawl(*options.crawl, options.pages)
    else:
        measure(options.pages, options.rounds, options.gzip)


def measure(pages: int, rounds: int, packed: bool) -> None:
    own = [sys.executable, "-m", "bench.capture", "--pages", str(pages)]
    server = subprocess.Popen(
        [*own, "--server", *(["--gzip"] if packed else [])], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    port = server.stdout.readline().strip()
    figures: dict[str, list[float]] = {mode: [] for mode in MODES}
    try:
        for _ in range(rounds):
            for mode in MODES:
                run = subprocess.run([*own, "--crawl", mode, port], capture_output=True, text=True, check=True)
                figures[mode].append(float(run.stdout))
    finally:
        server.terminate()
    bare = statistics.median(figures["bare"])
    for mode, values in figures.items():
        middle = statistics.median(values)
        print(
            f"{mode:7} {middle:.3f} ms CPU a page  ({middle - bare:+.3f}; {min(values):.3f} to {max(values):.3f})"
        )


if __name__ == "__main__":
    main()
