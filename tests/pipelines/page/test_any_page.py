"""No page ends in an error, whatever stands in what: elements of news sites put together at random, empty ones among them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.read import Fetched, Page, read_page

TAGS = (
    *(
        "div",
        "div",
        "p",
        "p",
        "p",
        "span",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "main",
        "nav",
        "ul",
        "li",
    ),
    *(
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "b",
        "i",
        "a",
        "a",
        "a",
        "time",
        "figure",
        "figcaption",
        "img",
        "br",
    ),
    *(
        "blockquote",
        "pre",
        "video",
        "iframe",
        "form",
        "input",
        "label",
        "button",
        "dl",
        "dt",
        "dd",
        "small",
        "address",
    ),
    *("script", "noscript", "template", "font", "center", "details", "summary", "hr"),
)
NAMES = (
    *(
        "title",
        "byline",
        "author",
        "date",
        "time",
        "meta",
        "content",
        "article-body",
        "related",
        "share",
        "comment",
    ),
    *("caption", "source", "breadcrumb", "pager", "next", "lead", "teaser", "box", "post", "tags"),
)
ATTRIBUTES = (
    *(f"class={name}" for name in NAMES),
    *(
        f"href='{href}'"
        for href in ("/news/12.html", "/news/13.html", "/", "#", "#p", "javascript:", "/a.pdf", "?page=2")
    ),
    *("datetime=2024-05-01T10:00", "datetime=''", "itemprop=datePublished", "itemprop=author", "rel=next"),
    *(
        "hidden",
        "style='display:none'",
        "style='font-size:24px'",
        "src=a.jpg",
        "data-time=1700000000",
        "onclick=go(2)",
    ),
)
TEXTS = (
    *("", " ", "：", "¶", "#", "1", "2", "10:00", "3/12", "2024-05-01 10:00", "来源：江城日报", "记者 王小红", "责任编辑：赵六"),
    *("上一篇", "下一页", "首页 > 要闻", "相关阅读", "网友评论", "李四 2024-05-02 11:00", "图为现场。", "（完）", "特此公告。"),
    *("By Mary Hill", "Read more", "2 hours ago", "时间：4月1日", "地点：礼堂", "2080 साल बैशाख", "公開", "更新"),
    "昨天下午三点，城东水库开始泄洪，下游两岸居民已经转移到学校。",
    "县防汛办提醒，今晚仍有大雨，请勿在河边停留。这是水库建成以来的第三次泄洪，预计持续到明天中午。",
    "The reservoir east of the town was opened on Tuesday afternoon, and people along the river have left their homes.",
)  # fmt: skip
URL = "http://news.example/news/12.html"
HEADS = (
    "",
    "<title>城东水库开闸泄洪</title>",
    "<title>城东水库开闸泄洪_江城新闻网</title><meta property=og:type content=article>",
)


def tree(chance: Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.33:
        return chance.choice(TEXTS)
    tag, attributes = chance.choice(TAGS), chance.sample(ATTRIBUTES, chance.choice((0, 0, 1, 1, 2)))
    inner = "".join(tree(chance, depth - 1) for _ in range(chance.choice((0, 0, 1, 1, 2, 2, 3, 4))))
    return f"<{' '.join((tag, *attributes))}>{inner}</{tag}>"


def page(chance: Random) -> str:
    trees = (tree(chance, chance.randint(2, 7)) for _ in range(chance.randint(1, 14)))
    headline = chance.choice(("", "<h1>城东水库开闸泄洪</h1>"))
    return f"<!DOCTYPE html><meta charset=utf-8>{chance.choice(HEADS)}<body>{headline}{''.join(trees)}"


@pytest.mark.parametrize(
    "end", ["<h2>水位<a href='#level'>¶</a></h2>", "<p>水位 <a href='#level'>#</a></p>", "<time></time>"]
)
def test_a_page_ends_in_what_is_empty_or_leads_to_itself(end: str) -> None:
    text = "昨天下午三点，城东水库开始泄洪，下游两岸居民已经转移到学校，今晚仍有大雨。"
    markup = f"<meta charset=utf-8><h1>城东水库开闸泄洪</h1><p>2024-05-01 10:00</p><p>{text}</p><p>{text}再见。</p>{end}"
    read = read_page(Fetched(URL, markup.encode()))
    assert isinstance(read, Page)
    assert read.article is not None
    assert (read.article.article_body or "").startswith(f"{text}\n\n{text}再见。")


@settings(max_examples=300)
@given(st.integers(0, 1 << 32))
def test_a_page_of_any_elements_is_read(seed: int) -> None:
    """The elements are drawn by a generator of chance: Hypothesis itself would draw few to a page."""
    read = read_page(Fetched(URL, page(Random(seed)).encode()))
    assert isinstance(read, Page)
    assert all(link.url for link in read.navigation.read_links())
    if read.article:
        assert read.article.to_dict()["url"]
