"""Pages of many kinds and languages, written for these tests, read field by field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse
from pipelines.rules import Layout
from tests.conftest import ROOT

PAGES = ROOT / "tests/pages"
GOLDEN = sorted(path.stem for path in PAGES.glob("*.html") if path.with_suffix(".json").exists())


def read(name: str, layout: Layout | None = None, timezone: str | None = None) -> tuple[Reading, dict[str, Any]]:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    document = parse((PAGES / f"{name}.html").read_text(encoding="utf-8"), expected["url"])
    return extract(document, layout, timezone), expected


def seen(reading: Reading) -> dict[str, Any]:
    """Give the reading in the shape of the expectations."""
    return {
        "headline": reading.headline and reading.headline.value,
        "datePublished": reading.published and reading.published.value.iso,
        "dateModified": reading.modified and reading.modified.value.iso,
        "source": reading.source and reading.source.value.name,
        "language": reading.language and reading.language.value,
        "authors": [person.name for person in reading.authors.value] if reading.authors else [],
        "editors": [person.name for person in reading.editors.value] if reading.editors else [],
        "images": [[image.url, image.caption] for image in reading.images.value] if reading.images else [],
        "paragraphs": list(reading.body.value.paragraphs) if reading.body else [],
    }


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_page(name: str) -> None:
    reading, expected = read(name)
    got = seen(reading)
    assert {key: got[key] for key in expected if key != "url"} == {
        key: expected[key] for key in expected if key != "url"
    }


@pytest.mark.parametrize("name", GOLDEN)
def test_every_field_says_where_it_is_from(name: str) -> None:
    reading, _ = read(name)
    fields = (getattr(reading, field) for field in Reading.__dataclass_fields__ if field != "score")
    assert all(found.evidence for found in fields if found is not None)


def test_at_least_eight_kinds_of_site_and_five_languages() -> None:
    assert len(GOLDEN) >= 13
    assert len({read(name)[1].get("language") for name in GOLDEN}) >= 8


@settings(max_examples=60)
@given(st.text(max_size=300) | st.text(alphabet="<>/ap divtablecls=\"'年月日0123456789：作者来源", max_size=400))
def test_never_raises(text: str) -> None:
    extract(parse(text, "http://example.com/"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>",
        "<body></body>",
        "<frameset><frame src=a.htm></frameset>",
        "<div>" * 3000 + "深" * 80 + "。",
        '<script type="application/ld+json">{"@type": ["NewsArticle", 3], "author": {"name": {"x": []}}}</script>',
        '<meta name="PubDate" content="99999999">' + "<p>九九年二月三十一日，某地。</p>" * 9,
        "<table><tr><td>" * 200 + "表" * 50,
        "\x00\ud7ff\ufffe" * 40,
    ],
)
def test_odd_pages_are_read_without_failing(text: str) -> None:
    assert isinstance(extract(parse(text, "http://example.com/")), Reading)


def test_a_profile_goes_before_the_evidence() -> None:
    fields = {
        "headline": ".futi",
        "articleBody": "#ozoom",
        "authors": "founder-author",
        "datePublished": ".header .date",
    }
    reading, _ = read("founder-epaper", Layout(fields))
    assert reading.headline and reading.headline.value == "——我市“城市书房”建设见闻"
    assert reading.headline.evidence == "profile: .futi"
    assert reading.body and reading.body.evidence == "profile: #ozoom"
    assert reading.published and reading.published.value.iso == "2022-08-17"
    assert reading.authors and [person.name for person in reading.authors.value] == ["欧阳静怡", "卢凯"]


def test_a_profile_takes_out_what_it_names() -> None:
    reading, expected = read("trs-government", Layout(remove=("table", "p:nth-of-type(1)")))
    assert reading.body
    assert reading.body.value.paragraphs == tuple(expected["paragraphs"][1:3] + expected["paragraphs"][6:])


def test_a_selector_that_finds_nothing_or_is_none_leaves_the_evidence() -> None:
    reading, expected = read("taiwan-daily", Layout({"headline": ".gone", "articleBody": "p[[", "source": "::"}))
    assert reading.headline and reading.headline.value == expected["headline"]
    assert reading.body and list(reading.body.value.paragraphs) == expected["paragraphs"]


def test_the_zone_of_the_profile_is_that_of_bare_times() -> None:
    reading, _ = read("german-regional", timezone="+01:00")
    assert reading.published and reading.published.value.iso == "2023-03-07T17:40:00+01:00"


def test_lists_score_less_than_articles() -> None:
    without_prose = (
        "body-for-machines-only",
        "verses-beside-a-widget",
        "zh-pictures-in-paragraphs",
        "zh-quake-in-table",
        "zh-two-tables",
    )
    scores = {name: read(name)[0].score for name in GOLDEN if name not in without_prose}
    assert (
        scores["list-of-headlines"]
        < 20
        < min(score for name, score in scores.items() if name != "list-of-headlines")
    )


def test_the_html_of_the_body_is_clean() -> None:
    reading, _ = read("trs-government")
    assert reading.body
    html = reading.body.value.html
    assert "<table><tbody><tr><td>乡镇</td><td>里程（公里）</td>" in html
    assert '<img src="http://www.qingshi.example/zwdt/202403/W020240312338812.jpg">' in html
    assert not any(sign in html for sign in ("style", "class", "script", "招聘", "onclick"))


def test_links_in_the_body_are_absolute() -> None:
    reading, _ = read("wordpress-english")
    assert reading.body
    assert (
        '<a href="https://harbour-courier.example/2021/11/state-grant/">state grant</a>' in reading.body.value.html
    )
    assert reading.body.value.node is not None
    assert "entry-content" in (reading.body.value.node.attributes["class"] or "")


TWO_LINES = "<p>昨天下午，城南老街的修缮工程全部完工，沿街的三十二间铺面重新挂上了门板和招牌。</p>" * 2


@pytest.mark.parametrize(
    ("title", "byline", "rest", "source"),
    [
        ("老街修缮完工 - 城事 - 青石時報電子報", "2024-06-29 10:20", "", "青石時報"),
        ("老街修缮完工│QSTV新聞網", "2024-06-29 10:20", "", "QSTV新聞網"),
        ("老街修缮完工-青石晚报", "2024-06-29 10:20", "", "青石晚报"),
        ("老街修缮完工", "2024-06-29 10:20", "<p>所有内容为青石新闻网版权所有</p>", "青石新闻网"),
        ("老街修缮完工", "2024-06-29 10:20", "<p>Copyright 2024 Qingshi Times. All rights reserved.</p>", "Qingshi Times"),
        ("老街修缮完工_国内新闻", "2024-06-29 10:20", "", None),
        ("老街修缮完工 - 青石大学", "2024-06-29 10:20", "", None),
        ("老街修缮完工_青石晚报", "2024-06-29 10:20　来源：临溪日报", "", "临溪日报"),
        ("老街修缮完工_青石晚报", "来源 / 临溪日报　2024-06-29 10:20", "", "临溪日报"),
        ("老街修缮完工_青石晚报", "<span>国内新闻</span><span>临溪周末</span><span>2024-06-29 10:20</span>", "", "临溪周末"),
        ("老街修缮完工_青石晚报", "<span>2024-06-29 10:20</span></div><div>臨溪時報</div><div>", "", "臨溪時報"),
        ("老街修缮完工_青石晚报", "2024-06-29 10:20", "<p>新聞來源：<a href=/x><img src=/l.gif alt='臨溪電視'></a></p>", "臨溪電視"),
        ("老街修缮完工_青石晚报", "2024-06-29 10:20　来源：互联网", "", None),
        (
            "老街修缮完工_青石晚报",
            "2024-06-29 10:20",
            "<div itemscope itemtype=http://schema.org/ImageObject><meta itemprop=copyrightHolder content=临溪图片社></div>",
            "青石晚报",
        ),
        ("老街修缮完工_青石晚报", "2024-06-29 10:20　来源：山海网-《山海日报》", "", "山海网-《山海日报》"),
    ],
)  # fmt: skip
def test_the_source_is_who_the_page_credits_or_else_whose_page_it_is(
    title: str, byline: str, rest: str, source: str | None
) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>老街修缮完工</h1><div>{byline}</div><div class=c>{TWO_LINES}</div>{rest}</body></html>"
    found = extract(parse(page, "http://news.a.example/2024/1.html")).source
    assert (found.value.name if found else None) == source


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("<title>臨溪電子報 - 老街修繕完工</title><meta name=keywords content='臨溪時報,臨溪電子報'>", "臨溪時報"),
        ("<title>臨溪電子報 - 老街修繕完工</title><meta name=keywords content='臨溪,公車'>", "臨溪電子報"),
        ("<title>老街修繕完工</title><meta property=og:site_name content='岸報 Ngaan Po'>", "岸報"),
        ("<title>老街修繕完工</title><meta property=og:site_name content='Oxbow | The voice of the lower valley'>", "Oxbow"),
        ("<title>老街修繕完工 - Газета «Ярские вести»</title>", "Ярские вести"),
        ("<title>臨溪新聞報</title>", "臨溪新聞報"),
        ("<title>老街修繕完工 - Báo Thanh Lâm điện tử</title>", "Báo Thanh Lâm"),
    ],
)  # fmt: skip
def test_the_paper_is_told_from_its_edition_its_other_script_and_its_quotes(head: str, source: str) -> None:
    page = (
        f"<html><head>{head}</head><body><h1>老街修繕完工</h1><div>2024-06-29</div><div class=c>{TWO_LINES}</div>"
    )
    found = extract(parse(page, "http://news.a.example/2024/1.html")).source
    assert found is not None
    assert found.value.name == source


def test_a_forum_is_no_paper() -> None:
    page = f"<title>老街修缮完工_青石晚报</title><h1>老街修缮完工</h1><div>2024-06-29 10:20</div><div>{TWO_LINES}</div>"
    assert extract(parse(page, "http://bbs.a.example/thread-1.html")).source is None


def test_a_dispatch_above_the_text_names_its_paper() -> None:
    page = f"<title>老街修缮完工_网站</title><h1>老街修缮完工</h1><p>青石新闻网讯（记者 林晓）</p><div>2024-06-29</div><div>{TWO_LINES}</div>"
    found = extract(parse(page, "http://news.a.example/2024/1.html")).source
    assert found is not None
    assert found.value.name == "青石新闻网"


def test_the_paper_in_the_first_line_is_the_source() -> None:
    for opening, name in (
        ("【嶺海日報專訊】", "嶺海日報"),
        ("南溪日报讯 （记者 林晓）", "南溪日报"),
        ("远帆社青石6月29日电 ", "远帆社"),
    ):
        page = f"<title>老街修缮完工_网站</title><h1>老街修缮完工</h1><div>2024-06-29 10:20</div><div><p>{opening}{TWO_LINES[3:]}</div>"
        found = extract(parse(page, "http://news.a.example/2024/1.html")).source
        assert found is not None
        assert found.value.name == name


@pytest.mark.parametrize(
    ("lead", "images"),
    [
        ("<figure><img src='/p/1.jpg'><figcaption>新桥通车。</figcaption></figure>", [("1.jpg", "新桥通车。")]),
        ("<div class='news_img'><img src='/p/1.jpg'><div>新桥通车。</div></div>", [("1.jpg", "新桥通车。")]),
        ("<figure><amp-img src='/p/1.jpg'></amp-img></figure>", [("1.jpg", None)]),
        ("<div class='author'><img src='/p/face.jpg'>王山</div>", []),
        ("<a href='/'><img src='/p/2.jpg'></a>", []),
    ],
)
def test_pictures_between_headline_and_text_are_the_articles_where_they_have_a_frame(
    lead: str, images: list[tuple[str, str | None]]
) -> None:
    text = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人。</p>" * 3
    html = f"<title>新桥通车</title><h1>新桥通车</h1>{lead}<div class='article-body'>{text}</div>"
    found = extract(parse(html, "http://a.example/n/1.html")).images
    assert [(each.url.rpartition("/")[2], each.caption) for each in (found.value if found else ())] == images
