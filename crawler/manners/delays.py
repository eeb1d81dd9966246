"""Delays: the Crawl-delay of robots.txt, and longer ones after a server has answered that it is overloaded."""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawling.session import Session, session_of
from crawler.manners.agent import products
from pipelines.page.model import Role
from spiders.frontier import Lead, Via

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

# The longest delay that a robots.txt may ask for, and that refusals may lead to, in seconds.
MAX_CRAWL_DELAY, MAX_BACKED_OFF = 30.0, 30.0
_OVERLOADED = (429, 503)
SLOWER, FASTER, LEAST = 2.0, 0.7, 1.0


class Delays:
    """Keeps a delay for each host and sets it on the downloader's slot."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or products(crawler.settings["USER_AGENT"])
        self._asked: dict[str, float] = {}
        self._backed_off: dict[str, float] = {}
        self._deaf_until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Delays:
        delays = cls(crawler)
        crawler.signals.connect(delays.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(delays.reached, signals.request_reached_downloader)
        crawler.signals.connect(delays.answered, signals.response_downloaded)
        return delays

    @property
    def _session(self) -> Session:
        return session_of(self._crawler)

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Take Crawl-delay and sitemaps from a robots.txt; Scrapy parses them but does not use them."""
        rules = getattr(robotparser, "rp", None)  # Protego
        if rules is None:
            return
        host = urlparse_cached(request).netloc
        delay = rules.crawl_delay(self._agent)
        if delay:
            self._take_delay(host, float(delay))
        lead = request.meta.get("lead")
        if lead is not None:
            self._session.note_sitemaps(lead.site, named=any(True for _ in rules.sitemaps))
            self._session.add(
                Lead(url, Role.SITEMAP, lead.site, Via.SITEMAP, depth=1)
                for url in rules.sitemaps
                if self._session.on_site(url, lead.site)
            )

    def _take_delay(self, host: str, delay: float) -> None:
        if host in self._asked:
            return
        self._asked[host] = min(delay, MAX_CRAWL_DELAY)
        self._session.tally.host(host).crawl_delay = delay
        if delay > MAX_CRAWL_DELAY:
            words = (
                f"{host} asks for {delay:g} s between requests (Crawl-delay); it is {MAX_CRAWL_DELAY:g} s, no more"
            )
            self._session.tally.notes.append(words)
            log.warning("%s", words)

    def reached(self, request: Request) -> None:
        """Set the delay of the slot that a request has just been given."""
        slot = self._crawler.engine.downloader.slots[request.meta["download_slot"]]
        host = urlparse_cached(request).netloc
        slot.delay = max(slot.delay, self._asked.get(host, 0.0), self._backed_off.get(host, 0.0))

    def answered(self, response: Response, request: Request) -> None:
        """Slow down when the server says it is overloaded, and speed up again step by step."""
        host = urlparse_cached(request).netloc
        now = self._backed_off.get(host)
        if response.status in _OVERLOADED:
            if monotonic() < self._deaf_until.get(host, 0.0):
                return
            # What was under way together comes back together, and says it once.
            self._deaf_until[host] = monotonic() + max(now or 0.0, LEAST)
            self._backed_off[host] = min(max((now or 0.0) * SLOWER, LEAST), MAX_BACKED_OFF)
        elif now is not None:
            self._backed_off[host] = now * FASTER
            if now < LEAST:
                del self._backed_off[host]
        else:
            return
        slot = self._crawler.engine.downloader.slots.get(request.meta["download_slot"])
        if slot is not None:
            floor = max(self._session.pace.delay(host), self._asked.get(host, 0.0))
            slot.delay = max(floor, self._backed_off.get(host, 0.0))
