"""The article before and the article after: 上一篇, 下一篇."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.page import urls
from pipelines.page.anchors import Anchor, Page, Region, squeeze
from pipelines.page.model import Found, Neighbour, Role
from pipelines.page.roles import Verdict, trap
from pipelines.page.vocabulary import phrase

_STRONG = f"(?:(?P<previous>{phrase('chain', 'previous')})|(?P<next>{phrase('chain', 'next')}))"
_LABEL = re.compile(rf"[\W_]*{_STRONG}[\W_]*", re.I)
_LABELLED = re.compile(
    rf"[\W_]*{_STRONG}(?:\s*[：:】\]』」）)〉》>»→|丨\-–—]+\s*|\s+)(?P<headline>\S.*)", re.I | re.S
)
_WEAK = re.compile(
    rf"\W{{0,2}}(?:(?P<previous>{phrase('chain', 'weak_previous')})|(?P<next>{phrase('chain', 'weak_next')}))\W{{0,2}}",
    re.I,
)
_NOTHING = re.compile(rf"\W*{phrase('chain', 'nothing')}\W*", re.I)
_BREAKS = re.compile(r"[|｜;；。\n]")
_RELS = {"prev": "previous", "previous": "previous", "next": "next"}


@dataclass(frozen=True, slots=True)
class Chain:
    """Neighbours in the chain of articles, and the verdicts on their URLs by key."""

    previous: Found[Neighbour] | None = None
    next: Found[Neighbour] | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Claim:
    direction: str
    headline: str
    words: str
    strength: int


def find_chain(page: Page, site: tuple[str, ...], taken: dict[str, Verdict], leans: int) -> Chain:
    """Find the neighbours. `taken`: keys that turn pages; `leans` is above zero where the page looks like an article."""
    own = urls.key(page.document.url)
    best: dict[str, tuple[_Claim, Anchor]] = {}
    for anchor in page.anchors:
        claim = _claim(anchor, own, leans)
        if claim is None or anchor.key == own or anchor.key in taken or not urls.same_site(anchor.url, site):
            continue
        if _NOTHING.fullmatch(claim.headline or "x") or trap(anchor):
            continue
        if claim.direction not in best or claim.strength > best[claim.direction][0].strength:
            best[claim.direction] = claim, anchor
    return _as_chain(best)


def _as_chain(best: dict[str, tuple[_Claim, Anchor]]) -> Chain:
    found = {d: Found(Neighbour(a.url, c.headline or None), c.words) for d, (c, a) in best.items()}
    verdicts = {a.key: (Role(d), c.words) for d, (c, a) in best.items()}
    return Chain(found.get("previous"), found.get("next"), verdicts)


def _claim(anchor: Anchor, own: str, leans: int) -> _Claim | None:
    return _by_text(anchor) or _by_label(anchor) or _by_attribute(anchor) or _by_weak_signs(anchor, own, leans)


def _direction(match: re.Match[str]) -> str:
    return "previous" if match["previous"] else "next"


def _by_text(anchor: Anchor) -> _Claim | None:
    text = anchor.text or anchor.name
    if len(text) > 200:
        return None
    if match := _LABEL.fullmatch(text):
        return _Claim(_direction(match), _title_beside(anchor, text), f"text {text}", 5)
    if match := _LABELLED.fullmatch(text):
        return _Claim(
            _direction(match), match["headline"].strip(), f"text {match['previous'] or match['next']}", 6
        )
    return None


def _title_beside(anchor: Anchor, text: str) -> str:
    title = squeeze(anchor.attributes.get("title") or "")
    if match := _LABELLED.fullmatch(title):
        return match["headline"].strip()
    return "" if title == text or _LABEL.fullmatch(title) else title


def _by_label(anchor: Anchor) -> _Claim | None:
    label = _text_before(anchor)
    if label and (match := _LABEL.fullmatch(label)):
        return _Claim(_direction(match), anchor.name, f"label {label} before it", 6)
    return None


def _text_before(anchor: Anchor) -> str:
    """Give the text on the same line before a link, up to the link before it."""
    node: LexborNode = anchor.node
    box = anchor.box
    for _ in range(4):
        before = node.prev
        while before is not None and (before.is_comment_node or not (before.text() or "").strip()):
            if before.tag == "a":
                return ""
            before = before.prev
        if before is not None:
            if before.tag == "a" or (before.is_element_node and before.css_first("a[href]")):
                return ""
            return squeeze(_BREAKS.split((before.text() or "")[-60:].rstrip())[-1])
        if box is None or box.key is None:
            return ""
        node, box = box.node, box.parent  # type: ignore[assignment]
    return ""


def _by_attribute(anchor: Anchor) -> _Claim | None:
    for name, value in anchor.attributes.items():
        if (
            name not in ("href", "class", "id")
            and value
            and len(value) < 40
            and (match := _LABEL.fullmatch(value))
        ):
            return _Claim(_direction(match), anchor.text, f"attribute {name}: {value}", 5)
    return None


def _by_weak_signs(anchor: Anchor, own: str, leans: int) -> _Claim | None:
    if leans <= 0 or anchor.box.region in (Region.PAGER, Region.RELATED):
        return None
    alike = urls.family(urls.shape(own)) == urls.family(urls.shape(anchor.key))
    rel = _RELS.get((anchor.attributes.get("rel") or "").strip().lower())
    if rel and alike:
        return _Claim(rel, anchor.text, f"rel={anchor.attributes.get('rel')}", 4)
    if alike and len(anchor.name) < 20 and (match := _WEAK.fullmatch(anchor.name)):
        return _Claim(_direction(match), "", f"text {anchor.name} on a page like this one", 2)
    return None
