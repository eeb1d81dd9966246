"""Sites whose addresses are not in their lists, or stand there twice. All texts are our own."""

from __future__ import annotations

import json

from crawler.demo.model import Page
from tests.sites.cms import day, link, title
from tests.sites.served import Served, cut


class Sections(Served):
    """Every other article stands in two sections, under the same file name; nothing in the page says so."""

    twins: frozenset[str] = frozenset()
    sections = (("yw", "要闻"), ("ms", "民生"))

    def build(self) -> None:
        menu = "".join(link(f"/{code}/", name) for code, name in self.sections)
        self.use("/", self.page("山阳网", f"<nav>{menu}</nav>"))
        numbers = range(1040, 1000, -1)
        for code, name in self.sections:
            shown = [n for n in numbers if code == "yw" or n % 2]
            pages = cut(shown, 10)
            for at, entries in enumerate(pages):
                rows = "".join(f"<li>{link(f'/{code}/{n}.html', title(n))} {day(n)}</li>" for n in entries)
                turn = link(f"/{code}/index_{at + 1}.html", "下一页") if at + 1 < len(pages) else ""
                target = f"/{code}/index_{at}.html" if at else f"/{code}/"
                self.use(target, self.page(name, f"<nav>{menu}</nav><ul>{rows}</ul>{turn}"))
            for number in shown:
                self.write(f"/{code}/{number}.html", number, f"<nav>{menu}</nav>")
        self.twins = frozenset(each for each in self.wanted if each.startswith("/ms/"))
        self.wanted -= self.twins


class Numbers(Sections):
    """Lists lead to `/yw/show-12-1040.html`, the front page and recommendations to `/content.php?aid=1040`."""

    again = 4  # what it takes to prove it

    def build(self) -> None:
        numbers = range(1040, 1000, -1)
        pages = cut(numbers, 10)
        for at, entries in enumerate(pages):
            rows = "".join(f"<li>{link(f'/yw/show-12-{n}.html', title(n))} {day(n)}</li>" for n in entries)
            turn = link(f"/yw/index_{at + 1}.html", "下一页") if at + 1 < len(pages) else ""
            self.use(f"/yw/index_{at}.html" if at else "/yw/", self.page("要闻", f"<ul>{rows}</ul>{turn}"))
        for number in numbers:
            other = number - 1 if number > 1001 else 1040
            around = f"<h3>相关阅读</h3>{link(f'/content.php?aid={other}', title(other))}"
            for target in (f"/yw/show-12-{number}.html", f"/content.php?aid={number}"):
                self.write(target, number, around)
        self.twins = frozenset(each for each in self.wanted if "?" in each)
        self.wanted -= self.twins
        rows = "".join(f"<li>{link(f'/content.php?aid={n}', title(n))}</li>" for n in pages[0])
        self.use("/", self.page("山阳网", f"<nav>{link('/yw/', '要闻')}</nav><ul>{rows}</ul>"))

    def plain(self, target: str) -> str:
        return target.replace("/content.php?aid=", "/yw/show-12-") + ".html" * ("aid=" in target)


class Ids(Served):
    """Lists are JSON with ids; the page's script says how it makes addresses, of films first, which the entries are not."""

    script = """
        function film(v) { return '<a href="/film/' + v.id + '.html">' + v.title + '</a>'; }
        $.each(list, function (i, v) { html += '<li><a href="/detail/' + v.id + '.html">' + v.title + '</a></li>'; });"""

    def build(self) -> None:
        feed = "<ul id='list' data-url='/api/list.json?page=1'></ul>"
        self.use("/", self.page("水乡融媒", f"{feed}<script>{self.script}</script>"))
        self.useful.add("/film/3000.html")  # tried, and not there
        numbers = range(3029, 2999, -1)
        pages = cut(numbers, 10)
        for at, shown in enumerate(pages, 1):
            rows = [{"id": n, "title": title(n), "time": day(n)} for n in shown]
            data = json.dumps({"list": rows, "page": at, "pages": len(pages)})
            self.use(f"/api/list.json?page={at}", data, "application/json")
        for number in numbers:
            self.write(f"/detail/{number}.html", number)


class Learned(Served):
    """The script that makes the addresses lies elsewhere; a few links of the front page are of the same making."""

    def build(self) -> None:
        numbers = range(4029, 3999, -1)
        rows = "".join(f"<li>{link(self.address(n), title(n))} {day(n)}</li>" for n in numbers[:4])
        more = "<div data-url='/api/feed?page=1'>加载更多</div>"
        self.use("/", self.page("平原发布", f"<ul>{rows}</ul>{more}<script src='/app.js'></script>"))
        for at, shown in enumerate(cut(numbers, 10), 1):
            items = [{"id": str(n), "title": title(n), "createTime": day(n)} for n in shown]
            self.use(f"/api/feed?page={at}", json.dumps({"items": items, "hasMore": at < 3}), "application/json")
        for number in numbers:
            self.write(self.address(number), number)

    @staticmethod
    def address(number: int) -> str:
        return f"/p/{number}/info.html"


class State(Served):
    """The front page is drawn from the state of a function; a section turns by tokens that its data names."""

    def build(self) -> None:
        numbers = range(5039, 4999, -1)
        entries = ",".join(
            f"{{title:{json.dumps(title(n))},url:{self.path(n)},date:'{day(n)}',hot:a}}" for n in numbers[:10]
        )
        state = f"window.__NUXT__=(function(a,b){{return {{data:[{{list:[{entries}],more:b}}]}}}}(false,null));"
        feed = "<ul data-api='/api/stories?limit=10&amp;cursor=t1'></ul>"
        self.use("/", self.page("云台融媒", f"<div id='app'></div>{feed}<script>{state}</script>"))
        pages = cut(numbers[10:], 10)
        for at, shown in enumerate(pages, 1):
            rows = [{"title": title(n), "url": f"/article/{n}", "date": day(n)} for n in shown]
            data = {"data": rows, "meta": {"next_cursor": f"t{at + 1}" if at < len(pages) else None}}
            self.use(f"/api/stories?limit=10&cursor=t{at}", json.dumps(data), "application/json")
        for number in numbers:
            self.write(f"/article/{number}", number)

    @staticmethod
    def path(number: int) -> str:
        return json.dumps(f"/article/{number}").replace("/", "\\u002F")


class Fragments(Served):
    """`#!` in the place of addresses, which the server answers as the AJAX crawling scheme says."""

    def build(self) -> None:
        numbers = range(7029, 6999, -1)
        self.use("/", self.page("沙洲网", link("/news/", "新闻") + link("/news/#!/about", "关于")))
        pages = cut(numbers, 10)
        for at, shown in enumerate(pages):
            rows = "".join(f"<li>{link(f'/news/#!/read/{n}', title(n))} {day(n)}</li>" for n in shown)
            turn = link(f"/news/index_{at + 1}.html", "下一页") if at + 1 < len(pages) else ""
            self.use(f"/news/index_{at}.html" if at else "/news/", self.page("新闻", f"<ul>{rows}</ul>{turn}"))
        for number in numbers:
            self.write(f"/news/?_escaped_fragment_=/read/{number}", number)


class DeafToFragments(Served):
    """Lists lead to articles, and by `#!` to what a script shows of them; the server knows of no such parameter."""

    def build(self) -> None:
        numbers = range(7129, 7099, -1)
        rows = "".join(
            f"<li>{link(f'/a/{n}.html', title(n))} {link(f'/#!/quick/{n}', f'{title(n)}快速浏览')}</li>"
            for n in numbers
        )
        self.use("/", self.page("快览网", f"<ul>{rows}</ul>"))
        for number in numbers:
            self.write(f"/a/{number}.html", number)

    def get(self, target: str) -> Page | None:
        return super().get("/" if target.startswith("/?_escaped") else target)


SITES = (Numbers, Ids, Learned, State, Fragments, DeafToFragments)
