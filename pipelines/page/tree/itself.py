"""Whether a statement for machines speaks of the page that it stands on, or of one that the page leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

STRANGE, UNKNOWN, TITLED, NAMED = range(4)

_SIGNS = Pattern(r"[\W_]+")
_SHORTEST = 4  # letters of a headline that is found in a title by no chance


@dataclass(frozen=True, slots=True)
class Itself:
    """What a page calls itself: `title` and `shared` (og:title) are titles, `canonical` an address, empty where none is given."""

    document: Document
    title: str
    canonical: str
    shared: str

    def nearness(self, thing: Mapping[str, Any]) -> int:
        """Rank an object of JSON-LD: NAMED by the page's address, TITLED as the page is, UNKNOWN, STRANGE."""
        named = {place for url in _addresses(thing) if (place := self._place(url))}
        if not named.isdisjoint({self._place(self.document.url), self._place(self.canonical)}):
            return NAMED
        headline = thing.get("headline") or thing.get("name")
        bare = _SIGNS.sub("", headline.lower()) if isinstance(headline, str) else ""
        if len(bare) >= _SHORTEST and any(bare in title or _most_of(title, bare) for title in self._titles()):
            return TITLED
        return STRANGE if bare and named else UNKNOWN

    def _titles(self) -> Iterator[str]:
        headings = (node.text(deep=True) for node in self.document.elements["h1"])
        for title in (self.title, self.shared, *headings):
            bare = _SIGNS.sub("", title.lower())
            if len(bare) >= _SHORTEST:
                yield bare

    def _place(self, url: str) -> str:
        """Give path and query of an address: hosts of one paper differ."""
        tail = (self.document.resolve(url) or "").partition("://")[2].partition("#")[0].partition("/")[2]
        return tail.rstrip("/")


def _most_of(title: str, headline: str) -> bool:
    return title in headline and len(title) * 2 >= len(headline)


def _addresses(thing: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = thing.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value.partition("#")[0]
