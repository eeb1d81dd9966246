"""Tables of data in an article: every cell in its place, whatever words stand in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipelines.page.extract import extract
from pipelines.page.model import Body
from pipelines.page.tree.document import parse

TABLES = json.loads((Path(__file__).parents[2] / "cases" / "tables.json").read_text(encoding="utf-8"))
SAID = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人，孩子们放飞了气球。</p>"
SAID_IN_ENGLISH = "<p>A new bridge opened on the river yesterday, and people from both banks came to see it before breakfast.</p>"
CELL = re.compile(r"<td>(?:<a [^>]*>)?([^<]*)")


def body(inside: str) -> Body:
    html = f"<title>新桥通车两岸欢庆</title><h1>新桥通车两岸欢庆</h1><div class='article-body'>{inside}</div>"
    found = extract(parse(html, "http://a.example/n/1.html")).body
    assert found is not None
    return found.value


def table(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


@pytest.mark.parametrize("behind", [2, 0], ids=["amid the text", "at its end"])
@pytest.mark.parametrize("rows", TABLES, ids=lambda rows: rows[0][0])
def test_a_table_of_data_keeps_every_cell(rows: list[list[str]], behind: int) -> None:
    said = SAID_IN_ENGLISH if rows[0][0].isascii() else SAID
    found = body(said * 3 + table(rows) + said * behind)
    assert [CELL.findall(row) for row in found.html.split("<tr>")[1:]] == rows
    lines = ["\t".join(row).rstrip() for row in rows]
    assert list(found.paragraphs[3 : 3 + len(rows)]) == lines


@pytest.mark.parametrize(
    "rows",
    [
        [["打印", "关闭"], ["分享", "收藏"]],
        [["责任编辑：王山", "来源：青石日报"], ["打印", "关闭"]],
        [["<a href=/n/2.html>南岸的老街</a>", "<a href=/n/3.html>北岸的新城</a>"]] * 2,
    ],
    ids=["buttons", "editors", "links"],
)
def test_a_table_of_buttons_or_links_is_none_of_the_text(rows: list[list[str]]) -> None:
    assert body(SAID * 3 + table(rows)).paragraphs == body(SAID * 3).paragraphs


def test_lists_keep_the_number_that_they_begin_with() -> None:
    assert '<ol start="3"><li>东岸</li>' in body(f"{SAID * 2}<ol start=3><li>东岸<li>西岸</ol>{SAID * 2}").html
