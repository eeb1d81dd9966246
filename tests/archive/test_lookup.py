"""Captures found in a sorted index, as in one read from its beginning to its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.lookup import Lookup
from archive.surt import surt_key

SITES = 400
MOMENTS = ("20050101000000", "20240629120000", "20261127204744")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 captures of pages on many hosts, among them hosts that begin alike."""
    lines = []
    for site in range(SITES):
        url = f"http://news{site}.example/a/{site}.html"
        for number, stamp in enumerate(MOMENTS):
            entry = {"url": url, "status": "200", "filename": "a.warc.gz", "offset": str(1000 * site + number)}
            lines.append(f"{surt_key(url)} {stamp} {json.dumps(entry)}\n")
    path = tmp_path_factory.mktemp("index") / "index.cdxj"
    path.write_text("".join(sorted(lines)), encoding="utf-8")
    return path


@pytest.mark.parametrize("site", [0, 1, 9, 10, 99, 100, 217, SITES - 1])
def test_every_capture_of_a_page_is_found(index: Path, site: int) -> None:
    found = Lookup(index).captures(f"http://news{site}.example/a/{site}.html")
    assert [(each.stamp, each.offset) for each in found] == [(m, 1000 * site + n) for n, m in enumerate(MOMENTS)]


def test_all_pages_are_found_wherever_they_stand(index: Path) -> None:
    lookup = Lookup(index)
    assert all(len(lookup.captures(f"http://news{site}.example/a/{site}.html")) == 3 for site in range(SITES))


@pytest.mark.parametrize(
    ("stamp", "wanted"),
    [
        ("2004", MOMENTS[0]),
        ("20240629", MOMENTS[1]),
        ("20991231235959", MOMENTS[2]),
        ("2016", MOMENTS[1]),
        ("", MOMENTS[0]),
        ("soon", MOMENTS[0]),
    ],
)
def test_the_nearest_moment_wins(index: Path, stamp: str, wanted: str) -> None:
    found = Lookup(index).nearest("http://news7.example/a/7.html", stamp)
    assert found is not None
    assert found.stamp == wanted


@pytest.mark.parametrize(
    "url", ["http://news7.example/a/", "http://aaa.example/", "http://zzz.example/", "", "urn:x"]
)
def test_what_is_not_there_is_not_found(index: Path, url: str) -> None:
    assert Lookup(index).captures(url) == []


def test_an_index_that_is_missing_or_damaged_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "index.cdxj"
    assert Lookup(path).captures("http://a.example/") == []
    path.write_bytes(
        b"example,a)/ 20240101000000 {]\nexample,a)/ soon {}\nexample,a)/\n\xff\xfe\n" + b"x" * 10_000
    )
    assert Lookup(path).captures("http://a.example/") == []
