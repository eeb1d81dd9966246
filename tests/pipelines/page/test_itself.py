"""What a page states for machines is of itself, and no other article, no template's date."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse

HEADLINE, OTHER = "江边新桥昨日正式通车", "老图书馆重新开放"
SAID = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人，孩子们放飞了气球。</p>"
SHOWN = "<div>2024-05-06 10:00　来源：青石日报　记者：王山</div>"
OF_OTHER = {
    "headline": OTHER,
    "datePublished": "2024-04-01T08:00:00+08:00",
    "author": {"@type": "Person", "name": "李河"},
    "articleBody": "老图书馆修缮完工，重新向读者开放。" * 30,
}


def stated(**said: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **said})}</script>"


def reading(head: str, shown: str = SHOWN) -> Reading:
    page = (
        f"<head><title>{HEADLINE}_青石新闻网</title>{head}</head><h1>{HEADLINE}</h1>{shown}<div>{SAID * 5}</div>"
    )
    return extract(parse(page, "http://a.example/n/1.html"))


def published(found: Reading) -> str | None:
    return found.published.value.iso if found.published else None


@pytest.mark.parametrize(
    "others",
    [
        [OF_OTHER | {"url": "http://a.example/n/2.html"}],
        [OF_OTHER | {"mainEntityOfPage": {"@id": "/n/2.html"}}],
        [{"headline": HEADLINE, "url": "/n/1.html"}, OF_OTHER | {"url": "/n/2.html"}],
        [{"headline": HEADLINE}, OF_OTHER],
    ],
    ids=["by url", "by mainEntityOfPage", "beside its own", "beside its own without url"],
)
def test_another_articles_statements_are_not_taken(others: list[dict[str, Any]]) -> None:
    found = reading("".join(stated(**each) for each in others))
    assert published(found) == "2024-05-06T10:00:00+08:00"
    assert found.authors and [person.name for person in found.authors.value] == ["王山"]
    assert found.headline and found.headline.value == HEADLINE
    assert found.body and len(found.body.value.paragraphs) == 5


@pytest.mark.parametrize(
    "own",
    [
        {"headline": "Ein anderer Titel", "url": "https://www.a.example/n/1.html"},
        {"headline": f"{HEADLINE}（图）", "url": "/amp/1"},
        {"headline": "新桥通车", "author": "王山"},
        {"author": "王山"},
    ],
    ids=["by url", "by title", "without url", "without headline"],
)
def test_the_pages_own_statements_are(own: dict[str, Any]) -> None:
    assert (
        published(reading(stated(**own, datePublished="2024-05-06T10:00:00+08:00"), ""))
        == "2024-05-06T10:00:00+08:00"
    )


@pytest.mark.parametrize(
    ("head", "shown", "iso"),
    [
        (stated(headline=HEADLINE, datePublished="2019-01-01T00:00:00+08:00"), SHOWN, "2024-05-06T10:00:00+08:00"),
        ("<meta name=publishdate content='2026-11-29'>", SHOWN, "2024-05-06T10:00:00+08:00"),
        ("<meta name=pubdate content='2026-11-29 12:00:00'>", "<div>发布时间：2024-05-06</div>", "2024-05-06"),
        ("<meta name=pubdate content='2024-05-07T01:00:00Z'>", SHOWN, "2024-05-07T01:00:00+00:00"),
        ("<meta name=pubdate content='2024-05-01 08:00:00'>", SHOWN, "2024-05-01T08:00:00+08:00"),
        (
            "<meta name=pubdate content='2026-11-29 12:00:00'>"
            "<meta property=article:published_time content='2024-05-06T09:58:00+08:00'>",
            SHOWN,
            "2024-05-06T09:58:00+08:00",
        ),
        (
            "<meta property=article:published_time content='2024-05-01T00:00:00+08:00'>"
            "<meta property=article:modified_time content='2024-05-06T10:00:00+08:00'>",
            SHOWN,
            "2024-05-01",
        ),
        (
            "<meta property=article:published_time content='2024-05-01T09:00:00+08:00'><meta name=date content='2024-05-06T10:00:00+08:00'>"
            "<meta property=article:modified_time content='2024-05-06T10:00:00+08:00'>",
            SHOWN,
            "2024-05-01T09:00:00+08:00",
        ),
    ],
    ids=[
        "template's",
        "now",
        "now, a day shown",
        "another zone",
        "shown after a change",
        "two stated",
        "change stated",
        "change stated as a date",
    ],
)
def test_the_date_shown_speaks_against_a_templates(head: str, shown: str, iso: str) -> None:
    assert published(reading(head, shown)) == iso
