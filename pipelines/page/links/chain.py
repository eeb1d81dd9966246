"""The article before and the article after: 上一篇, 下一篇."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipelines.page.address import numbering
from pipelines.page.lines.furniture import opens_others
from pipelines.page.links.anchors import Anchor, Page
from pipelines.page.links.regions import Box, Region
from pipelines.page.links.roles import trap
from pipelines.page.links.sayings import Verdict, address_score, destination, saying
from pipelines.page.links.wording import (
    LONGEST_LABEL,
    Turn,
    begins_like_label,
    read_label,
    read_weak_label,
    read_wording,
    says_nothing,
    squeeze,
    width,
)
from pipelines.page.model import Found, Neighbour, Role
from pipelines.pattern import Pattern

_DIRECTIONS = {Turn.PREVIOUS: Role.PREVIOUS, Turn.NEXT: Role.NEXT}
_WEAK_DIRECTIONS = {Turn.BACK: Role.PREVIOUS, Turn.ON: Role.NEXT}
_PAGER, _RELATED = Region.PAGER, Region.RELATED
_SURE = 2  # how clearly a page is an article whose neighbours may stand in an element called pager
_RELS = {"prev": Role.PREVIOUS, "previous": Role.PREVIOUS, "next": Role.NEXT}
_BACK, _ON, _LEAST_NAMED = tuple("←«‹⟨◀◄⬅<＜"), tuple("→»›⟩▶►➡>＞"), 12  # letters of a headline beside an arrow
# The name of an element that holds one neighbour: nav-previous, td-post-next-post, itemNext
_SIDE = Pattern(r"(?:^|[\s_-]|(?-i:(?<=[a-z])(?=[NP])))(prev|previous|next)(?=$|[\s_-])", re.I)
_DAY = Pattern(r"[\[(（]?(?:19|20)\d\d[\d\s./:年月日-]+[\])）]?")  # shown in the same link
_SHOWN_ON = " →▶►➡"  # behind a headline; » may end a quotation
_LABELLED = 6  # the strength of a label beside a headline
_LIST = -2  # what the address of a list weighs
_NEVER_LABELS = frozenset(("href", "class", "id", "style", "target", "onclick"))
_NOT_LABELS = _NEVER_LABELS | {"rel"}


@dataclass(frozen=True, slots=True)
class Chain:
    """Neighbours in the chain of articles, and the verdicts on their URLs by key."""

    previous: Found[Neighbour] | None = None
    next: Found[Neighbour] | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A link said to be a neighbour; of two, the stronger counts."""

    role: Role
    headline: str
    words: str
    strength: int


Way = Callable[[Role, Anchor], _Claim | None]


def find_chain(page: Page, taken: Mapping[str, Verdict], leans: int) -> Chain:
    """Find the neighbours.

    `taken` holds the keys that turn pages; `leans` is above zero where the page looks like an article.
    """
    best: dict[Role, tuple[_Claim, Anchor]] = _by_signs(page, taken) if leans > 0 else {}
    for anchor in page.anchors:
        if (
            not anchor.to.on_site
            or anchor.to.key == page.key
            or anchor.to.key in taken
            or _is_silent(anchor, page)
        ):
            continue
        claim = _claim(anchor, page, leans)
        if claim is None or says_nothing(claim.headline or "x") or _is_no_article(anchor, page, leans):
            continue
        if claim.role not in best or claim.strength > best[claim.role][0].strength:
            best[claim.role] = claim, anchor
    best = next((turned for claim in best.values() if (turned := _labelled_behind(*claim, page))), best)
    if len({anchor.to.key for _, anchor in best.values()}) < len(best):
        return Chain()  # both ways lead to one page: back to the list
    return _as_chain(best)


def _is_silent(anchor: Anchor, page: Page) -> bool:
    """Say whether nothing in a link or before it can name a neighbour, as with most links."""
    if not anchor.text or anchor.says.calls or page.before(anchor):
        return False
    more = anchor.attributes.keys() - _NEVER_LABELS
    return not more or not any(_calls(anchor, name) for name in more)


def _calls(anchor: Anchor, name: str) -> bool:
    """Say whether an attribute may name a neighbour; most only repeat the text."""
    value = anchor.attributes[name] or ""
    if name == "rel":
        return value.strip().lower() in _RELS
    return value != anchor.text and 0 < len(value) <= LONGEST_LABEL and saying(value).calls


def _pointing(before: str) -> Turn | None:
    """Read the words before a link; an arrow to the right is the bullet of a list."""
    turn = read_weak_label(before)
    return turn if turn is Turn.BACK or any(map(str.isalpha, before)) else None


def _by_signs(page: Page, taken: Mapping[str, Verdict]) -> dict[Role, tuple[_Claim, Anchor]]:
    """Read headlines whose side an arrow tells (`« headline`), or the name of their element (`nav-previous`)."""
    ways = (
        [_arrow] if page.document.tree.css_first("[class*=prev], [class*=Prev]") is None else [_arrow, _named_side]
    )
    for way in ways:
        # Many sites end any link with an arrow to the right: that one counts beside an arrow to the left.
        if previous := _once(way, Role.PREVIOUS, page, taken):
            found = (_once(other, Role.NEXT, page, taken) for other in (way, *ways))
            return previous | next(filter(None, found), {})
    return {}


def _once(way: Way, role: Role, page: Page, taken: Mapping[str, Verdict]) -> dict[Role, tuple[_Claim, Anchor]]:
    """Give the link for this side, where there is only one."""
    told = ((claim, anchor) for anchor in page.anchors if (claim := way(role, anchor)))
    found = [each for each in told if each[1].to.key not in taken and _may_be_neighbour(each[1], page)]
    return {role: found[0]} if len({anchor.to.key for _, anchor in found}) == 1 else {}


def _may_be_neighbour(anchor: Anchor, page: Page) -> bool:
    """Say whether a link is to another article, and not to this page, a view of it, or a recommendation."""
    other = page.key not in (anchor.to.key, anchor.to.key.partition("?")[0])
    return (
        other
        and anchor.box.region is not _RELATED
        and _is_alike(anchor, page)
        and not opens_others(page.before(anchor))
    )


def _arrow(role: Role, anchor: Anchor) -> _Claim | None:
    text, back = anchor.text, role is Role.PREVIOUS
    if not (text.startswith(_BACK) if back else text.endswith(_ON)):
        return None
    headline = (text[1:] if back else text[:-1]).strip()
    return _Claim(role, headline, "an arrow beside its headline", 1) if width(headline) >= _LEAST_NAMED else None


def _named_side(role: Role, anchor: Anchor) -> _Claim | None:
    """Read the side off the names of the link and the elements that hold nothing else."""
    if anchor.says.wording.weight < 0 or anchor.says.wording.turn:
        return None
    box: Box | None = anchor.box
    name = anchor.attributes.get("class") or ""
    while not (side := _SIDE.search(name)) and box is not None and box.key is not None:
        name, box = box.node.attributes.get("class") or "", box.parent
    told = side is not None and _RELS[side[1].lower()] is role
    return _Claim(role, anchor.name, f"element {name}", 1) if told else None


def _is_no_article(anchor: Anchor, page: Page, leans: int) -> bool:
    alike = leans > 0 and anchor.to.family == page.family  # /wap/12.html, beside which /wap/11.html is no function
    if trap(anchor) is not None and not alike:
        return True
    return leans > 0 and destination(anchor.to).score[0] <= _LIST < address_score(page.shape)[0]


def _is_alike(anchor: Anchor, page: Page) -> bool:
    """Say whether a link is to an article like this page: by template, a clear address, or a headline in the same folder."""
    if anchor.to.family == page.family:
        return True
    if anchor.says.wording.weight < 0:
        return False
    if destination(anchor.to).score[0] >= _SURE:
        return address_score(page.shape)[0] >= _SURE
    folder = page.key.rpartition("/")[0]
    return "/" in folder and anchor.to.key.rpartition("/")[0] == folder


def _as_chain(best: Mapping[Role, tuple[_Claim, Anchor]]) -> Chain:
    found = {
        role: Found(Neighbour(a.to.url, _without_label(c.headline) or None), c.words)
        for role, (c, a) in best.items()
    }
    verdicts = {anchor.to.key: (role, claim.words) for role, (claim, anchor) in best.items()}
    return Chain(found.get(Role.PREVIOUS), found.get(Role.NEXT), verdicts)


def _without_label(headline: str) -> str:
    """Leave out the label that screen readers are read before a headline, Previous post: Bridge opens, and an arrow behind it."""
    label, colon, rest = headline.replace("：", ":", 1).partition(":")
    bare = rest.strip() if colon and (read_label(label) or read_weak_label(label)) else headline
    return bare.rstrip(_SHOWN_ON)


def _claim(anchor: Anchor, page: Page, leans: int) -> _Claim | None:
    return (
        _by_text(anchor) or _by_label(anchor, page) or _by_attribute(anchor) or _by_weak_signs(anchor, page, leans)
    )


def _by_text(anchor: Anchor) -> _Claim | None:
    text = anchor.name
    turn, rest = read_wording(text).turn, read_wording(text).rest
    if turn is None and begins_like_label(text):
        label, rest = _label_and_rest(anchor)
        turn = read_label(label)
    role = _DIRECTIONS.get(turn) if turn else None
    if role is None:
        return None
    if rest:
        return _Claim(role, rest, f"text {text[: max(0, len(text) - len(rest))].strip()}", _LABELLED)
    return _Claim(role, _title_beside(anchor, text), f"text {text}", 5)


def _label_and_rest(anchor: Anchor) -> tuple[str, str]:
    """Part what a link holds in elements of their own: <span>上一篇</span><b>headline</b>."""
    pieces = [squeeze(piece) for piece in anchor.node.text(separator="\n").split("\n")]
    first, *rest = [piece for piece in pieces if piece] or [""]
    if len(rest) > 1 and read_label(rest[0]) and not any(map(str.isalpha, first)):
        first, *rest = rest  # an arrow before the label
    if not rest:
        first, _, after = first.replace("：", ":").partition(":")
        rest = [after.strip()]
    return first, "".join([piece for piece in rest if not _DAY.fullmatch(piece)] or rest)


def _title_beside(anchor: Anchor, text: str) -> str:
    title = squeeze(anchor.attributes.get("title") or "")
    wording = read_wording(title)
    return wording.rest if wording.turn else "" if title == text else title


def _by_label(anchor: Anchor, page: Page) -> _Claim | None:
    label = page.before(anchor)
    role = _DIRECTIONS.get(turn) if label and (turn := read_label(label)) else None
    return _Claim(role, anchor.name, f"label {label} before it", _LABELLED) if role else None


def _labelled_behind(claim: _Claim, anchor: Anchor, page: Page) -> dict[Role, tuple[_Claim, Anchor]]:
    """Read a row whose labels stand behind their links, where one stands behind the last: <a>桥通了</a>【上一条】."""
    inside = page.inside(anchor.box) if page.before(anchor) and claim.strength == _LABELLED else []
    if not inside or read_label(_behind(inside[-1])) is None:
        return {}
    told = {_DIRECTIONS[turn]: each for each in inside if (turn := read_label(_behind(each)))}
    return {
        role: (_Claim(role, each.name, f"label {_behind(each)} behind it", _LABELLED), each)
        for role, each in told.items()
    }


def _behind(anchor: Anchor) -> str:
    """Give the text behind a link in its line, unless a colon says that it is of the next one."""
    texts, node = [], anchor.node.next
    while node is not None and node.tag not in ("a", "br"):
        texts.append(node.text())
        node = node.next
    text = squeeze(" ".join(texts))
    return "" if text.endswith((":", "：")) else text


def _by_attribute(anchor: Anchor) -> _Claim | None:
    for name, value in anchor.attributes.items():
        if value and len(value) <= LONGEST_LABEL and name not in _NOT_LABELS and (turn := read_label(value)):
            headline = anchor.text or _title_beside(anchor, "")
            return _Claim(_DIRECTIONS[turn], headline, f"attribute {name}: {value}", 5)
    return None


def _by_weak_signs(anchor: Anchor, page: Page, leans: int) -> _Claim | None:
    """Accept words that may also turn pages, if this page and the other are articles of one template."""
    if leans <= 0 or anchor.box.region is _RELATED or not _is_alike(anchor, page):
        return None
    if anchor.box.region is _PAGER and (leans < _SURE or numbering.page_numbers(page.key, anchor.to.key)):
        return None
    label, headline = _label_and_rest(anchor) if begins_like_label(anchor.name) else ("", "")
    turn = read_weak_label(label) or read_weak_label(anchor.name)
    headline = headline if turn else anchor.text
    rel = anchor.attributes.get("rel")
    if rel and (role := _RELS.get(rel.strip().lower())):
        return _Claim(role, headline, f"rel={rel}", 4)
    if anchor.box.region is Region.BODY and not any(map(str.isalpha, label or anchor.name)):
        return None  # an arrow in the text points at what it speaks of
    before = page.before(anchor) if turn is None else ""
    turn = turn or _pointing(before)
    role = _WEAK_DIRECTIONS.get(turn) if turn else None
    return _Claim(role, headline, f"{before or anchor.name}, on a page like the other one", 2) if role else None
