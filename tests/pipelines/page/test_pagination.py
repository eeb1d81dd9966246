"""Pages of a list, parts of an article, and pagers that scripts write."""

from __future__ import annotations

import pytest

from pipelines.page.links.navigation import navigate
from pipelines.page.model import Navigation, Role
from pipelines.page.tree.document import parse

ROOT = "http://www.paper.example"
LIST = f"{ROOT}/news/"
COUNTED = "var currentPage = 1; var countPage = 3;"
ARTICLE = f"{ROOT}/news/202406/t20240602_102.html"
PROSE = "<h1>河堤步道修缮完工</h1><div class='content'><p>" + "居民说，这件事大家盼了很久。" * 30 + "</p></div>"


def urls_of(navigation: Navigation, role: Role) -> list[str]:
    return sorted(link.url.removeprefix(ROOT) for link in navigation.links if link.role is role)


def on_list(html: str, url: str = LIST) -> list[str]:
    return urls_of(navigate(parse(html, url)), Role.PAGINATION)


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ("<a href='index_2.html'>下一页</a>", ["/news/index_2.html"]),
        (
            "<a href='index_2.html'>下页</a><a href='index_9.html'>末页</a>",
            ["/news/index_2.html", "/news/index_9.html"],
        ),
        ("<div><a href='?page=2'>2</a> <a href='?page=3'>[3]</a></div>", ["/news/?page=2", "/news/?page=3"]),
        ("<div class='pages'><a href='/l/7/2'>2</a><a href='/l/7/2'>&gt;</a></div>", ["/l/7/2"]),
        ("<a href='/news/page/2/'>Older posts</a>", ["/news/page/2/"]),
        ("<a href='/news/page/2/'>次のページ</a>", ["/news/page/2/"]),
        ("<a href='/news/?page=2'>다음</a>", ["/news/?page=2"]),
        ("<a href='/news/p2.html'>Nächste Seite »</a>", ["/news/p2.html"]),
        ("<link rel='next' href='/news/page/2/'>", ["/news/page/2/"]),
        ("<button data-url='/news/?start=7'>Qwxyz</button>", ["/news/?start=7"]),
        ("<select><option value='index_2.html'>第2页</option></select>", ["/news/index_2.html"]),
        ("<a href='#' onclick=\"location.href='index_2.html'\">下一页</a>", ["/news/index_2.html"]),
        ("<a href=\"javascript:goPage('/news/index_2.html')\">下一页</a>", ["/news/index_2.html"]),
        (
            "<div data-url='/news/more?page={page}' data-page='3'><a href='/a/1.html'>x</a></div>",
            ["/news/more?page=4"],
        ),
        (
            "<div data-pages='3' data-url='/news/more?page={page}'><a href='/a/1.html'>x</a></div>",
            ["/news/more?page=2", "/news/more?page=3"],
        ),
        ("<div class='feed' data-next-page='?page=2'>更多</div>", ["/news/?page=2"]),
        ("<map><area href='index_2.html' alt='下一页'></map>", ["/news/index_2.html"]),
    ],
)
def test_pagers_of_lists(html: str, pages: list[str]) -> None:
    assert on_list(html) == pages


WORDS = [
    "下一页",
    "下页",
    "下一頁",
    "后一页",
    "下1页",
    "翻页",
    "尾页",
    "末页",
    "最后一页",
    "末頁",
    "第2页",
    "第二页",
    "[2]",
    "2",
    "02",
    "下10条",
    "查看更多",
    "加载更多",
    "Next",
    "next »",
    "›",
    ">>",
    "→",
    "Last",
    "Load more",
    "Older posts",
    "← Older Entries",
    "Page 2",
    "次へ",
    "次のページ",
    "次の20件",
    "最後",
    "다음",
    "다음 페이지",
    "끝",
    "nächste Seite",
    "weiter",
    "Letzte",
    "Suivant",
    "page suivante",
    "Siguiente",
    "Próxima",
    "Successiva",
    "Следующая",
    "Вперед",
    "Вперёд",
]
ADDRESSES = [
    (LIST, "/news/index_2.html"),
    (LIST, "/news/page/2/"),
    (LIST, "/news/?start=20"),
    (f"{ROOT}/list.php?id=3", "/list.php?id=3&page=2"),
    (f"{ROOT}/list-12-1.html", "/list-12-2.html"),
    (f"{ROOT}/channel/123", "/channel/123/2"),
]


@pytest.mark.parametrize("word", WORDS)
def test_words_that_turn_the_pages_of_a_list(word: str) -> None:
    for url, other in ADDRESSES:
        navigation = navigate(parse(f"<ul><li>{'某' * 9}</li></ul><p><a href='{other}'>{word}</a></p>", url))
        assert urls_of(navigation, Role.PAGINATION) == [other]
        assert navigation.previous is navigation.next is None


def test_a_row_of_numbers_is_a_pager_whatever_its_addresses() -> None:
    html = "<p>1 <a href='/c/7-2.html'>2</a> <a href='/c/7-3.html'>3</a> <a href='/c/7-9.html'>末页</a></p>"
    assert on_list(html) == ["/c/7-2.html", "/c/7-3.html", "/c/7-9.html"]


@pytest.mark.parametrize(
    ("own", "other", "found"),
    [
        ("list_3_4.html", "list_3_5.html", ["/news/list_3_3.html", "/news/list_3_5.html"]),
        ("list_3_4.html", "list_4_4.html", ["/news/list_3_3.html"]),  # another section
        ("list_3_4.html", "list_3_9.html", ["/news/list_3_3.html"]),
    ],
)
def test_the_page_behind_a_list_is_told_by_its_number_where_the_one_before_it_is_known(
    own: str, other: str, found: list[str]
) -> None:
    html = f"<a href='list_3_3.html'>上一页</a><a href='{other}'>qwxyz</a>"
    assert on_list(html, f"{LIST}{own}") == found


def test_the_days_of_a_calendar_are_no_pager() -> None:
    html = "".join(f"<td><a href='/paper/2024-06-{i:02}/'>{i}</a></td>" for i in range(1, 31))
    assert on_list(f"<table><tr>{html}</tr></table>") == []


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/2024.html'>2024</a>",
        "<a href='/'>首页</a><a href='/sport/'>尾页新闻</a>",
        "<a href='http://other.example/2.html'>下一页</a>",
        "<a href='#'>下一页</a><a href='javascript:void(0)'>2</a>",
        "<a href='/news/'>1</a>",
    ],
)
def test_what_only_looks_like_a_pager(html: str) -> None:
    assert on_list(html) == []


@pytest.mark.parametrize(
    ("script", "url", "pages"),
    [
        ('createPageHTML(3, 0, "index", "html");', LIST, ["/news/index_1.html", "/news/index_2.html"]),
        (
            'createPageHTML(3,1,"index","shtml")',
            f"{LIST}index_1.shtml",
            ["/news/index.shtml", "/news/index_2.shtml"],
        ),
        (
            "createPageHTML('page_div', 3, 1, 'list', 'html', 60)",
            f"{LIST}list.html",
            ["/news/list_2.html", "/news/list_3.html"],
        ),
        (
            "var currentPage = 0; var countPage = 3; var nextPage = currentPage+1;\n"
            'document.write("<a href=\'index_"+nextPage+".html\'>下一页</a>");',
            LIST,
            ["/news/index_1.html", "/news/index_2.html"],
        ),
        (COUNTED, f"{LIST}page_1.html", ["/news/page.html", "/news/page_2.html"]),
        (COUNTED, LIST, ["/news/index_1.html", "/news/index_2.html"]),
        (COUNTED, f"{LIST}local", []),
        (COUNTED, f"{LIST}list.php", []),
        (COUNTED, f"{LIST}list.html?cid=3", []),
        (
            f"{COUNTED} write('<a href=\"index_' + next + '.html\">')",
            f"{LIST}local",
            ["/news/index.html", "/news/index_1.html", "/news/index_2.html"],
        ),
        ("createPageHTML(1, 0, 'index', 'html')", LIST, []),
        (
            "var pager = new Pager({size:3, current:0, prefix:'index', suffix:'html'});",
            LIST,
            ["/news/index_1.html", "/news/index_2.html"],
        ),
        *(
            (
                f"var url = '/news/p/{{page}}/20.html'; laypage.render({{count: 12, limit: 4, curr: 1, jump: function(obj, first) "
                f"{{if (!first) {{location.href = {address}.replace('{{page}}', obj.curr){more};}}}}}});",
                LIST,
                pages,
            )
            for address, more, pages in (
                ("url", "", ["/news/p/2/20.html", "/news/p/3/20.html"]),
                ("'/n?p={page}&n={size}'", ".replace('{size}', obj.limit)", ["/n?p=2&n=4", "/n?p=3&n=4"]),
                ("url", ".replace('20', size)", []),
            )
        ),
        *(
            (
                f"laypage({{cont: 'p', pages: {pages}, jump: function(e, first) {{if (!first) {{{jump}}}}}}})",
                url,
                turned,
            )
            for pages, jump, url, turned in (
                (
                    "3",
                    "var u = location.href; location.href = '?pn=' + e.curr;",
                    LIST,
                    ["/news/?pn=2", "/news/?pn=3"],
                ),
                (
                    "$('#p').attr('data-total')",
                    "location.href = '?pn=' + e.curr;",
                    LIST,
                    ["/news/?pn=2", "/news/?pn=3"],
                ),
                ("$('#p').data('all')", "location.href = '?pn=' + e.curr;", LIST, []),
                (
                    "3",
                    "var u = location.href; if (u.indexOf('?') > 0) {location.href = u + '&pn=' + e.curr;}",
                    f"{LIST}?c=7&pn=2",
                    ["/news/?c=7&pn=3"],
                ),
            )
        ),
        ("new Manager({size:3, current:0, prefix:'index'})", LIST, []),
        ("function createPageHTML(count, current, name, ext) { return name + '.html'; }", LIST, []),
        ("showMessage('a', 'b.html', 3)", LIST, []),
    ],
)
def test_pagers_that_scripts_write(script: str, url: str, pages: list[str]) -> None:
    found = on_list(f"<div id=p data-total=3></div><script>{script}</script>", url)
    assert [page for page in found if page != "/news/"] == [page for page in pages if page != "/news/"]


WIDGET = """laypage.render({count: 20, limit: 5, curr: 2, jump: function(obj) {location.href = '/n/page/' + obj.curr + '.html';}});"""


def test_a_pager_of_a_script_beside_prose_is_none_of_an_article_whose_name_is_a_number() -> None:
    assert not urls_of(navigate(parse(f"{PROSE}<script>{WIDGET}</script>", f"{ROOT}/n/page/2.html")), Role.PART)


def test_scripts_make_no_article_of_a_list() -> None:
    rows = "".join(f"<li><a href='/n/{n}.html'>镇里修好了三座旧桥 {n}</a></li>" for n in range(4))
    filler = "var skin = {name: 'plain', width: 960};" * 20
    page = f"<ul>{rows}</ul><div id=p></div><script>{filler}{WIDGET}</script>"
    assert "/n/page/3.html" in urls_of(navigate(parse(page, f"{ROOT}/n/page/2.html")), Role.PAGINATION)


def test_a_long_script_pager_names_the_next_pages_and_the_last() -> None:
    pages = on_list('<script>createPageHTML(500, 0, "index", "html")</script>')
    assert "/news/index_1.html" in pages
    assert "/news/index_499.html" in pages
    assert len(pages) < 40


def test_the_first_page_under_its_number_is_no_new_page() -> None:
    html = "<a href='list_3_1.html'>1</a><b>2</b><a href='list_3_3.html'>3</a>"
    navigation = navigate(parse(html, f"{LIST}list_3_2.html"))
    assert urls_of(navigation, Role.PAGINATION) == ["/news/list_3_3.html"]
    assert urls_of(navigation, Role.OTHER) == ["/news/list_3_1.html"]


def test_parts_of_an_article_come_in_order() -> None:
    pager = "<a href='t20240602_102_2.html'>3</a><a href='t20240602_102_1.html'>2</a><a href='t20240602_102_1.html'>下一页</a>"
    navigation = navigate(parse(PROSE + pager, ARTICLE))
    stem = ARTICLE.removesuffix(".html")
    assert navigation.parts == (ARTICLE, f"{stem}_1.html", f"{stem}_2.html")
    assert navigation.part == 1
    assert urls_of(navigation, Role.PART) == [url.removeprefix(ROOT) for url in navigation.parts[1:]]


def test_a_middle_part_knows_its_place() -> None:
    pager = "<a href='102.html'>上一页</a><a href='102.html'>1</a> 2 <a href='102_3.html'>3</a><a href='102_3.html'>下一页</a>"
    navigation = navigate(parse(PROSE + pager, f"{ROOT}/n/2024/0602/102_2.html"))
    assert [url.rpartition("/")[2] for url in navigation.parts] == ["102.html", "102_2.html", "102_3.html"]
    assert navigation.part == 2


def test_parts_and_chain_stand_side_by_side() -> None:
    html = (
        "<p><a href='t20240602_102_1.html'>下一页</a></p>"
        "<p>下一篇：<a href='t20240603_103.html'>另一篇文章的标题</a></p>"
        "<ul><li><a href='../list_2.html'>更多</a></li></ul>"
    )
    navigation = navigate(parse(PROSE + html, ARTICLE))
    assert len(navigation.parts) == 2
    assert navigation.next is not None
    assert navigation.next.value.headline == "另一篇文章的标题"
    assert urls_of(navigation, Role.CATEGORY) == ["/news/list_2.html"]


def test_chapters_are_no_parts_of_one_article() -> None:
    navigation = navigate(parse(PROSE + "<a href='book_11.html'>下一页</a>", f"{ROOT}/b/book_10.html"))
    assert navigation.parts == ()


def test_an_article_of_one_page_has_no_parts() -> None:
    navigation = navigate(parse(PROSE + "<a href='t20240603_103.html'>下一篇</a>", ARTICLE))
    assert navigation.parts == ()
    assert navigation.part == 1


def test_a_page_named_by_script_and_link_comes_once() -> None:
    html = "<script>createPageHTML(3, 0, 'index', 'html')</script><a href='index_1.html'>下一页</a>"
    assert on_list(html) == ["/news/index_1.html", "/news/index_2.html"]
