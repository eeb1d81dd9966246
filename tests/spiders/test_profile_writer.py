"""A profile drawn from a page: it loads, it reads that page as evidence did, and a person can read it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.demo import sections
from crawler.demo.site import DemoSite
from pipelines.page.article.selectors import is_selector, selectors
from pipelines.page.tree.document import parse
from pipelines.read import Fetched, Page, read_page
from spiders.profiles.draft import draft
from spiders.profiles.profiles import Profile, load
from spiders.profiles.url_patterns import pattern_of, patterns
from spiders.profiles.writer import to_toml

BASE = "http://127.0.0.1:8000"
SITE = DemoSite(base=BASE)
PATHS = [one.path for section in sections.SECTIONS for one in sections.articles(section, 1)[1:3]]


def fetched(path: str) -> Fetched:
    page = SITE.get(path)
    assert page is not None
    return Fetched(BASE + path, page.body, dict(page.headers).get("Content-Type"))


def read(source: Fetched, profile: Profile | None = None) -> Page:
    page = read_page(source, profile.rules if profile else None)
    assert isinstance(page, Page)
    return page


def saved(source: Fetched, folder: Path) -> Profile:
    path = folder / "site.toml"
    path.write_text(to_toml(draft(source, read(source))), encoding="utf-8")
    return load(path)


@pytest.mark.parametrize("path", PATHS)
def test_the_profile_of_a_page_reads_it_the_same(path: str, tmp_path: Path) -> None:
    source = fetched(path)
    profile = saved(source, tmp_path)
    evidence, again = read(source), read(source, profile)
    assert again.article is not None
    assert evidence.article is not None
    assert replace(again.article, text=evidence.article.text) == evidence.article
    assert again.article.text.edits == evidence.article.text.edits
    assert not again.drift
    told = dict(again.evidence)
    selected = profile.rules.layouts[0].fields
    assert {"headline", "articleBody"} <= set(selected)
    assert all(told[field].startswith("profile:") for field in selected)


@pytest.mark.parametrize("section", sections.SECTIONS, ids=lambda each: str(each.key))
def test_the_profile_of_one_page_reads_the_others_of_its_section_the_same(
    section: sections.Section, tmp_path: Path
) -> None:
    paths = [one.path for one in sections.articles(section, 1) if not one.only]
    profile = saved(fetched(paths[1]), tmp_path)
    for path in paths:
        evidence, again = read(fetched(path)).article, read(fetched(path), profile).article
        assert evidence is not None
        assert again is not None
        assert (again.headline, again.article_body) == (evidence.headline, evidence.article_body), path
        assert again.breadcrumbs == evidence.breadcrumbs, path
        assert again.date_published == evidence.date_published, path


def test_the_chain_keeps_its_roles_under_patterns_for_articles(tmp_path: Path) -> None:
    source = fetched(PATHS[0])
    profile = saved(source, tmp_path)
    assert profile.rules.article
    roles = [
        {link.url: link.role for link in page.navigation.links} for page in (read(source), read(source, profile))
    ]
    assert roles[0] == roles[1]


def test_every_line_says_where_it_comes_from_and_hostile_text_stays_in_its_comment(tmp_path: Path) -> None:
    prose = "".join(
        f"<p>第{n}段：修缮后的老街重新开张，街坊们一早就来看热闹，铺面前排起了长队。</p>" for n in range(6)
    )
    html = (
        "<title>老街开张\u2028start = ['http://evil.example/']</title><body><h1>老街开张\n\nstart = [\"x\"]\x07</h1>"
        f"<div class='a\"b'>2024-06-29 10:20 来源：青石晚报</div><div class=text>{prose}</div>"
    )
    source = Fetched("http://www.example.com/a/'\"\\1001.html", html.encode(), "text/html; charset=utf-8")
    text = to_toml(draft(source, read(source)))
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    profile = load(tmp_path / "x.toml")
    assert profile.start == ("http://www.example.com/",)
    assert profile.rules.hosts == ("example.com",)
    assert "(evidence: " in text
    assert tomllib.loads(text)["layout"][0]["fields"]["articleBody"] == "div.text"


def test_a_page_that_is_no_article_gives_addresses_alone(tmp_path: Path) -> None:
    source = fetched(sections.SZYW.home)
    profile = saved(source, tmp_path)
    assert profile.rules.layouts == ()
    assert profile.lists == (BASE + sections.SZYW.home,)
    assert any(re.search(each, BASE + PATHS[0]) for each in profile.rules.article)


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<div id=content><x-it>1</x-it></div>", "#content x-it"),
        ("<div id=c20240629><p class='clearfix lead'><x-it class=when>1</x-it></p></div>", "x-it.when"),
        ("<div class=css-1x9y3z><x-it class='on time'>1</x-it></div>", "x-it.time"),
        ("<p class=a><x-it class=n>0</x-it><p class=b><x-it class=n id=x1234567>1</x-it>", "p.b x-it.n"),
    ],
)
def test_selectors_are_made_of_what_the_next_page_has_too(markup: str, wanted: str) -> None:
    document = parse(f"<body>{markup}</body>", BASE)
    node = document.tree.css("x-it")[-1]
    assert next(selectors(document, node)) == wanted


def test_what_is_no_selector() -> None:
    assert [is_selector(text) for text in ("div > p.a", "h1[", "", "  ")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://e.com/news/202406/t20240629_1001.html?from=list", r"/news/\d{6}/t\d{8}_\d+\.html(?:\?|$)"),
        ("http://e.com/show.asp?id=31&classid=4", r"/show\.asp\?id=\d+&classid=\d+$"),
        ("http://e.com/2024/06/river-plan-made-public", r"/\d{4}/\d+/[\w%-]+(?:\?|$)"),
        ("http://e.com/c/7rtKNyg6PU9", r"/c/[\w%-]+(?:\?|$)"),
        ("http://e.com/about.html", None),
    ],
)
def test_the_pattern_of_an_address(url: str, wanted: str | None) -> None:
    pattern = pattern_of(url)
    assert pattern == wanted
    assert pattern is None or re.search(pattern, url)


def test_patterns_fit_nothing_else() -> None:
    articles = [f"http://e.com/{section}/{n}.html" for section in ("local", "world") for n in range(1, 4)]
    assert patterns(articles, ["http://e.com/local/"]) == (r"/[a-z_-]+/\d+\.html(?:\?|$)",)
    assert patterns(articles, ["http://e.com/photo/1.html"]) == tuple(
        rf"/{section}/\d+\.html(?:\?|$)" for section in ("local", "world")
    )
    assert patterns(articles[:2], []) == (), "two addresses may be chance"
    assert patterns(articles[:1], [], own=articles[0]) == (r"/local/\d+\.html(?:\?|$)",)


def test_for_a_field_that_was_not_found_the_lines_beside_the_headline_are_offered(tmp_path: Path) -> None:
    prose = "<p>修缮后的老街重新开张，街坊们一早就来看热闹，铺面前排起了长队。</p>" * 6
    html = (
        "<title>老街开张_青石网</title><h1>老街开张</h1><div class=m><span class=x1>云中客\n#</span>"
        f"<span class=x2>2024-06-29 10:20</span></div><div class=text>{prose}</div>"
    )
    source = Fetched("http://www.example.com/a/1001.html", html.encode(), "text/html; charset=utf-8")
    text = to_toml(draft(source, read(source)))
    assert '# authors = "span.x1"  # 云中客 #\n' in text
    offered = text.replace('# authors = "span.x1"', 'authors = "span.x1"')
    (tmp_path / "x.toml").write_text(offered, encoding="utf-8")
    again = read(source, load(tmp_path / "x.toml")).article
    assert again is not None and [person.name for person in again.authors] == ["云中客"]
