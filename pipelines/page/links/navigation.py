"""Links by role: the one way into navigation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborNode

from pipelines.page.address import urls
from pipelines.page.links.anchors import Anchor, Page, read_anchors
from pipelines.page.links.breadcrumbs import find_breadcrumbs
from pipelines.page.links.calendar_days import calendar_days
from pipelines.page.links.card_days import card_days
from pipelines.page.links.chain import find_chain
from pipelines.page.links.item_dates import read_day, stands_apart
from pipelines.page.links.leaning import leaning
from pipelines.page.links.pagination import find_pages
from pipelines.page.links.regions import Box, Region
from pipelines.page.links.roles import HEADLINE, quick_score, reasons, trap
from pipelines.page.links.sayings import Trap, Verdict, destination
from pipelines.page.links.teasers import count_teasers
from pipelines.page.links.unseen import UNSEEN, unseen
from pipelines.page.links.wording import Turn
from pipelines.page.model import Link, Navigation, Origin, Role
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern
from pipelines.rules import Rules

_MOST_OF_A_DAY = 30  # letters: Wednesday, 29 September 2024
_IN_A_ROW, _SECTION = 2, 6  # links; letters of a section's name
_LEAST_OF_A_DAY, _MOST_OF_AN_ITEM = 4, 600  # letters beside the link: 6-29, a teaser
_LEAST_OF_A_TEASER = 80
_MENUS = (Region.NAVIGATION, Region.FOOTER)
_DATELESS = (Region.NAVIGATION, Region.FOOTER, Region.CRUMBS, Region.PAGER)
# Bound once: reading a member off its class costs more than what is done with it here.
_ARTICLE, _CATEGORY, _OTHER, _EXTERNAL = Role.ARTICLE, Role.CATEGORY, Role.OTHER, Role.EXTERNAL
_IFRAME, _SENDING = Origin.IFRAME, (Origin.REFRESH, Origin.FRAME)
_PAGINATION, _NUMBER = Role.PAGINATION, Turn.NUMBER
_CALENDAR, _MENU = Trap.CALENDAR, Region.NAVIGATION
_NO_VERDICT = (None, "")
_ROLE_BY_ORIGIN = {
    Origin.FEED: Role.FEED,
    Origin.SITEMAP: Role.SITEMAP,
    Origin.FRAME: Role.CATEGORY,
    Origin.REFRESH: Role.CATEGORY,
}
_FAMILIES = 3  # kinds of addresses on a page that leads somewhere by itself; on others a frame holds the links
_NO_RULES = Rules()
_SCRIPT, _CHINESE = Pattern(r"[简簡繁正][体體](?:中文|版)?"), Pattern("[\u4e00-\u9fff]{3}")
_NEAR = 4  # links in the row of an entry
_LONGEST_SCRIPT = 5  # letters, and one
_SPEAKS = 3  # links in Chinese, which a page that lets its readers choose a language has not
# The neighbours in the chain are articles too, and the pages of a list have the addresses of lists.
_NARROWER = {Role.ARTICLE: (Role.PREVIOUS, Role.NEXT, Role.PART), Role.CATEGORY: (Role.PAGINATION,)}


def navigate(
    document: Document,
    rules: Rules = _NO_RULES,
    body: LexborNode | None = None,
    crumbs: str | None = None,
    *,
    is_headed: bool = False,
) -> Navigation:
    """Give every link of the page with its role, and what the links say about the page.

    `body` is the element that holds the article's text, where one was found, `is_headed` whether it has an
    article's headline. `crumbs` is the selector by which a profile names the breadcrumbs.
    """
    page = read_anchors(document, rules.hosts or urls.site_of(document.url), body)
    around = page.around.get(body.mem_id) if body is not None else None
    teasers = count_teasers(page, around, is_headed=is_headed)
    leans = leaning(page, teasers, is_headed=is_headed)
    paging = find_pages(page, leans)
    chain = find_chain(page, paging.verdicts, leans)
    days = dict.fromkeys(calendar_days(page), (_OTHER, _CALENDAR))
    beside = dict.fromkeys(_beside_entries(page), (_OTHER, "bears the number of the article beside it"))
    verdicts = {**beside, **paging.verdicts, **chain.verdicts, **days}
    return Navigation(
        cache(
            lambda: _Reader(
                rules, page.key, leans > 0, verdicts, _votes(page), unseen(page), _script_of(page)
            ).links(page, paging.links)
        ),
        turns=any(role is _PAGINATION for role, _ in paging.verdicts.values()),
        breadcrumbs=find_breadcrumbs(page, crumbs),
        previous=chain.previous,
        next=chain.next,
        parts=paging.parts,
        part=paging.part,
        teasers=teasers,
        own=_own_entry(page),
        left_out=document.left_out,
    )


def _own_entry(page: Page) -> str:
    """Give the words by which a menu of this page leads to itself: sections and pages about the site do, articles not."""
    for index, anchor in enumerate(page.anchors):
        if anchor.to.key == page.key and _is_entry(anchor) and _in_menu(page, index):
            return anchor.text
    return ""


def _in_menu(page: Page, index: int) -> bool:
    """Tell whether a link stands in a menu: by the names of the elements, or between others of its kind."""
    region = page.anchors[index].box.region
    row = page.anchors[max(0, index - 1) : index + 2]
    if any(destination(anchor.to).trap is Trap.WIKI for anchor in row):
        return False  # tabs: the article, what is said of it, its history
    return region in _MENUS or (not region and len(row) > 2 and all(map(_is_entry, row)))


def _is_entry(anchor: Anchor) -> bool:
    wording = anchor.says.wording
    named = wording.weight < 0 and wording.turn is None and not wording.more
    return named and anchor.to.on_site and "#" not in (anchor.attributes.get("href") or "#")


def _beside_entries(page: Page) -> set[str]:
    """Give the keys of what stands beside a headline and asks by its number for something about the article: comments."""
    anchors = page.anchors
    asking = [index for index, anchor in enumerate(anchors) if "?" in anchor.to.key and not _is_titled(anchor)]
    found = {
        anchors[index].to.key
        for index in asking
        if anchors[index].box.region not in _MENUS
        for near in anchors[max(0, index - _NEAR) : index + _NEAR + 1]
        if _is_titled(near) and urls.numbers_alike(anchors[index].to.key, near.to.key)
    }
    return found.difference(anchor.to.key for anchor in anchors if _is_titled(anchor)) if found else found


def _is_titled(anchor: Anchor) -> bool:
    return anchor.says.wording.weight >= HEADLINE


def _script_of(page: Page) -> str:
    """Give the first Chinese script that a page in another language names, nothing where it is in Chinese itself: there the
    name of the other one stands for a conversion.
    """
    named = [
        each for each in page.anchors if 1 < len(each.text) < _LONGEST_SCRIPT and _SCRIPT.fullmatch(each.text)
    ]
    if not named or sum(_CHINESE.search(each.text) is not None for each in page.anchors) >= _SPEAKS:
        return ""
    return named[0].to.key


def _votes(page: Page) -> Mapping[str, float]:
    """Give by family of URLs what its links say on the average: links of one template lead to one kind of page."""
    sums: defaultdict[str, list[int]] = defaultdict(list)
    for anchor in page.anchors:
        if anchor.to.on_site:
            sums[anchor.to.family].append(quick_score(anchor))
    return {family: sum(scores) / len(scores) for family, scores in sums.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    rules: Rules
    own: str
    own_is_article: bool
    verdicts: Mapping[str, Verdict]
    votes: Mapping[str, float]
    unseen: frozenset[str]
    script: str  # key of what a page in another language leads to by the name of a Chinese script

    def links(self, page: Page, scripted: tuple[Link, ...]) -> tuple[Link, ...]:
        """Give one link for every page; of two to the same, the one that says more.

        `scripted` are those that no element holds.
        """
        best: dict[str, Anchor] = {}
        dates = {} if self.own_is_article else dict(card_days(page))
        for anchor in page.anchors:
            known = best.get(anchor.to.key)
            if known is None or self._says_more(anchor, known):
                best[anchor.to.key] = anchor
            if known is not None and (day := _day_alone(anchor) or _day_alone(known)):
                dates.setdefault(anchor.to.key, day)
        more = [
            link for link in scripted if urls.key(link.url) not in best and not self._ruled(link.url, link.role)
        ]
        return tuple([self._link(anchor, dates.get(key), page) for key, anchor in best.items()] + more)

    def _says_more(self, anchor: Anchor, known: Anchor) -> bool:
        """A longer text does; of a pager, the number: not every word for its next page is known."""
        if self.verdicts.get(anchor.to.key, _NO_VERDICT)[0] is _PAGINATION:
            counts = anchor.says.wording.turn is _NUMBER
            if counts is not (known.says.wording.turn is _NUMBER):
                return counts
        return len(anchor.text) > len(known.text)

    def _link(self, anchor: Anchor, day: str | None, page: Page) -> Link:
        if not anchor.to.on_site:
            return Link(anchor.to.url, _EXTERNAL, anchor.text, "another site")
        date, dated = _date_beside(anchor, page) if day is None else (day or None, True)
        role, words = self._forced(anchor) or self.verdicts.get(anchor.to.key) or self._weighed(anchor, dated)
        of_calendar, origin = words is _CALENDAR, anchor.origin
        if origin and origin not in _ROLE_BY_ORIGIN and origin not in words:
            words = f"{words}, {origin}"
        in_menu = anchor.box.region is _MENU
        return Link(anchor.to.url, role, anchor.name, words, date, origin, dated, in_menu, of_calendar)

    def _forced(self, anchor: Anchor) -> Verdict | None:
        """Decide what needs no weighing."""
        if anchor.to.key == self.own and anchor.origin not in _SENDING:
            return _OTHER, "this page itself"
        if anchor.origin and (role := _ROLE_BY_ORIGIN.get(anchor.origin)):
            return role, anchor.origin
        if self.rules.has_patterns and (
            verdict := self._ruled(anchor.to.url, self.verdicts.get(anchor.to.key, (None, ""))[0])
        ):
            return verdict
        return destination(anchor.to).fixed

    def _ruled(self, url: str, found: Role | None) -> Verdict | None:
        """Decide by the profile's patterns; what they say of a link may be `found` more exactly by its place."""
        rules = self.rules
        ruled = ((rules.ignore, Role.OTHER), (rules.article, Role.ARTICLE), (rules.category, Role.CATEGORY))
        for patterns, role in ruled:
            for pattern in patterns:
                if re.search(pattern, url):
                    return None if found in _NARROWER.get(role, ()) else (role, f"the profile's pattern {pattern}")
        return None

    def _weighed(self, anchor: Anchor, dated: bool) -> Verdict:
        if anchor.origin is _IFRAME and len(self.votes) >= _FAMILIES:
            return _OTHER, "an addition to this page"
        if anchor.to.key == self.script and anchor.to.key not in self.unseen:
            return _CATEGORY, f"text {anchor.text}"
        if reason := UNSEEN if anchor.to.key in self.unseen else trap(anchor):
            return _OTHER, reason
        if destination(anchor.to).edition and not urls.is_edition(self.own):
            return _OTHER, "another edition of this site"
        if (self.own_is_article or urls.is_deep(self.own)) and urls.is_translation(anchor.to.key, self.own):
            return _OTHER, "this page in another language"  # the lists of that lead to it
        if self.own_is_article and not anchor.text and anchor.to.key.startswith(f"{self.own}/"):
            return _OTHER, "a picture of this article"
        if "?" in anchor.to.key and (words := self._about(anchor)):
            return _OTHER, words
        if anchor.says.wording.more:
            return _CATEGORY, f"text {anchor.text}"
        article = quick_score(anchor) + self.votes[anchor.to.family] + (3 if dated else 0) > 0
        words = reasons(anchor, dated, article) or "like the other links with such an address"
        return _ARTICLE if article else _CATEGORY, words

    def _about(self, anchor: Anchor) -> str:
        """Say what an address with a query asks of this very page, nothing for most."""
        key = anchor.to.key
        # The entry of a list may say where to go back to.
        is_entry = not self.own_is_article and anchor.says.wording.weight >= HEADLINE
        if (not is_entry and urls.names(key, self.own)) or (
            self.own_is_article and urls.numbers_alike(key, self.own)
        ):
            return "an address that names this page"
        return ""


def _day_alone(anchor: Anchor) -> str | None:
    """Give the day that a link has for its text: the permalink beside the headline."""
    text = anchor.text
    return read_day(text)[0] if _LEAST_OF_A_DAY < len(text) <= _MOST_OF_A_DAY else None


def _date_beside(anchor: Anchor, page: Page) -> tuple[str | None, bool]:
    """Give the ISO day shown in the link's item, and whether there is any date at all."""
    if anchor.box.region in _DATELESS:
        return None, False
    for box in (anchor.item, _row(anchor, page)):
        text = box.node.text() if box is not None else ""
        if _LEAST_OF_A_DAY <= len(text) - len(anchor.text) < _MOST_OF_AN_ITEM:
            beside = text.replace(anchor.text, " ") if anchor.text else text
            day, shown = read_day(beside)
            if shown:
                told = len(beside) < _LEAST_OF_A_TEASER or stands_apart(beside)
                return day if told else None, shown
    return None, False


def _row(anchor: Anchor, page: Page) -> Box | None:
    """Give the element around a link and that to its section before it: [社会] 夜市摊位全部入棚 09-10."""
    box = anchor.box
    while box.parent is not None and box.parent.count <= _IN_A_ROW:
        box = box.parent
    both = page.inside(box) if box.count == _IN_A_ROW else []
    told = len(both) == _IN_A_ROW and both[1] is anchor and len(both[0].text) < _SECTION < len(anchor.text)
    return box if told else None
