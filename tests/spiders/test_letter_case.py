"""Addresses with capitals, where they are sent on to small letters."""

from __future__ import annotations

import pytest

from pipelines.page.model import Role
from spiders.frontier import Lead, Via
from spiders.sparing.letter_case import LetterCase

SITE = "http://example.com"


def taught(url: str, target: str, times: int = 3) -> LetterCase:
    case = LetterCase()
    learned = [case.moved(SITE + url.format(n), SITE + target.format(n)) for n in range(times)]
    assert learned.count(True) == bool(case.small)
    return case


def asked(case: LetterCase, path: str) -> str:
    return case.light(Lead(SITE + path, Role.ARTICLE, "example.com", Via.LIST)).url.removeprefix(SITE)


@pytest.mark.parametrize(
    ("url", "target", "path", "following"),
    [
        ("/News/Show.aspx?ID={}", "/news/show.aspx?id={}", "/NEWS/Show.aspx?ID=9", "/news/show.aspx?id=9"),
        ("/News/{}", "/news/{}", "/News/A%E6%96%B0?B=%2F", "/news/a%E6%96%B0?b=%2F"),
        ("/News/{}", "/news/{}", "/Wiki/Main_Page", "/Wiki/Main_Page"),
        ("/News/Show.aspx?ID={}", "/news/{}", "/News/Show.aspx?ID=9", "/News/Show.aspx?ID=9"),
        ("/news/{}", "/News/{}", "/news/9", "/news/9"),
    ],
    ids=["all of it", "no encoded characters", "another folder", "another address", "to capitals"],
)
def test_what_is_sent_on_to_small_letters_is_asked_for_in_them(
    url: str, target: str, path: str, following: str
) -> None:
    assert asked(taught(url, target), path) == following
    assert asked(taught(url, target, times=2), path) == path


def test_one_page_under_capitals_speaks_against_it() -> None:
    case = taught("/News/{}", "/news/{}")
    kept = LetterCase()
    kept.recall(case.to_json())
    assert asked(kept, "/News/9") == "/news/9"
    kept.came(f"{SITE}/News/8")
    assert asked(kept, "/News/9") == "/News/9"
    assert not any(kept.moved(f"{SITE}/News/{n}", f"{SITE}/news/{n}") for n in range(9))
