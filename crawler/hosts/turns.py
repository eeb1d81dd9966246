"""Whose turn it is at a host that several crawls of one process ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Turns:
    """Hosts, when they were last asked and by whom, and who waits for them. Times are those of `time.monotonic`."""

    _last: dict[str, tuple[float, Hashable]] = field(default_factory=dict)
    _waiting: defaultdict[str, set[Hashable]] = field(default_factory=lambda: defaultdict(set))

    def wait(self, host: str, crawl: Hashable) -> None:
        """Note that `crawl` could ask `host` now, but for its delay."""
        self._waiting[host].add(crawl)

    def leave(self, host: str, crawl: Hashable) -> None:
        """Note that `crawl` has nothing to ask `host` for now, or has enough under way."""
        self._waiting[host].discard(crawl)

    def ask(self, host: str, crawl: Hashable, now: float) -> None:
        """Note that `crawl` asks `host`."""
        self._last[host] = now, crawl

    def since(self, host: str, crawl: Hashable, delay: float) -> float:
        """Give the time from which `crawl` counts its `delay` at `host`.

        Whoever asked last lets one turn of others pass: two timers that end at once would leave it to chance.
        """
        when, last = self._last.get(host, (0.0, None))
        return when + delay if last == crawl and self._waiting[host] - {crawl} else when
