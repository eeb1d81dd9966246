"""What the sample site is made of: drafts as written, articles as they stand in one edition, pages as served."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Transfer(StrEnum):
    """How a body crosses the wire. Gzip only where the client accepts it."""

    LENGTH = "length"
    CHUNKED = "chunked"
    GZIP = "gzip"
    GZIP_CHUNKED = "gzip chunked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer. `headers` come before those that the server derives (length, codings, validators).

    `static` pages carry ETag and Last-Modified and answer 304; `since` is the first edition in which the body
    was as it is.
    """

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)
    transfer: Transfer = Transfer.LENGTH
    static: bool = False
    since: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as it lies in texts/*.toml.

    `parts` counts the paragraphs of each page of a multi-page article. `counter`: the page shows a number that
    differs by edition. `only` names the one place (`feed`, `sitemap`) that leads to an article outside lists and
    chain. `damage` names what happens to the text (see damage.py), `charset` overrides the section's.
    """

    id: str
    headline: str
    date: str
    source: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    paragraphs: tuple[str, ...]
    edition: int
    revised_headline: str | None
    revised_paragraphs: tuple[str, ...]
    parts: tuple[int, ...]
    counter: bool
    only: str
    language: str
    charset: str
    damage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """The truth about one article in the present edition: what a perfect reader hands on.

    Paths start with `/` and hold the query; `parts` holds those of all pages where there are several. `date`
    is ISO 8601 as far as the page shows it: a day, or a local time without zone, or (modern pages) with it.
    `paragraphs` and `headline` are intact whatever `damaged` did to the page. `breadcrumbs` are names,
    outermost first. `charset` is the true one by its WHATWG name. `version` rises when headline or body do.
    """

    path: str
    id: str
    headline: str
    paragraphs: tuple[str, ...]
    date: str
    source: str | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    breadcrumbs: tuple[str, ...]
    section: str
    previous: str | None
    next: str | None
    language: str
    charset: str
    parts: tuple[str, ...]
    part_lengths: tuple[int, ...]
    damage: str
    only: str
    counter: int
    edition: int
    version: int

    @property
    def damaged(self) -> bool:
        return bool(self.damage)

    @property
    def body(self) -> str:
        """Give the body as an article of the crawler holds it."""
        return "\n\n".join(self.paragraphs)

    def part_paragraphs(self, part: int) -> tuple[str, ...]:
        """Give the paragraphs of page `part` (from 1)."""
        start = sum(self.part_lengths[: part - 1])
        return self.paragraphs[start : start + self.part_lengths[part - 1]]


@dataclass(frozen=True, slots=True)
class View:
    """What every renderer needs: the edition, and scheme and host for the absolute addresses."""

    edition: int
    base: str
