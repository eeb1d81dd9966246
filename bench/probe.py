"""How many real pages `shilu probe` explains, and how many fields it reads right: from the bytes, charset included.

`python -m bench.probe DATA` with DATA as in `bench/fields.py`; prints one table, and the pages that failed.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bench.article_readers import Result
from bench.fields import Sample, Tally, load, score
from bench.navigation import KINDS
from crawler.terminal.page import explain
from pipelines.page.address import urls
from pipelines.read import Fetched, Page, read_page

_HIT = 0.9  # body F1 from which a body counts as right


def main(folder: Path) -> int:
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").open(encoding="utf-8")]
    path = folder / "navigation.jsonl"
    gold = (
        {row["id"]: row for line in path.open(encoding="utf-8") for row in [json.loads(line)]}
        if path.exists()
        else {}
    )
    tally, outcomes, failed = Tally(), Counter[str](), []
    for row, sample in zip(rows, load(folder), strict=True):
        try:
            page = _explained(folder, row, sample)
        except Exception as error:  # what must not happen is what is counted here
            failed.append(f"{sample.name}: {type(error).__name__}: {error}")
            continue
        if page is None:
            failed.append(f"{sample.name}: rejected")
            continue
        outcomes["explained"] += 1
        outcomes["marked as clone"] += bool(page.suspect)
        tally.scores["kind"].append(float(page.kind.value == KINDS.get(row["kind"], row["kind"])))
        tally.scores["charset"].append(float(_family(page.text.encoding) == _family(row["true_charset"])))
        score(tally, sample, _result(page))
        _navigation(tally, page, gold.get(sample.name))
    _print(tally, outcomes, len(rows))
    print("\n".join(failed))
    return 1 if failed else 0


def _explained(folder: Path, row: dict[str, Any], sample: Sample) -> Page | None:
    body = gzip.decompress((folder / row["path"]).read_bytes())
    page = read_page(Fetched(sample.url, body, "text/html"))
    if not isinstance(page, Page):
        return None
    explain(page, 100)
    return page


def _result(page: Page) -> Result:
    article = page.article
    if article is None:
        return Result()
    source = article.source_organization
    return Result(
        body=article.article_body,
        title=article.headline,
        date=article.date_published,
        author=" ".join(person.name for person in article.authors) or None,
        source=source.name if source else None,
    )


def _navigation(tally: Tally, page: Page, gold: dict[str, Any] | None) -> None:
    if gold and gold["breadcrumb"]:
        crumbs = page.navigation.breadcrumbs
        names = [crumb.name for crumb in crumbs.value] if crumbs else []
        tally.scores["breadcrumbs"].append(float(names == gold["breadcrumb"]))
    if gold and gold["nav"]:
        for name, found in (("prev", page.navigation.previous), ("next", page.navigation.next)):
            wanted = gold["nav"][name]
            right = urls.key(urljoin(page.url, wanted[1])) if wanted else None
            tally.scores["neighbours"].append(float(right == (urls.key(found.value.url) if found else None)))


def _family(charset: str) -> str:
    return charset.lower().replace("hkscs", "").replace("gb2312", "gb18030").replace("gbk", "gb18030")


def _print(tally: Tally, outcomes: Counter[str], pages: int) -> None:
    print(f"{'pages':18}{pages:6}")
    for name, count in outcomes.items():
        print(f"{name:18}{count:6}")
    print(f"{'field':18}{'known':>6}{'right':>8}")
    for name, values in sorted(tally.scores.items()):
        if name == "invented":
            print(f"{'author invented':18}{len(values):6}{100 * sum(values) / len(values):7.1f}%")
            continue
        hits = sum(value >= (_HIT if name in ("body F1", "upstream", "paragraphs") else 1) for value in values)
        print(f"{name:18}{len(values):6}{100 * hits / len(values):7.1f}%")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
