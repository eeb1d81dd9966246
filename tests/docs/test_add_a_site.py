"""`docs/add-a-site.md` is true: its commands run as they stand there, and its test is green."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "add-a-site.md").read_text(encoding="utf-8")
WRITTEN_URL = "http://127.0.0.1:8017/"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_every_command_of_the_page_runs(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, arguments in (("shilu", "-m crawler.cli"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        (programs / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    commands = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) > 10
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "test_lanchuan.py").write_text(blocks("python")[0], encoding="utf-8")
    with DemoServer() as server:
        for command in commands:
            done = subprocess.run(
                ["sh", "-c", command.replace(WRITTEN_URL, server.url)],
                cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600,
            )  # fmt: skip
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            assert done.stdout or " -o " in command or ">" in command or "--out" in command or "--save" in command
    profile = (tmp_path / "sites" / "lanchuan.toml").read_text(encoding="utf-8")
    assert "[[layout]]" in profile
