"""What a crawl costs: CPU per page and peak memory of `shilu backfill`, Scrapy and wget on one site.

`python -m bench.crawl` serves the generated site from a process of its own and runs the crawlers in turn, round by
round, so that a machine that is busy for a while is busy for all of them. All fetch the same pages, and the table
says how many each did; shilu and wget write WARC files as they go, and shilu reads the articles as well.
CPU is user and system time of the whole process, start-up included; memory is its peak resident size.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from bench.measured import ROOT, Cost, run, spread


@dataclass(frozen=True, slots=True)
class Crawl:
    """One run of one crawler. `pages`: how many different pages the server gave it."""

    pages: int
    cost: Cost

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cost.cpu / max(1, self.pages)


def shilu(url: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "crawler.cli", "backfill", url, "--delay", "0", "--quiet", "--out", str(folder)]


def scrapy(url: str, _: Path) -> list[str]:
    return [sys.executable, "-m", "scrapy", "runspider", str(ROOT / "bench/bare_spider.py"), "-a", f"url={url}"]


def plain(url: str, _: Path) -> list[str]:
    return [sys.executable, "-m", "scrapy", "runspider", str(ROOT / "bench/plain_spider.py"), "-a", f"url={url}"]


def wget(url: str, folder: Path) -> list[str]:
    """Everything below `url`, without robots.txt, into a WARC file and nowhere else."""
    options = [
        "--quiet",
        "--recursive",
        "--level=inf",
        "--execute=robots=off",
        "--delete-after",
        "--no-directories",
    ]
    return ["wget", *options, f"--warc-file={folder}", f"--directory-prefix={folder}", url]


TOOLS = {
    "shilu backfill": shilu,
    "bare Scrapy": scrapy,
    "Scrapy, plain": plain,
    "wget --warc-file": wget,
}


@contextmanager
def served(pages: int) -> Iterator[str]:
    """Serve the generated site from another process while the block lasts."""
    command = [sys.executable, "-m", "bench.site", "--pages", str(pages)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[0]
        finally:
            process.terminate()


def _count(url: str) -> int:
    """Ask the server how many different pages it gave since it was last asked."""
    with urlopen(f"{url}-/count") as response:
        return int(response.read())


def one_round(url: str, tools: Sequence[str]) -> Iterator[tuple[str, Crawl]]:
    """Run each tool once, each in an empty folder."""
    for name in tools:
        with tempfile.TemporaryDirectory(prefix="shilu-bench-") as folder:
            _count(url)
            cost = run(TOOLS[name](url, Path(folder) / "out"), Path(folder))
            yield name, Crawl(_count(url), cost)


def installed(tools: Sequence[str]) -> list[str]:
    return [name for name in tools if shutil.which(TOOLS[name]("", Path())[0])]


def table(results: Sequence[tuple[str, Crawl]], tools: Sequence[str]) -> str:
    """Give medians by tool, with the range of the CPU time; tools that are not there say so."""
    lines = [f"{'':18}{'pages':>8}{'CPU ms/page':>14}{'(range)':>18}{'pages/s':>10}{'peak MB':>10}"]
    for name in tools:
        crawls = [crawl for tool, crawl in results if tool == name]
        lines.append(f"{name:18}{_row(crawls) if crawls else '  not installed'}")
    return "\n".join(lines)


def _row(crawls: Sequence[Crawl]) -> str:
    cpu = [crawl.cpu_ms for crawl in crawls]
    pages = statistics.median(crawl.pages for crawl in crawls)
    rate = statistics.median(crawl.pages / crawl.cost.wall for crawl in crawls)
    peak = max(crawl.cost.peak for crawl in crawls) / 1e6
    return f"{pages:8.0f}{statistics.median(cpu):14.2f}{spread(cpu):>18}{rate:10.0f}{peak:10.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure CPU per page and peak memory of a crawl.")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only this one; may be repeated")
    options = parser.parse_args()
    tools = options.tool or list(TOOLS)
    with served(options.pages) as url:
        print(f"{options.pages} pages of about 17 KB and 80 links, {options.rounds} rounds", file=sys.stderr)
        results = [each for _ in range(options.rounds) for each in one_round(url, installed(tools))]
    print(table(results, tools))
    return int(any(crawl.cost.code for _, crawl in results))


if __name__ == "__main__":
    sys.exit(main())
