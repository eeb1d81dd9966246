"""A generated news site for measuring crawls: GBK, lists, chain, about 18 KB and 80 links a page.

`python -m bench.site --pages 1000 --port 0` prints its address and serves until it is stopped. Pages are made
when they are asked for, from sentences encoded once, so that the server costs next to nothing beside a crawler.
Every page is the same in every run, and every local link leads to one of its pages: a crawler that follows all
links and one that follows only lists and the chain fetch the same set.

`/-/count` tells how many different pages were served since it was last asked, and is no page itself.
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime, timedelta

from bench.prose import headlines, sentences

SECTIONS = ("szyw", "shms", "jjxx", "whly", "jkys")
NAMES = ("时政要闻", "社会民生", "经济信息", "文化旅游", "教育卫生")
PER_LIST = 40
_PROSE = 4096
_FIRST_DAY = datetime(2004, 1, 5, 8, 0)
_STYLE = "".join(
    f".c{n}{{font-size:{12 + n % 5}px;line-height:{150 + n}%;padding:{n % 7}px;color:#{n * 8191 % 4096:03x}}}\n"
    for n in range(64)
)
_SCRIPT = "".join(f'function f{n}(e){{var o=document.getElementById("b{n}");o.className=e;}}\n' for n in range(20))
_HEAD = (
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<html><head>\n'
    '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">\n<title>{title}</title>\n'
    f"<style>\n{_STYLE.replace('{', '{{').replace('}', '}}')}</style>\n"
    f"<script>\n{_SCRIPT.replace('{', '{{').replace('}', '}}')}</script>\n</head><body>\n"
    '<table width="980" align="center"><tr><td>{nav}</td></tr></table>\n'
)
_FOOT = (
    '<table width="980" align="center"><tr><td>友情链接：'
    + " ".join(f'<a href="http://paper{n}.example.com/">各地晚报之{n}</a>' for n in range(20))
    + "</td></tr><tr><td>澜川新闻网版权所有　新闻热线：0799-8200110</td></tr></table>\n</body></html>\n"
)


def _link(href: str, text: str) -> str:
    return f'<a href="{href}">{text}</a>'


class Site:
    """`pages` pages in all: the front, the lists of five sections, and articles in as many chains."""

    def __init__(self, pages: int) -> None:
        self.articles = pages
        while self.articles + self._lists(self.articles) + 1 > pages:
            self.articles -= 1
        self.pages = self.articles + self._lists(self.articles) + 1
        self._titles = headlines(self.articles)
        prose = sentences(3 * _PROSE)
        self._prose = [f"<p>　　{''.join(prose[n::_PROSE])}</p>\n".encode("gbk") for n in range(_PROSE)]
        nav = " | ".join(
            [_link("/", "首页"), *(_link(f"/html/{s}/", n) for s, n in zip(SECTIONS, NAMES, strict=True))]
        )
        self._top, self._rest = (part.encode("gbk") for part in _HEAD.format(title="\0", nav=nav).split("\0"))
        self._foot = _FOOT.encode("gbk")
        self._links = [_link(self.path(n), title).encode("gbk") for n, title in enumerate(self._titles)]

    @staticmethod
    def _lists(articles: int) -> int:
        count = len(SECTIONS)
        return sum(-(-len(range(section, articles, count)) // PER_LIST) for section in range(count))

    @staticmethod
    def path(number: int) -> str:
        return f"/html/{SECTIONS[number % len(SECTIONS)]}/{100001 + number}.html"

    def page(self, path: str) -> bytes | None:
        """Give the page at `path`, None where there is none."""
        if path == "/":
            return self._frame("澜川新闻网", self._rows(range(self.articles - 1, max(-1, self.articles - 71), -1)))
        _, html, section, name = path.split("/") if path.count("/") == 3 else ("", "", "", "")
        if html != "html" or section not in SECTIONS:
            return None
        if name == "" or name.startswith("index_"):
            return self._list(SECTIONS.index(section), int(name[6:-5] or 0) if name else 1)
        number = int(name.removesuffix(".html")) - 100001 if name.removesuffix(".html").isdigit() else -1
        return self._article(number) if 0 <= number < self.articles and self.path(number) == path else None

    def _frame(self, title: str, content: bytes) -> bytes:
        return b"".join((self._top, title.encode("gbk"), self._rest, content, self._foot))

    def _rows(self, numbers: range) -> bytes:
        return b"<ul>" + b"".join(b"<li>%b</li>\n" % self._links[number] for number in numbers) + b"</ul>"

    def _list(self, section: int, page: int) -> bytes | None:
        numbers = range(section, self.articles, len(SECTIONS))[::-1]
        count = -(-len(numbers) // PER_LIST)
        if not 1 <= page <= count:
            return None
        rows = [
            b"<tr><td>%b</td><td>%b</td></tr>\n" % (self._links[number], self._day(number).encode())
            for number in numbers[(page - 1) * PER_LIST : page * PER_LIST]
        ]
        table = b'<table width="980" align="center" class="list">' + b"".join(rows) + b"</table>\n"
        pager = f"<div>第{page}页/共{count}页　{self._pager(section, page, count)}</div>\n"
        summary = self._text(self.articles + page * 7 + section, 20)
        return self._frame(
            f"{NAMES[section]}-澜川新闻网", table + pager.encode("gbk") + b"<!--" + summary + b"-->"
        )

    @staticmethod
    def _pager(section: int, page: int, count: int) -> str:
        steps = (("首页", 1), ("上一页", page - 1), ("下一页", page + 1), ("尾页", count))
        folder = f"/html/{SECTIONS[section]}/"
        return " ".join(
            _link(folder if n == 1 else f"{folder}index_{n}.html", label)
            if 1 <= n <= count and n != page
            else label
            for label, n in steps
        )

    @staticmethod
    def _day(number: int) -> str:
        return f"{_FIRST_DAY + timedelta(hours=5 * number):%Y-%m-%d}"

    def _text(self, seed: int, count: int) -> bytes:
        """Give `count` paragraphs: steps through one store, of a size by page, so that no two are alike."""
        step = 1 + 2 * (seed % (_PROSE // 2 - 1))
        return b"".join(self._prose[(seed * 17 + n * step) % _PROSE] for n in range(count))

    def _article(self, number: int) -> bytes:
        section = number % len(SECTIONS)
        when = f"{_FIRST_DAY + timedelta(hours=5 * number):%Y-%m-%d %H:%M}"
        name, folder = NAMES[section], f"/html/{SECTIONS[section]}/"
        opening = (
            f'<table width="980" align="center"><tr><td>您所在的位置：{_link("/", "澜川新闻网")} &gt;&gt; '
            f"{_link(folder, name)} &gt;&gt; 正文</td></tr>\n<tr><td><h1>{self._titles[number]}</h1></td></tr>\n"
            f'<tr><td>{when}　来源：澜川晚报　作者：周明远</td></tr>\n<tr><td id="content">\n'
        )
        body = self._text(number, 22)
        chain = f"</td></tr>\n<tr><td>责任编辑：林小禾</td></tr>\n<tr><td>上一篇：{self._near(number, -1)}<br>"
        chain += f"下一篇：{self._near(number, 1)}</td></tr></table>\n<div>相关新闻</div>"
        related = self._rows(range(number % 97 % self.articles, self.articles, max(1, self.articles // 55))[:50])
        content = (opening.encode("gbk"), body, chain.encode("gbk"), related)
        return self._frame(f"{self._titles[number]}-{name}-澜川新闻网", b"".join(content))

    def _near(self, number: int, step: int) -> str:
        other = number + step * len(SECTIONS)
        return _link(self.path(other), self._titles[other]) if 0 <= other < self.articles else "没有了"


class Connection(asyncio.Protocol):
    """HTTP/1.1 for GET alone, keep-alive, requests one after another or in a row."""

    def __init__(self, site: Site, served: set[str]) -> None:
        self._site, self._served = site, served
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._waiting = (self._waiting + data).split(b"\r\n\r\n")
        for request in requests:
            self._transport.write(self._answer(request.split(b" ", 2)[1].decode("latin-1")))

    def _answer(self, path: str) -> bytes:
        if path == "/-/count":
            body: bytes | None = str(len(self._served)).encode()
            self._served.clear()
        else:
            body = self._site.page(path)
            if body is not None:
                self._served.add(path)
        status = b"404 Not Found" if body is None else b"200 OK"
        body = body or b""
        head = b"HTTP/1.1 %b\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
        return head % (status, len(body)) + body


async def serve(pages: int, port: int) -> None:
    """Serve until cancelled; print the address once it listens."""
    site, served = Site(pages), set[str]()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(site, served), "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/ {site.pages}", flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a generated news site on loopback.")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    options = parser.parse_args()
    asyncio.run(serve(options.pages, options.port))


if __name__ == "__main__":
    main()
