"""Breadcrumbs as pages show them, in many hands and languages."""

from __future__ import annotations

import json

import pytest

from pipelines.page.links.navigation import navigate
from pipelines.page.tree.document import parse

URL = "http://www.paper.example/news/local/1234.html"
HEADLINE = "河堤步道修缮完工市民重回江边散步"


def crumbs(html: str) -> list[str] | None:
    page = f"<title>{HEADLINE}_本地_某报</title><body>{html}<h1>{HEADLINE}</h1><p>正文。</p></body>"
    found = navigate(parse(page, URL)).breadcrumbs
    return [crumb.name for crumb in found.value] if found else None


HOME, NEWS, LOCAL = "<a href='/'>首页</a>", "<a href='/news/'>新闻</a>", "<a href='/news/local/'>本地</a>"
SHOWN = {
    "words before": f"<div>您所在的位置：{HOME} &gt; {NEWS} &gt; {LOCAL} &gt; 正文</div>",
    "words without colon": f"<div>当前位置 &gt; {HOME} &gt; {NEWS} &gt; {LOCAL}</div>",
    "words in an element": f"<p><span>您现在的位置：</span>{HOME} » {NEWS} » {LOCAL} » 浏览文章</p>",
    "words in a cell": f"<table><tr><td>当前位置：</td><td>{HOME}-&gt;{NEWS}-&gt;{LOCAL}-&gt;内容</td></tr></table>",
    "traditional": f"<div>您的位置：{HOME} &gt;&gt; {NEWS} &gt;&gt; {LOCAL} &gt;&gt; 瀏覽文章</div>",
    "class": f"<div class='crumbs'>{HOME} / {NEWS} / {LOCAL}</div>",
    "class, signs by style": f"<ol class='breadcrumb'><li>{HOME}</li><li>{NEWS}</li><li>{LOCAL}</li><li>资讯正文</li></ol>",
    "spans": f"<div class='breadcrumbs-x1'><span>{HOME} &gt; </span><span>{NEWS} &gt; </span><span>{LOCAL} &gt; </span><span>正文</span></div>",
    "named for those who hear the page": f"<nav aria-label='パンくずリスト'><ol><li>{HOME}</li><li>{NEWS}</li><li>{LOCAL}</li><li>記事</li></ol></nav>",
    "arrows alone": f"<div>{HOME} &gt; {NEWS} &gt; {LOCAL} &gt; {HEADLINE}</div>",
    "weak name": f"<div class='path'>{HOME} | {NEWS} | {LOCAL}</div>",
    "last is no link": f"<div class='crumb'>{HOME} &gt; {NEWS} &gt; 本地</div>",
    "middle is no link": f"<div class='crumb'>{HOME} &gt; 新闻 &gt; {LOCAL}</div>",
    "first is no link": f"<div>当前位置：首页 &gt; {NEWS} &gt; {LOCAL}</div>",
    "sign inside the link": f"<div>位置：<a href='/'>首页&gt;</a><a href='/news/'>新闻&gt;</a>{LOCAL}</div>",
    "no link at all": "<div class='crumbs'>当前位置：首页 &gt; 新闻 &gt; 本地 &gt; 正文</div>",
    "itself at the end": f"<div class='crumb'>{HOME} &gt; {NEWS} &gt; {LOCAL} &gt; <a href='{URL}'>{HEADLINE}</a></div>",
    "other links after it": f"<div class='crumb'>{HOME} &gt; {NEWS} &gt; {LOCAL} <a href='/rss.xml'>订阅</a> 字号：<b>大</b></div>",
    "tools beside it": f"<h2>您的位置：{HOME} &gt; {NEWS} &gt; {LOCAL}</h2><a href='/so/'>搜索</a><a href='/map/'>网站地图</a>",
    "slashes right above the headline": f"<div class='x'>{HOME} / {NEWS} / {LOCAL}</div>",
    "a menu's element with signs, above the headline": f"<nav>{HOME} / {NEWS} / {LOCAL}</nav>",
    "in a list called by a word with page in it": f"<ul class='page_news_tabs'><li>{HOME} &gt; {NEWS} &gt; {LOCAL} &gt;</li></ul>",
    "no link, a heading of its own": "<div class='la'><h3>首页 - 新闻 - 本地</h3></div>",
    "no link, no name, above the headline": "<div>首页 &gt; 新闻 &gt; 本地 &gt; 正文</div>",
    "class of a plug-in": f"<nav class='rank-math-breadcrumb'><p>{HOME}<span class='separator'> - </span>{NEWS}<span class='separator'> - </span>{LOCAL}</p></nav>",
    "words for screen readers": f"<div class='breadcrumb'><h2>Fil d'Ariane</h2>{HOME} » {NEWS} » {LOCAL}</div>",
    "each crumb an item of microdata": "<div id='sciezka'>"
    + " / ".join(f"<b itemtype='http://data-vocabulary.org/Breadcrumb'>{link}</b>" for link in (HOME, NEWS, LOCAL))
    + "</div>",
    "each crumb an item of RDFa": "<ul>"
    + "".join(f"<li typeof='v:Breadcrumb'>{link}</li>" for link in (HOME, "<a href='/c7.htm'>新闻</a>", LOCAL))
    + "</ul>",
    "menus below the crumbs": "<ul class='breadcrumb'>"
    + "".join(
        f"<li>{link}<div class='drop'><ul>{''.join(f'<li><a href=/m{n}/>栏目{n}</a></li>' for n in range(6))}</ul></div></li>"
        for link in (HOME, NEWS, LOCAL)
    )
    + "</ul>",
    "each crumb in the item of the one before": f"<ul class='breadcrumb'><li>{HOME}<ul><li>» {NEWS}<ul><li>» {LOCAL}</li></ul></li></ul></li></ul>",
    "home is a sign that screen readers are told of": f"<div class='crumb'><a href='/' aria-label='首页'><i></i></a><i></i>{NEWS}<i></i>{LOCAL}</div>",
    "named as where one is now": f"<div class='curpos'><i></i>{HOME}<i></i>{NEWS}<i></i>{LOCAL}</div>",
    "the headline cut at the end": f"<div class='crumb'>{HOME} &gt; {NEWS} &gt; {LOCAL} &gt; <b>{HEADLINE[:6]}...</b></div>",
    "dashes inside the links": "<div class='breadcrumb'><a href='/'>首页 -</a><a href='/news/'>新闻 -</a><a href='/news/local/'>本地 -</a></div>",
    "home by a sign and a word": f"<ol class='breadcrumb'><li><a href='/'>‹</a></li><li>{HOME}</li><li>{HOME}</li><li>{NEWS}</li><li>{LOCAL}</li></ol>",
    "the headline under another address": f"<ol class='breadcrumb'><li>{HOME}</li><li>{NEWS}</li><li>{LOCAL}</li><li><a href='/p/1234'>{HEADLINE}</a></li></ol>",
    "buttons behind the headline": f"<div class='breadcrumb'><ol><li>{HOME}</li><li>{NEWS}</li><li>{LOCAL}</li><li><b>{HEADLINE}</b></li></ol><ul><li><a href='http://s.example/share?u=1'>Share to X</a></li></ul></div>",
    "a button behind it": f"<ol class='breadcrumb'><li>{HOME}</li><li>{NEWS}</li><li>{LOCAL}</li><li><a href='#top'>Zum Seitenanfang</a></li></ol>",
    "picture between": f"<div class='crumb'>{HOME}<img src='/r.gif'>{NEWS}<img src='/r.gif'>{LOCAL}</div>",
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_path_is_read_as_a_reader_sees_it(name: str) -> None:
    assert crumbs(SHOWN[name]) == ["首页", "新闻", "本地"]


@pytest.mark.parametrize(
    ("html", "path"),
    [
        (
            "<ol class='crumbs'><li><a href='/'>Home</a></li><li><a href='/b/'>Books - Old and New</a></li><li>Walking - Slowly</li></ol>",
            ["Home", "Books - Old and New", "Walking - Slowly"],
        ),
        ("<p>You are here: <a href='/'>Home</a> › <a href='/news/'>News</a> › Article</p>", ["Home", "News"]),
        ("<div class='location'><a href='/'>홈</a><a href='/s1/'>지역</a></div><p>입력</p>", ["홈", "지역"]),
        (
            "<p>Sie sind hier: <a href='/'>Startseite</a> > <a href='/n/'>Politik</a></p>",
            ["Startseite", "Politik"],
        ),
        ("<p>Vous êtes ici : <a href='/'>Accueil</a> > <a href='/m/'>Monde</a></p>", ["Accueil", "Monde"]),
        (
            "<ul class='topicpath'><li><a href='/'>ホーム</a></li><li><a href='/c/'>地域</a></li><li>記事</li></ul>",
            ["ホーム", "地域"],
        ),
        ("<p>Jesteś tutaj: <a href='/'>Strona główna</a> » <a href='/n/'>Kraj</a></p>", ["Strona główna", "Kraj"]),
        ("<p>أنت هنا: <a href='/'>الرئيسية</a> / <a href='/c/'>محليات</a></p>", ["الرئيسية", "محليات"]),
        ("<div><a href='/'>Trang chủ</a> / <a href='/xa-hoi'>Xã hội</a></div>", ["Trang chủ", "Xã hội"]),
        ("<p>您的位置：<a href='/'>首页</a> > <a href='/news/'>文章</a> > 正文</p>", ["首页", "文章"]),
        ("<div>某报 &gt;&gt; <a href='/news/'>新闻</a> &gt;&gt; 正文</div>", ["某报", "新闻"]),
        ("<div>某报&gt;&gt;要闻</div><h3>肩题</h3>", ["某报", "要闻"]),
        ("<div>현재 위치 : <a href='/'>홈</a> &gt; <a href='/c/'>사회</a></div>", ["홈", "사회"]),
        ("<div>Вы здесь: <a href='/'>Главная</a> → <a href='/c/'>Общество</a></div>", ["Главная", "Общество"]),
        (
            "<div>您所在的位置:<a href='/'>某網(wǎng)</a> >> <a href='/x/'>新聞</a> >> 瀏覽文章</div>",
            ["某網(wǎng)", "新聞"],
        ),
        ("<p class='c'><a href='/'>首页</a></p><p>所属栏目：<a href='/news/'>新闻</a></p>", ["新闻"]),
    ],
)
def test_other_languages_and_damage(html: str, path: list[str]) -> None:
    assert crumbs(html) == path


@pytest.mark.parametrize(
    "html",
    [
        "<div class='nav'><a href='/'>首页</a> | <a href='/a/'>要闻</a> | <a href='/b/'>体育</a></div>",
        "<div class='position'><a href='/x'>微信</a><a href='/y'>微博</a></div>",
        "<div style='display:none'><p class='path'><a href='/'>首页</a> > <a href='/u/'>用户中心</a></p></div>",
        "<div class='page'><a href='2.html'>2</a> > <a href='3.html'>3</a></div>",
        "<p>记者从现场发回报道：<a href='/a/1.html'>现场</a> > <a href='/a/2.html'>图集</a></p>",
        "<footer><a href='/'>首页</a> > <a href='/about'>关于我们</a></footer>",
        "<div><a href='/'>Our quick read...</a> <a href='/q'>Loading...</a></div><h1>桥通了</h1>",
        "<span class='location'>発信地：北岬/県名 [ <a href='/k'>県名</a> <a href='/a'>国内</a> ]</span>",
        "<div><h3>外部链接</h3><ul><li><a href='http://a.example/'>议会</a><li><a href='http://b.example/'>官署</a></ul></div><h1>桥通了</h1>",
        "",
    ],
)
def test_what_only_looks_like_a_path(html: str) -> None:
    assert crumbs(html) is None


LABELS = [
    "您当前的位置 ：",
    "您现在的位置是：",
    "当前所在位置：",
    "當前所在：",
    "所在位置：",
    "位置导航：",
    "当前路径：",
    "您正在看的新闻：",
    "目前位置：",
    "現在位置：",
    "您目前所在位置：",
    "所在栏目：",
    "您的位置",
    "您在这里：",
    "当前位置 :: ",
    "【当前位置】",
    ">> 您的位置：",
    "您当前所在的位置：",
    "站内导航：",
]
SIGNS = [
    "&gt;",
    "&gt;&gt;",
    "»",
    "›",
    "→",
    "-&gt;",
    "--&gt;",
    "==&gt;",
    "／",
    "/",
    "\\",
    "::",
    "·",
    " - ",
    "—",
    "》",
    "_",
    "~",
    "⇒",
    "&nbsp;&gt;&nbsp;",
    "<i></i>",
    "<img src='r.gif'>",
    "<svg></svg>",
]
TAILS = [
    "正文",
    "新闻内容",
    "阅读新闻",
    "浏览文章",
    "文章正文",
    "正文内容",
    "信息详情",
    "查看详情",
    "内容页",
    "文章内容页",
    "最终页",
    "显示文章",
    "阅读全文",
    "新聞內容",
    "閱讀文章",
    "詳細內容",
    "新闻浏览",
    "详情页",
    "公告详情",
    "稿件正文",
    "当前文章",
    "News Detail",
    "Content",
    "본문",
    "本文",
]


@pytest.mark.parametrize("label", LABELS)
def test_words_that_say_you_are_here(label: str) -> None:
    assert crumbs(f"<div>{label}{HOME} &gt; {NEWS} &gt; {LOCAL} &gt; 正文</div>") == ["首页", "新闻", "本地"]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_between_crumbs(sign: str) -> None:
    for last in (LOCAL, "本地"):
        assert crumbs(f"<div class='crumb'>当前位置：{HOME}{sign}{NEWS}{sign}{last}</div>") == [
            "首页",
            "新闻",
            "本地",
        ]


@pytest.mark.parametrize("tail", TAILS)
def test_words_for_the_article_itself_are_no_section(tail: str) -> None:
    assert crumbs(f"<div>当前位置：{HOME} &gt; {NEWS} &gt; {LOCAL} &gt; {tail}</div>") == ["首页", "新闻", "本地"]


@pytest.mark.parametrize("section", ["新闻动态", "通知公告", "信息公开", "图文", "本地新闻", "Articles of War"])
def test_sections_with_such_words_in_them_are_sections(section: str) -> None:
    assert crumbs(f"<div>当前位置：{HOME} &gt; {NEWS} &gt; {section}</div>") == ["首页", "新闻", section]


def test_urls_come_with_the_names() -> None:
    found = navigate(parse(f"<div class='crumb'>{HOME} > {NEWS} > 本地</div>", URL)).breadcrumbs
    assert found is not None
    assert [crumb.url for crumb in found.value] == [
        "http://www.paper.example/",
        "http://www.paper.example/news/",
        None,
    ]


def test_structured_data_where_nothing_is_shown() -> None:
    items = [
        {"@type": "ListItem", "position": 2, "item": {"@id": "/news/", "name": "新闻"}},
        {"@type": "ListItem", "position": 1, "name": "首页", "item": "http://www.paper.example/"},
        {"@type": "ListItem", "position": 3, "name": HEADLINE, "item": URL},
    ]
    data = {"@graph": [{"@type": "BreadcrumbList", "itemListElement": items}]}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    assert crumbs(script) == ["首页", "新闻"]
    assert crumbs("<script type='application/ld+json'>{\"BreadcrumbList\": nonsense</script>") is None


def test_deep_nests_are_no_trouble() -> None:
    assert crumbs("<div class='crumb'>" + "<div>" * 3000 + f"{HOME} &gt; {NEWS}") == ["首页", "新闻"]
    nested = "[" * 900 + '{"@type": "BreadcrumbList"}' + "]" * 900
    assert crumbs(f"<script type='application/ld+json'>{nested}</script>") is None
    assert crumbs("<script type='application/ld+json'>[\"BreadcrumbList\", 5, null]</script>") is None
    assert crumbs("<script type='application/ld+json'>\"BreadcrumbList\"</script>") is None


FRONT, CENTRE, DISTRICT = (
    "<a href='/'>首页</a>",
    "<a href='/news/'>新闻中心</a>",
    "<a href='/news/bd/'>本地新闻</a>",
)


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='position'>{FRONT}<img src='a.gif'>{CENTRE}<img src='a.gif'>{DISTRICT}</div>",
        f"<div class='c1'>{FRONT}<i>&#xe600;</i>{CENTRE}<i>&#xe600;</i>{DISTRICT}</div>",
        f"<nav aria-label='Breadcrumb'><ol><li>{FRONT}</li><li>{CENTRE}</li><li>{DISTRICT}</li></ol></nav>",
        f"<div itemscope itemtype='https://schema.org/BreadcrumbList'>{FRONT} {CENTRE} {DISTRICT}</div>",
        f"<div><span typeof='v:Breadcrumb'>{FRONT}</span> <span typeof='v:Breadcrumb'>{CENTRE}</span> <span>{DISTRICT}</span></div>",
        f"<div id='pt'><div class='z'>{FRONT} <em>&rsaquo;</em> {CENTRE} <em>&rsaquo;</em> {DISTRICT} <em>&rsaquo;</em> 查看内容</div></div>",
        f"<div class='nav-path'>{FRONT}/{CENTRE}/{DISTRICT}/详情</div>",
    ],
)
def test_paths_without_a_sign_that_is_text(html: str) -> None:
    page = f"<h1>河堤步道修缮完工</h1>{html}<p>{'居民说，这件事大家盼了很久。' * 30}</p>"
    found = navigate(parse(page, "http://www.paper.example/news/bd/2024/0521/101.html")).breadcrumbs
    assert found is not None
    assert [crumb.name for crumb in found.value] == ["首页", "新闻中心", "本地新闻"]


def test_a_menu_whose_sections_lie_side_by_side_is_no_path() -> None:
    menu = f"<div>{FRONT} <a href='/news/'>新闻</a> <a href='/sport/'>体育</a></div>"
    assert navigate(parse(menu, "http://www.paper.example/news/bd/2024/0521/101.html")).breadcrumbs is None


def test_the_headline_at_the_end_is_known_by_the_title_though_the_page_says_more() -> None:
    path = f"<nav aria-label='breadcrumb'><ol><li>{HOME}</li><li>{NEWS}</li><li aria-current=page>桥通了</li></ol></nav>"
    page = f"<title>桥通了_新闻_某报</title><body>{path}<h1>桥通了 盼了二十年</h1><p>正文。</p>"
    found = navigate(parse(page, URL)).breadcrumbs
    assert found is not None
    assert [crumb.name for crumb in found.value] == ["首页", "新闻"]
    section = (
        f"<title>本地_某报</title><body><div>位置：{HOME} &gt; {NEWS} &gt; 本地</div><h1>河堤步道修缮完工</h1>"
    )
    found = navigate(parse(section, URL)).breadcrumbs
    assert found is not None
    assert [crumb.name for crumb in found.value] == ["首页", "新闻", "本地"]


def shown(body: str) -> list[str] | None:
    found = navigate(parse(f"<head><title>桥通了 | 江边报</title></head><body>{body}", URL)).breadcrumbs
    return [crumb.name for crumb in found.value] if found else None


def test_the_title_of_the_page_is_no_path() -> None:
    assert shown("<h1>桥通了</h1><p>昨日清晨，新桥正式通车。</p>") is None


@pytest.mark.parametrize(("name", "path"), [("wz", ["首页", "新闻动态", "图片新闻"]), ("ad", None)])
def test_a_path_without_links_begins_at_home_in_an_element_of_that_name(name: str, path: list[str] | None) -> None:
    assert (
        shown(f"<div class='{name}'><img src='/i.gif'>首页 → 新闻动态 → 图片新闻</div><div>桥通了</div>") == path
    )


def test_links_before_the_word_for_the_article_are_a_path() -> None:
    links = "<div class='w'><a href='/'>农场网</a> 丨 <a href='/xw/'>新闻</a> 丨 {}</div><h1>桥通了</h1>"
    assert shown(links.format("正文")) == ["农场网", "新闻"]
    assert shown(links.format("体育")) is None
    assert shown("<div>江边报 | <a href='/pic/'>图片</a> | 正文</div><h1>桥通了</h1>") == ["江边报", "图片"]


def test_a_path_with_signs_stands_above_what_the_title_says() -> None:
    page = "<title>江边报-河堤步道修缮完工</title><table><tr><td><a href='/'>首页</a>{}<a href='/wj/'>文教</a></td></tr><tr><td>{}</td></tr></table>"
    shown = [
        navigate(parse(page.format(*each), URL)).breadcrumbs
        for each in (
            (" / ", "河堤步道修缮完工"),
            (" ", "河堤步道修缮完工"),
            (" / ", "江边报"),
            ("<img src='/jt.gif'>", "河堤步道修缮完工"),
        )
    ]
    assert [[crumb.name for crumb in found.value] if found else None for found in shown] == [
        ["首页", "文教"],
        None,
        None,
        ["首页", "文教"],
    ]


def test_a_short_list_that_begins_at_home_is_a_path_where_it_is_named_one() -> None:
    items = "<ul><li><a href='/'>首頁</a></li><li><a href='/News.aspx?n=3'>{}</a></li></ul>"
    assert shown(f"<div class='path'>{items.format('最新消息')}</div>") == ["首頁", "最新消息"]
    assert shown(f"<div class='path'>{items.format('會員登入')}</div>") is None
    assert shown(f"<div class='top'>{items.format('最新消息')}</div>") is None


def test_a_headline_with_a_dash_is_no_two_sections() -> None:
    title = "Die Strandtasche – das Muss für den Sommer"
    path = "<div class='breadcrumb'><a href='/'>Start</a> » <a href='/mode/'>Mode</a> » {0}</div>"
    listed = (
        "<ul class='breadcrumb'><li><a href='/'>Start</a></li><li><a href='/mode/'>Mode</a></li><li>{0}</li></ul>"
    )
    for shown in (path, listed):
        page = f"<title>{title} | Blatt</title>{shown.format(title)}<h1>{title}</h1><p>Text.</p>"
        found = navigate(parse(page, URL)).breadcrumbs
        assert found and [crumb.name for crumb in found.value] == ["Start", "Mode"]


def test_names_of_a_stated_path_are_read_as_html() -> None:
    items = [
        {"position": 1, "name": "News &amp; Views", "item": "/news"},
        {"position": 2, "name": "Quay&#039;s end"},
    ]
    stated = json.dumps({"@type": "BreadcrumbList", "itemListElement": items})
    assert crumbs(f'<script type="application/ld+json">{stated}</script>') == ["News & Views", "Quay's end"]


@pytest.mark.parametrize(
    ("above", "path"),
    [
        (f"<div class='kicker'>{LOCAL}</div>", ["本地"]),
        (f"<div class='where'>{NEWS}{LOCAL}</div>", ["新闻", "本地"]),
        ("<div class='kicker'><a href='/sport/'>体育</a></div>", None),
        ("<div class='day'><a href='/news/'>2024-03-05</a></div>", None),
        (f"<nav>{LOCAL}</nav>", None),
        (f"<div class='kicker'>{LOCAL}</div><p>又一段文字。</p>", None),
    ],
)
def test_a_section_alone_above_the_headline_is_the_path_where_the_address_is_in_it(
    above: str, path: list[str] | None
) -> None:
    assert crumbs(above) == path


@pytest.mark.parametrize(
    ("home", "path"), [("www.paper.example", ["某报", "城西新闻"]), ("www.other.example", None)]
)
def test_the_path_of_an_edition_with_a_host_of_its_own_begins_at_the_paper(
    home: str, path: list[str] | None
) -> None:
    above = f"<div class='cumbs'><a href='http://{home}/'>某报</a>/<a href='/news/'>城西新闻</a></div>"
    page = f"<title>{HEADLINE}_某报</title><body>{above}<h1>{HEADLINE}</h1><p>正文。</p></body>"
    found = navigate(parse(page, "http://west.paper.example/news/1234.html")).breadcrumbs
    assert ([crumb.name for crumb in found.value] if found else None) == path
