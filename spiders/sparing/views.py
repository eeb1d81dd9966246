"""Views: pages that show a known list again, filtered, sorted, laid out differently, or under a path that goes in circles.

They can be combined without end, so a few of each kind are read to tell whether the others hold anything new.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from pipelines.page.address import urls
from pipelines.page.model import Role
from pipelines.pattern import Pattern
from pipelines.read import Page
from spiders.frontier import Lead
from spiders.order import is_archive, of_calendar

_PREFIX = "view "  # before the kind of a view, where the lead to another list has the key of its first page
# Views of a kind without news that are enough, and as many more for each that had some: a filter shows less than the
# list, another value of what was asked for already may be another section, and a few of the tags may hold what no list does.
_TRIES_OF_LESS, _TRIES_OF_OTHERS, _TRIES_OF_TAGS = 2, 3, 8
_OF_KNOWN = f"{_PREFIX}of what is known: "  # a section that shows nothing new has been one try itself
_TAGS = "/*="  # behind their folder
_CROWD = 12  # sections of one folder beside each other
_VALUED = Pattern(r"([a-z]{2,20})[-_=:][\w%-]{1,40}", re.I)  # year-2019, by_hits; node_3.htm is a page
# Parameters that choose among the entries of one list; others may name its sections, which every run must see.
_FACETS = Pattern(
    r"(?:.*\[.*|f|facets?|filters?|year|jahr|ann[eé]e|a[nñ]o|anno|rok|month|sort|order|view|display|layout|mode"
    r"|(?:page_?)?size|limit|per_?page)_?0?",
    re.I,
)
_DIGITS = Pattern(r"\d+")


@dataclass(slots=True)
class Views:
    """What one run has seen of each kind of view. Views of a kind are tried one at a time until one has shown news.

    None is tried while lists and their pages are under way: what those are about to show would count as the view's news.
    """

    news: Counter[str] = field(default_factory=Counter)
    barren: Counter[str] = field(default_factory=Counter)
    _under_way: dict[str, str] = field(default_factory=dict)  # key -> kind, as of a whole list
    _lists: dict[str, str] = field(default_factory=dict)  # key -> site

    def turn(self, lead: Lead, *, shows_news: bool) -> None:
        """Note one page of a view."""
        if kind := kind_of(lead):
            (self.news if shows_news else self.barren)[kind] += 1

    def is_idle(self, lead: Lead) -> bool:
        """Tell whether others of the kind have shown that `lead` leads to nothing new."""
        kind = kind_of(lead)
        if kind is None:
            return False
        tries = _TRIES_OF_LESS if is_filter(lead) else _TRIES_OF_OTHERS
        tries = _TRIES_OF_TAGS if kind.endswith(_TAGS) else tries - kind.startswith(_OF_KNOWN)
        return self.barren[kind] >= tries * (1 + self.news[kind]) or self._is_spent(kind)

    def _is_spent(self, kind: str) -> bool:
        """Tell whether this filter showed nothing new on the whole list: then it shows nothing new on a part of it."""
        whole = _of_whole_list(kind)
        return self.barren[whole] >= _TRIES_OF_LESS and not self.news[whole]

    def waits(self, lead: Lead) -> bool:
        kind = kind_of(lead)
        if kind is None:
            return False
        return lead.site in self._lists.values() or (
            not self.news[kind] and _of_whole_list(kind) in self._under_way.values()
        )

    def ask(self, lead: Lead) -> None:
        if kind := kind_of(lead):
            self._under_way[lead.key] = _of_whole_list(kind)
        elif lead.role in (Role.CATEGORY, Role.PAGINATION) and not of_calendar(lead):
            self._lists[lead.key] = lead.site

    def end(self, lead: Lead) -> None:
        self._under_way.pop(lead.key, None)
        self._lists.pop(lead.key, None)


def _of_whole_list(kind: str) -> str:
    """Give the kind of a filter as applied to the whole list: without the marks for known entries and for another value."""
    return _PREFIX + kind.removeprefix(_OF_KNOWN).removeprefix(_PREFIX).removesuffix("=")


def kind_of(lead: Lead) -> str | None:
    """Give the kind of view that `lead` is to, None for other pages."""
    if is_archive(lead):
        year = (lead.date or "")[:4]
        return f"{_PREFIX}{urls.shape(lead.key.partition(year)[0])} by date="
    key = lead.list_key or ""
    return key if key.startswith(_PREFIX) else None


def of_known(lead: Lead) -> Lead:
    """Mark a lead to a view if it is one of a page that showed nothing new; give other leads unchanged."""
    kind = kind_of(lead)
    return (
        lead
        if kind is None or kind.endswith(_TAGS)
        else replace(lead, list_key=_OF_KNOWN + kind.removeprefix(_PREFIX))
    )


def is_filter(lead: Lead) -> bool:
    """Tell whether a lead is to a filter or another order of the list that led to it, and not to what may be another section."""
    kind = kind_of(lead)
    return kind is not None and not kind.endswith("=")


def is_history(lead: Lead) -> bool:
    """Tell whether a daily crawl can leave a view: what is new in its list is on the first pages of the list."""
    kind = kind_of(lead)
    if kind is None or not is_filter(lead):
        return False
    _, asks, names = kind.partition("?")
    return all(map(_FACETS.fullmatch, names.split("&"))) if asks else "/" in kind


def with_views(leads: Iterable[Lead], page: Page, known: Callable[[Iterable[str]], Iterable[str]]) -> list[Lead]:
    """Mark the leads that are views of `page`; sections that its menu names are none.

    `known` tells which of some keys are known.
    """
    own, found = urls.key(page.url), list(leads)
    sections = [each for each in found if each.role is Role.CATEGORY and each.list_key is None]
    kinds = {each.key: kind for each in sections if (kind := _view(each.key, own))}
    if kinds:
        menu = _menu(page)
        kinds = {key: kind for key, kind in kinds.items() if key not in menu}
    kinds |= _crowds(sections, page, kinds)
    kinds |= _circles(sections, own, known)
    return [replace(each, list_key=_PREFIX + kinds[each.key]) if each.key in kinds else each for each in found]


def _view(key: str, own: str) -> str | None:
    """Name the parameters, or folders with a value, by which `key` differs from `own`, an address of the same list."""
    path, _, query = key.partition("?")
    own_path, _, own_query = own.partition("?")
    host = path.partition("/")[0]
    if path == own_path:
        names = sorted(pair.partition("=")[0] for pair in set(query.split("&")) - set(own_query.split("&")))
        others = {pair.partition("=")[0] for pair in own_query.split("&")}.issuperset(names)
        if urls.is_front(own) and not all(map(_FACETS.fullmatch, names)):
            return None  # a section: /?cat=3, /index.php?m=content&a=lists&catid=6
        return (
            f"{host}?{_DIGITS.sub('0', unquote('&'.join(names)))}{'=' if others else ''}" if any(names) else None
        )
    pieces, own_pieces = path.split("/"), own_path.split("/")
    if _plain(pieces) != _plain(own_pieces):
        return None
    more = sorted(_names(piece for piece in pieces if piece not in own_pieces))
    others = set(_names(own_pieces)).issuperset(more)
    return f"{host}/{'/'.join(more)}{'=' if others else ''}" if more else None


def _crowds(sections: list[Lead], page: Page, kinds: Iterable[str]) -> dict[str, str]:
    """Name the tags among the sections: many sections of one folder that no menu names only select from what others show."""
    crowds: defaultdict[str, list[str]] = defaultdict(list)
    for each in sections:
        folder, _, name = each.key.partition("?")[0].rpartition("/")
        if "/" in folder and name and each.date is None and each.key not in kinds:
            crowds[folder].append(each.key)
    crowded = {folder: keys for folder, keys in crowds.items() if len(keys) >= _CROWD}
    if not crowded:
        return {}
    menu = _menu(page)
    return {
        key: _DIGITS.sub("0", folder) + _TAGS
        for folder, keys in crowded.items()
        if not menu.intersection(keys)
        for key in keys
    }


def _menu(page: Page) -> set[str]:
    return {urls.key(link.url) for link in page.navigation.links if link.in_menu}


def _names(pieces: Iterable[str]) -> list[str]:
    return [match[1] for piece in pieces if (match := _VALUED.fullmatch(piece))]


def _plain(pieces: list[str]) -> list[str]:
    return [piece for piece in pieces if piece != "index" and not _VALUED.fullmatch(piece)]


def _circles(sections: list[Lead], own: str, known: Callable[[Iterable[str]], Iterable[str]]) -> dict[str, str]:
    """Name the sections below `own` that are known without its folder: relative links of a menu, resolved on a deeper page."""
    host, _, path = own.partition("?")[0].partition("/")
    if not path:
        return {}
    folder = f"{host}/{path}/"
    roots = {
        each.key: f"{host}/{each.key.removeprefix(folder)}" for each in sections if each.key.startswith(folder)
    }
    there = set(known(roots.values())) if roots else set()
    return {key: f"{host} in circles" for key, root in roots.items() if root in there}
