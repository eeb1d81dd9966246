"""The page taken apart: which lines are headline, byline, text and tail, before fields are read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.page.article.above_below import (
    NEAR_ABOVE,
    Bylines,
    bylines_around,
    cut_at,
    headline_at,
    without_others,
)
from pipelines.page.article.around import files_below
from pipelines.page.article.asides import is_abstract, names_aside
from pipelines.page.article.byline_below import byline_below, is_dated
from pipelines.page.article.headed import below_headline
from pipelines.page.article.headline import find_headline
from pipelines.page.article.layout import element, index_of, removed, value_of
from pipelines.page.article.opening import is_made_up
from pipelines.page.article.succession import following
from pipelines.page.article.text_element import (
    LEAST_BODY,
    LEAST_LINES,
    find_text,
    find_without,
    gives_files,
    gives_table,
    of_lines,
)
from pipelines.page.article.trim import Trimmed, trim
from pipelines.page.lines.furniture import is_byline, is_furniture
from pipelines.page.lines.titles import is_headline
from pipelines.page.model import Found
from pipelines.page.tree.density import HEADINGS, Place, prose, prose_of
from pipelines.page.tree.document import Document
from pipelines.page.tree.labels import names_side
from pipelines.page.tree.outline import Block, Outline
from pipelines.page.tree.structured import Statements
from pipelines.rules import Layout

_ARTICLES = ("article", "main")
_LEAST_LEAD = 30.0  # prose of a paragraph above the element of the text that belongs to it


@dataclass(frozen=True, slots=True)
class Scene:
    """One page, taken apart.

    `span` delimits the element of the text in the outline, (0, 0) where there is none; `apart` are the ranges
    in it that hold something else, `files` the lines below it that lead to attachments. `chosen`: the profile
    named its element.
    """

    document: Document
    outline: Outline
    said: Statements
    layout: Layout
    headline: Found[str] | None
    bylines: Bylines
    lines: tuple[Block, ...] = ()
    captions: tuple[Block, ...] = ()
    span: tuple[int, int] = (0, 0)
    apart: tuple[tuple[int, int], ...] = ()
    score: float = 0.0
    files: tuple[Block, ...] = ()
    chosen: bool = False

    @property
    def head(self) -> int:
        """The place of the headline in the outline, or of the text where nothing stands above."""
        return self.bylines.above_text[0].start if self.bylines.above_text else self.span[0]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be the text: its element, its lines, their prose, and whether they say enough."""

    place: Place
    cut: Trimmed
    score: float
    is_enough: bool


def set_scene(document: Document, outline: Outline, said: Statements, layout: Layout) -> Scene:
    """Find the text of the page and what stands around it."""
    named = index_of(outline, element(document, layout.fields.get("articleBody")))
    place = find_text(outline) if named is None else Place(named, float("inf"))
    if place is not None and named is None:
        place = below_headline(outline, place, said.title)
    visible = [block for block in outline.blocks if not block.hidden]
    above = visible if place is None else _until_prose(visible, place, outline)
    headline = value_of(document, layout, "headline") or find_headline(document, outline, above, said)
    if place and named is None and headline and _stands_aside(outline, place, above, headline.value):
        place = None  # the article has pictures, sound or a film and no text
    if place is None:
        bylines = bylines_around(outline, visible, headline, len(visible), 0)
        return Scene(document, outline, said, layout, headline, bylines)
    gone = list(removed(document, outline, layout))
    if headline and named is None and (others := following(outline, headline.value, document.url)):
        place = find_without(outline, others) or place
        visible = [block for block in visible if not block.hidden]
        gone += others
    found = _trimmed(outline, place, headline, gone, said)
    place, cut = found.place, found.cut
    seen = without_others(outline, visible, cut) if cut.apart else visible
    bylines = bylines_around(outline, seen, headline, *cut_at(seen, place, cut))
    if (below := byline_below(outline, visible, cut.lines)) and not is_dated(bylines.above_text):
        bylines = bylines._replace(above_text=(*bylines.above_text, *below))
        cut = replace(cut, lines=tuple(block for block in cut.lines if block not in below))
    return Scene(
        document,
        outline,
        said,
        layout,
        headline,
        bylines,
        lines=_text(outline, visible, place, headline, cut) if found.is_enough else (),
        captions=cut.captions,
        span=(place.index, outline.ends[place.index]),
        apart=cut.apart,
        score=found.score,
        files=files_below(bylines.below_text) if named is None else (),
        chosen=named is not None,
    )


def _stands_aside(outline: Outline, place: Place, above: list[Block], headline: str) -> bool:
    """Say whether the likeliest text is that of a side column behind the headline's."""
    shown = next(
        (block.start for block in above if headline in block.text and block.linked < len(block.text)), None
    )
    index = place.index
    while shown is not None and index >= 0 and not outline.inside(shown, index):
        if outline.tags[index] in _ARTICLES:
            return False  # themes of blogs hold it, in a box that is named after the column beside it
        if outline.tags[index] == "aside" or names_side(outline.labels[index]):
            return True
        index = outline.parents[index]
    return False


def _trimmed(
    outline: Outline, place: Place, headline: Found[str] | None, gone: list[tuple[int, int]], said: Statements
) -> _Candidate:
    """Give the text of `place`; where that is only a notice, the text elsewhere on the page, or short lines."""
    found = _candidate(outline, place, headline, gone, said)
    if found.is_enough or place.score < LEAST_BODY:
        return found
    notice = outline.blocks_in(place.index)
    others = find_without(outline, [(place.index, outline.ends[place.index])])
    if others and (other := _candidate(outline, others, headline, gone, said)).is_enough:
        return other
    for block in notice:
        block.hidden = False
    verses = of_lines(outline)
    return _candidate(outline, verses, headline, gone, said) if verses else found


def _candidate(
    outline: Outline, place: Place, headline: Found[str] | None, gone: list[tuple[int, int]], said: Statements
) -> _Candidate:
    cut = _or_captions(trim(outline, place, headline.value if headline else "", gone, said))
    score = prose_of(cut.lines)
    enough = score >= LEAST_BODY or (place.short and len(cut.lines) >= LEAST_LINES)
    enough = enough or gives_files(outline, cut.lines) or gives_table(outline, place, cut.lines)
    return _Candidate(place, cut, score, enough)


def _or_captions(cut: Trimmed) -> Trimmed:
    """Take the captions of a gallery for its text."""
    if cut.captions and prose_of(cut.lines) < LEAST_BODY:
        said = tuple(block for block in cut.captions if not is_furniture(block))
        return replace(cut, lines=said, captions=())
    return cut


def _text(
    outline: Outline, visible: list[Block], place: Place, headline: Found[str] | None, cut: Trimmed
) -> tuple[Block, ...]:
    """Give the lines of the article, those above its element included."""
    if headline is None or not cut.lines:
        return cut.lines
    before = [block for block in visible if block.start < place.index]
    return (*_lead(outline, before[-NEAR_ABOVE:], headline.value, cut), *cut.standfirst, *cut.lines)


def _lead(outline: Outline, before: list[Block], headline: str, cut: Trimmed) -> tuple[Block, ...]:
    """Give the paragraphs between headline and text that open the article, but not a summary of it."""
    if headline not in (block.text for block in before) and not any(
        is_headline(block.text, headline) for block in before
    ):
        return ()
    text = "".join([block.text for block in cut.lines])
    between = before[headline_at(before, headline) + 1 :]
    return tuple(
        block
        for block in between
        if prose(block) >= _LEAST_LEAD
        and not (is_byline(block) or is_furniture(block))
        and not is_made_up(outline, block)
        and not is_headline(block.text, headline)
        and block.text[:12] not in text
        and not is_abstract(block.text, cut.lines)
        and outline.tags[block.owner] not in HEADINGS
        and not names_aside(outline, block)
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


def own_places(scene: Scene, *tags: str) -> Iterator[int]:
    """Give the article's elements of these kinds by place: those in its element, without what stands apart in it."""
    if not any(tag in scene.outline.tags for tag in tags):
        return
    index, stop = scene.span
    ranges = [*sorted(scene.apart), (stop, stop)]
    for start, end in ranges:
        yield from (place for place in range(index, min(start, stop)) if scene.outline.tags[place] in tags)
        index = max(index, end)
