"""The page set out for its readers: what is headline, byline, text and tail, before fields are read from them."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.page.density import Place, find_place, prose
from pipelines.page.document import Document
from pipelines.page.headline import find_headline
from pipelines.page.model import Found
from pipelines.page.outline import Block, Outline
from pipelines.page.structured import Statements
from pipelines.page.trim import trim
from pipelines.rules import Layout

_NEAR_ABOVE = 40  # lines above the text that a byline can be in, menus between it and the headline included
_NEAR_BELOW = 15  # lines below the text that name editors and source
_LEAST_BODY = 15.0  # prose of a body: a flash of one sentence is an article, a caption is none


@dataclass(frozen=True, slots=True)
class Scene:
    """One page, taken apart. `above`, `below`: lines around the text, nearest to it last and first.

    `span` delimits the text in the outline, (0, 0) where there is none.
    """

    document: Document
    outline: Outline
    said: Statements
    layout: Layout
    headline: Found[str] | None
    top: int
    lines: tuple[Block, ...]
    above: tuple[Block, ...]
    below: tuple[Block, ...]
    captions: tuple[Block, ...]
    span: tuple[int, int]
    score: float


def set_scene(document: Document, outline: Outline, said: Statements, layout: Layout) -> Scene:
    """Find the text of the page and what stands around it."""
    place = find_place(outline)
    visible = [block for block in outline.blocks if not block.hidden]
    if place is None:
        headline = find_headline(outline, visible, said)
        return Scene(document, outline, said, layout, headline, 0, (), tuple(visible[:60]), (), (), (0, 0), 0.0)
    headline = find_headline(outline, _until_prose(visible, place, outline), said)
    cut = trim(outline, place, headline.value if headline else "")
    before = [block for block in visible if block.start < place.index]
    behind = [block for block in visible if block.start >= outline.ends[place.index]]
    above = (*before[-_NEAR_ABOVE:], *cut.head)
    if headline:
        above = _below_headline(above, headline.value)
    score = sum(max(prose(block), 0.0) for block in cut.lines)
    lines = cut.lines if score >= _LEAST_BODY else ()
    return Scene(
        document,
        outline,
        said,
        layout,
        headline,
        place.index,
        lines,
        above,
        (*cut.tail, *behind[:_NEAR_BELOW]),
        cut.captions,
        (place.index, outline.ends[place.index]),
        score,
    )


def _until_prose(visible: list[Block], place: Place, outline: Outline) -> list[Block]:
    """Give the lines from the top of the page into the text, as far as a headline can stand."""
    stop = outline.ends[place.index]
    found: list[Block] = []
    inside = 0
    for block in visible:
        if block.start >= stop or inside > 12:
            break
        inside += block.start > place.index
        found.append(block)
        if inside and prose(block) > 40:
            break
    return found


def _below_headline(above: tuple[Block, ...], headline: str) -> tuple[Block, ...]:
    """Give the lines from the last headline on: what stands above it belongs to the site."""
    for number in range(len(above) - 1, -1, -1):
        if headline in above[number].text:
            return above[number:]
    return above
