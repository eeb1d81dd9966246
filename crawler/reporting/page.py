"""The report as a page for people: no script, no file beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark; color: light-dark(#222, #ddd) }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100% }
td { padding: .15rem .5rem .15rem 0; vertical-align: top; overflow-wrap: anywhere }
td.n { text-align: right; width: 5rem; font-variant-numeric: tabular-nums } td.b { width: 45% }
.bar { background: light-dark(#b3392f, #d9695f); height: .7rem; margin-top: .4rem; border-radius: 2px; min-width: 2px }
.facts { display: flex; flex-wrap: wrap; gap: 1.5rem } .facts b { display: block; font-size: 1.6rem }
.warn { background: light-dark(#fdf0d5, #4a3a12); padding: .5rem 1rem; border-left: 4px solid #c98a00 }
"""
# Headings and the report's tables of counts, in the order of interest.
_TABLES = (
    ("Pages", "pages"), ("Kinds of page", "kinds"), ("Encodings", "encodings"), ("Repairs", "repairs"),
    ("Rejected", "rejections"), ("Errors", "errors"), ("Tried again", "retried"),
    ("Left in the queue", "queue"),
)  # fmt: skip


def page(report: Mapping[str, Any]) -> str:
    """Give the report as an HTML page."""
    title = f"Shilu {escape(report['mode'])} {escape(report['run'])}"
    return "\n".join(
        (
            f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>',
            f"<h1>{title}</h1><p>{escape(', '.join(report['targets']))}: {escape(report['ended'])}"
            f" after {report['seconds']:.1f} s, exit code {report['exit_code']}</p>",
            *(f'<p class="warn">{escape(warning)}</p>' for warning in report["warnings"]),
            _facts(report),
            *(_table(heading, report[key]) for heading, key in _TABLES if report[key]),
            *_missing(report["missing"]),
            *_named("Articles that are gone", report["vanished"]["articles"]),
            *_named("Could not be fetched", report["failed"]),
            *_slowest(report["slowest"]),
            *_compared(report["compared"]),
            "</html>\n",
        )
    )


def _facts(report: Mapping[str, Any]) -> str:
    facts = {
        "new articles": report["articles"]["new"],
        "changed": report["articles"]["changed"],
        "unchanged": report["articles"]["unchanged"],
        "pages": report["pages"]["fetched"],
        "MB received": round(report["bytes"] / 1e6, 2),
    }
    return (
        '<div class="facts">'
        + "".join(f"<div><b>{value}</b>{name}</div>" for name, value in facts.items())
        + "</div>"
    )


def _table(heading: str, counts: Mapping[str, int]) -> str:
    most = max(counts.values()) or 1
    rows = (
        f'<tr><td>{escape(name)}<td class="n">{count}<td class="b">{_bar(count / most)}'
        for name, count in counts.items()
    )
    return f"<h2>{heading}</h2><table>{''.join(rows)}</table>"


def _bar(share: float) -> str:
    return f'<div class="bar" style="width:{100 * share:.0f}%"></div>' if share else ""


def _named(heading: str, pages: list[dict[str, str]]) -> Iterator[str]:
    yield from _rows(heading, ((each["url"], each["reason"]) for each in pages))


def _missing(groups: list[dict[str, Any]]) -> Iterator[str]:
    rows = ((str(each["count"]), each["what"], each["why"], " ".join(each["examples"])) for each in groups)
    yield from _rows("What the archive is missing", rows)


def _slowest(hosts: list[dict[str, Any]]) -> Iterator[str]:
    rows = ((each["host"], f"{each['seconds']:.3f} s", f"{each['exchanges']} exchanges") for each in hosts)
    yield from _rows("Slowest hosts", rows)


def _compared(compared: Mapping[str, Any]) -> Iterator[str]:
    if compared:
        last, usual = compared["last"], compared["usual"]
        counts = ", ".join(f"{last[name]} {name}" for name in ("pages", "new", "changed", "unchanged"))
        usually = f"{usual['new']:g} new articles (median of {compared['runs']} runs)"
        yield from _rows("The runs before", ((f"last: {last['run']}", counts), ("usually", usually)))


def _rows(heading: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    cells = ["<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in rows]
    if cells:
        yield f"<h2>{heading}</h2><table>{''.join(cells)}</table>"
