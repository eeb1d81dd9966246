"""What reading costs: pages a second of `shilu extract` and of other readers over one WARC file.

`python -m bench.reading` writes the pages of the generated site into a WARC file and runs the readers over it in
turn, round by round, each as a process of its own. Other readers, where they are installed, read the first pages
only, because they take long; they are given the text that the page's own declaration decodes to. Start-up counts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from pathlib import Path

from bench.measured import Cost, run, spread
from bench.site import Site

HOST = "http://bench.example"
# Reader -> the module that it needs. `READERS` of article_readers.py says how each is asked.
PEERS = {"trafilatura": "trafilatura", "GNE": "gne"}
NAMES = ("shilu extract", "shilu extract --jobs 2", *PEERS)


@dataclass(frozen=True, slots=True)
class Pass:
    """One reader's way through `pages` pages."""

    pages: int
    cost: Cost


def write_warc(path: Path, pages: int) -> int:
    """Write a site's pages into a WARC file; give how many."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    site = Site(pages)
    with path.open("wb") as file:
        writer = WARCWriter(file)
        for number in range(site.articles):
            content = site.page(site.path(number)) or b""
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = HOST + site.path(number)
            writer.write_record(writer.create_warc_record(url, "response", BytesIO(content), http_headers=head))
    return site.articles


def one_round(path: Path, pages: int, few: int) -> Iterator[tuple[str, Pass]]:
    """Run every reader that is installed once."""
    with tempfile.TemporaryDirectory(prefix="shilu-bench-") as folder:
        for name, jobs in zip(NAMES, ("1", "2"), strict=False):
            command = [sys.executable, "-m", "crawler.cli", "extract", str(path), "--jobs", jobs, "-o", "articles"]
            yield name, Pass(pages, run(command, Path(folder)))
        for name, module in PEERS.items():
            if find_spec(module):
                command = [sys.executable, "-m", "bench.reading", "--read", name, str(path), "--few", str(few)]
                yield name, Pass(min(few, pages), run(command, Path(folder)))


def table(results: Sequence[tuple[str, Pass]]) -> str:
    """Give medians by reader, with the range of the CPU time; readers that are not there say so."""
    lines = [f"{'':24}{'pages':>8}{'CPU ms/page':>14}{'(range)':>18}{'pages/s':>10}"]
    for name in NAMES:
        passes = [each for reader, each in results if reader == name]
        lines.append(f"{name:24}{_row(passes) if passes else '  not installed'}")
    return "\n".join(lines)


def _row(passes: Sequence[Pass]) -> str:
    cpu = [1000 * each.cost.cpu / each.pages for each in passes]
    rate = statistics.median(each.pages / each.cost.wall for each in passes)
    return f"{passes[0].pages:8}{statistics.median(cpu):14.2f}{spread(cpu):>18}{rate:10.0f}"


def read_all(name: str, path: Path, few: int) -> int:
    """Read the first pages of a WARC file with a peer; give how many gave a body."""
    from warcio.archiveiterator import ArchiveIterator

    from bench.article_readers import READERS

    read = READERS[name]()
    with path.open("rb") as file:
        records = islice(ArchiveIterator(file), few)
        texts = ((record.rec_headers["WARC-Target-URI"], record.content_stream().read()) for record in records)
        return sum(bool(read(page.decode("gb18030", "replace"), url).body) for url, page in texts)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how fast articles are read out of a WARC file.")
    parser.add_argument("path", type=Path, nargs="?", help="with --read")
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--few", type=int, default=150, help="pages for other readers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--read", choices=PEERS, help="only read PATH with this reader")
    options = parser.parse_args()
    if options.read:
        print(read_all(options.read, options.path, options.few))
        return 0
    with tempfile.TemporaryDirectory(prefix="shilu-bench-") as folder:
        path = Path(folder) / "bench.warc.gz"
        pages = write_warc(path, options.pages)
        results = [each for _ in range(options.rounds) for each in one_round(path, pages, options.few)]
    print(table(results))
    return int(any(each.cost.code for _, each in results))


if __name__ == "__main__":
    sys.exit(main())
