"""A profile whose layout fits no more: the articles come all the same, the report counts them and warns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import Shilu

LAYOUT = (
    '[[layout]]\n{until}[layout.fields]\nheadline = "h1.of-a-former-design"\narticleBody = "div.former-text"\n'
)


@pytest.mark.parametrize(("until", "drifted"), [("", True), ("until = 1999-12-31\n", False)])
def test_drift_is_counted_and_warned_of(shilu: Shilu, tmp_path: Path, until: str, drifted: bool) -> None:
    profile = tmp_path / "former.toml"
    with DemoServer() as server:
        profile.write_text(
            f'start = ["{server.url}"]\nlist_pages = 1\n{LAYOUT.format(until=until)}', encoding="utf-8"
        )
        run = shilu("crawl", profile, "--out", tmp_path / "out", "--limit", 25, "--json")
    report = json.loads(run.stdout)
    assert report["articles"]["new"] >= 5, "articles are read by evidence where no layout fits"
    assert (report["drift"] > 0) is drifted
    assert any("fit none of the profile's layouts" in each for each in report["warnings"]) is drifted
