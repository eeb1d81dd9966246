"""What a page is to a crawler, by points for and against an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page.address import urls
from pipelines.page.lines.names import has_han
from pipelines.page.links.marked_entries import marked_entries
from pipelines.page.links.roles import is_no_day
from pipelines.page.links.sayings import Trap, address_score, address_trap
from pipelines.page.links.wording import read_wording, squeeze, width
from pipelines.page.model import Basis, Body, Found, Kind, Link, Navigation, Reading, Role
from pipelines.page.tree.document import Document
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

PAGE_SAYS = "the page says: "  # evidence that begins so goes on with the words of a refusal
_REFUSAL = Pattern(phrase("refusals", "texts"), re.I)
_LINKED = Pattern(r"""href=["']([^"']+)["']>([^<]*+(?:<(?!/a)[^<]*+)*+)""")
_FILES = "iframe[src*='.pdf'], embed[src*='.pdf'], object[data*='.pdf'], video"
_ARTICLE_AT = 3  # points
_MONTH, _OTHERS = Pattern(r"(?:19|20)\d\d[-/_]?(?:0[1-9]|1[0-2])/?(?:\.[a-z]{3,5})?$"), 2
_FEW = 5  # links that make a list
_WORDS, _NAME = 2, 4  # words, and Chinese characters, of a section's name
_TOLD = 20  # letters of a headline; the names of sections are shorter
# 停水通知, 公示: all the headline that a notice of two lines has. 通知公告 is a section
_NOTICE = Pattern(phrase("words", "notices"))
# Letters as `width` counts them: 40 Chinese characters are a short report, 100 a report.
_SHORT, _BODY, _LONG, _DECISIVE = 120, 300, 900, 3000
_BY_SIZE = ((_DECISIVE, 5), (_LONG, 3), (_BODY, 2), (_SHORT, 1))
_NOT_FOR_READERS = (Trap.ACCOUNTS, Trap.WAY_IN, Trap.SEARCH)


@dataclass(frozen=True, slots=True)
class _Point:
    """One thing that speaks for an article (above zero) or against it."""

    weight: int
    words: str


def classify(document: Document, navigation: Navigation, reading: Reading) -> Found[Kind]:
    """Say what the page is, by its address, its body, what it says of itself, and its links."""
    key = urls.key(document.url)
    size = _body_size(reading.body, navigation)
    if size < _LONG and (said := _refusal(document, size, reading)):
        return Found(Kind.OTHER, f"{PAGE_SAYS}{said}")
    if urls.is_front(key):
        return Found(Kind.CATEGORY, "the front page of the site")
    trap = address_trap(urls.shape(key))
    if trap in _NOT_FOR_READERS and size < _BODY:
        return Found(Kind.OTHER, trap)
    if trap is Trap.SEARCH and address_score(urls.shape(key))[0] <= 0:
        return _without_body(navigation)
    if reading.headline and read_wording(reading.headline.value).useless:
        # 机构职能 is a page about the site, or the section of a government's papers of that name.
        if _is_paged(navigation) and (listed := _without_body(navigation)).value is Kind.LIST:
            return listed
        return Found(Kind.OTHER, f"a page about the site: {reading.headline.value}")
    points = list(_points(document, navigation, reading, size))
    if (size or _shows_file(document) or _shows_scan(reading, navigation)) and sum(
        point.weight for point in points
    ) >= _ARTICLE_AT:
        return Found(Kind.ARTICLE, ", ".join(point.words for point in points if point.weight > 0))
    return _without_body(navigation)


def _without_body(navigation: Navigation) -> Found[Kind]:
    articles = _articles(navigation)
    dated = sum(link.date is not None or link.dated for link in articles)
    if dated and (dated == len(articles) or (dated >= _FEW and dated * 2 > len(articles))):
        return Found(Kind.LIST, f"{dated} of {len(articles)} links to articles have a date")
    if articles and _is_paged(navigation):
        return Found(Kind.LIST, f"{len(articles)} links to articles, on several pages")
    if len(articles) >= _FEW or (articles and dated == len(articles)):
        return Found(Kind.CATEGORY, f"{len(articles)} links to articles")
    categories = sum(link.role is Role.CATEGORY for link in navigation.links)
    if categories >= _FEW:
        return Found(Kind.CATEGORY, f"{categories} links to sections, no article")
    return Found(Kind.OTHER, "neither a body nor links to articles")


def _is_paged(navigation: Navigation) -> bool:
    return navigation.turns and any(link.role is Role.PAGINATION for link in navigation.links)


def _articles(navigation: Navigation) -> list[Link]:
    return [link for link in navigation.links if link.role is Role.ARTICLE]


# Characters of a body after which more make no difference.
_ENOUGH = 5000


def _body_size(body: Found[Body] | None, navigation: Navigation) -> int:
    """Give the letters of the body, none where it is mostly headlines that lead elsewhere, or the texts below them."""
    if body is None or navigation.teasers:
        return 0
    size = width(body.value.text[:_ENOUGH])
    linked = _LINKED.findall(body.value.html)
    inside = {url for url, _ in linked}
    if len(inside) < _FEW or 2 * sum(width(text) for _, text in linked) <= size:
        return size  # as most: the links need no weighing
    headlines = [width(link.text) for link in _articles(navigation) if link.url in inside]
    return 0 if len(headlines) >= _FEW and sum(headlines) * 2 > size else size


def _points(document: Document, navigation: Navigation, reading: Reading, size: int) -> Iterator[_Point]:
    weight = next((points for least, points in _BY_SIZE if size >= least), 0)
    yield _Point(weight, f"a body of {size} letters")
    own = urls.shape(urls.key(document.url))
    score, words = address_score(own)
    yield _Point(max(-2, min(2, score)), words)
    if address_trap(own) is Trap.CALENDAR and _is_day(own, navigation):
        yield _Point(-4, "a day of the calendar beside it")
    elif _MONTH.search(document.url) and _is_month(own, navigation):
        yield _Point(-4, "a month among the months beside it")
    yield from _ways_on(document, navigation, reading)
    if reading.published:
        yield _Point(1, f"a date ({reading.published.evidence})")
    if reading.authors or reading.source or reading.editors:
        yield _Point(1, "a byline")
    if is_headed(reading):
        yield _Point(2, "a headline that the title repeats, and a byline")
    elif _is_notice(reading, navigation, score >= 0):
        yield _Point(2, "a headline that the title repeats, and a date")
    if _is_called_article(document):
        yield _Point(2, "meta og:type of an article")
    elif reading.published and reading.published.basis is Basis.JSON_LD:
        yield _Point(2, "JSON-LD of an article")


def _ways_on(document: Document, navigation: Navigation, reading: Reading) -> Iterator[_Point]:
    if navigation.previous or navigation.next:
        yield _Point(2, "a neighbour in a chain of articles")
    if navigation.own:
        yield _Point(-3, f"a menu leads here: {navigation.own}")
    if not is_headed(reading) and document.acts and len(entries := marked_entries(document)) >= _FEW:
        yield _Point(-4, f"{len(entries)} entries that a click opens")
    if navigation.parts:
        yield _Point(2, "one of several parts")
    elif _is_paged(navigation):
        yield _Point(-2, "a pager")


def _is_day(own: str, navigation: Navigation) -> bool:
    """Tell a page of what came out on one day, by a calendar that leads to others with such an address as its `own`."""
    return any(
        link.of_calendar and not link.origin and urls.shape(urls.key(link.url)) == own for link in navigation.links
    )


def _is_month(own: str, navigation: Navigation) -> bool:
    """Tell a page of what came out in one month by those of other months, `2024/05 (7)`; it may show one post, in full."""
    family = urls.family(own)
    months = (link for link in navigation.links if link.text and not is_no_day("", link.text))
    return sum(urls.family(urls.shape(urls.key(link.url))) == family for link in months) >= _OTHERS


def _shows_file(document: Document) -> bool:
    """Say whether a page that says nothing itself shows a paper or a film."""
    return document.tree.css_first(_FILES) is not None


def _shows_scan(reading: Reading, navigation: Navigation) -> bool:
    """Say whether a page without text is a notice that was scanned: a headline, a day, who gave it out, and a picture."""
    credited = reading.source or reading.authors or reading.editors or is_headed(reading)
    dated = _is_dated(reading)
    return bool(reading.images and dated and credited and len(_articles(navigation)) < _FEW)


def _is_dated(reading: Reading) -> bool:
    """Say whether the page has a day, and not its address alone."""
    return reading.published is not None and reading.published.basis is not Basis.URL


def is_headed(reading: Reading) -> bool:
    """Say whether the page has the headline of an article: a sentence that the title repeats, with a date or a name."""
    headline = reading.headline
    if headline is None or headline.basis is not Basis.AGREED:
        return False
    dated = _is_dated(reading)
    if width(headline.value) >= _TOLD:
        return dated or reading.authors is not None
    wordy = len(headline.value.split()) > _WORDS or (has_han(headline.value) and len(headline.value) > _NAME)
    return dated and reading.authors is not None and wordy


def _is_notice(reading: Reading, navigation: Navigation, addressed: bool) -> bool:
    """Say whether the page has a short headline that the title repeats, a date, and hardly a link to articles.

    Shorter still may be that of a notice, on a page without the address of a list (`addressed`).
    """
    headline = reading.headline
    if headline is None or headline.basis is not Basis.AGREED or not has_han(headline.value):
        return False
    dated = _is_dated(reading)
    told = len(headline.value) > _NAME or (addressed and _NOTICE.fullmatch(headline.value))
    return bool(dated and told and len(_articles(navigation)) < _FEW)


def _is_called_article(document: Document) -> bool:
    metas = (node.attributes for node in document.elements["meta"])
    said = next((meta.get("content") or "" for meta in metas if meta.get("property") == "og:type"), "")
    return said.lower().startswith(("article", "video"))


def _refusal(document: Document, size: int, reading: Reading) -> str | None:
    """Give the words by which a page says that it is not there, or not for us.

    They may stand anywhere on a short page that has no day: a notice has one, and may tell of a system that rests.
    """
    for place in (document.first(tag) for tag in ("title", "h1", "h2")):
        text = squeeze(place.text())[:200] if place is not None else ""
        found = _REFUSAL.search(text)
        if found and width(text) <= 4 * width(found[0]) + 20:
            return found[0]
    dated = _is_dated(reading)
    body = document.tree.body if size < _BODY and not dated else None
    text = squeeze(body.text()) if body is not None else ""
    found = _REFUSAL.search(text[:200]) if len(text) < _LONG else None
    return found[0] if found else None
