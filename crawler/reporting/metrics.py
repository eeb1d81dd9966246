"""The run for Prometheus: a text file for the textfile collector of node_exporter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Told = Mapping[str, Any]  # a report as its JSON has it
Samples = list[tuple[dict[str, str], float]]


def _one(value: float) -> Samples:
    return [({}, value)]


def _by(label: str, counts: Mapping[str, float]) -> Samples:
    return [({label: name}, value) for name, value in counts.items() if name != "fetched"]


def _ended(report: Told) -> float:
    return datetime.fromisoformat(report["started"]).timestamp() + float(report["seconds"])


# Metric, what it says, its samples. All are gauges: they tell the last run and start anew with each.
_METRICS: tuple[tuple[str, str, Callable[[Told], Samples]], ...] = (
    ("last_run_end_timestamp_seconds", "When the last run ended.", lambda run: _one(_ended(run))),
    ("last_run_duration_seconds", "How long it took.", lambda run: _one(run["seconds"])),
    ("last_run_exit_code", "Its exit code; 0 and nothing else is good.", lambda run: _one(run["exit_code"])),
    ("last_run_pages", "Pages dealt with, by result.", lambda run: _by("result", run["pages"])),
    ("last_run_articles", "Articles, by state.", lambda run: _by("state", run["articles"])),
    ("last_run_undated", "Articles without a date.", lambda run: _one(run["undated"])),
    ("last_run_errors", "Errors, by reason.", lambda run: _by("reason", run["errors"])),
    (
        "last_run_retries",
        "Tries that failed and were repeated, by reason.",
        lambda run: _by("reason", run["retried"]),
    ),
    ("last_run_warnings", "Warnings.", lambda run: _one(len(run["warnings"]))),
    ("last_run_received_bytes", "Bytes received.", lambda run: _one(run["bytes"])),
    ("last_run_vanished", "Articles found gone.", lambda run: _one(run["vanished"]["count"])),
    ("hosts_given_up", "Hosts that were given up.", lambda run: _one(len(run["given_up"]))),
    ("queue", "Known pages not fetched, by status.", lambda run: _by("status", run["queue"])),
)


def metrics(report: Told, collection: str) -> str:
    """Give the file's text. `report` as its JSON."""
    lines = []
    for name, words, samples in _METRICS:
        lines += [f"# HELP shilu_{name} {words}", f"# TYPE shilu_{name} gauge"]
        lines += [
            f"shilu_{name}{_labels({'collection': collection, **labels})} {value:.10g}"
            for labels, value in samples(report)
        ]
    return "\n".join(lines) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{pairs}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
