"""The modern section: UTF-8, JSON-LD, OpenGraph, a feed and a sitemap, in four languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from crawler.demo.model import DemoArticle, Page, Transfer, View
from crawler.demo.render import esc, fill, link
from crawler.demo.sections import TODAY, articles, shown

_FEED_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Words:
    """What the frame of a page says in one language. `date` is for strftime."""

    previous: str
    next: str
    date: str
    caption: str
    byline: str


WORDS: Mapping[str, Words] = {
    "zh-Hans": Words("上一篇", "下一篇", "%Y年%m月%d日 %H:%M", "资料图片", "来源：{source}　记者 {names}"),
    "en": Words("Previous", "Next", "%d %B %Y, %H:%M", "File picture", "By {names} | Source: {source}"),
    "ja": Words("前の記事", "次の記事", "%Y年%m月%d日 %H時%M分", "資料写真", "文・{names}　出典：{source}"),
    "ko": Words("이전 기사", "다음 기사", "%Y-%m-%d %H:%M", "자료 사진", "{names} 기자 | 출처: {source}"),
}


def pages(view: View) -> Iterator[tuple[str, Page]]:
    """Give every page of the section with its path."""
    yield from _lists(view)
    shelf = articles(TODAY, view.edition)
    by_path = {article.path: article for article in shelf}
    for article in shelf:
        yield article.path, _page(_article_markup(article, by_path, view), Transfer.GZIP_CHUNKED)
    yield "/today/feed.xml", _xml(_feed(shelf, view), "application/rss+xml; charset=utf-8")
    yield "/sitemap.xml", _xml(_sitemap_index(view))
    yield "/sitemap-today.xml", _xml(_sitemap(shelf, view))


def _page(text: str, transfer: Transfer) -> Page:
    headers = (("server", "nginx"), ("content-type", "text/html; charset=utf-8"))
    return Page(body=text.encode(), headers=headers, transfer=transfer, static=True)


def _xml(text: str, kind: str = "application/xml") -> Page:
    return Page(body=text.encode(), headers=(("server", "nginx"), ("content-type", kind)), static=True)


def _article_markup(article: DemoArticle, shelf: Mapping[str, DemoArticle], view: View) -> str:
    words = WORDS[article.language]
    return fill(
        "today_article.html",
        lang=article.language,
        site=article.source,
        base=view.base,
        id=article.id,
        url=view.base + article.path,
        headline=esc(article.headline),
        summary=esc(article.paragraphs[0][:90]),
        date=article.date,
        shown_date=datetime.fromisoformat(article.date).strftime(words.date),
        byline=words.byline.format(names=", ".join(article.authors), source=article.source),
        caption=words.caption,
        root=article.breadcrumbs[0],
        section=article.breadcrumbs[1],
        jsonld=json.dumps(_json_ld(article, view), ensure_ascii=False, indent=1),
        body="\n".join(f"<p>{esc(text)}</p>" for text in article.paragraphs),
        neighbours=" ".join(_neighbours(article, shelf, words)),
    )


def _json_ld(article: DemoArticle, view: View) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": view.base + article.path,
        "headline": article.headline,
        "datePublished": article.date,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": article.source},
        "sourceOrganization": {"@type": "Organization", "name": article.source},
        "image": [f"{view.base}/media/{article.id}.gif"],
        "inLanguage": article.language,
        "articleSection": article.section,
    }


def _neighbours(article: DemoArticle, shelf: Mapping[str, DemoArticle], words: Words) -> Iterator[str]:
    for path, label, relation in ((article.previous, words.previous, "prev"), (article.next, words.next, "next")):
        if path:
            yield f'<a rel="{relation}" href="{path}">{label}: {esc(shelf[path].headline)}</a>'


def _card(article: DemoArticle) -> str:
    title = f"<h2>{link(article.path, article.headline)}</h2>"
    return f'<article class="card">{title}<time datetime="{article.date}">{article.date[:10]}</time></article>'


def _lists(view: View) -> Iterator[tuple[str, Page]]:
    lists = shown(TODAY, view.edition)
    for number, entries in enumerate(lists, 1):
        around = [(name, n) for name, n in (("prev", number - 1), ("next", number + 1)) if 1 <= n <= len(lists)]
        text = fill(
            "today_list.html",
            head="\n".join(f'<link rel="{name}" href="{TODAY.list_address(n)}">' for name, n in around),
            rows="\n".join(_card(article) for article in entries),
            pager=" ".join(
                f'<a rel="{name}" href="{TODAY.list_address(n)}">{"更早" if name == "next" else "更新"}</a>'
                for name, n in around
            ),
        )
        yield TODAY.list_address(number), _page(text, Transfer.GZIP)


def _feed(shelf: tuple[DemoArticle, ...], view: View) -> str:
    """The newest articles, and the one that stands nowhere else."""
    newest = sorted((one for one in shelf if one.only != "sitemap"), key=lambda one: one.date)[-_FEED_LENGTH:]
    chosen = [*newest, *(one for one in shelf if one.only == "feed" and one not in newest)]
    items = "\n".join(_feed_item(article, view) for article in reversed(chosen))
    head = f"<title>今日澜川</title><link>{view.base}/today/</link><description>今日澜川 RSS</description>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}\n{items}\n</channel></rss>\n'
    )


def _feed_item(article: DemoArticle, view: View) -> str:
    url = view.base + article.path
    when = format_datetime(datetime.fromisoformat(article.date))
    title = esc(article.headline)
    return f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>{when}</pubDate></item>"


_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _sitemap_index(view: View) -> str:
    entry = f"<sitemap><loc>{view.base}/sitemap-today.xml</loc></sitemap>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAP}">{entry}</sitemapindex>\n'


def _sitemap(shelf: tuple[DemoArticle, ...], view: View) -> str:
    """Every article but the one that the feed alone names."""
    entries = "\n".join(
        f"<url><loc>{view.base}{one.path}</loc><lastmod>{one.date}</lastmod></url>"
        for one in shelf
        if one.only != "feed"
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n{entries}\n</urlset>\n'
