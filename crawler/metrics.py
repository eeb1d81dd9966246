"""The run for Prometheus: a text file for the textfile collector of node_exporter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

# Metric -> what it says. All are gauges: they tell the last run and start anew with each.
_HELP = {
    "shilu_last_run_end_timestamp_seconds": "When the last run ended.",
    "shilu_last_run_duration_seconds": "How long it took.",
    "shilu_last_run_exit_code": "Its exit code; 0 and nothing else is good.",
    "shilu_last_run_pages": "Pages dealt with, by result.",
    "shilu_last_run_articles": "Articles, by state.",
    "shilu_last_run_undated": "Articles without a date.",
    "shilu_last_run_errors": "Errors, by reason.",
    "shilu_last_run_retries": "Tries that failed and were repeated, by reason.",
    "shilu_last_run_warnings": "Warnings.",
    "shilu_last_run_received_bytes": "Bytes received.",
    "shilu_last_run_vanished": "Articles found gone.",
    "shilu_hosts_given_up": "Hosts that were given up.",
    "shilu_queue": "Known pages not fetched, by status.",
}


def metrics(report: Mapping[str, Any], collection: str) -> str:
    """Give the file's text. `report` as its JSON."""
    lines = []
    samples = _samples(report)
    for name, words in _HELP.items():
        lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge"]
        lines += [
            f"{name}{_labels({'collection': collection, **labels})} {value:.10g}"
            for labels, value in samples[name]
        ]
    return "\n".join(lines) + "\n"


def _samples(report: Mapping[str, Any]) -> dict[str, list[tuple[dict[str, str], float]]]:
    started = datetime.fromisoformat(report["started"]).timestamp()

    def one(value: float) -> list[tuple[dict[str, str], float]]:
        return [({}, value)]

    def by(label: str, counts: Mapping[str, float]) -> list[tuple[dict[str, str], float]]:
        return [({label: name}, value) for name, value in counts.items() if name != "fetched"]

    values = (
        one(started + report["seconds"]), one(report["seconds"]), one(report["exit_code"]),
        by("result", report["pages"]), by("state", report["articles"]), one(report["undated"]),
        by("reason", report["errors"]), by("reason", report["retried"]), one(len(report["warnings"])), one(report["bytes"]),
        one(report["vanished"]["count"]), one(len(report["given_up"])), by("status", report["queue"]),
    )  # fmt: skip
    return dict(zip(_HELP, values, strict=True))


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{pairs}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
