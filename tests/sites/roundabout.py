"""Sites that show one thing in many ways: sessions in addresses, filters, paths in circles, calendars without an end,
sitemaps of what is gone, articles with several addresses. All texts are our own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from itertools import count
from urllib.parse import parse_qsl

from crawler.demo.model import Page
from tests.sites.cms import body, day, link, title
from tests.sites.served import Served, cut

Numbers = Iterable[int]


class Answering(Served):
    """A site whose pages are written when they are asked for; `None` from `answer` is a page that is not there."""

    def get(self, target: str) -> Page | None:
        text = self.answer(target)
        if text is None:
            return super().get(target)
        return Page(body=text.encode(), headers=(("Content-Type", "text/html"),))

    def answer(self, target: str) -> str | None:
        raise NotImplementedError

    def rows(self, targets: dict[str, int]) -> str:
        entries = "".join(f"<li>{link(target, title(n))} {day(n)}</li>" for target, n in targets.items())
        return f"<ul>{entries}</ul>"

    def article(self, number: int, around: str = "", head: str = "") -> str:
        content = (
            f"<h1>{title(number)}</h1><p>{day(number)} 10:30 来源：河报</p><div>{body(number, 'zh')}</div>{around}"
        )
        return self.page(title(number), content, head)


class Sessions(Answering):
    """Every link of every answer carries another token, in a parameter that no other site has."""

    numbers = range(6040, 6000, -1)

    def build(self) -> None:
        self.tokens = count()
        self.wanted = {f"/article.php?aid={n}" for n in self.numbers}
        self.useful |= {"/index.php", *(f"/list.php?cat={cat}" for cat in (1, 2))}

    def plain(self, target: str) -> str:
        return re.sub(r"uq=[0-9a-f]+&?", "", target).rstrip("?")

    def answer(self, target: str) -> str | None:
        token = md5(str(next(self.tokens)).encode(), usedforsecurity=False).hexdigest()
        target = self.plain(target)
        if target in ("/", "/index.php"):
            text = self.page(
                "渡口新闻", self.rows({f"/article.php?aid={n}": n for n in self.numbers[:8]}) + self.menu
            )
        elif target.startswith("/list.php?cat="):
            own = [n for n in self.numbers if n % 2 == int(target[-1]) - 1]
            text = self.page("栏目", self.menu + self.rows({f"/article.php?aid={n}": n for n in own}))
        elif target in self.wanted:
            text = self.article(int(target[-4:]), self.menu)
        else:
            return None
        return re.sub(r"href=(['\"])([^'\"?]+)(\??)", rf"href=\1\2?uq={token}&\3", text).replace("&?", "&")

    menu = f"<div>{link('/index.php', '首页')}{link('/list.php?cat=1', '本地')}{link('/list.php?cat=2', '文化')}</div>"


class Filters(Answering):
    """A list that can be filtered by folders and parameters, in any combination; a few links to it are its pages."""

    numbers = range(6160, 6100, -1)

    def build(self) -> None:
        self.wanted = {f"/news/{n}.html" for n in self.numbers}
        self.useful |= {"/news/", *(f"/news/page-{at}/" for at in range(2, 7))}

    def answer(self, target: str) -> str | None:
        if target == "/":
            return self.page("平原网", link("/news/", "新闻") + self.rows(self.named(self.numbers[:8])))
        if target in self.wanted:
            return self.article(int(target[6:10]), link("/news/", "新闻"))
        path, _, query = target.partition("?")
        if not re.fullmatch(r"/news/((year|type|page)-\d+/)*", path):
            return None
        asked = dict(re.findall(r"(year|type|page)-(\d+)", path)) | dict(parse_qsl(query))
        shown = [n for n in self.numbers if self.fits(n, asked)]
        at = int(asked.get("page", 1))
        base = re.sub(r"page-\d+/", "", path)
        ways = [f"{base}year-{y}/" for y in (2022, 2023)] if "year" not in asked else []
        ways += [f"{base}type-{t}/" for t in (1, 2)] if "type" not in asked else []
        ways += [f"{base}?place={p}" for p in range(5)]
        pages = cut(shown, 10)
        turns = "".join(
            link(f"{base}page-{i}/" if i > 1 else base, str(i)) for i in range(1, len(pages) + 1) if i != at
        )
        filters = "".join(link(way, f"筛选{i}") for i, way in enumerate(ways))
        entries = self.rows(self.named(pages[at - 1] if at <= len(pages) else ()))
        return self.page("新闻", f"<div>{filters}</div>{entries}<div class='pages'>{turns}</div>")

    def named(self, numbers: Numbers) -> dict[str, int]:
        return {f"/news/{n}.html": n for n in numbers}

    def fits(self, number: int, asked: dict[str, str]) -> bool:
        by = {"year": 2022 + number % 2, "type": 1 + number % 2, "place": number % 5}
        return all(str(by[name]) == value for name, value in asked.items() if name in by)


class Circles(Answering):
    """A menu of relative links on every page: from a section they lead to the section again, below itself."""

    numbers = range(6240, 6200, -1)
    menu = "<div id='top'><a href='/'>首页</a> <a href='news/'>新闻</a> <a href='news/local/'>本地</a> <a href='news/world/'>国际</a></div>"

    def build(self) -> None:
        self.wanted = {f"/story/{n}.html" for n in self.numbers}
        self.useful |= {"/news/", "/news/local/", "/news/world/"}

    def answer(self, target: str) -> str | None:
        if target in self.wanted:
            return self.article(int(target[7:11]), self.menu)
        if not re.fullmatch(r"/((news|local|world)/)*", target):
            return None
        last = target.rstrip("/").rpartition("/")[2]
        shown = {"local": self.numbers[:20], "world": self.numbers[20:]}.get(last, self.numbers[:8])
        return self.page("山谷报", self.menu + self.rows({f"/story/{n}.html": n for n in shown}))


class EveryDay(Answering):
    """News of the last twelve weeks, thirteen days of fourteen, by a calendar that links the days of all months since 1990."""

    def build(self) -> None:
        today, numbers = datetime.now(UTC).date(), iter(range(6900, 6000, -1))
        self.days = {
            today - timedelta(days=back): [next(numbers) for _ in range(4)] for back in range(84) if back % 14 < 13
        }
        self.wanted = {self.address(d, n) for d, shown in self.days.items() for n in shown}
        self.useful |= {f"/day.php?d={d}" for d in self.days}

    @staticmethod
    def address(day: date, number: int) -> str:
        return f"/xw/{day:%Y%m%d}{number}.html"

    def answer(self, target: str) -> str | None:
        latest = max(self.days)
        if target == "/":
            return self.page("晚报", link(f"/day.php?d={latest}", "今日新闻"))
        if target in self.wanted:
            return self.article(int(target[12:16])).replace(
                day(int(target[12:16])), f"{target[4:8]}-{target[8:10]}-{target[10:12]}"
            )
        if not target.startswith("/day.php?d="):
            return None
        own = date.fromisoformat(target[11:])
        first = own.replace(day=1)
        days = [each for n in range(31) if (each := first + timedelta(days=n)).month == own.month]
        months = [date(y, m, 1) for y in range(1990, own.year + 1) for m in range(1, 13)]
        cells = "".join(link(f"/day.php?d={each}", str(each.day)) for each in days)
        options = "".join(f"<option value='/day.php?d={each}'>{each:%Y年%m月}</option>" for each in months)
        turns = link(f"/day.php?d={own - timedelta(days=1)}", "昨天") + link(
            f"/day.php?d={own + timedelta(days=1)}", "明天"
        )
        entries = self.rows({self.address(own, n): n for n in self.days.get(own, ())}) or "<p>暂无新闻</p>"
        return self.page(f"{own} 晚报", f"<select onchange='go(this)'>{options}</select>{cells}{turns}{entries}")


class DeadMap(Served):
    """A sitemap that names two hundred pages of an earlier system, all gone, beside a list that is whole."""

    def build(self) -> None:
        numbers = range(6600, 6500, -1)
        gone = "".join(f"<url><loc>/show.aspx?id={n}</loc></url>" for n in range(1, 201))
        there = "".join(f"<url><loc>/a/{n}.html</loc></url>" for n in numbers)
        rows = "".join(f"<li>{link(f'/a/{n}.html', title(n))} {day(n)}</li>" for n in numbers[:30])
        self.use("/", self.page("东岭网", f"<ul>{rows}</ul>", "<link rel='sitemap' href='/sitemap.xml'>"))
        self.use("/sitemap.xml", f"<urlset>{gone}{there}</urlset>", "text/xml")
        for number in numbers:
            self.write(f"/a/{number}.html", number)


class Tags(Served):
    """Forty tags on every page, which show what the list shows, and a link that no reader sees, into pages without end."""

    def build(self) -> None:
        numbers = range(6900, 6800, -1)
        cloud = "".join(link(f"/topic/{n}.html", f"话题{n}") for n in range(40))
        cloud += "<div style='display:none'><a href='/deep/1.html'>更多精彩新闻内容都在这里</a></div>"
        pages = [[*each] for each in cut(numbers, 20)]
        for at, shown in enumerate(pages, 1):
            turn = link(f"/list_{at + 1}.html", "下一页") if at < len(pages) else ""
            target = "/" if at == 1 else f"/list_{at}.html"
            self.use(target, self.page("话题报", f"<ul>{self.rows(shown)}</ul>{turn}{cloud}"))
        for n in range(40):
            chosen = random.Random(n).sample(numbers, 5)
            self.put(f"/topic/{n}.html", self.page(f"话题{n}", f"<ul>{self.rows(chosen)}</ul>{cloud}"))
        for number in numbers:
            self.write(f"/a/{number}.html", number, cloud)

    def rows(self, numbers: Iterable[int]) -> str:
        return "".join(f"<li>{link(f'/a/{n}.html', title(n))} {day(n)}</li>" for n in numbers)

    def get(self, target: str) -> Page | None:
        if target.startswith("/deep/"):
            number = int(target[6:-5])
            ahead = "".join(link(f"/deep/{n}.html", title(n)) for n in range(3 * number, 3 * number + 3))
            return Page(body=self.page(title(number), f"<div>{body(number, 'zh')}</div>{ahead}").encode())
        return super().get(target)


class BehindTheEnd(Answering):
    """下一页 never ends: behind the last page it is shown again."""

    numbers = range(6760, 6700, -1)

    def build(self) -> None:
        self.wanted = {f"/a/{n}.html" for n in self.numbers}
        self.useful |= {f"/?page={n}" for n in range(2, 7)}

    def answer(self, target: str) -> str | None:
        if target in self.wanted:
            return self.article(int(target[3:7]))
        if not re.fullmatch(r"/(\?page=\d+)?", target):
            return None
        number = int(target[7:] or 1)
        shown = cut(self.numbers, 10)[min(number, 6) - 1]
        rows = self.rows({f"/a/{n}.html": n for n in shown})
        return self.page("末页报", rows + link(f"/?page={number + 1}", "下一页"))


SITES = (Filters, Circles, EveryDay, DeadMap, Tags, BehindTheEnd)
