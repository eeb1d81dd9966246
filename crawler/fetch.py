"""One page fetched with the crawl's own manners and capture, for `probe`. Nothing is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.errors import ShiluError
from crawler.logs import calm
from pipelines.read import Fetched
from spiders.profiles import from_url

# What a run needs and one page does not.
_WITHOUT_RUN = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "EXTENSIONS": {},
    "ITEM_PIPELINES": {},
    "DOWNLOAD_DELAY": 0,
    "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None},
}


class OnePage(scrapy.Spider):
    """Fetches `url`, follows its redirects, and keeps the last response."""

    name = "one-page"

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = from_url(url).start[0]
        self.private_hosts = from_url(url).private_hosts
        self.response: Response | None = None
        self.reason = ""

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(self.url, self.parse, errback=self.failed, dont_filter=True)

    def parse(self, response: Response) -> None:
        if response.status >= 400:
            self.reason = f"HTTP {response.status}"
        else:
            self.response = response

    def failed(self, failure: Any) -> None:
        self.reason = str(failure.value) or failure.type.__name__


def fetch_one(url: str) -> Fetched:
    """Fetch one page. Raises ShiluError where none came."""
    settings = Settings()
    settings.setmodule("crawler.settings", "project")
    settings.setdict(_WITHOUT_RUN, "cmdline")
    process = CrawlerProcess(settings)
    calm()
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, OnePage)
    response = spider.response
    if response is None:
        raise ShiluError(f"{url}: could not be fetched: {spider.reason}")
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    return Fetched(response.url, response.body, content_type)
