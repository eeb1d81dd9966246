"""Runs crawls in one process: one crawler a collection, and one exit code."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.crawling.job import Job, settings_of
from crawler.errors import ShiluError
from crawler.exits import Exit
from crawler.garbage import relax
from crawler.interrupts import Interruption
from crawler.logs import calm
from crawler.memory import is_want_of_memory

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from crawler.reporting.report import Report

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended. `report` is None where it was not started or could not be finished."""

    code: Exit
    folder: Path
    report: Report | None = None
    error: str | None = None


# Worst first: what one process says of several jobs.
_WORST = (
    Exit.INTERRUPTED,
    Exit.DISK,
    Exit.USAGE,
    Exit.LOCKED,
    Exit.NO_START,
    Exit.NO_ARTICLES,
    Exit.ERRORS,
    Exit.OK,
)


def run(jobs: Sequence[Job]) -> tuple[Exit, list[Outcome]]:
    """Run all jobs in one reactor. Give the worst exit code, and how each ended."""
    interruption = Interruption()
    # First, because it asks three times what is on the call stack, which takes the longer the more is loaded.
    import scrapy.core.downloader.contextfactory  # noqa: F401
    from scrapy.crawler import Crawler, CrawlerProcess

    from crawler.hosts.turns import Turns
    from spiders.news import NewsSpider

    process = CrawlerProcess(settings_of(jobs[0]))
    calm()
    running: list[tuple[Job, Crawler, list[BaseException]]] = []
    turns = Turns()
    for job in jobs:
        crawler = Crawler(NewsSpider, settings_of(job), init_reactor=not running)
        errors: list[BaseException] = []
        since, until = job.options.get("since"), job.options.get("until")
        own = {"profiles": job.profiles, "mode": job.mode, "since": since, "until": until, "turns": turns}
        deferred = process.crawl(crawler, **own)
        deferred.addErrback(keep_error, errors)
        running.append((job, crawler, errors))
    relax()
    _listen(interruption, [crawler for _, crawler, _ in running])
    process.start(install_signal_handlers=False)
    outcomes = [_outcome(*each) for each in running]
    return min((outcome.code for outcome in outcomes), key=_WORST.index), outcomes


def _listen(interruption: Interruption, crawlers: Sequence[Crawler]) -> None:
    """Let the first signal end all jobs as a limit would, and the second the reactor."""
    from twisted.internet import reactor

    from crawler.crawling.session import session_of

    def stop() -> None:
        for session in [session_of(crawler) for crawler in crawlers if crawler.crawling]:
            session.stop("interrupted")

    loop: Any = reactor
    interruption.listen(lambda: loop.callFromThread(stop), lambda: loop.callFromThread(loop.stop))


def keep_error(failure: Failure, errors: list[BaseException]) -> None:
    """Keep what ended a crawl, for who started it; as an errback."""
    if failure.value is not None:
        errors.append(failure.value)


def _has_begun(crawler: Crawler) -> bool:
    try:
        return crawler.engine is not None
    except RuntimeError:  # Scrapy's way of saying: not yet
        return False


def _outcome(job: Job, crawler: Crawler, errors: list[BaseException]) -> Outcome:
    from crawler.crawling.session import Session

    folder = job.folder
    error = errors[0] if errors else None
    if error is not None and is_want_of_memory(error):
        raise error
    if error is not None:
        if not isinstance(error, ShiluError) and job.options.get("set") and not _has_begun(crawler):
            return Outcome(Exit.USAGE, folder, error=f"--set {' '.join(job.options['set'])}: {error}")
        if not isinstance(error, ShiluError):
            log.error("unexpected error", exc_info=error)
        return Outcome(Exit(getattr(error, "exit_code", Exit.ERRORS)), folder, error=str(error))
    session = crawler.get_extension(Session)
    assert session is not None
    if session.error is not None:
        return Outcome(Exit.DISK, folder, error=str(session.error))
    if session.report is None:
        return Outcome(Exit.INTERRUPTED, folder, error="stopped at once; the same command goes on from here")
    return Outcome(session.report.code, folder, session.report)
