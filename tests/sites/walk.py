"""A backfill by the real spider, frontier and scheduler, with nothing of a network: answers come in any order at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import DropItem
from scrapy.http import Response

from crawler.collection.arming import Start
from crawler.collection.database import scratch
from crawler.collection.state import State
from crawler.crawling.scheduler import FrontierScheduler
from crawler.demo.server import NOT_FOUND
from pipelines.items import ArticleItem, VersionPipeline
from pipelines.page.model import Role
from spiders.frontier import Lead, Mode, Via, Visit
from spiders.news import NewsSpider
from tests.sites.served import Served

AT_ONCE = 8
MOST_IDLE = 1000  # looks at the frontier while nothing is under way
BASE = "http://127.0.0.1:8000"


class Walk:
    """Engine, session and pipelines of one run over `site`.

    `chance` says what is answered next; some addresses are answered only when nothing else is under way. A share of
    `troubles` is busy at first.
    """

    stopping = False
    fetching = 0

    def __init__(self, site: Served, chance: Random, troubles: float = 0.0) -> None:
        self._site, self._chance, self._troubles = site, chance, troubles
        site.move(BASE)
        self.found: list[str] = []
        self.asked: list[str] = []
        self._under_way: list[Request] = []
        self._slow: dict[str, bool] = {}
        self._share = chance.choice((0.0, 0.1, 0.3))
        self.pace = self
        self.health = SimpleNamespace(given_up=())
        self.collection = SimpleNamespace(state_file=Path("state.sqlite"))

    def run(self) -> Walk:
        with scratch() as self._db:
            self.state = State(self._db, Start(Mode.BACKFILL, datetime.now(UTC)))
            self._spider = NewsSpider(target=f"{BASE}/", mode="backfill", frontier=self)
            self.state.add([*self._spider.seeds(), *self._maps()])
            self._versions = VersionPipeline(self.state.articles)
            scheduler = FrontierScheduler(self)  # type: ignore[arg-type]
            scheduler.open(self._spider)
            idle = 0
            while scheduler.has_pending_requests() or self._under_way:
                while request := scheduler.next_request():
                    self._under_way.append(request)
                if self._under_way:
                    self._answer(self._next())
                else:  # what failed has waited long enough
                    self._db.execute("UPDATE pages SET not_before = 0 WHERE not_before > 0")
                    idle += 1
                    assert idle < MOST_IDLE, "it waits for ever"
        return self

    def __getattr__(self, name: str) -> Any:
        """What the spider asks of its frontier, the state gives."""
        return getattr(self.__dict__["state"], name)

    def settle(self, visits: tuple[Visit, ...], article: object = None) -> list[Visit]:
        return [ended for visit in visits if (ended := self.state.settle(visit))]

    def may_fetch(self) -> bool:
        return True

    def is_busy(self, host: str) -> bool:
        return len(self._under_way) >= AT_ONCE

    def _maps(self) -> list[Lead]:
        rules = self._site.get("/robots.txt")
        site = self._spider.profiles[0].name
        urls = re.findall(r"Sitemap: (\S+)", rules.body.decode()) if rules else []
        return [Lead(url, Role.SITEMAP, site, Via.SITEMAP, depth=1) for url in urls]

    def _next(self) -> Request:
        slow = [self._slow.setdefault(each.url, self._chance.random() < self._share) for each in self._under_way]
        places = [at for at, is_slow in enumerate(slow) if not is_slow] or range(len(slow))
        return self._under_way.pop(self._chance.choice(places))

    def _answer(self, request: Request) -> None:
        split = urlsplit(request.url)
        target = f"{split.path}?{split.query}" if split.query else split.path
        is_busy = target not in self.asked and self._chance.random() < self._troubles
        page = self._site.get(target) or NOT_FOUND
        self.asked.append(target)
        headers: dict[str, list[str]] = {}
        for name, value in page.headers:
            headers.setdefault(name, []).append(value)
        came = Response(
            request.url, 503 if is_busy else page.status, headers, b"" if is_busy else page.body, request=request
        )
        for made in self._spider.parse(came):
            if isinstance(made, ArticleItem):
                self._take(made)
            else:
                self._under_way.append(made)

    def _take(self, item: ArticleItem) -> None:
        try:
            known = self._versions.process_item(item).known
        except DropItem:
            pass
        else:
            assert known is not None
            self.state.articles.remember(item.article.article_id, known, "run", item.records)
            self.found.append(item.article.url.removeprefix(BASE))
        self.settle(item.visits)
