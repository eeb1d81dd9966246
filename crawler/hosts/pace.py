"""The pace of each host: how many requests it is given at a time, and how far apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.capture.guard import is_private_host
from crawler.hosts.health import Health

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

WAITING = 2  # requests that a host with a delay may have with the downloader: one under way, one waiting its turn


class Pace:
    """What settings ask for and what a host's health allows."""

    def __init__(self, crawler: Crawler, health: Health) -> None:
        self._crawler = crawler
        self._health = health
        self._at_once = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")

    def be_at_ease(self, hosts: Iterable[str]) -> None:
        """Ask no delay of those `hosts` that are private, unless a delay was asked for: targets name them."""
        settings = self._crawler.settings
        if settings.get("SHILU_DELAY") is not None:
            return
        slot = {"delay": 0.0, "jitter": 0.0, "concurrency": self._at_once}
        netlocs = [urlsplit(f"//{host}") for host in hosts]
        private = [netloc for netloc in netlocs if is_private_host(netloc.hostname or "")]
        names = {name for netloc in private for name in (netloc.netloc, netloc.hostname or "")}
        settings.set("DOWNLOAD_SLOTS", {name: dict(slot) for name in names}, "cmdline")

    def delay(self, host: str) -> float:
        """Give the seconds between requests to `host` that settings ask for."""
        slots: dict[str, dict[str, float]] = self._crawler.settings.getdict("DOWNLOAD_SLOTS")
        return slots.get(host, {}).get("delay", self._crawler.settings.getfloat("DOWNLOAD_DELAY"))

    def is_busy(self, host: str) -> bool:
        """Tell whether the downloader has all it can take for `host` now; a host in trouble takes one, after a rest."""
        if host in self._health.given_up or self._health.is_resting(host):
            return True
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(host)
        limit = WAITING if (slot.delay if slot else self.delay(host)) else self._at_once
        limit = 1 if self._health.is_in_trouble(host) else limit
        active = sum(request.meta.get("download_slot") == host for request in downloader.active)
        return bool(active >= limit)
