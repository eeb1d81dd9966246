"""Preformatted text: broken paragraphs are put together, verse and tables are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse
from pipelines.page.tree.preformatted import paragraphs

HAN = "今年春天他在塬上推广新谷子七百亩地一块一块地看有人嫌麻烦他就蹲在地头不走"
LETTER = "The first paragraph was broken at a width of\nforty-odd columns, as people did in those\nyears.\n\nThe second one ends here, on the line below\nits first."


def test_paragraphs_that_blank_lines_part() -> None:
    first, second = (part for part in paragraphs(LETTER) if part)
    assert first == "The first paragraph was broken at a width of forty-odd columns, as people did in those years."
    assert second == "The second one ends here, on the line below its first."


def test_paragraphs_that_begin_with_an_indent() -> None:
    text = f"\n　　{HAN[:32]}\n{HAN[:34]}\n{HAN[:9]}。\n　　{HAN[:32]}\n{HAN[:5]}。\n"
    assert [part for part in paragraphs(text) if part] == [
        f"{HAN[:32]}{HAN[:34]}{HAN[:9]}。",
        f"{HAN[:32]}{HAN[:5]}。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "三级石阶，还在水上\n像爷爷的三颗牙\n\n桥通车那天\n我把最后一张船票",
        f"{HAN}。\n{HAN[:12]}。\n{HAN}{HAN}。",
        "Place          Rain  Wind     Warnings today\n\nHolm Quay       12    30      small craft warned\nPenbrook         9    22      none at this time\nArbeda           0    11      none at this time",
        "",
    ],
)
def test_lines_that_are_lines(text: str) -> None:
    assert paragraphs(text) == text.expandtabs().split("\n")


@given(st.text(alphabet="ab 　\n\t字。", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())


def test_an_article_in_one_preformatted_element() -> None:
    body = "\n".join(f"　　{HAN[:32]}\n{HAN[:34]}，\n{HAN[:9]}。" for _ in range(3))
    found = extract(
        parse(f"<h2>新谷子</h2><p>2003-07-02</p><pre>\n{body}\n</pre>", "http://a.example/1.html")
    ).body
    assert found is not None
    assert found.value.paragraphs == (f"{HAN[:32]}{HAN[:34]}，{HAN[:9]}。",) * 3


def test_a_header_in_the_same_element() -> None:
    """All lines of such an element begin at one node: that of the date is no end of the others."""
    text = f"发信人: nanfeng (南风), 信区: Prose\n标  题: 新谷子\n发信站: 石桥社区 (Wed Sep  7 11:57:33 2005)\n\n　　{HAN}。\n\n　　{HAN[9:]}。\n"
    read = extract(parse(f"<title>新谷子</title><pre>{text}</pre>", "http://a.example/1.html"))
    assert read.body is not None
    assert read.body.value.paragraphs == (f"{HAN}。", f"{HAN[9:]}。")
    assert read.authors is not None
    assert read.authors.value[0].name == "nanfeng"
    assert read.published is not None
    assert read.published.value.iso == "2005-09-07T11:57:33+08:00"
