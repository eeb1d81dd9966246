"""What pages cost: CPU milliseconds to decode, to repair, to read them whole, and with the links weighed.

    python -m bench.pages [DATA]

DATA holds `manifest.jsonl` with `path` (gzipped HTML) and `url` a line, as for `bench/fields.py`; without it the
articles of the generated site are read. Start-up and the
loading of tables are left out: every page is read once before. The garbage collector is set as the commands set it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bench.site import Site
from crawler.garbage import relax
from pipelines.mending import mend
from pipelines.read import Fetched, Page, read_page
from pipelines.text.encoding import decode


def load(folder: Path) -> list[Fetched]:
    with (folder / "manifest.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Fetched(row["url"] or "http://news.example/a/1.html", gzip.decompress((folder / row["path"]).read_bytes()))
        for row in rows
    ]


def generated(count: int = 200) -> list[Fetched]:
    site = Site(count)
    paths = map(site.path, range(site.articles))
    return [Fetched(f"http://bench.example{path}", site.page(path) or b"", "text/html") for path in paths]


def with_links(page: Fetched) -> object:
    read = read_page(page)
    return read.navigation.links if isinstance(read, Page) else read


def milliseconds(work: Callable[[Fetched], object], pages: list[Fetched]) -> list[float]:
    """Give what each page costs, the cheapest first."""
    costs = []
    for page in pages:
        start = time.process_time()
        work(page)
        costs.append(1000 * (time.process_time() - start))
    return sorted(costs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?")
    data = parser.parse_args().data
    pages = load(data) if data else generated()
    works: dict[str, Callable[[Fetched], object]] = {
        "decode": lambda page: decode(page.body, page.content_type),
        "decode, repair": lambda page: mend(page.body, decode(page.body, page.content_type)),
        "read whole": read_page,
        "and its links": with_links,
    }
    size = statistics.mean(len(page.body) for page in pages)
    print(f"{len(pages)} pages of {size / 1000:.0f} KB{'mean':>14}{'median':>10}{'nine in ten':>14}")
    milliseconds(read_page, pages)
    relax()
    for name, work in works.items():
        costs = milliseconds(work, pages)
        row = statistics.mean(costs), statistics.median(costs), costs[len(costs) * 9 // 10]
        print(f"{name:20s}{row[0]:12.2f} ms{row[1]:7.2f} ms{row[2]:11.2f} ms")


if __name__ == "__main__":
    main()
