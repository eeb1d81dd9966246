"""What one link leads to, weighed by its address, its words and its place."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.page.anchors import Anchor, Region
from pipelines.page.model import Role
from pipelines.page.vocabulary import phrase, signs
from pipelines.page.wording import read_wording

_TRAPS = signs("address_traps")
_PROGRAMS = signs("address_programs")
_SIGNS = signs("address_signs")
_REPEATED = re.compile(r"(/[^/]{1,50}/[^/]{1,50})\1(?:/|$)|(/[^/]{1,50})\2\2(?:/|$)")
_IN_CIRCLES = "an address that repeats itself"
_TAG = "address of a tag"
CALENDAR = "address of a calendar"
_FUNCTION, _ACCOUNTS = "address of a function", "address of accounts"
_SECTIONS_TOO, _ARTICLES_TOO = (_TAG, _FUNCTION), (_FUNCTION, _ACCOUNTS)
_HEADLINE = 2  # weight of words and of addresses
_CALENDAR_TEXT = re.compile(rf"\W*(?:[0-3]?\d日?|{phrase('words', 'month')}|\d{{4}})?\W*(?:\(\d+\))?", re.I)
_PLACES = {
    Region.CRUMBS: (-4, "in the breadcrumbs"),
    Region.NAVIGATION: (-3, "in the menu"),
    Region.FOOTER: (-2, "in the footer"),
    Region.TAGS: (-3, "among tags"),
    Region.RELATED: (1, "among recommended"),
    Region.BODY: (1, "in the body"),
}
_SHARE, _MENUS = Region.SHARE, (Region.NAVIGATION, Region.CRUMBS)
_NOWHERE = (0, "")
_DATED = (3, "a date beside it")
Verdict = tuple[Role, str]
Score = tuple[int, str]


@lru_cache(maxsize=8192)
def address_trap(shape: str) -> str | None:
    """Say why an address is of no use, None where nothing speaks against it."""
    return next((sign.words for sign in _TRAPS if sign.pattern.search(shape)), None)


@lru_cache(maxsize=8192)
def program_role(shape: str) -> Verdict | None:
    """Tell an address that is meant for programs: a feed or a sitemap."""
    words = next((sign.words for sign in _PROGRAMS if sign.pattern.search(shape)), None)
    return (Role.FEED if "feed" in words else Role.SITEMAP, words) if words else None


@lru_cache(maxsize=8192)
def address_score(shape: str) -> Score:
    """Weigh an address: above zero for an article, below for a category."""
    hits = [sign for sign in _SIGNS if sign.pattern.search(shape)]
    if not hits:
        return _NOWHERE
    total = max(-4, min(5, sum(sign.weight for sign in hits)))
    return total, max(hits, key=lambda sign: sign.weight * total).words


def trap(anchor: Anchor) -> str | None:
    """Say why a link is of no use to a news crawler, None where nothing speaks against it."""
    words = address_trap(anchor.to.shape) or (_IN_CIRCLES if _REPEATED.search(anchor.to.key) else None)
    if words is not None and _overrules(anchor, words):
        words = None
    if words is None and read_wording(anchor.text).useless:
        return f"text {anchor.text}"
    return "among share buttons" if words is None and anchor.box.region is _SHARE else words


def _overrules(anchor: Anchor, words: str) -> bool:
    """Tell where a link's place and text speak louder than its address: a section of comments, of people in profile."""
    if words == CALENDAR:
        return "calendar" not in anchor.to.shape.lower() and _CALENDAR_TEXT.fullmatch(anchor.text) is None
    if words in _SECTIONS_TOO and anchor.box.region in _MENUS:
        return True
    is_headline = read_wording(anchor.text).weight >= _HEADLINE
    return words in _ARTICLES_TOO and is_headline and address_score(anchor.to.shape)[0] >= _HEADLINE


def quick_score(anchor: Anchor) -> int:
    """Sum up what speaks for an article, without what stands beside the link."""
    place = _PLACES.get(anchor.box.region, _NOWHERE)
    return address_score(anchor.to.shape)[0] + read_wording(anchor.text).weight + place[0]


def reasons(anchor: Anchor, dated: bool, article: bool) -> str:
    """Give the words for what speaks for the verdict, weightiest first."""
    wording = read_wording(anchor.text)
    place = _PLACES.get(anchor.box.region, _NOWHERE)
    return _agreeing(address_score(anchor.to.shape), (wording.weight, wording.words), place, dated, article)


@lru_cache(maxsize=8192)
def _agreeing(address: Score, wording: Score, place: Score, dated: bool, article: bool) -> str:
    scores = [address, wording, place, _DATED if dated else _NOWHERE]
    agreeing = [score for score in scores if (score[0] > 0 if article else score[0] < 0)]
    return ", ".join(words for _, words in sorted(agreeing, key=lambda score: -abs(score[0])))
