"""Where the text is and what belongs to it, on pages that are built in the many ways that sites are."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

ONE = "山里的桥修好了，孩子们上学不用再绕十里路，老人们赶集也方便多了。"
TWO = "施工队在汛期之前完成了最后一段护栏的安装，验收组逐项检查，全部合格。"
THREE = "村民们自发在桥头种下一排桂花，说等花开的时候，要请施工队回来喝酒。"
TEXT = [ONE, TWO, THREE]
MENU = "<ul class=nav>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(9)) + "</ul>"

PAGES = {
    "paragraphs in a div": f"{MENU}<h1>桥通了</h1><div class=c><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>",
    "line breaks in a cell": f"<table><tr><td>{MENU}</td><td>{ONE}<br><br>　　{TWO}<br>{THREE}</td></tr></table>",
    "one span a paragraph, by its style": f"{MENU}<div>"
    + "".join(f"<span style='display:block'>　　{each}</span>" for each in TEXT)
    + "</div>",
    "a large letter beside the first paragraph": f"{MENU}<div><p><span style='display:block;float:left'>{ONE[0]}</span>{ONE[1:]}</p>"
    f"<p>{TWO}</p><p>{THREE}</p></div>",
    "one div a paragraph": f"{MENU}<div id=x><div>{ONE}</div><div>&nbsp;</div><div>{TWO}</div><div>{THREE}</div></div>",
    "pasted from a word processor": f"{MENU}<div><p class=MsoNormal><span lang=EN-US><o:p></o:p></span><span><font>{ONE}</font></span></p>"
    f"<p class=MsoNormal><b><span>{TWO[:9]}</span></b><span>{TWO[9:]}<o:p></o:p></span></p><p class=MsoNormal><font>{THREE}</font></p></div>",
    "unclosed fonts": f"{MENU}<div><font size=3><p>{ONE}<font color=red><p>{TWO}<font><p>{THREE}</div>",
    "preformatted": f"{MENU}<pre>{ONE}\n\n{TWO}\n{THREE}</pre>",
    "parts with an advertisement between": f"{MENU}<div class=a><div class=part><p>{ONE}</p></div><div class=ad>广告</div>"
    f"<div class=part><p>{TWO}</p><p>{THREE}</p></div></div>",
    "shown by a script later": f"{MENU}<div style='display:none'><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>",
    "hidden words for search engines": f"{MENU}<div><div style='font-size:0'>{'桥梁,护栏,验收,' * 9}</div>"
    f"<div style='position:absolute;left:-9999px'>{ONE * 3}</div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>",
    "what a button beside the author's name opens": f"{MENU}<div><h1>桥通了</h1><div class=author-dropdown><p>她曾在三家报社任职，写山区交通已有十年，如今住在桥的另一头。</p></div>"
    f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>",
    "lines wrapped in the source": f"{MENU}<div><p>{ONE[:10]}\n    {ONE[10:]}</p><p>{TWO}</p><p>{THREE}</p></div>",
    "related links inside": f"{MENU}<div><p>{ONE}</p><ul><li><a href=/1>护栏怎么装，听听老师傅怎么说</a></li><li><a href=/2>又一座桥开工</a></li></ul>"
    f"<p>{TWO}</p><p>{THREE}</p><p>相关阅读：</p><p><a href=/3>汛期将至，各地加紧备汛</a></p></div>",
    "byline above, editors and disclaimer below": f"{MENU}<div><h2>桥通了</h2><p>2024-05-06 10:00 来源：山里报 作者：李青</p><p>{ONE}</p><p>{TWO}</p>"
    f"<p>{THREE}</p><p>责任编辑：王小山</p><p>声明：凡注明来源的作品，转载时须注明出处。</p><p>上一篇：<a href=/1>路修了</a></p></div>",
    "reporters on a line of their own": f"{MENU}<div><h2>桥通了</h2><p>◎本网记者 李青 王小山</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>",
    "share buttons inside": f"{MENU}<div><p>分享到： 微信 微博 QQ空间</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>【打印】 【关闭】</p></div>",
    "comments that their heading alone names": f"{MENU}<div class=m><div class=t><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div><div><h2>27 commentaires</h2><ul>"
    + "<li><div><p>说得好，我们村也盼着修一座这样的桥，盼了二十多年了。</p><p>护栏装得结实，汛期也不怕了。</p></div></li>"
    * 30
    + "</ul></div></div>",
    "comments longer than the text": f"{MENU}<div class=m><div class=t><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div><div id=comments>"
    + "<p>说得好，我们村也盼着修一座这样的桥，盼了二十多年了。</p>" * 30
    + "</div></div>",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_text_and_nothing_else(name: str) -> None:
    reading = extract(
        parse(f"<title>桥通了</title><body>{PAGES[name]}<p>版权所有 山里报社</p>", "http://example.com/a/1.html")
    )
    assert reading.body is not None
    assert list(reading.body.value.paragraphs) == TEXT


def test_a_notice_keeps_its_signature_and_day() -> None:
    page = f"<div><h1>通告</h1><p>{ONE}</p><p>{TWO}</p><p>特此通告。</p><p>山里县人民政府</p><p>2024年5月6日</p></div>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body is not None
    assert reading.body.value.paragraphs[-3:] == ("特此通告。", "山里县人民政府", "2024年5月6日")


def test_captions_go_with_their_pictures() -> None:
    page = f"<div><p>{ONE}</p><figure><img src=/b.jpg><figcaption>新桥 吴江 摄</figcaption></figure><p>{TWO}</p><p>{THREE}</p></div>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body and reading.images
    assert list(reading.body.value.paragraphs) == TEXT
    assert [(image.url, image.caption) for image in reading.images.value] == [
        ("http://example.com/b.jpg", "新桥 吴江 摄")
    ]
    assert (
        '<figure><img src="http://example.com/b.jpg"><figcaption>新桥 吴江 摄</figcaption></figure>'
        in reading.body.value.html
    )


def test_buttons_are_no_part_of_a_caption() -> None:
    page = f"<div><p>{ONE}</p><figure><img src=/b.jpg><figcaption>新桥 吴江 摄<p>分享 facebook</p></figcaption></figure><p>{TWO}</p></div>"
    images = extract(parse(page, "http://example.com/")).images
    assert images and [image.caption for image in images.value] == ["新桥 吴江 摄"]


def test_icons_and_placeholders_are_no_pictures() -> None:
    page = f"<div><p>{ONE}</p><img src=/icon/share.gif><img src=/x.png width=1 height=1><img src=/loading.gif data-original=/c.jpg><p>{TWO}</p></div>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.images and [image.url for image in reading.images.value] == ["http://example.com/c.jpg"]


def test_markup_of_the_body_keeps_links_and_emphasis_only() -> None:
    page = f"<div onclick=x()><p class=q>{ONE}<a href='/s' target=_blank onclick=y()><b>桥头</b></a>见。</p><p>{TWO}</p><h3>后来</h3><p>{THREE}</p></div>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body
    assert f'<p>{ONE}<a href="http://example.com/s"><strong>桥头</strong></a>见。</p>' in reading.body.value.html
    assert "<h3>后来</h3>" in reading.body.value.html


def test_the_indent_of_a_line_is_no_part_of_it() -> None:
    page = f"<div><p><b>\u3000\u3000{ONE}</b>\n      <a href='/s'> 桥头</a></p><dl><dt>{TWO}<br></dt><dd>{THREE}</dd></dl></div>"
    body = extract(parse(page, "http://example.com/")).body
    assert body
    assert f'<p><strong>{ONE}</strong><a href="http://example.com/s"> 桥头</a></p>' in body.value.html
    assert f"<dt>{TWO}</dt><dd>{THREE}</dd>" in body.value.html


def test_text_is_escaped_in_the_markup() -> None:
    page = f"<div><p>{ONE}&lt;script&gt;alert(1)&lt;/script&gt;</p><p>{TWO}</p></div>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body and "<script" not in reading.body.value.html
    assert "&lt;script&gt;" in reading.body.value.html


def test_a_page_without_prose_has_no_body() -> None:
    reading = extract(parse(f"<body>{MENU}<p>版权所有 2024</p>", "http://example.com/"))
    assert reading.body is None
    assert reading.score < 20


def test_a_side_column_is_no_text_of_an_article_that_has_only_a_film() -> None:
    page = f"<body>{MENU}<div id=main><h1>老桥纪录片</h1><iframe src=/v/7></iframe></div><div id=%s>{ONE}<p>{TWO}</p></div>"
    beside, around = (extract(parse(page % name, "http://example.com/")) for name in ("sidebar", "b7"))
    assert beside.body is None
    assert around.body is not None


@pytest.mark.parametrize(
    "around",
    ["<div class='container theme_sidebar right-sidebar'>%s</div>", "<div id=sidebar><article>%s</article></div>"],
)
def test_a_theme_that_names_its_columns_after_the_side_has_its_article_there(around: str) -> None:
    page = (
        f"<body>{MENU}<div class=title-bar><h1>老桥纪录片</h1></div>{around % f'<p>{ONE}</p><p>{TWO}</p>'}</body>"
    )
    assert extract(parse(page, "http://example.com/")).body is not None


def test_json_ld_speaks_where_the_page_has_no_text() -> None:
    page = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"桥通了","articleBody":"{ONE * 4}"}}</script><div id=app></div>'
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body and reading.body.value.paragraphs == (ONE * 4,)
    assert reading.body.evidence == "JSON-LD articleBody"


def test_a_gallery_says_what_its_captions_say() -> None:
    pictures = "".join(
        f"<figure><img src=/{n}.jpg><figcaption>{line}</figcaption></figure>" for n, line in enumerate(TEXT)
    )
    reading = extract(parse(f"<h1>桥通了</h1><div class=gallery>{pictures}</div>", "http://example.com/"))
    assert reading.body and list(reading.body.value.paragraphs) == TEXT


def test_the_paragraph_above_the_element_of_the_text_belongs_to_it() -> None:
    page = f"<main><h1>桥通了</h1><p>2024-05-06</p><p class=chapo>{ONE}</p><div class=t><p>{TWO}</p><p>{THREE}</p><p>{TWO}</p></div></main>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body and reading.body.value.paragraphs == (ONE, TWO, THREE, TWO)


def test_of_posts_that_look_alike_the_first_is_the_article() -> None:
    posts = "".join(f"<div class=post><p>{line * 4}</p></div>" for line in (ONE, TWO * 9, THREE))
    reading = extract(parse(f"<h1>桥通了</h1><div>{posts}</div>", "http://example.com/"))
    assert reading.body and reading.body.value.paragraphs == (ONE * 4,)


def test_columns_that_look_alike_are_not_posts() -> None:
    teasers = "".join(f"<p>{line}</p>" for line in (THREE, THREE))
    page = f"<h1>桥通了</h1><div class=col><div>{teasers * 2}</div></div><div class=col><p>{ONE * 5}</p><p>{TWO * 5}</p></div>"
    reading = extract(parse(page, "http://example.com/"))
    assert reading.body and reading.body.value.paragraphs[-2:] == (ONE * 5, TWO * 5)
    assert THREE not in reading.body.value.paragraphs


def test_the_first_post_of_a_thread_is_the_article_however_long_the_answers() -> None:
    posts = "".join(
        f"<table><tr><td class=t_f id=postmessage_{n}>{line}</td></tr></table>"
        for n, line in enumerate((ONE * 4, TWO * 30))
    )
    reading = extract(parse(f"<h1>桥通了</h1><div>{posts}</div>", "http://example.com/"))
    assert reading.body and reading.body.value.paragraphs == (ONE * 4,)


def test_lines_of_a_stated_body_are_paragraphs() -> None:
    said = "渡口的老槐树今年开了两次花，镇上的人都来看。\\n" * 5
    page = f'<title>槐树</title><script type="application/ld+json">{{"@type": "Article", "articleBody": "{said}"}}</script>'
    body = extract(parse(page, "http://example.com/a/1.html")).body
    assert body is not None
    assert len(body.value.paragraphs) == 5
    assert body.value.html.count("<p>") == 5
