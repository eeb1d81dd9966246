"""Scrapy's downloader, with one delay a host for all crawls of this process and for robots.txt as well."""

from __future__ import annotations

from collections.abc import Hashable
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core import downloader
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from crawler.capture.handler import request_sent
from crawler.hosts.turns import Turns
from pipelines.page.address.urls import host_of


class Downloader(downloader.Downloader):
    """Counts a host's delay from the moment when the last request to it left for the network.

    Scrapy counts from when it decided to send. A page that takes long to read in between brings the request nearer
    to the one after it than the delay allows.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # One for all crawls of the process, where their spiders have it.
        self._turns: Turns = getattr(crawler.spider, "turns", None) or Turns()
        crawler.signals.connect(self._note_sent, request_sent)

    def get_slot_key(self, request: Request) -> str:
        """Give robots.txt the same slot as the pages of its host, whose key has the port."""
        key: Hashable = request.meta.get(self.DOWNLOAD_SLOT)
        return key if isinstance(key, str) else urlparse_cached(request).netloc

    def _process_queue(self, slot: Any) -> None:
        if not (slot.queue and slot.delay):
            super()._process_queue(slot)
            return
        waiting, host = len(slot.queue), host_of(slot.queue[0][0].url)
        self._line_up(slot, host)
        slot.lastseen = max(slot.lastseen, self._turns.since(host, self, slot.delay))
        super()._process_queue(slot)
        if len(slot.queue) < waiting:
            self._turns.ask(host, self, slot.lastseen)
            self._line_up(slot, host)

    def _line_up(self, slot: Any, host: str) -> None:
        can_ask = slot.queue and slot.free_transfer_slots() > 0
        (self._turns.wait if can_ask else self._turns.leave)(host, self)

    def let_go(self) -> None:
        """Release the requests that wait for their turn: the run is over, and the handler does not send them any more."""
        for slot in self.slots.values():
            slot.delay = 0.0
            if slot.queue:
                self._turns.leave(host_of(slot.queue[0][0].url), self)
                slot.close()
                self._process_queue(slot)

    def _note_sent(self, request: Request) -> None:
        slot = self.slots.get(self.get_slot_key(request))
        if slot is not None and slot.delay:
            slot.lastseen = monotonic()
            self._turns.ask(host_of(request.url), self, slot.lastseen)
