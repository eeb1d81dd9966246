"""What one link leads to, weighed by its address, its words and its place."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.page.links.anchors import Anchor
from pipelines.page.links.regions import Region
from pipelines.page.links.sayings import NOWHERE, Score, Trap, destination, is_size
from pipelines.page.links.wording import Turn
from pipelines.page.model import Origin
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

_SECTIONS_TOO, _ARTICLES_TOO = (Trap.TAG, Trap.FUNCTION), (Trap.FUNCTION, Trap.ACCOUNTS)
_PROGRAMS = (Trap.FUNCTION, Trap.FILE)
_CALENDAR = Trap.CALENDAR  # bound once: reading a member off its class costs more than to compare it
_DATA = (Origin.DATA, Origin.TEMPLATE)
# What a list asks its server for as it grows: a piece of it, by place and size.
_PIECE = Pattern(
    r"(?:/(?:api|ajax)/|\.json(?=\?)).*[?&](?:page|p|pn|start|offset|limit|size|count|rows|num|cursor|after)\w*=",
    re.I,
)
_REACTION = Pattern(r"comment|repl(?:y|ies)|vote|like|digg|share|login|search|visit|hits?(?![a-z])", re.I)
HEADLINE = 2  # weight of words and of addresses
_NAME = r"[a-zà-ÿа-яё]{2,12}\.?"  # of a month, of a day of the week
_NTH = r"[0-3]?\d(?:\.|st|nd|rd|th)?"
_DAY_NAMED = (
    rf"(?:{_NAME},?\s)?(?:{_NTH}\s(?:de\s)?{_NAME}|{_NAME}\s{_NTH}),?\s(?:de\s)?(?:19|20)\d\d"
    r"|(?:(?:19|20)\d\d[年년]\s?)?\d\d?[月월]\s?\d\d?[日일]"
)
_CALENDAR_TEXT = Pattern(
    rf"\W*(?:{_DAY_NAMED})\W*|"
    rf"\W*(?:[0-3]?\d日?|{phrase('words', 'month')}|{phrase('words', 'day')}|\d{{4}}[/.-]\d\d?[/.-]\d\d?|\d\d?[/.-]\d\d?[/.-]\d{{4}}|\d{{4}}|\d\d?[/.-]\d{{4}}|\d{{4}}[/.-]\d\d?"
    r"|(?:v|w|kw|uge|week|vecka|uke|vko)\W{0,2}\d\d?)?\W*(?:\(\d+\))?",
    re.I,
)
_PLACES = {
    Region.CRUMBS: (-4, "in the breadcrumbs"),
    Region.NAVIGATION: (-3, "in the menu"),
    Region.FOOTER: (-2, "in the footer"),
    Region.TAGS: (-3, "among tags"),
    Region.RELATED: (1, "among recommended"),
    Region.BODY: (1, "in the body"),
}
_SHARE, _MENUS = Region.SHARE, (Region.NAVIGATION, Region.CRUMBS)
_DATED = (3, "a date beside it")


def trap(anchor: Anchor) -> str | None:
    """Say why a link is of no use to a news crawler, None where nothing speaks against it."""
    kind = destination(anchor.to).trap
    if kind is not None and _overrules(anchor, kind):
        kind = None
    wording = anchor.says.wording
    if wording.turn is Turn.NUMBER and "=" in anchor.to.key and is_size(wording.number, anchor.to.key):
        return "how many entries a list is to show"
    if kind is None and wording.useless:
        # 上个月 and its kin say nothing by themselves, and lead from month to month in a calendar.
        return _CALENDAR if destination(anchor.to).trap is _CALENDAR else f"text {anchor.text}"
    return "among share buttons" if kind is None and anchor.box.region is _SHARE else kind


def _overrules(anchor: Anchor, kind: Trap) -> bool:
    """Tell where a link's place and text speak louder than its address: a section of comments, of people in profile."""
    if anchor.origin in _DATA and kind in _PROGRAMS:
        return _PIECE.search(anchor.to.key) is not None and _REACTION.search(anchor.to.key) is None
    if kind is _CALENDAR:
        return is_no_day(anchor.to.shape, anchor.text)
    if kind in _SECTIONS_TOO and anchor.box.region in _MENUS:
        return anchor.attributes.get("rel") != "tag"
    headline = anchor.says.wording.weight >= HEADLINE
    return kind in _ARTICLES_TOO and headline and destination(anchor.to).score[0] >= HEADLINE


def is_no_day(shape: str, text: str) -> bool:
    """Tell by its text what only has the address of a calendar: `/news/2024/118/` under a headline."""
    return "calendar" not in shape.lower() and _CALENDAR_TEXT.fullmatch(text) is None


def quick_score(anchor: Anchor) -> int:
    """Sum up what speaks for an article, without what stands beside the link."""
    return (
        destination(anchor.to).score[0] + anchor.says.wording.weight + _PLACES.get(anchor.box.region, NOWHERE)[0]
    )


def reasons(anchor: Anchor, dated: bool, article: bool) -> str:
    """Give the words for what speaks for the verdict, weightiest first."""
    wording = anchor.says.wording
    place = _PLACES.get(anchor.box.region, NOWHERE)
    return _agreeing(destination(anchor.to).score, (wording.weight, wording.words), place, dated, article)


@lru_cache(maxsize=8192)
def _agreeing(address: Score, wording: Score, place: Score, dated: bool, article: bool) -> str:
    scores = [address, wording, place, _DATED if dated else NOWHERE]
    agreeing = [score for score in scores if (score[0] > 0 if article else score[0] < 0)]
    return ", ".join(words for _, words in sorted(agreeing, key=lambda score: -abs(score[0])))
