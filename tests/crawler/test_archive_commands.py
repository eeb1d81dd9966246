"""`check` and `wacz` on the collection of the main job."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, MainJob, Shilu


def test_what_we_write_is_without_fault(main_job: MainJob, shilu: Shilu) -> None:
    result = shilu("check", main_job.folder, "--json")
    assert result.returncode == 0, result.stdout
    summary = json.loads(result.stdout)["summary"]
    assert summary["records"]["request"] == len(main_job.first_requests) + len(main_job.second_requests)
    assert summary["articles"] == len(main_job.lines(0)) + len(main_job.lines(1))


def test_files_that_are_all_gone_are_faults_and_no_wrong_usage(
    main_job: MainJob, shilu: Shilu, tmp_path: Path
) -> None:
    copy = shutil.copytree(main_job.folder, tmp_path / "c")
    for path in (copy / "archive").iterdir():
        path.unlink()
    result = shilu("check", copy)
    assert result.returncode == 1
    assert "no record lies at" in result.stdout
    read = shilu("extract", copy)
    assert (read.returncode, read.stdout) == (1, "")
    assert ".warc.gz is gone" in read.stderr


def test_what_is_named_twice_is_verified_once(main_job: MainJob, shilu: Shilu) -> None:
    once, twice = (shilu("check", *[main_job.folder] * count, "--json").stdout for count in (1, 2))
    assert once == twice


def test_a_flipped_bit_is_found(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    copy = shutil.copytree(main_job.folder, tmp_path / "c")
    path = sorted((copy / "archive").iterdir())[0]
    data = bytearray(path.read_bytes())
    member = data.index(b"\x1f\x8b\x08", len(data) // 2)
    data[member - 5] ^= 1  # the checksum of the one before; the time in a header means nothing (RFC 1952, 2.3.1)
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


def test_wacz_of_a_folder_without_articles_reads_them_from_the_records(
    main_job: MainJob, shilu: Shilu, tmp_path: Path
) -> None:
    theirs, target = tmp_path / "theirs", tmp_path / "theirs.wacz"
    shutil.copytree(main_job.folder / "archive", theirs)
    assert shilu("wacz", theirs).returncode == 0
    with zipfile.ZipFile(target) as packed:
        _, *pages = map(json.loads, packed.read("pages/pages.jsonl").decode().splitlines())
    found = {(page["url"], page["title"]) for page in pages}
    assert found >= {(article["url"], article["headline"]) for run in (0, 1) for article in main_job.lines(run)}
    assert shilu("check", target).returncode == 0


def test_wacz_goes_to_no_standard_output(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = shilu("wacz", main_job.folder, "-o", "-", cwd=tmp_path, env=env)
    assert (result.returncode, list(tmp_path.iterdir())) == (2, [])


def test_wacz_takes_the_place_of_no_pipe_and_keeps_a_link(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    """Root may replace /dev/null by a file, and no program would work from then on."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    result = shilu("wacz", main_job.folder, "-o", pipe)
    assert (result.returncode, pipe.is_fifo()) == (2, True)
    assert f"-o {pipe}: " in result.stderr
    link.symlink_to(tmp_path / "c.wacz")
    assert shilu("wacz", main_job.folder, "-o", link).returncode == 0
    assert link.is_symlink()
    assert zipfile.is_zipfile(tmp_path / "c.wacz")


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
    (tmp_path / "none").mkdir()
    refused = shilu("wacz", tmp_path / "none")
    assert (refused.returncode, "holds no WARC file" in refused.stderr) == (2, True)


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


def test_an_archive_may_come_through_a_pipe(main_job: MainJob, tmp_path: Path) -> None:
    path = sorted((main_job.folder / "archive").iterdir())[0]
    packed, plain = path.read_bytes(), tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(packed))
    piped = [articles(piped_to(data, "extract", "-")) for data in (packed, plain.read_bytes())]
    lines = articles(piped_to(b"", "extract", path))
    assert piped[0] == piped[1] == lines
    assert len(lines) > 20
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cp", path, tmp_path / "pipe"]):
        assert articles(piped_to(b"", "extract", tmp_path / "pipe")) == lines
    checked = piped_to(packed, "check", "-")
    assert (checked.returncode, b"no faults" in checked.stderr) == (0, True)
    for data, code in ((b"", 0), (b"<html>", 2)):
        assert piped_to(data, "extract", "-").returncode == code
    torn = piped_to(packed[:-1000] + b"\x1f", "extract", "-")  # torn even where a record ends there
    assert (torn.returncode, b"Traceback" in torn.stderr) == (1, False)


def test_a_wacz_is_read_like_the_files_in_it(main_job: MainJob, shilu: Shilu, tmp_path: Path) -> None:
    target, torn = tmp_path / "c.wacz", tmp_path / "torn.wacz"
    assert shilu("wacz", main_job.folder, "-o", target).returncode == 0
    given = [articles(piped_to(target.read_bytes(), "extract", each)) for each in (target, "-")]
    assert given[0] == given[1]
    assert len(given[0]) == len(main_job.lines(0)) + len(main_job.lines(1))
    checked = shilu("check", target)
    assert (checked.returncode, "no faults" in checked.stderr) == (0, True), checked.stdout
    torn.write_bytes(target.read_bytes()[:-1000])
    for code, path in ((1, torn), (1, holding_gzip(tmp_path / "other.zip"))):
        result = shilu("extract", path)
        assert (result.returncode, "hold no whole record" in result.stderr) == (code, True)


def holding_gzip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("page.html.gz", gzip.compress(b"<html>"))
    return path


def piped_to(data: bytes, *args: object) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "crawler.cli", *map(str, args)]
    return subprocess.run(program, input=data, cwd=ROOT, capture_output=True, check=False)


def articles(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """Give what was extracted, but for where it lies."""
    assert done.returncode == 0
    return [
        {name: value for name, value in json.loads(line).items() if name != "archive"}
        for line in done.stdout.splitlines()
    ]


def test_wacz_of_a_folder_whose_name_is_no_text(main_job: MainJob, tmp_path: Path) -> None:
    copy = shutil.copytree(os.fsencode(main_job.folder), os.fsencode(tmp_path) + b"/news\xff")
    program = [sys.executable, "-m", "crawler.cli", "wacz", copy]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
