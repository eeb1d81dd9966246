"""The report of a run, written as JSON for programs and as a page for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.durable import whole
from crawler.exits import Exit
from crawler.reporting.comparison import RUNS, compared, earlier
from crawler.reporting.comparison import warnings as differences
from crawler.reporting.metrics import metrics
from crawler.reporting.page import page
from crawler.reporting.tally import Host, Tally
from crawler.reporting.verdict import exit_code

if TYPE_CHECKING:
    from crawler.collection.collection import Collection

# Failed pages named in a report; the rest are counted.
NAMED_FAILURES = 50
SLOWEST = 10


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
    def of(cls, tally: Tally, collection: Collection, mode: str, targets: Iterable[str]) -> Report:
        """Tell the run counted in `tally`; `collection` is about to close."""
        state = collection.state
        code, warnings = exit_code(tally, had_articles=state.had_articles)
        report = cls(
            run=collection.run,
            mode=mode,
            targets=list(targets),
            started=tally.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round((datetime.now(UTC) - tally.started).total_seconds(), 3),
            ended=tally.ended or "finished",
            exit_code=int(code),
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
            vanished={"count": len(state.vanished), "articles": _named(state.vanished[:NAMED_FAILURES])},
            missing=[asdict(each) for each in collection.missing()],
            lists={"read": tally.hubs_read, "articles_shown": tally.links_to_articles},
            hosts={name: asdict(host) for name, host in tally.hosts.items()},
            slowest=_slowest(tally.hosts),
            given_up=dict(tally.given_up),
            compared=compared(earlier(collection.past_reports(RUNS))),
            queue={status: state.count(status) for status in ("pending", "deferred", "failed")},
            mended=asdict(collection.mended),
            warnings=[*warnings, *_troubles(tally), *tally.notes],
        )
        report.warnings += differences(asdict(report), report.compared.get("usual", {}))
        return report

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    def save(self, folder: Path) -> None:
        """Write RUN.json, RUN.html and metrics.prom."""
        values = asdict(self)
        _write(folder / f"{self.run}.json", self.to_json() + "\n")
        _write(folder / f"{self.run}.html", page(values))
        _write(folder / "metrics.prom", metrics(values, folder.resolve().parent.name))

    @property
    def code(self) -> Exit:
        return Exit(self.exit_code)


def _write(path: Path, text: str) -> None:
    with whole(path) as part:
        part.write_text(text, encoding="utf-8", errors="backslashreplace")


def _troubles(tally: Tally) -> Iterator[str]:
    for host, reason in tally.given_up.items():
        yield f"{host} was given up: {reason}"
    for host, reason in tally.in_trouble.items():
        yield f"{host} was in trouble when the run ended: {reason}"


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
