"""Out of memory: how it is recognised, and what a process can still do then."""

from __future__ import annotations

import logging
import os
import resource
from contextlib import suppress
from typing import NoReturn

_WORDS = b"shilu: not enough memory; raise the limit (ulimit -v) or give it fewer --jobs, and start again\n"
# With less, a crawl ends by chance: in words, in a crash of C code, or waiting for what never comes.
LEAST_FOR_A_CRAWL = 150_000_000  # bytes of address space
# What it logs is told of one page, which counts as failed: that page alone may be too large.
_OF_PAGES = "scrapy.core.scraper"


def too_small_for_a_crawl() -> int | None:
    """Give the limit of the address space, in bytes, if it is too low for a crawl; else None."""
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return limit if limit != resource.RLIM_INFINITY and limit < LEAST_FOR_A_CRAWL else None


def is_want_of_memory(error: BaseException) -> bool:
    """Tell whether an error means that memory ran out. Nothing is imported here: there may be no room for it.

    The HTML parser has an error of its own for it, whatever it was asked. Where the address space is limited,
    libraries are not mapped (ImportError), and C code fails without saying why (SystemError).
    """
    if isinstance(error, (ImportError, SystemError)):
        return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
    return isinstance(error, MemoryError) or type(error).__name__ == "SelectolaxError"


def tell_want_of_memory() -> None:
    """Write the message to standard error with a bare system call: there may be no room to build another text."""
    with suppress(OSError):
        os.write(2, _WORDS)


def leave_for_want_of_memory(record: logging.LogRecord) -> bool:
    """As a filter of log lines, end a crawl at once whose machinery ran out of memory; keep all other lines.

    Scrapy and Twisted log what failed in them and go on: with a callback that never comes, the reactor would wait
    for ever. To end at once is what a kill does, and the same command goes on from there.
    """
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is not None and record.name != _OF_PAGES and is_want_of_memory(error):
        _leave()
    return True


def _leave() -> NoReturn:
    tell_want_of_memory()
    os._exit(1)
