"""How hosts fare: one that fails rests for longer each time, is asked carefully, and is given up in good order.

A host that fails is in trouble until it answers. In trouble it rests; then one request tries it. What fails or comes
while it rests was under way before and says nothing new. Failures count in a row: a page that fails among others that
come is that page's affair.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipelines.page.model import Role
from spiders.answers import failures
from spiders.answers.refusals import is_block
from spiders.frontier import TO_ARTICLES, Result, Visit

# Seconds of the first rest and of the longest; each is twice the one before.
FIRST_REST, LONGEST_REST = 1.0, 60.0
# A host that asks for a longer rest than this is left to a later run.
PATIENCE = 300.0
# Strikes in a row after which a host is given up: one that has answered before, in this run or an earlier one, and
# one that never has. The first stand for some two minutes of rests.
STRIKES, STRIKES_OF_A_STRANGER = 8, 3
# A time-out has cost a minute already.
_COST = {failures.TIMEOUT: 2}
# Answers that say something of the host and not of the page; beside them, all that gives no answer.
_OVERLOADED = (429, 503)
_ARTICLES = (*TO_ARTICLES, Role.PART)


@dataclass(slots=True)
class _Trouble:
    strikes: int = 0
    until: float = 0.0
    blocked: bool = False
    walls: int = 0  # pages that a wall came in place of
    reason: str = ""


class Health:
    """What this run knows of its hosts. `known`: hosts that have answered before this run."""

    def __init__(self, knows: Callable[[str], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._knows = knows
        self._clock = clock
        self._answered: set[str] = set()
        self._troubles: dict[str, _Trouble] = {}
        self.given_up: dict[str, str] = {}

    def note(self, visit: Visit) -> None:
        """Take note of how a visit ended."""
        host = urlsplit(visit.lead.url).netloc
        if visit.result is Result.FAILED and (visit.retry or visit.status == 403):
            self._failed(host, visit)
        elif visit.status is not None and visit.status < 500:
            self._answered.add(host)
            self._came(host, visit)

    def ails(self, visit: Visit) -> bool:
        """Tell whether a failure is the host's fault: such failures have repeated, and the host has answered nothing in between."""
        trouble = self._troubles.get(urlsplit(visit.lead.url).netloc)
        speaks_of_host = visit.status is None or visit.status in _OVERLOADED or is_block(visit)
        repeated = trouble is not None and max(trouble.strikes, trouble.walls) > 1
        return repeated and speaks_of_host and visit.result is Result.FAILED

    def is_resting(self, host: str) -> bool:
        trouble = self._troubles.get(host)
        return trouble is not None and self._clock() < trouble.until

    def is_in_trouble(self, host: str) -> bool:
        return host in self._troubles

    def in_trouble(self) -> dict[str, str]:
        """Give the hosts that fail just now, more than once and not given up yet, with what they answered last."""
        return {
            host: trouble.reason
            for host, trouble in self._troubles.items()
            if trouble.strikes > 1 and host not in self.given_up
        }

    def _came(self, host: str, visit: Visit) -> None:
        """End the trouble, by an answer to the kind of request that was refused, asked after the rest."""
        trouble = self._troubles.get(host)
        if trouble is None or self._clock() < trouble.until:
            return
        # Walls stand before articles more often than before lists: a list that comes tears none down.
        if not trouble.blocked or visit.lead.role in _ARTICLES:
            del self._troubles[host]

    def _failed(self, host: str, visit: Visit) -> None:
        trouble = self._troubles.setdefault(host, _Trouble())
        now = self._clock()
        trouble.walls += is_block(visit)
        if now < trouble.until or host in self.given_up:
            return
        trouble.blocked, trouble.reason = is_block(visit), visit.reason or ""
        trouble.strikes += _COST.get(visit.reason or "", 1)
        rest = min(FIRST_REST * 2 ** (trouble.strikes - 1), LONGEST_REST) * random.uniform(0.8, 1.2)
        asked = visit.retry_after or 0.0
        trouble.until = now + max(rest, asked)
        limit = STRIKES if host in self._answered or self._knows(host) else STRIKES_OF_A_STRANGER
        if asked > PATIENCE:
            self.given_up[host] = f"asks to come back in {asked:.0f} s ({visit.reason})"
        elif trouble.strikes >= limit:
            self.given_up[host] = f"nothing but failures in a row, the last one: {visit.reason}"
