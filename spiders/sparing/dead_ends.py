"""Dead ends: sitemaps, sections and other editions of articles of which so many are gone that the rest is not fetched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipelines.page.address import urls
from pipelines.page.model import Role
from pipelines.pattern import Pattern
from spiders.frontier import Lead, Result, Via, Visit

_NUMBER = Pattern(r"\d{3}|-\w+-")  # 1041.htm, the-bridge-opens
_TRIES = 5  # pages with addresses of one template that were all gone
_LIVES = 10  # articles read, without which nothing is left: the map may be all that leads to any
_MOST = 100_000  # names of articles that are remembered
_AGAIN = 4  # the 4th of the others is tried all the same, the 16th, the 64th …: the oldest ones may stand first


@dataclass(slots=True)
class DeadEnds:
    """What one run has seen of each template of addresses."""

    gone: Counter[str] = field(default_factory=Counter)
    alive: set[str] = field(default_factory=set)
    read: int = 0
    _names: set[int] = field(default_factory=set)  # hashes of what the articles that were read are called
    _under_way: dict[str, str] = field(default_factory=dict)  # key -> template
    _left: Counter[str] = field(default_factory=Counter)
    _probes: Counter[str] = field(default_factory=Counter)

    def see(self, visit: Visit) -> None:
        """Note how a visit ended."""
        if visit.result is Result.GONE and visit.lead.role in (Role.ARTICLE, Role.CATEGORY):
            self.gone[_family(visit.lead)] += 1
        elif visit.result in (Result.READ, Result.UNCHANGED):
            self.alive.add(_family(visit.lead))
            if visit.lead.role is Role.ARTICLE:
                self.read += 1
                self._note(visit.lead.key)

    def is_dead(self, lead: Lead) -> bool:
        """Tell whether `lead` is left alone, and count it."""
        family = _family(lead)
        if not self._may_be_dead(lead) or family in self.alive:
            return False
        if self.gone[family] < _TRIES or self.read < _LIVES:
            return False
        self._left[family] += 1
        if self._left[family] < _AGAIN ** (1 + self._probes[family]):
            return True
        self._probes[family] += 1
        return False

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may show that `lead` is dead."""
        if not self._may_be_dead(lead) or (family := _family(lead)) in self.alive:
            return False
        count = list(self._under_way.values()).count(family)
        return count > 0 and self.gone[family] + count >= _TRIES and self.read >= _LIVES

    def ask(self, lead: Lead) -> None:
        if self._may_be_dead(lead):
            self._under_way[lead.key] = _family(lead)

    def end(self, lead: Lead) -> None:
        self._under_way.pop(lead.key, None)

    def _note(self, key: str) -> None:
        if len(self._names) > _MOST:
            self._names.clear()
        self._names.update(map(hash, _names(key)))

    def _may_be_dead(self, lead: Lead) -> bool:
        """Tell whether `lead` comes from a sitemap, is to a section, or is another edition of an article that was read."""
        return lead.via is Via.SITEMAP or lead.role is Role.CATEGORY or self._is_edition(lead)

    def _is_edition(self, lead: Lead) -> bool:
        """Tell an article that was read under another first folder, or under none: `/en/news/12.htm`, `/print/news/12.htm`."""
        return lead.role is Role.ARTICLE and any(hash(name) in self._names for name in _names(lead.key))


def _names(key: str) -> list[str]:
    """Give the names of an address: its path, and its path below the first folder. Names without a number say nothing."""
    host, _, path = key.partition("/")
    below = path.partition("/")[2]
    return [f"{host}/{name}" for name in (path, below) if _NUMBER.search(name)]


def _family(lead: Lead) -> str:
    return urls.family(urls.shape(lead.key))
