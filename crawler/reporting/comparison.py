"""A run beside the runs before it: what is suddenly different is worth a warning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from statistics import median
from typing import Any

# Runs that are looked back at.
RUNS = 7
# Lists that show less than this part of what they used to; articles of which so much more lack a date than used to.
FEWER, MORE_UNDATED = 0.25, 0.3
# Articles below which a share says nothing.
ENOUGH = 3

Told = Mapping[str, Any]  # a report as its JSON has it


def earlier(texts: Iterable[str]) -> list[Told]:
    """Read the reports of earlier runs, newest first; one whose bytes have changed is left out."""
    reports = []
    for text in texts:
        with suppress(ValueError):
            reports.append(json.loads(text))
    return reports


def compared(before: list[Told]) -> dict[str, Any]:
    """Give what this run is compared with: the last run, and what was usual."""
    if not before:
        return {}
    last = before[0]
    shown = [value for each in before if (value := _shown(each)) is not None]
    dates = [value for each in before if (value := _undated(each)) is not None]
    return {
        "runs": len(before),
        "last": {"run": last["run"], "pages": last["pages"]["fetched"], **last["articles"]},
        "usual": {
            "new": median(each["articles"]["new"] for each in before),
            "shown_by_a_list": median(shown) if shown else None,
            "undated": round(median(dates), 3) if dates else None,
        },
    }


def warnings(now: Told, usual: Mapping[str, Any]) -> Iterator[str]:
    """Say what is suddenly different. `usual` as in `compared`."""
    shown, used = _shown(now), usual.get("shown_by_a_list")
    if shown is not None and used and shown < FEWER * used:
        yield f"a list shows {shown:.0f} articles, it was {used:.0f} in the runs before: has the site changed?"
    undated, used = _undated(now), usual.get("undated")
    if undated is not None and used is not None and undated > used + MORE_UNDATED:
        yield f"{undated:.0%} of the articles have no date, it was {used:.0%} in the runs before: a new layout?"


def _shown(report: Told) -> float | None:
    lists = report.get("lists") or {}
    return lists["articles_shown"] / lists["read"] if lists.get("read") else None


def _undated(report: Told) -> float | None:
    written = report["articles"]["new"] + report["articles"]["changed"]
    return report["undated"] / written if written >= ENOUGH else None
