"""Small news sites as content management systems of different kinds make them. All texts are our own.

A site is a mapping of URL to HTML, with the URLs of its articles, lists and of the further pages of its articles.
What a crawler should not fetch (login, print, calendar, sort orders) is linked, and not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

SUBJECTS = (
    "河堤步道修缮完工市民重回江边散步",
    "山村小学迎来新图书室和三位老师",
    "菜市场改造后摊位增加一倍多",
    "老城区公交线路调整下月开始试行",
    "雨季前全市排查低洼路段积水点",
    "县里种茶人的第一场网上拍卖会",
    "博物馆夜间开放首周接待近万人次",
    "旧粮仓变身社区剧场年底首演",
    "环湖马拉松报名人数创历年新高",
    "新修水渠让三个村的稻田喝上水",
)
ENGLISH = (
    "River path reopens after two years of repairs",
    "Village school gets a library and three teachers",
    "Market hall doubles its stalls after rebuilding",
    "Old town bus routes change from next month",
    "Night opening of the museum draws thousands",
)
JAPANESE = (
    "川沿いの遊歩道が改修を終えて再び開く",
    "山あいの小学校に新しい図書室ができる",
    "市場の改装で店の数が二倍に増える",
)
KOREAN = (
    "강변 산책로 보수 마치고 시민에게 다시 개방",
    "산골 초등학교에 새 도서관과 교사 세 명",
    "전통시장 새 단장 뒤 점포 두 배로 늘어",
)
SENTENCES = {
    "zh": "当地居民告诉记者，这件事大家盼了很久，如今总算有了结果，下一步还要看后续的管理能不能跟上。",
    "en": "Residents said they had waited a long time for this, and that much now depends on how it is kept up. ",
    "ja": "住民は長いあいだこの日を待っていたと話し、今後は管理が続くかどうかが課題になるという。",
    "ko": "주민들은 오래 기다려 온 일이라며, 앞으로는 관리가 제대로 이어질지가 중요하다고 말했다. ",
}
TITLES = {"zh": SUBJECTS, "en": ENGLISH, "ja": JAPANESE, "ko": KOREAN}


Neighbours = Sequence[tuple[str, str] | None]  # address and title of the articles before and after


@dataclass(frozen=True)
class Section:
    """`numbers` are its articles, oldest first; its lists show the newest `shown` of them."""

    code: str
    name: str
    numbers: range
    shown: int

    def pages(self, size: int) -> list[list[int]]:
        newest = list(reversed(self.numbers))[: self.shown]
        return [newest[at : at + size] for at in range(0, len(newest), size)]


def no_chain(neighbours: Neighbours) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Cms:
    """How one system writes addresses and pages; `furniture` is on every page, `{menu}` in it the sections."""

    name: str
    root: str
    sections: tuple[Section, ...]
    article: Callable[[Section, int], str]
    list: Callable[[Section, int], str]
    item: Callable[[str, str, int], str]
    pager: Callable[[Section, int, int], str]
    crumbs: Callable[[Section], str]
    chain: Callable[[Neighbours], str] = no_chain
    furniture: str
    head: Callable[[Neighbours], str] = no_chain
    part: Callable[[Section, int, int], str] | None = None
    language: str = "zh"
    size: int = 8

    @property
    def has_chain(self) -> bool:
        return self.chain is not no_chain


@dataclass
class Site:
    name: str
    start: str
    pages: dict[str, str] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)


def title(number: int, language: str = "zh") -> str:
    titles = TITLES[language]
    return f"{titles[number % len(titles)]} {number}"


def day(number: int) -> str:
    return f"2024-06-{number % 28 + 1:02}"


def body(number: int, language: str) -> str:
    text = title(number, language) + "。" + SENTENCES[language] * 3
    return "".join(f"<p>{text} ({part})</p>" for part in range(1, 5))


def link(href: str, text: str) -> str:
    return f"<a href='{href}'>{text}</a>"


def html(heading: str, content: str, head: str = "") -> str:
    return f"<html><head><title>{heading}</title>{head}</head><body>{content}</body></html>"


def build(cms: Cms) -> Site:
    """Write all pages of a site: the front page, the lists of its sections and their articles."""
    site = Site(cms.name, cms.root + "/")
    menu = "".join(f"<li>{link(cms.list(section, 1), section.name)}</li>" for section in cms.sections)
    furniture = cms.furniture.replace("{menu}", menu)
    newest = [(section, number) for section in cms.sections for number in section.numbers[-3:]]
    items = "".join(cms.item(cms.article(*each), title(each[1], cms.language), each[1]) for each in newest)
    site.pages[site.start] = html(cms.name, f"{furniture}<ul>{items}</ul>")
    for section in cms.sections:
        _write_lists(site, cms, section, furniture)
        _write_articles(site, cms, section, furniture)
    return site


def _write_lists(site: Site, cms: Cms, section: Section, furniture: str) -> None:
    pages = section.pages(cms.size)
    for at, numbers in enumerate(pages, 1):
        items = "".join(cms.item(cms.article(section, n), title(n, cms.language), n) for n in numbers)
        url = urljoin(cms.root, cms.list(section, at))
        content = (
            f"{furniture}{cms.crumbs(section)}<ul class='list'>{items}</ul>{cms.pager(section, at, len(pages))}"
        )
        site.pages[url] = html(section.name, content)
        site.lists.add(url)


def _write_articles(site: Site, cms: Cms, section: Section, furniture: str) -> None:
    for n in section.numbers:
        around = [
            (cms.article(section, m), title(m, cms.language)) if m in section.numbers else None
            for m in (n - 1, n + 1)
        ]
        url = urljoin(cms.root, cms.article(section, n))
        site.articles.add(url)
        parts = [url]
        if cms.part and n % 5 == 0:
            parts += [urljoin(cms.root, cms.part(section, n, number)) for number in (2, 3)]
            site.parts.update(parts[1:])
        for at, address in enumerate(parts, 1):
            turns = "".join(
                f" {at}" if i == at else f" {link(parts[i - 1], str(i))}" for i in range(1, len(parts) + 1)
            )
            turner = f"<div class='pages'>{turns}</div>" if len(parts) > 1 else ""
            content = (
                f"{furniture}{cms.crumbs(section)}<div class='main'><h1>{title(n, cms.language)}</h1>"
                f"<div class='meta'>{day(n)} 10:30</div><div class='content'>{body(n, cms.language)}</div>"
                f"{turner}{cms.chain(around)}</div>"
            )
            site.pages[address] = html(title(n, cms.language), content, cms.head(around))


def compact(number: int) -> str:
    return day(number).replace("-", "")


def labelled(before: str, after: str, nothing: str, line: str = "<li>{}{}</li>") -> Callable[[Neighbours], str]:
    """Write `上一篇：` and its like with the neighbour's headline as a link beside it."""

    def chain(neighbours: Neighbours) -> str:
        pairs = zip((before, after), neighbours, strict=True)
        lines = "".join(line.format(label, link(*each) if each else nothing) for label, each in pairs)
        return f"<ul class='around'>{lines}</ul>"

    return chain


def numbered(address: Callable[[int], str], at: int, count: int, words: tuple[str, str, str, str]) -> str:
    """Write 首页 上一页 1 2 3 下一页 尾页; `words` in this order."""
    first, back, onward, last = words
    numbers = "".join(f" {i}" if i == at else " " + link(address(i), str(i)) for i in range(1, count + 1))
    start = link(address(1), first) + link(address(at - 1), back) if at > 1 else f"{first} {back}"
    end = link(address(at + 1), onward) + link(address(count), last) if at < count else f"{onward} {last}"
    return f"<div class='turn'>{start}{numbers} {end}</div>"
