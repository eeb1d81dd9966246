"""Lists that a page's scripts ask their server for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.links.calls import asked_links
from pipelines.page.links.growing import growing
from pipelines.page.tree.document import parse

ROOT = "http://example.com"
MAKES = "h += '<a href=\"/detail/' + v.id + '.html\">';"


def asked(script: str) -> list[str]:
    shown = "<ul id='list' data-cid='38'></ul><input type=hidden id=cid value=37>"
    document = parse(f"<html><body>{shown}<script>{script}</script></body></html>", f"{ROOT}/")
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
        ("var of = 'c04f1a'; load({url: '/common/search/' + of + '?size=12&page=' + p, dataType: 'json'})", "/common/search/c04f1a?size=12&page=1"),
        ("$.ajax({url:'/api/list', type:'POST', data:{page: 1}})", "/api/list?page=1"),  # by GET all the same
        ("var cursor = ''; fetch('/api/feed?of=12&cursor=' + cursor).then(show)", "/api/feed?of=12&cursor="),
        ("let after = null; $.getJSON('/api/feed', {after: after}, show)", "/api/feed?after="),
        ("$('#t').DataTable({'ajax': '/data/notices.json'})", "/data/notices.json"),
        ("var ctx = '/portal'; $.ajax({url: ctx + '/front/list.do', data: {page: 1}, success: f})", "/portal/front/list.do?page=1"),
        ("const channel = 12; fetch(`/api/list?channel=${channel}&page=${page}`).then(show)", "/api/list?channel=12&page=1"),
        ("var address = '/api/list?cid=3&page=' + page; fetch(address).then(show)", "/api/list?cid=3&page=1"),
        ("var id = 12, x = new XMLHttpRequest(); x.open('GET', '/data/list_' + id + '.json', true)", "/data/list_12.json"),
        ("$.ajax({type: 'GET', data: {cid: 3, pageNo: 1}, url: '/api/list', success: f})", "/api/list?cid=3&pageNo=1"),
        ("var asked = {cid: 3, pageNo: 1}; $.ajax({url: '/api/list', data: JSON.stringify(asked)})", "/api/list?cid=3&pageNo=1"),
        ("let cid = 3; axios.get('/api/list', {params: {cid, page: this.page}})", "/api/list?cid=3&page=1"),
        ("$.get('/api/list', {cid: $('#cid').val(), page: 1}, f)", "/api/list?cid=37&page=1"),
        ("var c = $('#list').data('cid'); $.get('/api/list', {cid: c}, f)", "/api/list?cid=38"),
        ("var l = document.getElementById('list'); fetch(location.origin + '/api/list?cid=' + document.getElementById('list').dataset.cid)", "/api/list?cid=38"),
        ('$.ajax({"url": "/news/ajaxList", "type": "post", "data": {"cid": "9", "pageno": 1}})', "/news/ajaxList?cid=9&pageno=1"),
        ("var of = 'yw'; fetch('/api/list?cat=' + encodeURIComponent(of) + '&page=1')", "/api/list?cat=yw&page=1"),
        ("</script><script>window.channel = 88</script><script>$.get('/api/list/' + window.channel, f)", "/api/list/88"),
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
        "fetch(`/api/list/${section}`)",
        "var a = b, b = a; fetch('/api/list/' + a)",
        "$.get('/api/list', {cid: $('#other').val()}, f)",
        "$.get('/api/list', {cid: $('#list > li').val()}, f)",
        "fetch('/api/list/' + of(12))",
    ],
)
def test_what_cannot_be_known_or_is_no_list_is_left(call: str) -> None:
    assert asked(f"{MAKES} {call};") == []


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("let page = 1; watch(async () => { page++; await fetch(`/inc/${page}.html`) })", "/inc/2.html"),
        ("var start = 10; function more() { $.get('/more?start=' + start + '&n=10', add); start += 10 }", "/more?start=10&n=10"),
        ("var s = {page: 1}; function more() { ++s.page; $.ajax({url: '/l/' + s.page + '.json'}) }", "/l/2.json"),
        ("var p = 1; function more() { p = p + 1; x.open('GET', '/l?p=' + p) }", "/l?p=2"),
        ("var p = 1; function more() { $.get('/l?p=' + p, add); p++ }", None),  # the first page, which is shown
        ("var n = 1; n++; $.get('/comments?p=' + n, add)", None),
        ("var n = 1; n++; fetch('https://elsewhere.example/l?p=' + n)", None),
        ("var n = 1; n++; fetch('/l?p=' + n + '&of=' + section)", None),
        ("for (i = 0; i < 3; i++) { fetch('/l') }", None),
        ("var p = 1; function more() { p++; $.post('/more.do', {cat: 7, page: p}, add) }", "/more.do?cat=7&page=2"),
        ("let paging = 2; function more() { $.get('more', {'data': paging}, function (d) { paging++ }) }", "/more?data=2"),
        ("function more(b) { var p = parseInt(b.getAttribute('data-page')) + 1; $.ajax({type: 'post', url: '/l?c=a', data: {n: 5, page: p}}) }", "/l?c=a&n=5&page=4"),
        ("function more(b) { var p = $(b).data('next-page'); $.get('/l', {page: p, n: 1 + 1}) }", None),  # of no element
        ("function more(b) { var p = b.dataset.page; $.get('/l', {page: p, n: 1 + 1}) }", "/l?page=3&n=1"),
        ("var p = 1; function more() { p++; $.post('/more.do', {cat: chosen, page: p}, add) }", None),
        ("var p = 1; function more() { p++; $.post('/comments.do', {page: p}, add) }", None),
    ],
)  # fmt: skip
def test_a_list_grows_by_what_its_script_counts(script: str, address: str | None) -> None:
    shown = "<ul></ul><a data-page=3>More</a>"
    link = growing(parse(f"<html><body>{shown}<script>{script}</script></body></html>", f"{ROOT}/"))
    assert (link.url.removeprefix(ROOT) if link else None) == address


def test_a_script_that_carries_what_it_asks_for_is_a_list() -> None:
    unit = "<script url='/front/unit' queryData=\"{'pageId':'12','tagId':'list','editType':''}\"></script>"
    links = asked_links(
        parse(f"<html><body><div>{unit}<script url='/front/unit'></script></div></body></html>", ROOT)
    )
    page = "paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A15%7D"
    assert [link.url for link in links] == [f"{ROOT}/front/unit?{page}&pageId=12&tagId=list"]


def test_a_page_that_writes_no_links_is_left_alone() -> None:
    assert asked("fetch('/api/list.json').then(count);") == []


@given(st.text(alphabet="$.ajaxgetJSON({url:'/api/list?page=' + p, data})\"`;1 \n"))
def test_calls_of_any_kind_never_raise(text: str) -> None:
    asked(f"{MAKES} $.get('/api/list'{text}")
    asked(f"{MAKES} var p = {text}; fetch(p")
    growing(parse(f"<script>p=1;p++;$.get('/api/list?p='{text}</script>", f"{ROOT}/"))
