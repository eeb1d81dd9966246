"""`python -m bench`: crawling and reading measured in one run, all programs in turn, round by round."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import crawl, reading


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure crawling and reading beside other programs.")
    parser.add_argument("--pages", type=int, default=1000, help="of the site that is crawled")
    parser.add_argument("--read-pages", type=int, default=4000, help="of the WARC file that is read")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    crawls: list[tuple[str, crawl.Crawl]] = []
    passes: list[tuple[str, reading.Pass]] = []
    with tempfile.TemporaryDirectory(prefix="shilu-bench-") as folder, crawl.served(options.pages) as url:
        path = Path(folder) / "bench.warc.gz"
        pages = reading.write_warc(path, options.read_pages)
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            crawls += crawl.one_round(url, crawl.installed(list(crawl.TOOLS)))
            passes += reading.one_round(path, pages, few=150)
    print(crawl.table(crawls, list(crawl.TOOLS)), reading.table(passes), sep="\n\n")
    costs = [*(each.cost for _, each in crawls), *(each.cost for _, each in passes)]
    return int(any(cost.code for cost in costs))


if __name__ == "__main__":
    sys.exit(main())
