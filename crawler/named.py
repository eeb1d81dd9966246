"""Which records the articles of collections were read from, as their lines say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crawler.articles import articles_in
from pipelines.page.address import urls


class _Line(NamedTuple):
    version: int
    key: str
    record: str


def records_named(folders: Iterable[Path]) -> Mapping[str, frozenset[str]]:
    """Give, by the key of a page's URL, the ids of the records that its articles were read from.

    Left out are articles of which a version or a record's file has gone: for them any record may be of use.
    """
    articles: dict[str, list[_Line | None]] = defaultdict(list)
    for folder in folders:
        for identity, line in _lines(folder):
            articles[identity].append(line)
    named: dict[str, set[str]] = defaultdict(set)
    for lines in articles.values():
        known = [line for line in lines if line is not None]
        if len(known) == len(lines) and {line.version for line in known} == set(range(1, len(known) + 1)):
            for line in known:
                named[line.key].add(line.record)
    return {key: frozenset(records) for key, records in named.items()}


def _lines(folder: Path) -> Iterator[tuple[str, _Line | None]]:
    there = {path.name.removesuffix(".open") for path in (folder / "archive").glob("*")}
    for path in sorted((folder / "articles").glob("*.jsonl*")):
        for _, article in articles_in(path):
            yield article["articleId"], _line(article, there)


def _line(article: Mapping[str, Any], there: set[str]) -> _Line | None:
    """Read a line, which a person may have edited."""
    place = article.get("archive")
    if not isinstance(place, dict) or place.get("file") not in there:
        return None
    record = place.get("recordId")
    return _Line(article["version"], urls.key(article["url"]), record) if isinstance(record, str) else None
