"""上一篇 and 下一篇: what is one, what is none, and what it is called."""

from __future__ import annotations

import pytest

from pipelines.page.links.navigation import navigate
from pipelines.page.model import Found, Neighbour, Role
from pipelines.page.tree.document import parse

URL = "http://www.paper.example/news/20240602_102.html"
BEFORE, AFTER = "/news/20240601_101.html", "/news/20240603_103.html"
TEXT = "<h1>河堤步道修缮完工</h1><div class='content'><p>" + "居民说，这件事大家盼了很久。" * 30 + "</p></div>"
ENDS = {"previous": (BEFORE, "前面一篇的标题"), "next": (AFTER, "后面一篇的标题")}


def read(html: str, url: str = URL) -> list[tuple[str, str | None] | None]:
    navigation = navigate(parse(f"<body>{TEXT}{html}</body>", url))
    return [_told(navigation.previous), _told(navigation.next)]


def _told(found: Found[Neighbour] | None) -> tuple[str, str | None] | None:
    return (found.value.url.removeprefix("http://www.paper.example"), found.value.headline) if found else None


BOTH = [(BEFORE, "前面一篇的标题"), (AFTER, "后面一篇的标题")]
WITHOUT_HEADLINE = [(BEFORE, None), (AFTER, None)]
P, N = f"<a href='{BEFORE}'>前面一篇的标题</a>", f"<a href='{AFTER}'>后面一篇的标题</a>"


@pytest.mark.parametrize(
    "html",
    [
        f"<div>上一篇：{P}<br>下一篇：{N}</div>",
        f"<ul><li>上一篇：{P}</li><li>下一篇：{N}</li></ul>",
        f"<p><span>上一条</span>：{P}</p><p><span>下一条</span>：{N}</p>",
        f"<table><tr><td>上一则:</td><td>{P}</td></tr><tr><td>下一则:</td><td>{N}</td></tr></table>",
        f"<dl><dt>前一篇</dt><dd>{P}</dd><dt>后一篇</dt><dd>{N}</dd></dl>",
        f"<div><strong>上一條新聞：</strong>{P}</div><div><strong>下一條新聞：</strong>{N}</div>",
        f"<div>上一筆：{P}</div><div>下一筆：{N}</div>",
        f"<div>上篇：{P} | 下篇：{N}</div>",
        f"<div>◀ 上一篇文章：{P}</div><div>下一篇文章：{N} ▶</div>",
        f"<a href='{BEFORE}'>上一篇：前面一篇的标题</a> <a href='{AFTER}'>下一篇：后面一篇的标题</a>",
        f"<a href='{BEFORE}'><span>【上一篇】</span> 前面一篇的标题</a><a href='{AFTER}'><span>【下一篇】</span> 后面一篇的标题</a>",
        f"<a href='{BEFORE}' title='前面一篇的标题'>上一篇</a><a href='{AFTER}' title='后面一篇的标题'>下一篇</a>",
        f"<a href='{BEFORE}' title='上一篇'>前面一篇的标题</a><a href='{AFTER}' title='下一篇'>后面一篇的标题</a>",
        f"<p>上一(yī)篇：{P}</p><p>下一篇：{N}</p>",
        f"<p>前の記事：{P}</p><p>次の記事：{N}</p>",
        f"<p>이전글 {P}</p><p>다음글 {N}</p>",
        f"<p>Previous article: {P}</p><p>Next article: {N}</p>",
        f"<p>Vorheriger Artikel: {P}</p><p>Nächster Artikel: {N}</p>",
        f"<p>Article précédent : {P}</p><p>Article suivant : {N}</p>",
        f"<p>Предыдущая статья: {P}</p><p>Следующая статья: {N}</p>",
        f"<a rel='prev' href='{BEFORE}'>前面一篇的标题</a><a rel='next' href='{AFTER}'>后面一篇的标题</a>",
        f"<a href='{BEFORE}'>&lt; 前面一篇的标题</a><a href='{AFTER}'>后面一篇的标题 &gt;</a>",
        f"<a rel='prev' href='{BEFORE}'><i>Vorheriger Beitrag</i> <i>Previous post:</i> <b>前面一篇的标题</b></a>"
        f"<a rel='next' href='{AFTER}'><i>Nächster Beitrag</i> <i>Next post:</i> <b>后面一篇的标题</b></a>",
        f"<ul class='pager'><li class='previous'>{P}</li><li class='next'>{N}</li></ul>",
        f"<a href='{BEFORE}'><em>&lt;</em><b>上一篇</b><p>前面一篇的标题</p></a><a href='{AFTER}'><em>&gt;</em><b>下一篇</b><p>后面一篇的标题</p></a>",
        f"<a href='{BEFORE}' aria-label='上一篇' title='前面一篇的标题'><svg></svg></a><a href='{AFTER}' aria-label='下一篇' title='后面一篇的标题'><svg></svg></a>",
        f"<a href='{BEFORE}' title='上一篇：前面一篇的标题'>上一篇：前面一...</a><a href='{AFTER}' title='下一篇：后面一篇的标题'>下一篇：后面一...</a>",
        f"<a href='{BEFORE}'><small>上一篇</small><b>前面一篇的标题</b><time>2024-06-01</time></a><a href='{AFTER}'><small>下一篇</small><b>后面一篇的标题</b><time>2024年6月3日</time></a>",
        f"<a rel='prev' href='{BEFORE}'><span>←</span> 前面一篇的标题</a><a rel='next' href='{AFTER}'>后面一篇的标题 <span>→</span></a>",
        f"<nav><div class='nav-previous'>{P}</div><div class='nav-next'>{N}</div></nav>",
        f"<div>{P}【上一条】　{N}【下一条】</div>",
        f"<a class='itemPrevious' href='{BEFORE}'>« 前面一篇的标题</a><a class='itemNext' href='{AFTER}'>后面一篇的标题 »</a>",
        f'<script>document.write("<p>上一篇：");\ndocument.write("{P}</p>");document.write("<p><b>下一篇：</b>{N}</p>");</script>',
        f"<script>var preUrl = '{BEFORE}', preTitle = '前面一篇的标题';\nvar nextUrl = '{AFTER}';var nextTitle = '后面一篇的标题';\n"
        "box.innerHTML = '上一篇：<a href=\"' + preUrl + '\">' + preTitle + '</a>下一篇：<a href=\"' + nextUrl + '\">' + nextTitle + '</a>'</script>",
        f"<script>var page = {{id: 102, preUrl: '{BEFORE}', preTitle: '前面一篇的标题', next_url: '{AFTER}', next_title: '后面一篇的标题'}};</script>",
        f'<script>window.__STATE__={{"prev":{{"id":101,"title":"前面一篇的标题","url":"{BEFORE}"}},'
        f'"nextArticle":{{"title":"\\u540e面一篇的标题","link":"{AFTER}"}}}}</script>'.replace("/", "\\/").replace(
            "<\\/script", "</script"
        ),
    ],
)
def test_neighbours_with_their_headlines(html: str) -> None:
    assert read(html) == BOTH


def test_neighbours_of_an_edition_for_telephones() -> None:
    """Links to /wap/ are a function on pages that lie elsewhere, not on those that lie there too."""
    links = "<a href='show-17-8830.html'>上一条</a> <a href='show-17-8832.html'>下一条</a>"
    told = [("/wap/show-17-8830.html", None), ("/wap/show-17-8832.html", None)]
    assert read(links, "http://www.paper.example/wap/show-17-8831.html") == told
    links = "<a href='/wap/show-17-8830.html'>上一条</a> <a href='/wap/show-17-8832.html'>下一条</a>"
    assert read(links) == [None, None]


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='{BEFORE}'>上一篇</a> <a href='{AFTER}'>下一篇</a>",
        f"<a href='{BEFORE}'>&lt;&lt; 上一主题</a> | <a href='{AFTER}'>下一主题 &gt;&gt;</a>",
        f"<a href='{BEFORE}'><img src='l.gif' alt='上一篇'></a><a href='{AFTER}'><img src='r.gif' alt='下一篇'></a>",
        f"<a href='{BEFORE}'>←</a> <a href='{AFTER}'>→</a>",
        f"<a href='{BEFORE}'><font face='Webdings'>3</font>上一篇</a> <a href='{AFTER}'>下一篇<font face='Webdings'>4</font></a>",
        f"<a href='{BEFORE}'>Previous</a> <a href='{AFTER}'>Next</a>",
        f"<a href='{BEFORE}'>前へ</a> <a href='{AFTER}'>次へ</a>",
        f"<a href=\"javascript:location.href='{BEFORE}'\">上一篇</a><a href='#' onclick=\"window.open('{AFTER}')\">下一篇</a>",
    ],
)
def test_neighbours_without_headlines(html: str) -> None:
    assert read(html) == WITHOUT_HEADLINE


LABELS = [
    *(
        ("上一" + word, "下一" + word)
        for word in [
            "篇",
            "条",
            "條",
            "则",
            "則",
            "章",
            "节",
            "个主题",
            "篇文章",
            "条新闻",
            "则新聞",
            "篇日志",
            "公告",
            "信息",
            "图集",
            "个",
        ]
    ),
    *(
        ("上篇", "下篇"),
        ("前一篇", "后一篇"),
        ("前一則", "後一則"),
        ("上壹篇", "下壹篇"),
        ("上 一 篇", "下 一 篇"),
    ),
    *(
        ("较旧的文章", "较新的文章"),
        ("較舊", "較新"),
        ("◄上一篇", "下一篇►"),
        ("[上一篇]", "[下一篇]"),
        ("上一篇（P）", "下一篇（N）"),
    ),
    *(
        ("前の記事へ", "次の記事へ"),
        ("前のニュース", "次のニュース"),
        ("이전 글", "다음 글"),
        ("이전기사", "다음기사"),
        ("이전", "다음"),
    ),
    *(
        ("Previous Post", "Next Post"),
        ("Prev story", "Next story"),
        ("Older post", "Newer post"),
        ("PREV", "NEXT"),
    ),
    *(("Vorheriger Beitrag", "Nächster Beitrag"), ("Article précédent", "Article suivant")),
    *(("Artículo anterior", "Artículo siguiente"), ("Artigo anterior", "Próximo artigo")),
    *(
        ("Articolo precedente", "Articolo successivo"),
        ("Предыдущая", "Следующая"),
        ("Vorig artikel", "Volgend artikel"),
    ),
]
NEITHER_SAYS_NOTHING = [
    ("没有夜班的急诊科", "无人机飞过果园"),
    ("無聲的渡口", "没有人摘的橘子"),
    ("最后的船坞", "最后一班渡船"),
]
HEADLINES = ("前面一篇的标题", "后面一篇的标题")
WAYS = {
    "before the link": "<p>{label}：<a href='{href}'>{headline}</a></p>",
    "in the link": "<a href='{href}'>{label}：{headline}</a>",
    "in an element of the link": "<a href='{href}'><span>{label}</span><b>{headline}</b></a>",
    "in an element before": "<div><div>{label}</div><div><h4><a href='{href}'>{headline}</a></h4></div></div>",
}


@pytest.mark.parametrize("labels", LABELS, ids=str)
@pytest.mark.parametrize("way", WAYS)
def test_labels_wherever_they_stand(labels: tuple[str, str], way: str) -> None:
    rows = zip(labels, (BEFORE, AFTER), HEADLINES, strict=True)
    html = "".join(WAYS[way].format(label=label, href=href, headline=headline) for label, href, headline in rows)
    assert read(html) == BOTH


@pytest.mark.parametrize("headlines", NEITHER_SAYS_NOTHING, ids=str)
def test_headlines_that_begin_as_if_there_were_none(headlines: tuple[str, str]) -> None:
    rows = zip(("上一篇", "下一篇"), (BEFORE, AFTER), headlines, strict=True)
    html = "".join(f"<p>{label}：<a href='{href}'>{text}</a></p>" for label, href, text in rows)
    assert [found and found[1] for found in read(html)] == list(headlines)


@pytest.mark.parametrize(
    "html",
    [
        "<div class='nextpage'><div>阅读下一篇：</div><div><a href='#'></a></div></div>",
        f"<div class='recommend'><h3>阅读下一篇</h3>{N}</div>",
        f"<div><h3>猜你喜欢</h3>{P}{N}</div>",
        f"<div><div>热门推荐</div><a class='prev' href='{BEFORE}'><p>灯塔守望者的四十年</p></a><a class='next' href='{AFTER}'><p>海岛民宿的冬天很安静</p></a></div>",
        f"<p>更新：<a href='{AFTER}'>步道夜间开放时间延长</a></p>",
        "<a class='next' href='#'><div>下一篇</div><div></div></a>",
        "<p>上一篇：没有了</p><p>下一篇：没有了</p>",
        f"<p><a href='{AFTER}'>上一篇</a> <a href='{AFTER}'>下一篇</a></p>",
        "<p><a href='/news/list_3.html'>上一篇</a> <a href='/category/local/'>下一篇</a></p>",
        "<p>上一篇：<a href='/news/'>返回列表</a></p><p>下一篇：<a href='/'>首页</a></p>",
        "<p>上一篇：<a href='/news/1.html'>没有了</a></p><p>下一篇：<a href='/news/2.html'>已是最后一篇</a></p>",
        "<p>上一篇：<a href='/news/1.html'>没有更多文章了！</a></p><p>下一篇：<a href='/news/2.html'>暂无下一篇</a></p>",
        f"<p>上一篇：<a href='{URL}'>河堤步道修缮完工</a></p>",
        "<p>上一篇：<a href='http://other.example/1.html'>别处的一篇文章</a></p>",
        "<svg><text>向右滑动：上一篇</text><text>向左滑动：下一篇</text></svg>",
        f"<p>此分类上一篇：{P}</p>",
        f"<p>编者按：上一篇报道发表后，读者来信很多，其中一封写道，{P}</p>",
        f"<ul><li>{P}</li><li>{N}</li></ul>",
        "<a href='javascript:;'>上一篇</a><a href='javascript:void(0)'>下一篇</a>",
        f"<p>下一篇章正在翻开：{N}</p>",
        f"<a href='{AFTER}'>下一站，幸福小城</a>",
        '<script>var list = {"title":"新闻","next":{"title":"更多新闻","url":"/news/"}}</script>',  # a list's
        f'<script>var d = {{"prev":{{"title":"没有了","url":"{BEFORE}"}}}}</script>',
        f'<script>var d = {{"title":"河堤","next":{{"url":"{AFTER}"}}}}</script>',  # nameless: of a slide show, of a list
    ],
)
def test_what_only_looks_like_one(html: str) -> None:
    assert read(html) == [None, None]


def test_a_headline_may_begin_like_a_label() -> None:
    navigation = navigate(parse(f"<body>{TEXT}<ul><li><a href='{AFTER}'>下一条河道开始清淤</a></li></ul>", URL))
    assert navigation.next is None


def test_the_link_has_the_role_and_says_why() -> None:
    navigation = navigate(parse(f"<body>{TEXT}<p>上一篇：{P}</p></body>", URL))
    link = next(link for link in navigation.links if link.url.endswith(BEFORE))
    assert link.role is Role.PREVIOUS
    assert "上一篇" in link.evidence


def test_bare_words_beside_headlines_on_pages_named_by_words() -> None:
    html = "<nav><span>Previous</span> <a href='river-plan.html'>River plan</a> <span>Next</span> <a href='../202503/new-umbrella.html'>Umbrella</a></nav>"
    neighbours = read(html, "http://www.paper.example/today/202502/night-bus.html")
    assert neighbours == [
        ("/today/202502/river-plan.html", "River plan"),
        ("/today/202503/new-umbrella.html", "Umbrella"),
    ]


def test_arrows_of_a_list_turn_its_pages() -> None:
    navigation = navigate(parse("<a href='/news/index_2.html'>Next</a>", "http://www.paper.example/news/"))
    assert navigation.next is None
    assert navigation.links[0].role is Role.PAGINATION


def test_rel_next_of_a_list_turns_its_pages_and_of_an_article_is_the_chain() -> None:
    head = "<head><link rel='next' href='{}'></head><body>" + TEXT
    assert navigate(parse(head.format("/news/page/2/"), "http://www.paper.example/news/")).next is None
    chained = navigate(parse(head.format(AFTER), URL)).next
    assert chained is not None
    assert chained.value.url.endswith(AFTER)


NUMBERED = "http://www.paper.example/news/2024/0521/101.html"
EARLIER, LATER = "/news/2024/0521/100.html", "/news/2024/0521/102.html"


@pytest.mark.parametrize(
    "labels",
    [
        ("前へ", "次へ"), ("‹ Older", "Newer ›"), ("« Zurück", "Weiter »"), ("← Предыдущая", "Следующая →"),
        ("السابق", "التالي"), ("الخبر السابق", "الخبر التالي"), ("< 이전기사보기", "다음기사보기 >"),
        ("« 前面一篇的标题", "后面一篇的标题 »"),
    ],
)  # fmt: skip
def test_articles_that_have_a_number_for_a_name_are_neighbours_and_no_parts(labels: tuple[str, str]) -> None:
    before, after = labels
    navigation = navigate(
        parse(f"<body>{TEXT}<a href='{EARLIER}'>{before}</a> <a href='{LATER}'>{after}</a></body>", NUMBERED)
    )
    assert [
        each and each.value.url[len("http://www.paper.example") :]
        for each in (navigation.previous, navigation.next)
    ] == [EARLIER, LATER]
    assert navigation.parts == ()


@pytest.mark.parametrize(
    "html",
    [
        f"<p>› <a href='{LATER}'>菜市场改造后摊位增加</a></p><p>› <a href='{EARLIER}'>山村小学迎来新图书室</a></p>",
        f"<ul><li><a href='{LATER}'>菜市场改造后摊位增加 »</a></li><li><a href='{EARLIER}'>山村小学迎来新图书室 »</a></li></ul>",
        f"<p>他问 → <a href='{LATER}'>菜市场</a> 怎么走</p>",
        f"<h4>Read next</h4><a href='{LATER}'>菜市场改造后摊位增加</a>",
    ],
)
def test_arrows_are_bullets_and_promises_too(html: str) -> None:
    navigation = navigate(parse(f"<body>{TEXT}{html}</body>", NUMBERED))
    assert navigation.previous is navigation.next is None


SLUGS = "https://post.example/"
STORY = f"""<h1>Ferry returns to the Sound after four years</h1>{"<p>Two hundred people lined the quay at noon.</p>" * 4}"""
SIDES = """<ul class="pager"><li class="previous"><a href="{before}">Seals counted on the skerries</a></li>
<li class="next"><a href="{after}">Road to the harbour to be widened</a></li></ul>"""


@pytest.mark.parametrize(
    ("page", "before", "after"),
    [
        ("news/detail/ferry", "/news/detail/seals", "/news/detail/harbour"),
        ("ferry-returns/", "/seals-counted/", "/harbour-road/"),
        ("2021/09/13/ferry/", "/2021/09/12/seals-counted/", "/2021/09/15/harbour/"),
        ("local/12-ferry", "/local/11-seals", "/local/13-harbour"),
        (
            "index.php?view=article&id=12:ferry",
            "/index.php?view=article&id=11:seals",
            "/index.php?view=article&id=13:harbour",
        ),
        ("news/2023-09-02/ferry-7788", "/news/2023-09-01/seals-7787", "/news/2023-09-03/harbour-7790"),
    ],
)
def test_sides_told_by_names_of_elements_on_pages_with_a_headline(page: str, before: str, after: str) -> None:
    html = f"<title>Ferry</title><body>{STORY}{SIDES.format(before=before, after=after)}</body>"
    navigation = navigate(parse(html, SLUGS + page), is_headed=True)
    assert navigation.previous and navigation.previous.value.headline == "Seals counted on the skerries"
    assert navigation.next and navigation.next.value.headline == "Road to the harbour to be widened"


@pytest.mark.parametrize(
    "html",
    [
        SIDES.format(before="/sport", after="/weather"),  # sections
        SIDES.format(before="/news/detail/ferry?page=0", after="/news/detail/ferry?page=2"),
        "".join(
            SIDES.format(before=f"/news/detail/a{n}", after=f"/news/detail/b{n}") for n in (1, 2)
        ),  # a slide show
        SIDES.replace("previous", "card").format(before="/news/detail/seals", after="/news/detail/harbour"),
    ],
)
def test_sides_that_are_no_neighbours(html: str) -> None:
    navigation = navigate(parse(f"<body>{STORY}{html}</body>", f"{SLUGS}news/detail/ferry"), is_headed=True)
    assert (navigation.previous, navigation.next) == (None, None)
