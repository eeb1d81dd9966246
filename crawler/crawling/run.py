"""Runs crawls in one process: settings from options, one crawler a collection, and one exit code."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.errors import ShiluError, UsageError
from crawler.exits import Exit
from crawler.garbage import relax
from crawler.interrupts import Interruption
from crawler.logs import calm
from spiders.frontier import Mode
from spiders.profiles.profiles import Profile

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

    from crawler.reporting.report import Report

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One collection's part of a run: the sites that share it, and its options by name (`None`: not given)."""

    profiles: tuple[Profile, ...]
    mode: Mode
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended. `report` is None where it was not started or could not be finished."""

    code: Exit
    folder: Path
    report: Report | None = None
    error: str | None = None


# Option -> Scrapy setting. The rest of the options are the spider's or the command line's.
SETTINGS = {
    "out": "SHILU_OUT",
    "limit": "SHILU_LIMIT",
    "time_limit": "SHILU_TIME_LIMIT",
    "recheck": "SHILU_RECHECK",
    "warc_size": "SHILU_WARC_SIZE",
    "operator": "SHILU_OPERATOR",
    "user_agent": "USER_AGENT",
    "progress": "SHILU_PROGRESS",
    "render": "SHILU_RENDER",
}
# Imported where it is asked for only: it brings an HTTP client of its own along.
_COOKIES = {"scrapy.downloadermiddlewares.cookies.CookiesMiddleware": 700}
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


def settings_of(job: Job) -> Settings:
    """Give the settings of a job."""
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", "project")
    given = {name: value for name, value in job.options.items() if value is not None}
    for name, setting in SETTINGS.items():
        if name in given:
            settings.set(setting, given[name], "cmdline")
    if "delay" in given:
        settings.set("DOWNLOAD_DELAY", given["delay"], "cmdline")
        settings.set("SHILU_DELAY", given["delay"], "cmdline")
    if "concurrency" in given:
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", given["concurrency"], "cmdline")
        settings.set("CONCURRENT_REQUESTS", max(64, given["concurrency"]), "cmdline")
    for pair in given.get("set", ()):
        _set(settings, pair)
    if settings.getbool("COOKIES_ENABLED"):
        settings.set("DOWNLOADER_MIDDLEWARES", _COOKIES, "cmdline")
    return settings


# What Scrapy looks at when it needs it, in the middle of a run; with no request at a time it would wait for ever.
_LEAST = {
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_MAXSIZE": 0,
    "DOWNLOAD_TIMEOUT": 0,
}


def _is_number(value: str, least: int) -> bool:
    try:
        return float(value) >= least
    except ValueError:
        return False


def _set(settings: Settings, pair: str) -> None:
    name, equals, value = pair.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f'--set "{pair}": give it as KEY=VALUE')
    if name == "LOG_LEVEL" and value not in logging.getLevelNamesMapping():
        raise UsageError(f'--set "{pair}": no such level; INFO and DEBUG are two')
    if (least := _LEAST.get(name)) is not None and not _is_number(value, least):
        raise UsageError(f'--set "{pair}": {name} takes a number from {least} on')
    try:
        settings.set(name, value, "cmdline")
    except ValueError as error:
        raise UsageError(f'--set "{pair}": {error}') from None
    if name == "DOWNLOAD_DELAY":  # asked for, so it holds for private hosts too
        settings.set("SHILU_DELAY", value, "cmdline")


def folder_of(job: Job) -> Path:
    """Give the folder of the job's collection."""
    return Path(job.options.get("out") or Path("collections") / job.profiles[0].name)


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
        deferred.addErrback(_keep, errors)
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


def _keep(failure: Failure, errors: list[BaseException]) -> None:
    if failure.value is not None:
        errors.append(failure.value)


def _has_begun(crawler: Crawler) -> bool:
    try:
        return crawler.engine is not None
    except RuntimeError:  # Scrapy's way of saying: not yet
        return False


def _outcome(job: Job, crawler: Crawler, errors: list[BaseException]) -> Outcome:
    from crawler.crawling.session import Session

    folder = folder_of(job)
    error = errors[0] if errors else None
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
