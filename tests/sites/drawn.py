"""Sites drawn from data that stands in attributes, in payloads of frameworks, in shadow roots, and sites that forms turn.
All texts are our own.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from tests.sites.cms import day, link, title
from tests.sites.roundabout import Answering
from tests.sites.scripted import SECTIONS, Brought

_MENU = f"<div class=nav>{''.join(link(f'/{code}/', name) for code, name in SECTIONS.items())}</div>"


class Attributes(Brought):
    """`<div data-page="{&quot;news&quot;:…}">` with the next page's address in one section, `:items='[…]'` in the other."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        shown = pages if code == "yw" else [[n for numbers in pages for n in numbers]]
        for at, numbers in enumerate(shown, 1):
            entries = [{"title": title(n), "url": f"/{code}/2024/{n}.html", "date": day(n)} for n in numbers]
            further = f"/{code}/?page={at + 1}" if at < len(shown) else None
            page = json.dumps({"news": {"data": entries, "next_page_url": further}})
            drawn = (
                f'<div id=app data-page="{escape(page)}"></div>'
                if code == "yw"
                else f"<news-list :items='{json.dumps(entries)}'></news-list>"
            )
            self.use(f"/{code}/" if at == 1 else f"/{code}/?page={at}", self.page(SECTIONS[code], _MENU + drawn))


class Payloads(Brought):
    """A few entries are links; all of them are in a folded list (Nuxt 3), or pushed in pieces (Next.js)."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        entries = [
            {"id": n, "title": title(n), "path": f"/{code}/2024/{n}.html", "date": day(n)}
            for numbers in pages
            for n in numbers
        ]
        links = "".join(link(str(each["path"]), str(each["title"])) for each in entries[:6])
        script = self.folded(entries) if code == "yw" else self.pushed(entries)
        self.use(f"/{code}/", self.page(SECTIONS[code], f"{_MENU}<div>{links}</div>{script}"))

    def folded(self, entries: list[dict[str, Any]]) -> str:
        flat: list[Any] = [["Reactive", 1], {"items": 2}, []]
        for entry in entries:
            flat[2].append(len(flat))
            flat.append({name: len(flat) + place for place, name in enumerate(entry, 1)})
            flat += entry.values()
        return f"<script type='application/json' id='__NUXT_DATA__'>{json.dumps(flat)}</script>"

    def pushed(self, entries: list[dict[str, Any]]) -> str:
        row = f"5:{json.dumps(['$', '$L12', None, {'articles': entries}])}\n"
        pieces = (row[: len(row) // 2], row[len(row) // 2 :])
        return "".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in pieces)


class Started(Brought):
    """The list is an argument of the call that starts the app, in a block; shown in a shadow root in the other section."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        numbers = [n for each in pages for n in each]
        entries = ",".join(
            f"{{title:{json.dumps(title(n))},href:'/{code}/2024/{n}.html',date:'{day(n)}'}}" for n in numbers
        )
        script = f"{{const element=document.body;kit.start(app, element, {{data:[null,{{items:[{entries}]}}]}})}}"
        rows = "".join(self.entries(code, numbers))
        shown = (
            f"<script>{script}</script>"
            if code == "yw"
            else f"<news-list><template shadowrootmode='open'><ul>{rows}</ul></template></news-list>"
        )
        self.use(f"/{code}/", self.page(SECTIONS[code], _MENU + shown))


class Widgets(Brought):
    """A widget draws the pager: it calls a function with the number of a page, or asks for its address."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        for at, numbers in enumerate(pages, 1):
            script = (
                f"laypage.render({{elem:'page',count:20,limit:8,curr:{at},jump:function(obj,first)"
                f"{{if(!first){{window.location.href='/{code}/?page='+obj.curr;}}}}}});"
                if code == "yw"
                else f"kkpager.generPageHtml({{pno:{at},total:{len(pages)},totalRecords:20,hrefFormer:'/ms/?page',"
                "getLink:function(n){return this.hrefFormer+'='+n;}});"
            )
            content = f"{_MENU}{''.join(self.entries(code, numbers))}<div id=page></div><script>{script}</script>"
            self.use(f"/{code}/" if at == 1 else f"/{code}/?page={at}", self.page(SECTIONS[code], content))


class Chosen(Brought):
    """Select boxes with the numbers of pages: one writes the address, the other submits its form."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        for at, numbers in enumerate(pages, 1):
            options = "".join(f"<option value={i}>第{i}页</option>" for i in range(1, len(pages) + 1))
            box = (
                f"<select onchange=\"location.href='list_'+this.value+'.htm'\">{options}</select>"
                if code == "yw"
                else f"<form action=list.asp><input type=hidden name=id value=7><select name=page onchange='submit()'>"
                f"{options}</select></form>"
            )
            content = self.page(SECTIONS[code], f"{_MENU}{''.join(self.entries(code, numbers))}{box}")
            target = f"/{code}/list_{at}.htm" if code == "yw" else f"/{code}/list.asp?id=7&page={at}"
            self.use(target if at > 1 else f"/{code}/", content)


class Posts(Brought):
    """A shell that sends for its list by POST, to a server that reads parameters either way."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        script = (
            f"var page=1;$.post('/news/list.do',{{code:'{code}',pageNo:page}},function(d){{$.each(d.list,function(i,n)"
            "{$('#l').append('<li><a href=\"'+n.url+'\">'+n.title+'</a></li>')})},'json')"
        )
        self.use(f"/{code}/", self.page(SECTIONS[code], f"{_MENU}<ul id=l></ul><script>{script}</script>"))
        for at, numbers in enumerate(pages, 1):
            entries = [{"title": title(n), "url": f"/{code}/2024/{n}.html", "date": day(n)} for n in numbers]
            data = json.dumps({"pages": len(pages), "list": entries})
            self.use(f"/news/list.do?code={code}&pageNo={at}", data, "application/json")


class Cursors(Brought):
    """A list goes on behind what it showed last, by an id in the data of an element: as markup, and as JSON whose
    addresses look like days, `/ms/2024/118/`.
    """

    def build(self) -> None:
        self.use("/", self.page("云台网", _MENU))
        for place, code in enumerate(SECTIONS):
            numbers = range(101 + 30 * place, 121 + 30 * place)
            self.list(code, [list(numbers[at : at + 8]) for at in range(0, len(numbers), 8)])
            for number in numbers:
                self.write(self.at(code, number), number, _MENU)

    def at(self, code: str, number: int) -> str:
        return f"/{code}/2024/{number}/"

    def list(self, code: str, pages: list[list[int]]) -> None:
        name = "last_id" if code == "yw" else "cursor"
        for at, numbers in enumerate(pages):
            target = f"/more/{code}?{name}={pages[at - 1][-1]}"
            rows = "".join(f"<li>{link(self.at(code, n), title(n))}</li>" for n in numbers)
            more = f"<div class=more data-url='/more/{code}' data-{name.replace('_', '-')}={numbers[-1]}></div>"
            piece = f"<ul>{rows}</ul>{more if at + 1 < len(pages) else ''}"
            if at == 0:
                self.use(f"/{code}/", self.page(SECTIONS[code], _MENU + piece))
            elif code == "yw":
                self.use(target, piece)
            else:
                entries = [{"title": title(n), "url": self.at(code, n)} for n in numbers]
                data = {"list": entries, "cursor": str(numbers[-1]) if at + 1 < len(pages) else ""}
                self.use(target, json.dumps(data), "application/json")


class Forms(Answering):
    """One list turns by a button of a form without fields, one by `gotoPage(2)`, which sets a field of a form that posts;
    entries are rows that call a function with two arguments, or are marked with their ids.
    """

    numbers = range(8900, 8930)

    def build(self) -> None:
        self.wanted = {f"/view.do?id={n}&kind=A" for n in self.numbers} | {
            f"/n/{n + 50}.html" for n in self.numbers
        }
        self.useful |= {
            f"/{name}.do" + (f"?page={at}" if at > 1 else "") for name in ("board", "list") for at in (1, 2, 3)
        }

    def plain(self, target: str) -> str:
        path, _, query = target.partition("?")
        pairs = dict(parse_qsl(query))
        kept = [f"{name}={pairs[name]}" for name in ("id", "kind") if name in pairs]
        kept += [f"page={pairs['page']}"] if not kept and pairs.get("page", "1") != "1" else []
        return path + ("?" if kept else "") + "&".join(kept)

    def answer(self, target: str) -> str | None:
        target = self.plain(target)
        menu = link("/board.do", "公告") + link("/list.do", "新闻")
        path, _, query = target.partition("?")
        at = int(dict(parse_qsl(query)).get("page", 1))
        if target in self.wanted:
            return self.article(int(target.partition("&")[0].removesuffix(".html")[-4:]), menu)
        if path == "/":
            return self.page("河口区", menu)
        shown = self.numbers[(at - 1) * 10 : at * 10]
        if path == "/board.do" and shown:
            return self.page("公告", menu + self.board(shown, at))
        return (
            self.page("新闻", menu + self.list([n + 50 for n in shown], at))
            if path == "/list.do" and shown
            else None
        )

    def board(self, shown: range, at: int) -> str:
        rows = "".join(f"<tr onclick=\"view('{n}','A')\"><td>{title(n)}</td><td>{day(n)}</td></tr>" for n in shown)
        names = "".join(f"<input type=hidden name={name}>" for name in ("id", "kind"))
        script = (
            "function view(id,kind){var f=document.form1;f.id.value=id;f.kind.value=kind;f.action='/view.do';f.submit();}"
            "function gotoPage(n){document.form1.page.value=n;document.form1.submit();}"
        )
        turn = f"<a href='javascript:gotoPage({at + 1})'>下一页</a>" if at < 3 else ""
        form = (
            f"<form name=form1 action=/board.do method=post>{names}<input type=hidden name=page value={at}></form>"
        )
        return f"{form}<table>{rows}</table><div class=pages>{turn}</div><script>{script}</script>"

    def list(self, shown: list[int], at: int) -> str:
        rows = "".join(
            f"<li><a href='#' data-id={n} onclick='openNews(this)'>{title(n)}</a> {day(n)}</li>" for n in shown
        )
        turn = f"<form action=/list.do><input type=hidden name=page value={at + 1}><button>下一页</button></form>"
        script = "function openNews(el){var id=el.dataset.id;location.href='/n/'+id+'.html';}"
        return f"<ul>{rows}</ul>{turn if at < 3 else ''}<script>{script}</script>"


SITES = (Attributes, Payloads, Started, Widgets, Chosen, Posts, Cursors, Forms)
