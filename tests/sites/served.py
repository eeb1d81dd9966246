"""Sites that hold their links back, served as they are asked for: blogs of teasers, data stores, JSON, sitemaps alone,
functions that open pages, papers by issue, traps without end. All texts are our own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence

from crawler.demo.model import Page
from crawler.demo.site import DemoSite
from tests.sites.cms import body, day, link, title


class Served(DemoSite):
    """Pages by target. `wanted` are the articles to be found, `useful` may be fetched, the rest is in vain.

    `again`: how many pages may be fetched under a second address until the site has shown that it is one.
    """

    charset = "utf-8"
    again = 0

    def __init__(self, edition: int = 1) -> None:
        super().__init__()
        self.there: dict[str, Page] = {}
        self.wanted: set[str] = set()
        self.useful: set[str] = {"/"}
        self.publish(edition)

    def publish(self, edition: int) -> None:
        self.edition = edition
        self.build()

    def build(self) -> None:
        raise NotImplementedError

    def get(self, target: str) -> Page | None:
        return self.there.get(target)

    def plain(self, target: str) -> str:
        """Give the address by which what was asked for is known here."""
        return target.removesuffix("?utm_source=list")

    def put(self, target: str, text: str | bytes, content_type: str = "text/html") -> None:
        content = text if isinstance(text, bytes) else text.encode(self.charset)
        self.there[target] = Page(body=content, headers=(("Content-Type", content_type),))

    def use(self, target: str, text: str | bytes, content_type: str = "text/html") -> None:
        self.useful.add(target)
        self.put(target, text, content_type)

    def page(self, heading: str, content: str, head: str = "") -> str:
        meta = f"<meta charset='{self.charset}'><title>{heading}</title>{head}"
        return f"<html><head>{meta}</head><body>{content}</body></html>"

    def write(self, target: str, number: int, around: str = "", language: str = "zh") -> None:
        name = title(number, language)
        content = (
            f"<h1>{name}</h1><p>{day(number)} 10:30 来源：河报</p><div>{body(number, language)}</div>{around}"
        )
        self.wanted.add(target)
        self.put(target, self.page(name, content))


def cut(numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    return [numbers[at : at + size] for at in range(0, len(numbers), size)]


class Blog(Served):
    """WordPress: front page and sections show the beginnings of articles; authors, tags, comments, feeds of articles."""

    menu = "<header><nav><a href='/'>Home</a><a href='/category/local/'>Local</a><a href='/about/'>About</a></nav></header>"

    def build(self) -> None:
        numbers = list(range(30, 0, -1))
        pages = cut(numbers, 8)
        for base in ("/", "/category/local/"):
            for at, shown in enumerate(pages, 1):
                older = link(f"{base}page/{at + 1}/", "&larr; Older posts") if at < len(pages) else ""
                newer = link(f"{base}page/{at - 1}/" if at > 2 else base, "Newer posts &rarr;") if at > 1 else ""
                cards = "".join(map(self.card, shown))
                content = f"{self.menu}<main>{cards}<nav class='navigation'>{older} {newer}</nav></main>"
                self.use(base if at == 1 else f"{base}page/{at}/", self.page("The Courier", content))
        for place, number in enumerate(numbers):
            near = zip(("prev", "next"), (place + 1, place - 1), strict=True)
            chain = "".join(
                f"<a rel='{rel}' href='{self.address(numbers[at])}'><span>&larr;</span> {title(numbers[at], 'en')}</a>"
                for rel, at in near
                if 0 <= at < len(numbers)
            )
            reply = f"<a href='{self.address(number)}?replytocom=3#respond'>Reply</a>"
            self.write(self.address(number), number, f"<nav>{chain}</nav>{self.menu}{reply}", "en")
        self.put("/about/", self.page("About", f"{self.menu}<h1>About</h1><div>{body(99, 'en')}</div>"))
        self.put("/author/jane/", self.page("Jane", f"{self.menu}{self.card(30)}{self.card(29)}"))

    @staticmethod
    def address(number: int) -> str:
        return f"/2024/06/{day(number)[-2:]}/something-happened-by-the-river-{number}/"

    def card(self, number: int) -> str:
        url = self.address(number)
        head = f"<h2>{link(url, title(number, 'en'))}</h2><a href='{url}'><time>{day(number)}</time></a>"
        by = "<a href='/author/jane/'>Jane Doe</a> <a href='/tag/river/'>river</a>"
        return (
            f"<article class='post'><header class='entry-header'>{head} {by}</header><div>{body(number, 'en')[:700]}"
            f"</div><a href='{url}#more'>Continue reading</a><a href='{url}#respond'>Leave a comment</a></article>"
        )


class DataStore(Served):
    """jcms: the entries of a list lie as XML in a script, with the address of the next group of them, a link without words."""

    def build(self) -> None:
        menu = "<div id='dh'><a href='/'>首页</a><a href='/col/col12/index.html'>区内要闻</a></div>"
        records = [f"<li>{link(self.address(n), title(n))}<span>{day(n)}</span></li>" for n in range(40, 0, -1)]
        following = "/module/dataproxy.jsp?page=1&columnid=12"
        self.use("/", self.page("滨海区", f"{menu}<ul>{''.join(records[:4])}</ul>"))
        store = self.store(records[:15], following)
        script = f"<script type='text/xml'>{store}</script>"
        self.use("/col/col12/index.html", self.page("区内要闻", f"{menu}<div></div>{script}"))
        self.use(following, f"<?xml version='1.0' encoding='utf-8'?>{self.store(records[15:])}", "text/xml")
        for number in range(1, 41):
            self.write(self.address(number), number, menu)

    @staticmethod
    def address(number: int) -> str:
        return f"/art/2024/6/{int(day(number)[-2:])}/art_12_{number + 7000}.html"

    @staticmethod
    def store(records: Sequence[str], following: str = "") -> str:
        more = f"<nextgroup><![CDATA[<a href='{following}'></a>]]></nextgroup>" if following else ""
        entries = "".join(f"<record><![CDATA[{record}]]></record>" for record in records)
        return f"<datastore>{more}<recordset>{entries}</recordset></datastore>"


class LoadMore(Served):
    """A button fetches JSON: by an address in its data, by one with a hole for the number, and markup inside JSON."""

    def build(self) -> None:
        kinds = {"bd": "?c=bd&page=2", "wh": "/{page}.json", "ty": "?c=ty&page=2"}
        menu = "".join(
            f"<a href='/{name}'>{text}</a>" for name, text in (("bd", "本地"), ("wh", "文化"), ("ty", "体育"))
        )
        menu = f"<div class='nav'>{menu}</div>"
        self.use("/", self.page("云报", f"{menu}<ul>{self.items(range(1, 4))}</ul>"))
        for place, (name, data) in enumerate(kinds.items()):
            pages = cut(range(place * 40 + 20, place * 40, -1), 6)
            button = (
                f"<button data-page='1' data-url='/api{data if '?' in data else '/wh' + data}'>加载更多</button>"
            )
            self.use(f"/{name}", self.page(name, f"{menu}<ul>{self.items(pages[0])}</ul>{button}"))
            for at, numbers in enumerate(pages[1:], 2):
                target = f"/api/wh/{at}.json" if name == "wh" else f"/api?c={name}&page={at}"
                self.use(target, json.dumps(self.answer(name, at, numbers, len(pages))), "application/json")
            for number in (number for numbers in pages for number in numbers):
                self.write(self.address(number), number, menu)

    def answer(self, name: str, at: int, numbers: Sequence[int], count: int) -> dict[str, object]:
        rows = [
            {"id": n, "title": title(n), "url": self.address(n), "publish_time": f"{day(n)} 10:30"}
            for n in numbers
        ]
        if name == "bd":
            return {"data": {"list": rows, "next_url": f"/api?c=bd&page={at + 1}" if at < count else None}}
        if name == "wh":
            return {"list": rows, "page": at, "totalPages": count}
        return {"html": self.items(numbers), "has_more": at < count}

    def items(self, numbers: Sequence[int]) -> str:
        return "".join(f"<li>{link(self.address(n), title(n))}<em>{day(n)}</em></li>" for n in numbers)

    @staticmethod
    def address(number: int) -> str:
        return f"/news/{day(number).replace('-', '')}/{number + 100}.html"


class SitemapOnly(Served):
    """A front page that scripts draw; an index of sitemaps, one of them gzipped."""

    def build(self) -> None:
        self.use("/", "<html><title>日报</title><script src='/main.js'></script><div id='root'></div></html>")
        entries = "".join(
            f"<url><loc>{self.address(n)}</loc><lastmod>{day(n)}</lastmod></url>" for n in range(1, 31)
        )
        pages = "<url><loc>/</loc></url><url><loc>/login</loc></url>"
        index = "<sitemap><loc>/maps/a.xml.gz</loc></sitemap><sitemap><loc>/maps/pages.xml</loc></sitemap>"
        self.use("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>", "text/xml")
        self.use("/maps/a.xml.gz", gzip.compress(f"<urlset>{entries}</urlset>".encode()), "application/x-gzip")
        self.use("/maps/pages.xml", f"<urlset>{pages}</urlset>", "text/xml")
        for number in range(1, 31):
            self.write(self.address(number), number)

    @staticmethod
    def address(number: int) -> str:
        return f"/story/{number * 7919:08x}a{number}"


class Functions(Served):
    """ASP of 2003 in frames: functions of the page open articles and turn pages; versions to print and for telephones."""

    charset = "gb18030"

    def build(self) -> None:
        self.use(
            "/", "<html><frameset cols='20%,*'><frame src='left.asp'><frame src='main.asp'></frameset></html>"
        )
        self.use("/left.asp", self.page("栏目", "<a href='..\\news\\list.asp?lm=3' target='main'>县内新闻</a>"))
        self.use("/main.asp", self.page("新闻", "".join(map(self.row, range(30, 26, -1)))))
        script = (
            "<script>function show(id){window.open('/news/show.asp?id='+id,'','width=700')}\n"
            "function turn(n)\n{ location.href = 'list.asp?lm=3&page=' + n; }</script>"
        )
        pages = cut(range(30, 0, -1), 7)
        for at, numbers in enumerate(pages, 1):
            turns = " ".join(
                f"<a href='javascript:turn({i})'>{i}</a>" for i in range(1, len(pages) + 1) if i != at
            )
            rows = f"<table>{''.join(map(self.row, numbers))}</table>{turns}"
            target = "/news/list.asp?lm=3" + (f"&page={at}" if at > 1 else "")
            self.use(target, self.page("县内新闻", script + rows))
        for number in range(1, 31):
            aside = (
                f"<a href='print.asp?id={number}'>打印版</a><a href='/wap/show.asp?id={number}'>手机版阅读</a>"
                f"<a href='/m.asp?id={number}'>{title(number)}</a>"
            )
            self.write(f"/news/show.asp?id={number}", number, aside if number % 9 else aside[:90])
            self.put(f"/m.asp?id={number}", self.there[f"/news/show.asp?id={number}"].body)
            self.useful.add(f"/m.asp?id={number}")  # nothing tells it from an article but its text

    @staticmethod
    def row(number: int) -> str:
        return f"<tr><td><a href='javascript:show({number})'>{title(number)}</a></td><td>{day(number)}</td></tr>"


class Paper(Served):
    """A paper by issue: the front page sends its visitors to that of the day, pages are pictures with areas."""

    def build(self) -> None:
        days = ("17", "18", "20", "21", "22")[: 3 + self.edition]
        newest = days[-1]
        self.use(
            "/", f"<html><meta http-equiv='refresh' content='0; url=html/2024-05/{newest}/node_2.htm'></html>"
        )
        for place, date in enumerate(days):
            for node in range(2, 5):
                self.node(days, place, node)
            for number in range(12):
                self.write(self.address(date, number), int(date) * 20 + number, "<a href='node_2.htm'>返回</a>")

    def node(self, days: Sequence[str], place: int, node: int) -> None:
        date = days[place]
        areas = "".join(
            f"<area coords='1,1,9,9' href='content_202405{date}_{n}.htm'>"
            for n in range((node - 2) * 4, node * 4 - 4)
        )
        near = [(place - 1, "上一期"), (place + 1, "下一期")]
        issues = "".join(link(f"../{days[at]}/node_2.htm", text) for at, text in near if 0 <= at < len(days))
        pages = "".join(link(f"node_{n}.htm", f"第0{n - 1}版") for n in range(2, 5))
        calendar = "".join(f"<td>{link(f'../{each}/node_2.htm', each)}</td>" for each in days)
        content = f"{issues}<img usemap='#m'><map name='m'>{areas}</map><div>{pages}</div><table><tr>{calendar}</tr></table>"
        self.use(f"/html/2024-05/{date}/node_{node}.htm", self.page("河报", content))

    @staticmethod
    def address(date: str, number: int) -> str:
        return f"/html/2024-05/{date}/content_202405{date}_{number}.htm"


class Endless(Served):
    """An honest list among a calendar, facets of facets, a list that never ends, and pages that are gone with 200."""

    menu = (
        "<div class='menu'><a href='/'>首页</a><a href='/news/'>新闻</a><a href='/calendar/2024/05/'>日历</a>"
        "<a href='/list?color=red'>筛选</a><a href='/member/center'>会员中心</a></div>"
    )

    def build(self) -> None:
        pages = cut(range(30, 0, -1), 8)
        for at, numbers in enumerate(pages, 1):
            items = "".join(
                f"<li>{link(self.address(n) + '?utm_source=list', title(n))} <span>{day(n)}</span></li>"
                for n in numbers
            )
            turns = f"<div>{link('/news/?page=' + str(at + 1), '下一页')}</div>"
            target = "/news/" + (f"?page={at}" if at > 1 else "")
            self.use(target, self.page("新闻", f"{self.menu}<ul>{items}</ul>{turns}"))
        self.use("/", self.page("河报", f"{self.menu}<ul>{''.join(self.item(n) for n in range(30, 24, -1))}</ul>"))
        for number in range(1, 31):
            self.write(self.address(number), number, self.menu)

    def get(self, target: str) -> Page | None:
        path, _, query = target.partition("?")
        if path in self.wanted:
            return self.there[path]
        known = super().get(target)
        if known is not None:
            return known
        if path == "/news/":
            return self.made("新闻", f"<div>{link('/news/?page=' + str(int(query[5:]) + 1), '下一页')}</div>")
        if path == "/list":
            facets = "".join(link(f"/list?{query}&f{len(query)}={word}", word) for word in ("大", "小", "red"))
            return self.made("筛选", facets + self.item(30) + self.item(29))
        if path.startswith("/calendar/"):
            return self.made(
                "日历",
                "".join(link(f"{path}{n}/", str(n)) for n in range(1, 29)) + link("/calendar/2024/06/", "下一页"),
            )
        return self.made("页面不存在", "<h1>您访问的页面不存在</h1>") if path.startswith("/news/") else None

    def made(self, heading: str, content: str) -> Page:
        return Page(body=self.page(heading, self.menu + content).encode())

    def item(self, number: int) -> str:
        return f"<li>{link(self.address(number), title(number))}</li>"

    @staticmethod
    def address(number: int) -> str:
        return f"/news/show-{number + 300}.html"


SITES = (Blog, DataStore, LoadMore, SitemapOnly, Functions, Paper, Endless)
