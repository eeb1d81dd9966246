"""Pages that nobody wrote by hand: as deep as a program makes them."""

from __future__ import annotations

import pytest

from pipelines.page.tree.document import parse
from pipelines.page.tree.walk import outline
from pipelines.read import Fetched, Page, read_page

URL = "http://news.example/2024/05/1.html"
PROSE = "今天上午，记者从市政府新闻办公室了解到，全市重点工程建设进展顺利，预计年底前全部完成。"
ARTICLE = f"<h1>重点工程建设进展顺利</h1><p>2024-05-01 来源：示例晚报</p>{f'<p>{PROSE}</p>' * 5}"
DEEP = 60_000


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "blockquote", "a href=/x"])
def test_depth_takes_nothing_from_what_stands_before_and_behind(tag: str) -> None:
    names = [part.split()[0] for part in tag.split("><")][::-1]
    ends = "".join(f"</{name}>" for name in names)
    found = read_page(Fetched(URL, f"{ARTICLE}{f'<{tag}>' * DEEP}字{ends * DEEP}<p>{PROSE}尾</p>".encode()))
    assert isinstance(found, Page)
    assert found.article is not None
    assert found.article.headline == "重点工程建设进展顺利"


def test_what_stands_too_deep_keeps_its_text() -> None:
    made = outline(parse(f"<body>{'<div>' * DEEP}<p>深处的字</p>{'</div>' * DEEP}<p>末尾</p>", URL))
    assert [block.text for block in made.blocks] == ["深处的字", "末尾"]
    assert made.tags[made.blocks[-1].owner] == "p"
    assert made.tags[made.parents[made.blocks[-1].owner]] == "body"


def test_many_elements_that_are_not_deep_stay() -> None:
    rows = "".join(f"<tr><td>{number}<li>{number}<p>字<br>" for number in range(12_000))
    made = outline(parse(f"<table>{rows}</table>", URL))
    assert made.tags.count("tr") == made.tags.count("li") == 12_000


def test_attributes_without_number_take_nothing_away() -> None:
    """In a browser's parser the time grows with their square: of a megabyte of them it takes half a minute."""
    many = "".join(f" a{number}=1" for number in range(300_000))
    found = read_page(Fetched(URL, f"{ARTICLE}<div{many}>{PROSE}</div><p>{PROSE}尾</p>".encode()))
    assert isinstance(found, Page)
    assert found.article is not None
    assert found.article.article_body is not None
    assert found.article.article_body.endswith("尾")


def test_a_long_value_is_no_number_of_attributes() -> None:
    kept = parse(f"<body><div data-page='{PROSE.replace('，', ' ') * 2000}' id=a>字</div>", URL).tree.css_first(
        "#a"
    )
    assert kept is not None
    assert len(kept.attributes["data-page"] or "") == len(PROSE) * 2000
