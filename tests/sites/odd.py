"""Sites in ways of their own: lists that begin with their oldest entry, words of many languages, feeds in pages, pages
about an article that bear its number. All texts are our own.
"""

from __future__ import annotations

from tests.sites.cms import day, link, title
from tests.sites.served import Served, cut

# Language -> next page, article before, article after.
WORDS = {
    "cs": ("Další stránka", "Předchozí článek", "Další článek"),
    "el": ("Επόμενη σελίδα", "Προηγούμενο άρθρο", "Επόμενο άρθρο"),
    "fa": ("صفحه بعد", "مطلب قبلی", "مطلب بعدی"),
    "he": ("לעמוד הבא", "הכתבה הקודמת", "הכתבה הבאה"),
    "hi": ("अगला पृष्ठ", "पिछला लेख", "अगला लेख"),
    "hu": ("Következő oldal", "Előző cikk", "Következő cikk"),
    "id": ("Halaman berikutnya", "Artikel sebelumnya", "Artikel berikutnya"),
    "pl": ("Następna strona", "Poprzedni artykuł", "Następny artykuł"),
    "th": ("หน้าถัดไป", "ข่าวก่อนหน้า", "ข่าวถัดไป"),
    "tr": ("Sonraki sayfa", "Önceki haber", "Sonraki haber"),
    "uk": ("Наступна сторінка", "Попередня новина", "Наступна новина"),
    "vi": ("Trang sau", "Bài trước", "Bài sau"),
}


class Rising(Served):
    """A list of notices that begins with the oldest one; a later edition has six more, on its last pages."""

    def build(self) -> None:
        pages = cut(range(1, 25 if self.edition == 1 else 31), 7)
        for at, numbers in enumerate(pages, 1):
            rows = "".join(
                f"<li>{link(f'/info/{n}.htm', title(n))} 2024-{n // 28 + 1:02}-{n % 28 + 1:02}</li>"
                for n in numbers
            )
            turns = "".join(link(self.list(i), str(i)) for i in range(1, len(pages) + 1) if i != at)
            self.use(self.list(at), self.page("通知公告", f"<ul>{rows}</ul><div class='pages'>{turns}</div>"))
            for number in numbers:
                self.write(f"/info/{number}.htm", number)

    @staticmethod
    def list(at: int) -> str:
        return "/" if at == 1 else f"/list{at}.htm"


class Tongues(Served):
    """A section a language, with addresses that say nothing: it turns by a word alone, half of it is in the chain alone."""

    def build(self) -> None:
        sections = "".join(f"<li>{link(f'/{name}/', f'Edition {name}')}</li>" for name in WORDS)
        self.use("/", self.page("The World Desk", f"<ul>{sections}</ul>"))
        for place, (name, (further, before, after)) in enumerate(WORDS.items()):
            numbers = range(place * 10 + 9, place * 10 - 1, -1)
            pages = cut(numbers[:5], 3)
            for at, shown in enumerate(pages):
                rows = "".join(f"<li>{link(self.article(name, n), title(n, 'en'))} {day(n)}</li>" for n in shown)
                turn = link(self.article(name, 1000 + at), further) if at + 1 < len(pages) else ""
                target = self.article(name, 999 + at) if at else f"/{name}/"
                self.use(target, self.page(name, f"<ul>{rows}</ul><div>{turn}</div>"))
            for at, number in enumerate(numbers):
                older = numbers[at + 1] if at + 1 < len(numbers) else None
                newer = numbers[at - 1] if at else None
                chain = "".join(
                    f"<div>{word}: {link(self.article(name, n), title(n, 'en'))}</div>"
                    for word, n in ((before, older), (after, newer))
                    if n is not None
                )
                self.write(self.article(name, number), number, chain, "en")

    @staticmethod
    def article(name: str, number: int) -> str:
        return f"/{name}/{number * 7919 + 1000003:x}q{number}x{number * 31 % 97}.html"


class FeedPages(Served):
    """A front page that says nothing; an Atom feed in pages (RFC 5005)."""

    def build(self) -> None:
        head = "<link rel='alternate' type='application/atom+xml' href='/feed.atom'>"
        self.use("/", self.page("Ribeira", "<div id='app'></div>", head))
        pages = cut(range(24, 0, -1), 9)
        for at, numbers in enumerate(pages, 1):
            entries = "".join(
                f"<entry><title>{title(n)}</title><link href='/n/{1000 + n}.html'/><updated>{day(n)}T10:00:00Z</updated></entry>"
                for n in numbers
            )
            further = f"<link rel='next' href='/feed.atom?page={at + 1}'/>" if at < len(pages) else ""
            feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{further}{entries}</feed>"
            self.use("/feed.atom" + (f"?page={at}" if at > 1 else ""), feed, "application/atom+xml")
        for number in range(1, 25):
            self.write(f"/n/{1000 + number}.html", number)


class AboutArticles(Served):
    """Comments, votes and threads that bear an article's number, under words that could be a section's."""

    def build(self) -> None:
        rows = "".join(f"<li>{link(f'/n/3/{800 + n}.html', title(n))} {day(n)}</li>" for n in range(20, 0, -1))
        self.use("/", self.page("平原资讯", f"<ul>{rows}</ul>"))
        for number in range(1, 21):
            about = "".join(
                f"<a href='{script}{800 + number}'>{words}</a>"
                for script, words in (
                    ("/e/pl/?classid=3&id=", "评论"),
                    ("/forum.php?tid=", "参与讨论"),
                    ("/ding.php?id=", "顶一下"),
                )
            )
            self.write(f"/n/3/{800 + number}.html", number, about)


SITES = (Rising, Tongues, FeedPages, AboutArticles)
