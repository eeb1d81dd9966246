"""The headline, where title, headings and site names agree or do not."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.lines.titles import without_site
from pipelines.page.tree.document import parse

TEXT = "<p>山里的桥修好了，孩子们上学不用再绕十里路，老人们赶集也方便多了。</p>" * 4
URL = "http://example.com/2010/02/11.html"


def headline(head: str, body: str) -> str | None:
    found = extract(parse(f"<head>{head}</head><body>{body}<div>{TEXT}</div>", URL)).headline
    return found.value if found else None


@pytest.mark.parametrize(
    ("title", "clear"),
    [
        ("山里的桥通了_山里新闻网", "山里的桥通了"),
        ("山里的桥通了-山里网", "山里的桥通了"),
        ("山里的桥通了 - 要闻 - 山里新闻网", "山里的桥通了"),
        ("山里的桥通了--要闻--山里网", "山里的桥通了"),
        ("山里新闻网 - 山里的桥通了", "山里的桥通了"),
        ("山裡的橋通了 | 地方 | 海風新聞網", "山裡的橋通了"),
        ("Ferry returns - after two years | Harbour Courier", "Ferry returns"),
        ("山里的桥通了", "山里的桥通了"),
        ("2019-2020年度工作总结", "2019-2020年度工作总结"),
        ("棱镜|数据业大整顿：用户信息几元不等", "数据业大整顿：用户信息几元不等"),
    ],
)
def test_names_of_sites_are_cut_off_titles(title: str, clear: str) -> None:
    assert without_site(title, "") == clear


CASES = [
    ("<title>山里水利</title>", "<h1>山里的桥通了</h1><h2>十里山路成了往事</h2><p>2024-05-06</p>", "山里的桥通了"),
    ("<title>无标题文档</title>", "<h2>友情链接</h2><p>山里的桥通了</p><p>2024-05-06 10:00</p>", "山里的桥通了"),
    ("<title>山里的桥通了_山里新闻网</title>", "<h1>山里新闻网</h1><h2>山里的桥通了</h2>", "山里的桥通了"),
    (
        "<title>Ferry returns - after two years | Courier</title>",
        "<h1>Ferry returns - after two years</h1>",
        "Ferry returns - after two years",
    ),
    ("<title>山里新闻网</title>", "<ul><li><a href=/>首页</a></ul><h3>山里的桥通了</h3>", "山里的桥通了"),
    ("<title>新闻详情</title>", "<div class=title>山里的桥通了</div><div>2024-05-06</div>", "山里的桥通了"),
    ("<title>山里日报-2024年05月06日</title>", "<h2>山里的桥通了</h2>", "山里的桥通了"),
    (
        "<title>山里的桥通了 盼了二十年_要闻_山里网</title>",
        "<h1>山里的桥通了<br>盼了二十年</h1>",
        "山里的桥通了 盼了二十年",
    ),
    ("<title>山里的桥通了-山里网</title>", "<h1>山里的桥通了 2024-05-06 10:00</h1>", "山里的桥通了"),
    (
        "<title>立春 - 青石百科，人人可写的百科全书</title>",
        "<h1>立春</h1><div id=siteSub>青石百科，人人可写的百科全书</div>",
        "立春",
    ),
    (
        "<title>青石论坛 :: null</title>",
        "<div>在线用户:12066 当值版主:</div><table><tr><td><b>主题：</b> 山里的桥通了，大家来看</td></tr></table><div>2005年8月22日 19:13</div>",
        "山里的桥通了，大家来看",
    ),
    ("<title>山里的桥通了，孩子笑了</title>", "<h1>山里的桥通了，孩子笑了- -</h1>", "山里的桥通了，孩子笑了"),
    (
        "<title></title>",
        "<p><font size=5><b>山里的桥通了，孩子笑了</b></font></p><p>2024-05-06</p>",
        "山里的桥通了，孩子笑了",
    ),
    (
        "<title>石磨 - 小汤的后院</title>",
        "<h1><a href='/'>小汤的后院</a></h1><h2 class=postTitle><a href='/2010/02/11.html'>石磨</a></h2>",
        "石磨",
    ),
    (
        "<title>南塘札記: 石磨</title>",
        "<h1 class=title><a href='/'>南塘札記</a></h1><h3 class='post-title entry-title'>石磨</h3>",
        "石磨",
    ),
    (
        "<title>山里日报</title>",
        "<p><span style='font-size:22px'><b>山里的桥通了</b></span><br><span style='font-size:14px'>孩子上学不绕路</span></p>",
        "山里的桥通了",
    ),
    (
        "<title>山里日报数字报</title>",
        "<p>系列报道③</p><p>山里的桥通了</p><p>——盼了二十年</p><p>本报记者 林晓</p>",
        "山里的桥通了",
    ),
    ("<title>首页</title><meta name=ArticleTitle content='山里的桥通了'>", "", "山里的桥通了"),
    ("<title>山里的桥通了_山里网</title>", "<p>要闻</p>", "山里的桥通了"),
    ("<title>渡し船が戻る：山里川電子速報デスク</title>", "<h1>渡し船が戻る</h1>", "渡し船が戻る"),
    ("<title>渡し船が戻る：山里新聞デジタル</title>", "<p>社会</p>", "渡し船が戻る"),
    ("<title>澳门赌场平台_真人百家乐_官网</title>", "<h1>山里的桥通了</h1><p>2024-05-06</p>", "山里的桥通了"),
    ("<title>山里的桥通了</title>", "<h1>【视频】山里的桥通了</h1><p>2024-05-06</p>", "山里的桥通了"),
    (
        "<title>News of The Oxbow Sun</title>",
        "<p><span class='headline entry-title'>Ferry returns after two years</span><br><br><span>By ANN PRICE</span><br>Oxbow Sun</p>",
        "Ferry returns after two years",
    ),
    (
        "<title>Here Comes the Real Home TV - Weekly</title>",
        "<h1>Here Comes the Real Home TV</h1><h2>A set that would replace the cable and every box below it</h2>",
        "Here Comes the Real Home TV",
    ),
    ("<title>社会：山里的桥通了</title>", "<h1>社会</h1><h2>山里的桥通了</h2>", "山里的桥通了"),
    ("<title>公告系統</title>", "<p>公告系統</p><div>公告主旨：</div><div>山裡的橋通了</div>", "山裡的橋通了"),
    ("<title>山里的桥通了</title>", "<div>公告标题：</div><div>首页</div><p>山里的桥通了</p>", "山里的桥通了"),
    (
        "<title>Council puts off its vote on the bridge - Harbour Gazette</title>",
        "<h2>Local</h2><h1><span>Harbour bridge: </span>Council puts off its vote on the bridge</h1><h2>Engineers warn of soft ground</h2>",
        "Council puts off its vote on the bridge",
    ),
    (
        "<title>El ayuntamiento aplaza la votación</title>",
        "<font size=5><b>El ayuntamiento aplaza la votación</b></font><br>12 de marzo de 2024 a las 08:15<p>",
        "El ayuntamiento aplaza la votación",
    ),
]


@pytest.mark.parametrize(("head", "body", "expected"), CASES)
def test_headline(head: str, body: str, expected: str) -> None:
    assert headline(head, body) == expected


def test_a_menu_entry_is_no_headline() -> None:
    assert (
        headline("<title>新闻发布会明天举行_山里网</title>", "<a href=/n>新闻</a><p>新闻</p>")
        == "新闻发布会明天举行"
    )


def test_the_name_of_an_article_that_has_a_headline_may_be_its_standfirst() -> None:
    headline, standfirst = (
        "Goats ruled this island. Now it is reborn.",
        "The rocky island, once bare, makes a quick comeback.",
    )
    said = f'{{"@type":"NewsArticle","headline":"{headline}","name":"{standfirst}"}}'
    page = f'<script type="application/ld+json">{said}</script><h1>{headline}</h1><h2>{standfirst}</h2>'
    found = extract(
        parse(
            f"{page}<div>{'<p>It takes four hours to sail there, and two minutes to see a lizard, he said.</p>' * 4}</div>",
            "http://example.com/",
        )
    ).headline
    assert found and found.value == headline
