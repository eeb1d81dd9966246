from __future__ import annotations

import errno
import gzip
import hashlib
import json
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.wacz import WaczInfo, WaczPage, write_wacz
from tests.archive.archives import sample
from tests.archive.others import program, run

INFO = WaczInfo(title="码头日报", software="Shilu/test")
PAGE = WaczPage("1", "http://news.example/a.html", "2026-03-01T08:30:00Z", "渔船靠岸", "渔船在清晨靠岸。")


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    sample(tmp_path / "collection")
    target = tmp_path / "harbour.wacz"
    assert write_wacz(tmp_path / "collection", target, INFO, [PAGE]) == 1
    return target


def test_what_is_in_it(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        package = json.loads(archive.read("datapackage.json"))
        assert package["wacz_version"] == "1.1.1"
        assert package["mainPageUrl"] == PAGE.url
        for resource in package["resources"]:
            data = archive.read(resource["path"])
            assert resource["bytes"] == len(data)
            assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest["hash"] == "sha256:" + hashlib.sha256(archive.read("datapackage.json")).hexdigest()
        names = {resource["path"] for resource in package["resources"]}
        assert {"indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl"} <= names
        head, page = map(json.loads, archive.read("pages/pages.jsonl").splitlines())
        assert head["format"] == "json-pages-1.0"
        assert (page["title"], page["text"], page["ts"]) == (PAGE.title, PAGE.text, PAGE.ts)


@pytest.mark.parametrize("large", [1 << 40, 0])
def test_a_reader_in_place_finds_where_each_file_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """Where the directory has no extra field, wabac believes that there is none before the data either."""
    monkeypatch.setattr("archive.wacz.LARGE", large)
    sample(tmp_path / "collection")
    target = tmp_path / "x.wacz"
    write_wacz(tmp_path / "collection", target, INFO, [PAGE])
    data = target.read_bytes()
    with zipfile.ZipFile(target) as archive:
        for entry in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
            assert entry.extra or not extra
            start = entry.header_offset + 30 + name + extra
            assert data[start : start + entry.file_size] == archive.read(entry)
            assert bool(entry.extra) is (entry.file_size > large)


@pytest.mark.parametrize("left", ["a run that was killed", "a folder of WARC files"])
def test_an_index_that_lacks_records_is_made_anew(tmp_path: Path, left: str) -> None:
    sample(tmp_path / "whole")
    write_wacz(tmp_path / "whole", tmp_path / "whole.wacz", INFO, [])
    index, folder = tmp_path / "whole" / "indexes" / "index.cdxj", tmp_path / "whole"
    if left == "a run that was killed":
        index.write_bytes(b"")
        for path in (folder / "archive").iterdir():
            path.rename(f"{path}.open")
    else:
        index.unlink()
        folder = (folder / "archive").rename(tmp_path / "flat")
    write_wacz(folder, tmp_path / "left.wacz", INFO, [])
    with zipfile.ZipFile(tmp_path / "whole.wacz") as whole, zipfile.ZipFile(tmp_path / "left.wacz") as packed:
        assert packed.namelist() == whole.namelist()
        assert all(packed.read(name) == whole.read(name) for name in whole.namelist()[:-2])
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("tmp")]


def test_the_keys_lead_to_every_line_of_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.wacz.INDEX_LINES", 2)
    sample(tmp_path)
    write_wacz(tmp_path, tmp_path / "x.wacz", INFO, [])
    with zipfile.ZipFile(tmp_path / "x.wacz") as archive:
        packed = archive.read("indexes/index.cdx.gz")
        _, *keys = archive.read("indexes/index.idx").decode().splitlines()
    lines = []
    for key in keys:
        surt, stamp, fields = key.split(" ", 2)
        place = json.loads(fields)
        block = gzip.decompress(packed[place["offset"] : place["offset"] + place["length"]]).decode()
        assert block.startswith(f"{surt} {stamp} ")
        lines.append(block)
    assert len(keys) == 4
    assert "".join(lines) == (tmp_path / "indexes" / "index.cdxj").read_text()


def test_the_same_collection_gives_the_same_file(packed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.wacz"
    with zipfile.ZipFile(packed) as archive:
        created = json.loads(archive.read("datapackage.json"))["created"]
    assert created == INFO.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    write_wacz(tmp_path / "collection", other, INFO, [PAGE])
    assert other.read_bytes() == packed.read_bytes()


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    sample(tmp_path)
    with pytest.raises(ArchiveError, match="packing"):
        write_wacz(tmp_path, tmp_path / "no" / "x.wacz", INFO, [PAGE])


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only file system not even the unfinished file can be taken away."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    sample(tmp_path)
    monkeypatch.setattr("zipfile.ZipFile", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(ArchiveError, match="Read-only file system while packing"):
        write_wacz(tmp_path, tmp_path / "x.wacz", INFO, [PAGE])


def test_memory_stays_small(tmp_path: Path) -> None:
    sample(tmp_path)
    with (tmp_path / "archive" / "big.warc.gz").open("wb") as file:
        file.truncate(200 << 20)
    tracemalloc.start()
    write_wacz(tmp_path, tmp_path / "x.wacz", INFO, [PAGE])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20


@pytest.mark.slow
def test_py_wacz_accepts_it(packed: Path) -> None:
    done = run(program("wacz", "WACZ"), "validate", "-f", packed)
    assert done.returncode == 0, done.stdout + done.stderr
