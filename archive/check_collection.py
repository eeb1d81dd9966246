"""Index and articles of a collection against its records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archive.cdxj import timestamp14
from archive.dom import SCHEME
from archive.fault import Fault, FaultKind, Tally
from archive.known import Known, Place
from archive.names import file_name, is_unfinished
from archive.salvage import warc_files

Moment = tuple[Place, bytes]


def index_faults(folder: Path, known: Known, tally: Tally) -> Iterator[Fault]:
    """Verify that the index is sorted, names every response and revisit, and names nothing else."""
    path = folder / "indexes" / "index.cdxj"
    files, unfinished = _names(folder), _is_unfinished(folder)
    growing = files - known.finished
    expected = {(place, answer.stamp) for place, answer in known.answers.items() if place[0] in files}
    if not path.is_file():
        if expected:
            yield Fault(path.name, 0, FaultKind.INDEX, "there is no index", note=unfinished)
        return
    seen: set[Moment] = set()
    offset, before = 0, b""
    with path.open("rb") as lines:
        for line in lines:
            tally.index_lines += 1
            for message, url in _line_faults(line, before, known, seen, growing):
                yield Fault(path.name, offset, FaultKind.INDEX, message, url)
            offset, before = offset + len(line), line
    yield from _late(expected - seen) if unfinished else _missing(expected - seen)


def _names(folder: Path) -> set[str]:
    return {file_name(file) for file in warc_files(folder)}


def _is_unfinished(folder: Path) -> bool:
    """Tell whether a run lasts, or was killed: it is ahead of its index, brought up to date now and then."""
    return any(map(is_unfinished, warc_files(folder))) or any(folder.glob("articles/*.part"))


def _late(unlisted: set[Moment]) -> Iterator[Fault]:
    for file, count in sorted(Counter(file for (file, _), _ in unlisted).items()):
        words = f"{count} records are not in the index yet: a run is on, or the next one puts them in"
        yield Fault(file, 0, FaultKind.INDEX, words, note=True)


def _missing(unlisted: set[Moment]) -> Iterator[Fault]:
    for (file, at), _ in sorted(unlisted):
        yield Fault(file, at, FaultKind.INDEX, "this record is not in the index")


def _line_faults(
    line: bytes, before: bytes, known: Known, seen: set[Moment], growing: set[str]
) -> Iterator[tuple[str, str]]:
    if line < before:
        yield "this line is not in its place: the index is not sorted", ""
    entry = _json(line.split(b" ", 2)[-1])
    try:
        place, url, length = (entry["filename"], int(entry["offset"])), entry["url"], int(entry["length"])
    except (KeyError, ValueError, TypeError):
        yield "this line is no CDXJ", ""
        return
    moment = (place, line.split(b" ", 2)[1])  # a record stands at the moments of the 304s too that confirmed it
    if moment in seen:
        yield "this record is in the index twice", url
    seen.add(moment)
    answer = known.answers.get(place)
    if answer is None:
        if place[0] not in growing:
            yield f"no record lies at {place[0]}:{place[1]}", url
    elif (hash(url), hash(entry.get("digest", "")), length) != (answer.url, answer.digest, answer.length):
        yield f"the record at {place[0]}:{place[1]} has another URL, digest or length", url
    elif (status := entry.get("status", "")) and status.isdigit() and int(status) != answer.status:
        yield f"the record at {place[0]}:{place[1]} has another status", url


def articles_faults(folder: Path, known: Known, tally: Tally) -> Iterator[Fault]:
    """Verify that each article's record lies where it says, and is the one that it says; that no article is there twice."""
    seen: set[int] = set()
    growing = _names(folder) - known.finished
    for path in sorted((folder / "articles").glob("*.jsonl")):
        offset = 0
        with path.open("rb") as lines:
            for line in lines:
                tally.articles += 1
                article = _json(line)
                if message := _article_fault(article, known, growing) or _repeated(article, seen):
                    yield Fault(path.name, offset, FaultKind.ARTICLE, message, str(article.get("url", "")))
                offset += len(line)


def _article_fault(article: Mapping[str, Any], known: Known, growing: set[str]) -> str | None:
    archive = article.get("archive")
    if not isinstance(archive, dict):
        return "this line is no article with its record"
    place = (str(archive.get("file")), archive.get("offset"))
    answer = known.answers.get(place)  # type: ignore[arg-type]
    if answer is None:
        return None if place[0] in growing else f"no record lies at {place[0]}:{place[1]}"
    url = str(article.get("url"))
    agreed = {
        "URL": answer.url in (hash(url), hash(SCHEME + url)),
        "id": answer.record_id == hash(archive.get("recordId")),
        "payload digest": answer.digest == hash(archive.get("payloadDigest") or ""),
        "date": answer.stamp == timestamp14(str(archive.get("date"))).encode(),
    }
    if wrong := next((what for what, agrees in agreed.items() if not agrees), None):
        return f"the record at {place[0]}:{place[1]} has another {wrong}"
    return None


def _repeated(article: Mapping[str, Any], seen: set[int]) -> str | None:
    """An article is written once over all runs, and anew with each version."""
    name = hash((str(article.get("articleId")), str(article.get("version"))))
    if name in seen:
        return "this version of the article is in a line before"
    seen.add(name)
    return None


def _json(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
