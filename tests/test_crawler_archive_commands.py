"""`check` and `wacz` on the collection of the main job."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, MainJob, Shilu


def test_what_we_write_is_without_fault(main_job: MainJob, shilu: Shilu) -> None:
    result = shilu("check", main_job.folder, "--json")
    assert result.returncode == 0, result.stdout
    summary = json.loads(result.stdout)["summary"]
    assert summary["records"]["request"] == len(main_job.first_requests) + len(main_job.second_requests)
    assert summary["articles"] == len(main_job.lines(0)) + len(main_job.lines(1))


def test_a_flipped_bit_is_found(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    copy = shutil.copytree(main_job.folder, tmp_path / "c")
    path = sorted((copy / "archive").iterdir())[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = shilu("check", copy)
    assert result.returncode == 1
    assert path.name in result.stdout


def test_wacz_holds_archive_index_and_articles(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    target = tmp_path / "c.wacz"
    assert shilu("wacz", main_job.folder, "-o", target).returncode == 0
    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None
        names = set(package.namelist())
        pages = package.read("pages/pages.jsonl").decode().splitlines()
    assert {f"archive/{path.name}" for path in (main_job.folder / "archive").iterdir()} <= names
    assert "datapackage.json" in names
    assert len(pages) == 1 + len(main_job.lines(0)) + len(main_job.lines(1))


def test_wacz_goes_to_no_standard_output(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = shilu("wacz", main_job.folder, "-o", "-", cwd=tmp_path, env=env)
    assert (result.returncode, list(tmp_path.iterdir())) == (2, [])


def test_wacz_of_the_folder_one_is_in(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    copy = shutil.copytree(main_job.folder, tmp_path / "news")
    result = shilu("wacz", ".", cwd=copy, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (result.returncode, (tmp_path / "news.wacz").is_file()) == (0, True), result.stderr


def test_wacz_leaves_out_what_is_no_article_and_refuses_what_is_no_collection(
    main_job: MainJob, shilu: Shilu, tmp_path: Path
) -> None:
    copy = shutil.copytree(main_job.folder, tmp_path / "news")
    path = sorted((copy / "articles").iterdir())[0]
    path.write_bytes(b'{"torn\n[]\n' + path.read_bytes())
    packed = shilu("wacz", copy)
    assert (packed.returncode, packed.stderr.split()[1]) == (
        0,
        str(len(main_job.lines(0)) + len(main_job.lines(1))),
    )
    (copy / "indexes" / "index.cdxj").unlink()
    refused = shilu("wacz", copy)
    assert (refused.returncode, "no indexes/index.cdxj" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("content", "told"), [(b"root:x:0:0:root\n", "is no WARC file"), (None, "holds no WARC file")]
)
def test_extract_refuses_what_is_no_archive(
    shilu: Shilu, tmp_path: Path, content: bytes | None, told: str
) -> None:
    path = tmp_path / "given"
    path.mkdir() if content is None else path.write_bytes(content)
    result = shilu("extract", path)
    assert result.returncode == 2
    assert told in result.stderr
    assert not result.stdout
