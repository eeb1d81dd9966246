"""Pages that leave open what no reader sees, and pages that are XML: nothing behind it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.tree.document import parse
from pipelines.page.tree.walk import outline

URL = "http://news.example/2004/05/1.html"
TEXT = "<h1>旧桥拆除</h1><p>石板全部编号，明年砌进公园的步道。</p>"
SEEN = ["旧桥拆除", "石板全部编号，明年砌进公园的步道。"]


def lines(page: str) -> list[str]:
    return [block.text for block in outline(parse(page, URL)).blocks if not block.hidden]


@pytest.mark.parametrize(
    "page",
    [
        f"<head><title>旧桥拆除 - 河口网\n<meta charset=utf-8></head><body>{TEXT}</body>",
        f"<head><style>\np {{font-size: 14px}}\n</head><body>{TEXT}</body>",
        f"<body><!-- 正文开始 -- >{TEXT}</body>",
        f'<body><script language=javascript src="/count.js">\n{TEXT}</body>',
        f'<head><script src="/a.js" /><link rel=stylesheet href=a.css></head><body>{TEXT}</body>',
        f"<body><SCRIPT>\nvar a = '<p>' + 1\n</head>\n{TEXT}</body>",
        f"<body><form><select name=to><option>新闻<option>体育</form>{TEXT}</body>",
        f"<body><form><textarea name=q rows=1></form>{TEXT}</body>",
        f'<body><iframe src="/ad.html" width=1 height=1>{TEXT}</body>',
        f"<body><object><param name=movie value=a.swf><embed src=a.swf>{TEXT}</body>",
        f'<body><map name=m><area href="/a">{TEXT}</body>',
        f"<head><!--[if lt IE 9]><script src=old.js></script><![endif]></head><body>{TEXT}<!-- 尾 --></body>",
        f"<head><title>旧桥拆除<style>p {{}}<script src=a.js></head><body><!-- 头 ->{TEXT}</body>",
    ],
)
def test_what_is_never_closed_does_not_take_the_rest_of_the_page(page: str) -> None:
    assert lines(page) == SEEN


@pytest.mark.parametrize(
    "page",
    [
        f"<body>{TEXT}<!-- 从这里 --><p>看得见。</p><!-- 到这里",
        f"<body>{TEXT}<p>看得见。</p><script>document.write('<p>广告</p>'",
        f"<body>{TEXT}<p>看得见。</p><select><option>新闻",
        f"<body>{TEXT}<p>看得见。</p><script>\nvar a = '<p>广告</p>';\n</script>",
        f"<body>{TEXT}<p>看得见。</p><!-- <p>旧的正文</p> -->",
    ],
)
def test_what_ends_where_the_page_is_cut_stays_unseen(page: str) -> None:
    assert lines(page) == [*SEEN, "看得见。"]


@pytest.mark.parametrize(
    "page",
    [
        f'<html><head><script src="a.js"/><style type="text/css"/></head><body><a id="top"/><textarea rows="1"/>{TEXT}</body></html>',
        "<html><body><h1>旧桥拆除</h1><p><![CDATA[石板全部编号，明年砌进公园的步道。]]></p></body></html>",
        f"<html><head><script>//<![CDATA[\nif (a < b) c();\n//]]></script></head><body>{TEXT}</body></html>",
        f'<wml><card title="旧桥拆除">{TEXT}<do type="prev"><prev/></do></card></wml>',
    ],
)
def test_pages_that_are_xml_are_read_as_such(page: str) -> None:
    assert lines(f'<?xml version="1.0" encoding="utf-8"?>\n{page}') == SEEN


@pytest.mark.parametrize("tag", ["xmp", "listing", "plaintext"])
def test_text_as_it_was_typed_keeps_its_lines(tag: str) -> None:
    assert lines(f"<body><{tag}>\n　　旧桥昨天拆除。\n　　石板全部编号。\n") == [
        "旧桥昨天拆除。",
        "石板全部编号。",
    ]


def test_what_word_says_of_a_document_is_no_text() -> None:
    word = "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml>"
    assert lines(f"<body>{word}{TEXT}</body>") == SEEN


@given(
    st.lists(
        st.sampled_from(["<title>", "<!--", "<script>", "<select>", "<p>", "</p>", "-->", "字", "<svg>"]),
        max_size=12,
    )
)
def test_any_order_of_tags_gives_a_page(pieces: list[str]) -> None:
    lines("".join(pieces))
