"""Hosts and folders that redirect addresses with capitals to small letters, learned from such redirects."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from spiders.frontier import Lead

_PROOFS = 3  # pages that were sent on


@dataclass(slots=True)
class LetterCase:
    """Which hosts write addresses in small letters alone, by their first folders: each may be another program's.

    One page that comes under capitals speaks against all others.
    """

    small: set[str] = field(default_factory=set)
    _sent_on: Counter[str] = field(default_factory=Counter)
    _mixed: set[str] = field(default_factory=set)

    def moved(self, url: str, target: str) -> bool:
        """Note a redirect; tell whether something was learned."""
        place = _place(url)
        if url == target or _in_small(url) != target:
            return False
        self._sent_on[place] += 1
        if place in self._mixed or place in self.small or self._sent_on[place] < _PROOFS:
            return False
        self.small.add(place)
        return True

    def came(self, url: str) -> None:
        """Note a page that came under its own address."""
        if _in_small(url) != url:
            self._mixed.add(_place(url))
            self.small.discard(_place(url))

    def light(self, lead: Lead) -> Lead:
        """Give `lead` by the address that its host sends readers on to."""
        if not self.small or _place(lead.url) not in self.small:
            return lead
        url = _in_small(lead.url)
        return lead if url == lead.url else replace(lead, url=url)

    def to_json(self) -> str:
        return json.dumps(sorted(self.small))

    def recall(self, kept: str | None) -> None:
        """Go on with what an earlier run learned."""
        self.small = set(json.loads(kept or "[]"))


def _place(url: str) -> str:
    """Give the host and the first folder."""
    _, host, path, *_ = urlsplit(url.lower())
    folder, more, _ = path[1:].partition("/")
    return f"{host}/{folder}" if more else host


def _in_small(url: str) -> str:
    """Leave percent-encoded characters as they are: `%E6` in capitals is how they are written."""
    head, *encoded = url.split("%")
    return "%".join((head.lower(), *(piece[:2] + piece[2:].lower() for piece in encoded)))
