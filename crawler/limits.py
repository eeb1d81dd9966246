"""The limits of a run: pages, and seconds."""

from __future__ import annotations

import time

PAGE_LIMIT, TIME_LIMIT = "page limit", "time limit"
# Seconds that what is under way may take when the time is over.
GRACE = 5.0


class Limits:
    """`pages` and `seconds`: 0 where there is none."""

    def __init__(self, pages: int, seconds: float) -> None:
        self._pages = pages
        self._deadline = time.monotonic() + (seconds or 1e12)

    def reached(self, fetching: int) -> str | None:
        """Name the limit that is reached, where `fetching` pages have been asked for."""
        if time.monotonic() > self._deadline:
            return TIME_LIMIT
        return PAGE_LIMIT if self._pages and fetching >= self._pages else None

    def patience(self) -> float:
        """Give the seconds that a request made now may take."""
        return max(0.0, self._deadline + GRACE - time.monotonic())
