"""The sections of the site, and its drafts placed into them: addresses, neighbours, parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.demo.damage import fold
from crawler.demo.model import DemoArticle, Draft
from crawler.demo.texts import drafts

PAPER = "澜川新闻网"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section. `home` is its front, which is the first list too.

    `article` and `more` are addresses to format: `{id}`, `{month}`, `{day}` of an article; `{n}` (from 2) and
    `{back}` (from 1) of the further pages of a list. `shown` is how many of the newest articles the lists
    hold: older ones are reachable through the chain alone. `backwards`: what the pages call the previous article
    is the newer one.
    """

    key: str
    name: str
    home: str
    first: str
    more: str
    article: str
    part: str = ""
    crumbs: tuple[str, ...]
    per_page: int
    shown: int
    language: str = "zh-Hans"
    charset: str = "gb18030"
    backwards: bool = False

    def address(self, draft: Draft) -> str:
        day = draft.date[:10].replace("-", "")
        return self.article.format(id=draft.id, month=day[:6], day=day)

    def list_address(self, page: int) -> str:
        """Give the address of list page `page`, from 1."""
        return self.first if page == 1 else self.more.format(n=page, back=page - 1)


SZYW = Section(
    key="szyw",
    name="时政要闻",
    home="/news/szyw/",
    first="/news/szyw/index.html",
    more="/news/szyw/index_{back}.html",
    article="/news/szyw/{month}/t{day}_{id}.html",
    crumbs=(PAPER, "新闻中心", "时政要闻"),
    per_page=3,
    shown=8,
)
SHMS = Section(
    key="shms",
    name="社会民生",
    home="/html/shms/",
    first="/html/shms/index.html",
    more="/html/shms/index_{n}.html",
    article="/html/shms/{id}.html",
    part="/html/shms/{id}_{n}.html",
    crumbs=(PAPER, "新闻", "社会民生"),
    per_page=4,
    shown=8,
)
WHLY = Section(
    key="whly",
    name="文化旅游",
    home="/article/list.asp?classid=3",
    first="/article/list.asp?classid=3",
    more="/article/list.asp?classid=3&page={n}",
    article="/article/show.asp?id={id}",
    crumbs=(PAPER, "文化旅游"),
    per_page=3,
    shown=7,
)
MIRROR = Section(
    key="mirror",
    name="政務動態",
    home="/mirror/zwdt/",
    first="/mirror/zwdt/",
    more="/mirror/zwdt/list_{n}.html",
    article="/mirror/zwdt/{id}.html",
    crumbs=("澄江傳媒網", "新聞", "政務動態"),
    per_page=4,
    shown=7,
    language="zh-Hant",
)
BIG5 = Section(
    key="big5",
    name="本地新聞",
    home="/big5/",
    first="/big5/",
    more="/big5/list{n}.htm",
    article="/big5/{month}/n{id}.htm",
    crumbs=("望海時報", "本地新聞"),
    per_page=3,
    shown=5,
    language="zh-Hant",
    charset="big5",
    backwards=True,
)
TODAY = Section(
    key="today",
    name="今日澜川",
    home="/today/",
    first="/today/",
    more="/today/page/{n}/",
    article="/today/{month}/{id}.html",
    crumbs=("澜川新闻网", "今日澜川"),
    per_page=4,
    shown=8,
    charset="utf-8",
)
GBK_SECTIONS = (SZYW, SHMS, WHLY)
SECTIONS = (*GBK_SECTIONS, MIRROR, BIG5, TODAY)


def _parts(section: Section, draft: Draft) -> tuple[str, ...]:
    if not draft.parts:
        return ()
    more = (section.part.format(id=draft.id, n=n) for n in range(2, len(draft.parts) + 1))
    return (section.address(draft), *more)


def _counter(draft: Draft, edition: int) -> int:
    """A number of visits that looks grown; it moves only where the draft says so."""
    return sum(draft.id.encode()) * 7 % 4999 + 217 + (edition - 1) * 131 * draft.counter


def _article(section: Section, draft: Draft, edition: int) -> DemoArticle:
    revised = edition > 1 and bool(draft.revised_paragraphs)
    paragraphs = draft.revised_paragraphs if revised else draft.paragraphs
    headline = (draft.revised_headline or draft.headline) if revised else draft.headline
    if "half" in draft.damage:
        headline, paragraphs = fold(headline), tuple(map(fold, paragraphs))
    return DemoArticle(
        path=section.address(draft),
        id=draft.id,
        headline=headline,
        paragraphs=paragraphs,
        date=draft.date.replace(" ", "T"),
        source=draft.source,
        authors=draft.authors,
        editors=draft.editors,
        breadcrumbs=section.crumbs,
        section=section.name,
        previous=None,
        next=None,
        language=draft.language or section.language,
        charset=draft.charset or section.charset,
        parts=_parts(section, draft),
        part_lengths=draft.parts or (len(paragraphs),),
        damage=draft.damage,
        only=draft.only,
        counter=_counter(draft, edition),
        edition=draft.edition,
        version=2 if revised else 1,
    )


def _chained(section: Section, shelf: Sequence[DemoArticle]) -> Iterator[DemoArticle]:
    """Name each article's neighbours: the older one is the previous one, unless the section counts backwards."""
    paths = [None, *(article.path for article in shelf), None]
    for article, older, newer in zip(shelf, paths, paths[2:], strict=False):
        previous, following = (newer, older) if section.backwards else (older, newer)
        yield replace(article, previous=previous, next=following)


def articles(section: Section, edition: int) -> tuple[DemoArticle, ...]:
    """Give the articles of a section in one edition, oldest first, then those outside lists and chain."""
    shelf = [_article(section, draft, edition) for draft in drafts(section.key) if draft.edition <= edition]
    chain = [article for article in shelf if not article.only]
    return (*_chained(section, chain), *(article for article in shelf if article.only))


def shown(section: Section, edition: int) -> list[list[DemoArticle]]:
    """Give the list pages of a section: newest first, older articles left off."""
    newest = [one for one in reversed(articles(section, edition)) if not one.only][: section.shown]
    return [newest[start : start + section.per_page] for start in range(0, len(newest), section.per_page)]
