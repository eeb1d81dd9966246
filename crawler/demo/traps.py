"""What lies in wait on every real site: dead links, loops, rubbish, doubles, a calendar without end."""

from __future__ import annotations

import calendar
import hashlib
import random
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

from crawler.demo import gbk
from crawler.demo.model import DemoArticle, Page, Transfer, View
from crawler.demo.render import encode, esc, fill
from crawler.demo.sections import PAPER, SHMS, TODAY, WHLY, articles

_ROBOTS = """\
# {paper}
User-agent: *
Disallow: /admin/
Disallow: /neibu/
Disallow: /search.asp

Sitemap: {base}/sitemap.xml
"""
_REDIRECTS = (
    (301, "/go.asp?id=77", "/html/shms/101477.html"),
    (302, "/html/", "/html/shms/"),
    (302, "/oa.html", "http://10.0.0.1/oa/login.asp"),
    (302, "/zt/2005/", "/zt/index.asp?y=2005"),
    (302, "/zt/index.asp?y=2005", "/zt/2005/"),
)
_ABOUT = "<p>澜川新闻网由澜川晚报社主办，二〇〇三年八月上线。</p><p>电话：0799-8200110　邮编：000000</p>"
_FORM = (
    '<form action="/save.asp" method="post">姓名：<input name="n"><br><textarea name="t"></textarea>'
    '<br><input type="submit" value="提交"></form>'
)
_INTERNAL = "<p>内部资料，请勿外传。</p>"
# A GIF of one pixel, up to and after its first colour.
_GIF = (bytes.fromhex("47494638396101000100800000"), bytes.fromhex("ffffff2c00000000010001000002024401003b"))
_PAGE_SCRIPT = """\
function createPageHTML(nPages, nCurrent, sName, sExt) {
  function cell(n, label) {
    var href = n == 0 ? sName + "." + sExt : sName + "_" + n + "." + sExt;
    document.write(n == nCurrent ? " " + label + " " : ' <a href="' + href + '">' + label + "</a> ");
  }
  if (nCurrent > 0) cell(nCurrent - 1, "\\u4e0a\\u4e00\\u9875");
  for (var i = 0; i < nPages; i++) cell(i, i + 1);
  if (nCurrent < nPages - 1) cell(nCurrent + 1, "\\u4e0b\\u4e00\\u9875");
}
"""


def pages(view: View) -> Iterator[tuple[str, Page]]:
    """Give every page of this kind with its path, but for the calendar's."""
    yield "/robots.txt", _file(_ROBOTS.format(paper="澜川", base=view.base).encode(), "text/plain")
    yield from ((path, _redirect(status, target)) for status, path, target in _REDIRECTS)
    yield from _plain_pages()
    yield gbk.RUBBISH[0], _rubbish()
    for article in articles(SHMS, view.edition):
        yield f"/print.asp?id={article.id}", _print(article)
        yield f"/wap/{article.id}.html", _wap(article, view)
        yield f"/mail.asp?id={article.id}", _plain("推荐给朋友", _FORM)
    for article in articles(WHLY, view.edition):
        yield f"/guestbook.asp?id={article.id}", _plain("发表评论", _FORM)
    yield "/css/main.css", _file(b"td{font-size:14px}.px12{font-size:12px}.nr{line-height:180%}\n", "text/css")
    yield "/css/today.css", _file(fill("today.css").encode(), "text/css")
    yield "/js/page.js", _file(_PAGE_SCRIPT.encode(), "application/x-javascript")
    yield from ((path, _picture(path)) for path in _images(view))


def _images(view: View) -> list[str]:
    return [
        "/images/logo.gif",
        "/images/bar.gif",
        *(f"/media/{one.id}.gif" for one in articles(TODAY, view.edition)),
    ]


def _picture(path: str) -> Page:
    """One pixel in a quiet colour of its own, for the page to stretch."""
    colour = bytes(70 + value // 2 for value in hashlib.md5(path.encode()).digest()[:3])
    return _file(colour.join(_GIF), "image/gif")


def _file(body: bytes, kind: str) -> Page:
    return Page(body=body, headers=(("Content-Type", kind),), static=True)


def _redirect(status: int, target: str) -> Page:
    body = encode(
        f'<html><head><title>对象已移动</title></head><body><a href="{target}">这里</a></body></html>', "gbk"
    )
    return Page(status=status, body=body, headers=(("Location", target), ("Content-Type", "text/html")))


def _plain(title: str, content: str) -> Page:
    text = fill("gbk_frame.html", title=f"{title}-{PAPER}", content=f"<h3>{title}</h3>\n{content}")
    return Page(body=encode(text, "gbk"), transfer=Transfer.CHUNKED)


def _plain_pages() -> Iterator[tuple[str, Page]]:
    empty = fill("gbk_list.html", section="科技信息", rows="<tr><td>暂无内容</td></tr>", pager="共0条记录")
    yield "/html/kjxx/", _plain("科技信息", empty)
    yield "/about.html", _plain("联系我们", _ABOUT)
    for path in ("/neibu/", "/admin/login.asp", "/search.asp?key=%C0%BD%B4%A8"):
        yield path, _plain("内部资料", _INTERNAL)


def _rubbish() -> Page:
    """Bytes that are no text in any charset, served as a page: an upload gone wrong."""
    noise = random.Random(20060403)
    return Page(body=b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + noise.randbytes(9000))


def _print(article: DemoArticle) -> Page:
    return Page(body=encode(fill("print.html", **_double(article)), "gb18030"))


def _wap(article: DemoArticle, view: View) -> Page:
    text = fill("wap.html", url=view.base + article.path, path=article.path, **_double(article))
    return Page(body=text.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),))


def _double(article: DemoArticle) -> dict[str, str]:
    return {
        "headline": esc(article.headline),
        "date": article.date.replace("T", " "),
        "source": article.source or "",
        "body": "\n".join(f"<p>{esc(text)}</p>" for text in article.paragraphs),
    }


def calendar_page(target: str) -> Page | None:
    """Give any month of any year, with links to the months around it and to each of its days."""
    query = parse_qs(urlsplit(target).query)
    try:
        year, month = int(query["y"][0]), int(query["m"][0])
        weeks = calendar.monthcalendar(year, month)
    except (KeyError, ValueError, IndexError, OverflowError):
        return None
    rows = "\n".join(f"  <tr>{''.join(_day(year, month, day) for day in week)}</tr>" for week in weeks)
    back, on = _month(year, month, -1), _month(year, month, 1)
    content = fill("calendar.html", year=year, month=month, back=back, on=on, weeks=rows)
    return _plain(f"活动日历 {year}年{month}月", content)


def _day(year: int, month: int, day: int) -> str:
    query = esc(urlencode({"y": year, "m": month, "d": day}))
    return f'<td><a href="/calendar.asp?{query}">{day}</a></td>' if day else "<td>&nbsp;</td>"


def _month(year: int, month: int, step: int) -> str:
    at = year * 12 + month - 1 + step
    return esc(urlencode({"y": at // 12, "m": at % 12 + 1}))
