"""The end of a run in a few lines for a person."""

from __future__ import annotations

from pathlib import Path

from crawler.reporting.report import Report

# Lines of one sort, at most.
SHOWN = 8


def summary(report: Report, folder: Path) -> str:
    """Give the summary of a run on the collection at `folder`."""
    articles = report.articles
    lines = [
        f"{report.mode} {report.run}: {report.ended} after {report.seconds:.1f} s, exit code {report.exit_code}",
        f"  pages     {report.pages['fetched']}, {report.bytes / 1e6:.1f} MB",
        f"  articles  {articles['new']} new, {articles['changed']} changed, {articles['unchanged']} unchanged",
    ]
    for name, counts in (("charsets", report.encodings), ("repairs", report.repairs), ("rejected", report.rejections),
                         ("errors", report.errors), ("retried", report.retried)):  # fmt: skip
        if counts:
            lines.append(f"  {name:<9} " + ", ".join(f"{label} {count}" for label, count in counts.items()))
    if report.queue["pending"] or report.queue["deferred"]:
        lines.append(
            f"  left      {report.queue['pending']} pending, {report.queue['deferred']} left to a backfill"
        )
    lines += _missing(report)
    lines += [f"  gone      {each['url']} ({each['reason']})" for each in report.vanished["articles"][:SHOWN]]
    if report.mended["rebuilt"]:
        lines.append(f"  state     built anew from {report.mended['rebuilt']['articles']} lines of articles")
    lines += [f"  mended    {each['file']}: {each['torn']} torn bytes cut off" for each in report.mended["archives"]
              if each["torn"]]  # fmt: skip
    lines += [f"  mended    {each['file']}: {each['lost']} bytes of articles cut off that were not committed"
              for each in report.mended["articles"] if each["lost"]]  # fmt: skip
    lines += [f"  warning   {warning}" for warning in report.warnings]
    lines.append(f"  written   {folder}/articles, {folder}/archive; report: {folder}/runs/{report.run}.html")
    return "\n".join(lines)


def _missing(report: Report) -> list[str]:
    """Say what a backfill leaves open. A daily crawl leaves history open by its nature."""
    if report.mode != "backfill":
        return []
    return [f"  missing   {each['count']} {each['what']}: {each['why']}" for each in report.missing[:SHOWN]]
