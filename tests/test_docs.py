"""What the documents show is what the program does."""

from __future__ import annotations

import doctest
import re

import pytest

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
