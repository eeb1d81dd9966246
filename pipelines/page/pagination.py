"""Pages of one list, and parts of one article: pagers as links, as select boxes and as scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.page import urls
from pipelines.page.anchors import Anchor, Page, Region
from pipelines.page.model import Role
from pipelines.page.roles import Verdict, address_score
from pipelines.page.wording import Turn, read_wording

_LONGEST = 16  # letters in 下一页, `Next page »`, `older articles`
_AMBIGUOUS = (Turn.FIRST_PAGE, Turn.LAST_PAGE)  # 首页 is also the front page, `last` many things


@dataclass(frozen=True, slots=True)
class Paging:
    """What turns pages here: verdicts by key of URL; the parts of an article in order, this one included."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    part: int = 1


def leaning(page: Page) -> int:
    """Say by its address what the page looks like: above zero an article, below a list."""
    return address_score(page.shape)[0]


def find_pages(page: Page, leans: int) -> Paging:
    """Find the links that turn pages. `leans` is above zero where the page looks like an article."""
    found: dict[str, tuple[Anchor, str]] = {}
    for anchor in page.anchors:
        if anchor.on_site and anchor.key != page.key and len(anchor.text) <= _LONGEST:
            words = _turns_page(anchor, page.key)
            if words:
                found.setdefault(anchor.key, (anchor, words))
    numbers = {key: pair for key in found if (pair := urls.page_numbers(page.key, key))}
    if leans > 0 and numbers:
        return _as_parts(page, found, numbers)
    return Paging({key: (Role.PAGINATION, words) for key, (_, words) in found.items()})


def _turns_page(anchor: Anchor, own: str) -> str | None:
    turn = read_wording(anchor.name).turn
    if turn is None or turn in (Turn.PREVIOUS, Turn.NEXT):
        return None
    if turn in (Turn.NEXT_PAGE, Turn.PREVIOUS_PAGE):
        return f"text {anchor.name}"
    related = urls.page_numbers(own, anchor.key) is not None
    if related:
        return f"text {anchor.name}, an address of the same pages"
    if anchor.box.region == Region.PAGER and (turn is Turn.NUMBER or turn in _AMBIGUOUS):
        return f"text {anchor.name} in a pager"
    return None


def _as_parts(page: Page, found: dict[str, tuple[Anchor, str]], numbers: dict[str, tuple[int, int]]) -> Paging:
    by_number = {other: found[key][0].url for key, (_, other) in numbers.items()}
    mine = next(iter(numbers.values()))[0]
    by_number[mine] = page.document.url
    order = sorted(by_number)
    verdicts = {key: (Role.PART, f"{words}: another page of this article") for key, (_, words) in found.items()}
    return Paging(verdicts, tuple(by_number[number] for number in order), order.index(mine) + 1)
