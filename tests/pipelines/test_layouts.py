"""Dated layouts: old pages by old rules, new pages by new ones, and drift where none fits."""

from __future__ import annotations

import pytest

from pipelines.read import Fetched, Page, read_page
from pipelines.rules import Layout, Rules

URL = "http://www.example.com/news/1001.html"
PROSE = "".join(
    f"<p>第{n}段：修缮后的老街重新开张，街坊们一早就来看热闹，铺面前排起了长队。</p>" for n in range(5)
)
OLDEST = Layout({"headline": "td.bt", "articleBody": "td.nr", "authors": "i.zz"}, until="2009-12-31")
OLD = Layout({"headline": "h2.t", "articleBody": "#text"}, remove=("div.more",), until="2018-06-30")
NEW = Layout({"headline": "h1", "articleBody": "#text"})


def page(headline: str, body: str, day: str, extra: str = "") -> str:
    return f"<title>老街开张_青石网</title>{headline}<div>{day}　来源：青石晚报</div>{extra}{body}"


def first(day: str) -> str:
    table = f"<table><tr><td class=bt>老街开张</td></tr><tr><td class=nr>{PROSE}</td></tr></table>"
    return page("", table, day, "<i class=zz>林晓</i>")


def second(day: str) -> str:
    more = "<div class=more><p>更多内容请看本报今日的第四版，欢迎订阅。</p></div>"
    return page("<h1>青石晚报 2012</h1><h2 class=t>老街开张</h2>", f"<div id=text>{PROSE}{more}</div>", day)


def third(day: str) -> str:
    return page("<h1>老街开张</h1>", f"<div id=text>{PROSE}</div>", day)


def read(html: str, *layouts: Layout) -> Page:
    found = read_page(Fetched(URL, html.encode(), "text/html; charset=utf-8"), Rules(layouts=layouts))
    assert isinstance(found, Page)
    assert found.article is not None
    return found


@pytest.mark.parametrize("layouts", [(NEW, OLD, OLDEST), (OLDEST, OLD, NEW), (OLD, NEW, OLDEST)])
@pytest.mark.parametrize(
    ("html", "by"),
    [(first("2008-05-06"), "td.bt"), (second("2012-05-06"), "h2.t"), (third("2024-05-06"), "h1")],
)
def test_each_page_is_read_by_the_rules_of_its_day_in_whatever_order_they_stand(
    html: str, by: str, layouts: tuple[Layout, ...]
) -> None:
    found = read(html, *layouts)
    assert found.article is not None
    assert dict(found.evidence)["headline"] == f"profile: {by}"
    assert found.article.headline == "老街开张"
    assert "订阅" not in (found.article.article_body or "")
    assert (found.article.article_body or "").count("铺面") == 5
    assert not found.drift


def test_the_last_day_of_a_layout_belongs_to_it() -> None:
    assert dict(read(second("2018-06-30"), OLD).evidence)["headline"] == "profile: h2.t"
    assert not dict(read(second("2018-07-01"), OLD).evidence)["headline"].startswith("profile")


def test_an_article_that_no_layout_fits_is_read_by_evidence_and_told() -> None:
    found = read(first("2024-05-06"), NEW)
    assert found.drift
    assert found.article is not None
    assert found.article.headline == "老街开张"


def test_drift_is_what_the_profile_covers() -> None:
    assert not read(third("2024-05-06")).drift, "no layout, no drift"
    assert not read(third("2024-05-06"), OLD).drift, "a profile for old pages alone says nothing of new ones"
    assert read(third("2012-05-06"), OLDEST, OLD).drift, "of that day, and not by its rules"


def test_breadcrumbs_by_a_selector() -> None:
    trails = "<p class=a><a href=/>首页</a> &gt; <a href=/x/>广告</a></p><p class=b>您的位置：<a href=/>首页</a> &gt; <a href=/n/>本地</a></p>"
    layout = Layout({**NEW.fields, "breadcrumbs": "p.b"})
    found = read(trails + third("2024-05-06"), layout)
    assert found.article is not None
    assert [crumb.name for crumb in found.article.breadcrumbs] == ["首页", "本地"]
    assert dict(found.evidence)["breadcrumbs"] == "profile: p.b"


def test_a_body_named_by_a_part_of_a_line_is_read() -> None:
    body = "<div><span id=text>修缮后的老街重新开张，街坊们一早就来看热闹，铺面前排起了长队。</span></div>"
    found = read(page("<h1>老街开张</h1>", body, "2019-05-01"), NEW)
    assert found.article is not None
    assert "街坊们一早就来看热闹" in (found.article.article_body_html or "")
    assert found.article.article_body_html == f"<p>{found.article.article_body}</p>"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [(r"编发：(\S+)", ["林晓"]), (r"(?<=编发：)\S+", ["林晓"]), (r"撰写：(\S+)", []), (r"编发(：)?(\S{9})?", [])],
)
def test_a_layout_may_say_which_part_of_a_line_a_field_is(pattern: str, names: list[str]) -> None:
    line = "<p class=ly>2009-05-06　编发：林晓　稿件：镇志办</p>"
    layout = Layout({**NEW.fields, "authors": "p.ly"}, match={"authors": pattern})
    found = read(f"<title>老街开张</title><h1>老街开张</h1>{line}<div id=text>{PROSE}</div>", layout)
    assert found.article is not None
    assert [person.name for person in found.article.authors] == names
