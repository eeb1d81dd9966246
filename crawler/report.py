"""The report of a run: counted while it runs, written as JSON for programs and as a page for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.comparison import RUNS, compared, earlier
from crawler.comparison import warnings as differences
from crawler.exits import Exit, exit_code
from crawler.metrics import metrics
from crawler.report_page import page
from crawler.runs import write_whole
from pipelines.article import Article
from pipelines.page.model import Kind
from spiders.frontier import Result, Via, Visit

if TYPE_CHECKING:
    from archive.exchange import Exchange
    from crawler.session import Session

# Failed pages named in a report; the rest are counted.
NAMED_FAILURES = 50
SLOWEST = 10


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
    encodings: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    hosts: dict[str, Host] = field(default_factory=dict)
    retried: Counter[str] = field(default_factory=Counter)
    given_up: dict[str, str] = field(default_factory=dict)
    in_trouble: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def exchange(self, exchange: Exchange) -> None:
        host = self.host(urlsplit(exchange.url).netloc)
        size = len(exchange.response)
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
        if visit.encoding:
            self.encodings[visit.encoding] += 1
        if visit.result is Result.REJECTED:
            self.rejections[visit.reason or "unknown"] += 1
        elif visit.result is Result.FAILED:
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
        return sum(self.pages.values())


@dataclass(slots=True, kw_only=True)
class Report:
    """One run told. Times are UTC, durations seconds."""

    run: str
    mode: str
    targets: list[str]
    started: str
    seconds: float
    ended: str
    exit_code: int
    pages: dict[str, int]
    kinds: dict[str, int]
    articles: dict[str, int]
    undated: int
    drift: int
    exchanges: int
    bytes: int
    encodings: dict[str, int]
    repairs: dict[str, int]
    rejections: dict[str, int]
    errors: dict[str, int]
    retried: dict[str, int]
    failed: list[dict[str, str]]
    vanished: dict[str, Any]
    missing: list[dict[str, Any]]
    lists: dict[str, int]
    hosts: dict[str, dict[str, float]]
    slowest: list[dict[str, Any]]
    given_up: dict[str, str]
    compared: dict[str, Any]
    queue: dict[str, int]
    mended: dict[str, Any]
    warnings: list[str]

    @classmethod
    def of(cls, session: Session) -> Report:
        """Tell the run of `session`, which is about to close."""
        tally, collection = session.tally, session.collection
        queue = {status: session.state.count(status) for status in ("pending", "deferred", "failed")}
        code, warnings = exit_code(tally, had_articles=session.state.had_articles)
        hosts = [f"{host} was given up: {reason}" for host, reason in tally.given_up.items()]
        hosts += [f"{host} was in trouble when the run ended: {why}" for host, why in tally.in_trouble.items()]
        gone = session.state.vanished
        report = cls._of(session, queue, int(code))
        report.compared = compared(earlier(collection.past_reports(RUNS)))
        odd = differences(asdict(report), report.compared.get("usual", {}))
        report.warnings = [*warnings, *hosts, *odd, *tally.notes]
        report.vanished = {"count": len(gone), "articles": _named(gone[:NAMED_FAILURES])}
        return report

    @classmethod
    def _of(cls, session: Session, queue: dict[str, int], code: int) -> Report:
        tally, collection = session.tally, session.collection
        return cls(
            run=collection.run,
            mode=str(session.mode),
            targets=list(session.targets),
            started=tally.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round((datetime.now(UTC) - tally.started).total_seconds(), 3),
            ended=tally.ended or "finished",
            exit_code=code,
            pages={"fetched": tally.fetched, **_sorted(tally.pages)},
            kinds=_sorted(tally.kinds),
            articles={name: tally.articles[name] for name in ("new", "changed", "unchanged")},
            undated=tally.undated,
            drift=tally.drift,
            exchanges=tally.exchanges,
            bytes=tally.bytes,
            encodings=_sorted(tally.encodings),
            repairs=_sorted(tally.repairs),
            rejections=_sorted(tally.rejections),
            errors=_sorted(tally.errors),
            retried=_sorted(tally.retried),
            failed=_named(collection.failures(NAMED_FAILURES)),
            vanished={},
            missing=[asdict(each) for each in collection.missing()],
            lists={"read": tally.hubs_read, "articles_shown": tally.links_to_articles},
            hosts={name: asdict(host) for name, host in tally.hosts.items()},
            slowest=_slowest(tally.hosts),
            given_up=dict(tally.given_up),
            compared={},
            queue=queue,
            mended=asdict(collection.mended),
            warnings=[],
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    def save(self, folder: Path) -> None:
        """Write RUN.json, RUN.html and metrics.prom."""
        values = asdict(self)
        write_whole(folder / f"{self.run}.json", self.to_json() + "\n")
        write_whole(folder / f"{self.run}.html", page(values))
        write_whole(folder / "metrics.prom", metrics(values, folder.resolve().parent.name))

    @property
    def code(self) -> Exit:
        return Exit(self.exit_code)


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return {str(name): count for name, count in counter.most_common()}


def _named(pages: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"url": url, "reason": reason} for url, reason in pages]


def _slowest(hosts: Mapping[str, Host]) -> list[dict[str, Any]]:
    """Name the hosts that took longest to answer, with seconds per exchange."""
    each = ({"host": name, "seconds": round(host.seconds / host.exchanges, 3), "exchanges": host.exchanges}
            for name, host in hosts.items() if host.exchanges)  # fmt: skip
    rows: list[dict[str, Any]] = list(each)
    return sorted(rows, key=lambda row: -row["seconds"])[:SLOWEST]
