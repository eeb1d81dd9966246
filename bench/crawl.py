"""What a crawl costs: CPU per page and peak memory of `shilu backfill`, bare Scrapy and wget on one site.

`python -m bench.crawl` serves the generated site from a process of its own and runs the three in turn, round by
round, so that a machine that is busy for a while is busy for all of them. All three fetch the same pages, and the
table says how many each did; shilu and wget write WARC files as they go, and shilu reads the articles as well.
CPU is user and system time of the whole process, start-up included; memory is its peak resident size.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

LOG = "output.txt"
ROOT = Path(__file__).parents[1]
# Peak resident size comes in KiB from Linux and in bytes from macOS (getrusage(2) of each).
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one crawler. `pages`: how many different pages the server gave it."""

    pages: int
    cpu: float
    wall: float
    peak: int
    code: int

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / max(1, self.pages)


def shilu(url: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "crawler.cli", "backfill", url, "--delay", "0", "--quiet", "--out", str(folder)]


def scrapy(url: str, _: Path) -> list[str]:
    return [sys.executable, "-m", "scrapy", "runspider", str(ROOT / "bench/bare_spider.py"), "-a", f"url={url}"]


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


TOOLS = {"shilu backfill": shilu, "bare Scrapy": scrapy, "wget --warc-file": wget}


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


def measure(command: Sequence[str], url: str, folder: Path) -> Run:
    """Run a crawler to its end and take its account from the kernel, and the pages from the server.

    It runs in `folder`, away from scrapy.cfg: bare Scrapy must not find this project's settings.
    """
    _count(url)
    started = time.perf_counter()
    with (
        (folder / LOG).open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=_environment(), stdout=log, stderr=log) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    cpu = usage.ru_utime + usage.ru_stime
    return Run(_count(url), cpu, wall, usage.ru_maxrss * _RSS_UNIT, process.returncode)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _count(url: str) -> int:
    """Ask the server how many different pages it gave since it was last asked."""
    with urlopen(f"{url}-/count") as response:
        return int(response.read())


def rounds(url: str, tools: Sequence[str], count: int) -> Iterator[tuple[str, Run]]:
    """Run each tool once a round, each in an empty folder."""
    for _ in range(count):
        for name in tools:
            with tempfile.TemporaryDirectory(prefix="shilu-bench-") as name_of_folder:
                folder = Path(name_of_folder)
                run = measure(TOOLS[name](url, folder / "out"), url, folder)
                if run.code:
                    output = (folder / LOG).read_text(errors="replace")
                    print(f"{name}: exit code {run.code}\n{output[-2000:]}", file=sys.stderr)
            yield name, run


def table(results: Sequence[tuple[str, Run]]) -> str:
    """Give medians by tool, with the range of the CPU time."""
    lines = [f"{'':18}{'pages':>8}{'CPU ms/page':>14}{'(range)':>18}{'pages/s':>10}{'peak MB':>10}"]
    for name in dict.fromkeys(name for name, _ in results):
        runs = [run for tool, run in results if tool == name]
        cpu = [run.cpu_ms for run in runs]
        pages = statistics.median(run.pages for run in runs)
        rate = statistics.median(run.pages / run.wall for run in runs)
        peak = max(run.peak for run in runs) / 1e6
        spread = f"{min(cpu):.2f} to {max(cpu):.2f}"
        lines.append(f"{name:18}{pages:8.0f}{statistics.median(cpu):14.2f}{spread:>18}{rate:10.0f}{peak:10.0f}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure CPU per page and peak memory of a crawl.")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only this one; may be repeated")
    options = parser.parse_args()
    tools = [name for name in options.tool or TOOLS if shutil.which(TOOLS[name]("", Path())[0])]
    for missing in [name for name in options.tool or TOOLS if name not in tools]:
        print(f"{missing}: not installed here, left out", file=sys.stderr)
    with served(options.pages) as url:
        print(
            f"{options.pages} pages of about 17 KB and 80 links at {url}, {options.rounds} rounds", file=sys.stderr
        )
        results = list(rounds(url, tools, options.rounds))
    print(table(results))
    return int(any(run.code for _, run in results))


if __name__ == "__main__":
    sys.exit(main())
