"""Addresses that scripts make of ids, and the values that scripts hold as JavaScript writes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.links.formulas import find_formulas, learned
from pipelines.page.links.fragments import CRAWLED
from pipelines.page.links.json_data import read_json, unaddressed_in
from pipelines.page.model import Entry, Formula
from pipelines.page.tree.document import parse
from pipelines.page.tree.literals import values_in

ROOT = "http://example.com"
FIELDS = {"id": "2437", "cid": "12", "slug": "river-path"}


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<script>h += '<li><a href=\"/detail/' + v.id + '.html\">' + v.title + '</a>';</script>", "/detail/2437.html"),
        ('<script>h+="<a href=\\"/n/"+v.cid+"/"+v.id+".shtml\\">";</script>', "/n/12/2437.shtml"),
        ("<script>list.map(n => `<a href='/news/show?id=${n.id}'>${n.title}</a>`)</script>", "/news/show?id=2437"),
        ("<script>location.href = '/n/' + $(this).data('id') + '.html'</script>", "/n/2437.html"),
        ("<script>open('view.jsp?newsid=' + this.getAttribute(\"data-id\"));</script>", "/news/view.jsp?newsid=2437"),
        ("<script>push({path: '/story/' + encodeURIComponent(item.slug)})</script>", "/story/river-path"),
        ("<script type='text/template'><a href='/view-{{ item.id }}-1.html'>{{title}}</a></script>", "/view-2437-1.html"),
        ("<script type='text/x-tmpl'><a href='/p/<%= it.id %>/'></a></script>", "/p/2437/"),
        ("<a ng-href='/post/{{post.slug}}'></a>", "/post/river-path"),
        ("<a :href=\"`/art/${a.id}.html`\"></a>", "/art/2437.html"),
    ],
)  # fmt: skip
def test_formulas_are_read_from_scripts_and_templates(markup: str, made: str) -> None:
    document = parse(f"<html><body>{markup}</body></html>", f"{ROOT}/news/index.html")
    assert f"{ROOT}{made}" in [formula.address(FIELDS) for formula in find_formulas(document)]


@pytest.mark.parametrize(
    "script",
    [
        "alert('id: ' + v.id)",
        "src = '/img/' + v.id + '.jpg'",
        "a = 'http://elsewhere.example/' + v.id",
        "x = 1 + v.id",
    ],
)
def test_what_is_no_page_of_the_site_is_no_formula(script: str) -> None:
    found = find_formulas(parse(f"<script>{script}</script>", ROOT))
    assert [formula.address(FIELDS) for formula in found] == []


def test_a_formula_is_learned_where_known_addresses_agree_on_it() -> None:
    entries = [Entry(f"The ferry runs again, part {n}", {"id": str(n), "hits": "77"}) for n in (2437, 2438, 2439)]
    addresses = [f"{ROOT}/p/{n}/info.html" for n in (2437, 2438)] + [
        f"{ROOT}/about/2439",
        f"{ROOT}/p/77/info.html",
    ]
    formula = Formula((f"{ROOT}/p/", "/info.html"), ("id",))
    assert learned(entries, addresses) == (formula,)
    assert formula.address({"id": "2440"}) == f"{ROOT}/p/2440/info.html"
    assert formula.address({"newsid": "2440"}) is None
    assert learned(entries[:1], addresses) == (), "one alone may be chance"


@pytest.mark.parametrize(
    ("script", "values"),
    [
        ("var news = [{id: 7, title: 'It\\'s open', hot: !0, 'a-b': null,},];\nshow(news)",
         [[{"id": 7, "title": "It's open", "hot": True, "a-b": None}]]),
        ("window.__NUXT__=(function(a,b){return {data:[{title:a,url:\"\\u002Fx\",hot:b}]}}(\"A, b\",false));",
         [{"data": [{"title": "A, b", "url": "/x", "hot": False}]}]),
        ('window.__STATE__ = JSON.parse("{\\"list\\":[{\\"a\\":\\"b\\\\\\"c\\"}]}");', [{"list": [{"a": 'b"c'}]}]),
        ("window.a = JSON.parse(document.body)", []),
        ('{"props": {"a": 1}}', [{"props": {"a": 1}}]),
        ("let a = {b: `c`, d: unknown, e: \"\\x41\"}", [{"b": "c", "d": None, "e": "A"}]),
        ("var a = {b: new Date(1)}; var c = [1]", [[1]]),
        ("var a = (function(){ run() })()", []),
    ],
)  # fmt: skip
def test_values_are_read_as_javascript_writes_them(script: str, values: list[Any]) -> None:
    assert list(values_in(script)) == values


def test_entries_without_addresses_are_those_with_a_headline_and_an_id() -> None:
    title = "临江河堤步道修缮完工市民可以散步"
    rows = [{"newsId": n, "title": f"{title}{n}", "time": "2024-06-03"} for n in (1, 2)]
    page = read_json(json.dumps({"list": rows, "menu": [{"id": 3, "name": "首页"}]}), ROOT)
    assert page is not None
    entries = page.read_unaddressed().entries
    assert [(entry.title, entry.fields["newsid"], entry.date) for entry in entries] == [
        (f"{title}1", "1", "2024-06-03"), (f"{title}2", "2", "2024-06-03")]  # fmt: skip
    assert read_json(json.dumps({"list": rows[:1]}), ROOT) is None
    cards = "".join(f"<div data-id='{n}'><h3>{title}{n}</h3><b>2024-06-03</b></div>" for n in (1, 2))
    assert [entry.fields["id"] for entry in unaddressed_in(parse(cards, ROOT)).entries] == ["1", "2"]
    rows = "".join(f"<tr onclick=\"show('c3', {n})\"><td>{title}{n}</td><td>2024-06-03</td></tr>" for n in (1, 2))
    script = "<script>function show(col, id) { var u = '/' + col + '/' + id + '.htm'; window.open(u); }</script>"
    found = unaddressed_in(parse(f"{script}<table>{rows}</table>", ROOT))
    assert [found.formulas[0].address(entry.fields) for entry in found.entries] == [
        f"{ROOT}/c3/{n}.htm" for n in (1, 2)
    ]


@given(st.text(alphabet="{}[]()'\"`\\+$<%=>/.:,;id0 \nfunctiorevaw"))
def test_scripts_of_any_kind_never_raise(text: str) -> None:
    list(values_in(text))
    list(values_in(f"var a = {text}"))
    unaddressed_in(parse(f"<script>{text}</script><a href='{{{{{text}' onclick='{text}'>", ROOT))


def test_fragments_that_scripts_read_are_entries_with_the_address_that_crawlers_may_ask_for() -> None:
    html = """<a href="#!">菜单</a><a href="#!/about">关于</a><a href="/n/?c=1#!/7?a=1&b=2">石桥镇的渡口昨天重新开放</a>
        <a href="#!8">河堤加固工程今年六月完工</a><a href="#top">回到顶部再看一遍这条新闻</a>"""
    unaddressed = unaddressed_in(parse(f"<html><body>{html}</body></html>", f"{ROOT}/news/"))
    made = [CRAWLED.address(entry.fields) for entry in unaddressed.entries]
    assert made == [f"{ROOT}/n/?c=1&_escaped_fragment_=/7?a=1%26b=2", f"{ROOT}/news/?_escaped_fragment_=8"]
    assert unaddressed.formulas == (CRAWLED,)
