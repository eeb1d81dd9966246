"""The limits of a run: pages, and seconds."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from spiders.answers.answers import OutOfTimeError

PAGE_LIMIT, TIME_LIMIT = "page limit", "time limit"
# Seconds that what is under way may take when the time is over.
GRACE = 5.0


class Limits:
    """`pages` and `seconds`: 0 where there is none."""

    def __init__(self, pages: int, seconds: float) -> None:
        self._pages = pages
        self._deadline = time.monotonic() + (seconds or math.inf)
        self._under_way: set[asyncio.Timeout] = set()

    def reached(self, fetching: int) -> str | None:
        """Name the limit that is reached, where `fetching` pages have been asked for."""
        if time.monotonic() > self._deadline:
            return TIME_LIMIT
        return PAGE_LIMIT if self._pages and fetching >= self._pages else None

    def patience(self) -> float:
        """Give the seconds that a request made now may take."""
        return max(0.0, self._deadline + GRACE - time.monotonic())

    def end(self) -> None:
        """Let the time be over now, whatever was asked for: what is under way has the grace left."""
        self._deadline = min(self._deadline, time.monotonic())
        for timeout in self._under_way:
            timeout.reschedule(asyncio.get_running_loop().time() + self.patience())

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Bound what happens within by the time that the run has. Raises OutOfTimeError where that is over."""
        left = self.patience()
        timeout = asyncio.timeout(left if left < math.inf else None)
        self._under_way.add(timeout)
        try:
            async with timeout:
                yield
        except TimeoutError:
            if not timeout.expired():
                raise
            raise OutOfTimeError from None
        finally:
            self._under_way.discard(timeout)
