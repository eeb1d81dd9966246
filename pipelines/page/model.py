"""What a page can tell, before it becomes an article: values with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from selectolax.lexbor import LexborNode

T = TypeVar("T")
V = TypeVar("V")


class Basis(StrEnum):
    """Where a value was read, as far as something is decided by it; `evidence` says it to people."""

    PAGE = "the page"
    AGREED = "the page, and its title or data say the same"
    TITLE = "the title"
    META = "a meta element"
    JSON_LD = "JSON-LD"
    URL = "the address"
    MASTHEAD = "what is on every page of the site"
    PROFILE = "a selector of the profile"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and what it was read from, in words for a person: `meta og:title`, `text 来源：`."""

    value: T
    evidence: str
    basis: Basis = Basis.PAGE

    def giving(self, value: V) -> Found[V]:
        """Give what was made of the value, read where that was."""
        return Found(value, self.evidence, self.basis)


class Kind(StrEnum):
    """What a page is to a crawler."""

    ARTICLE = "article"
    LIST = "list"  # articles by date, often over several pages
    CATEGORY = "category"  # a front page or section front: leads to lists and articles
    OTHER = "other"


class Role(StrEnum):
    """What a link leads to."""

    ARTICLE = "article"
    CATEGORY = "category"  # a list or section front
    PAGINATION = "pagination"  # another page of the same list
    PART = "part"  # another page of the same article
    PREVIOUS = "previous"  # the article before this one in the chain: 上一篇
    NEXT = "next"  # the article after this one in the chain: 下一篇
    FEED = "feed"
    SITEMAP = "sitemap"
    OTHER = "other"  # on the site, of no use to a news crawler: login, contact, downloads
    EXTERNAL = "external"  # leaves the site


class Origin(StrEnum):
    """How a page names an address, in words that go on a link's evidence. PLAIN: a link as links are."""

    PLAIN = ""
    SCRIPT = "address hidden in a script"
    DATA = "address in the data of a button"
    TEMPLATE = "address with a hole for the number of a page"
    LOADED = "loaded when a reader comes there"
    CURSOR = "address and place of what a list loads next"
    OPTION = "entry of a select box"
    FRAME = "frame of this page"
    IFRAME = "frame inside this page"
    REFRESH = "the page sends its visitors there"
    HEAD = "named in the page's head"
    FEED = "feed named in the page's head"
    SITEMAP = "sitemap named in the page's head"
    ASKED = "address that a script of this page asks for"


class Link(NamedTuple):
    """A tuple, because a page has a hundred, and a frozen dataclass takes four times as long to make.

    `url` is absolute, without fragment. `date` (ISO day) is what a list shows beside the link; `dated`: it shows one,
    if without a day. `in_menu`: it stands in one. `of_calendar`: its address is that of a day, month or year.
    """

    url: str
    role: Role
    text: str
    evidence: str
    date: str | None = None
    origin: Origin = Origin.PLAIN
    dated: bool = False
    in_menu: bool = False
    of_calendar: bool = False


class Entry(NamedTuple):
    """An entry of a list that has no address, but `fields` that a script makes one of, by their names as `field_name` has them."""

    title: str
    fields: Mapping[str, str]
    date: str | None = None


class Formula(NamedTuple):
    """How a script makes addresses: absolute `texts`, and between each two of them the field called as `names` say."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def address(self, fields: Mapping[str, str]) -> str | None:
        """Give the address of an entry, None where it lacks one of the fields."""
        values = [fields.get(name) for name in self.names]
        if None in values:
            return None
        return self.texts[0] + "".join(
            f"{value}{text}" for value, text in zip(values, self.texts[1:], strict=True)
        )


class Unaddressed(NamedTuple):
    """What a page holds of lists whose addresses scripts make: entries, and formulas, for these or for others'."""

    entries: tuple[Entry, ...] = ()
    formulas: tuple[Formula, ...] = ()


def field_name(name: str) -> str:
    """Fields are compared without what scripts and data spell in different ways: newsId, news_id, data-news-id."""
    return name.lower().removeprefix("data-").replace("_", "").replace("-", "")


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The previous or next article, as a page names it."""

    url: str
    headline: str | None = None


Links = tuple[Link, ...]


def _no_links() -> Links:
    return ()


@dataclass(frozen=True, slots=True)
class Navigation:
    """Links by role, and what they say about the page itself.

    `read_links` gives the links, and the same ones when asked again: who reads an archive for its articles never
    asks. `turns`: there may be links to other pages of this list among them.

    `parts`: URLs of all pages of this article in order as far as this page names them, itself included; empty
    where the article has one page. `part`: which of them this page is, from 1. `teasers`: headlines in the text
    that lead to other articles, 0 where they do not make a list. `own`: the words of a menu that lead to this page.
    `left_out`: links of an endless page that were not read. `read_unaddressed` gives what leads on and has no address yet; only who follows sites asks.
    """

    read_links: Callable[[], Links] = _no_links
    turns: bool = False
    breadcrumbs: Found[tuple[Crumb, ...]] | None = None
    previous: Found[Neighbour] | None = None
    next: Found[Neighbour] | None = None
    parts: tuple[str, ...] = ()
    part: int = 1
    teasers: int = 0
    own: str = ""
    left_out: int = 0
    read_unaddressed: Callable[[], Unaddressed] = Unaddressed

    @classmethod
    def of(cls, links: Links) -> Navigation:
        return cls(lambda: links)

    @property
    def links(self) -> Links:
        return self.read_links()

    def kept(self) -> Navigation:
        """Give the same with its links read: what is kept for long must not keep the page's tree."""
        links = self.links
        return replace(self, read_links=lambda: links, read_unaddressed=Unaddressed)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    raw: str


@dataclass(frozen=True, slots=True)
class Organization:
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """`iso`: ISO 8601; time and zone only where the page gives a time. `raw`: as the page has it."""

    iso: str
    raw: str


@dataclass(frozen=True, slots=True)
class Body:
    """`paragraphs` as a reader sees them, `html` the same cleaned of scripts and furniture, URLs absolute.

    `node` is the innermost element around the text, None where the text comes from elsewhere than the tree.
    """

    paragraphs: tuple[str, ...]
    html: str
    node: LexborNode | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The fields of an article that one page shows. None: not found, never a guess.

    `score` is how much running text stands together on the page, about one for a character of Chinese: a sentence
    or two make 50, an article 150 and more, lists and front pages less than either.
    """

    headline: Found[str] | None = None
    body: Found[Body] | None = None
    description: Found[str] | None = None
    published: Found[Moment] | None = None
    modified: Found[Moment] | None = None
    authors: Found[tuple[Person, ...]] | None = None
    source: Found[Organization] | None = None
    editors: Found[tuple[Person, ...]] | None = None
    main_image: Found[Media] | None = None
    images: Found[tuple[Media, ...]] | None = None
    videos: Found[tuple[Media, ...]] | None = None
    language: Found[str] | None = None
    canonical_url: Found[str] | None = None
    score: float = 0.0
