"""The Big5 section: its server calls everything UTF-8, and one page calls itself GB 2312."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.demo.model import DemoArticle, Page, Transfer, View
from crawler.demo.render import encode, esc, fill, link
from crawler.demo.sections import BIG5, articles, shown

_HEADERS = (("Server", "Apache/2.0.54 (Win32)"), ("Content-Type", "text/html; charset=utf-8"))
# The article whose meta lies as well as its header: the editor pasted it into another paper's page.
MISLABELLED = "5031"
# 裏 and 着 are not in plain Big5; browsers read the Hong Kong set under the same name.
_CODEC = "big5hkscs"


def pages(view: View) -> Iterator[tuple[str, Page]]:
    """Give every page of the section with its path."""
    yield from _lists(view)
    shelf = {article.path: article for article in articles(BIG5, view.edition)}
    for article in shelf.values():
        yield article.path, _page(_article_markup(article, shelf))


def _page(text: str) -> Page:
    return Page(body=encode(text, _CODEC), headers=_HEADERS, transfer=Transfer.GZIP_CHUNKED, static=True)


def _article_markup(article: DemoArticle, shelf: dict[str, DemoArticle]) -> str:
    return fill(
        "big5_article.html",
        declared="gb2312" if article.id == MISLABELLED else "big5",
        root=article.breadcrumbs[0],
        section=article.breadcrumbs[1],
        headline=esc(article.headline),
        date=_date(article.date),
        source=article.source,
        byline="、".join(article.authors),
        editor="、".join(article.editors),
        body="<br><br>\n".join(f"　　{esc(text)}" for text in article.paragraphs),
        previous=_neighbour(shelf.get(article.previous or "")),
        next=_neighbour(shelf.get(article.next or "")),
    )


def _date(date: str) -> str:
    day, _, time = date.partition("T")
    return f"{day.replace('-', '/')} {time}"


def _neighbour(other: DemoArticle | None) -> str:
    return link(other.path, other.headline) if other else "無"


def _row(article: DemoArticle) -> str:
    day = article.date[:10].replace("-", "/")
    return f"<tr><td>◆ {link(article.path, article.headline)}</td><td>{day}</td></tr>"


def _lists(view: View) -> Iterator[tuple[str, Page]]:
    lists = shown(BIG5, view.edition)
    for number, entries in enumerate(lists, 1):
        steps = (("第一頁", 1), ("上一頁", number - 1), ("下一頁", number + 1), ("最末頁", len(lists)))
        links = [link(BIG5.list_address(n), name) for name, n in steps if 1 <= n <= len(lists) and n != number]
        rows = "\n".join(_row(article) for article in entries)
        yield (
            BIG5.list_address(number),
            _page(fill("big5_list.html", section=BIG5.name, rows=rows, pager=" | ".join(links))),
        )
