"""`check` on lines of articles that somebody changed: the state knows what they said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.collection.database import connect
from crawler.collection.known_articles import KnownArticles
from crawler.collection.lines_check import lines_faults
from pipelines.article import ArchiveRef
from pipelines.identity import KnownArticle, text_digest
from pipelines.page.address import urls

REF = ArchiveRef("a.warc.gz", 0, "<urn:uuid:1>", None, "2024-05-01T00:00:00Z")
LINES: list[dict[str, Any]] = [
    {"articleId": "a", "version": 1, "url": "http://x.test/1", "headline": "一", "articleBody": "旧文。"},
    {"articleId": "a", "version": 2, "url": "http://x.test/1", "headline": "一", "articleBody": "新文。"},
    {"articleId": "b", "version": 1, "url": "http://x.test/2", "headline": "二"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "articles").mkdir()
    with closing(connect(tmp_path / "state.sqlite")) as state:
        known = KnownArticles(state)
        for line in LINES:
            key = urls.key(line["url"])
            digest = text_digest(line["headline"], line.get("articleBody"))
            known.remember(line["articleId"], KnownArticle(line["version"], digest, key), line["url"], {key: REF})
        yield tmp_path


def _say(folder: Path, lines: list[dict[str, Any]], name: str = "r.jsonl") -> list[str]:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "articles" / name).write_text(text, encoding="utf-8")
    return [str(fault) for fault in lines_faults(folder)]


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.part"])
def test_lines_as_they_were_written(folder: Path, name: str) -> None:
    assert _say(folder, LINES, name) == []


@pytest.mark.parametrize(
    ("field", "value"), [("headline", "他"), ("articleBody", "新文！"), ("articleBody", ["新文。"])]
)
def test_a_changed_line_is_found(folder: Path, field: str, value: Any) -> None:
    (fault,) = _say(folder, [LINES[0], {**LINES[1], field: value}, LINES[2]])
    place = len((json.dumps(LINES[0], ensure_ascii=False) + "\n").encode())
    assert fault.startswith(f"r.jsonl:{place}: article: headline or text")
    assert "http://x.test/1" in fault


@pytest.mark.parametrize("gone", range(len(LINES)))
def test_a_line_that_is_gone_is_found(folder: Path, gone: int) -> None:
    (fault,) = _say(folder, [line for line in LINES if line is not LINES[gone]])
    assert f"version {LINES[gone]['version']} of article {LINES[gone]['articleId']}" in fault


def test_a_line_that_the_state_does_not_know_yet(folder: Path) -> None:
    assert _say(folder, [*LINES, {**LINES[1], "version": 3, "articleBody": "再。"}]) == []


def test_a_state_that_cannot_be_read_is_a_note(folder: Path) -> None:
    for log in folder.glob("state.sqlite?*"):
        log.unlink()
    (folder / "state.sqlite").write_bytes(b"no database, but long enough to be looked at " * 9)
    (fault,) = _say(folder, LINES)
    assert ": note: " in fault
