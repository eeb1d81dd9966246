"""Sites whose lists scripts bring: written from other files, loaded as pieces, by XML, as a reader scrolls, by functions
that cut a day in pieces. All texts are our own.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from tests.sites.cms import day, link, title
from tests.sites.served import Served, cut

SECTIONS = {"yw": "要闻", "ms": "民生"}
_MENU = f"<div class=nav>{''.join(link(f'/{code}/', name) for code, name in SECTIONS.items())}</div>"
_JQUERY = "<script src='/js/jquery-3.6.0.min.js'></script>"


class Brought(Served):
    """Two sections of twenty articles; how their lists come is the sites' own."""

    def build(self) -> None:
        self.use("/", self.page("云台网", _MENU))
        for place, code in enumerate(SECTIONS):
            numbers = range(8000 + 100 * place, 8020 + 100 * place)
            self.list(code, [list(each) for each in cut(numbers, 8)])
            for number in numbers:
                self.write(f"/{code}/2024/{number}.html", number, _MENU)

    def list(self, code: str, pages: list[list[int]]) -> None:
        raise NotImplementedError

    def entries(self, code: str, numbers: list[int]) -> list[str]:
        return [f"<li>{link(f'/{code}/2024/{n}.html', title(n))} {day(n)}</li>" for n in numbers]


class Written(Brought):
    """`<ul><script src="/js/yw12_1.js"></script></ul>` holds lines of `document.write`; the pages turn as links."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        for at, numbers in enumerate(pages, 1):
            lines = "".join(f'document.write("{entry}");\n' for entry in self.entries(code, numbers))
            self.use(f"/js/{code}12_{at}.js", lines, "application/javascript")
            turns = "".join(link(self.at(code, i), str(i)) for i in range(1, len(pages) + 1) if i != at)
            shell = f"{_JQUERY}<ul><script src='/js/{code}12_{at}.js'></script></ul><div class=page>{turns}</div>"
            self.use(self.at(code, at), self.page(SECTIONS[code], _MENU + shell))

    def at(self, code: str, page: int) -> str:
        return f"/{code}/" if page == 1 else f"/{code}/index_{page}.html"


class Loaded(Brought):
    """`$("#list").load("/inc/yw_1.html")`, and a button by which further pieces are put behind it, as many as there are."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        script = (
            f"var page=1,maxPage={len(pages)};"
            f'$(function(){{$("#list").load("/inc/{code}_1.html");$("#more").click(function(){{page++;'
            f'$.get("/inc/{code}_"+page+".html",function(html){{$("#list").append(html)}})}})}})'
        )
        more = f"{_JQUERY}<ul id=list></ul><a id=more href='javascript:;'>加载更多</a><script>{script}</script>"
        self.use(f"/{code}/", self.page(SECTIONS[code], _MENU + more))
        for at, numbers in enumerate(pages, 1):
            self.use(f"/inc/{code}_{at}.html", "".join(self.entries(code, numbers)))


class Xml(Brought):
    """A script asks for `/xml/list_yw.xml`, which has `<item>` and `<url>`, and ids that are no addresses."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        items = "".join(
            f"<item><id>{n}</id><title><![CDATA[{title(n)}]]></title><url>/{code}/2024/{n}.html</url>"
            f"<pubtime>{day(n)}</pubtime></item>"
            for numbers in pages
            for n in numbers
        )
        self.use(f"/xml/list_{code}.xml", f"<?xml version='1.0'?><list>{items}</list>", "text/xml")
        script = (
            f'$.ajax({{url:"/xml/list_{code}.xml",dataType:"xml",success:function(d){{$(d).find("item").each('
            'function(){$("#l").append("<li><a href=\'"+$(this).find("url").text()+"\'></a></li>")})}})'
        )
        self.use(f"/{code}/", self.page(SECTIONS[code], f"{_MENU}<ul id=l></ul><script>{script}</script>"))


class Scrolled(Brought):
    """What follows is loaded when a reader comes there: by htmx in one section, by a frame of Turbo in the other."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        for at, numbers in enumerate(pages, 1):
            further = f"/{code}/?page={at + 1}"
            ahead = (
                f"<div hx-get='{further}' hx-trigger='revealed' hx-swap='outerHTML'>Loading…</div>"
                if code == "yw"
                else f"<turbo-frame id='page_{at + 1}' src='{further}' loading='lazy'></turbo-frame>"
            )
            content = "".join(self.entries(code, numbers)) + (ahead if at < len(pages) else "")
            whole = self.page(SECTIONS[code], f"{_MENU}<div>{content}</div>")
            self.use(f"/{code}/" if at == 1 else f"/{code}/?page={at}", whole if at == 1 else content)


class Grown(Brought):
    """Pieces of markup that an observer counts; JSON whose answers name the token of the next one."""

    def list(self, code: str, pages: list[list[int]]) -> None:
        whole = self.by_token(code, pages) if code == "ms" else self.by_number(code, pages)
        self.use(f"/{code}/", self.page(SECTIONS[code], _MENU + whole))

    def by_number(self, code: str, pages: list[list[int]]) -> str:
        for at, numbers in enumerate(pages[1:], 2):
            self.use(f"/inc/{code}/{at}.html", "".join(self.entries(code, numbers)))
        self.useful.add(f"/inc/{code}/{len(pages) + 1}.html")  # 404 ends it
        script = (
            "let page = 1; const watch = new IntersectionObserver(async () => { page++;"
            f" const answer = await fetch(`/inc/{code}/${{page}}.html`); add(await answer.text()) }});"
        )
        return f"<ul>{''.join(self.entries(code, pages[0]))}</ul><script>{script}</script>"

    def by_token(self, code: str, pages: list[list[int]]) -> str:
        for at, numbers in enumerate(pages):
            rows = [{"title": title(n), "url": f"/{code}/2024/{n}.html", "time": day(n)} for n in numbers]
            last = at + 1 == len(pages)
            data = {"items": rows, "next_cursor": "" if last else f"c{at + 1}", "has_more": not last}
            address = f"/api/feed?of={code}&cursor={f'c{at}' if at else ''}"
            self.use(address, json.dumps({"data": data}), "application/json")
        script = (
            f"var cursor = ''; fetch('/api/feed?of={code}&cursor=' + cursor).then(show);"
            "function show(d) { list.innerHTML += '<a href=\"' + d.url + '\">' + d.title + '</a>' }"
        )
        return f"<ul id=list></ul><script>{script}</script>"


class Issues(Served):
    """A paper whose 上一期 is `javascript:go('20240505')`: the function cuts the day for the folder of the issue."""

    days = tuple(date(2024, 5, 6) - timedelta(back) for back in range(6))
    again = 0

    def build(self) -> None:
        self.use("/", self.page("青石晚报", f"<script>location.href='{self.issue(self.days[0])}'</script>"))
        script = (
            '<script>var base="/pc/layout/";function go(d)'
            '{location.href=base+d.substr(0,6)+"/"+d.substr(6,2)+"/node_01.html"}</script>'
        )
        for place, each in enumerate(self.days):
            before = self.days[place + 1] if place + 1 < len(self.days) else None
            turn = link(f'javascript:go("{before:%Y%m%d}")', "上一期") if before else ""
            numbers = range(8300 + 10 * place, 8304 + 10 * place)
            rows = "".join(f"<li>{link(self.at(each, n), title(n))}</li>" for n in numbers)
            self.use(self.issue(each), self.page("青石晚报", f"<div>{turn}</div><ul>{rows}</ul>{script}"))
            for number in numbers:
                self.write(self.at(each, number), number)

    def issue(self, each: date) -> str:
        return f"/pc/layout/{each:%Y%m/%d}/node_01.html"

    def at(self, each: date, number: int) -> str:
        return f"/pc/content/{each:%Y%m/%d}/content_{number}.html"


SITES = (Written, Loaded, Xml, Scrolled, Grown, Issues)
