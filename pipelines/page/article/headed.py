"""The text right below the headline and its line of date and author, even if other parts of the page say more.

Without such a line the headline must be a heading.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.page.article.entries import are_comments
from pipelines.page.article.text_element import LEAST_BODY
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_byline, is_furniture
from pipelines.page.tree.density import HEADINGS, Place, prose, prose_of
from pipelines.page.tree.labels import names_text
from pipelines.page.tree.outline import Block, Outline

_LEAST_TITLE = 5  # characters of a headline that the title repeats
_NEAR, _MOST_HIDDEN = 6, 30  # lines between headline, byline and text, and of them and hidden ones
_MOST_BESIDE = 8  # times the prose of the text: a column, comments, a notice; more is the text behind a lead
_MOST_ABOVE = 15  # times that: a title is said again below texts
_HEADS, _TITLES = frozenset(("header", "hgroup")), HEADINGS | {"h1"}


@dataclass(frozen=True, slots=True)
class _Head:
    """`around`: the innermost element with headline, byline and the first line of the text; `text`: what of it holds that line."""

    headline: Block
    first: Block
    around: int
    text: int
    dated: bool


def below_headline(outline: Outline, place: Place, title: str) -> Place:
    """Give the place of the text below the headline, where `place` holds another text, or others beside it.

    `title`: what the page is called.
    """
    if (head := _find_head(outline, title)) is None:
        return place
    place_end, head_end = outline.ends[place.index], outline.ends[head.around]
    if place_end <= head.headline.start:
        own = _own_prose(outline, head)
        return Place(head.text, own) if place.score < own * _MOST_ABOVE else place
    if not outline.inside(head.first.start, place.index):
        return _instead(outline, place, head)
    if place.index < head.around and (
        _is_others(outline, head, [line for line in outline.blocks_in(place.index) if line.start >= head_end])
        or (place_end == head_end and _prose_above(outline, place, head) > LEAST_BODY)
    ):
        return Place(head.around, _own_prose(outline, head))
    return place


def _instead(outline: Outline, place: Place, head: _Head) -> Place:
    """Give the text below the headline where `place` comes after it and has a heading of its own; else `place`."""
    if outline.inside(place.index, head.around):
        is_others = head.dated and _is_others(outline, head, outline.blocks_in(place.index))
        return Place(head.around, _own_prose(outline, head)) if is_others else place
    heading = next((line for line in outline.blocks_in(0) if line.start >= outline.ends[head.around]), None)
    if heading is None or names_text(outline.labels[place.index]):
        return place  # pictures may be all that there is
    lines = [heading, *(line for line in outline.blocks_in(place.index) if line is not heading)]
    return Place(head.text, _own_prose(outline, head)) if _is_others(outline, head, lines) else place


def _find_head(outline: Outline, title: str) -> _Head | None:
    number = _headline_at(outline.blocks, title)
    if number < 0:
        return None
    headline = outline.blocks[number]
    visible = [each for each in outline.blocks[number + 1 : number + _MOST_HIDDEN] if not each.hidden]
    at = next((at for at, each in enumerate(visible) if _is_text(each)), _MOST_HIDDEN)
    byline = next(
        (place for place, each in enumerate(visible[:at]) if is_byline(each) and has_date(each.text)), -1
    )
    if at > byline + _NEAR or byline > _NEAR or (byline < 0 and outline.tags[headline.owner] not in _TITLES):
        return None
    first = visible[at]
    if outline.tags[first.owner] in HEADINGS:
        return None
    text = around = first.owner
    while around > 0 and not outline.inside(headline.start, around):
        text, around = around, outline.parents[around]
    return _Head(headline, first, around, text, byline >= 0)


def _headline_at(blocks: list[Block], title: str) -> int:
    for number, block in enumerate(blocks):
        if block.text in title and not (block.linked or block.hidden) and block.text[_LEAST_TITLE - 1 :]:
            return number
    return -1


def _is_text(block: Block) -> bool:
    return prose(block) >= LEAST_BODY and not block.linked and not (is_byline(block) or is_furniture(block))


def _own_prose(outline: Outline, head: _Head) -> float:
    return prose_of(line for line in outline.blocks_in(head.text) if line.start >= head.first.start)


def _prose_above(outline: Outline, place: Place, head: _Head) -> float:
    return prose_of(line for line in outline.blocks_in(place.index) if line.stop <= head.headline.start)


def _is_others(outline: Outline, head: _Head, lines: list[Block]) -> bool:
    """Say whether the lines after the text are not part of it: comments, or under a heading of their own and set otherwise."""
    if not lines or outline.tags[head.around] in _HEADS:
        return False
    is_headed = outline.tags[lines[0].owner] in HEADINGS
    if are_comments(lines[is_headed:]):
        return True
    if not is_headed:
        return False
    behind = outline.ends[head.around]
    if behind < len(outline.tags) and _is_alike(outline, head.around, behind):
        return False
    return prose_of(lines) < _own_prose(outline, head) * _MOST_BESIDE


def _is_alike(outline: Outline, index: int, other: int) -> bool:
    one, two = ((outline.parents[each], outline.tags[each], outline.labels[each]) for each in (index, other))
    return one == two
