"""One run inside Scrapy: the extension that owns the collection and gives the others what they need of it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from scrapy import signals
from scrapy.exceptions import DropItem

from archive.errors import ArchiveError
from archive.exchange import Exchange, RecordRef
from archive.records import Notes
from archive.warc import WarcInfo
from crawler import VERSION
from crawler.collection.collection import Collection
from crawler.collection.database import told
from crawler.collection.state import Start
from crawler.crawling.job import folder_of
from crawler.crawling.limits import PAGE_LIMIT, Limits
from crawler.errors import StorageError
from crawler.hosts.health import Health
from crawler.hosts.pace import Pace
from crawler.reporting.report import Report
from crawler.reporting.tally import Tally
from pipelines.items import ArticleItem
from pipelines.page.address import urls
from spiders.frontier import Result, Visit

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.hosts.downloader import Downloader
    from spiders.news import NewsSpider

log = logging.getLogger(__name__)

TICK = 0.5  # seconds between looks at what is to be committed and whose rest is over
P = ParamSpec("P")
T = TypeVar("T")


class Session:
    """Opens the collection, settles what the spider hands in, ends the run by its limits, writes the report."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        spider: NewsSpider = crawler.spider  # type: ignore[assignment]
        now = datetime.now(UTC)
        folder = folder_of(spider.profiles, settings.get("SHILU_OUT"))
        recheck_days = settings.get("SHILU_RECHECK")
        start = Start(spider.mode, now, None if recheck_days is None else float(recheck_days), spider.window)
        self.collection = Collection(folder, start, spider.profiles[0].recheck)
        self.state = self.collection.state
        self.health = Health(self.state.knows_host)
        self.pace = Pace(crawler, self.health)
        self.tally = Tally(now, given_up=self.health.given_up)
        self.report: Report | None = None
        self.error: Exception | None = None
        self.stopping = False
        self.fetching = 0
        self._spider = spider
        self.mode = spider.mode
        self.targets = tuple(url for profile in spider.profiles for url in profile.start)
        self.limits = Limits(settings.getint("SHILU_LIMIT"), settings.getfloat("SHILU_TIME_LIMIT"))
        self._open()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Session:
        session = cls(crawler)
        connect = crawler.signals.connect
        connect(session.opened, signals.spider_opened)
        connect(session.item_dropped, signals.item_dropped)
        connect(session.item_failed, signals.item_error)
        connect(session.spider_failed, signals.spider_error)
        connect(session.closed, signals.spider_closed)
        return session

    def _open(self) -> None:
        spider, settings = self._spider, self._crawler.settings
        info = WarcInfo(
            name=spider.profiles[0].name,
            software=f"Shilu/{VERSION}",
            operator=settings.get("SHILU_OPERATOR"),
            robots="obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            user_agent=settings["USER_AGENT"],
            run=self.collection.run,
        )
        self.collection.open_archive(info, settings.getint("SHILU_WARC_SIZE"))
        self.collection.robots.ask_as(f"{info.user_agent} {info.robots}")
        spider.frontier = self
        spider.recorder = self
        spider.run = self.collection.run
        self.empty_at_start = self.collection.empty_at_start
        self.looks_deeper = self.collection.state.looks_deeper
        self.collection.save_rules({profile.name: profile.rules for profile in spider.profiles})
        self.unknown = self._guarded(self.state.unknown)
        self.heard = self.state.heard
        self.add = self._guarded(self.state.add)
        self.version = self._guarded(self.state.articles.version)
        self.standing = self._guarded(self.state.standing)
        self.is_last_chance = self._guarded(self.state.is_last_chance)
        self.recall = self._guarded(self.state.recall)
        self.keep = self._guarded(self.state.keep)
        self.record_dom = self._guarded(self.collection.record_dom)
        self.add(spider.seeds())
        self.pace.be_at_ease(spider.private_hosts)

    def _guarded(self, act: Callable[P, T]) -> Callable[P, T]:
        """Let what asks the state or writes to disk end the run where that is no longer possible."""

        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return act(*args, **kwargs)
            except (StorageError, sqlite3.Error) as error:
                self.give_up(error)
                raise

        return guarded

    def opened(self) -> None:
        from twisted.internet.task import LoopingCall

        self._ticking = LoopingCall(self._tick)
        self._ticking.start(TICK, now=False)

    def _tick(self) -> None:
        """Commit what was done while nothing more comes in, and look whether a rest or the time is over."""
        try:
            if self.error is None:
                self.collection.commit_when_due()
        except (StorageError, OSError, sqlite3.Error) as error:
            self.give_up(error)
        engine = self._crawler.engine
        slot = getattr(engine, "_slot", None)
        if slot is not None:
            slot.nextcall.schedule()
        if engine is not None and self._is_over:
            cast("Downloader", engine.downloader).let_go()

    def on_site(self, url: str, site: str) -> bool:
        return self._spider.on_site(url, site)

    def note_sitemaps(self, site: str, *, named: bool) -> None:
        if named:
            self._spider.following.mapped.add(site)

    # -- for the scheduler --

    def may_fetch(self) -> bool:
        """Tell whether the limits leave room for one more page."""
        if reason := self.limits.reached(self.fetching):
            self.stop(reason)
        return not self.stopping

    def patience(self) -> float:
        """Give the seconds that a request made now may take: none after the end, but for that of a page limit."""
        return 0.0 if self._is_over else self.limits.patience()

    @property
    def _is_over(self) -> bool:
        return self.stopping and self.tally.ended != PAGE_LIMIT

    def stop(self, reason: str) -> None:
        """Fetch nothing more; what is in flight is finished, where that takes no longer than the grace."""
        if not self.stopping:
            self.stopping = True
            self.tally.ended = reason
            log.info("stopping: %s", reason)
            if reason != PAGE_LIMIT:
                self.limits.end()

    # -- for the capture --

    def record(self, exchange: Exchange, request: Request, notes: Notes | None = None) -> RecordRef | None:
        lead = request.meta.get("lead")
        notes = notes or Notes(via=lead.referrer if lead else None)
        ref = self._guarded(self.collection.record)(exchange, notes)
        if exchange.behind is None:
            self.tally.exchange(exchange)
        return ref

    # -- for the spider and the pipelines --

    def settle(self, visits: tuple[Visit, ...], article: dict[str, Any] | None = None) -> list[Visit]:
        """Settle visits, with the article that they gave; gives those that ended for this run."""
        if self.error is not None:
            return []
        given_up = len(self.health.given_up)
        for visit in visits:
            self.health.note(visit)
        host_ails = any(map(self.health.ails, visits))
        try:
            ended = self.collection.settle(visits, article, host_ails=host_ails)
        except (StorageError, OSError, sqlite3.Error) as error:
            self.give_up(error)
            return []
        for visit in ended:
            self.tally.visit(visit)
        if not ended:
            self.tally.retried.update(visit.reason or "unknown" for visit in visits)
        if len(self.health.given_up) > given_up:
            host, reason = list(self.health.given_up.items())[-1]
            log.warning("%s is given up for this run: %s", host, reason)
        return ended

    def write(self, item: ArticleItem) -> None:
        """Write an article's line and settle its pages with it."""
        assert item.known is not None
        try:
            self.state.articles.remember(item.article.article_id, item.known, self.collection.run, item.records)
        except (StorageError, sqlite3.Error) as error:
            self.give_up(error)
        self.settle(item.visits, dict(item))
        if self.error is None:
            self.tally.article(item.article)

    def item_dropped(self, item: ArticleItem, exception: DropItem) -> None:
        reason = str(exception)
        self.tally.dropped(reason)
        if item.known is not None:
            self._guarded(self.state.checks.count_from)(urls.key(item.article.url), item.known.key)
        self.settle(item.visits)

    def item_failed(self, item: ArticleItem, failure: Any) -> None:
        self.tally.errors[f"pipeline: {failure.type.__name__}"] += 1
        self.settle(item.visits)

    def spider_failed(self, failure: Any, response: Any) -> None:
        """A fault of ours on one page must not end the run: the page is counted and left."""
        lead = response.meta.get("lead")
        if lead is not None:
            failed = Visit(lead, Result.FAILED, f"internal error: {failure.type.__name__}", retry=False)
            self.settle((failed, *self._spider.release(lead)))

    def closed(self, reason: str) -> None:
        self._spider.recorder = None
        if self._ticking.running:
            self._ticking.stop()
        if self.error is None:
            self._finish(reason)
        if self.error is not None:
            self.collection.abandon()

    def _finish(self, reason: str) -> None:
        if reason == "finished" and not self.stopping and not self.health.given_up:
            self._guarded(self.state.finish)()
        elif self.tally.ended is None and reason != "finished":
            self.tally.ended = "interrupted" if reason == "shutdown" else reason
        self.tally.in_trouble = self.health.in_trouble()
        try:
            self.tally.put_off.update(self.state.put_off())
            self.report = Report.of(self.tally, self.collection, str(self.mode), self.targets)
            self.collection.save_report(self.report.to_json())
            self.collection.close()
            self.report.save(self.collection.folder / "runs")
        except (StorageError, ArchiveError, OSError, sqlite3.Error) as error:
            self.give_up(error)

    def give_up(self, error: Exception) -> None:
        """The disk takes no more: what is committed stands, and nothing else is tried."""
        if isinstance(error, sqlite3.Error):
            error = told(self.collection.state_file, error)
        elif isinstance(error, OSError):
            error = StorageError.of(error, self.collection.folder)
        if self.error is None:
            self.error = error
            log.error("%s", error)
        self.stop("out of disk")


def session_of(crawler: Crawler) -> Session:
    session = crawler.get_extension(Session)
    if session is None:
        raise RuntimeError("the extension crawler.crawling.session.Session is switched off; it is needed")
    return session
