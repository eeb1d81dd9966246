"""The wheel, in an environment of its own, from another directory: what `pip install .` gives a user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_the_wheel_works_in_a_clean_environment(tmp_path: Path) -> None:
    venv, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def run(*command: object) -> str:
        done = subprocess.run(
            list(map(str, command)), cwd=elsewhere, env=env, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", venv)
    pip = (venv / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    run(*pip, "install", "-c", ROOT / "constraints.txt", wheel)
    shilu = venv / "bin" / "shilu"
    assert json.loads(run(shilu, "schema"))["title"] == "Shilu article"
    assert "example-paper" in run(shilu, "sites")
    run(shilu, "demo", "--out", "demo")
    lines = [
        line for path in (elsewhere / "demo" / "articles").glob("*.jsonl") for line in path.open(encoding="utf-8")
    ]
    assert len(lines) > 50
    assert len(run(shilu, "extract", "demo").splitlines()) == len(lines)
