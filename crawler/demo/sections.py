"""The sections of the site, and its drafts placed into them: addresses, neighbours, parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.demo.model import DemoArticle, Draft
from crawler.demo.texts import drafts

PAPER = "澜川新闻网"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section. `home` is its front, which is the first list too.

    `article` and `more` are addresses to format: `{id}`, `{month}`, `{day}` of an article; `{n}` (from 2) and
    `{back}` (from 1) of the further pages of a list. `shown` is how many of the newest articles the lists
    hold: older ones are reachable through the chain alone.
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
GBK_SECTIONS = (SZYW, SHMS, WHLY)


def _parts(section: Section, draft: Draft) -> tuple[str, ...]:
    if not draft.parts:
        return ()
    more = (section.part.format(id=draft.id, n=n) for n in range(2, len(draft.parts) + 1))
    return (section.address(draft), *more)


def _counter(draft: Draft, edition: int) -> int:
    """A number of visits that looks grown; it moves only where the draft says so."""
    return int(draft.id) % 4999 + 217 + (edition - 1) * 131 * draft.counter


def _article(section: Section, shelf: Sequence[Draft], at: int, edition: int) -> DemoArticle:
    draft = shelf[at]
    revised = edition > 1 and bool(draft.revised_paragraphs)
    paragraphs = draft.revised_paragraphs if revised else draft.paragraphs
    return DemoArticle(
        path=section.address(draft),
        id=draft.id,
        headline=(draft.revised_headline or draft.headline) if revised else draft.headline,
        paragraphs=paragraphs,
        date=draft.date.replace(" ", "T"),
        source=draft.source,
        authors=draft.authors,
        editors=draft.editors,
        breadcrumbs=section.crumbs,
        section=section.name,
        previous=section.address(shelf[at - 1]) if at else None,
        next=section.address(shelf[at + 1]) if at + 1 < len(shelf) else None,
        language=draft.language or section.language,
        charset=section.charset,
        parts=_parts(section, draft),
        part_lengths=draft.parts or (len(paragraphs),),
        damage=draft.damage,
        listed=draft.listed,
        counter=_counter(draft, edition),
        edition=draft.edition,
        version=2 if revised else 1,
    )


def articles(section: Section, edition: int) -> tuple[DemoArticle, ...]:
    """Give the articles of a section in one edition, oldest first, chained to their neighbours."""
    shelf = [draft for draft in drafts(section.key) if draft.edition <= edition]
    return tuple(_article(section, shelf, at, edition) for at in range(len(shelf)))


def shown(section: Section, edition: int) -> list[list[DemoArticle]]:
    """Give the list pages of a section: newest first, older articles left off."""
    newest = [one for one in reversed(articles(section, edition)) if one.listed][: section.shown]
    return [newest[start : start + section.per_page] for start in range(0, len(newest), section.per_page)]
