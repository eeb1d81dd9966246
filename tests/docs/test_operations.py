"""The commands of docs/operations.md, as far as they need nothing but Shilu and Python."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator

from tests.conftest import ROOT, MainJob, Shilu

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.mark.parametrize("program", blocks("python"))
def test_programs_run_on_a_collection(main_job: MainJob, program: str) -> None:
    result = subprocess.run([sys.executable, "-c", program], cwd=main_job.folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    bulk = main_job.folder / "bulk.ndjson"
    if bulk.exists():
        lines = [json.loads(line) for line in bulk.open(encoding="utf-8")]
        assert [line["index"]["_id"] for line in lines[::2]] == [line["articleId"] for line in lines[1::2]]
        bulk.unlink()
    else:
        assert result.stdout.endswith("articles\n")


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
@pytest.mark.parametrize("command", re.findall(r"^(?:cat articles\S+ \| )?jq .*$", PAGE, re.M))
def test_jq_lines_run(main_job: MainJob, command: str) -> None:
    newest = max((main_job.folder / "runs").glob("*.json"))
    command = command.replace("report.json", str(newest))
    result = subprocess.run(command, shell=True, cwd=main_job.folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("library", ["pandas", "duckdb"])
def test_other_libraries_read_the_articles(main_job: MainJob, library: str) -> None:
    pytest.importorskip(library)
    (program,) = blocks("py") if library == "pandas" else blocks("sql")
    program = f"{program}\nprint(len(frame))" if library == "pandas" else (
        f"import duckdb\nprint(len(duckdb.sql({program!r}).fetchall()))"
    )  # fmt: skip
    result = subprocess.run([sys.executable, "-c", program], cwd=main_job.folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) == len({each["articleId"] for run in (0, 1) for each in main_job.lines(run)})


def test_options_that_are_named_exist(shilu: Shilu) -> None:
    """Every `shilu` line of the page, with its target replaced by one that fails late: at no such profile."""
    lines = re.findall(r"shilu (?:crawl|backfill) (?:TARGET|\S+\.toml|https?://\S+)[^`|>\n]*", PAGE)
    assert len(lines) > 6
    for line in dict.fromkeys(lines):
        command, _, *options = shlex.split(line)[1:]
        result = shilu(command, "no-such-profile", *options)
        assert result.returncode == 2
        assert "no such profile" in result.stderr, (line, result.stderr)


def test_metrics_that_are_named_exist(main_job: MainJob) -> None:
    text = (main_job.folder / "runs" / "metrics.prom").read_text(encoding="utf-8")
    named = set(re.findall(r"\bshilu_[a-z_]+", "".join(blocks("yaml"))))
    assert named
    assert named <= set(re.findall(r"^shilu_[a-z_]+", text, re.M))


def named_last(article: dict[str, Any]) -> str:
    """Give the address of the last page of `article`, by which a person may have come upon it."""
    return [article["url"], *article.get("pages", ())][-1]


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda each: "pages" in each, id="of several pages"),
        pytest.param(lambda each: each["version"] == 2, id="of two versions"),
    ],
)
def test_a_page_is_taken_out(
    main_job: MainJob, shilu: Shilu, tmp_path: Path, chosen: Callable[[dict[str, Any]], bool]
) -> None:
    """Nothing of its article is left, all else is as it was, and the next run does not bring it back."""
    folder = shutil.copytree(main_job.folder, tmp_path / "c")
    (program,) = blocks("python3")
    before = {each["articleId"]: each for run in (0, 1) for each in main_job.lines(run)}
    article = next(filter(chosen, before.values()))
    gone = {article["url"], *article.get("pages", ())}
    command = [sys.executable, "-c", program, named_last(article)]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout.split()[0]) >= 2
    checked = shilu("check", folder)
    assert checked.returncode == 0, checked.stdout
    assert {each["articleId"] for each in map(json.loads, shilu("extract", folder).stdout.splitlines())} == {
        each for each in before if before[each]["url"] != article["url"]
    }
    for file in (folder / "archive").iterdir():
        with file.open("rb") as stream:
            assert gone.isdisjoint(each.headers.get("WARC-Target-URI") for each in ArchiveIterator(stream))
    shilu("crawl", main_job.url, "--out", folder)
    index = (folder / "indexes" / "index.cdxj").read_text(encoding="utf-8")
    assert not any(url in index for url in gone)
