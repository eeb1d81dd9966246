"""Links by role: the one way into navigation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pipelines.page import urls
from pipelines.page.anchors import Anchor, Page, Region, read_anchors
from pipelines.page.breadcrumbs import find_breadcrumbs
from pipelines.page.chain import find_chain
from pipelines.page.document import Document
from pipelines.page.model import Link, Navigation, Role
from pipelines.page.pagination import find_pages, leaning
from pipelines.page.roles import Verdict, trap, weigh
from pipelines.rules import Rules

_DATE = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?([01]?\d)\s?[-/.月]\s?([0-3]?\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)[01]?\d[-/月][0-3]?\d日?(?!\d)")
_NO_RULES = Rules()


def navigate(document: Document, rules: Rules = _NO_RULES, body: LexborNode | None = None) -> Navigation:
    """Give every link of the page with its role, and what the links say about the page.

    `body` is the element that holds the article's text, where one was found.
    """
    site = rules.hosts or urls.site_of(document.url)
    page = read_anchors(document, body)
    leans = leaning(page)
    paging = find_pages(page, site, leans)
    chain = find_chain(page, site, paging.verdicts, leans)
    reader = _Reader(site, rules, urls.key(document.url), {**paging.verdicts, **chain.verdicts}, _votes(page))
    return Navigation(
        links=reader.links(page),
        breadcrumbs=find_breadcrumbs(page),
        previous=chain.previous,
        next=chain.next,
        parts=paging.parts,
        part=paging.part,
    )


def _votes(page: Page) -> Mapping[str, float]:
    """Give by family of URLs what its links say on the average: links of one template lead to one kind of page."""
    sums: defaultdict[str, list[int]] = defaultdict(list)
    for anchor in page.anchors:
        sums[urls.family(urls.shape(anchor.key))].append(weigh(anchor, False)[0])
    return {family: sum(scores) / len(scores) for family, scores in sums.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    site: tuple[str, ...]
    rules: Rules
    own: str
    verdicts: Mapping[str, Verdict]
    votes: Mapping[str, float]

    def links(self, page: Page) -> tuple[Link, ...]:
        """Give one link for every URL; of two to the same page, the one with the longer text."""
        links: dict[str, Link] = {}
        for anchor in page.anchors:
            known = links.get(anchor.key)
            if known is None or len(anchor.text) > len(known.text):
                links[anchor.key] = self._link(anchor)
        return tuple(links.values())

    def _link(self, anchor: Anchor) -> Link:
        date, dated = _date_beside(anchor)
        role, words = self._forced(anchor) or self.verdicts.get(anchor.key) or self._weighed(anchor, dated)
        if anchor.hidden:
            words += ", address hidden in a script"
        return Link(anchor.url, role, anchor.name, words, date)

    def _forced(self, anchor: Anchor) -> Verdict | None:
        """Decide what needs no weighing."""
        for patterns, role in (
            (self.rules.ignore, Role.OTHER),
            (self.rules.article, Role.ARTICLE),
            (self.rules.category, Role.CATEGORY),
        ):
            for pattern in patterns:
                if re.search(pattern, anchor.url):
                    return role, f"the profile's pattern {pattern}"
        if not urls.same_site(anchor.url, self.site):
            return Role.EXTERNAL, "another site"
        if anchor.key == self.own:
            return Role.OTHER, "this page itself"
        if anchor.key.endswith("/") and anchor.key.count("/") == 1:
            return Role.CATEGORY, "the front page"
        return None

    def _weighed(self, anchor: Anchor, dated: bool) -> Verdict:
        if reason := trap(anchor):
            return Role.OTHER, reason
        total, words = weigh(anchor, dated)
        vote = self.votes[urls.family(urls.shape(anchor.key))]
        role = Role.ARTICLE if total + vote > 0 else Role.CATEGORY
        return role, ", ".join(words) or "like the other links with such an address"


def _date_beside(anchor: Anchor) -> tuple[str | None, bool]:
    """Give the ISO day shown in the link's item, and whether there is any date at all."""
    item = anchor.item
    if item is None or anchor.box.region in (Region.NAVIGATION, Region.FOOTER):
        return None, False
    text = item.node.text()
    if len(text) > 600:
        return None, False
    if match := _DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}", True
    return None, _DAY.search(text.replace(anchor.text, "")) is not None
