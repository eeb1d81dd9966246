"""Feeds and sitemaps, sound and broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.links.feeds import read_feed, read_sitemap
from pipelines.page.model import Link, Role

URL = "http://www.paper.example/rss.xml"
TWO = [("http://www.paper.example/n/1.html", "第一条"), ("http://www.paper.example/n/2.html", "第二条 & 更多")]
ITEMS = (
    "<item><title>第一条</title><link>http://www.paper.example/n/1.html</link>"
    "<pubDate>Sat, 29 Jun 2024 08:00:00 +0800</pubDate></item>"
    "<item><title><![CDATA[第二条 & 更多]]></title><link>/n/2.html</link><dc:date>2024-06-28T10:00:00+08:00</dc:date></item>"
)
DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
RSS = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' {DC}><channel><title>某报</title><link>/</link>{ITEMS}</channel></rss>"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
    f"{DC}><channel><title>某报</title></channel>{ITEMS}</rdf:RDF>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><title>某报</title>"
    "<entry><title>第一条</title><link rel='edit' href='/edit/1'/><link rel='alternate' href='/n/1.html'/>"
    "<id>urn:1</id><published>2024-06-29T08:00:00Z</published></entry>"
    "<entry><title type='html'>第二条 &amp; 更多</title><link href='/n/2.html'/><updated>2024-06-28T08:00:00Z</updated></entry></feed>"
)


def pairs(links: tuple[Link, ...]) -> list[tuple[str, str]]:
    return [(link.url, link.text) for link in links]


@pytest.mark.parametrize("feed", [RSS, RDF, ATOM, "\ufeff \n" + RSS, RSS.encode("utf-8")])
def test_all_kinds_of_feeds(feed: str | bytes) -> None:
    links = read_feed(feed, URL)
    assert pairs(links) == TWO
    assert [link.date for link in links] == ["2024-06-29", "2024-06-28"]
    assert {link.role for link in links} == {Role.ARTICLE}


def test_a_feed_in_another_charset_as_bytes() -> None:
    assert pairs(read_feed(RSS.replace("utf-8", "gb2312").encode("gb18030"), URL)) == TWO


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("</channel></rss>", ""),
        RSS.replace("<title>某报</title>", "<title>某报 & 别的</title>"),
        RSS.replace(DC, ""),
        RSS.replace("<link>/</link>", "<link>/</link>&nbsp;"),
    ],
)
def test_broken_feeds_give_what_they_have(broken: str) -> None:
    assert [url for url, _ in pairs(read_feed(broken, URL))] == [url for url, _ in TWO]


def test_markup_in_a_title_is_taken_out() -> None:
    feed = "<rss><channel><item><title>&lt;b&gt;甲&lt;/b&gt; &amp;amp; 乙</title><link>/3</link></item></channel></rss>"
    assert pairs(read_feed(feed, URL)) == [("http://www.paper.example/3", "甲 & 乙")]


def test_an_item_with_only_a_guid() -> None:
    feed = "<rss><channel><item><title>甲</title><guid>http://www.paper.example/n/3.html</guid></item></channel></rss>"
    assert pairs(read_feed(feed, URL)) == [("http://www.paper.example/n/3.html", "甲")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("水位&#xD83D;", "水位\ufffd"),
        ("水位&#56832;上涨", "水位\ufffd上涨"),
        ("水位&#xD83C;&#xDF0A;", "水位🌊"),
        ("水位&#55356;&#57098;", "水位🌊"),
        ("水位&#xDF0A;&#x1FFFFF;上涨", None),
        ("水位&#x1F30A;", "水位🌊"),
    ],
)
def test_halves_of_characters_that_a_feed_was_cut_at_end_no_reading(written: str, read: str | None) -> None:
    (link,) = read_feed(f"<rss><item><title>{written}</title><link>/n/1</link></item></rss>", URL)
    assert read is None or link.text == read
    (page,) = read_sitemap(f"<urlset><url><loc>/n/{written}</loc></url></urlset>", URL)
    assert page.url.startswith("http://www.paper.example/n/")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/view.asp?id=7&class=2&amp;page=1", "/view.asp?id=7&class=2&page=1"),
        ("<![CDATA[/view.asp?id=7&class=2&amp=1]]>", "/view.asp?id=7&class=2&amp=1"),
        ("/view.asp?id=7&#38;class=2", "/view.asp?id=7&class=2"),
    ],
)
def test_addresses_keep_their_ampersands(written: str, read: str) -> None:
    item = f"<item><title>通知&nbsp;&mdash;A&B</title><link>{written}</link></item>"
    feed = f'<?xml version="1.0" encoding="gb2312"?><rss><channel><!-- a&b -->{item}</channel></rss>'
    (link,) = read_feed(feed.encode("gb18030"), "http://old.example/rss.asp")
    assert link.url == f"http://old.example{read}"
    assert link.text == "通知 —A&B"
    entry = f"<url><loc>http://old.example{written}</loc></url>" if written[0] == "/" else ""
    assert [page.url for page in read_sitemap(f"<urlset>{entry}</urlset>", "http://old.example/s.xml")] == (
        [f"http://old.example{read}"] if entry else []
    )


def test_entities_and_files_are_left_alone() -> None:
    evil = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title><link>/1</link></item></channel></rss>"
    ((url, title),) = pairs(read_feed(evil, URL))
    assert url == "http://www.paper.example/1"
    assert "root:" not in title


def test_a_sitemap_names_pages_and_an_index_names_sitemaps() -> None:
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    pages = f"<urlset {space}><url><loc> http://www.paper.example/n/1.html </loc><lastmod>2024-06-29T10:00:00+08:00</lastmod></url></urlset>"
    index = f"<sitemapindex {space}><sitemap><loc>http://www.paper.example/s1.xml</loc></sitemap></sitemapindex>"
    page, sitemap = read_sitemap(pages, URL)[0], read_sitemap(index, URL)[0]
    assert (page.url, page.role, page.date) == ("http://www.paper.example/n/1.html", Role.ARTICLE, "2024-06-29")
    assert (sitemap.url, sitemap.role) == ("http://www.paper.example/s1.xml", Role.SITEMAP)


def test_a_news_sitemap_has_headlines_and_days_of_publication() -> None:
    news = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' "
        "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><url><loc>http://www.paper.example/n/1.html</loc>"
        "<news:news><news:publication><news:name>某报</news:name></news:publication>"
        "<news:publication_date>2024-06-29</news:publication_date><news:title>第一条</news:title></news:news>"
        "<image:image><image:loc>http://www.paper.example/1.jpg</image:loc></image:image></url></urlset>"
    )
    (link,) = read_sitemap(news, URL)
    assert (link.url, link.text, link.date) == ("http://www.paper.example/n/1.html", "第一条", "2024-06-29")


def test_a_sitemap_may_be_a_list_of_lines() -> None:
    lines = "http://www.paper.example/1.html\r\n\nhttp://www.paper.example/2.html\n"
    assert [link.url for link in read_sitemap(lines, URL)] == [
        "http://www.paper.example/1.html",
        "http://www.paper.example/2.html",
    ]


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60)))
def test_nothing_is_too_odd(rubbish: str | bytes) -> None:
    assert isinstance(read_feed(rubbish, URL), tuple)
    assert isinstance(read_sitemap(rubbish, URL), tuple)


@pytest.mark.parametrize("rel", ["next", "prev-archive"])
def test_a_feed_in_pages_goes_on(rel: str) -> None:
    """RFC 5005, 3 and 4. What an entry names so is its own affair."""
    turned = ATOM.replace(
        "<title>某报</title>", f"<title>某报</title><link rel='{rel}' href='/rss.xml?page=2'/>", 1
    )
    turned = turned.replace("<id>urn:1</id>", "<id>urn:1</id><link rel='next' href='/n/9.html'/>")
    links = read_feed(turned, URL)
    assert pairs(links[:2]) == TWO
    assert [(link.url, link.role) for link in links[2:]] == [
        ("http://www.paper.example/rss.xml?page=2", Role.PAGINATION)
    ]


@pytest.mark.parametrize(
    ("at", "following"),
    [
        ("/feed/", "/feed/?paged=2"),
        ("/?feed=rss2", "/?feed=rss2&paged=2"),
        ("/feed/?paged=9", "/feed/?paged=10"),
    ],
)
def test_feeds_of_wordpress_go_on_by_number(at: str, following: str) -> None:
    site = "http://www.paper.example"
    by = RSS.replace("<link>/</link>", "<link>/</link><generator>https://wordpress.org/?v=6.5</generator>")
    last = read_feed(by, site + at)[-1]
    assert (last.url, last.role) == (site + following, Role.PAGINATION)
    assert pairs(read_feed(by.replace(ITEMS, ""), site + at)) == [], "none behind the last one"


def test_a_base_that_is_no_address_is_passed_over() -> None:
    feed = (
        '<feed xml:base="http://["><entry xml:base="news/"><title>渡口</title><link href="1.html"/></entry></feed>'
    )
    assert [link.url for link in read_feed(feed, URL)] == [f"{URL.rpartition('/')[0]}/news/1.html"]


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("<url><loc>/n/1.html</loc></url>", 50_000),
        ("<url><loc>/n/1.html</loc>" + "<a/>" * 38 + "</url>", 1_000_000 // 42),
        ("http://www.paper.example/n/1.html\n", 50_000),
    ],
    ids=["entries", "elements", "lines"],
)
def test_a_sitemap_ends_where_it_has_to(entry: str, read: int) -> None:
    many = entry * 60_000
    found = read_sitemap(f"<urlset>{many}</urlset>" if entry.startswith("<") else many, URL)
    assert read - 5 <= len(found) <= read + 5
