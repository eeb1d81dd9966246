"""Sites of programs that put into every address how the reader came there: the page of the list, its order, a way back;
lists that are offered by month or week alone, lists that never end. All texts are our own.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from urllib.parse import parse_qsl, quote

from tests.sites.cms import day, link, title
from tests.sites.roundabout import Answering
from tests.sites.served import Served, cut

Numbers = Iterable[int]


class Board(Answering):
    """view.do?nttId=12&menuId=3&pageIndex=2&searchCnd=: an article has as many addresses as there are lists to come from."""

    numbers = range(6360, 6270, -1)
    menus = (101, 102)
    again = 8

    def build(self) -> None:
        self.wanted = {self.at(n) for n in self.numbers}
        lists = {f"/list.do?menuId={menu}" for menu in self.menus}
        self.useful |= lists | {f"{one}&pageIndex={page}" for one in lists for page in range(2, 6)}

    def at(self, number: int) -> str:
        return f"/view.do?nttId={number}&menuId={self.menus[number % 2]}"

    def plain(self, target: str) -> str:
        """Give the address without what says where its link stood."""
        path, _, query = target.partition("?")
        kept = [each for each in query.split("&") if not each.startswith(("searchCnd=", "pageIndex=1", "order="))]
        if path == "/view.do":
            kept = [each for each in kept if not each.startswith("pageIndex=")]
        return f"{path}?{'&'.join(kept)}" if kept else path

    def answer(self, target: str) -> str | None:
        path, _, query = target.partition("?")
        asked = dict(parse_qsl(query, keep_blank_values=True))
        page = int(asked.get("pageIndex") or 1)
        if path == "/":
            newest = self.rows({self.at(n): n for n in self.numbers[:6]})
            return self.page("Board", self.menu + newest)
        own = [n for n in self.numbers if self.menus[n % 2] == int(asked.get("menuId") or 0)]
        if path == "/list.do" and own:
            pages = cut(own, 10)
            rows = self.rows({f"{self.at(n)}&pageIndex={page}&searchCnd=": n for n in pages[page - 1]})
            turns = "".join(
                link(f"/list.do?menuId={asked['menuId']}&pageIndex={i}", str(i))
                for i in range(1, len(pages) + 1)
                if i != page
            )
            return self.page("List", f"{self.menu}{rows}<div class=paging>{turns}</div>")
        number = int(asked.get("nttId") or 0)
        return self.article(number, self.menu + self.near(own, number, page)) if number in own else None

    @property
    def menu(self) -> str:
        return (
            "<ul id=gnb>"
            + "".join(f"<li>{link(f'/list.do?menuId={m}', '要闻')}</li>" for m in self.menus)
            + "</ul>"
        )

    def near(self, own: list[int], number: int, page: int) -> str:
        place = own.index(number)
        found = [
            f"<li>{word}: {link(f'{self.at(own[at])}&pageIndex={page}&searchCnd=&order=hits', title(own[at]))}</li>"
            for word, at in (("上一篇", place + 1), ("下一篇", place - 1))
            if 0 <= at < len(own)
        ]
        return "".join(found)


class Returning(Answering):
    """Entries of a list carry its own address to go back to; the articles name themselves without it."""

    numbers = range(6440, 6400, -1)
    again = 4

    def build(self) -> None:
        self.wanted = {self.at(n) for n in self.numbers}
        self.useful |= {"/guest/news", *(f"/guest/news?cur={page}" for page in range(2, 5))}

    def at(self, number: int) -> str:
        return f"/guest/news/-/content/{number}"

    def plain(self, target: str) -> str:
        return target.partition("?redirect=")[0]

    def answer(self, target: str) -> str | None:
        path, _, query = target.partition("?")
        if path == "/":
            return self.page(
                "Paper", link("/guest/news", "新闻") + self.rows({self.at(n): n for n in self.numbers[:4]})
            )
        if path in self.wanted:
            named = f"<link rel=canonical href='{self.base}{path}'>"
            return self.article(int(path[-4:]), link("/guest/news", "新闻"), named)
        if path != "/guest/news":
            return None
        page = int(dict(parse_qsl(query)).get("cur", 1))
        shown = cut(self.numbers, 10)[page - 1]
        back = quote(target, safe="")
        entries = "".join(f"<h3>{link(f'{self.at(n)}?redirect={back}', title(n))}</h3>{day(n)}" for n in shown)
        on = link(f"/guest/news?cur={page + 1}", "下一页") if page < 4 else ""
        return self.page("新闻", f"<div>{entries}</div>{on}")


class Months(Answering):
    """The front page shows the newest; a select box of months is all that leads to the others, a calendar without an end
    beside it to the same ones.
    """

    numbers = range(1, 49)

    def build(self) -> None:
        self.months = [f"{2023 + at // 12}{at % 12 + 1:02}" for at in range(24)]
        self.wanted = {f"/cgi-bin/show.cgi?no={n}" for n in self.numbers}
        self.useful |= {f"/cgi-bin/archive.cgi?ym={month}" for month in self.months}

    def answer(self, target: str) -> str | None:
        path, _, query = target.partition("?")
        asked = dict(parse_qsl(query))
        options = "".join(
            f"<option value='/cgi-bin/archive.cgi?ym={month}'>{month[4:]}/{month[:4]}</option>"
            for month in reversed(self.months)
        )
        menu = f"<form><select onchange='location.href=this.value'><option>…</option>{options}</select></form>"
        if path == "/":
            return self.page("Courier", menu + self.listed(48, 47, 46, 45, 44))
        if target in self.wanted:
            return self.article(int(asked["no"]), link("/", "首页"))
        if path == "/cgi-bin/archive.cgi" and asked.get("ym") in self.months:
            first = 2 * self.months.index(asked["ym"]) + 1
            return self.page("Archive", menu + self.listed(first + 1, first))
        return None

    def listed(self, *numbers: int) -> str:
        return self.rows({f"/cgi-bin/show.cgi?no={n}": n for n in numbers})


class Weeks(Served):
    """A weekly whose archive leads from years to numbers of weeks; nothing else leads to old issues."""

    def build(self) -> None:
        menu = link("/", "Hem") + link("/arkiv/", "Arkiv")
        years = {year: range(22, 12, -2) for year in (2024, 2023)}
        number = 0
        for year, weeks in years.items():
            for week in weeks:
                issue = range(number + 1, number + 5)
                number += 4
                rows = "".join(f"<li>{link(f'/artikel/{n}-i-veckan', title(n, 'en'))}</li>" for n in issue)
                self.use(f"/arkiv/{year}/v{week}/", self.page(f"Vecka {week}", f"{menu}<ul>{rows}</ul>"))
                for each in issue:
                    self.write(f"/artikel/{each}-i-veckan", each, menu, "en")
            numbers = "".join(f"<li>{link(f'/arkiv/{year}/v{week}/', f'v {week}')}</li>" for week in weeks)
            self.use(f"/arkiv/{year}/", self.page(f"{year}", f"{menu}<ul>{numbers}</ul>"))
        self.use("/arkiv/", self.page("Arkiv", menu + "".join(link(f"/arkiv/{y}/", str(y)) for y in years)))
        newest = "".join(f"<li>{link(f'/artikel/{n}-i-veckan', title(n, 'en'))}</li>" for n in range(1, 5))
        self.use("/", self.page("Kustbladet", f"{menu}<ul>{newest}</ul>"))


class LastAgain(Answering):
    """A list by offset whose last page comes back for ever, with another advertisement each time."""

    numbers = range(6580, 6500, -1)

    def build(self) -> None:
        self.offers = count()
        self.wanted = {f"/news/{n}.html" for n in self.numbers}
        self.useful |= {"/latest", *(f"/latest?start={at}" for at in range(10, 80, 10))}

    def answer(self, target: str) -> str | None:
        path, _, query = target.partition("?")
        if path == "/":
            return self.page("Paper", link("/latest", "最新") + self.listed(self.numbers[:8]))
        if path in self.wanted:
            return self.article(int(path[6:10]), link("/latest", "最新"))
        if path != "/latest":
            return None
        start = int(dict(parse_qsl(query)).get("start", 0))
        offer = link(f"/offer/{next(self.offers)}/for-this-week-only", "限时优惠")
        back = link(f"/latest?start={start - 10}" if start > 10 else "/latest", "上一页") if start else ""
        on = link(f"/latest?start={start + 10}", "下一页")
        return self.page("最新", f"{offer}{self.listed(self.numbers[min(start, 70) :][:10])}<div>{back}{on}</div>")

    def listed(self, numbers: Numbers) -> str:
        return self.rows({f"/news/{n}.html": n for n in numbers})


SITES = (Board, Returning, Months, Weeks, LastAgain)
