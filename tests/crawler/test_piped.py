"""Files that archives come in which are no WARC files themselves."""

from __future__ import annotations

import gzip
import random
import zipfile
from pathlib import Path

import pytest

from archive.salvage import warc_files
from crawler.errors import UsageError
from crawler.offline.piped import on_disk

ARC = b"filedesc://x.arc 0.0.0.0 20240501000000 text/plain 9\n1 0 Name\n\n"


def test_files_of_one_name_in_a_wacz_are_all_read_and_stay_in_their_folder(tmp_path: Path) -> None:
    names = ("archive/a/data.warc", "archive/b/data.warc", "archive/../../data.warc")
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, name)
    with on_disk([path]) as (folder,):
        assert sorted(file.read_text() for file in warc_files(folder)) == sorted(names)


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_of_a_damaged_file_in_a_wacz_what_comes_is_read(
    tmp_path: Path, how: int, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w", how) as packed:
        packed.writestr("archive/bad.warc", random.Random(1).randbytes(90_000))
        packed.writestr("archive/good.warc", "good")
    data = bytearray(path.read_bytes())
    data[80_000] ^= 255
    path.write_bytes(data)
    with on_disk([path]) as (folder,):
        assert [file.name for file in warc_files(folder)] == ["bad.warc", "good.warc"]
        assert (folder / "bad.warc").stat().st_size > 0
    assert "bad.warc" in caplog.text


@pytest.mark.parametrize("data", [ARC, gzip.compress(ARC, mtime=0) + gzip.compress(b"http://x.test/", mtime=0)])
def test_an_arc_file_is_refused_by_its_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.arc.gz"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"x\.arc\.gz: is an ARC file"), on_disk([path]):
        pass


@pytest.mark.parametrize(
    "data", [b"", b"WARC/1.1\r\n", b"\x1f\x8b\x08nothing of gzip", gzip.compress(b"WARC/1.1\r\n", mtime=0)]
)
def test_what_is_no_arc_file_is_handed_on(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(data)
    with on_disk([path]) as kept:
        assert kept == (path,)
