"""Pictures of an article: past lazy loaders, without icons, teasers and banners, each with its caption."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

CASES = json.loads((Path(__file__).parents[2] / "cases" / "pictures.json").read_text(encoding="utf-8"))
SAID = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人，孩子们放飞了气球。</p>"
URL = "http://a.example/n/1.html"


def page(inside: str, head: str = "") -> str:
    return (
        f"<head><title>新桥通车两岸欢庆</title>{head}</head><h1>新桥通车两岸欢庆</h1>"
        f"<div class='article-body'>{SAID}{SAID}{inside}{SAID}{SAID}</div>"
    )


def named(url: str) -> str:
    return url.rpartition("/")[2]


@pytest.mark.parametrize("case", CASES["in_text"], ids=lambda case: case["name"])
def test_pictures_in_the_text(case: dict[str, Any]) -> None:
    found = extract(parse(page(case["html"]), URL)).images
    assert [[named(image.url), image.caption] for image in (found.value if found else ())] == case["images"]


@pytest.mark.parametrize("case", CASES["main"], ids=lambda case: case["name"])
def test_the_picture_of_a_site_is_not_that_of_an_article(case: dict[str, Any]) -> None:
    found = extract(parse(page("<p><img src='/p/a.jpg'></p>", case["head"]), URL)).main_image
    assert found is not None
    assert named(found.value.url) == case["main"]


def test_a_page_without_pictures_has_no_main_image_of_its_site() -> None:
    head = "<meta property='og:image' content='http://a.example/images/150.jpg'>"
    assert extract(parse(page("", head), URL)).main_image is None
