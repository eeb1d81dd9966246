"""Pages of one list, and parts of one article: pagers as links, as select boxes and as scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.page import urls
from pipelines.page.anchors import Anchor, Page, Region
from pipelines.page.model import Role
from pipelines.page.roles import Verdict, address_score
from pipelines.page.vocabulary import phrase

_WORDS = re.compile(
    r"[\W_]*(?:"
    + "|".join(f"(?P<{name}>{phrase('pager', name)})" for name in ("next", "previous", "first", "last"))
    + r")[\W_]*|\W{0,2}"
    + f"(?P<counted>{phrase('pager', 'number')})"
    + r"\W{0,2}",
    re.I,
)
_WEAK = re.compile(f"{phrase('chain', 'weak_previous')}|{phrase('chain', 'weak_next')}", re.I)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Paging:
    """What turns pages here: verdicts by key of URL; the parts of an article in order, this one included."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    part: int = 1


def find_pages(page: Page, site: tuple[str, ...], leans: int) -> Paging:
    """Find the links that turn pages. `leans` is above zero where the page looks like an article."""
    own = urls.key(page.document.url)
    found: dict[str, tuple[Anchor, str]] = {}
    for anchor in page.anchors:
        if len(anchor.text) > 16 or anchor.key == own or not urls.same_site(anchor.url, site):
            continue
        words = _turns_page(anchor, own)
        if words:
            found.setdefault(anchor.key, (anchor, words))
    parts = {key: found[key][0] for key in found if urls.page_numbers(own, key)}
    if leans > 0 and parts:
        return _as_parts(page, own, parts, found)
    return Paging({key: (Role.PAGINATION, words) for key, (_, words) in found.items()})


def _turns_page(anchor: Anchor, own: str) -> str | None:
    text = anchor.name
    related = urls.page_numbers(own, anchor.key) is not None
    in_pager = anchor.box.region == Region.PAGER
    match = _WORDS.fullmatch(text)
    if match is None:
        weak = _WEAK.fullmatch(text.strip())
        return f"text {text} and an address of the same pages" if weak and related else None
    if match["counted"]:
        return f"number {text} of a pager" if related or in_pager else None
    if match["first"] and not (related or in_pager):
        return None
    return f"text {text}"


def _as_parts(page: Page, own: str, parts: dict[str, Anchor], found: dict[str, tuple[Anchor, str]]) -> Paging:
    numbered = {
        numbers[1]: anchor.url for key, anchor in parts.items() if (numbers := urls.page_numbers(own, key))
    }
    mine = next(numbers[0] for key in parts if (numbers := urls.page_numbers(own, key)))
    numbered[mine] = page.document.url
    order = sorted(numbered)
    verdicts = {
        key: (Role.PART, f"{words}, the address of another page of this article")
        for key, (_, words) in found.items()
        if key in parts
    }
    return Paging(verdicts, tuple(numbered[number] for number in order), order.index(mine) + 1)


def leaning(page: Page) -> int:
    """Say by its address what the page looks like: above zero an article, below a list."""
    return address_score(urls.shape(urls.key(page.document.url)))[0]
