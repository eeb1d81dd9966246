"""How much is done for a page: calls of functions, counted and not timed, so that no busy machine makes a difference.

A reader that asks a question of every link or every line adds hundreds. Who has a reason for more raises the ceiling,
and says in the commit what it buys; who brings a number down by a tenth lowers it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

import pytest

from bench.site import Site
from pipelines.article import line
from pipelines.read import Fetched, Page, read_page

PAGES = 40


def pages() -> list[Fetched]:
    site = Site(1000)
    paths = [site.path(number) for number in range(0, site.articles, site.articles // PAGES)]
    return [Fetched(f"http://bench.example{path}", site.page(path) or b"", "text/html") for path in paths]


def read_for_articles(page: Fetched) -> None:
    found = read_page(page)
    assert isinstance(found, Page)
    assert found.article is not None
    line(found.article.to_dict())


def read_for_a_crawl(page: Fetched) -> None:
    found = read_page(page)
    assert isinstance(found, Page)
    assert len(found.navigation.links) > 60


def calls(work: Callable[[Fetched], None]) -> Counter[str]:
    """Count calls of functions written in Python (`call`) and in C (`c_call`) by page, once every cache is warm."""
    counted: Counter[str] = Counter()
    site = pages()
    for page in site:
        work(page)
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, _argument: counted.update((event,)))
    try:
        for page in site:
            work(page)
    finally:
        sys.setprofile(before)
    return Counter({event: count // len(site) for event, count in counted.items()})


# A little above what Python 3.11 does; later versions call less, because they take comprehensions into the function.
@pytest.mark.parametrize(
    ("work", "python", "c"), [(read_for_articles, 4_090, 7_690), (read_for_a_crawl, 5_100, 8_760)]
)
def test_a_page_takes_no_more_calls_than_it_did(work: Callable[[Fetched], None], python: int, c: int) -> None:
    done = calls(work)
    assert done["call"] <= python
    assert done["c_call"] <= c
