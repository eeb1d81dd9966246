"""What one link leads to, weighed by its address, its text and its place, in words."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.page import urls
from pipelines.page.anchors import Anchor, Region
from pipelines.page.model import Role
from pipelines.page.vocabulary import phrase, signs

_TRAPS = signs("address_traps")
_SIGNS = signs("address_signs")
_USELESS = re.compile(rf"\W*{phrase('words', 'useless')}\W*", re.I)
_MORE = re.compile(rf"\W*{phrase('words', 'more')}\W*", re.I)
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_PLACES = {
    Region.CRUMBS: (-4, "in the breadcrumbs"),
    Region.NAVIGATION: (-3, "in the menu"),
    Region.FOOTER: (-2, "in the footer"),
    Region.TAGS: (-3, "among tags"),
    Region.RELATED: (1, "among recommended"),
    Region.BODY: (1, "in the body"),
}
Verdict = tuple[Role, str]
Score = tuple[int, str]


def width(text: str) -> int:
    """Give the length of `text` in letters; a Chinese character or a Korean syllable is worth three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_WIDE.findall(text))


@lru_cache(maxsize=8192)
def address_trap(shape: str) -> str | None:
    """Say why an address is of no use, None where nothing speaks against it."""
    return next((sign.words for sign in _TRAPS if sign.pattern.search(shape)), None)


@lru_cache(maxsize=8192)
def address_score(shape: str) -> Score:
    """Weigh an address: above zero for an article, below for a category."""
    hits = [sign for sign in _SIGNS if sign.pattern.search(shape)]
    if not hits:
        return 0, ""
    best = max(hits, key=lambda sign: abs(sign.weight))
    total = sum(sign.weight for sign in hits)
    return max(-4, min(5, total)), best.words


def text_score(text: str) -> Score:
    """Weigh the words of a link: a headline is long, a section's name short."""
    size = width(text)
    if size >= 40:
        return 3, "text as long as a headline"
    if size >= 24:
        return 2, "text longer than a section's name"
    if 0 < size <= 14:
        return -2, "text as short as a section's name"
    return 0, ""


def useless_text(text: str) -> bool:
    return 0 < len(text) <= 40 and _USELESS.fullmatch(text) is not None


def leads_to_more(text: str) -> bool:
    return 0 < len(text) <= 20 and _MORE.fullmatch(text) is not None


def trap(anchor: Anchor) -> str | None:
    """Say why a link is of no use to a news crawler, None where nothing speaks against it."""
    words = address_trap(urls.shape(anchor.key))
    if words == "address of a tag" and anchor.box.region in (Region.NAVIGATION, Region.CRUMBS):
        return None
    if words is None and useless_text(anchor.text):
        return f"text {anchor.text}"
    if words is None and anchor.box.region == Region.SHARE:
        return "among share buttons"
    return words


def weigh(anchor: Anchor, dated: bool) -> tuple[int, list[str]]:
    """Sum up what speaks for an article; the words come in the order of their weight."""
    scores = [
        address_score(urls.shape(anchor.key)),
        text_score(anchor.text),
        _PLACES.get(anchor.box.region, (0, "")),
    ]
    if dated:
        scores.append((3, "a date beside it"))
    if leads_to_more(anchor.text):
        scores.append((-6, f"text {anchor.text}"))
    total = sum(score for score, _ in scores)
    agreeing = sorted((s for s in scores if s[0] * total > 0), key=lambda s: -abs(s[0]))
    return total, [words for _, words in agreeing]
