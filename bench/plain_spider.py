"""The least that following a site takes inside Scrapy: one parse, links in a set of its own, nothing kept.

What is above this in the crawl benchmark is the price of the job: the record, the reading, the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser


class PlainSpider(scrapy.Spider):
    name = "plain"
    custom_settings = {  # noqa: RUF012 - Scrapy wants a plain dict here
        "LOG_LEVEL": "ERROR",
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "CONCURRENT_ITEMS": 1,
        "TELNETCONSOLE_ENABLED": False,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    }

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_urls = [url]
        self._site = url
        self._seen = {url}

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        for node in LexborHTMLParser(response.body).css("a[href]"):
            url = urljoin(response.url, node.attributes["href"] or "")
            if url not in self._seen and url.startswith(self._site):
                self._seen.add(url)
                yield scrapy.Request(url)
