"""Pages of one list, and parts of one article: pagers as links, as select boxes and as scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.page.address import numbering, urls
from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.leaning import is_counted_page
from pipelines.page.links.pager_widgets import find_widget
from pipelines.page.links.paging import PageTurn, Paging, as_list, as_parts
from pipelines.page.links.regions import Region
from pipelines.page.links.sayings import Trap, destination, is_size
from pipelines.page.links.script_pagers import find_script_pager
from pipelines.page.links.targets import template_pages
from pipelines.page.links.wording import Turn, Wording, read_weak_label, read_wording
from pipelines.page.model import Link, Navigation, Origin, Role
from pipelines.pattern import Pattern

_LONGEST = 16  # letters in 下一页, `Next page »`, `older articles`
_IN_PAGERS = (Turn.FIRST_PAGE, Turn.LAST_PAGE, Turn.NUMBER)  # elsewhere 首页 is the front page, `last` many things
_TO_PAGES = (Turn.NEXT_PAGE, Turn.PREVIOUS_PAGE)
_ARROWS = (Turn.BACK, Turn.ON)
_NUMBER, _PAGER = Turn.NUMBER, Region.PAGER
_PLAIN, _HEAD, _DATA, _TEMPLATE = Origin.PLAIN, Origin.HEAD, Origin.DATA, Origin.TEMPLATE
_LOADED = Origin.LOADED
_GOING_ON = (_TEMPLATE, Origin.CURSOR)
_MOST_NUMBERS = 15
_DAY = Pattern(r"(?<!\d)(?:19|20)\d\d[-/_]?(?:0[1-9]|1[0-2])[-/_]?(\d\d)(?!\d)")
_MOST_FIRST = 2  # the words for a page that its address counts as 1: some count from 0
_CHAIN = (Turn.PREVIOUS, Turn.NEXT)
_TURNS = ("prev", "next", "previous")


def find_pages(page: Page, leans: int) -> Paging:
    """Find the links that turn pages. `leans` is above zero where the page looks like an article."""
    is_counted = leans > 0 and is_counted_page(page)
    candidates = [
        found
        for index, anchor in enumerate(page.anchors)
        if not _is_silent(anchor) and (found := _candidate(index, anchor, page, is_counted=is_counted))
    ]
    in_row = _rows(candidates) if leans <= 0 else frozenset()
    turns: dict[str, PageTurn] = {}
    for one in candidates:
        if leans > 0 and one.numbers is None and read_weak_label(one.name):
            continue  # Older, Newer: of an article that is the one before it, of a list its next page
        if words := _words(one, one.index in in_row, leans):
            turns.setdefault(one.anchor.to.key, PageTurn(one.anchor.to.url, one.name, words, one.numbers))
    if leans <= 0:
        turns |= _beside(page, turns)
    scripted = _scripted(page) | (_templated(page) if leans <= 0 else {})
    for key, turn in scripted.items():
        turns.setdefault(key, turn)
    numbered = any(turn.numbers for turn in turns.values())
    paging = as_parts(page.key, page.document.url, turns) if leans > 0 and numbered else Paging(as_list(turns))
    verdicts = paging.verdicts
    links = tuple(
        Link(turn.url, verdicts[key][0], turn.text, turn.words, origin=turn.origin)
        for key, turn in scripted.items()
        if key in verdicts
    )
    return Paging(verdicts, paging.parts, paging.part, links)


def _beside(page: Page, turns: Mapping[str, PageTurn]) -> dict[str, PageTurn]:
    """Find the page on the other side of a list by its number, where the words of one side alone are known."""
    wanted = {
        (mine, mine + step)
        for turn in turns.values()
        if turn.numbers
        for mine in turn.numbers[:1]
        for step in (-1, 1)
    }
    others = (
        [each for each in page.anchors if each.to.key not in turns and each.text[:_LONGEST] == each.text]
        if wanted
        else []
    )
    numbered = ((each, numbering.page_numbers(page.key, each.to.key)) for each in others)
    words = "an address of the same pages"
    return {
        each.to.key: PageTurn(each.to.url, each.text, words, numbers)
        for each, numbers in numbered
        if numbers in wanted
    }


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A link that may turn pages: its place among the links, what it says, and (mine, its) page numbers."""

    index: int
    anchor: Anchor
    name: str
    wording: Wording
    numbers: tuple[int, int] | None


def _is_silent(anchor: Anchor) -> bool:
    """Tell most links at once: neither words nor a `rel` speak of pages."""
    return bool(
        anchor.text and not anchor.says.calls and anchor.origin is _PLAIN and "rel" not in anchor.attributes
    )


def _candidate(index: int, anchor: Anchor, page: Page, *, is_counted: bool) -> _Candidate | None:
    """`is_counted`: pictures without words lead to further pages of a gallery."""
    if not anchor.to.on_site or anchor.to.key == page.key or destination(anchor.to).trap is Trap.CALENDAR:
        return None
    name = anchor.text if anchor.text or anchor.origin is _HEAD else anchor.name
    if anchor.origin in _GOING_ON:
        return _Candidate(index, anchor, "", read_wording(""), None)
    if anchor.origin is _LOADED:
        return _loaded(index, anchor, page)
    if len(name) > _LONGEST:
        return None
    wording = read_wording(name)
    if wording.turn is None or wording.turn in _CHAIN:
        named = anchor.origin is _HEAD or anchor.attributes.get("rel") in _TURNS or _goes_on(anchor, page)
        if not named and not wording.more and not (is_counted and not name):
            return None
    if wording.turn is _NUMBER and "=" in anchor.to.key and is_size(wording.number, anchor.to.key):
        return None
    if wording.more and anchor.origin is _DATA:
        return _Candidate(index, anchor, name, wording, None)
    return _Candidate(index, anchor, name, wording, numbering.page_numbers(page.key, anchor.to.key))


def _goes_on(anchor: Anchor, page: Page) -> bool:
    """Tell a button that fetches a later page of this list, whatever it says."""
    numbers = numbering.page_numbers(page.key, anchor.to.key) if anchor.origin is _DATA else None
    return numbers is not None and numbers[1] > numbers[0]


def _loaded(index: int, anchor: Anchor, page: Page) -> _Candidate | None:
    """Take what is loaded at the end of a list for its next page where it has the address of one."""
    numbers = numbering.page_numbers(page.key, anchor.to.key)
    same = page.key.partition("?")[0] == anchor.to.key.partition("?")[0]
    return _Candidate(index, anchor, "", read_wording(""), numbers) if numbers or same else None


def _rows(candidates: list[_Candidate]) -> frozenset[int]:
    """Give the places of links that stand in a row with 下一页, or with page numbers that go up."""
    runs: list[list[_Candidate]] = []
    for one in candidates:
        if one.wording.turn is None:
            continue
        if runs and one.index == runs[-1][-1].index + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return frozenset(one.index for run in runs if _is_pager(run) for one in run)


def _is_pager(run: list[_Candidate]) -> bool:
    if any(one.wording.turn in _TO_PAGES for one in run):
        return True
    numbered = [one for one in run if one.wording.turn is _NUMBER]
    rising = all(one.wording.number < other.wording.number for one, other in pairwise(numbered))
    if all(map(_is_day, numbered)):
        return False
    families = {one.anchor.to.family for one in numbered}
    # More numbers than that are the days of a calendar.
    return 2 <= len(numbered) <= _MOST_NUMBERS and rising and len(families) == 1


def _is_day(one: _Candidate) -> bool:
    """Tell a day of a calendar, which leads to an address with that day."""
    found = _DAY.search(one.anchor.to.key)
    return found is not None and int(found[1]) == one.wording.number


def _words(one: _Candidate, in_row: bool, leans: int) -> str | None:
    turn = one.wording.turn
    if one.anchor.origin in (*_GOING_ON, _LOADED):
        return one.anchor.origin if leans <= 0 else None
    if turn in _TO_PAGES or (one.wording.more and one.anchor.origin is _DATA and leans <= 0):
        return f"text {one.name}"
    if one.numbers:
        said = f"text {one.name}" if one.name else "rel=next or prev"
        return f"{said}, an address of the same pages"
    if turn is _NUMBER and one.wording.number > _MOST_FIRST and numbering.is_numbered(one.anchor.to.key, 1):
        return None  # 10, 20, 50: how many entries the first page is to show
    if turn in _IN_PAGERS and (in_row or one.anchor.box.region is _PAGER):
        return f"text {one.name} in a pager"
    if turn in _ARROWS and leans <= 0 and (in_row or destination(one.anchor.to).score[0] <= 0):
        return f"text {one.name} on a list"
    return None


def _scripted(page: Page) -> dict[str, PageTurn]:
    pager = find_script_pager(page.document) or find_widget(page.document)
    turns: dict[str, PageTurn] = {}
    for number, address in pager.pages() if pager else ():
        url = page.document.resolve(address)
        if pager and url and (key := urls.key(url)) != page.key:
            turns[key] = PageTurn(url, str(number), pager.words, numbering.page_numbers(page.key, key))
    return turns


def _templated(page: Page) -> dict[str, PageTurn]:
    """Give all pages of a list that a script would load one by one, where an element says how many there are."""
    turns: dict[str, PageTurn] = {}
    for anchor in page.anchors:
        for number, address in template_pages(anchor.attributes) if anchor.origin is _TEMPLATE else ():
            if url := page.document.resolve(address):
                turns.setdefault(urls.key(url), PageTurn(url, str(number), _TEMPLATE, None, _TEMPLATE))
    return turns


def parts_after_all(navigation: Navigation, url: str) -> Navigation:
    """Take the pager of a page that has turned out to be an article for that of its parts: galleries look like lists."""
    links = {urls.key(link.url): link for link in navigation.links if link.role is Role.PAGINATION}
    own = urls.key(url)
    turns = {
        key: PageTurn(link.url, link.text, link.evidence, numbering.page_numbers(own, key))
        for key, link in links.items()
    }
    if not any(turn.numbers for turn in turns.values()):
        return navigation
    paging = as_parts(own, url, turns)
    ruled = {links[key].url: verdict for key, verdict in paging.verdicts.items()}
    roles = tuple(
        link._replace(role=ruled[link.url][0], evidence=ruled[link.url][1]) if link.url in ruled else link
        for link in navigation.links
    )
    return replace(navigation, read_links=lambda: roles, parts=paging.parts, part=paging.part)


def list_after_all(navigation: Navigation) -> Navigation:
    """Take what looked like the parts of an article for the pages of the list that it has turned out to be."""
    roles = tuple(
        link._replace(role=Role.PAGINATION) if link.role is Role.PART else link for link in navigation.links
    )
    return replace(navigation, read_links=lambda: roles, parts=(), part=1, turns=True)
