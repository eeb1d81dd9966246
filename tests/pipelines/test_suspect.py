"""Clones are marked with reasons; syndication, caches and ordinary furniture are not."""

from __future__ import annotations

import pytest

from pipelines.read import Fetched, Page, read_page

URL = "http://www.qingshi.example.com/news/2024/0629/1001.html"
PROSE = "".join(
    f"<p>{text}</p>"
    for text in (
        "昨天下午，城南老街的修缮工程全部完工，沿街的三十二间铺面重新挂上了门板和招牌，街坊们都来看热闹。",
        "工程从去年十月开工，前后用了九个月。施工队把拆下来的旧砖一块块编号，能用的都砌回了原处。",
        "住在街尾的陈师傅说，门口的石阶比从前平整多了，下雨天再也不用垫砖头。",
    )
)
POLLUTED = (
    "<p>近年來,全縣把質(zhì)量放在第一位,著力推動義務(wù)教育優質均衡發(fā)展,強化教學質(zhì)量提升,群眾的滿意度年年上升。</p>"
    "<p>下一步,縣里將加快推進基礎(chǔ)設(shè)施建設(shè),把好事辦(bàn)好,讓發(fā)展成果更多更公平惠及全體群眾。</p>"
)
NOISE = "".join(f"<{tag} id=k></{tag}>" for tag in (
    ["b", "i", "u", "em", "strong", "small", "sub", "sup", "abbr", "acronym", "address", "cite", "code", "del", "dfn", "ins", "kbd", "mark", "samp"] * 4
))  # fmt: skip
SHARE = "".join(
    f'<a href="https://{name}.example/share">分享</a>'
    for name in ("weibo", "qq", "weixin", "douban", "facebook", "line", "x", "reddit")
)


def suspicions(
    body: str = PROSE,
    *,
    head: str = "",
    before: str = "",
    after: str = "",
    source: str = "来源：新华社",
    url: str = URL,
) -> tuple[str, ...]:
    html = (
        f"<html><head><meta charset=utf-8><title>城南老街修缮完工_青石新闻网</title>{head}</head><body>{before}"
        '<div class="path">您所在的位置：<a href="/">青石新闻网</a> &gt; <a href="/news/">新闻</a> &gt; 正文</div>'
        f"<h1>城南老街修缮完工</h1><div>2024-06-29 10:20　{source}　记者：林晓</div>"
        f'<div class="content">{body}</div>{after}</body></html>'
    )
    page = read_page(Fetched(url, html.encode(), "text/html; charset=utf-8"))
    assert isinstance(page, Page)
    assert page.article is not None, "a clone is read all the same"
    assert "老街" in (page.article.headline or "")
    return page.suspect


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ({"after": '<p>本文地址：<a href="http://www.other.org/1.html">http://www…</a></p>'}, "本文地址"),
        ({"after": "<p>本文链接：http://news.other.org/1.html</p>"}, "news.other.org"),
        ({"head": canonical("https://www.other.org/a/1.html")}, "canonical URL"),
        ({"body": PROSE + POLLUTED}, "readings were written"),
        ({"before": '<div style="display: none">博彩平台,彩票网,百家乐,真人娱乐平台,六合彩,时时彩,老虎机</div>'}, "博彩"),
        ({"before": '<p style="position:absolute;left:-9999px">北京赛车 棋牌下载 开奖 投注 时时彩</p>'}, "棋牌"),
        ({"before": '<marquee width=1 height=1>博彩,彩票网,百家乐,六合彩,时时彩,老虎机</marquee>'}, "博彩"),
        ({"before": '<div style="overflow:hidden;height:1px">博彩,彩票网,百家乐,六合彩,时时彩,老虎机</div>'}, "博彩"),
        ({"head": '<meta name="keywords" content="博彩平台,六合彩,老虎机,真人百家乐">'}, "title and keywords"),
        ({"before": f'<div style="position:fixed;left:-3021px;top:0">{NOISE}</div>'}, "empty elements"),
    ],
)  # fmt: skip
def test_a_clone_is_marked_with_its_reason(page: dict[str, str], says: str) -> None:
    reasons = suspicions(**page)
    assert len(reasons) == 1
    assert says in reasons[0]


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"source": '来源：<a href="http://www.other.org/a/1.html">新华社</a>', "head": canonical("http://www.other.org/a/1.html")},
        {"after": "<p>原文链接：http://www.other.org/1.html</p>"},
        {"after": "<p>原文链接：http://www.other.org/1.html</p>", "source": ""},
        {"after": f"<p>本文地址：{URL}</p>"},
        {"after": "<p>本文地址：http://m.qingshi.example.com/1.html</p>"},
        {"after": "<p>本文链接：复制</p>"},
        {"head": canonical("https://m.example.com/1.html")},
        {"head": canonical("https://www.other.org/a/1.html"), "url": "https://www-other-org.cache.example.net/a/1.html"},
        {"head": canonical("https://www.other.org/a/1.html"), "url": "https://archive.example.net/2024/https://www.other.org/a/1.html"},
        {"head": canonical("https://www.example.org/1.html"), "url": "https://www.example.co.uk/1.html"},
        {"before": f'<div style="display:none">{SHARE}</div>'},
        {"before": '<div style="display:none"><img src="/share.png">城南老街修缮完工</div>'},
        {"after": '<div style="display:none">博彩平台,彩票网,百家乐,六合彩,时时彩,老虎机</div>'},
        {"body": PROSE + "<p>警方表示，博彩、彩票、赌、老虎机、六合彩一律查处。</p>"},
        {"body": PROSE + "<p>街名里的“圩”（xū）字，外地人常常念错。</p>"},
    ],
)  # fmt: skip
def test_ordinary_pages_are_not_marked(page: dict[str, str]) -> None:
    assert suspicions(**page) == ()


def test_two_doubts_make_a_suspicion() -> None:
    other = "<p>原文地址：http://www.other.org/1.html</p>"
    title = "<title>城南老街修缮完工_海风在线</title>"
    assert suspicions(head=title) == suspicions(after=other, source="") == ()
    page = (
        f"<html><head>{title}</head><body><div class=crumbs><a href='/'>青石新闻网</a> &gt; <a href='/n/'>新闻</a></div>"
        f"<h1>城南老街修缮完工</h1><div>2024-06-29 10:20</div><div>{PROSE}</div>{other}</body></html>"
    )
    read = read_page(Fetched(URL, page.encode(), "text/html; charset=utf-8"))
    assert isinstance(read, Page)
    assert len(read.suspect) == 2


@pytest.mark.parametrize(
    ("foot", "reasons"), [("海风在线 版权所有", 1), ("海风在线由青石新闻网主办", 0), ("青石新闻网 版权所有", 0)]
)
def test_a_name_that_only_the_breadcrumbs_know_came_with_the_text(foot: str, reasons: int) -> None:
    page = (
        "<html><head><title>城南老街修缮完工_海风在线</title></head><body><div class=crumbs><a href='/'>青石新闻网</a> &gt; "
        f"<a href='/n/'>新闻</a></div><h1>城南老街修缮完工</h1><div>2024-06-29 10:20</div><div>{PROSE}</div><p>{foot}</p></body></html>"
    )
    read = read_page(Fetched(URL, page.encode(), "text/html; charset=utf-8"))
    assert isinstance(read, Page)
    assert len(read.suspect) == reasons


@pytest.mark.parametrize("tag", ["o:p", "cms:text", "p=1", "x&y", "x正文", "st1:place.b", "a'b"])
def test_elements_of_any_name_hold_a_text(tag: str) -> None:
    """Word processors and broken templates leave names behind that are no selectors as they stand."""
    article = (
        f'<{tag}><h1>城南老街修缮完工</h1><div>2024-06-29 10:20</div>{PROSE}</{tag}><p style="color: red">尾</p>'
    )
    page = read_page(Fetched(URL, f"<meta charset=utf-8><title>城南老街修缮完工</title>{article}".encode()))
    assert isinstance(page, Page)
    assert page.article is not None
    assert page.suspect == ()
