"""Sites where an address says less or more than one article: the same under two sections. All texts are our own."""

from __future__ import annotations

from tests.served_sites import Served, cut
from tests.sites import day, link, title


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
