"""Lists that a page's scripts ask their server for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.links.calls import asked_links
from pipelines.page.tree.document import parse

ROOT = "http://example.com"
MAKES = "h += '<a href=\"/detail/' + v.id + '.html\">';"


def asked(script: str) -> list[str]:
    document = parse(f"<html><body><ul id='list'></ul><script>{script}</script></body></html>", f"{ROOT}/")
    return [link.url.removeprefix(ROOT) for link in asked_links(document)]


@pytest.mark.parametrize(
    ("call", "address"),
    [
        ("var page = 1; $.ajax({url:'/api/list', type:'get', data:{channelId: 12, page: page, size: '20'}, success: f})",
         "/api/list?channelId=12&page=1&size=20"),
        ("$.getJSON('/data/news.json', {p: p}, show)", "/data/news.json?p=1"),
        ("fetch('/api/stories?page=' + page).then(show)", "/api/stories?page=1"),
        ("fetch('/api/stories?page=' + page + '&size=12').then(show)", "/api/stories?page=1&size=12"),
        ("fetch(`/feed.json`).then(show)", "/feed.json"),
        ("$.ajax({url:'/api/list', type:'POST', data:{page: 1}})", "/api/list?page=1"),  # by GET all the same
        ("axios.get('/api/posts', {params: {pageNo: state.pageNo, category: 'local'}})", "/api/posts?pageNo=1&category=local"),
    ],
)  # fmt: skip
def test_the_first_page_is_asked_for_as_the_script_would(call: str, address: str) -> None:
    assert asked(f"{MAKES} {call};") == [address]


@pytest.mark.parametrize(
    "call",
    [
        "$.getJSON('/api/comment/list', {page: 1})",
        "$.getJSON('/api/list', {token: secret})",
        "fetch('https://elsewhere.example/api/list.json')",
        "fetch('/api/list/' + section + '.json')",
        "fetch('/api/list?page=' + page + '&of=' + section)",
    ],
)
def test_what_cannot_be_known_or_is_no_list_is_left(call: str) -> None:
    assert asked(f"{MAKES} {call};") == []


def test_a_page_that_writes_no_links_is_left_alone() -> None:
    assert asked("fetch('/api/list.json').then(count);") == []


@given(st.text(alphabet="$.ajaxgetJSON({url:'/api/list?page=' + p, data})\"`;1 \n"))
def test_calls_of_any_kind_never_raise(text: str) -> None:
    asked(f"{MAKES} $.get('/api/list'{text}")
