"""Scrapy's scheduler, drawing on the frontier in the state instead of queues of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from typing import TYPE_CHECKING

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from crawler.collection.database import sound
from crawler.crawling.session import Session, session_of
from crawler.errors import StorageError
from spiders.sparing.views import kind_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.frontier import Lead
    from spiders.news import NewsSpider

# Leads of one host held ready in memory: the frontier stays on disk, and a look-up serves several requests.
READY = 16


class FrontierScheduler(BaseScheduler):
    """Takes turns among hosts, so that one host's delay serves the others."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._spider: NewsSpider | None = None
        self._ready: dict[str, deque[Lead]] = {}
        self._turn: deque[str] = deque()
        self._own: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        return cls(session_of(crawler))

    def open(self, spider: Spider) -> None:
        self._spider = spider  # type: ignore[assignment]

    def has_pending_requests(self) -> bool:
        if self._session.stopping:
            return False
        given_up = self._session.health.given_up
        ready = any(requests for host, requests in self._ready.items() if host not in given_up)
        return bool(self._own) or ready or self._has_leads(given_up)

    def _has_leads(self, given_up: Container[str]) -> bool:
        try:
            return not self._session.state.is_drained(given_up)
        except StorageError as error:
            self._session.give_up(error)
            return False

    def enqueue_request(self, request: Request) -> bool:
        """Take a request that is no lead, such as a middleware's. Leads go to the frontier."""
        self._own.append(request)
        return True

    def next_request(self) -> Request | None:
        if self._own:
            return self._own.popleft()
        if self._session.stopping or not self._session.may_fetch():
            return None
        try:
            return self._from_frontier()
        except StorageError as error:  # a value may turn out bad only when its row is read
            self._session.give_up(error)
            return None

    def _from_frontier(self) -> Request | None:
        if not self._turn:
            self._turn.extend(self._session.state.hosts())
        for _ in range(len(self._turn)):
            host = self._turn[0]
            self._turn.rotate(-1)
            request = self._from_host(host)
            if request is not None:
                return request
        self._turn.clear()
        return None

    def _from_host(self, host: str) -> Request | None:
        """Give a request of `host` where its slot is free to take one now."""
        if self._spider is None or self._session.pace.is_busy(host):
            return None
        ready = self._ready.setdefault(host, deque())
        if all(map(kind_of, ready)):  # a view waits for lists, and a page that was read may just have led to one
            with sound(self._session.collection.state_file):
                leads = self._session.state.claim(host, 1 if ready else READY)
            ready.extendleft(lead for lead in reversed(leads) if not kind_of(lead))
            ready.extend(filter(kind_of, leads))  # in their order: the likeliest tell of the others
        request, waiting = None, []
        while ready and request is None:
            lead = ready.popleft()
            if self._spider.waits(lead):
                waiting.append(lead)
            else:
                request = self._spider.ask(lead)
        ready.extendleft(reversed(waiting))
        self._session.fetching += request is not None
        return request
