"""How well the fields of real pages are read, ours beside the peers that are installed.

    python -m bench.fields DATA [--worst N] [--ours]

DATA holds `manifest.jsonl` with one page a line: `id`, `path` (gzipped HTML), `true_charset`, `url`, `expected`
with the fields that are known, and `gold` (`upstream`: read by people, `weak`: taken by selectors). A folder
without a manifest holds pages as `tests/pages` does: NAME.html in UTF-8, what it says in NAME.json.

The peers are no dependencies of ours. Into an environment of their own, or beside ours:

    pip install trafilatura readability-lxml gne newspaper4k jieba nltk lxml_html_clean resiliparse
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import signal
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from bench.article_readers import READERS, Reader, Result

_PATIENCE = 2.0  # seconds of CPU for one page: on a busy machine the clock says little
_SPACE = re.compile(r"\s+")
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>", re.IGNORECASE)
_NAMES = re.compile(r"[\s、，,;；/]+")
_COLUMNS = (
    "body F1",
    "upstream",
    "paragraphs",
    "headline",
    "day",
    "minute",
    "author",
    "invented",
    "source",
    "pages/s",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One page of the data, decoded."""

    name: str
    url: str
    html: str
    expected: dict[str, Any]
    gold: str | None


@dataclass(slots=True)
class Tally:
    """Scores by column, and what fell short, as (score, page, column, expected, got)."""

    scores: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[tuple[float, str, str, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    pages: int = 0

    def add(self, column: str, score: float, sample: Sample, wanted: object, got: object) -> None:
        self.scores[column].append(score)
        if score < 1:
            self.failures.append((score, sample.name, column, str(wanted)[:70], str(got)[:70]))


def main() -> int:
    """Run all readers over the same pages and print one table."""
    arguments = _arguments()
    samples = load(arguments.data)
    if not samples:
        sys.exit(
            f"{arguments.data}: no pages with fields to compare; give a folder as this module's docstring describes it"
        )
    tallies: dict[str, Tally] = {}
    for name, make in READERS.items():
        if arguments.ours and name != "shilu":
            continue
        try:
            reader = make()
        except ImportError as error:
            print(f"{name}: not installed ({error.name})", file=sys.stderr)
            continue
        tallies[name] = _run(reader, samples)
    _print(tallies)
    for score, page, column, wanted, got in sorted(tallies["shilu"].failures)[: arguments.worst]:
        print(f"{score:5.2f} {page:16} {column:10} {wanted!r} <> {got!r}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well the fields of real pages are read.")
    parser.add_argument("data", type=Path, help="folder with manifest.jsonl and the pages")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst of our failures")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    return parser.parse_args()


def load(folder: Path) -> list[Sample]:
    """Read the pages of a data folder, decoded by their true charset."""
    if not (folder / "manifest.jsonl").exists():
        return [_written(path) for path in sorted(folder.glob("*.html")) if path.with_suffix(".json").exists()]
    samples = []
    for line in (folder / "manifest.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        html = gzip.decompress((folder / page["path"]).read_bytes()).decode(page["true_charset"], "replace")
        url = page["url"] or ""
        url = "http:" + url if url.startswith("//") else url or "http://news.example/a/1.html"
        samples.append(Sample(page["id"], url, html, page["expected"] or {}, page["gold"]))
    return samples


def _written(path: Path) -> Sample:
    """Read a page of our own tests, its expectations under the names of the data's."""
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    expected = {
        "title": told.get("headline"),
        "date": told.get("datePublished"),
        "source": told.get("source"),
        "body": "\n".join(told.get("paragraphs", ())),
    }
    if "authors" in told:
        expected["author"] = " ".join(told["authors"])
    return Sample(path.stem, told["url"], path.read_text(encoding="utf-8"), expected, None)


def _run(reader: Reader, samples: list[Sample]) -> Tally:
    tally = Tally()
    signal.signal(signal.SIGPROF, _give_up)
    for sample in samples:
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, _PATIENCE)
        try:
            result = reader(sample.html, sample.url)
        except Exception:  # a peer may fail on a page or never come back; that page is then read wrong
            result = Result()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        tally.seconds += time.process_time() - start
        tally.pages += 1
        score(tally, sample, result)
    return tally


def _give_up(number: int, frame: object) -> None:  # noqa: ARG001
    raise TimeoutError


def score(tally: Tally, sample: Sample, got: Result) -> None:
    wanted = sample.expected
    if wanted.get("body"):
        score = f1(wanted["body"], got.body or "")
        tally.add("body F1", score, sample, "", (got.body or "")[:70])
        if sample.gold == "upstream":
            tally.scores["upstream"].append(score)
        tally.scores["paragraphs"].append(exact_paragraphs(wanted["body"], got.body or ""))
    if wanted.get("title"):
        same = _same_headline(sample, wanted["title"], got.title or "")
        tally.add("headline", float(same), sample, wanted["title"], got.title)
    if wanted.get("source"):
        tally.add(
            "source",
            float(folded(wanted["source"]) == folded(got.source or "")),
            sample,
            wanted["source"],
            got.source,
        )
    _score_date(tally, sample, wanted.get("date"), got.date or "")
    _score_author(tally, sample, got.author)


def _same_headline(sample: Sample, wanted: str, got: str) -> bool:
    """Compare headlines. Some gold is the whole title element; the site's name behind a sign is no headline."""
    one, two = folded(wanted), folded(got)
    if one == two or not two:
        return one == two
    title = _TITLE.search(sample.html)
    whole = title is not None and folded(unescape(title[1])) == one
    return whole and one.startswith(two) and not one[len(two)].isalnum()


def _score_date(tally: Tally, sample: Sample, wanted: str | None, got: str) -> None:
    day = _numbers(wanted or "")
    if len(day) < 3:
        return
    found = _numbers(got)
    tally.add("day", float(found[:3] == day[:3]), sample, wanted, got)
    if len(day) > 4 and day[3:6] not in ([0, 0], [0, 0, 0]):
        tally.add("minute", float(found[:5] == day[:5]), sample, wanted, got)


def _score_author(tally: Tally, sample: Sample, got: str | None) -> None:
    if "author" not in sample.expected:
        return
    wanted = sample.expected["author"]
    if wanted:
        same = set(_NAMES.split(wanted.strip())) == set(_NAMES.split((got or "").strip()))
        tally.add("author", float(same), sample, wanted, got)
    else:
        tally.scores["invented"].append(float(bool(got)))
        if got:
            tally.failures.append((0.0, sample.name, "invented", "", got))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text.replace("+08:00", ""))]


def folded(text: str) -> str:
    """Give `text` without white space: pages break and space lines at will."""
    return _SPACE.sub("", text)


def f1(wanted: str, got: str) -> float:
    """Compare two texts by their runs of four characters, white space left out."""
    one, two = _grams(folded(wanted)), _grams(folded(got))
    common = sum((one & two).values())
    return 2 * common / (sum(one.values()) + sum(two.values())) if common else 0.0


def _grams(text: str) -> Counter[str]:
    return Counter(text[start : start + 4] for start in range(max(1, len(text) - 3)))


def exact_paragraphs(wanted: str, got: str) -> float:
    """Give the F1 of whole paragraphs, white space left out."""
    one = Counter(filter(None, map(folded, wanted.split("\n"))))
    two = Counter(filter(None, map(folded, got.split("\n"))))
    return 2 * sum((one & two).values()) / max(1, sum(one.values()) + sum(two.values()))


def _print(tallies: dict[str, Tally]) -> None:
    print(f"{'':18}" + "".join(f"{name:>11}" for name in _COLUMNS))
    for name, tally in tallies.items():
        shown = [_cell(tally, column) for column in _COLUMNS[:-1]]
        print(f"{name:18}" + "".join(shown) + f"{tally.pages / tally.seconds:11.0f}")
    counts = next(iter(tallies.values())).scores
    print(f"{'n':18}" + "".join(f"{len(counts[column]):11}" for column in _COLUMNS[:-1]))


def _cell(tally: Tally, column: str) -> str:
    """Show the mean in per cent; nothing where the reader has no such field at all."""
    values = tally.scores[column]
    absent = not any(values) and not (column == "invented" and any(tally.scores["author"]))
    return f"{'-':>11}" if absent else f"{100 * sum(values) / len(values):11.1f}"


if __name__ == "__main__":
    sys.exit(main())
