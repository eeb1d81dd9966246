"""How many breadcrumbs, neighbours and kinds of real pages are told right.

`python -m bench.navigation FOLDER` where FOLDER holds `manifest.jsonl` (id, path, url, true_charset, kind),
`navigation.jsonl` (id, breadcrumb, nav) and the gzipped pages that the manifest names. Prints what differs.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from pipelines.page.address import urls
from pipelines.page.extract import extract
from pipelines.page.kind import classify
from pipelines.page.links.navigation import navigate
from pipelines.page.links.wording import plain
from pipelines.page.model import Crumb, Found, Navigation, Neighbour
from pipelines.page.tree.document import Document, parse

NO_URL = "http://unknown.example/x/y1.html"  # an address that says nothing
KINDS = {"blog": "article", "encyclopedia": "article"}
ROUNDS = 3


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def documents(folder: Path) -> Iterator[tuple[dict[str, Any], Document]]:
    for row in rows(folder / "manifest.jsonl"):
        html = gzip.decompress((folder / row["path"]).read_bytes()).decode(row["true_charset"], "replace")
        yield row, parse(html, urljoin("http:", row["url"]) if row["url"] else NO_URL)


def names(crumbs: Found[tuple[Crumb, ...]] | None) -> list[str] | None:
    """Give the names without the readings that pollution puts into them: mending is measured elsewhere."""
    return [plain(crumb.name) for crumb in crumbs.value] if crumbs else None


def told(url: str, neighbour: Found[Neighbour] | None, wanted: list[str] | None) -> str:
    if neighbour is None:
        return "missed" if wanted else "right"
    if not wanted:
        return "false"
    return "right" if urls.key(neighbour.value.url) == urls.key(urljoin(url, wanted[1])) else "wrong"


def judge(row: dict[str, Any], document: Document, navigation: Navigation, gold: dict[str, Any]) -> Iterator[str]:
    """Give what came out, one `field: verdict` for each thing that is known."""
    if gold["breadcrumb"]:
        found = names(navigation.breadcrumbs)
        yield "breadcrumbs: right" if found == gold["breadcrumb"] else "breadcrumbs: wrong"
        if found != gold["breadcrumb"]:
            print(f"  {row['id']} breadcrumbs {found}, should be {gold['breadcrumb']}")
    if gold["nav"]:
        for field, neighbour in (("prev", navigation.previous), ("next", navigation.next)):
            verdict = told(document.url, neighbour, gold["nav"][field])
            yield f"neighbours: {verdict}"
            if verdict != "right":
                print(f"  {row['id']} {field} {verdict}: {neighbour}")


def speed(pages: list[tuple[dict[str, Any], Document]]) -> str:
    best, links = float("inf"), 0
    for _ in range(ROUNDS):
        start = time.process_time()
        links = sum(len(navigate(document).links) for _, document in pages)
        best = min(best, time.process_time() - start)
    return f"{best / len(pages) * 1000:.2f} ms a page, {links / len(pages):.0f} links a page"


def main(folder: Path) -> None:
    gold = {row["id"]: row for row in rows(folder / "navigation.jsonl")}
    counts: Counter[str] = Counter()
    pages = list(documents(folder))
    for row, document in pages:
        navigation = navigate(document)
        if row["id"] in gold:
            counts.update(judge(row, document, navigation, gold[row["id"]]))
        elif navigation.previous or navigation.next or navigation.parts:
            print(f"  {row['id']} not in the gold: {navigation.previous} {navigation.next} {navigation.parts}")
        kind = classify(document, navigation, extract(document))
        right = kind.value == KINDS.get(row["kind"], row["kind"])
        counts[f"kind: {'right' if right else 'wrong'}"] += 1
        if not right:
            print(f"  {row['id']} kind {kind}, should be {row['kind']}")
    for name, count in sorted(counts.items()):
        print(f"{name:24}{count}")
    print(speed(pages))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
