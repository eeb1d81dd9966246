"""How log lines are put: plain, on standard error, with Scrapy's chatter left out."""

from __future__ import annotations

import logging

from crawler.memory import leave_for_want_of_memory

OURS, THEIRS = ("crawler", "spiders", "archive", "pipelines"), ("scrapy", "twisted", "py.warnings")


def set_up_logging(*, quiet: bool = False) -> None:
    """Plain lines on standard error: ours, and of Scrapy and Twisted only what goes wrong."""
    logging.basicConfig(
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(message)s",
        datefmt="%Y-%m-%d %H:%M:%S",
        force=True,
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(leave_for_want_of_memory)
        handler.addFilter(_is_worth_a_line)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.WARNING if quiet else logging.INFO)
    calm()


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


def calm() -> None:
    """Quiet Scrapy and Twisted; again when Scrapy has set levels of its own, so that no line is built in vain."""
    for name in THEIRS:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A robots.txt that cannot be had means that nothing is forbidden; a dead host tells of itself page by page.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
