"""Sites that lead to one article in many ways: sections of sections by query, named parameters, months by name, calendars
of events, parameters by chance. All texts are our own.
"""

from __future__ import annotations

import re
from itertools import count
from urllib.parse import parse_qsl, quote

from tests.sites.cms import link, title
from tests.sites.roundabout import Answering
from tests.sites.served import Served, cut


class Columns(Served):
    """`otype.asp?owen1=…` shows what the front page shows; all else is in its columns, `&owen2=…`; GBK. The list of all
    turns by `Next 10`.
    """

    charset = "gbk"

    def build(self) -> None:
        menu = "".join(link(self.at(name), name) for name in ("学校新闻", "教学科研"))
        first = ""
        for place, name in enumerate(("学校新闻", "教学科研")):
            columns = {f"{name[:2]}动态": range(8400 + 100 * place, 8412 + 100 * place)}
            columns[f"{name[:2]}图片"] = range(8450 + 100 * place, 8462 + 100 * place)
            newest = self.items([n for numbers in columns.values() for n in numbers[:3]])
            names = "".join(link(self.at(name, column), column) for column in columns)
            self.use(self.at(name), self.page("中学", menu + names + newest))
            first += newest
            for column, numbers in columns.items():
                for at, shown in enumerate(cut(numbers, 6), 1):
                    target = self.at(name, column) + (f"&start={at * 6 - 5}" if at > 1 else "")
                    on = link(f"{self.at(name, column)}&start=7", "Next 6") if at == 1 else ""
                    self.use(target, self.page("中学", f"{menu}{self.items(list(shown))}{on}"))
                for number in numbers:
                    self.write(f"/shownews.asp?newsid={number}", number, menu)
        self.use("/", self.page("中学", menu + first))

    def at(self, *names: str) -> str:
        pairs = (f"owen{place}={quote(name.encode('gbk'))}" for place, name in enumerate(names, 1))
        return f"/otype.asp?{'&'.join(pairs)}"

    def items(self, numbers: list[int]) -> str:
        return (
            "<ul>" + "".join(f"<li>{link(f'/shownews.asp?newsid={n}', title(n))}</li>" for n in numbers) + "</ul>"
        )


class Named(Answering):
    """Parameters with names in the path, `/articles/index/sort:title/direction:asc/page:2`, in any combination."""

    numbers = range(8660, 8600, -1)

    def build(self) -> None:
        self.wanted = {self.at(n) for n in self.numbers}
        self.useful |= {"/articles", *(f"/articles/index/page:{at}" for at in range(2, 9))}

    def at(self, number: int) -> str:
        return f"/articles/view/{number}/news-of-the-day-{number}"

    def answer(self, target: str) -> str | None:
        menu = link("/articles", "新闻")
        if target == "/":
            return self.page("山阳网", menu + self.rows({self.at(n): n for n in self.numbers[:6]}))
        if target in self.wanted:
            return self.article(int(target[-4:]), menu)
        found = re.fullmatch(r"/articles(?:/index((?:/\w+:\w+)*))?", target)
        if found is None:
            return None
        asked = dict(each.split(":") for each in (found[1] or "").split("/") if each)
        at, size = int(asked.get("page", 1)), int(asked.get("limit", 8))
        shown = sorted(self.numbers, reverse=asked.get("direction") != "asc")

        def other(**more: str) -> str:
            return "/articles/index" + "".join(f"/{name}:{value}" for name, value in {**asked, **more}.items())

        last = -(-len(self.numbers) // size)
        turns = "".join(link(other(page=str(i)), str(i)) for i in range(2, last + 1) if i != at)
        orders = "".join(link(other(sort=name, direction="asc"), name.title()) for name in ("title", "created"))
        sizes = "".join(link(other(limit=str(each)), str(each)) for each in (20, 50))
        entries = self.rows({self.at(n): n for n in shown[(at - 1) * size : at * size]})
        return self.page("新闻", f"{menu}<p>{orders}</p>{entries}<div class='paging'>{turns}</div><p>{sizes}</p>")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun")
_NAMES = ("January", "February", "March", "April", "May", "June")


class MonthNames(Answering):
    """`/news/2024/may/20/headline/`: pages of months and of days repeat the list; a calendar of events has no end."""

    numbers = range(8760, 8700, -1)

    def build(self) -> None:
        self.wanted = {self.at(n) for n in self.numbers}
        self.useful |= {"/news/", *(f"/news/?page={at}" for at in range(2, 9))}

    def at(self, number: int) -> str:
        return f"{self.day_of(number)}river-path-opens-again-{number}/"

    def day_of(self, number: int) -> str:
        return f"/news/2024/{_MONTHS[(number - 1) // 10 % 6]}/{number % 10 * 2 + 2:02}/"

    def answer(self, target: str) -> str | None:
        months = "".join(
            link(f"/news/2024/{month}/", f"{name} 2024") for month, name in zip(_MONTHS, _NAMES, strict=True)
        )
        menu = link("/news/", "News") + link("/events/2024-06/", "Events") + months
        if target == "/":
            return self.page("Post", menu + self.rows({self.at(n): n for n in self.numbers[:5]}))
        if target in self.wanted:
            number = int(target.rstrip("/")[-4:])
            month, place = target.split("/")[3:5]
            return self.article(
                number, menu + link(self.day_of(number), f"2024-{_MONTHS.index(month) + 1:02}-{place}")
            )
        if found := re.fullmatch(r"/news/(?:\?page=(\d+))?", target):
            at = int(found[1] or 1)
            shown = self.numbers[(at - 1) * 8 : at * 8]
            turn = link(f"/news/?page={at + 1}", "next") if at < 8 else ""
            return self.page("News", menu + self.rows({self.at(n): n for n in shown}) + f"<p>{turn}</p>")
        if re.fullmatch(r"/news/2024/[a-z]{3}/(\d\d/)?", target):
            return self.page(
                "News", menu + self.rows({self.at(n): n for n in self.numbers if target in self.at(n)})
            )
        if found := re.fullmatch(r"/events/(\d{4})-(\d\d)/", target):
            month = int(found[1]) * 12 + int(found[2]) - 1
            ways = (f"/events/{other // 12}-{other % 12 + 1:02}/" for other in (month - 1, month + 1))
            return self.page("Events", menu + "".join(map(link, ways, ("« Month before", "Month after »"))))
        return None


class Chance(Answering):
    """Every link ends in another number by chance, and counts its readers: no address comes twice."""

    numbers = range(8840, 8800, -1)

    def build(self) -> None:
        self.chances = count(1)
        self.wanted = {f"/view.jsp?id={n}" for n in self.numbers}
        self.useful |= {"/index.jsp", *(f"/list.jsp?cid={cid}" for cid in (1, 2))}

    def plain(self, target: str) -> str:
        pairs = parse_qsl(target.partition("?")[2])
        kept = [f"{name}={value}" for name, value in pairs if name not in ("r", "hits")]
        return target.partition("?")[0] + ("?" if kept else "") + "&".join(kept)

    def answer(self, target: str) -> str | None:
        target = self.plain(target)
        menu = link("/index.jsp?", "首页") + link("/list.jsp?cid=1&", "本地") + link("/list.jsp?cid=2&", "文化")
        if target in ("/", "/index.jsp"):
            text = self.page("平原网", menu + self.some(self.numbers[:8]))
        elif target.startswith("/list.jsp?cid="):
            text = self.page("栏目", menu + self.some(self.numbers[int(target[-1]) - 1 :: 2]))
        elif target in self.wanted:
            text = self.article(int(target[-4:]), menu)
        else:
            return None
        return re.sub(r"(jsp\?[^']*)'", lambda found: f"{found[1]}r={self.chance()}'", text)

    def some(self, numbers: range) -> str:
        return self.rows({f"/view.jsp?id={n}&hits={next(self.chances)}&": n for n in numbers})

    def chance(self) -> str:
        return f"0.{next(self.chances) * 7919 % 1_000_000:06}"


class NewsDays(Answering):
    """The front page leads to the days of this month; the months before stand at `/calendar/2024-05.html` alone."""

    numbers = range(8901, 8937)

    def build(self) -> None:
        self.days = {n: f"2024-0{4 + (n - 8901) // 12}-{(n - 8901) % 12 // 2 * 3 + 2:02}" for n in self.numbers}
        self.wanted = {f"/info/{n}.htm" for n in self.numbers}
        self.useful |= set(map(self.at, self.days.values()))
        self.useful |= {f"/calendar/2024-0{month}.html" for month in (4, 5, 6)}

    def answer(self, target: str) -> str | None:
        if target == "/":
            return self.page("山城网", self.shown("2024-06-17") + self.month("2024-06"))
        if target in self.wanted:
            return self.article(int(target[6:10]), link("/", "首页"))
        if found := re.fullmatch(r"/day/(\d{4})(\d\d)(\d\d)\.html", target):
            day = "-".join(found.groups())
            return self.page(day, self.shown(day) + self.month(day[:7])) if day in self.days.values() else None
        if found := re.fullmatch(r"/calendar/(2024-0[456])\.html", target):
            return self.page(found[1], self.month(found[1]))
        return None

    def at(self, day: str) -> str:
        return f"/day/{day.replace('-', '')}.html"

    def shown(self, day: str) -> str:
        return self.rows({f"/info/{n}.htm": n for n in self.numbers if self.days[n] == day})

    def month(self, month: str) -> str:
        days = sorted({each for each in self.days.values() if each.startswith(month)})
        before = f"/calendar/2024-0{int(month[-1]) - 1}.html"
        back = link(before, "上个月") if before in self.useful else "上个月"
        cells = "".join(f"<td>{link(self.at(each), each[-2:])}</td>" for each in days)
        return f"<table class=calendar><caption>{back} {month}</caption><tr>{cells}</tr></table>"


SITES = (Columns, Named, MonthNames, Chance, NewsDays)
