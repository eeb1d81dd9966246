"""Crawls the hostile server in a process of its own: `python -m tests.hostile.crawl OUT PORT TLS_PORT PROXY_PORT`.

Writes WARC files to OUT and, as `seen.json`, what the spider saw of each case.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import AsyncIterator, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import DontCloseSpider, StopDownload
from scrapy.http import Response

from archive.exchange import Exchange, RecordRef
from archive.store import Store
from archive.warc import WarcInfo
from crawler.capture import SETTINGS
from tests.hostile.cases import CASES, Case

OFF: dict[str, Any] = {
    f"scrapy.downloadermiddlewares.{name}": None
    for name in ("retry.RetryMiddleware", "redirect.RedirectMiddleware", "redirect.MetaRefreshMiddleware")
}


class HostileSpider(scrapy.Spider):
    name = "hostile"

    def __init__(self, out: Path, ports: tuple[int, int, int], only: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.store = Store(out, WarcInfo(name="hostile", software="test"))
        self.recorder = self
        self.private_hosts = frozenset(case.host for case in CASES.values())
        self.ports = ports
        self.only = only
        self.seen: dict[str, dict[str, Any]] = {}
        self.exchanges = 0
        self.missing = sum(len(case.surplus) for case in CASES.values() if not only or case.name in only)
        self.begun = time.monotonic()

    def record(self, exchange: Exchange, request: scrapy.Request) -> RecordRef | None:
        self.exchanges += exchange.behind is None
        self.missing -= len(exchange.surplus)
        return self.store.append(exchange).ref

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for case in CASES.values():
            if case.after is None and (not self.only or case.name in self.only):
                yield self.request_for(case)

    def request_for(self, case: Case) -> scrapy.Request:
        port = self.ports[1 if case.tls else 0]
        meta = {"case": case.name, "handle_httpstatus_all": True, "download_timeout": 100}
        if case.proxied:
            meta["proxy"] = f"http://127.0.0.1:{self.ports[2]}"
        if case.name.startswith("silence"):
            meta["download_timeout"] = 3
        url = f"{'https' if case.tls else 'http'}://{case.host}:{port}/{case.name}{case.query}"
        return scrapy.Request(
            url,
            method=case.method,
            body=case.send,
            headers=dict(case.headers),
            meta=meta,
            errback=self.failed,
            dont_filter=True,
        )

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        name = response.meta["case"]
        ref: RecordRef | None = response.meta["record"]
        self.seen[name] = {
            "status": response.status,
            "size": len(response.body),
            "sha1": sha1(response.body).hexdigest(),
            "flags": response.flags,
            "record": ref.record_id if ref else None,
        }
        yield from (self.request_for(case) for case in CASES.values() if case.after == name)

    def idle(self) -> None:
        """Stay until all surplus came, which may be late."""
        if self.missing > 0 and time.monotonic() - self.begun < 100:
            raise DontCloseSpider

    def failed(self, failure: Any) -> None:
        self.seen[failure.request.meta["case"]] = {"error": failure.type.__name__, "why": str(failure.value)}


def stop_some(request: scrapy.Request, **_: object) -> None:
    if CASES[request.meta["case"]].stop:
        raise StopDownload


def idle(spider: HostileSpider) -> None:
    spider.idle()


def main(out: Path, ports: tuple[int, int, int], only: tuple[str, ...]) -> None:
    own = {
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "CONCURRENT_REQUESTS": 24,
        "DOWNLOAD_MAXSIZE": 64 << 20,
        "COOKIES_ENABLED": False,
        "USER_AGENT": "hostile-test",
    }
    settings = {**SETTINGS, **own, "DOWNLOADER_MIDDLEWARES": {**SETTINGS["DOWNLOADER_MIDDLEWARES"], **OFF}}
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(HostileSpider)
    crawler.signals.connect(stop_some, signals.headers_received)
    crawler.signals.connect(idle, signals.spider_idle)
    process.crawl(crawler, out=out, ports=ports, only=only)
    process.start()
    spider: HostileSpider = crawler.spider  # type: ignore[assignment]
    spider.store.close()
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) << 10
    seen = {"cases": spider.seen, "exchanges": spider.exchanges, "peak": peak}
    (out / "seen.json").write_text(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(map(int, sys.argv[2:5])), tuple(sys.argv[5:]))  # type: ignore[arg-type]
