"""What links that turn pages make of a page: one of a list's, or one part of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.page.address import numbering
from pipelines.page.links.sayings import Verdict
from pipelines.page.model import Link, Origin, Role

_MOST_PARTS = 60  # of an article; what has a higher number is known by it
_FIRST_AGAIN = "the first page of this list under a second address"


@dataclass(frozen=True, slots=True)
class Paging:
    """What turns pages here: verdicts by key of URL; the parts of an article in order, this one included.

    `links` are those that a script would write.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    part: int = 1
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A link that turns pages: where to, why, and (mine, its) numbers where the addresses tell."""

    url: str
    text: str
    words: str
    numbers: tuple[int, int] | None
    origin: Origin = Origin.PLAIN


def as_list(turns: Mapping[str, PageTurn]) -> dict[str, Verdict]:
    return {
        key: (Role.OTHER, _FIRST_AGAIN) if _is_first_again(key, turn) else (Role.PAGINATION, turn.words)
        for key, turn in turns.items()
    }


def _is_first_again(key: str, turn: PageTurn) -> bool:
    """Tell `list_1.html` and `?page=0` from the plain address of the list, which is how everybody came here."""
    if turn.numbers is None or turn.text not in ("1", "01") or turn.numbers[1] > 1:
        return False
    return numbering.is_numbered(key, turn.numbers[1])


def as_parts(own: str, url: str, turns: Mapping[str, PageTurn]) -> Paging:
    """`own` is the key of the page at `url`; at least one of `turns` has a number."""
    numbered = {key: turn for key, turn in turns.items() if turn.numbers}
    by_number = {_place(key, turn.numbers[1]): turn.url for key, turn in numbered.items() if turn.numbers}
    mine = _place(own, next(turn.numbers[0] for turn in numbered.values() if turn.numbers))
    if mine > 1 and min(by_number) > 1 and (_is_named(own, mine) or mine > _MOST_PARTS):
        return Paging()  # 101.html between 100.html and 102.html, or show-101.html: neighbours
    if mine > 1 and mine < min(by_number):
        return Paging(as_list(turns))  # chapter 10 with a link to chapter 11: no article has its first page there
    by_number[mine] = url
    order = sorted(by_number)
    verdicts = {key: (Role.PART, f"{turn.words}: another page of this article") for key, turn in turns.items()}
    return Paging(verdicts, tuple(by_number[number] for number in order), order.index(mine) + 1)


def _is_named(key: str, number: int) -> bool:
    """Tell whether the number is all of the file's name, as it is of an article's that has one for its identity."""
    name = key.partition("?")[0].rpartition("/")[2].partition(".")[0]
    return name == str(number)


def _place(key: str, number: int) -> int:
    """Plain addresses come first, whether or not another page is called 1."""
    return number if numbering.is_numbered(key, number) else 0
