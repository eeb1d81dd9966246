"""The GBK part: the city paper's own pages as such systems wrote them around 2004."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.demo.model import DemoArticle, Page, Transfer, View
from crawler.demo.render import encode, esc, fill, link, relative
from crawler.demo.sections import GBK_SECTIONS, PAPER, SHMS, SZYW, WHLY, Section, articles, shown

# A list entry that looks like an article and is no text at all.
RUBBISH = ("/html/shms/101500.html", "图片新闻：雨后的鼓楼街")
# A related link whose target was deleted, and the article that still shows it.
GONE, GONE_ON = "/html/shms/100877.html", "101477"


@dataclass(frozen=True, slots=True)
class Manner:
    """How the system behind a section writes its pages."""

    codec: str
    headers: tuple[tuple[str, str], ...]
    static: bool
    transfer: Transfer = Transfer.LENGTH


_IIS = (("Server", "Microsoft-IIS/6.0"), ("X-Powered-By", "ASP.NET"))
MANNERS = {
    SZYW.key: Manner("gb18030", (("Server", "Apache/1.3.29 (Unix)"), ("content-type", "text/html")), static=True),
    SHMS.key: Manner(
        "gb18030", (*_IIS, ("Content-Type", "text/html; Charset=GB2312")), static=True, transfer=Transfer.GZIP
    ),
    WHLY.key: Manner(
        "gbk",
        (
            *_IIS,
            ("Content-Type", "text/html"),
            ("Set-Cookie", "ASPSESSIONIDQQ=KJ2; path=/"),
            ("Set-Cookie", "v=1"),
        ),
        static=False,
        transfer=Transfer.CHUNKED,
    ),
}


def pages(view: View) -> Iterator[tuple[str, Page]]:
    """Give every page of the part with its path."""
    yield "/", _page(SZYW, "澜川新闻网-澜川晚报主办", _front(view))
    for section in GBK_SECTIONS:
        yield from _list_pages(section, view)
        for article in articles(section, view.edition):
            for part in range(1, len(article.part_lengths) + 1):
                path = article.parts[part - 1] if article.parts else article.path
                title = f"{article.headline}-{section.name}-{PAPER}"
                yield path, _page(section, title, article_markup(section, article, part, view))


def _page(section: Section, title: str, content: str) -> Page:
    manner = MANNERS[section.key]
    body = encode(fill("gbk_frame.html", title=esc(title), content=content), manner.codec)
    return Page(body=body, headers=manner.headers, transfer=manner.transfer, static=manner.static)


def _href(section: Section, page: str, target: str) -> str:
    """Write an address in the manner of the section: relative, from the root, or by file and query."""
    if section is SZYW:
        return relative(page, target)
    return target.rpartition("/")[2] if section is WHLY else target


def _neighbour(section: Section, article: DemoArticle, path: str | None, view: View) -> str:
    if path is None:
        return "没有了"
    headline = next(one.headline for one in articles(section, view.edition) if one.path == path)
    return link(_href(section, article.path, path), headline)


def _date(section: Section, date: str) -> str:
    day, _, time = date.partition("T")
    if section is SHMS:
        year, month, rest = day.split("-")
        return f"{year}年{month}月{rest}日 {time}"
    return f"{day} {time}".strip()


def _body(section: Section, paragraphs: tuple[str, ...]) -> str:
    if section is SHMS:
        return "\n".join(f"<p>　　{esc(text)}</p>" for text in paragraphs)
    if section is SZYW:
        return "\n".join(f'<P align="justify">　　{esc(text)}</P>' for text in paragraphs)
    return "<br><br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{esc(text)}" for text in paragraphs)


def _part_pager(article: DemoArticle, part: int) -> str:
    if not article.parts:
        return ""
    numbers = " ".join(
        f"<b>{n}</b>" if n == part else link(path, str(n)) for n, path in enumerate(article.parts, 1)
    )
    back = link(article.parts[part - 2], "上一页") if part > 1 else "上一页"
    on = link(article.parts[part], "下一页") if part < len(article.parts) else "下一页"
    return f'<div align="center" class="pagelink">{back} {numbers} {on}</div>'


def _related(section: Section, article: DemoArticle) -> str:
    """Two articles that the lists show as well, so that old ones stay reachable by the chain alone."""
    others = [one for page in shown(section, 1) for one in page if one.path != article.path]
    start = int(article.id) % (len(others) - 1)
    links = [link(_href(section, article.path, one.path), one.headline) for one in others[start : start + 2]]
    if article.id == GONE_ON:
        links.append(link(GONE, "旧闻：码头茶馆老板娘的算盘"))
    return "\n".join(f"·{one}<br>" for one in links)


def article_markup(section: Section, article: DemoArticle, part: int, view: View) -> str:
    """Give the content of one page of an article."""
    return fill(
        f"{section.key}_article.html",
        root=article.breadcrumbs[0],
        middle=article.breadcrumbs[1],
        section=section.name,
        id=article.id,
        headline=esc(article.headline),
        source=esc(article.source or ""),
        date=_date(section, article.date),
        byline=_byline(section, article),
        editor=" ".join(article.editors),
        counter=article.counter,
        body=_body(section, article.part_paragraphs(part)),
        pager=_part_pager(article, part),
        previous=_neighbour(section, article, article.previous, view),
        next=_neighbour(section, article, article.next, view),
        related=_related(section, article),
    )


def _byline(section: Section, article: DemoArticle) -> str:
    names = " ".join(article.authors)
    return f"本报记者 {names}" if names and section is SZYW else names


def _session(page: str) -> str:
    """A session id as a server without cookies hands them out: another one on every page, of no meaning."""
    return hashlib.md5(page.encode()).hexdigest()[:26]


def _row(section: Section, page: str, article: DemoArticle) -> str:
    href = _href(section, page, article.path)
    if section is WHLY:
        href += f"&PHPSESSID={_session(page)}"
    day = article.date[:10]
    shown_day = f"[{day}]" if section is not SHMS else f"({day[5:]})"
    return f'  <tr><td>·{link(href, article.headline)} <font color="#999999">{shown_day}</font></td></tr>'


def _list_pages(section: Section, view: View) -> Iterator[tuple[str, Page]]:
    lists = shown(section, view.edition)
    for number, entries in enumerate(lists, 1):
        path = section.list_address(number)
        rows = [_row(section, path, article) for article in entries]
        if section is SHMS and number == 1:
            rows.append(f"  <tr><td>·{link(*RUBBISH)}</td></tr>")
        pager = _PAGERS[section.key](section, number, len(lists))
        content = fill("gbk_list.html", section=section.name, rows="\n".join(rows), pager=pager)
        page = _page(section, f"{section.name}-{PAPER}", content)
        yield path, page
        if number == 1 and section.home != path:
            yield section.home, page


def _script_pager(_: Section, number: int, count: int) -> str:
    call = f'createPageHTML({count}, {number - 1}, "index", "html");'
    return f'<script language="JavaScript">\n{call}\n</script>'


def _plain_pager(section: Section, number: int, count: int) -> str:
    steps = (("首页", 1), ("上一页", number - 1), ("下一页", number + 1), ("尾页", count))
    written = [
        link(section.list_address(n), label) if 1 <= n <= count and n != number else label for label, n in steps
    ]
    return f"第{number}页/共{count}页　{' '.join(written)}"


def _number_pager(section: Section, number: int, count: int) -> str:
    return " ".join(
        f"<b>{n}</b>" if n == number else f"[{link(_href(section, '', section.list_address(n)), str(n))}]"
        for n in range(1, count + 1)
    )


_PAGERS = {SZYW.key: _script_pager, SHMS.key: _plain_pager, WHLY.key: _number_pager}


def _front(view: View) -> str:
    columns = []
    for section in GBK_SECTIONS:
        rows = "\n".join(_row(section, "/", one) for one in shown(section, view.edition)[0][:2])
        rows = rows.replace('href="show.asp', 'href="/article/show.asp')
        more = link(section.home, "更多>>")
        columns.append(f'<table width="100%"><tr><td><b>{section.name}</b>　{more}</td></tr>\n{rows}\n</table>')
    return fill("gbk_front.html", columns="\n".join(columns))
