"""What the articles of a site have in common inside their texts goes into a profile, and nothing that is text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.read import Fetched, Page, read_page
from pipelines.rules import Rules
from spiders.profiles.draft import draft
from spiders.profiles.profiles import load
from spiders.profiles.writer import to_toml

HOTLINE = "本报热线二十四小时开通，欢迎读者提供身边的新闻线索，一经采用即付稿酬，请留下姓名和电话。"
BOX = (
    "本周关注",
    "东门外的集贸市场下月起改为每周六开市，摊位由镇里统一登记。",
    "老城的路灯全部换新，夜里比从前亮了一倍。",
)
SERIES = "编者按：今年是建县六十周年，本报从今天起开设专栏，讲述普通劳动者的故事，请读者留意。"


def own(number: int) -> list[str]:
    """Give the paragraphs that article `number` alone has."""
    return [
        f"昨天下午，{number}号桥的加固工程进入第{step}个阶段，附近的居民说，施工队早出晚归，没有耽误大家出门。"
        for step in (1, 2, 3)
    ]


def lines(texts: list[str] | tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(number: int, text: str, headline: str | None = None) -> Fetched:
    headline = headline or f"{number}号桥加固工程进展顺利"
    markup = (
        f"<!DOCTYPE html><html lang=zh><meta charset=utf-8><title>{headline}</title><div class=page><h1>{headline}</h1>"
        f"<div class=info>2024-05-1{number} 08:30　来源：水乡日报</div><div class=text>{text}</div></div>"
    )
    return Fetched(f"http://news.example/local/{number}.html", markup.encode(), "text/html")


def rules_of(pages: list[Fetched], folder: Path) -> Rules:
    """Give the rules of the profile that is drawn from the first page and compared with the others."""
    first = read_page(pages[0])
    assert isinstance(first, Page)
    path = folder / "site.toml"
    path.write_text(to_toml(draft(pages[0], first, pages[1:])), encoding="utf-8")
    return load(path).rules


def body(source: Fetched, rules: Rules | None = None) -> list[str]:
    read = read_page(source, rules)
    assert isinstance(read, Page)
    assert read.article is not None
    return (read.article.article_body or "").split("\n\n")


Text = Callable[[int], str]
FURNITURE: dict[str, Text] = {
    "a box with a class, inside": lambda n: lines(own(n)[:1]) + f"<div class=bz>{lines(BOX)}</div>" + lines(own(n)[1:]),
    "a box without a name, inside": lambda n: lines(own(n)[:1]) + f"<div>{lines(BOX)}</div>" + lines(own(n)[1:]),
    "a notice as the last line": lambda n: lines([*own(n), HOTLINE]),
    "a notice behind a line break": lambda n: "<br><br>".join([*own(n), HOTLINE]),
    "a notice in most articles": lambda n: lines([*own(n), HOTLINE] if n < 4 else own(n)),
}  # fmt: skip
TEXT: dict[str, Text] = {
    "headings that all texts share": lambda n: "".join(
        f"<div class=part><h2>{name}</h2><p>{text}</p></div>"
        for name, text in zip(("基本情况", "主要做法", "取得成效"), own(n), strict=True)
    ),
    "closing words": lambda n: lines([*own(n), "特此公告。"]),
    "the introduction of a series": lambda n: lines([SERIES, *own(n)] if n < 3 else own(n)),
    "a box of which each has another line": lambda n: (
        lines(own(n))
        + f"<div class=bz>{lines([*BOX, f'{n}号桥的设计图从明天起在县文化馆展出，为期一周，凭身份证入场。'])}</div>"
    ),
}


@pytest.mark.parametrize("name", FURNITURE)
def test_what_recurs_is_taken_out(name: str, tmp_path: Path) -> None:
    pages = [page(number, FURNITURE[name](number)) for number in range(6)]
    assert body(pages[0]) != own(0), "the case shows nothing: one page by itself is read right"
    rules = rules_of(pages, tmp_path)
    assert [body(each, rules) for each in pages] == [own(number) for number in range(6)]
    fresh = page(7, FURNITURE[name](7) if name != "a notice in most articles" else lines([*own(7), HOTLINE]))
    assert body(fresh, rules) == own(7)


@pytest.mark.parametrize("name", TEXT)
def test_what_texts_of_one_kind_share_stays(name: str, tmp_path: Path) -> None:
    pages = [page(number, TEXT[name](number)) for number in range(6)]
    rules = rules_of(pages, tmp_path)
    assert [body(each, rules) for each in pages] == [body(each) for each in pages]


def test_two_articles_and_a_copy_for_print_tell_nothing(tmp_path: Path) -> None:
    text = FURNITURE["a notice as the last line"]
    pages = [page(0, text(0)), page(1, text(1)), page(1, text(1))]
    rules = rules_of(pages, tmp_path)
    assert not any(layout.remove or layout.remove_lines for layout in rules.layouts)


def test_pages_that_are_no_articles_are_not_compared(tmp_path: Path) -> None:
    text = FURNITURE["a notice as the last line"]
    menu = "".join(
        f"<li><a href=/local/{number}.html>{number}号桥加固工程进展顺利</a></li>" for number in range(30)
    )
    lists = [page(number, f"<ul>{menu}</ul>", f"水乡要闻第{number}页") for number in range(6)]
    rules = rules_of([*(page(number, text(number)) for number in range(3)), *lists], tmp_path)
    assert rules.layouts[0].remove_lines == (HOTLINE,)
