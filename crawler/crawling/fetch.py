"""One page fetched with the crawl's own manners and capture, for `probe`. Nothing is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.crawling.run import keep_error
from crawler.errors import ShiluError
from crawler.logs import calm
from crawler.memory import is_want_of_memory
from pipelines.read import Fetched
from spiders.answers.answers import MAX_HOPS, REDIRECTS, content_type, is_redirect, location
from spiders.profiles.profiles import Profile, from_url

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

    def __init__(self, site: Profile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = site.start[0]
        self.private_hosts = site.private_hosts
        self.response: Response | None = None
        self.reason = ""
        self.error: BaseException | None = None

    async def start(self) -> AsyncIterator[Any]:
        yield self._request(self.url, 0)

    def _request(self, url: str, hops: int) -> scrapy.Request:
        meta = {"hops": hops, "handle_httpstatus_all": True}
        return scrapy.Request(url, self.parse, errback=self.failed, dont_filter=True, meta=meta)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        hops, target = response.meta.get("hops", 0), None
        if redirected := is_redirect(response):
            target = location(response)
        if target is not None and hops < MAX_HOPS:
            yield self._request(target, hops + 1)
        elif redirected or (response.status >= 300 and response.status not in REDIRECTS):
            self.reason = f"HTTP {response.status}"
        else:
            self.response = response

    def failed(self, failure: Any) -> None:
        self.error = failure.value
        self.reason = str(failure.value) or failure.type.__name__


def fetch_one(url: str, user_agent: str | None) -> Fetched:
    """Fetch one page, under our own name where no other is given. Raises ShiluError where none came, ProfileError where `url` is none that can be fetched."""
    site = from_url(url)
    settings = Settings()
    settings.setmodule("crawler.settings", "project")
    settings.setdict(_WITHOUT_RUN, "cmdline")
    if user_agent is not None:
        settings.set("USER_AGENT", user_agent, "cmdline")
    process = CrawlerProcess(settings)
    calm()
    crawler = process.create_crawler(OnePage)
    errors: list[BaseException] = []
    process.crawl(crawler, site=site).addErrback(keep_error, errors)
    process.start()
    if errors:
        raise errors[0]
    spider = crawler.spider
    assert isinstance(spider, OnePage)
    if spider.error is not None and is_want_of_memory(spider.error):
        raise spider.error
    response = spider.response
    if response is None:
        raise ShiluError(f"{url}: could not be fetched: {spider.reason}")
    return Fetched(response.url, response.body, content_type(response))
