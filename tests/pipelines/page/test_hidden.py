"""Links that no element holds: records of a data store, functions of the page, JSON; and texts that are other articles'."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.links.json_data import read_json
from pipelines.page.links.navigation import navigate
from pipelines.page.model import Kind, Role
from pipelines.page.tree.document import parse
from pipelines.read import Fetched, Page, Rejected, read_page
from tests.sites.cms import body, title

ROOT = "http://www.paper.example"
LONG = "河堤步道修缮完工市民重回江边散步"


def found(html: str, url: str = f"{ROOT}/news/") -> list[tuple[str, Role]]:
    return [(link.url.removeprefix(ROOT), link.role) for link in navigate(parse(html, url)).links]


RECORD = f"<record><![CDATA[<li><a href='/art/2024/6/3/art_12_7003.html'>{LONG}</a></li>]]></record>"


@pytest.mark.parametrize("around", ["<script type='text/xml'>{}</script>", "<!-- {} -->", "<div>{}</div>"])
def test_records_of_a_data_store_are_links_wherever_it_lies(around: str) -> None:
    html = around.format(f"<datastore><recordset>{RECORD}</recordset></datastore>")
    assert ("/art/2024/6/3/art_12_7003.html", Role.ARTICLE) in found(html)


def test_markup_that_a_script_writes_is_read_unless_it_has_holes() -> None:
    script = f"""document.write("<li><a href=\\"/a/20240603/12.html\\">{LONG}</a></li>");
        list += '<a href="' + row.url + '">' + row.title + '</a>'; html = `<a href="/${{x}}">${{t}}</a>`"""
    assert found(f"<script>{script}</script>") == [("/a/20240603/12.html", Role.ARTICLE)]


FUNCTIONS = """<script>function show(id){window.open('show.asp?id='+id,'','width=600')}
function turn(n) { location.href = "list.asp?lm=3&page=" + n + "&s=1"; }
function two(a, b){ location = a + b } function other(x){ alert(x) } function odd(id){ location = base + id }</script>"""


@pytest.mark.parametrize(
    ("call", "url"),
    [
        ("href='javascript:show(12)'", "/news/show.asp?id=12"),
        ("href='#' onclick=\"return show('12')\"", "/news/show.asp?id=12"),
        ("href='javascript:turn(3)'", "/news/list.asp?lm=3&page=3&s=1"),
        ("href='?page=3' onclick='turn(3); return false'", "/news/list.asp?lm=3&page=3&s=1"),
        ("href='?page=3' onclick='other(3)'", "/news/?page=3"),
        ("href='javascript:two(1, 2)'", None),
        ("href='javascript:other(1)'", None),
        ("href='javascript:odd(1)'", None),
        ("href='javascript:history.back()'", None),
    ],
)
def test_functions_of_the_page_open_addresses(call: str, url: str | None) -> None:
    assert [address for address, _ in found(f"{FUNCTIONS}<a {call}>{LONG}</a>")] == ([url] if url else [])


@pytest.mark.parametrize(
    ("button", "url"),
    [
        ("<button data-url='/api/list?page=2'>加载更多</button>", "/api/list?page=2"),
        ("<a href='javascript:;' data-page='4' data-url='/api/{page}.json'>查看更多</a>", "/api/5.json"),
        ("<div data-next-page='3' data-next-url='/more?p={{page}}'>Load more</div>", "/more?p=3"),
        ("<div data-url='/api/__page__'>더보기</div>", "/api/2"),
    ],
)
def test_a_button_that_loads_more_turns_the_page(button: str, url: str) -> None:
    assert found(button) == [(url, Role.PAGINATION)]


@pytest.mark.parametrize(
    ("text", "url", "links"),
    [
        (f'{{"list": [{{"title": "{LONG}", "url": "/a/12.html", "publish_time": "2024-06-03"}}], "has_more": true}}', "/api?page=2",
         [("/a/12.html", Role.ARTICLE), ("/api?page=3", Role.PAGINATION)]),
        (f'{{"list": [{{"title": "{LONG}", "url": "/a/12.html", "date": "2024-06-03"}}], "has_more": false}}', "/api?page=2",
         [("/a/12.html", Role.ARTICLE)]),
        (f'{{"data": {{"items": [{{"headline": "{LONG}", "link": "/a/20240603/12.html"}}]}}, "next_url": "/api/x"}}', "/api",
         [("/a/20240603/12.html", Role.ARTICLE), ("/api/x", Role.PAGINATION)]),
        (f'cb([{{"docTitle": "{LONG}", "docPubUrl": "/a/t20240603_1.html"}}]);', "/list.js", [("/a/t20240603_1.html", Role.ARTICLE)]),
        (f'{{"html": "<li><a href=\\"/a/20240603/12.html\\">{LONG}</a></li>"}}', "/more", [("/a/20240603/12.html", Role.ARTICLE)]),
        (f'{{"data": [["<a href=\\"/a/20240603/12.html\\">{LONG}</a>", "2024-06-03"]]}}', "/t.json", [("/a/20240603/12.html", Role.ARTICLE)]),
        (f'{{"list": [{{"title": "{LONG}", "url": "/a/12.html", "date": "2024-06-03"}}]}}', "/more?start=20&limit=10",
         [("/a/12.html", Role.ARTICLE), ("/more?start=30&limit=10", Role.PAGINATION)]),
        (f'{{"posts": [{{"title": {{"rendered": "{LONG}"}}, "url": {{"base": "{ROOT}", "path": "/a/20240603/12.html"}}}}]}}', "/p.json",
         [("/a/20240603/12.html", Role.ARTICLE)]),
        (f'{{"list": [{{"title": "{LONG}", "url": "/a/12.html", "date": "2024-06-03"}}], "totalPages": 4}}', "/x/4.json",
         [("/a/12.html", Role.ARTICLE)]),
        # 21 entries by 20: this is the last of them; of 60 it is not, whatever was asked for
        (f'{{"list": [{{"title": "{LONG}", "url": "/a/12.html", "date": "2024-06-03"}}], "total": 21}}', "/x?_pageSize=20&page=2",
         [("/a/12.html", Role.ARTICLE)]),
        (f'{{"list": [{{"title": "{LONG}", "url": "/a/12.html", "date": "2024-06-03"}}], "total": 60}}', "/x?_pageSize=50&page=2",
         [("/a/12.html", Role.ARTICLE), ("/x?_pageSize=50&page=3", Role.PAGINATION)]),
        (f'{{"records": [{{"title": "{LONG}", "url": "/a/12.html", "date": "2024-06-03"}}], "current": 1, "pages": 2}}', "/p?current=1",
         [("/a/12.html", Role.ARTICLE), ("/p?current=2", Role.PAGINATION)]),
        (f'{{"content_elements": [{{"canonical_url": "/a/20240603/12/", "headlines": {{"basic": "{LONG}"}}}}]}}', "/f",
         [("/a/20240603/12/", Role.ARTICLE)]),
    ],
)  # fmt: skip
def test_lists_in_json(text: str, url: str, links: list[tuple[str, Role]]) -> None:
    read = read_json(text, ROOT + url)
    assert read is not None
    assert [(link.url.removeprefix(ROOT), link.role) for link in read.links] == links


@given(st.text(), st.text())
def test_hidden_links_never_raise(text: str, other: str) -> None:
    read_json(text, ROOT)
    navigate(parse(f"<script>{text}<a href='{other}</a></script><record><![CDATA[{other}]]></record>", ROOT))


def test_json_without_a_list_is_no_page() -> None:
    url = f"{ROOT}/api"
    assert read_page(Fetched(url, b'{"ok": true}')) == Rejected(url, "not a page: JSON data without a list")


def test_a_gzipped_sitemap_is_read_and_a_broken_one_rejected() -> None:
    packed = gzip.compress(f"<urlset><url><loc>{ROOT}/a/20240603/12.html</loc></url></urlset>".encode())
    page = read_page(Fetched(f"{ROOT}/sitemap.xml.gz", packed, "application/x-gzip"))
    assert isinstance(page, Page)
    assert [link.url for link in page.navigation.links] == [f"{ROOT}/a/20240603/12.html"]
    assert isinstance(read_page(Fetched(f"{ROOT}/sitemap.xml.gz", packed[:10] + b"\xff" * 20)), Rejected)


def teaser(number: int) -> str:
    text = body(number, "zh")[:200]
    return (
        f"<div class='item'><h2><a href='/p/{number}'>{title(number)}</a></h2>{text}<p>2024-06-0{number}</p></div>"
    )


def kind(html: str, path: str) -> Kind:
    page = read_page(Fetched(ROOT + path, html.encode(), "text/html; charset=utf-8"))
    assert isinstance(page, Page)
    return page.kind.value


def test_the_beginnings_of_other_articles_make_a_list() -> None:
    teasers = "".join(map(teaser, range(1, 7)))
    assert kind(f"<title>本地</title><h1>本地</h1>{teasers}<a href='/local/?page=2'>2</a>", "/local/") is Kind.LIST


def test_an_article_that_names_others_behind_its_text_is_one() -> None:
    tail = "".join(map(teaser, range(1, 4)))
    html = f"<title>{LONG}</title><h1>{LONG}</h1><p>2024-06-03 10:30 来源：河报</p><div>{body(9, 'zh') * 2}{tail}</div>"
    assert kind(html, "/p/9") is Kind.ARTICLE


@pytest.mark.parametrize(
    "name", ["关于我们", "报社简介", "About us", "会社案内", "인사말", "О газете", "من نحن", "Impressum"]
)
def test_a_page_about_the_site_is_no_article(name: str) -> None:
    assert kind(f"<title>{name}</title><h1>{name}</h1><div>{body(9, 'zh') * 2}</div>", "/x12") is not Kind.ARTICLE


def test_a_page_that_its_menu_leads_to_is_no_article() -> None:
    menu = "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/xygk12.htm'>历史沿革</a></li></ul>"
    html = f"<title>历史沿革</title>{menu}<h1>历史沿革</h1><div>{body(9, 'zh') * 2}</div>"
    assert kind(html, "/xygk12.htm") is not Kind.ARTICLE


def test_plain_permalinks_number_articles_and_not_pages() -> None:
    around = "".join(
        f"<a rel='{rel}' href='/?p={number}'>{LONG} {number}</a>" for rel, number in (("prev", 27), ("next", 29))
    )
    html = f"<title>{LONG}</title><h2>{LONG}</h2><small>2024-06-03</small><div>{body(9, 'zh')}</div>{around}"
    page = read_page(Fetched(f"{ROOT}/?p=28", html.encode(), "text/html; charset=utf-8"))
    assert isinstance(page, Page)
    assert page.kind.value is Kind.ARTICLE
    assert page.navigation.parts == ()
    assert page.navigation.previous is not None
    assert page.navigation.next is not None


def test_what_a_search_shows_is_no_article() -> None:
    html = f"<title>{LONG}</title><h3><a href='/2024/06/a.html'>{LONG}</a></h3><div>{body(9, 'zh') * 2}</div>"
    assert kind(html, "/search?updated-max=2024-06-03&max-results=5") is not Kind.ARTICLE


def test_an_address_that_names_an_article_is_no_search() -> None:
    html = f"<title>{LONG}</title><h1>{LONG}</h1><p>2024-06-03 作者：林晓</p><div>{body(9, 'zh')}</div>"
    assert kind(html, "/s?__biz=MzA4NzU&mid=2651&idx=2&sn=7ab1") is Kind.ARTICLE
    assert kind(html, "/s?wd=7ab1") is not Kind.ARTICLE


@pytest.mark.parametrize("words", ["节前安全检查走进早市", "关于社保系统升级的公告", "城西医院启用人脸核验"])
def test_a_headline_that_speaks_of_checks_is_no_refusal(words: str) -> None:
    html = f"<title>{words}</title><h1>{words}</h1><p>2024-06-03 来源：江边网</p><div>{body(3, 'zh')}</div>"
    assert kind(html, "/2024/0603/1.html") is Kind.ARTICLE
