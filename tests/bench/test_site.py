"""The generated site of the crawl benchmark: as many pages as asked for, all linked, none from elsewhere."""

from __future__ import annotations

import re

import pytest

from bench.site import Site


def walk(site: Site) -> dict[str, bytes]:
    pages, waiting = {}, ["/"]
    while waiting:
        path = waiting.pop()
        if path not in pages:
            page = site.page(path)
            assert page is not None, path
            pages[path] = page
            waiting += (href.decode() for href in re.findall(rb'href="(/[^"]*)"', page))
    return pages


@pytest.mark.parametrize("count", [60, 401, 1000])
def test_links_lead_to_all_pages_and_nowhere_else(count):
    assert len(walk(Site(count))) == Site(count).pages == count


def test_pages_are_of_the_promised_kind():
    pages = walk(Site(400)).values()
    assert 15_000 < sum(map(len, pages)) / len(pages) < 20_000
    assert 70 < sum(page.count(b"<a ") for page in pages) / len(pages) < 90
    text = b"".join(pages).decode("gbk")
    assert "上一篇" in text
    assert "{" not in re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)


def test_the_same_every_time():
    assert walk(Site(100)) == walk(Site(100))


@pytest.mark.parametrize(
    "path", ["/html/", "/html/szyw", "/html/szyw/100002.html", "/html/shms/index_99.html", "/x"]
)
def test_other_paths_give_nothing(path):
    assert Site(60).page(path) is None
