"""What a run has done so far, counted while it runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.article import Article
from pipelines.page.model import Kind, Role
from spiders.frontier import Result, Via, Visit

if TYPE_CHECKING:
    from archive.exchange import Exchange


@dataclass(slots=True)
class Host:
    """What a host answered: exchanges, bytes, seconds until it had answered; the delay that its robots.txt asks for."""

    exchanges: int = 0
    bytes: int = 0
    seconds: float = 0.0
    crawl_delay: float = 0.0


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    started: datetime
    ended: str | None = None
    exchanges: int = 0
    bytes: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    drift: int = 0
    seeds_answered: int = 0
    hubs_read: int = 0
    links_to_articles: int = 0
    without_article: int = 0  # pages that lists call articles, and that show none
    encodings: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    hosts: dict[str, Host] = field(default_factory=dict)
    retried: Counter[str] = field(default_factory=Counter)
    given_up: dict[str, str] = field(default_factory=dict)
    in_trouble: dict[str, str] = field(default_factory=dict)
    put_off: Counter[str] = field(default_factory=Counter)  # pages left waiting for another try, by reason
    notes: list[str] = field(default_factory=list)

    def exchange(self, exchange: Exchange) -> None:
        host = self.host(urlsplit(exchange.url).netloc)
        size = len(exchange.response) + exchange.overflow_size
        self.exchanges += 1
        self.bytes += size
        host.exchanges += 1
        host.bytes += size
        host.seconds += exchange.duration

    def host(self, name: str) -> Host:
        return self.hosts.setdefault(name, Host())

    def visit(self, visit: Visit) -> None:
        self.pages[visit.result] += 1
        if visit.lead.via is Via.SEED:
            self.seeds_answered += visit.result in (Result.READ, Result.UNCHANGED) or visit.status == 200
        if visit.kind:
            self.kinds[visit.kind] += 1
            self.drift += visit.drift
            self.hubs_read += visit.kind in (Kind.LIST, Kind.CATEGORY)
            self.links_to_articles += visit.shown
            is_entry = visit.lead.role is Role.ARTICLE
            self.without_article += is_entry and visit.kind is not Kind.ARTICLE and not visit.shown
        if visit.left_out:
            self.notes.append(f"{visit.lead.url}: an endless page, {visit.left_out} of its links were left out")
        if visit.encoding:
            self.encodings[visit.encoding] += 1
        if visit.result is Result.REJECTED:
            self.rejections[visit.reason or "unknown"] += 1
        elif visit.result is Result.FAILED or (visit.result is Result.READ and visit.reason):
            self.errors[visit.reason or "unknown"] += 1

    def article(self, article: Article) -> None:
        self.articles["new" if article.version == 1 else "changed"] += 1
        self.undated += article.date_published is None
        self.repairs.update(edit.kind for edit in article.text.edits)

    def dropped(self, reason: str) -> None:
        if reason == "unchanged":
            self.articles["unchanged"] += 1
        else:
            self.rejections[reason] += 1

    @property
    def fetched(self) -> int:
        return sum(self.pages.values()) - self.pages[Result.TWIN] - self.pages[Result.LEFT]
