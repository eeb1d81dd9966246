"""Exit codes: what cron and other programs see."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    OK = 0
    ERRORS = 1  # finished, but some pages could not be fetched or stored
    USAGE = 2
    LOCKED = 3
    NO_START = 4  # no start page could be fetched
    NO_ARTICLES = 5  # pages, but no article where there should be some
    DISK = 6
    INTERRUPTED = 130
