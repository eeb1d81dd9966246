"""What a run shows while it goes on: one live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING

from scrapy import signals

from crawler.crawling.session import Session, session_of

if TYPE_CHECKING:
    from rich.live import Live
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

LIVE_EVERY, PLAIN_EVERY = 0.25, 30.0
# The queue is counted anew after a second, and after this many times what counting took: a million pages take longer.
COUNT_AT_EASE = 100


class Progress:
    """Setting SHILU_PROGRESS: True for the live line, False for plain lines, None to look at the terminal."""

    def __init__(self, crawler: Crawler, live: bool) -> None:
        self._crawler = crawler
        self._began = time.monotonic()
        self._live: Live | None = None
        self._wants_live = live
        self._queued, self._count_at = 0, 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        wanted = crawler.settings.get("SHILU_PROGRESS")
        progress = cls(
            crawler, sys.stderr.isatty() if wanted is None else crawler.settings.getbool("SHILU_PROGRESS")
        )
        crawler.signals.connect(progress.opened, signals.spider_opened)
        crawler.signals.connect(progress.closed, signals.spider_closed)
        return progress

    @property
    def _session(self) -> Session:
        return session_of(self._crawler)

    def opened(self) -> None:
        from twisted.internet.task import LoopingCall

        self._call = LoopingCall(self._show)
        if self._wants_live:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), auto_refresh=False, transient=True)
            self._live.start()
        self._call.start(LIVE_EVERY if self._live else PLAIN_EVERY, now=False)

    def closed(self) -> None:
        if self._call.running:
            self._call.stop()
        if self._live:
            self._live.stop()

    def line(self) -> str:
        """Give the state of the run in one line."""
        tally = self._session.tally
        seconds = max(time.monotonic() - self._began, 0.001)
        written = tally.articles["new"] + tally.articles["changed"]
        return (
            f"{tally.fetched} pages  {written} articles  {tally.fetched / seconds:.1f} pages/s  "
            f"{self._queue()} queued  {tally.errors.total()} errors  {seconds:.0f} s"
        )

    def _queue(self) -> int:
        began = time.monotonic()
        if began >= self._count_at:
            self._queued = self._session.state.count("pending")
            took = time.monotonic() - began
            self._count_at = began + max(1.0, COUNT_AT_EASE * took)
        return self._queued

    def _show(self) -> None:
        if self._live:
            self._live.update(self.line(), refresh=True)
        else:
            log.info("%s", self.line())
