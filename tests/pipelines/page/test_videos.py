"""Films of an article: players, files, what scripts and statements name; no banners and no teasers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

CASES = json.loads((Path(__file__).parents[2] / "cases" / "films.json").read_text(encoding="utf-8"))
SAID = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人，孩子们放飞了气球。</p>"


def films(inside: str, head: str = "") -> list[str]:
    page = (
        f"<head><title>新桥通车两岸欢庆</title>{head}</head><h1>新桥通车两岸欢庆</h1>"
        f"<div class='article-body'>{SAID}{SAID}{inside}{SAID}{SAID}</div>"
    )
    found = extract(parse(page, "http://a.example/n/1.html")).videos
    return [film.url.rpartition("/")[2] for film in (found.value if found else ())]


@pytest.mark.parametrize("case", CASES["in_text"], ids=lambda case: case["name"])
def test_films_in_the_text(case: dict[str, Any]) -> None:
    assert films(case["html"]) == case["films"]


@pytest.mark.parametrize("case", CASES["around"], ids=lambda case: case["name"])
def test_films_around_the_text(case: dict[str, Any]) -> None:
    page = f"<title>新桥通车两岸欢庆</title>{case['page'].replace('TEXT', SAID * 4)}"
    found = extract(parse(page, "http://a.example/n/1.html")).videos
    assert [film.url.rpartition("/")[2] for film in (found.value if found else ())] == case["films"]


@pytest.mark.parametrize("case", CASES["stated"], ids=lambda case: case["name"])
def test_films_that_the_page_states(case: dict[str, Any]) -> None:
    assert films("", case["head"]) == case["films"]
