"""A small paper whose lists and answers a test can change while it is crawled."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawler.demo.model import Page
from crawler.demo.server import DemoServer, DemoSite

PARAGRAPH = "<p>昨天下午，城南老街的修缮工程全部完工，沿街的铺面重新挂上了门板和招牌，街坊们都来看热闹。</p>"
SIZE = 10  # entries of a list page
Answer = Callable[[], Page | None]


def html(text: str, status: int = 200, **fields: Any) -> Page:
    return Page(body=f'<html><meta charset="utf-8">{text}</html>'.encode(), status=status, **fields)


def path(number: int) -> str:
    return f"/news/2024/0629/{number}.html"


def title(number: int) -> str:
    return f"城南老街修缮工程完工 第{number}篇报道"


def article(number: int, chain: tuple[int, ...] = ()) -> Page:
    near = "".join(
        f'<p>{word}：<a href="{path(other)}">{title(other)}</a></p>'
        for word, other in zip(("上一篇", "下一篇"), chain, strict=False)
    )
    return html(
        f"<head><title>{title(number)}</title></head><body><h1>{title(number)}</h1>"
        f'<p>2024-06-29 10:20　来源：青石晚报　记者：林晓</p><div class="content">{PARAGRAPH * 4}</div>{near}</body>'
    )


class Paper(DemoSite):
    """A front page with the newest articles of one list. `answers` overrides any path; `delay` slows all."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__()
        self.numbers = numbers
        self.answers: dict[str, Answer] = {}
        self.on_get: Callable[[str], None] = lambda _: None

    def get(self, target: str) -> Page | None:
        self.on_get(target)
        if target in self.answers:
            return self.answers[target]()
        if target == "/":
            menu = '<a href="/list/">青石要闻</a>'
            return html(
                f"<title>青石新闻网</title><body><h1>新闻</h1>{menu}{self._items(self.numbers[:SIZE])}</body>"
            )
        if target.startswith("/list/"):
            return self._list(int(target[6:].removeprefix("index_").removesuffix(".html") or 1))
        known = {path(number): number for number in self.numbers}
        return article(known[target]) if target in known else None

    def _list(self, page: int) -> Page | None:
        entries = self.numbers[(page - 1) * SIZE : page * SIZE]
        count = -(-len(self.numbers) // SIZE)
        if not entries:
            return None
        on = f'<a href="/list/index_{page + 1}.html">下一页</a>' if page < count else ""
        return html(
            f"<title>要闻</title><body><h1>要闻</h1>{self._items(entries)}<div>第{page}页/共{count}页 {on}</div></body>"
        )

    @staticmethod
    def _items(numbers: list[int]) -> str:
        rows = (
            f'<li><a href="{path(number)}">{title(number)}</a> <span>2024-06-29</span></li>' for number in numbers
        )
        return f"<ul>{''.join(rows)}</ul>"


class Waves:
    """Answers `page` until it is switched to trouble, and as `trouble` says for `seconds` after that."""

    def __init__(self, trouble: Page, seconds: float) -> None:
        self.trouble, self.seconds = trouble, seconds
        self.began: float | None = None

    def now(self, page: Page | None) -> Page | None:
        if self.began is None:
            self.began = time.monotonic()
        return self.trouble if time.monotonic() - self.began < self.seconds else page


def lines(folder: Path) -> list[dict[str, Any]]:
    """Give the articles in a collection's files, in the order of their lines."""
    files = sorted((folder / "articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


def written(folder: Path) -> list[str]:
    """Give the paths of the articles, in the order of their lines."""
    return [re.sub(r"^http://[^/]+", "", article["url"]) for article in lines(folder)]


def asked(server: DemoServer) -> list[str]:
    return [served.path for served in server.requests]
