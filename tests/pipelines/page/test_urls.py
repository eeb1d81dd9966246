"""Which site, which page, which family: from URLs alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.address import numbering, urls

SAME = [
    ("http://www.paper.example/a/1.html", "https://paper.example/a/1.html"),
    ("http://m.paper.example/a/1.html", "http://wap.paper.example/a/1.html"),
    ("http://paper.example:80/a", "https://paper.example:443/a/"),
    ("http://paper.example/a/index.html", "http://paper.example/a/"),
    ("http://paper.example", "http://paper.example/default.aspx"),
    ("http://PAPER.example/a", "http://paper.example/a#top"),
    ("http://paper.example/a?b=2&a=1", "http://paper.example/a?a=1&b=2"),
    ("http://paper.example/a?id=1&utm_source=x&spm=1.2&from=timeline", "http://paper.example/a?id=1"),
    ("http://paper.example/news/index.jhtml", "http://paper.example/news/"),
    ("http://paper.example/a;jsessionid=0A1B?id=1", "http://paper.example/a?id=1"),
    ("http://paper.example/(S(lit3py55t21z5v55vlm25s55))/a", "http://paper.example/a"),
    ("http://paper.example/(X(1)S(lit3py55t21z5v55vlm25s55))/a", "http://paper.example/a"),
    ("http://paper.example/a?PHPSESSID=0123456789abcdef", "http://paper.example/a"),
    ("http://paper.example/a?sid=0123456789abcdef0123", "http://paper.example/a"),
    ("http://paper.example//a///b", "http://paper.example/a/b"),
    ("http://paper.example/新闻/1", "http://paper.example/%E6%96%B0%e9%97%bb/1"),
    ("http://paper.example/%D0%C2%CE%C5/1", "http://paper.example/新闻/1"),
    ("http://user:secret@paper.example/a", "http://paper.example/a"),
    ("http://paper.example/?", "http://paper.example/"),
]
DIFFERENT = [
    ("http://paper.example/a?id=1", "http://paper.example/a?id=2"),
    ("http://paper.example/a?page=1", "http://paper.example/a?page=2"),
    ("http://paper.example/a?sid=12", "http://paper.example/a?sid=13"),
    ("http://paper.example/map.xml?from=0", "http://paper.example/map.xml?from=100"),
    ("http://paper.example/A", "http://paper.example/a"),
    ("http://news.paper.example/a", "http://paper.example/a"),
    ("http://paper.example:8080/a", "http://paper.example/a"),
    ("http://paper.example/index_1.html", "http://paper.example/"),
    ("http://m.example/a", "http://example/a"),
]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://paper.example/a;jsessionid=0A1B?id=1&utm_source=x", "http://paper.example/a?id=1"),
        (
            "http://paper.example/(S(lit3py55t21z5v55vlm25s55))/a?id=1",
            "http://paper.example/(S(lit3py55t21z5v55vlm25s55))/a?id=1",
        ),
    ],
)
def test_sessions_are_not_asked_for_where_a_page_comes_without(url: str, asked: str) -> None:
    assert urls.plain(url) == asked


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_page_under_two_addresses_has_one_key(one: str, other: str) -> None:
    assert urls.key(one) == urls.key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert urls.key(one) != urls.key(other)


@pytest.mark.parametrize(
    ("page", "url", "same"),
    [
        ("http://www.paper.example/", "https://paper.example/a", True),
        ("http://paper.example/", "http://photo.paper.example/a", True),
        ("http://m.paper.example/", "http://www.paper.example/a", True),
        ("http://paper.example/", "http://otherpaper.example/", False),
        ("http://news.paper.example/", "http://paper.example/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/a", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/a", False),
        ("http://127.0.0.1/", "http://1.127.0.0.1/a", False),
        ("http://localhost/", "http://a.localhost/", False),
        ("http://[::1]:8080/", "http://[::1]:8080/a", True),
        ("http://[::1]/", "http://[::1]:8080/a", False),
        ("http://paper.example:8080/", "http://sub.paper.example:8080/", False),
        ("http://paper.example/", "http://paper.example:80/a", True),
        ("http://paper.example/", "http://paper.example:81/a", False),
        ("http://paper.example/", "http://paper.example@evil.example/", False),
    ],
)
def test_what_belongs_to_a_site(page: str, url: str, same: bool) -> None:
    assert urls.same_site(url, urls.site_of(page)) is same


def test_hosts_of_a_profile_count_as_they_are_written() -> None:
    hosts = ("www.paper.example", "photo.other.example")
    assert urls.same_site("http://paper.example/a", hosts)
    assert urls.same_site("http://photo.other.example/a", hosts)
    assert not urls.same_site("http://other.example/a", hosts)


@pytest.mark.parametrize(
    ("one", "other", "numbers"),
    [
        ("/news/", "/news/index_2.html", (1, 2)),
        ("/news/index_1.html", "/news/index_2.html", (1, 2)),
        ("/a/1234.html", "/a/1234_2.html", (1, 2)),
        ("/a/1234-2.html", "/a/1234-3.html", (2, 3)),
        ("/news/", "/news/page/2/", (1, 2)),
        ("/list?c=1", "/list?c=1&page=3", (1, 3)),
        ("/list?c=1&page=2", "/list?c=1&page=3", (2, 3)),
        ("/a/story/", "/a/story/2/", (1, 2)),
        ("/a/1234.html", "/a/1235.html", None),
        ("/list?c=1", "/list?c=2&page=3", None),
        ("/show?id=4", "/show?id=5", None),
        ("/a/", "/b/index_2.html", None),
    ],
)
def test_pages_of_one_thing_are_known_by_their_addresses(
    one: str, other: str, numbers: tuple[int, int] | None
) -> None:
    root = "http://paper.example"
    assert numbering.page_numbers(urls.key(root + one), urls.key(root + other)) == numbers


def test_urls_of_one_template_are_one_family() -> None:
    families = {
        urls.family(urls.shape(urls.key(url)))
        for url in ("http://a.example/n/2024-06/29/c_12345.html", "http://a.example/n/2023-11/02/c_9.html")
    }
    assert len(families) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("n/one-two-three-four", "n/five-six-seven-eight", True),
        ("today/202502/night-bus.html", "today/202503/river-plan.html", True),
        ("n/what-happened-by-the-river-12", "n/what-was-said-13", True),
        ("show-12-345-1.html", "list-12-1-1.html", False),
        ("n/123.html", "n/about.html", False),
        ("a/123.html", "b/123.html", False),
        ("dy/J5F3K2Q0RA.html", "dy/A7B2C9D1XY.html", True),
        ("n/5f3a9c0de12", "n/73bd04e1f8a", True),
        ("n/550e8400-e29b-41d4-a716-446655440000", "n/7c9e6679-7425-40de-944b-e07fc1f90ae7", True),
        ("n/list2.html", "n/content1234567.html", False),
        ("n/index20240501.html", "n/news20240501.html", False),
        ("2021/08/30/choir", "2021/09/13/book-exchange", True),
        ("2012/03/21/node_3.htm", "2012/03/21/content_3.htm", False),
        ("local/12-ferry", "local/7-road-and-rail", True),
        ("?id=441:ferry&view=article", "?id=9:seals&view=article", True),
    ],
)
def test_headlines_in_addresses_are_one_family(one: str, other: str, same: bool) -> None:
    families = {urls.family(urls.shape(f"paper.example/{path}")) for path in (one, other)}
    assert (len(families) == 1) is same


@pytest.mark.parametrize(
    ("key", "own", "alike"),
    [
        ("p.example/e/pl?classid=3&id=832", "p.example/n/3/832.html", True),
        ("p.example/forum.php?tid=832", "p.example/view.php?aid=832", True),
        ("p.example/view.php?aid=831", "p.example/view.php?aid=832", False),
        ("p.example/view.php?aid=832&page=2", "p.example/view.php?aid=832", False),
        ("p.example/show.asp?cat=832&id=915", "p.example/n/832.html", False),
        ("p.example/show.asp?id=12", "p.example/n/12.html", False),
        ("p.example/n/833.html", "p.example/n/832.html", False),
    ],
)
def test_what_asks_for_the_number_of_this_page_is_told(key: str, own: str, alike: bool) -> None:
    assert urls.numbers_alike(key, own) is alike


@given(st.text(max_size=80))
def test_no_string_is_too_odd(text: str) -> None:
    for url in (text, f"http://{text}", f"http://a.example/{text}", f"http://a.example/?{text}"):
        key = urls.key(url)
        assert urls.family(urls.shape(key)) is not None
        assert numbering.paged(key)[0] == (key, 1)
        assert urls.same_site(url, urls.site_of(url)) in (True, False)


@given(st.text(alphabet="abAB/.?=&%#1é", max_size=40))
def test_a_key_is_its_own_key(tail: str) -> None:
    key = urls.key(f"http://a.example/{tail}")
    assert urls.key(f"http://{key}") == key
