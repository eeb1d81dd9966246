"""Sites whose articles lie behind something else than links: trees that scripts draw, pieces of markup, feeds and plain
sitemaps, front pages that only send their readers on. All texts are our own.
"""

from __future__ import annotations

from crawler.demo.model import Page
from tests.sites.cms import day, link, title
from tests.sites.served import Served, cut


class Tree(Served):
    """Papers of a government: a tree that a script draws, lists in a frame, one of them named like a page about the site."""

    sections = (
        ("01", "机构职能", range(1, 12)),
        ("02", "政策文件", range(12, 24)),
        ("03", "人事任免", range(24, 31)),
    )

    def build(self) -> None:
        nodes = "".join(
            f'd.add({code},0,"{name}","list.jsp?colid={code}","","f");' for code, name, _ in self.sections
        )
        frame = "<iframe name='f' src='list.jsp?colid=01'></iframe>"
        tree = f"<script>var d = new dTree('d'); {nodes} document.write(d);</script>"
        self.use("/", self.page("政务公开", "<meta http-equiv='refresh' content='0;url=zwgk/'>"))
        self.use("/zwgk/", self.page("政务公开", tree + frame))
        for code, name, numbers in self.sections:
            pages = cut(numbers, 6)
            for at, shown in enumerate(pages, 1):
                rows = "".join(
                    f"<tr><td>{link(self.address(n), title(n))}</td><td>{day(n)}</td></tr>" for n in shown
                )
                own = f"list.jsp?colid={code}"
                turn = link(f"{own}&amp;pageno={at + 1}", "下一页") if at < len(pages) else ""
                target = f"/zwgk/{own}" + (f"&pageno={at}" if at > 1 else "")
                self.use(target, self.page(name, f"<h1>{name}</h1><table>{rows}</table>{turn}"))
            for number in numbers:
                self.write(f"/zwgk/{self.address(number)}", number)

    @staticmethod
    def address(number: int) -> str:
        return f"art/t2024{number:04}.htm"


class Pieces(Served):
    """A list that grows by pieces of markup: the address has a hole for the number, one list says how many there are."""

    def build(self) -> None:
        menu = link("/c/news", "新闻") + link("/c/life", "生活")
        self.use("/", self.page("河口在线", f"<nav>{menu}</nav>"))
        for name, numbers, says in (("news", range(1, 19), "data-pages='3'"), ("life", range(19, 31), "")):
            cards = ["".join(map(self.card, shown)) for shown in cut(numbers, 6)]
            feed = f"<div id='feed' data-page='1' {says} data-url='/c/{name}/more?page={{page}}'>{cards[0]}</div>"
            self.use(
                f"/c/{name}", self.page("河口在线", f"<nav>{menu}</nav>{feed}<a href='javascript:;'>加载</a>")
            )
            for at, piece in enumerate(cards[1:], 2):
                self.use(f"/c/{name}/more?page={at}", piece)
            self.useful.add(f"/c/{name}/more?page={len(cards) + 1}")  # only asking tells that it is not there
            for number in numbers:
                self.write(f"/p/{number + 700}.html", number, f"<nav>{menu}</nav>")

    @staticmethod
    def card(number: int) -> str:
        return (
            f"<div class='card'>{link(f'/p/{number + 700}.html', title(number))}<time>{day(number)}</time></div>"
        )


class Feeds(Served):
    """An old portal by its feeds: GBK with relative links, RDF behind a picture, Atom with xml:base, a sitemap of lines."""

    charset = "gbk"

    def build(self) -> None:
        head = "<link rel='alternate' type='application/rss+xml' href='rss/news.xml'>"
        self.use("/", self.page("东岭网", link("/rss/", "RSS订阅"), head))
        self.use(
            "/rss/",
            self.page("RSS订阅中心", "<a href='local.rdf'><img src='/xml.gif'></a>" + link("/atom.xml", "本地")),
        )
        items = "".join(
            f"<item><title>{title(n)}</title><link>..{self.address(n)}</link></item>" for n in range(1, 9)
        )
        items += "<item><title>别处的新闻</title><link>http://elsewhere.example/1.htm</link></item>"
        self.xml("/rss/news.xml", f"<rss version='2.0'><channel><title>东岭网</title>{items}</channel></rss>")
        rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        items = "".join(
            f"<item><title>{title(n)}</title><link>{self.address(n)}</link></item>" for n in range(9, 18)
        )
        self.xml("/rss/local.rdf", f"<rdf:RDF {rdf}>{items}</rdf:RDF>")
        items = "".join(
            f"<entry><title>{title(n)}</title><link href='{self.address(n)[3:]}'/></entry>" for n in range(18, 25)
        )
        self.xml("/atom.xml", f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/a/'>{items}</feed>")
        for number in range(1, 31):
            self.write(self.address(number), number)
        self.useful.add("/map.txt")

    def xml(self, target: str, text: str) -> None:
        self.use(target, f"<?xml version='1.0' encoding='gb2312'?>{text}", "text/xml")

    def get(self, target: str) -> Page | None:
        lines = "".join(f"{self.base}{self.address(number)}\n" for number in range(24, 31))
        own = {"/robots.txt": f"Sitemap: {self.base}/map.txt\n", "/map.txt": f"{lines}not an address\n"}
        if target not in own:
            return super().get(target)
        return Page(body=own[target].encode(), headers=(("Content-Type", "text/plain"),))

    @staticmethod
    def address(number: int) -> str:
        return f"/a/{number + 300}.htm"


class Moved(Served):
    """The front sends its readers to itself under another name, and a script sends them on."""

    def build(self) -> None:
        self.put("/", "<html><head><meta http-equiv=Refresh content=\"3;URL='/index.asp'\"></head></html>")
        self.use("/index.asp", '<script>window.location.replace("/portal/main.htm");</script>')
        pages = cut(range(1, 31), 10)
        for at, shown in enumerate(pages):
            items = "".join(f"<li>{link(self.old(n), title(n))} {day(n)}</li>" for n in shown)
            turn = link(f"main_{at + 1}.htm", "下页") if at + 1 < len(pages) else ""
            target = f"/portal/main_{at}.htm" if at else "/portal/main.htm"
            self.use(target, self.page("青石网", f"<ul>{items}</ul>{turn}"))
        for number in range(1, 31):
            self.write(self.new(number), number, link(f"/wap.php?u={self.new(number)}", "简版"))

    def get(self, target: str) -> Page | None:
        path, _, number = target.partition("?no=")
        if path != "/old/read.asp":
            return super().get(target)
        self.useful.add(target)
        return Page(status=301, headers=(("Location", self.new(int(number))),), body=b"")

    def old(self, number: int) -> str:
        return self.new(number) if number % 3 else f"/old/read.asp?no={number}"

    @staticmethod
    def new(number: int) -> str:
        return f"/portal/n/{number + 7000}.htm"


class Days(Served):
    """An archive by year, month and day, which alone leads to what is old; months and empty days go on behind it for ever."""

    def build(self) -> None:
        self.use("/", self.page("Chronicle", link("/archive/", "Archive")))
        self.use(
            "/archive/", self.page("Archive", link("/archive/2023/", "2023") + link("/archive/2024/", "2024"))
        )
        for year, months in ((2023, (11, 12)), (2024, (1,))):
            names = "".join(link(f"/archive/{year}/{month:02}/", f"{month}月") for month in months)
            self.use(f"/archive/{year}/", self.page("Archive", names))
            for month in months:
                self.month(year, month)

    def month(self, year: int, month: int) -> None:
        base = f"/archive/{year}/{month:02}/"
        days = "".join(link(f"{base}{day:02}/", str(day)) for day in range(1, 21))
        self.use(base, self.page("Archive", days + link("/archive/2022/12/", "‹")))
        for each in range(1, 21):
            number = each + 20 * (month % 11 + (month == 1))
            story = f"/{year}/{month:02}/{each:02}/story-{number}-of-the-day.html"
            found = link(story, title(number, "en")) if each % 2 else "No stories."
            self.use(f"{base}{each:02}/", self.page("Stories", found))
            if each % 2:
                self.write(story, number, language="en")

    def get(self, target: str) -> Page | None:
        known = super().get(target)
        if known is not None or not target.startswith("/archive/2022/"):
            return known
        self.useful.add("/archive/2022/12/")  # only asking tells that it is empty
        month = int(target[14:16])
        return Page(body=self.page("Archive", link(f"/archive/2022/{month - 1:02}/", "‹")).encode())


class Pictures(Served):
    """Galleries of one picture a page, with the number in the headline; sections that only breadcrumbs name."""

    def build(self) -> None:
        shown = "".join(f"<li>{link(self.address(n), title(n))}</li>" for n in range(1, 13))
        self.use("/", self.page("水乡网", f"<ul>{shown}</ul>"))
        items = "".join(f"<li>{link(self.address(n), title(n))} {day(n)}</li>" for n in range(7, 19))
        self.use("/kj/", self.page("科技", f"<ul>{items}</ul>"))
        crumbs = "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/kj/'>科技</a> &gt; 正文</div>"
        for number in range(1, 19):
            if number % 3:
                self.write(self.address(number), number, crumbs)
            else:
                self.gallery(number)

    def gallery(self, number: int) -> None:
        pages = [self.address(number), *(f"/pic/{number + 1500}_{at}.shtml" for at in range(2, 5))]
        self.wanted.add(pages[0])
        self.useful.update(pages)
        for at, target in enumerate(pages, 1):
            name = f"{title(number)}({at}/4)"
            thumbs = "".join(f"<a href='{each}'><img src='{each}.jpg'></a>" for each in pages)
            text = f"<h1>{name}</h1><p>{day(number)} 10:30 来源：水乡网</p><img src='{target}.jpg'><p>图{at}：{CAPTION}</p>"
            self.put(target, self.page(title(number), f"{text}<div>{thumbs}</div>"))

    @staticmethod
    def address(number: int) -> str:
        return f"/pic/{number + 1500}.shtml"


CAPTION = "县里的干部说，钱花在哪里、怎么花，村民代表都看过账本，每一笔都贴在村口的公示栏里，孩子们沿着河边追逐，笑声传出很远。"
SITES = (Tree, Pieces, Feeds, Moved, Days, Pictures)
