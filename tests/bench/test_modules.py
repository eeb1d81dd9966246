"""Benchmarks and tools are run by hand: that they still find what they import is seen here."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

from tests.conftest import ROOT

NAMES = [path.stem for path in sorted((ROOT / "bench").glob("*.py")) if path.stem != "__main__"]
TOOLS = [path.stem for path in sorted((ROOT / "tools").glob("*.py"))]


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_can_be_loaded(name: str) -> None:
    assert import_module(f"bench.{name}")


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_can_be_loaded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "import numpy" in (ROOT / "tools" / f"{name}.py").read_text():
        pytest.importorskip("numpy")  # training needs it, Shilu does not
    monkeypatch.syspath_prepend(str(ROOT / "tools"))  # as a script finds the others
    monkeypatch.delitem(sys.modules, name, raising=False)
    assert import_module(name)
