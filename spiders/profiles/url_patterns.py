"""Regular expressions for the addresses of one kind of page, drawn from the addresses seen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from pipelines.pattern import Pattern

_PIECE = Pattern(r"\d+|[^\d]+")
_SPECIAL = Pattern(r"[.^$*+?{}\[\]\\|()]")
_SLUG = Pattern(r"[\w%]+(?:-[\w%]+){2,}", re.ASCII)
_WORDS = Pattern(r"[A-Za-z_]+(?:-[A-Za-z_]+)+(?=\.|$)", re.ASCII)
_KEY = Pattern(r"(?=[\w-]*[A-Za-z]\d+[A-Za-z]+\d|[\w-]*\d[A-Za-z]+\d+[A-Za-z])[\w-]{6,}", re.ASCII)
_FOLDER = Pattern(r"[a-z][a-z_-]*\Z")
_ANY_FOLDER, _ANY_SLUG = "[a-z_-]+", r"[\w%-]+"
_END = r"(?:\?|$)"  # what stands behind the question mark tells where the reader came from
_DAYS = (4, 6, 8)  # digits of a year, a month, a day
_LEAST = 3  # addresses of one template: fewer may be chance
_WANTED = 3  # patterns; a site has few templates, and the rest is left to the evidence


def patterns(wanted: Iterable[str], others: Iterable[str], own: str = "") -> tuple[str, ...]:
    """Give patterns that find URLs of `wanted`, the commonest first, and none of `others`.

    `own` is an address that is known for sure: its pattern counts although no other address has it.
    """
    seen, rest = list(dict.fromkeys(wanted)), list(dict.fromkeys(others))
    chosen: list[str] = []
    left = set(seen)
    for pattern in _candidates(seen):
        covered = {url for url in left if re.search(pattern, url)}
        enough = len(covered) >= _LEAST or own in covered
        if enough and not any(re.search(pattern, url) for url in rest):
            chosen.append(pattern)
            left -= covered
    return tuple(chosen[:_WANTED])


def _candidates(seen: list[str]) -> list[str]:
    """Give the patterns with open folders first, where sections share one, then those of each folder."""
    narrow: Counter[str] = Counter()
    members: defaultdict[str, set[str]] = defaultdict(set)
    for url in seen:
        if pattern := pattern_of(url):
            narrow[pattern] += 1
            members[pattern_of(url, wide=True) or pattern].add(pattern)
    shared = sorted((wide for wide in members if len(members[wide]) > 1), key=lambda wide: -len(members[wide]))
    return [*shared, *(pattern for pattern, _ in narrow.most_common())]


def pattern_of(url: str, *, wide: bool = False) -> str | None:
    """Give the pattern of a URL's template: numbers and slugs left open, and with `wide` its folders too.

    None for an address that has nothing to leave open: it is one page, not a kind of pages.
    """
    parts = urlsplit(url)
    *folders, name = parts.path.split("/")
    made = [_ANY_FOLDER if wide and _FOLDER.match(each) else _opened(each) for each in folders]
    words = _WORDS.match(name)
    path = "/".join((*made, _ANY_SLUG + _escaped(name[words.end() :]) if words else _opened(name)))
    if _is_open(path):
        return path + _END
    query = _opened(parts.query)
    return rf"{path}\?{query}$" if _is_open(query) else None


def _is_open(pattern: str) -> bool:
    return r"\d" in pattern or _ANY_SLUG in pattern


def _opened(text: str) -> str:
    """Leave open what differs between pages: a headline in the address, a key of letters and digits, numbers."""
    any_of = _SLUG.match(text) or _KEY.match(text)
    if any_of or ("%" in text and "=" not in text):
        return _ANY_SLUG + _escaped(text[any_of.end() :] if any_of else "")
    return "".join(_open(piece) if piece[0].isdigit() else _escaped(piece) for piece in _PIECE.findall(text))


def _open(number: str) -> str:
    return rf"\d{{{len(number)}}}" if len(number) in _DAYS and number[:2] in ("19", "20") else r"\d+"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
