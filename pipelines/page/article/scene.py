"""The page set out for its readers: what is headline, byline, text and tail, before fields are read from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from pipelines.page.article.headline import find_headline
from pipelines.page.article.layout import element, index_of, removed, value_of
from pipelines.page.article.opening import is_abstract, is_headline, names_aside
from pipelines.page.article.succession import following
from pipelines.page.article.trim import Trimmed, trim
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_attachment, is_byline, opens_rest
from pipelines.page.model import Found
from pipelines.page.tree.density import Place, find_place, prose
from pipelines.page.tree.document import Document
from pipelines.page.tree.labels import names_discussion
from pipelines.page.tree.outline import Block, Outline
from pipelines.page.tree.structured import Statements
from pipelines.rules import Layout

_NEAR_ABOVE = 40  # lines above the text that a byline can be in, menus between it and the headline included
_OVER = 8  # lines above the headline
_NEAR_BELOW = 25  # lines below the text that name editors and source
_SHOWN = 40.0  # prose of a page that shows an article
_LEAST_LEAD = 30.0  # prose of a paragraph above the element of the text that belongs to it
_BUTTON_BEHIND = 2  # lines
_MOST_ATTACHED = 10  # lines that are a list of files and no article
_DOWNLOAD = 4  # characters of a link to a file that does not say which
_LEAST_LINES, _MOST_LINES, _NEAR_BYLINE = 3, 60, 3  # lines of a text of short ones, and above its first
_LEAST_BODY = 15.0  # prose of a body: a flash of one sentence is an article, a caption is none


@dataclass(frozen=True, slots=True)
class Scene:
    """One page, taken apart. `bylines`: the lines around the text, in the order in which a byline is looked for.

    `span` delimits the element of the text in the outline, (0, 0) where there is none; `apart` are the ranges
    in it that hold something else. `chosen`: the profile named its element.
    """

    document: Document
    outline: Outline
    said: Statements
    layout: Layout
    headline: Found[str] | None
    top: int
    lines: tuple[Block, ...]
    bylines: tuple[tuple[Block, ...], ...]
    captions: tuple[Block, ...] = ()
    span: tuple[int, int] = (0, 0)
    apart: tuple[tuple[int, int], ...] = ()
    score: float = 0.0
    chosen: bool = False


def set_scene(document: Document, outline: Outline, said: Statements, layout: Layout) -> Scene:
    """Find the text of the page and what stands around it."""
    named = index_of(outline, element(document, layout.fields.get("articleBody")))
    place = _place(outline) if named is None else Place(named, float("inf"))
    visible = [block for block in outline.blocks if not block.hidden]
    if place is None:
        headline = value_of(document, layout, "headline") or find_headline(document, outline, visible, said)
        return Scene(
            document,
            outline,
            said,
            layout,
            headline,
            0,
            (),
            _bylines(outline, visible, headline, len(visible), 0),
        )
    headline = value_of(document, layout, "headline")
    headline = headline or find_headline(document, outline, _until_prose(visible, place, outline), said)
    gone = list(removed(document, outline, layout))
    if headline and named is None and (others := following(outline, headline.value)):
        place = _without(outline, others) or place
        visible = [block for block in visible if not block.hidden]
        gone += others
    cut = trim(outline, place, headline.value if headline else "", gone)
    score = sum(max(prose(block), 0.0) for block in cut.lines)
    if score < _LEAST_BODY and cut.captions:  # a gallery: what it says, it says in captions
        cut = replace(cut, lines=cut.captions, captions=())
        score = sum(max(prose(block), 0.0) for block in cut.lines)
    short = place.short and len(cut.lines) >= _LEAST_LINES
    lines = cut.lines if score >= _LEAST_BODY or short or _is_attached(outline, cut.lines) else ()
    if lines and headline:
        before = [block for block in visible if block.start < place.index]
        lines = (*_lead(outline, before[-_NEAR_ABOVE:], headline.value, cut), *cut.standfirst, *lines)
    ends = (cut.lines[0], cut.lines[-1]) if cut.lines else None
    return Scene(
        document,
        outline,
        said,
        layout,
        headline,
        place.index,
        lines,
        _bylines(outline, visible, headline, *_cut_at(visible, place.index, ends)),
        cut.captions,
        (place.index, outline.ends[place.index]),
        cut.apart,
        score,
        named is not None,
    )


def _without(outline: Outline, others: list[tuple[int, int]]) -> Place | None:
    """Find the text where what other articles say is left out: one of them may have said more."""
    for start, stop in others:
        for block in outline.blocks[bisect_left(outline.starts, start) : bisect_left(outline.starts, stop)]:
            block.hidden = True
    return find_place(outline)


def _is_attached(outline: Outline, lines: tuple[Block, ...]) -> bool:
    """Say whether what little there is gives the files of a notice."""
    return 0 < len(lines) <= _MOST_ATTACHED and any(_names_file(outline, block) for block in lines)


def _names_file(outline: Outline, block: Block) -> bool:
    return len(block.text) > _DOWNLOAD and block.linked > 0 and is_attachment(outline, block)


def _place(outline: Outline) -> Place | None:
    """Find the text; where hardly any is visible, a script will show what is hidden now, or files say it."""
    place = find_place(outline)
    if place is not None and _unfold(outline, place):
        place = find_place(outline)
    if place is not None and place.score > _SHOWN:
        return place
    concealed = [block for block in outline.blocks if block.hidden]
    if sum(max(prose(block), 0.0) for block in concealed) >= 2 * max(_SHOWN, place.score if place else 0):
        for block in concealed:
            block.hidden = False
        place = find_place(outline)
    if place and place.score >= _LEAST_BODY and not all(map(is_byline, outline.blocks_in(place.index))):
        return place
    return _place_of_files(outline) or _place_of_scan(outline) or _place_of_lines(outline) or place


def _unfold(outline: Outline, place: Place) -> bool:
    """Show what a button in the text's element, or right behind it, would show: 展开全文. Nothing else hidden is text."""
    first, behind = (bisect_left(outline.starts, index) for index in (place.index, outline.ends[place.index]))
    concealed = [block for block in outline.blocks[first:behind] if block.hidden and prose(block) > 0]
    if sum(prose(block) for block in concealed) < _LEAST_LEAD:
        return False
    shown = (block.text for block in outline.blocks[first : behind + _BUTTON_BEHIND] if not block.hidden)
    if not any(opens_rest(text) for text in shown):
        return False
    for block in concealed:
        block.hidden = False
    return True


def _place_of_files(outline: Outline) -> Place | None:
    """Find the element with the files of a notice that says nothing else."""
    for block in outline.blocks:
        if not block.hidden and _names_file(outline, block):
            around = outline.parents[block.owner]
            alike = [_names_file(outline, each) for each in outline.blocks_in(around)] if around > 0 else []
            return Place(around if 0 < len(alike) <= _MOST_ATTACHED and all(alike) else block.owner, 0.0)
    return None


def _place_of_scan(outline: Outline) -> Place | None:
    """Find the element with the pictures below the line that says when and by whom they were given out."""
    byline = next((each for each in outline.blocks if is_byline(each) and has_date(each.text)), None)
    pictures = (
        (index for index in range(byline.stop, len(outline.tags)) if outline.tags[index] == "img")
        if byline
        else ()
    )
    around = next(
        (outline.parents[index] for index in pictures if outline.tags[outline.parents[index]] != "a"), -1
    )
    alone = around > 0 and not any(prose(block) > 0 for block in outline.blocks_in(around))
    return Place(around, 0.0) if alone else None


def _place_of_lines(outline: Outline) -> Place | None:
    """Find the element right below the line of date and source whose short lines say all there is: a poem, who was appointed."""
    blocks = [block for block in outline.blocks if not block.hidden]
    at = next(
        (number for number, each in enumerate(blocks) if is_byline(each) and has_date(each.text)), len(blocks)
    )
    for block in blocks[at + 1 : at + 1 + _NEAR_BYLINE]:
        index = block.owner
        while outline.parents[index] > 0 and not outline.inside(blocks[at].owner, outline.parents[index]):
            index = outline.parents[index]
        lines = outline.blocks_in(index)
        if _LEAST_LINES <= len(lines) <= _MOST_LINES and not any(line.linked for line in lines):
            return Place(index, 0.0, short=True)
    return None


def _lead(outline: Outline, before: list[Block], headline: str, cut: Trimmed) -> tuple[Block, ...]:
    """Give the paragraphs between headline and text that open the article, but not a summary of it."""
    if headline not in (block.text for block in before):
        return ()
    text = "".join([block.text for block in cut.lines])
    between = before[_headline_at(before, headline) + 1 :]
    return tuple(
        block
        for block in between
        if prose(block) >= _LEAST_LEAD
        and not is_byline(block)
        and not is_headline(block.text, headline)
        and block.text[:12] not in text
        and not is_abstract(block.text, cut.lines)
        and not names_aside(outline, block)
    )


def _cut_at(visible: list[Block], place: int, ends: tuple[Block, Block] | None) -> tuple[int, int]:
    """Give how many of the visible lines stand before the text, and how many before what follows it.

    Lines of preformatted text all begin at the same node: of those, only the lines themselves tell.
    """
    starts = [block.start for block in visible]
    if ends is None:
        return (bisect_left(starts, place),) * 2
    first, last = ends
    start, stop = bisect_left(starts, first.start), bisect_left(starts, last.stop)
    while start < stop and visible[start] is not first and starts[start] == first.start:
        start += 1
    while start < stop and visible[stop - 1] is not last and starts[stop - 1] == last.start:
        stop -= 1
    return start, stop


def _bylines(
    outline: Outline, visible: list[Block], headline: Found[str] | None, start: int, stop: int
) -> tuple[tuple[Block, ...], ...]:
    """Give the lines between headline and text, those below the text, those above the headline."""
    before = visible[max(0, start - _NEAR_ABOVE) : start]
    below = visible[stop : stop + _NEAR_BELOW]
    below = list(takewhile(lambda block: not _is_answer(outline, block), below))
    first = _headline_at(before, headline.value) if headline else 0
    return tuple(before[first:]), tuple(below), tuple(before[max(0, first - _OVER) : first])


def _is_answer(outline: Outline, block: Block) -> bool:
    """Say whether a line stands among readers' comments: its dates and names are theirs."""
    index = block.owner
    for _ in range(5):
        if index < 0:
            break
        if outline.labels[index] and names_discussion(outline.labels[index]):
            return True
        index = outline.parents[index]
    return False


def _headline_at(before: list[Block], headline: str) -> int:
    """Find the headline among the lines above the text; one that is a link is that of a list."""
    for number, block in enumerate(before):
        if headline in block.text and block.linked < len(block.text) / 2:
            return number
    return max(0, len(before) - _OVER)


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
