"""Bytes in, page out: what is read, what is rejected and why, and that nothing raises."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.article import schema
from pipelines.identity import KnownArticle, article_id, content_digest, next_version
from pipelines.page.model import Kind
from pipelines.parts import Parts
from pipelines.read import LARGEST, Fetched, Page, Rejected, read_page
from pipelines.rules import Layout, Rules
from pipelines.text.edits import Edit, undo_edits

URL = "http://www.example.com/news/2024/0629/1001.html"
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "昨天下午，城南老街的修缮工程全部完工，沿街的三十二间铺面重新挂上了门板和招牌，街坊们都来看热闹。",
        "工程从去年十月开工，前后用了九个月。施工队把拆下来的旧砖一块块编号，能用的都砌回了原处。",
        "住在街尾的陈师傅说，门口的石阶比从前平整多了，下雨天再也不用垫砖头。",
    )
)


def page_of(body: str = BODY, head: str = "", before: str = "", after: str = "", charset: str = "utf-8") -> bytes:
    return (
        f'<html><head><meta charset="{charset}"><title>城南老街修缮完工_青石新闻网</title>{head}</head><body>'
        '<div class="path">您所在的位置：<a href="/">首页</a> &gt; <a href="/news/">新闻</a> &gt; 正文</div>'
        f"<h1>城南老街修缮完工</h1><div>2024-06-29 10:20　来源：青石晚报　记者：林晓</div>{before}"
        f'<div class="content">{body}</div>{after}<div>责任编辑：沈玥</div></body></html>'
    ).encode(charset)


def read(body: bytes, url: str = URL, rules: Rules | None = None) -> Page:
    page = read_page(Fetched(url, body, "text/html"), rules)
    assert isinstance(page, Page)
    return page


def test_an_article_with_all_its_fields() -> None:
    page = read(page_of())
    assert page.kind.value is Kind.ARTICLE
    article = page.article
    assert article is not None
    assert article.headline == "城南老街修缮完工"
    assert article.article_body is not None
    assert article.article_body.count("\n\n") == 2
    assert article.date_published == "2024-06-29T10:20:00+08:00"
    assert [person.name for person in article.authors] == ["林晓"]
    assert [person.name for person in article.editors] == ["沈玥"]
    assert article.source_organization is not None
    assert article.source_organization.name == "青石晚报"
    assert [crumb.name for crumb in article.breadcrumbs] == ["首页", "新闻"]
    assert [crumb.name for crumb in article.article_section] == ["新闻"]
    assert article.in_language == "zh-Hans"


def test_json_holds_nothing_that_is_absent_and_keeps_the_schema() -> None:
    article = read(page_of()).article
    assert article is not None
    line = json.loads(json.dumps(article.to_dict()))
    jsonschema_rs.validator_for(schema()).validate(line)
    assert "nextArticle" not in line
    assert "crawl" not in line
    assert None not in line.values()


def test_every_field_tells_its_evidence() -> None:
    page = read(page_of())
    evidence = dict(page.evidence)
    for field in (
        "headline",
        "articleBody",
        "datePublished",
        "authors",
        "sourceOrganization",
        "editors",
        "breadcrumbs",
    ):
        assert evidence[field]


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "empty page"),
        (b" \r\n\t ", "text/html", "empty page"),
        (b"%PDF-1.4 ...", "text/html", "not a page: a PDF document"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, "text/html", "not a page: a JPEG image"),
        (b"PK\x03\x04" + bytes(100), "text/html", "not a page: a ZIP or office document"),
        (bytes(range(256)) * 50, "text/html", "not a page: binary data"),
        (b"\0\0\0\x18ftypmp42" + bytes(90), "text/html", "not a page: audio or video"),
        (b'{"code": 0}', "application/json", "not a page: JSON data without a list"),
        (b"body { color: red }", "text/css", "not a page: text/css"),
    ],
)
def test_what_is_no_page_is_rejected_with_its_reason(body: bytes, content_type: str, reason: str) -> None:
    assert read_page(Fetched(URL, body, content_type)) == Rejected(URL, reason)


def test_a_page_sent_under_a_wrong_type_is_read() -> None:
    page = read_page(Fetched(URL, page_of(), "application/octet-stream"))
    assert isinstance(page, Page)
    assert page.article is not None


def test_a_page_behind_zero_bytes_is_read() -> None:
    page = read_page(Fetched(URL, bytes(3) + page_of(), "text/html"))
    assert isinstance(page, Page)
    assert page.article is not None


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_page_in_wide_characters_without_a_mark_is_read(charset: str) -> None:
    page = read_page(Fetched(URL, page_of().decode().encode(charset), "text/html"))
    assert isinstance(page, Page)
    assert page.article is not None
    assert page.article.text.encoding == charset.replace("-le", "le").replace("-be", "be")


def test_a_file_with_a_tag_among_its_zero_bytes_is_no_page() -> None:
    for body in (b"\1\0<\0p\0>\0" + bytes(200), b"<\0\1\0" * 100, b"<p>" + bytes(range(9)) * 200):
        assert isinstance(read_page(Fetched(URL, body, "application/octet-stream")), Rejected)


def test_a_feed_and_a_sitemap_are_read() -> None:
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>a</title><link>http://www.example.com/1.html</link></item></channel></rss>'
    sitemap = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://www.example.com/1.html</loc></url></urlset>'
    for body in (feed, sitemap):
        page = read(body, "http://www.example.com/x.xml")
        assert [link.url for link in page.navigation.links] == ["http://www.example.com/1.html"]
        assert page.article is None


DAMAGED = page_of(BODY.replace("质量", "質量")).replace("完工".encode(), "完(wán)工".encode())


def test_damage_is_undone_and_the_edits_undo_to_what_the_page_said() -> None:
    polluted = (
        "<p>近年來,全縣把質(zhì)量放在第一位,著力推動義務(wù)教育優質均衡發(fā)展,強化教學質(zhì)量提升,群眾的滿意度年年上升。</p>"
        "<p>下一步,縣里將加快推進基礎(chǔ)設(shè)施建設(shè),把好事辦(bàn)好,讓發(fā)展成果更多更公平惠及全體群眾。</p>"
        "<p>與會代表對此均有共識,大家一致認為保障和改善民生是加強社會建設的重中之重。</p>"
    )
    article = read(page_of(polluted)).article
    assert article is not None
    assert article.article_body is not None
    assert "(" not in article.article_body
    edits = [
        Edit(each.kind, each.start, each.end, each.before, each.after, each.confidence)
        for each in article.text.edits
        if each.field == "articleBody"
    ]
    plain = polluted.replace("<p>", "").replace("</p>", "\n\n").strip()
    assert undo_edits(article.article_body, edits) == plain


def test_a_clean_page_has_no_edits() -> None:
    article = read(page_of()).article
    assert article is not None
    assert article.text.edits == ()


def test_one_article_has_one_id_under_its_mirrors() -> None:
    ids = {
        article_id(url)
        for url in (
            URL,
            URL.replace("http:", "https:"),
            URL.replace("www.", "m."),
            URL + "?utm_source=weibo",
            URL + "#top",
        )
    }
    assert len(ids) == 1
    assert article_id(URL + "?print=1", URL) == article_id(URL)
    assert article_id(URL, "http://www.example.com/") == article_id(URL), "a front page is nobody's canonical URL"
    assert article_id(URL, "http://elsewhere.com/1.html") == article_id(URL), "another site's page is not ours"


def test_versions_count_headline_and_body_only() -> None:
    one = read(page_of()).article
    counter = read(page_of(after="<div>浏览次数：7731</div>")).article
    changed = read(page_of(BODY + "<p>又讯：今天上午，老街的第一场早市开张，卖豆浆的老铺排起了长队。</p>")).article
    assert one and counter and changed
    known = next_version(one, None)
    assert known is not None
    assert known.version == 1
    assert content_digest(one) == content_digest(counter)
    assert next_version(counter, known) is None
    second = next_version(changed, known)
    assert second is not None
    assert second.version == 2
    mirror = KnownArticle(known.version, known.digest, "example.com/elsewhere")
    assert next_version(changed, mirror) is None, "another URL of a known article is a mirror, not a version"


def pager(number: int) -> str:
    names = ["1001.html", "1001_2.html", "1001_3.html"]
    links = "".join(
        f"<b>{n}</b> " if n == number else f'<a href="{name}">{n}</a> ' for n, name in enumerate(names, 1)
    )
    following = f'<a href="{names[number]}">下一页</a>' if number < 3 else ""
    return f'<div class="pages">{links}{following}</div>'


def test_pages_of_one_article_are_joined_in_order_whatever_comes_first() -> None:
    texts = [BODY, BODY.replace("城南", "城北"), BODY.replace("城南", "城东")]
    urls = [URL, URL.replace(".html", "_2.html"), URL.replace(".html", "_3.html")]
    pages = [
        read(page_of(text, after=pager(n)), url) for n, (text, url) in enumerate(zip(texts, urls, strict=True), 1)
    ]
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        parts = Parts()
        whole = [parts.offer(pages[index]) for index in order]
        assert whole[:2] == [None, None]
        joined = whole[2]
        assert joined is not None
        assert joined.article is not None
        assert joined.article.pages == tuple(urls)
        body = joined.article.article_body
        assert body is not None
        assert body.index("城南") < body.index("城北") < body.index("城东")


def test_an_article_is_as_whole_as_it_gets() -> None:
    first = read(page_of(after=pager(1)))
    parts = Parts()
    assert parts.offer(first) is None
    missing = parts.missing(URL)
    assert len(missing) == 2
    assert parts.fail(missing[0], URL) is None
    whole = parts.fail(missing[1], URL)
    assert whole is not None
    assert whole.article == first.article
    assert whole.navigation.links == first.navigation.links


def test_a_dated_layout_reads_old_pages_with_old_rules() -> None:
    rules = Rules(
        layouts=(
            Layout({"headline": "div.new", "articleBody": "div.content"}),
            Layout({"headline": "h1", "articleBody": "div.content", "authors": "i.by"}, until="2024-12-31"),
        )
    )
    article = read(page_of(before="<i class=by>陈旧山</i>"), rules=rules).article
    assert article is not None
    assert article.headline == "城南老街修缮完工"
    assert [person.name for person in article.authors] == ["陈旧山"]


@given(st.binary(max_size=3000))
@settings(max_examples=150)
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(read_page(Fetched(URL, data, None)), Page | Rejected)


@given(st.lists(st.sampled_from([b"<p>", b"</div>", b"<a href='", b"'>", b"<script", b"\xd6\xd0", b"&#x4e2d;", b"2024-06-29", b"\xe6\x9d\xa5\xe6\xba\x90", b"<!--", b"<table><tr>", b"?", b"\xff"]), max_size=200))  # fmt: skip
@settings(max_examples=150)
def test_no_markup_raises(pieces: list[bytes]) -> None:
    body = b"<html><body>" + b"".join(pieces)
    assert isinstance(read_page(Fetched(URL, body, "text/html; charset=gbk")), Page | Rejected)


@pytest.mark.parametrize(
    ("charset", "href", "sent"),
    [
        ("gbk", "/list.asp?name=老街", "/list.asp?name=%C0%CF%BD%D6"),
        ("utf-8", "/list.asp?name=老街", "/list.asp?name=%E8%80%81%E8%A1%97"),
        ("gbk", "/老街/1001.html", "/%E8%80%81%E8%A1%97/1001.html"),
        ("gbk", "/list.asp?name=%C0%CF", "/list.asp?name=%C0%CF"),
    ],
)
def test_addresses_are_asked_for_as_a_browser_would(charset: str, href: str, sent: str) -> None:
    page = read(page_of(after=f'<a href="{href}">老街修缮的全部报道都在这里</a>', charset=charset))
    assert f"http://www.example.com{sent}" in [link.url for link in page.navigation.links]


def test_a_page_larger_than_any_is_refused_at_once() -> None:
    page = b"<html><body>" + b"<p>news</p>" * (LARGEST // 10)
    read = read_page(Fetched("http://news.example/a/1.html", page, "text/html"))
    assert isinstance(read, Rejected)
    assert read.reason == "not a page: more than 16 MB of HTML"
