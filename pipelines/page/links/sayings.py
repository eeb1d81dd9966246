"""What a link says by itself, wherever it stands.

The same links come back on every page of a site, in its menus and in its lists: what they say is remembered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipelines.page.address import urls
from pipelines.page.address.addresses import Address
from pipelines.page.links.wording import Wording, begins_like_label, read_weak_label, read_wording
from pipelines.page.model import Role
from pipelines.page.vocabulary import signs
from pipelines.pattern import Pattern

_PROGRAMS = signs("address_programs")
_SIGNS = signs("address_signs")
_REPEATED = Pattern(r"(/[^/]{1,50}/[^/]{1,50})\1(?:/|$)|(/[^/]{1,50})\2\2(?:/|$)")
_SIZE = Pattern(
    r"[?&](?:page_?size|per_?page|rows|limit|list_?rows|num_?of_?rows|show|size)=(\d{1,3})(?:&|$)", re.I
)
NOWHERE = (0, "")
Verdict = tuple[Role, str]
Score = tuple[int, str]


class Trap(StrEnum):
    """What makes an address one of no use, in the words of the table of them and of the evidence."""

    FILE = "address of a file"
    WAY_IN = "address of a way in"
    ACCOUNTS = "address of accounts"
    SEARCH = "address of a search"
    ASKED_FUNCTION = "a function (print, reply, share) in the query"
    FUNCTION = "address of a function"
    WIKI = "address of a function of a wiki"
    PRINT = "address of a version to print"
    AUTHOR = "address of an author"
    ORDER = "address of another order or view of the same"
    EVENTS = "address of events by day"
    CALENDAR = "address of a calendar"
    TAG = "address of a tag"
    CIRCLES = "an address that repeats itself"


_TRAPS = tuple((sign.pattern, Trap(sign.words)) for sign in signs("address_traps"))


@dataclass(frozen=True, slots=True)
class Saying:
    """What the text says. `calls`: it may be a word of a pager or of the chain, or begin with one."""

    wording: Wording
    calls: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """What the address says: `score` weighs it, above zero for an article.

    `trap`: why it is of no use. `fixed`: what it leads to by itself. `edition`: the page for telephones.
    """

    score: Score
    trap: Trap | None
    fixed: Verdict | None
    edition: bool


def is_size(number: int, key: str) -> bool:
    """Tell how many entries a list is to show: 20 of `?n=7&page=1&PageSize=20`."""
    found = _SIZE.search(key)
    return found is not None and int(found[1]) == number


@lru_cache(maxsize=8192)
def saying(text: str) -> Saying:
    """Read the text of a link, squeezed."""
    wording = read_wording(text)
    calls = (
        wording.turn is not None or wording.more or begins_like_label(text) or read_weak_label(text) is not None
    )
    return Saying(wording, calls)


@lru_cache(maxsize=8192)
def destination(to: Address) -> Destination:
    """Read the address of a link."""
    return Destination(
        address_score(to.shape),
        address_trap(to.shape) or (Trap.CIRCLES if _REPEATED.search(to.key) else None),
        (Role.CATEGORY, "the front page") if urls.is_front(to.key) else program_role(to.shape),
        urls.is_edition(to.key),
    )


@lru_cache(maxsize=8192)
def address_trap(shape: str) -> Trap | None:
    """Say why an address is of no use, None where nothing speaks against it."""
    shape = shape.lower()
    return next((trap for pattern, trap in _TRAPS if pattern.search(shape)), None)


@lru_cache(maxsize=8192)
def program_role(shape: str) -> Verdict | None:
    """Tell an address that is meant for programs: a feed or a sitemap."""
    shape = shape.lower()
    words = next((sign.words for sign in _PROGRAMS if sign.pattern.search(shape)), None)
    return (Role.FEED if "feed" in words else Role.SITEMAP, words) if words else None


@lru_cache(maxsize=8192)
def address_score(shape: str) -> Score:
    """Weigh an address: above zero for an article, below for a category."""
    shape = shape.lower()
    hits = [sign for sign in _SIGNS if sign.pattern.search(shape)]
    if not hits:
        return NOWHERE
    total = max(-4, min(5, sum(sign.weight for sign in hits)))
    return total, max(hits, key=lambda sign: sign.weight * total).words
