"""What commands write where: closed pipes, full disks, locales, and options from the environment."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from selectolax.lexbor import SelectolaxError

from crawler.cli.group import run
from crawler.cli.output import written
from crawler.logs import set_up_logging
from tests.conftest import ROOT, MainJob, Shilu

PROGRAM = (sys.executable, "-m", "crawler.cli")
COMMANDS = [("extract", "COLLECTION"), ("extract", "COLLECTION", "--jobs", "2"), ("schema",), ("sites",)]


def program(command: tuple[str, ...], collection: Path) -> list[str]:
    return [*PROGRAM, *(str(collection) if each == "COLLECTION" else each for each in command)]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_who_has_had_enough_is_no_error(main_job: MainJob, command: tuple[str, ...]) -> None:
    unread, pipe = os.pipe()
    os.close(unread)
    result = subprocess.run(
        program(command, main_job.folder), cwd=ROOT, stdout=pipe, stderr=subprocess.PIPE, text=True
    )
    os.close(pipe)
    assert (result.returncode, result.stderr) == (0, "")


def test_closed_standard_streams_are_no_error(main_job: MainJob, tmp_path: Path) -> None:
    commands = f"schema; extract {main_job.folder}; decode LICENSE; repair; check {main_job.folder}".split("; ")
    for command in commands:
        line = f"exec {' '.join(PROGRAM)} {command} <&- >&- 2>&-"
        assert subprocess.run(["sh", "-c", line], cwd=ROOT).returncode == 0, command


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", [*COMMANDS, ("decode", "README.md"), ("--help",)], ids=" ".join)
def test_output_that_cannot_be_written_is_6(main_job: MainJob, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            program(command, main_job.folder), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert result.returncode == 6
    assert "standard output: No space left on device" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("decode", "README.md"), 0),
        (("check", "COLLECTION"), 0),
        (("extract", "nothing"), 2),
        (("sites", "-x"), 2),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_messages_that_cannot_be_written_change_no_exit_code(
    main_job: MainJob, command: tuple[str, ...], code: int
) -> None:
    with Path("/dev/full").open("wb") as full:
        assert subprocess.run(program(command, main_job.folder), cwd=ROOT, stderr=full).returncode == code


@pytest.mark.parametrize(
    "command",
    [
        ("extract", "archive/x.warc.gz", "-o", "archive/x.warc.gz"),
        ("extract", "archive", "-o", "archive/x.warc.gz"),
        ("extract", ".", "-o", "articles/x.jsonl"),
        ("extract", ".", "-o", "state.sqlite"),
        ("wacz", ".", "-o", "link/x.warc.gz"),
    ],
    ids=" ".join,
)
def test_no_output_takes_the_place_of_the_record(
    main_job: MainJob, shilu: Shilu, tmp_path: Path, command: tuple[str, ...]
) -> None:
    copy = shutil.copytree(main_job.folder, tmp_path / "c")
    whole = sorted((copy / "archive").iterdir())[0].rename(copy / "archive" / "x.warc.gz")
    size = whole.stat().st_size
    (copy / "link").symlink_to("archive")
    result = shilu(*command, cwd=copy, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert (result.returncode, whole.stat().st_size) == (2, size)
    assert "belongs to the archive" in result.stderr
    assert not (copy / "articles" / "x.jsonl").exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_output_is_utf_8_whatever_the_locale(shilu: Shilu, tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "page.html"
    page.write_text("<a href='http://news.example/a.html'>老街café</a>", encoding="utf-8")
    result = subprocess.run(
        [*PROGRAM, "probe", "--json", page],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
    )
    assert result.returncode == 0, result.stderr
    assert "老街café" in result.stdout.decode("utf-8")


def test_half_a_surrogate_pair_is_handed_on(shilu: Shilu, tmp_path: Path) -> None:
    corpus, text = tmp_path / "corpus.jsonl", tmp_path / "text"
    corpus.write_text('{"id": 1, "text": "a\\ud800b"}\n', encoding="ascii")
    text.write_bytes(b"a\xffb")
    answers = [shilu("repair", "--jsonl", corpus), shilu("repair", "--json", text)]
    assert [json.loads(each.stdout)["text"] for each in answers] == ["a\ud800b", "a\udcffb"]


def test_a_file_that_is_not_there_stops_the_others_before_they_begin(shilu: Shilu, tmp_path: Path) -> None:
    result = shilu("repair", "README.md", tmp_path / "none", "README.md")
    assert (result.returncode, result.stdout) == (2, "")
    assert "none: No such file" in result.stderr


@pytest.mark.parametrize(("name", "code"), [("torn.warc.gz", 1), ("torn.warc.gz.open", 0)])
def test_extract_gives_what_is_whole_and_says_what_is_not(
    main_job: MainJob, shilu: Shilu, tmp_path: Path, name: str, code: int
) -> None:
    whole = sorted((main_job.folder / "archive").iterdir())[0].read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) * 2 // 3] + b"\x1f")  # torn even where a record ends there
    result = shilu("extract", tmp_path / name)
    assert result.returncode == code
    assert "torn.warc.gz: offset " in result.stderr
    assert 0 < len(result.stdout.splitlines()) < len(main_job.lines(0))


@pytest.mark.parametrize(
    ("command", "variable", "wanted"),
    [
        (("decode", "LICENSE"), "SHILU_JSON", '{"file": "LICENSE"'),
        (("sites",), "SHILU_JSON", '{"name": '),
        (("probe", "LICENSE"), "SHILU_JSON", '{"url": "file:'),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_every_option_comes_from_the_environment(
    shilu: Shilu, command: tuple[str, ...], variable: str, wanted: str
) -> None:
    result = shilu(*command, env={**os.environ, variable: "1"})
    assert result.stdout.startswith(wanted)
    assert json.loads(result.stdout.splitlines()[0])


def test_what_extract_writes_has_its_name_when_it_is_whole(
    main_job: MainJob, shilu: Shilu, tmp_path: Path
) -> None:
    """By a link it writes to the file behind it, and into what is no file as it goes."""
    target, link = tmp_path / "out.jsonl", tmp_path / "link"
    link.symlink_to(target)
    assert shilu("extract", main_job.folder, "-o", link).returncode == 0
    piped = shilu("extract", main_job.folder, "-o", "/dev/stdout")
    assert piped.returncode == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == piped.stdout
    with contextlib.suppress(KeyboardInterrupt), written(link) as file:
        file.write("half a li")
        file.flush()
        assert target.read_text(encoding="utf-8") == piped.stdout, "a kill here leaves what was there"
        raise KeyboardInterrupt
    assert target.read_text(encoding="utf-8") == piped.stdout
    assert sorted(tmp_path.iterdir()) == [link, target]


SHORTAGES = [MemoryError(), SelectolaxError("Can't parse CSS selector.")]
UNDER_A_LIMIT = [
    ImportError("failed to map segment from shared object"),
    SystemError("error return without exception"),
]


@pytest.mark.parametrize("shortage", SHORTAGES + UNDER_A_LIMIT, ids=repr)
def test_want_of_memory_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], shortage: Exception
) -> None:
    monkeypatch.setattr("crawler.offline.piped.on_disk", raising(shortage))
    monkeypatch.setattr("resource.getrlimit", lambda _: (100_000_000, resource.RLIM_INFINITY))
    assert run(["extract", "-"]) == 1
    assert "not enough memory" in capfd.readouterr().err


@pytest.mark.parametrize("command", ["crawl", "backfill"])
def test_no_crawl_is_started_in_less_memory_than_it_needs(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _: (124_000_000, resource.RLIM_INFINITY))
    assert run([command, "http://127.0.0.1:9/", "--out", str(tmp_path / "c")]) == 2
    assert "124 MB" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())
    assert run([command, "--help"]) == 0, "help needs none of it"


@pytest.mark.parametrize("fault", UNDER_A_LIMIT, ids=repr)
def test_a_broken_installation_is_no_want_of_memory(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    monkeypatch.setattr("crawler.offline.piped.on_disk", raising(fault))
    monkeypatch.setattr("resource.getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with pytest.raises(type(fault)):
        run(["extract", "-"])


def raising(error: Exception) -> Callable[..., NoReturn]:
    def raised(*_: object) -> NoReturn:
        raise error

    return raised


def test_a_crawl_ends_where_its_machinery_is_out_of_memory_and_not_where_a_page_is(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Scrapy goes on after what it has logged, and waits for ever for what will not come."""
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    set_up_logging()
    for name, error in (("scrapy.core.scraper", MemoryError()), ("scrapy.core.engine", ValueError("x"))):
        logging.getLogger(name).error("fault", exc_info=error)
    assert ended == []
    logging.getLogger("scrapy.core.engine").error("fault", exc_info=MemoryError())
    assert ended == [1]
    assert "not enough memory" in capfd.readouterr().err
