"""Links by role: one by one, and over whole sites of different systems."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.address import urls
from pipelines.page.address.resolving import by_standard, resolve
from pipelines.page.links.navigation import navigate
from pipelines.page.links.roles import is_no_day
from pipelines.page.model import Link, Role
from pipelines.page.tree.document import parse
from pipelines.rules import Rules
from tests.sites.cms import Cms, Site, build
from tests.sites.kinds import KINDS

FOLLOWED = {Role.ARTICLE, Role.CATEGORY, Role.PAGINATION, Role.PART, Role.PREVIOUS, Role.NEXT}
ROOT = "http://www.paper.example"


def crawl(site: Site) -> list[str]:
    """Follow the roles as a crawler would; give every URL fetched, in order."""
    there = {urls.key(url): url for url in site.pages}
    fetched, known = [site.start], {urls.key(site.start)}
    for url in fetched:
        html = site.pages.get(there.get(urls.key(url), ""))
        for link in navigate(parse(html, url)).links if html else ():
            if link.role in FOLLOWED and (key := urls.key(link.url)) not in known:
                known.add(key)
                fetched.append(link.url)
    return fetched


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_article_of_a_site_is_found_and_little_else_fetched(kind: Callable[[], Cms]) -> None:
    site = build(kind())
    fetched = crawl(site)
    there = {urls.key(url) for url in site.pages}
    assert {urls.key(url) for url in site.articles | site.parts | site.lists} <= {urls.key(url) for url in fetched}
    assert [url for url in fetched if urls.key(url) not in there] == []


def test_what_is_done_with_a_page_by_its_address_is_no_page() -> None:
    html = "".join(
        f"<a href='{href}'>{text}</a>"
        for href, text in (
            ("http://wap.paper.example/w.php?u=/guonei/2024/6001.html", "简版"),
            ("/send?to=http%3A%2F%2Fwww.paper.example%2Fguonei%2F2024%2F6001.html", "寄给朋友看一看这一篇"),
            ("/list.php?dir=/guonei/", "国内"),
        )
    )
    links = navigate(parse(html, f"{ROOT}/guonei/2024/6001.html")).links
    assert [link.role for link in links] == [Role.OTHER, Role.OTHER, Role.CATEGORY]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_articles_know_their_neighbours_and_their_section(kind: Callable[[], Cms]) -> None:
    cms = kind()
    site = build(cms)
    section = cms.sections[0]
    for number in section.numbers[1:-1:7]:
        url = cms.root + cms.article(section, number)
        navigation = navigate(parse(site.pages[url], url))
        assert navigation.breadcrumbs is not None
        assert [crumb.name for crumb in navigation.breadcrumbs.value][1:] == [section.name]
        if cms.has_chain:
            assert navigation.previous is not None
            assert navigation.next is not None
            assert navigation.previous.value.url == cms.root + cms.article(section, number - 1)
            assert navigation.next.value.url == cms.root + cms.article(section, number + 1)
        else:
            assert navigation.previous is navigation.next is None


def link_in(html: str, url: str = f"{ROOT}/", rules: Rules | None = None) -> Link:
    (link,) = navigate(parse(html, url), rules or Rules()).links
    return link


LONG = "河堤步道修缮完工市民重回江边散步"


@pytest.mark.parametrize(
    ("html", "role"),
    [
        (f"<a href='/xw/202406/t20240629_123.html'>{LONG}</a>", Role.ARTICLE),
        (f"<li><a href='/xw/a.html'>{LONG}</a><span>2024-06-29</span></li>", Role.ARTICLE),
        (f"<a href='/content_123456.htm'>{LONG}</a>", Role.ARTICLE),
        (f"<a href='/2024-06/29/c_1234567890.htm'>{LONG}</a>", Role.ARTICLE),
        (f"<a href='/show.asp?id=123'>{LONG}</a>", Role.ARTICLE),
        (
            "<a href='/2024/06/29/river-path-reopens-after-two-years/'>River path reopens after two years</a>",
            Role.ARTICLE,
        ),
        (
            "<a href='/news/local/river-path-reopens-after-two-years'>River path reopens after two years</a>",
            Role.ARTICLE,
        ),
        ("<a href='/article/20240629000123'>川沿いの遊歩道が改修を終えて再び開く</a>", Role.ARTICLE),
        ("<ul class='nav'><li><a href='/xw/'>新闻</a></li></ul>", Role.CATEGORY),
        ("<a href='/node_123.htm'>第02版：要闻</a>", Role.CATEGORY),
        ("<a href='/list.asp?classid=3'>体育</a>", Role.CATEGORY),
        ("<a href='/category/sport/'>Sport</a>", Role.CATEGORY),
        ("<div><a href='/xw/'>更多&gt;&gt;</a></div>", Role.CATEGORY),
        ("<nav><a href='/tag674726/'>汽车资讯</a></nav>", Role.CATEGORY),
        ("<a href='/col/col1234/index.html'>政务公开</a>", Role.CATEGORY),
        ("<frameset><frame src='/main.html'></frameset>", Role.CATEGORY),
        ("<meta http-equiv='Refresh' content='0; URL=/news/index.html'>", Role.CATEGORY),
        ("<meta http-equiv=refresh content='1;/news/index.html'>", Role.CATEGORY),
        ("<ul class='nav'><li><a href='/pl/'>评论</a></li></ul>", Role.CATEGORY),
        ("<iframe src='/list.html'></iframe>", Role.CATEGORY),
        ("<nav><a href='/comment/'>Opinion</a></nav>", Role.CATEGORY),
        (f"<a href='/comment/2024/0629/1234567.html'>{LONG}</a>", Role.ARTICLE),
        (f"<a href='/profile/2024-06/29/c_1234567.htm'>{LONG}</a>", Role.ARTICLE),
        ("<a href='/news/tag-heuer-opens-a-new-store'>Tag Heuer opens a new store by the river</a>", Role.ARTICLE),
        (
            "<a href='/index.php?option=com_content&view=article&id=45'>River path reopens after two years</a>",
            Role.ARTICLE,
        ),
        ("<a href='/news.php?action=show&id=45'>River path reopens after two years</a>", Role.ARTICLE),
        (f"<a href='/s/2024-06-29/0830123.shtml'>{LONG}</a>", Role.ARTICLE),
        (
            "<ul class='menu'><li><a href='/spip.php?article45'>River path reopens after two years</a></li></ul>",
            Role.ARTICLE,
        ),
        ("<ul class='menu'><li><a href='/spip.php?mot12' rel='tag'>River</a></li></ul>", Role.OTHER),
        ("<ul class='menu'><li><a href='/tag/river/' rel='tag'>River</a></li></ul>", Role.OTHER),
        ("<ul class='menu'><li><a href='/spip.php?rubrique12'>River</a></li></ul>", Role.CATEGORY),
        (
            "<ul class='menu'><li><a href='/news?x_pi1%5Bdemand%5D%5Bmonth%5D=05&x_pi1%5Bdemand%5D%5Byear%5D=2024'>05/2024</a></li></ul>",
            Role.OTHER,
        ),
        ("<a href='/news?month:int=5&year:int=2024'>«</a>", Role.OTHER),
        ("<a href='/date-2024-6.html'>2024年6月 (3)</a>", Role.OTHER),
        ("<a href='/index.php/component/content/archive/2024/6?Itemid=101'>June, 2024</a>", Role.OTHER),
        ("<a href='/author-1.html'>admin</a>", Role.OTHER),
        ("<a href='/e/pl/?classid=7&id=104'>9</a>", Role.OTHER),
        ("<link rel='alternate' type='application/rss+xml' href='/feed'>", Role.FEED),
        ("<a href='/rss/news.xml'>RSS</a>", Role.FEED),
        ("<a href='/sitemap.xml'>Sitemap</a>", Role.SITEMAP),
        ("<a href='/login?back=1'>登录</a>", Role.OTHER),
        ("<a href='/news/x.html'>设为首页</a>", Role.OTHER),
        (f"<a href='/upload/2024/06/29/1234567.pdf'>{LONG}</a>", Role.OTHER),
        ("<a href='/img/2024/0629/1.JPG'><img src='/t.jpg'></a>", Role.OTHER),
        (f"<a href='/news/20240629/1.html?print=1'>{LONG}</a>", Role.OTHER),
        (f"<a href='/news/?orderby=hits'>{LONG}</a>", Role.OTHER),
        (f"<a href='/news/?id=7:a&format=pdf'>{LONG}</a>", Role.OTHER),
        ("<a href='/2024/06/29/the-bridge/comment-page-2/'>Older Comments</a>", Role.OTHER),
        ("<a href='/read.php?tid-123-page-e.html'>2024-06-29 10:20</a>", Role.OTHER),
        ("<a href='/CN/downloadArticleFile.do?id=123'>下载</a>", Role.OTHER),
        ("<a href='/CN/papers/123/'>PDF</a>", Role.OTHER),
        ("<a href='/list.aspx?n=7&page=1&PageSize=20'>20</a>", Role.OTHER),
        ("<div class=pages><a href='/list.aspx?n=7&PageSize=40'>40</a></div>", Role.OTHER),
        ("<div class=pages><a href='/list.aspx?n=7&page=2&PageSize=20'>2</a></div>", Role.PAGINATION),
        ("<a href='/daily.asp?d=20240603'>3</a>", Role.OTHER),
        (f"<a href='/show.asp?date=20240603'>{LONG}</a>", Role.ARTICLE),
        ("<a href='/m.php?name=Archive&year=2024&month=06'>June, 2024</a>", Role.OTHER),
        (f"<a href='/20240629/'>{LONG}</a>", Role.ARTICLE),
        ("<table class='calendar'><tr><td><a href='/2024/06/03/'>3</a></td></tr></table>", Role.OTHER),
        ("<a href='/comment/123'>3 comments</a>", Role.OTHER),
        ("<a href='/member/login.php'>河堤步道修缮完工市民重回江边散步</a>", Role.OTHER),
        ("<div class='tags'><a href='/tag/river/'>河流</a></div>", Role.OTHER),
        ("<a href='/about.html'>关于我们</a>", Role.OTHER),
        ("<a href='/pl/123.html'>发表评论</a>", Role.OTHER),
        ("<a href='/licence/20240629.html'>互联网新闻信息服务许可证 12345</a>", Role.OTHER),
        ("<div class='bdsharebuttonbox'><a href='/x/qzone'>空间</a></div>", Role.OTHER),
        (f"<a href='http://elsewhere.example/2024/06/29/1.html'>{LONG}</a>", Role.EXTERNAL),
        ("<a href='http://paper.example.elsewhere.example/'>某报</a>", Role.EXTERNAL),
    ],
)
def test_what_one_link_leads_to(html: str, role: Role) -> None:
    link = link_in(html)
    assert link.role is role
    assert link.evidence


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<a href='#' onclick=\"window.open('/n/1.html','_blank')\">甲</a>", f"{ROOT}/n/1.html"),
        ("<a href=\"javascript:openNews('n/1.html')\">甲</a>", f"{ROOT}/n/1.html"),
        ("<div onclick=\"location.href='/n/1.html'\">甲</div>", f"{ROOT}/n/1.html"),
        ("<input type='button' value='甲' onclick=\"location.href='/n/1.html'\">", f"{ROOT}/n/1.html"),
        ("<a href='javascript:;' data-href='/n/1.html'>甲</a>", f"{ROOT}/n/1.html"),
        ("<map><area href='/n/1.html' alt='甲'></map>", f"{ROOT}/n/1.html"),
        ("<base href='http://www.paper.example/deep/'><a href='n/1.html'>甲</a>", f"{ROOT}/deep/n/1.html"),
        ("<a href=' /n/1.html\n'>甲</a>", f"{ROOT}/n/1.html"),
        ("<a href='//www.paper.example/n/1.html#top'>甲</a>", f"{ROOT}/n/1.html"),
    ],
)
def test_where_a_link_leads(html: str, url: str) -> None:
    link = link_in(html)
    assert link.url == url
    assert link.text == "甲"


@pytest.mark.parametrize(
    ("beside", "day"),
    [
        ("[2024年6月9日]", "2024-06-09"),
        ("2024/6/9 10:30", "2024-06-09"),
        ("2024.06.09", "2024-06-09"),
        ("2024년 6월 9일", "2024-06-09"),
        ("09.06.2024", "2024-06-09"),
        ("June 9, 2024", "2024-06-09"),
        ("9th Jun 2024", "2024-06-09"),
        ("113-06-09", "2024-06-09"),
        ("113/06/09 發布", "2024-06-09"),
        ("電話 113-06-0912", None),
        ("113.06.09.12", None),
        ("06-09", None),
        ("2024-13-45", None),
        ("点击：2024", None),
    ],
)
def test_a_date_beside_a_link_comes_with_it(beside: str, day: str | None) -> None:
    html = (
        f"<ul><li><a href='/n/1.html'>{LONG}</a><span>{beside}</span></li><li><a href='/n/2.html'>乙</a></li></ul>"
    )
    assert [link.date for link in navigate(parse(html, f"{ROOT}/")).links] == [day, None]


def test_a_date_in_the_headline_is_not_the_day_of_the_list() -> None:
    html = "<ul><li><a href='/n/1.html'>2020年1月2日大事记</a><i>本地要闻</i></li><li><a href='/n/2.html'>乙</a></li></ul>"
    assert [link.date for link in navigate(parse(html, f"{ROOT}/")).links] == [None, None]


def test_a_shortened_headline_is_told_in_full() -> None:
    assert link_in(f"<a href='/n/1.html' title='{LONG}'>{LONG[:7]}…</a>").text == LONG


def test_a_picture_and_a_headline_to_one_page_are_one_link() -> None:
    html = f"<div><a href='/n/1.html'><img src='a.jpg'></a><h3><a href='/n/1.html?from=home'>{LONG}</a></h3></div>"
    assert link_in(html).text == LONG


def test_a_profile_decides_before_all_evidence() -> None:
    html = f"<a href='/n/2024/06/29/1.html'>{LONG}</a>"
    assert link_in(html, rules=Rules(ignore=("/n/",))).role is Role.OTHER
    assert link_in(html, rules=Rules(category=(r"/\d+\.html$",))).role is Role.CATEGORY
    assert link_in("<a href='/x/'>某栏</a>", rules=Rules(article=("^.*/x/",))).role is Role.ARTICLE
    assert link_in(html, rules=Rules(hosts=("other.example",))).role is Role.EXTERNAL


ENTRY = (
    "<li><form {method} action='/view.do'><input type=hidden name=board value=A><input type=hidden name=no value={number}>"
    "{more}{sender}</form></li>"
)
SENDER = "<a href='' onclick='event.preventDefault(); parentNode.submit();'>{title}</a>"


@pytest.mark.parametrize(
    ("count", "method", "sender", "more", "is_list"),
    [
        (4, "", SENDER, "", True),
        (4, "method=post", SENDER, "", True),
        (4, "method=post", "<input type=submit value='{title}'>", "", True),
        (1, "method=post", SENDER, "", False),
        (1, "", SENDER, "", True),
        (4, "", SENDER, "<input name=word>", False),
        (4, "", "<a href='#'>{title}</a>", "", False),
    ],
)
def test_entries_of_a_list_may_be_forms_that_a_link_sends(
    count: int, method: str, sender: str, more: str, is_list: bool
) -> None:
    rows = "".join(
        ENTRY.format(method=method, number=n, more=more, sender=sender.format(title=f"{LONG}{n}"))
        for n in range(101, 101 + count)
    )
    links = navigate(parse(f"<ul>{rows}</ul>", f"{ROOT}/list.do")).links
    found = [link.url.removeprefix(ROOT) for link in links if link.role is Role.ARTICLE]
    assert found == [f"/view.do?board=A&no={n}" for n in range(101, 101 + count if is_list else 101)]


@pytest.mark.parametrize(
    ("own", "to", "role"),
    [
        ("/news/2024/1234-river", "/es/news/2024/1234-river", Role.OTHER),
        ("/en/news/2024/1234-river", "/zh-hant/news/2024/1234-river", Role.OTHER),
        ("/news/2024/1234-river", "/news/2024/1234-river?lang=es", Role.OTHER),
        ("/news/2024/1234-river", "/es/", Role.CATEGORY),
        ("/news/2024/1234-river", "/es/news/", Role.CATEGORY),
    ],
)
def test_an_article_in_another_language_is_left_to_the_lists_of_that(own: str, to: str, role: Role) -> None:
    text = "".join(f"<p>{LONG}，{LONG}，{LONG}。</p>" for _ in range(20))
    html = f"<a href='{to}'>Español</a><h1>{LONG}</h1><p>2024-06-29</p>{text}"
    (link,) = navigate(parse(html, ROOT + own), is_headed=True).links
    assert link.role is role


def test_what_stands_beside_a_headline_and_bears_its_number_is_about_the_article() -> None:
    rows = "".join(
        f"<tr><td><a href='/list.php?class=12'>社会</a><a href='/n/{n}.html'>{LONG}{n}</a></td><td><a href='/talk.php?on={n}'>{n % 9}</a></td></tr>"
        for n in range(1001, 1009)
    )
    menu = "<div class=nav><a href='/list.php?class=1001'>要闻</a></div>"
    links = navigate(parse(f"{menu}<table>{rows}</table>", f"{ROOT}/n/")).links
    roles = {link.url.removeprefix(ROOT): link.role for link in links}
    assert [path for path, role in roles.items() if role is Role.OTHER] == [
        f"/talk.php?on={n}" for n in range(1001, 1009)
    ]
    assert roles["/list.php?class=12"] is roles["/list.php?class=1001"] is Role.CATEGORY


@pytest.mark.parametrize(
    ("menu", "followed"),
    [
        ("<a href='/en/'>Home</a><a href='/tc/'>繁體</a><a href='/sc/'>简体</a>", ["/tc/"]),
        ("<a href='/en/'>English</a><a href='/sc/'>简体中文</a>", ["/sc/"]),
        (
            "<a href='/'>首页</a><a href='/yw/'>要闻报道</a><a href='/ms/'>民生新闻</a><a href='/ty/'>体育新闻</a><a href='/ft/'>繁體</a>",
            [],
        ),
    ],
)
def test_the_name_of_a_script_is_that_of_an_edition_where_the_page_is_in_another_language(
    menu: str, followed: list[str]
) -> None:
    links = navigate(parse(f"<ul>{menu}</ul>", f"{ROOT}/en/")).links
    scripts = {"/tc/", "/sc/", "/ft/"}
    paths = {link.url.removeprefix(ROOT): link.role for link in links}
    assert [path for path, role in paths.items() if path in scripts and role is Role.CATEGORY] == followed


def test_the_button_of_a_search_leads_nowhere() -> None:
    form = "<form name=f action='/list.do'><input type=hidden name=page value=1><input type=hidden name=board value=A>{}</form>"
    script = "<script>function turn(n) { document.f.page.value = n; document.f.submit(); }</script>"
    button = """<button onclick="turn('1'); return false;">OK</button><a href='#' onclick="turn('2')">2</a>"""
    searched = navigate(parse(form.format(f"<input name=word>{button}") + script, f"{ROOT}/list.do")).links
    assert [link.url for link in searched] == [f"{ROOT}/list.do?board=A&page=2"]


@pytest.mark.parametrize(
    "sets", ["f.act.value = 'view'; f.page.value = '';", """$('[name=act]').val("view"); $("#page").val('');"""]
)
def test_what_a_function_writes_into_a_form_is_sent_with_its_argument(sets: str) -> None:
    fields = {"act": "", "bid": "12", "page": "3", "no": ""}
    form = "".join(f"<input type=hidden name={name} id={name} value='{value}'>" for name, value in fields.items())
    script = f"<script>function show(n) {{ {sets} document.f.no.value = n; document.f.submit(); }}</script>"
    rows = "".join(f"""<li><a href='#' onclick="show('{n}')">{LONG}{n}</a></li>""" for n in range(1000, 1004))
    page = f"<form name=f method=post action='/board.es'>{form}</form>{script}<ul>{rows}</ul>"
    links = navigate(parse(page, f"{ROOT}/board.es?bid=12")).links
    assert [link.url for link in links] == [f"{ROOT}/board.es?act=view&bid=12&no={n}" for n in range(1000, 1004)]


def test_of_a_page_of_a_list_its_number_says_most() -> None:
    rows = "".join(f"<li><a href='/n/{n}.html'>{LONG}{n}</a></li>" for n in range(1000, 1010))
    turns = "".join(f"<a href='/n?c={n}x'>{n}</a>" for n in (2, 3, 4)) + "<a href='/n?c=2x'>vor</a>"
    links = navigate(parse(f"<ul>{rows}</ul><div class='pager'>{turns}</div>", f"{ROOT}/n")).links
    assert [link.text for link in links if link.role is Role.PAGINATION] == ["2", "3", "4"]


def test_short_titles_are_told_by_the_company_they_keep() -> None:
    longer = "".join(f"<li><a href='/n/{i}.html'>{LONG}{i}</a></li>" for i in range(1000, 1010))
    html = f"<ul>{longer}<li><a href='/n/1010.html'>立秋</a></li></ul>"
    assert {link.role for link in navigate(parse(html, f"{ROOT}/")).links} == {Role.ARTICLE}


def test_links_without_an_address_are_none() -> None:
    html = "<a>甲</a><a href=''>乙</a><a href='javascript:void(0)'>丙</a><a href='mailto:a@b.example'>丁</a><a name='x'>戊</a>"
    assert [link for link in navigate(parse(html, f"{ROOT}/")).links if link.url != f"{ROOT}/"] == []


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("http://desk:secret@a.org/x?q=a@b", "http://a.org/x?q=a@b"),
        ("//desk@a.org", "http://a.org"),
        ("http:///a.org/x", "http://a.org/x"),
        ("HTTPS:////a.org", "HTTPS://a.org"),
        ("/x?u=http:///a.org", f"{ROOT}/x?u=http:///a.org"),
        ("/@desk/x", f"{ROOT}/@desk/x"),
        ("http://例子.测试/新闻.html", "http://xn--fsqu00a.xn--0zwm56d/新闻.html"),
        ("//desk@例子.测试:81", "http://xn--fsqu00a.xn--0zwm56d:81"),
        (f"http://{'例' * 70}.测试/", None),
        ("/新闻.html", f"{ROOT}/新闻.html"),
        ("/" + "x" * 7900, f"{ROOT}/" + "x" * 7900),
        ("/" + "x" * 8000, None),
        ("/" + "字" * 1000, None),  # nine bytes each in a request and on record
        ("/" + "字" * 500, f"{ROOT}/" + "字" * 500),
    ],
)
def test_addresses_are_such_as_can_be_asked_for(href: str, url: str | None) -> None:
    assert resolve(f"{ROOT}/", href) == url


@given(
    st.sampled_from(["", "/", "//", "http:", "https://a", "HTTP://a", "http://b@a", "javascript:", "mailto:"]),
    st.text(alphabet="ab/.?=&%#:1é \\[;@", max_size=25),
    st.sampled_from(
        [ROOT, f"{ROOT}/", f"{ROOT}/b/c.html", f"{ROOT}/b/../c", f"{ROOT}/b/?q=1", "file:///b/c", "http://[", ""]
    ),
)
def test_addresses_resolve_as_the_standard_has_it(beginning: str, rest: str, base: str) -> None:
    assert resolve(base, beginning + rest) == by_standard(base, beginning + rest)


@given(st.text(max_size=200))
def test_any_page_has_a_navigation(text: str) -> None:
    wrapped = f"<div class='crumb'><a href='/{text}'>{text}</a> > {text}</div><a onclick='{text}'>{text}</a>"
    for html in (text, wrapped):
        navigation = navigate(parse(html, f"{ROOT}/a/1.html"))
        assert all(link.url.startswith("http") for link in navigation.links)


@pytest.mark.parametrize(
    ("hidden", "role"),
    [
        ("<div style='display:none'><a href='/deep/1.html'>{}</a></div>", Role.OTHER),
        ("<a style='position:absolute; left:-9999px' href='/deep/1.html'>{}</a>", Role.OTHER),
        ("<div style='display:none'><a href='/news/2024/8.html'>{}</a></div>", Role.ARTICLE),  # the next of a slide show
        ("<div style='display:none'><a href='/deep/1.html'>{}</a><a href='/deep/2.html'>b</a><a href='/deep/3.html'>c</a></div>",
         Role.ARTICLE),
        ("<div style='display:block'><a href='/deep/1.html'>{}</a></div>", Role.ARTICLE),
        ("".join(f"<div style='display:none'><a href='/deep/{n}.html'>{{}}</a></div>" for n in range(1, 6)), Role.ARTICLE),
    ],
)  # fmt: skip
def test_a_link_that_no_reader_sees_is_none(hidden: str, role: Role) -> None:
    seen = "".join(f"<li><a href='/news/2024/{n}.html'>{LONG}</a></li>" for n in range(3))
    links = navigate(parse(f"<ul>{seen}</ul>{hidden.replace('{}', LONG)}", f"{ROOT}/")).links
    assert [link.role for link in links if "/deep/1" in link.url or "/8." in link.url] == [role]


def test_a_page_of_boxes_in_boxes_is_read() -> None:
    depth = 3000
    html = "<div>" * depth + f"<a href='/n/1.html'>{LONG}</a>" + "</div>" * depth
    assert link_in(html).text == LONG


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("22 Oct 2026", True),
        ("Thursday, October 22nd 2026", True),
        ("22. Oktober 2026", True),
        ("22 de octubre de 2026", True),
        ("2026年10月22日", True),
        ("10월 22일", True),
        ("The bridge opens on 22 Oct 2026", False),
        ("第22届运动会2026年10月22日开幕", False),
    ],
)
def test_days_in_words_are_those_of_a_calendar(text: str, is_day: bool) -> None:
    """By its address alone, such a page may be an article of that day."""
    assert is_no_day("paper.example/index/0000-00-00", text) is not is_day
