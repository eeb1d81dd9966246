"""What a page is: article, list, category, other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.page.extract import extract
from pipelines.page.kind import classify
from pipelines.page.links.navigation import navigate
from pipelines.page.model import Found, Kind
from pipelines.page.tree.document import parse
from pipelines.read import Fetched, Page, read_page
from tests.sites.cms import SENTENCES, Cms, build, title
from tests.sites.kinds import KINDS

ROOT = "http://www.paper.example"
PROSE = f"<p>{SENTENCES['zh'] * 3}</p>" * 3
HEADLINES = "".join(f"<li><a href='/n/2024/0629/{i}.html'>{title(i)}</a></li>" for i in range(100, 120))
DATED = "".join(
    f"<li><a href='/n/2024/0629/{i}.html'>{title(i)}</a><span>2024-06-29</span></li>" for i in range(100, 120)
)
FEW_DATED = DATED.replace("</li>", "</li>\n", 3).rpartition("\n")[0]
IN_SECTIONS = "".join(
    f"<li><i>[<a href='/s{i}/'>本地</a>]</i><b><a href='/n/2024/0629/{i}.html'>{title(i)}</a></b><i>06-29 08:20</i></li>"
    for i in range(100, 106)
)
SHORT_LINES = "<p>细细的雨</p><p>落在屋檐</p><p>落在父亲的草帽上</p><p>像一封没有写完的信</p>"
MENU = "<ul class='nav'>" + "".join(f"<li><a href='/s{i}/'>第{i}栏</a></li>" for i in range(9)) + "</ul>"


def kind_of(html: str, url: str = f"{ROOT}/x/y1.html") -> Found[Kind]:
    document = parse(html, url)
    return classify(document, navigate(document), extract(document))


MONTHS = "".join(f"<a href='/log-date-2024{month:02}.html'>2024/{month:02} (7)</a>" for month in range(1, 7))


@pytest.mark.parametrize(
    ("url", "beside", "kind"),
    [
        ("/log-date-202403.html", MONTHS, Kind.CATEGORY),
        ("/log-date-202403.html", "", Kind.ARTICLE),
        ("/log-entry-202403.html", MONTHS, Kind.ARTICLE),
    ],
    ids=["a month among months", "by itself", "an article beside months"],
)
def test_the_one_post_of_a_month_stands_elsewhere(url: str, beside: str, kind: Kind) -> None:
    post = f"<h2><a href='/log-entry-7.html'>{title(7)}</a></h2><div>{PROSE}</div><p>2024/03/28 10:20</p>"
    told = kind_of(f"<title>{title(7)}</title>{post}<div>{HEADLINES[:900]}{beside}</div>", ROOT + url)
    assert told.value is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_pages_of_whole_sites(kind: Callable[[], Cms]) -> None:
    site = build(kind())
    told = {url: kind_of(html, url).value for url, html in site.pages.items()}
    assert {told[url] for url in site.articles | site.parts} == {Kind.ARTICLE}
    assert {told[url] for url in site.lists} <= {Kind.LIST, Kind.CATEGORY}
    assert told[site.start] is Kind.CATEGORY


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (f"{MENU}<h1>{title(1)}</h1><div>{PROSE}</div><ul>{DATED}</ul>", Kind.ARTICLE),
        (f"<h1>{title(1)}</h1><p>{SENTENCES['zh'] * 20}</p><a href='y1_2.html'>下一页</a>", Kind.ARTICLE),
        (f"{MENU}<h2>本地</h2><ul>{DATED}</ul>", Kind.LIST),
        (f"{MENU}<ul>{HEADLINES}</ul><a href='y1_2.html'>下一页</a>", Kind.LIST),
        (f"{MENU}<ul>{FEW_DATED}</ul>", Kind.LIST),
        (f"{MENU}<ul>{IN_SECTIONS}</ul>", Kind.LIST),
        (f"{MENU}<h2>春雨</h2><div class=c>{SHORT_LINES}</div>", Kind.CATEGORY),
        (f"{MENU}<ul>{HEADLINES}</ul>", Kind.CATEGORY),
        (MENU, Kind.CATEGORY),
        ("<h1>关于我们</h1><p>本报社址在江边。</p>", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_by_what_a_page_holds(html: str, kind: Kind) -> None:
    found = kind_of(f"<title>某报</title>{html}")
    assert found.value is kind
    assert found.evidence


TEASERS = "".join(
    f"<h3><a href='/news/500{i}.html'>{title(i)}</a></h3><p>{SENTENCES['zh'] * 3} <em>2024-03-02</em></p>"
    for i in (1, 2, 3)
)


@pytest.mark.parametrize(
    ("name", "before"),
    [("day/20240302", ""), ("main", f"<script>var menu = '{SENTENCES['en'] * 20}'</script>")],
)
def test_teasers_that_are_all_of_the_text_make_no_article(name: str, before: str) -> None:
    """Whatever the address says, and whatever scripts hold before the first one."""
    html = f"<title>某报</title><div>{before}{TEASERS}</div>"
    page = read_page(Fetched(f"{ROOT}/{name}.html", html.encode()))
    assert isinstance(page, Page)
    assert page.kind.value is not Kind.ARTICLE
    assert page.navigation.teasers == 3


def test_a_long_text_that_names_others_early_is_an_article() -> None:
    """A transcript with a box of others in it: between one and the next stands most of what the page says."""
    talk = f"<p>{SENTENCES['zh'] * 6}</p>"
    html = f"<title>某报</title><h1>专家连线：城南防汛</h1><div>{talk}{TEASERS}{talk * 12}</div>"
    page = read_page(Fetched(f"{ROOT}/talk/20240302.html", html.encode()))
    assert isinstance(page, Page)
    assert page.kind.value is Kind.ARTICLE


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("<div class='entry'><h3>{title}</h3><p>{text}</p><a href='/n/500{n}.html#more'>Continue reading “{title}”</a></div>", Kind.CATEGORY),
        ("<div class='box'><div class='catItemHeader'><h3><a href='/n/500{n}.html'>{title}</a></h3><a href='/by/li'>Li</a>"
         "</div><p>{text}</p></div>", Kind.CATEGORY),
        ("<div class='entry'><h3>{title}</h3><p>{text}</p></div>", Kind.ARTICLE),
        ("<div class='entry'><p>{text}</p><a href='/n/500{n}.html'>Read more: {title}</a></div>", Kind.ARTICLE),
    ],
    ids=["links that read on", "headers of entries", "chapters", "pointers"],
)  # fmt: skip
def test_beginnings_of_articles_beside_each_other_are_a_list(entry: str, kind: Kind) -> None:
    entries = "".join(entry.format(n=n, title=title(n), text=SENTENCES["zh"] * 4) for n in range(1, 6))
    html = f"<title>十一月</title><div><p>2024-11-02 10:00</p>{entries}</div>"
    page = read_page(Fetched(f"{ROOT}/archives/2024/11/", html.encode()))
    assert isinstance(page, Page)
    assert page.kind.value is kind


@pytest.mark.parametrize(
    ("heading", "byline", "kind"),
    [
        ("老街改造二期工程月底开工", "王山 2024-06-29", Kind.ARTICLE),
        ("老街改造二期工程月底开工", "", Kind.OTHER),
        ("老街改造动工", "2024-06-29", Kind.ARTICLE),
        ("本地", "2024-06-29", Kind.OTHER),
        ("Prom znowu pływa", "By Olga Baran, 2024-06-29 10:00", Kind.ARTICLE),
        ("Prom znowu pływa", "2024-06-29 10:00", Kind.OTHER),
        ("Local News", "By Olga Baran, 2024-06-29 10:00", Kind.OTHER),
    ],
)
def test_a_headline_that_the_title_repeats_outweighs_a_short_address(
    heading: str, byline: str, kind: Kind
) -> None:
    html = f"<title>{heading} - 某报</title><h1>{heading}</h1><p>{byline}</p><p>{SENTENCES['zh'] * 3}</p>"
    assert kind_of(html, f"{ROOT}/story/street").value is kind


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        ("<iframe src='/viewer.html?file=/f/gb.pdf'></iframe>", Kind.ARTICLE),
        ("<video src='/v/1.mp4'></video>", Kind.ARTICLE),
        ("<iframe src='/map.html'></iframe>", Kind.OTHER),
    ],
)
def test_a_page_that_shows_a_paper_or_a_film_under_a_headline_is_an_article(shown: str, kind: Kind) -> None:
    heading = "老街改造二期工程统计公报"
    html = f"<title>{heading}</title><h1>{heading}</h1><p>2024-06-29</p>{shown}<p><a href='/f/gb.pdf'>下载</a></p>"
    assert kind_of(html, f"{ROOT}/gb/2024/0629/19.html").value is kind


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        ("<p>来源：县自然资源局</p><div class='con'><img src='/u/1.jpg' width='800'></div>", Kind.ARTICLE),
        ("<p>来源：县自然资源局</p><div class='con'><img src='/u/1.jpg' width='18'></div>", Kind.OTHER),
        (
            "<p>日期：2024-06-29　来源：镇水务站</p><table><tr><td><img src='1.jpg'></td></tr></table>",
            Kind.ARTICLE,
        ),
        ("<div class='con'><p>附件：<a href='/u/1.xls'>招聘拟聘用人员名单.xls</a></p></div>", Kind.ARTICLE),
        ("<div class='con'><p><a href='/u/1.xls'>下载</a></p></div>", Kind.OTHER),
    ],
)
def test_a_notice_that_is_a_scan_or_a_file_is_an_article(shown: str, kind: Kind) -> None:
    heading = "关于老街改造征收土地的公告"
    html = f"<title>{heading}_某县</title><h1>{heading}</h1><p>2024-06-29</p>{shown}<p>版权所有：某县</p>"
    assert kind_of(html, f"{ROOT}/gb/2024/0629/19.html").value is kind


@pytest.mark.parametrize(
    ("heading", "kind"), [("停水通知", Kind.ARTICLE), ("讣告", Kind.ARTICLE), ("通知公告", Kind.OTHER)]
)
def test_a_notice_of_two_lines_is_an_article(heading: str, kind: Kind) -> None:
    text = "<p>明日8时至17时，河堤路以东停水，请提前储水。</p><p>水务站</p>"
    html = f"<title>{heading}-某县</title><h1>{heading}</h1><p>发布时间：2024-06-29 10:20</p><div>{text}</div>"
    assert kind_of(html, f"{ROOT}/tzgg/show-77.html").value is kind
    assert kind_of(html, f"{ROOT}/tzgg/").value is Kind.OTHER


def test_a_list_with_teasers_is_no_article() -> None:
    teasers = "".join(
        f"<div><h3><a href='/n/2024/0629/{i}.html'>{title(i)}</a></h3><p>{SENTENCES['zh']}</p><em>2024-06-{i - 90}</em></div>"
        for i in range(100, 115)
    )
    assert (
        kind_of(f"<title>本地</title>{MENU}{teasers}<a href='index_2.html'>下一页</a>", f"{ROOT}/bendi/").value
        is Kind.LIST
    )


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><h1>Not Found</h1>",
        f"<title>提示信息</title>{MENU}<div>您访问的页面不存在或已被删除</div>",
        "<title>某报</title><h1>该文章不存在</h1><p>3秒后返回首页</p>",
        "<title>某报</title><a href='/'>首页</a><b>错误信息</b><p>产生错误的原因：<li>找不到此文章，可能已经被管理员删除或者移动，请返回上一页重新选择。</li>",
        "<title>安全验证</title><p>请输入验证码后继续访问</p>",
        "<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>",
        "<title>Access Denied</title><p>You don't have permission to access this server.</p>",
        "<title>ページが見つかりません</title><p>お探しのページは移動したか削除された可能性があります。</p>",
    ],
)
def test_pages_that_are_not_there_or_not_for_us(html: str) -> None:
    found = kind_of(html, f"{ROOT}/n/2024/0629/123.html")
    assert found.value is Kind.OTHER
    assert "says" in found.evidence


def test_an_article_about_errors_is_an_article() -> None:
    html = f"<title>404 Not Found 的由来</title><h1>“404 Not Found”的由来：一个数字的三十年</h1>{PROSE * 2}"
    assert kind_of(html, f"{ROOT}/n/2024/0629/123.html").value is Kind.ARTICLE


def test_a_notice_with_a_day_tells_of_a_system_that_rests() -> None:
    html = "<title>业务办理公告</title><h1>业务办理公告</h1><p>发布时间：2024-06-29</p><p>因系统维护，本周六暂停办理社保业务，周日照常，请相互转告。</p>"
    assert kind_of(html, f"{ROOT}/n/2024/0629/123.html").value is Kind.ARTICLE


def test_the_front_page_is_a_category_whatever_it_says() -> None:
    assert kind_of(f"<h1>{title(1)}</h1>{PROSE * 5}", f"{ROOT}/index.html").value is Kind.CATEGORY


def test_an_article_may_have_the_address_of_a_search_engine_where_it_asks_for_a_number() -> None:
    html = f"<title>{title(1)}</title><h1>{title(1)}</h1><p>2024-06-29</p>{PROSE * 3}"
    assert kind_of(html, f"{ROOT}/s?__biz=MzA3&mid=2650114&idx=1&sn=5f3a").value is Kind.ARTICLE
    assert kind_of(html, f"{ROOT}/s?word=%E8%80%81%E8%A1%97").value is not Kind.ARTICLE


@pytest.mark.parametrize(("other", "is_article"), [("/2024/06/04/", False), ("/2024/06/", True)])
def test_a_day_of_the_calendar_beside_it_is_a_list(other: str, is_article: bool) -> None:
    told = "".join(f"<p>{'工作人员记下了每一处需要处理的地方。' * 3}</p>" for _ in range(2))
    rows = "".join(
        f"<h2><a href='/xw/{n}.html'>镇里修好了三座旧桥 {n}</a></h2>2024-06-03 记者 林远{told}" for n in range(2)
    )
    html = f"<meta charset=utf-8><title>江河报</title><div>{rows}</div><table><td><a href='{other}'>4</a></td></table>"
    assert (kind_of(html, f"{ROOT}/2024/06/03/").value is Kind.ARTICLE) is is_article


def test_login_pages_are_of_no_use() -> None:
    assert kind_of(f"{MENU}<form><p>用户名</p></form>", f"{ROOT}/member/login.php").value is Kind.OTHER


def test_short_lines_below_the_date_are_a_text() -> None:
    heading = "山村春雨（外一首）"
    html = f"<title>{heading} - 某报</title><h1>{heading}</h1><div>2024-06-29 来源：某报</div><div>{SHORT_LINES}</div>"
    document = parse(html, f"{ROOT}/x/y1.html")
    reading = extract(document)
    assert kind_of(html, f"{ROOT}/x/y1.html").value is Kind.ARTICLE
    assert reading.body is not None
    assert reading.body.value.paragraphs == ("细细的雨", "落在屋檐", "落在父亲的草帽上", "像一封没有写完的信")


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("<a href='/wiki/Talk:The_bridge'>Discussion</a>", Kind.ARTICLE),
        ("<a href='/wiki/Sport'>Sport</a>", Kind.OTHER),
    ],
    ids=["tabs", "menu"],
)
def test_the_tabs_of_a_wiki_are_no_menu_that_leads_to_its_article(beside: str, kind: Kind) -> None:
    tabs = f"<nav><a href='/wiki/Local'>Local</a><a href='/wiki/The_bridge'>Article</a>{beside}</nav>"
    html = f"<title>The bridge opens again today</title><h1>The bridge opens again today</h1><p>2024-06-29</p>{PROSE}{tabs}"
    assert kind_of(html, f"{ROOT}/wiki/The_bridge").value is kind
