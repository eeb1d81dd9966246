"""What the documents show is what the program does."""

from __future__ import annotations

import doctest
import re
from dataclasses import fields

import pytest

from archive.fault import Fault
from crawler.reporting.report import Report
from pipelines.text.edits import Edit
from spiders.frontier import Result
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["text.md"])
def test_examples_run_as_shown(name: str) -> None:
    result = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert result.failed == 0


def test_links_between_documents_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_key_for_programs_is_told() -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    told = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]+`", text))))
    keys = {each.name for kind in (Report, Fault, Edit) for each in fields(kind)} | {str(each) for each in Result}
    assert keys <= told


FOLDERS = "archive|bench|crawler|pipelines|spiders|tests|tools"


def test_files_and_commands_that_documents_name_are_there() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        named = re.findall(rf"`((?:{FOLDERS})/[\w./-]+)`", text)
        run = [f"bench/{name}.py" for name in re.findall(r"python -m bench\.(\w+)", text)]
        missing = [path for path in (*named, *run) if not (ROOT / path).exists()]
        assert not missing, f"{document.name} names {missing}"


def test_the_map_of_modules_names_each_and_nothing_that_is_gone() -> None:
    _, text, page = (ROOT / "docs" / "modules.md").read_text(encoding="utf-8").split("\n## ")
    for folder, section in (("text", text), ("page", page)):
        files = {path.stem for path in (ROOT / "pipelines" / folder).rglob("*.py")}
        named = {name.rpartition("/")[2] for name in re.findall(r"`([\w/]*\w)`", section)}
        assert named <= files, f"no {sorted(named - files)} in pipelines/{folder}"
        assert files <= named | {"__init__"}, (
            f"docs/modules.md lacks {sorted(files - named)} of pipelines/{folder}"
        )


def test_both_readmes_show_the_same_examples() -> None:
    english, chinese = (
        re.findall(r"^```.*?^```", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        for name in ("README.md", "README.zh.md")
    )
    assert english == chinese
