"""Articles that pages keep in JSON for their scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse

ONE = "昨天下午，城南老街的修缮工程全部完工，沿街的三十二间铺面重新挂上了门板和招牌，街坊们都来看热闹。"
TWO = "工程从去年十月开工，前后用了九个月。施工队把拆下来的旧砖一块块编号，能用的都砌回了原处。"
MARKUP = f"<p>{ONE}</p><p>{TWO}</p>"
ARTICLE = {
    "title": "城南老街修缮完工",
    "publishTime": "2024-06-29 10:20:00",
    "sourceName": "青石晚报",
    "author": "林晓",
    "content": MARKUP,
}
NESTED = {"props": {"pageProps": {"detail": ARTICLE, "hot": [{"title": "县城夜市重开", "id": 3}]}}}


def read(script: str, title: str = "城南老街修缮完工_青石网", shown: str = "") -> Reading:
    page = f"<html><head><title>{title}</title></head><body><div id=app>{shown}</div>{script}</body></html>"
    return extract(parse(page, "http://news.qingshi.example/2024/1.html"))


def dumped(value: Any, *, escaped: bool = False) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c") if escaped else text.replace("</script", "<\\/script")


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__DATA__" type="application/json">{dumped(NESTED)}</script>',
        f"<script>window.__STATE__={dumped(NESTED, escaped=True)};(function(){{}})()</script>",
        f"<script>var a = {{}}; var b = {dumped({'doc': {**ARTICLE, 'content': [{'type': 'text', 'data': MARKUP}]}})};</script>",
        f"<script>var b = {dumped({**ARTICLE, 'content': MARKUP.replace('<', '&lt;').replace('>', '&gt;')})};</script>",
    ],
)
def test_the_article_is_read_with_its_fields(script: str) -> None:
    found = read(script)
    assert found.body is not None
    assert found.body.value.paragraphs == (ONE, TWO)
    assert found.headline is not None
    assert found.headline.value == ARTICLE["title"]
    assert found.published is not None
    assert found.published.value.iso == "2024-06-29T10:20:00+08:00"
    assert found.published.evidence == "script datePublished"
    assert found.source is not None
    assert found.source.value.name == ARTICLE["sourceName"]
    assert found.authors is not None
    assert [person.name for person in found.authors.value] == [ARTICLE["author"]]


def test_what_the_page_shows_goes_before_what_it_keeps() -> None:
    other = "<p>" + "养蜂人老周的箱子摆在山坡上，一排一排，远看像是谁家晒着的书。</p><p>" * 3 + "</p>"
    found = read(f"<script>var b = {dumped(ARTICLE)};</script>", shown=other)
    assert found.body is not None
    assert ONE not in found.body.value.paragraphs


def test_many_texts_of_which_none_is_named_are_no_article() -> None:
    texts = [{"title": f"旧闻之{n}", "content": MARKUP + f"<p>{n}</p>"} for n in "甲乙丙"]
    assert read(f"<script>var list = {dumped(texts)};</script>", title="青石网").body is None
    chosen = [*texts, {"title": "城南老街修缮完工", "content": MARKUP}]
    assert read(f"<script>var list = {dumped(chosen)};</script>").body is not None


@given(st.text(alphabet='{}[]":,<p>\\u003c 0a=', max_size=200))
def test_broken_json_never_raises(text: str) -> None:
    read(f"<script>var a = {{{text}&lt;p{text * 3}</script>")
