"""What tags and statements say is made whole with the page, and stays what it is: a value in its quotation marks."""

from __future__ import annotations

import pytest

from pipelines.mending import repair_any
from pipelines.read import Fetched, Page, read_page
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.encoding import decode

POLLUTED = "青嶺縣(xiàn)進(jìn)入雨季，老街的修繕工程暫時(shí)停工，街坊說(shuō)要等到九月。"
CLEAN = "青嶺縣進入雨季，老街的修繕工程暫時停工，街坊說要等到九月。"
CROSSED = CLEAN.encode().decode("gb18030", "replace")


def page_with(value: str, text: str) -> str:
    return f"<html><head>{value}</head><body><h1>老街修繕</h1><p>{text}</p><p>{text}</p></body></html>"


VALUES = [
    '<meta name="description" content="{}">',
    "<meta content='{}' property='og:title'>",
    '<a href="/1.html" title="{}">雨季</a>',
    '<img src="a.jpg" alt="{}">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{}"}}</script>',
]


def whole(page: str) -> str:
    data = page.encode()
    decoded = decode(data, "text/html; charset=utf-8")
    repaired = repair_any(data, decoded)
    assert apply_edits(decoded.text, repaired.edits) == repaired.text
    assert undo_edits(repaired.text, repaired.edits) == decoded.text
    return repaired.text


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("damaged", [POLLUTED, CROSSED])
def test_values_come_back_with_the_text(value: str, damaged: str) -> None:
    assert whole(page_with(value.format(damaged), damaged)) == page_with(value.format(CLEAN), CLEAN)


@pytest.mark.parametrize("damaged", [POLLUTED, CROSSED])
def test_sections_of_a_feed_come_back_and_stay_sections(damaged: str) -> None:
    feed = (
        '<?xml version="1.0"?><rss><channel><item><title><![CDATA[{}]]></title><link>http://news.example/1.html</link>'
        "<description><![CDATA[<p>{}</p>]]></description></item></channel></rss>"
    )
    assert whole(feed.format(damaged, damaged)) == feed.format(CLEAN, CLEAN)
    read = read_page(Fetched("http://news.example/rss.xml", feed.format(damaged, damaged).encode(), "text/xml"))
    assert isinstance(read, Page)
    assert [link.text for link in read.navigation.links] == [CLEAN]


@pytest.mark.parametrize(
    "value",
    [
        '<script>var title = "{}";</script>',
        "<style>p::before {{ content: '{}' }}</style>",
        "<!-- title='{}' -->",
        '<p data-alt="{}">雨季</p>',
    ],
)
def test_what_nobody_is_told_is_left(value: str) -> None:
    kept = value.format(POLLUTED)
    assert kept in whole(page_with(kept, POLLUTED))


@pytest.mark.parametrize("inside", ["&quot;", "&lt;b&gt;", "\\u0022", "%22", "=22", "\\\\\\"])
@pytest.mark.parametrize("value", VALUES)
def test_no_repair_ends_a_value(value: str, inside: str) -> None:
    escaped = f"街坊說{inside}\\u8001\\u8857{inside}修好了，\\u8336\\u9928開門了"
    repaired = whole(page_with(value.format(escaped), POLLUTED))
    assert repaired.count('"') == page_with(value.format(escaped), CLEAN).count('"')
    assert repaired.count("<") == page_with(value.format(escaped), CLEAN).count("<")


def test_the_description_of_an_article_tells_its_edits() -> None:
    page = page_with(f'<meta name="description" content="{POLLUTED}">', POLLUTED * 3)
    read = read_page(Fetched("http://news.example/2026/06/07/1.html", page.encode(), "text/html; charset=utf-8"))
    assert isinstance(read, Page)
    assert read.article is not None
    assert read.article.description == CLEAN
    assert read.article.text is not None
    assert [edit.before for edit in read.article.text.edits if edit.field == "description"][:2] == [
        "(xiàn)",
        "(jìn)",
    ]


def test_strings_of_a_statement_that_nothing_ends_are_read_once() -> None:
    """To begin another at each quotation mark in them took hours for a page of this size."""
    escaped = '\\"' * 200_000
    page = page_with(f'<script type="application/ld+json">老街{escaped}\\</script>', POLLUTED)
    assert escaped in whole(page)
