"""The sample site: a city paper that never was, with the truth about every article beside its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain

from crawler.demo import big5, gbk, mirror, sections, today, traps
from crawler.demo.model import DemoArticle, Page, View

LAST_EDITION = 2
_PARTS = (gbk, mirror, big5, today, traps)
_SESSION = re.compile(r"[?&]PHPSESSID=[0-9a-f]*")


class DemoSite:
    """All pages of one edition. `base` is scheme and host, for pages that name themselves in full."""

    def __init__(self, *, edition: int = 1, base: str = "http://127.0.0.1") -> None:
        self.edition = edition
        self.base = base

    def advance(self) -> None:
        """Publish the next edition: new articles, one rewritten, one counter moved."""
        self.edition = min(self.edition + 1, LAST_EDITION)
        self.__dict__.pop("pages", None)

    def move(self, base: str) -> None:
        """Stand at another scheme and host."""
        self.base = base
        self.__dict__.pop("pages", None)

    def articles(self) -> tuple[DemoArticle, ...]:
        """Give the truth: every article of this edition."""
        return tuple(
            chain.from_iterable(sections.articles(section, self.edition) for section in sections.SECTIONS)
        )

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Give every page by path and query, but for those without end (see `get`)."""
        editions = [self._build(edition) for edition in range(1, self.edition + 1)]
        return {path: replace(page, since=_since(path, editions)) for path, page in editions[-1].items()}

    def get(self, target: str) -> Page | None:
        """Give the page that a request for `target` (path and query) is answered with.

        Session ids change nothing, and the calendar has no end: `pages` knows neither.
        """
        if target.startswith("/calendar.asp?"):
            return traps.calendar_page(target)
        return self.pages.get(_SESSION.sub("", target))

    def _build(self, edition: int) -> dict[str, Page]:
        view = View(edition, self.base)
        return dict(chain.from_iterable(part.pages(view) for part in _PARTS))


def _since(path: str, editions: list[dict[str, Page]]) -> int:
    """Give the first edition from which on the body has been the same."""
    since = len(editions)
    while since > 1 and path in editions[since - 2] and editions[since - 2][path].body == editions[-1][path].body:
        since -= 1
    return since
