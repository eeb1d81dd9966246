"""The sample site held against itself: what it says about its articles is what its pages show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo import DemoArticle, DemoSite, Page
from crawler.demo.damage import KINDS, READINGS, annotate, decode_pairs, pinyin, shifted, westernized
from crawler.demo.gbk import GONE, RUBBISH
from crawler.demo.sections import MIRROR, SECTIONS, SHMS, articles, shown

BASE = "http://127.0.0.1"
EDITIONS = (DemoSite(edition=1), DemoSite(edition=2))
ARTICLES = [pytest.param(site, one, id=f"{site.edition}-{one.id}") for site in EDITIONS for one in site.articles()]
DAMAGED = [one for one in EDITIONS[1].articles() if one.damaged]
CODECS = {"gb18030": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
# Left aside below: the mobile version of an article and the sitemap lead to articles as well.
SECTION_FOLDERS = tuple({section.home.rpartition("/")[0] + "/" for section in SECTIONS})
PART_OR_SESSION = re.compile(r"_\d(?=\.html)|&PHPSESSID=.*")
FORBIDDEN = ("/admin/", "/neibu/", "/search.asp")


def decode(article: DemoArticle, page: Page) -> str:
    """Read a page in its true charset; the lone byte 80 is the € of Windows code page 936."""
    if article.charset == "gb18030":
        return "€".join(piece.decode("gb18030") for piece in re.split(rb"(?<![\x81-\xfe])\x80", page.body))
    return page.body.decode(CODECS[article.charset])


def text_of(article: DemoArticle, page: Page) -> str:
    body = LexborHTMLParser(decode(article, page)).body
    assert body is not None
    return body.text()


def links_of(path: str, page: Page) -> Iterator[str]:
    """Give what a page leads to on its own site, by links, script pager, redirect, feed and sitemap."""
    text = page.body.decode("utf-8" if b"utf-8" in page.body[:700].lower() else "gb18030", "replace")
    targets = [value for name, value in page.headers if name == "Location"]
    targets += re.findall(r"<(?:loc|link)>([^<]+)</", text)
    targets += re.findall(r"^Sitemap: (\S+)", text, re.MULTILINE)
    for node in LexborHTMLParser(text).css("a[href], link[href]"):
        targets.append(node.attributes["href"] or "")
    if pager := re.search(r'createPageHTML\((\d+), \d+, "index", "html"\)', text):
        targets += [f"index_{n}.html" for n in range(1, int(pager[1]))]
    for target in targets:
        url = urlsplit(urljoin(BASE + path, target))
        if url.scheme == "http" and url.hostname == "127.0.0.1":
            yield url.path + (f"?{url.query}" if url.query else "")


def walk(site: DemoSite) -> dict[str, tuple[Page | None, list[str]]]:
    """Follow everything that robots.txt allows from the front page, a dozen months of the calendar included."""
    seen: dict[str, tuple[Page | None, list[str]]] = {}
    waiting, months = ["/", "/robots.txt"], 0
    while waiting:
        path = waiting.pop(0)
        months += path.startswith("/calendar.asp")
        if path in seen or path.startswith(FORBIDDEN) or (path.startswith("/calendar.asp") and months > 12):
            continue
        page = site.get(path)
        links = list(links_of(path, page)) if page and path != RUBBISH[0] else []
        seen[path] = (page, links)
        waiting += links
    return seen


@pytest.fixture(scope="module", params=EDITIONS, ids=("first", "second"))
def walked(request: pytest.FixtureRequest) -> tuple[DemoSite, dict[str, tuple[Page | None, list[str]]]]:
    return request.param, walk(request.param)


def test_every_link_answers_as_intended(walked):
    _, seen = walked
    assert {path for path, (page, _) in seen.items() if page is None} == {GONE, "/html/shms/99999.html"}
    loops = {"/zt/2005/", "/zt/index.asp?y=2005"}
    for path, (page, links) in seen.items():
        if page and page.status in (301, 302) and path not in loops | {"/oa.html"}:
            assert seen[links[0]][0].status == 200


def test_every_article_is_reachable(walked):
    site, seen = walked
    for article in site.articles():
        for path in (article.path, *article.parts):
            assert path in seen, path


def test_old_articles_hang_on_the_chain_alone(walked):
    site, seen = walked
    by_path = {one.path: one for one in site.articles()}
    # Related links point at what the lists of the first edition hold.
    listed = {
        one.path for n in (1, site.edition) for section in SECTIONS for page in shown(section, n) for one in page
    }
    old = [one for one in by_path.values() if not one.only and one.path not in listed]
    assert len(old) >= 10
    for article in old:
        referrers = {path for path, (_, links) in seen.items() if article.path in links}
        chained = {PART_OR_SESSION.sub("", path) for path in referrers if path.startswith(SECTION_FOLDERS)}
        assert chained <= {article.previous, article.next, article.path}


def test_some_articles_stand_in_the_feed_or_the_sitemap_alone(walked):
    site, seen = walked
    lone = {one.path: one.only for one in site.articles() if one.only}
    assert sorted(lone.values()) == ["feed", "sitemap"]
    for path, only in lone.items():
        where = {"feed": "/today/feed.xml", "sitemap": "/sitemap-today.xml"}[only]
        assert {page for page, (_, links) in seen.items() if path in links} - {path} == {where}


@pytest.mark.parametrize(("site", "article"), ARTICLES)
def test_pages_show_the_truth(site: DemoSite, article: DemoArticle):
    spoil = KINDS[article.damage]
    paths = article.parts or (article.path,)
    assert sum(article.part_lengths) == len(article.paragraphs) >= 3
    for part, path in enumerate(paths, 1):
        shown_text = text_of(article, site.pages[path])
        assert spoil(article.headline) in shown_text
        for paragraph in article.part_paragraphs(part):
            assert spoil(paragraph) in shown_text
        for name in (*article.authors, *article.editors):
            assert spoil(name) in shown_text
        for crumb in article.breadcrumbs:
            assert (pinyin(crumb) if article.damaged else crumb) in shown_text
        assert {near for near in (article.previous, article.next) if near} <= set(links_of(path, site.pages[path]))


def test_neighbours_agree():
    for site in EDITIONS:
        by_path = {one.path: one for one in site.articles()}
        for article in by_path.values():
            if article.next:
                assert by_path[article.next].previous == article.path
            if article.previous and not article.path.startswith("/big5/"):
                assert by_path[article.previous].date < article.date


def test_charsets_and_what_is_declared():
    site = EDITIONS[0]
    for article in site.articles():
        page = site.pages[article.path]
        if article.charset != "utf-8":
            with pytest.raises(UnicodeDecodeError):
                page.body.decode("utf-8")
    for article in (one for one in site.articles() if one.charset == "big5"):
        assert ("Content-Type", "text/html; charset=utf-8") in site.pages[article.path].headers
    lying = [one for one in site.articles() if one.charset == "big5" and b"gb2312" in site.pages[one.path].body]
    assert len(lying) == 1
    beyond = "".join(one.body + one.headline + "".join(one.authors) for one in site.articles())
    assert all(character in beyond for character in "喆镕堃€埗裏")
    assert b"\x80" in site.pages["/article/show.asp?id=3073"].body


def test_languages():
    assert {one.language for one in EDITIONS[0].articles()} == {"zh-Hans", "zh-Hant", "en", "ja", "ko"}


@pytest.mark.parametrize("article", DAMAGED, ids=lambda one: one.id)
def test_damage_is_visible_and_nothing_but_the_damage(article: DemoArticle):
    spoil = KINDS[article.damage]
    assert spoil(article.body) != article.body
    if article.damage == "gb2312 shift":
        assert "\ufffd" in spoil(article.body)
    elif article.damage.startswith("pinyin"):
        texts = (article.headline, *article.paragraphs)
        whole = [text for text in texts if without_readings(spoil(text)) == text]
        assert len(whole) >= len(texts) - 2  # the rest lost step, as real ones do
    else:
        assert b"".join(to_byte(character) for character in spoil(article.body)).decode() == article.body


def without_readings(text: str) -> str:
    for character, reading in READINGS:
        blank = " " if reading.startswith(" ") else ""
        text = text.replace(f"{character}{blank}({reading.strip()})", character)
    return text


def to_byte(character: str) -> bytes:
    try:
        return character.encode("windows-1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def test_damage_reaches_across_characters():
    # The bytes of 請 lie across 日 and 報; those of ！ lie across 。 and ”.
    assert pinyin("晚報日報") == "晚報(bào)日?qǐng)?bào)"
    assert pinyin("好。”州市") != "好。”州市"
    assert pinyin("好。”州市").startswith("好?！")
    assert decode_pairs(b"\x88(ab\xa1") == "?ab?"
    assert annotate("進".encode("gbk")) == "進 (jìn)".encode("gb18030")
    assert pinyin("平靜的山谷") == "平靜的山谷"
    assert shifted("胡喆，") != "胡喆，"
    assert westernized("é") == "Ã©"


def test_the_second_edition_brings_what_it_should():
    first, second = ({one.path: one for one in site.articles()} for site in EDITIONS)
    fresh = [one for path, one in second.items() if path not in first]
    assert {one.edition for one in fresh} == {2}
    assert len({one.section for one in fresh}) == 5
    rewritten = [path for path in first if first[path].version != second[path].version]
    assert rewritten == ["/html/shms/101489.html"]
    assert first[rewritten[0]].headline != second[rewritten[0]].headline
    counted = [path for path in first if first[path].counter != second[path].counter]
    assert counted == ["/html/shms/101466.html"]
    old, new = (text_of(first[counted[0]], site.pages[counted[0]]) for site in EDITIONS)
    assert re.sub(r"浏览次数：\d+", "", old) == re.sub(r"浏览次数：\d+", "", new)
    assert old != new


def test_advancing_is_the_same_as_starting_later():
    site = DemoSite()
    site.advance()
    assert {path: page.body for path, page in site.pages.items()} == {
        path: page.body for path, page in EDITIONS[1].pages.items()
    }
    assert {page.since for page in site.pages.values()} == {1, 2}


def test_session_ids_change_nothing_and_months_never_end():
    site = EDITIONS[0]
    marked = [link for link in links_of("/", site.pages["/"]) if "PHPSESSID" in link]
    assert marked
    assert all(site.get(link) is site.pages[link.partition("&PHPSESSID")[0]] for link in marked)
    assert "/calendar.asp?y=2100&m=1" in set(links_of("/x", site.get("/calendar.asp?y=2099&m=12")))
    assert site.get("/calendar.asp?y=x&m=1") is None


def test_traps_are_set():
    site = EDITIONS[0]
    assert b"http://10.0.0.1/" in site.pages[shown(SHMS, 1)[0][0].path].body
    assert site.pages["/oa.html"].headers[0] == ("Location", "http://10.0.0.1/oa/login.asp")
    assert RUBBISH[0] in set(links_of("/html/shms/", site.pages["/html/shms/"]))
    assert not re.findall(rb'href="(?:/html/kjxx/.+|\d+)\.html', site.pages["/html/kjxx/"].body)
    for article in articles(MIRROR, 1):
        assert f"本文地址: http://www.chengjiang-media.example/html/xw/zwdt/{article.id}" in text_of(
            article, site.pages[article.path]
        )
