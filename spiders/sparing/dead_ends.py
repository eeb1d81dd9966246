"""Sitemaps that name what is gone, and links to sections that are: when the rest of a kind is left alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipelines.page.address import urls
from pipelines.page.model import Role
from spiders.frontier import Lead, Result, Via, Visit

_TRIES = 5  # pages with addresses of one template that were all gone
_LIVES = 10  # articles read, without which nothing is left: the map may be all that leads to any
_AGAIN = 4  # the 4th of the others is tried all the same, the 16th, the 64th …: the oldest ones may stand first


@dataclass(slots=True)
class DeadEnds:
    """What one run has seen of each template of addresses."""

    gone: Counter[str] = field(default_factory=Counter)
    alive: set[str] = field(default_factory=set)
    read: int = 0
    _under_way: dict[str, str] = field(default_factory=dict)  # key -> template
    _left: Counter[str] = field(default_factory=Counter)
    _probes: Counter[str] = field(default_factory=Counter)

    def see(self, visit: Visit) -> None:
        """Note how a visit ended."""
        if visit.lead.role in (Role.ARTICLE, Role.CATEGORY):
            family = _family(visit.lead)
            if visit.result is Result.GONE:
                self.gone[family] += 1
            elif visit.result in (Result.READ, Result.UNCHANGED):
                self.alive.add(family)
                self.read += visit.lead.role is Role.ARTICLE

    def is_dead(self, lead: Lead) -> bool:
        """Tell whether `lead` is left alone, and count it."""
        family = _family(lead)
        if not _may_be_dead(lead) or family in self.alive:
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
        if not _may_be_dead(lead) or (family := _family(lead)) in self.alive:
            return False
        count = list(self._under_way.values()).count(family)
        return count > 0 and self.gone[family] + count >= _TRIES and self.read >= _LIVES

    def ask(self, lead: Lead) -> None:
        if _may_be_dead(lead):
            self._under_way[lead.key] = _family(lead)

    def end(self, lead: Lead) -> None:
        self._under_way.pop(lead.key, None)


def _may_be_dead(lead: Lead) -> bool:
    """Tell what a list of articles would not lead to."""
    return lead.via is Via.SITEMAP or lead.role is Role.CATEGORY


def _family(lead: Lead) -> str:
    return urls.family(urls.shape(lead.key))
