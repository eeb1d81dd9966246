"""A polluted mirror of another paper: traditional text, readings injected, an address line of a foreign host."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crawler.demo.damage import KINDS, pinyin
from crawler.demo.model import DemoArticle, Page, View
from crawler.demo.render import encode, esc, fill, link
from crawler.demo.sections import MIRROR, articles, shown

_HOST = "http://www.chengjiang-media.example/html/xw"
_SERVER = ("Server", "nginx")


def pages(view: View) -> Iterator[tuple[str, Page]]:
    """Give every page of the mirror with its path."""
    yield from _lists(view)
    shelf = {article.path: article for article in articles(MIRROR, view.edition)}
    for article in shelf.values():
        yield article.path, _article_page(article, shelf)


def spoil(article: DemoArticle) -> Callable[[str], str]:
    """Give the damage that this article suffered, escaped for markup. What frames it suffered `pinyin` always."""
    return lambda text: esc(KINDS[article.damage](text))


def _article_page(article: DemoArticle, shelf: dict[str, DemoArticle]) -> Page:
    utf8 = article.charset == "utf-8"
    text = _article_markup(article, shelf, "utf-8" if utf8 else "gb2312")
    header = ("Content-Type", "text/html; charset=utf-8" if utf8 else "text/html")
    return Page(body=encode(text, article.charset), headers=(_SERVER, header), static=True)


def _article_markup(article: DemoArticle, shelf: dict[str, DemoArticle], declared: str) -> str:
    harm = spoil(article)
    root, middle, section = (pinyin(name) for name in article.breadcrumbs)
    return fill(
        "mirror_article.html",
        declared=declared,
        root=root,
        middle=middle,
        section=section,
        where=pinyin("您所在的位置"),
        headline=harm(article.headline),
        summary=harm(article.paragraphs[0])[:60],
        source=harm(article.source or ""),
        date="{}年{}月{}日".format(*article.date.split("-")),
        byline=f"<p>◎{harm(_reporters(article))}</p>" if article.authors else "",
        body="\n".join(f"<p>{harm(text)}</p>" for text in article.paragraphs),
        editor=f"<p>({harm('責任編輯：' + article.editors[0])})</p>" if article.editors else "",
        previous=_neighbour(shelf.get(article.previous or "")),
        next=_neighbour(shelf.get(article.next or "")),
        address=f"{_HOST}/zwdt/{article.id}.html",
        about=pinyin("網站地圖"),
    )


def _reporters(article: DemoArticle) -> str:
    label = "本網記者" if article.language == "zh-Hant" else "本网记者"
    return f"{label} {' '.join(article.authors)}"


def _neighbour(other: DemoArticle | None) -> str:
    return f'<a href="{other.path}">{spoil(other)(other.headline)}</a>' if other else "沒有了"


def _row(article: DemoArticle) -> str:
    return f'<li><a href="{article.path}">{spoil(article)(article.headline)}</a><span>{article.date}</span></li>'


def _lists(view: View) -> Iterator[tuple[str, Page]]:
    lists = shown(MIRROR, view.edition)
    for number, entries in enumerate(lists, 1):
        steps = (("上一頁", number - 1), ("下一頁", number + 1))
        text = fill(
            "mirror_list.html",
            root=pinyin(MIRROR.crumbs[0]),
            section=pinyin(MIRROR.name),
            where="您所在的位置",
            rows="\n".join(_row(article) for article in entries),
            pager=" ".join(link(MIRROR.list_address(n), name) for name, n in steps if 1 <= n <= len(lists)),
        )
        page = Page(body=encode(text, "gb18030"), headers=(_SERVER, ("Content-Type", "text/html")), static=True)
        yield MIRROR.list_address(number), page
