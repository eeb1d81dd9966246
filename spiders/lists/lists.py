"""How far lists are followed: pure rules on the pages of one list, and what a run has seen of each."""

from __future__ import annotations

import json
import re
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.page.address import numbering, urls
from pipelines.page.links.wording import Turn, read_wording
from pipelines.page.model import Link, Origin, Role
from pipelines.pattern import Pattern
from pipelines.read import Page
from spiders.frontier import Lead, Mode, Plan, Via
from spiders.leads import address
from spiders.lists.rising import from_the_end, rises
from spiders.order import is_feed

# A list that shows nothing new on three pages in a row is going round in circles; no list is longer than the
# budget, whatever its server says.
STALE_PAGES = 3
LIST_BUDGET = 5000
_SECOND = 2
_FEW_OF_A_VIEW, _FEW = 2, 4  # further pages of which some are to tell of the others


@dataclass(frozen=True, slots=True)
class Turned:
    """What a page says of its list.

    `stale`: pages in a row on which the list repeated itself; `fresh`: unknown articles that this page shows;
    `rises`: the list begins with its oldest entry; `follows`: the page before this one was read; `backward`: what this list
    calls previous are its older entries, which lie ahead.
    """

    stale: int
    fresh: int
    rises: bool = False
    follows: bool = False
    backward: bool = False


@dataclass(slots=True)
class ListWalk:
    """What one run has seen of each list, to end those that go round in circles.

    Keeps a hash for each entry; `stale` counts the pages in a row that showed nothing this list had not shown, and
    `beyond` holds the numbers of such pages behind the last that did: some lists never end.
    """

    seen: dict[str, set[int]] = field(default_factory=dict)
    stale: dict[str, int] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)  # by any list
    rising: set[str] = field(default_factory=set)  # lists that begin with their oldest entry
    backward: set[str] = field(default_factory=set)  # lists whose first page leads to a previous one alone
    numbers: dict[str, set[int]] = field(default_factory=dict)  # of pages that were read, by list
    beyond: dict[str, list[int]] = field(default_factory=dict)
    sampling: set[str] = field(default_factory=set)  # lists of which a few pages tell whether the others are read
    pages: dict[str, dict[int, int]] = field(default_factory=dict)  # by list: all that a page showed, its number

    def recall(self, kept: str | None) -> None:
        """Take what `to_json` gave: a run that goes on in the middle of a list may find its first page unchanged."""
        self.backward.update(json.loads(kept or "[]"))

    def to_json(self) -> str:
        return json.dumps(sorted(self.backward))

    def turn(self, page: Page, lead: Lead, entries: Iterable[str], fresh: int) -> Turned:
        """Note one page of a list and what it shows."""
        list_key = lead.list_key or lead.key
        if rises(page, lead):
            self.rising.add(list_key)
        if lead.number == 1:
            (self.backward.add if _looks_back(page) else self.backward.discard)(list_key)
        seen = self.seen.setdefault(list_key, set())
        before, shown = len(seen), tuple(hash(each) for each in entries)
        seen.update(shown)
        beyond = self.beyond.setdefault(list_key, [])
        if len(seen) > before:
            self.stale[list_key] = 0
            beyond[:] = [number for number in beyond if number > lead.number]
        else:
            repeated = self._repeats(list_key, shown, lead.number)
            self.stale[list_key] = STALE_PAGES if repeated else self.stale.get(list_key, 0) + 1
            insort(beyond, lead.number)
        self.pages.setdefault(list_key, {}).setdefault(hash(shown), lead.number)
        numbers = self.numbers.setdefault(list_key, set())
        numbers.add(lead.number)
        follows = lead.number - 1 in numbers
        return Turned(self.stale[list_key], fresh, list_key in self.rising, follows, list_key in self.backward)

    def unseen(self, lead: Lead, shown: Sequence[Lead]) -> Sequence[Lead]:
        """Give the entries that the list of `lead` has not shown yet: a box of the newest may stand beside every page.

        All of a page without such: as many as it holds came in since the one before was read.
        """
        seen = self.seen.get(lead.list_key or lead.key, set())
        return [each for each in shown if hash(each.key) not in seen] or shown

    def _repeats(self, list_key: str, entries: tuple[int, ...], number: int) -> bool:
        """Tell a page that shows what the one before it does, and nothing else: behind the end servers give the last one.

        Not the second: as many articles as a page holds may have come in since the first was read.
        """
        before = self.pages.get(list_key, {}).get(hash(entries))
        return len(entries) > 1 and before == number - 1 and number > _SECOND

    def is_over(self, lead: Lead) -> bool:
        """Tell a page that lies behind the end of its list, as far as that has shown itself."""
        beyond = self.beyond.get(lead.list_key or "", ())
        return (
            lead.role is Role.PAGINATION and len(beyond) >= STALE_PAGES and beyond[STALE_PAGES - 1] < lead.number
        )

    def sampled(self, lead: Lead, pages: list[Lead], *, is_view: bool) -> list[Lead]:
        """Give, of a list whose first page shows nothing new, the further pages that tell of the others: what other lists
        hold of these, they hold of those between. One that shows news leads on to all.

        `is_view`: one more view of what lists show, of which the last page tells enough.
        """
        list_key = lead.list_key or lead.key
        if not is_view and lead.number > 1:
            return [] if list_key in self.sampling else pages
        if len(pages) < (_FEW_OF_A_VIEW if is_view else _FEW):
            return pages
        self.sampling.add(list_key)
        pages = sorted(pages, key=lambda each: each.number)
        return pages[-1:] if is_view else [pages[len(pages) // 2], pages[-1]]

    def shows_news(self, leads: Iterable[Lead]) -> bool:
        """Note the articles that a page shows; tell whether this run had not seen all of them."""
        before = len(self.shown)
        self.shown.update(hash(each.key) for each in leads if each.role is Role.ARTICLE)
        return len(self.shown) > before


def asked_for(page: Page) -> list[str]:
    """Give the keys of what a page asks its server for, to show it as its list."""
    return [urls.key(link.url) for link in page.navigation.links if link.origin is Origin.ASKED]


def is_other_view(lead: Lead, page: Page) -> bool:
    """Tell a section that is the same page under another query."""
    path, _, query = lead.key.partition("?")
    return lead.role is Role.CATEGORY and bool(query) and path == urls.key(page.url).partition("?")[0]


def lowered(lead: Lead, plan: Plan) -> tuple[Lead, ...]:
    """Count a step from a page that shows known articles twice, where it leads to a section: folders may nest for ever."""
    if lead.role is not Role.CATEGORY:
        return (lead,)
    return (replace(lead, depth=lead.depth + 1),) if lead.depth < plan.max_depth else ()


def next_pages(page: Page, lead: Lead, plan: Plan, turned: Turned) -> list[Lead]:
    """Give the further pages of the list that `page` belongs to, nearest first."""
    shows = any(link.role is Role.ARTICLE for link in page.navigation.links) or asked_for(page)
    ends = lead.number > 1 and not shows
    if ends or turned.stale >= STALE_PAGES or LIST_BUDGET <= lead.number < _FAR:
        return []
    ahead = _ahead(page, lead, backward=turned.backward)
    if turned.follows:  # the way back may bear another address
        ahead = [each for each in ahead if each[0] != lead.number - 1]
    if turned.stale and lead.number > 1:  # where a jump has led behind the end, all lies further behind it
        ahead = ahead[:1] if turned.follows else []
    if plan.mode is Mode.CRAWL and turned.rises:
        ahead = from_the_end(ahead, lead, plan, turned.fresh)
    elif plan.mode is Mode.CRAWL:
        if is_far_enough(lead, plan, turned):
            return []
        ahead = [each for each in ahead if each[0] > lead.number][:1]
    elif plan.since:
        # Page by page, so that a list sorted by date can be left once it has passed the window.
        ahead = [] if _passed(page, plan) else ahead[:1]
    list_key = lead.list_key or lead.key
    via = Via.FEED if is_feed(lead) else Via.LIST
    return [
        Lead(url, Role.PAGINATION, lead.site, via, page.url, lead.depth, list_key, number) for number, url in ahead
    ]


def is_far_enough(lead: Lead, plan: Plan, turned: Turned) -> bool:
    """Tell whether a daily crawl reads a list no further than this page."""
    is_deep = lead.number >= plan.list_pages
    return is_deep if plan.first_run else turned.fresh == 0 and (is_deep or not plan.looks_deeper)


def _ahead(page: Page, lead: Lead, *, backward: bool) -> list[tuple[int, str]]:
    """Give (page number, URL) of the list's other pages: the next one first, earlier ones and unknown ones last."""
    own, current, first = urls.key(page.url), lead.number, lead.list_key or lead.key
    links = (link for link in page.navigation.links if link.role is Role.PAGINATION)
    numbered = [(_number(link, own, current, backward=backward), address(link, page)) for link in links]
    numbered = [(number, url) for number, url in numbered if number > 1 or not _is_first_again(url, first)]
    return sorted(numbered, key=lambda each: (each[0] <= current, each[0]))


def _is_first_again(url: str, first: str) -> bool:
    """Tell whether `url`, which the pager calls the first page or none, is that by which we came, under a second address:
    `?page=1`, `list_1.html`, `list1.htm`, the same with one thing more asked for.
    """
    key = urls.key(url)
    path, _, query = key.partition("?")
    own_path, _, own_query = first.partition("?")
    if _NUMBERED_FIRST.sub("", path) == own_path and query == own_query:
        return True
    if path == own_path and set(query.split("&")) > set(filter(None, own_query.split("&"))):
        return True
    return not numbering.is_numbered(first, 1) and numbering.page_numbers(first, key) is not None


_NUMBERED_FIRST = Pattern(r"(?<=[a-z])1(?=\.[a-z]{3,5}$)", re.I)
# A page of which nothing tells the number, such as the last one: behind all others.
_FAR = 9999


_ON, _BACK = (Turn.NEXT_PAGE, Turn.ON), (Turn.PREVIOUS_PAGE, Turn.BACK)


def _looks_back(page: Page) -> bool:
    """Tell a first page that leads to a previous one and to no next: « Previous of a blog are its older entries."""
    links = (link for link in page.navigation.links if link.role is Role.PAGINATION)
    turns = [read_wording(link.text).turn for link in links]
    return bool(turns) and all(turn in _BACK for turn in turns)


def _number(link: Link, own: str, current: int, *, backward: bool) -> int:
    """Give the number that a link of a pager stands for, by its words or by its address."""
    wording = read_wording(link.text)
    if wording.turn is Turn.NUMBER:
        return wording.number
    ahead, behind = (_BACK, _ON) if backward else (_ON, _BACK)
    if wording.turn in ahead or wording.more or not link.text:
        return current + 1
    if wording.turn in (*behind, Turn.FIRST_PAGE):
        return 1 if wording.turn is Turn.FIRST_PAGE else current - 1
    numbers = numbering.page_numbers(own, urls.key(link.url))
    return current + numbers[1] - numbers[0] if numbers else _FAR


def _passed(page: Page, plan: Plan) -> bool:
    """A list sorted by date, newest first, whose last entry lies before the window, has nothing left for it."""
    days = [link.date for link in page.navigation.links if link.role is Role.ARTICLE and link.date]
    return bool(plan.since and len(days) > 1 and days == sorted(days, reverse=True) and days[-1] < plan.since)
