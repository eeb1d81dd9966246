"""Lines that count readers are no text: a page looked at again would have a new version each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.page.extract import extract
from pipelines.page.lines.counters import is_counter
from pipelines.page.tree.document import parse

CASES = json.loads((Path(__file__).parents[2] / "cases" / "counters.json").read_text(encoding="utf-8"))
SAID = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人，孩子们放飞了气球。</p>"


@pytest.mark.parametrize("behind", [2, 0], ids=["amid the text", "at its end"])
@pytest.mark.parametrize("line", CASES["counters"])
def test_a_counter_is_none_of_the_text(line: str, behind: int) -> None:
    html = f"<h1>新桥通车两岸欢庆</h1><div class='article-body'>{SAID * 3}<p>{line}</p>{SAID * behind}</div>"
    found = extract(parse(html, "http://a.example/n/1.html")).body
    assert found is not None
    assert line not in found.value.paragraphs


@pytest.mark.parametrize("line", CASES["text"])
def test_other_lines_with_numbers_are(line: str) -> None:
    assert not is_counter(line)


def test_a_long_line_is_none_however_it_goes_on() -> None:
    assert not is_counter("阅读 1 " * 40)
    assert not is_counter("1" * 59 + "章")
