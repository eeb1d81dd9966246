"""Which page of a list or of an article an address is, as far as it says so itself.

All functions take keys of URLs (`urls.key`) and give an answer for any string.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.page.vocabulary import ADDRESSES
from pipelines.pattern import Pattern

_PAGE_PATHS = (
    Pattern(r"^(?P<stem>[^?]*?)/(?:page|p)[/_-]?(?P<number>\d{1,5})(?P<end>(?:\.[a-z]{3,5})?(?:\?.*)?)$", re.I),
    Pattern(r"^(?P<stem>[^?]*)/index[_-]?(?P<number>\d{1,5})(?P<end>)\.[a-z]{3,5}$", re.I),
    Pattern(r"^(?P<stem>[^?]*[^/?])[_-](?:p|page)?(?P<number>\d{1,5})(?P<end>(?:\.[a-z]{3,5})?(?:\?.*)?)$", re.I),
    Pattern(r"^(?P<stem>[^?]*[^/?])(?:\(|%28)(?P<number>\d{1,3})(?:\)|%29)(?P<end>(?:\.[a-z]{3,5})?)$", re.I),
    Pattern(r"^(?P<stem>[^?]*)/(?P<number>\d{1,3})(?P<end>)(?:\.[a-z]{3,5})?$", re.I),
)
_PAGE_QUERY = Pattern(r"(?P<name>[^?&=]+)=(?P<number>\d{1,6})(?=&|$)")


# The plain permalinks of WordPress number articles, not pages.
_PERMALINK = Pattern(r"[^/]+/\?p=\d+")


@lru_cache(maxsize=4096)
def paged(key: str) -> tuple[tuple[str, int], ...]:
    """Give every reading of `key` as page `number` of `stem`; a plain URL is page 1 of itself.

    Two URLs can be pages of one list or article only where they share a stem.
    """
    matches = (pattern.match(key) for pattern in _PAGE_PATHS)
    readings = [(key, 1), *((found["stem"] + found["end"], int(found["number"])) for found in matches if found)]
    for found in _PAGE_QUERY.finditer(key, key.find("?") + 1 or len(key)):
        if found["name"].lower() in ADDRESSES.page_parameters and not _PERMALINK.fullmatch(key):
            stem = (key[: found.start()] + key[found.end() :]).replace("?&", "?").replace("&&", "&").rstrip("?&")
            readings.append((stem, int(found["number"])))
    return tuple(readings)


def page_numbers(one: str, other: str) -> tuple[int, int] | None:
    """Give the page numbers of two keys that are pages of one thing, else None.

    A plain address is page 1, but page 0 beside an address with the number 1: `index.html`, `index_1.html`.
    """
    if one == other:
        return None
    stems = dict(paged(one))
    for stem, number in paged(other):
        if stem in stems and (stem in (one, other) or stems[stem] != number):
            mine = stems[stem]
            if mine == number:
                return (0, number) if stem == one else (mine, 0)
            return mine, number
    return None


def is_numbered(key: str, number: int) -> bool:
    """Tell whether `key` itself says that it is page `number`; a plain address is page 1 without saying so."""
    return any(own == number and stem != key for stem, own in paged(key))
