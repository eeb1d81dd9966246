"""Which element holds the article's text: the one with most prose, or else files, scans or short lines."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_attachment, is_byline, opens_rest
from pipelines.page.tables import expression
from pipelines.page.tree.data_tables import cells_in
from pipelines.page.tree.density import Place, find_place, prose, prose_of
from pipelines.page.tree.outline import Block, Outline, set_apart
from pipelines.pattern import Pattern

_SHOWN = 40.0  # prose of a page that shows an article
_LEAST_FOLDED = 30.0  # prose that a button hides
_BUTTON_BEHIND = 2  # lines
_MOST_ATTACHED = 10  # lines that are a list of files and no article
_LEAST_CELLS = 6
_DOWNLOAD = 4  # characters of a link to a file that does not say which
_MOST_IMPRINT, _MOST_IMPRINTED = 8, 200.0  # lines; score
_IMPRINT = Pattern(expression("body", "lines", "imprint"), re.IGNORECASE)
LEAST_LINES, _MOST_LINES, _NEAR_BYLINE = 3, 60, 3  # lines of a text of short ones, and above its first
LEAST_BODY = 15.0  # prose of a body: a flash of one sentence is an article, a caption is none


def find_text(outline: Outline) -> Place | None:
    """Find the text. Where hardly any is visible, look at what is hidden (a script will show it), then for files, scans, short lines."""
    place = find_place(outline)
    if place is not None and _unfold(outline, place):
        place = find_place(outline)
    if place is not None and place.score > _SHOWN:
        return place if not _is_imprint(outline, place) else of_lines(outline) or place
    concealed = [block for block in outline.blocks if block.hidden]
    if prose_of(concealed) >= 2 * max(_SHOWN, place.score if place else 0):
        for block in concealed:
            block.hidden = False
        place = find_place(outline)
    if place and place.score >= LEAST_BODY and not all(map(is_byline, outline.blocks_in(place.index))):
        return place if not _is_imprint(outline, place) else of_lines(outline) or place
    return _of_files(outline) or _of_scan(outline) or of_lines(outline) or place


def _is_imprint(outline: Outline, place: Place) -> bool:
    """Say whether all that the likeliest text says is whose site this is, as below verses: 主办：… ICP备…."""
    if place.score > _MOST_IMPRINTED:
        return False
    lines = outline.blocks_in(place.index)
    return len(lines) <= _MOST_IMPRINT and all(prose(line) <= 0 or _IMPRINT.search(line.text) for line in lines)


def find_without(outline: Outline, others: list[tuple[int, int]]) -> Place | None:
    """Find the text again with the ranges of `others` hidden: one of them may have had more prose."""
    for start, stop in others:
        for block in outline.blocks[bisect_left(outline.starts, start) : bisect_left(outline.starts, stop)]:
            block.hidden = True
    return find_place(outline)


def gives_files(outline: Outline, lines: tuple[Block, ...]) -> bool:
    """Say whether `lines` are few and name the files of a notice."""
    return 0 < len(lines) <= _MOST_ATTACHED and any(_names_file(outline, block) for block in lines)


def gives_table(outline: Outline, place: Place, lines: tuple[Block, ...]) -> bool:
    """Say whether most of `lines` are cells of tables of data without links, and more than a row or two."""
    cells = cells_in(outline, place.index) if len(lines) >= _LEAST_CELLS else {}
    return bool(cells) and sum(line.owner in cells and not line.linked for line in lines) * 2 > len(lines)


def _unfold(outline: Outline, place: Place) -> bool:
    """Unhide what a button such as 展开全文, in the text's element or right after it, would show; tell whether anything was hidden so."""
    first, behind = (bisect_left(outline.starts, index) for index in (place.index, outline.ends[place.index]))
    concealed = [block for block in outline.blocks[first:behind] if block.hidden and prose(block) > 0]
    if sum(prose(block) for block in concealed) < _LEAST_FOLDED:
        return False
    shown = (block.text for block in outline.blocks[first : behind + _BUTTON_BEHIND] if not block.hidden)
    if not any(opens_rest(text) for text in shown):
        return False
    for block in concealed:
        block.hidden = False
    return True


def _of_files(outline: Outline) -> Place | None:
    """Find the element with the files of a notice that says nothing else."""
    for block in outline.blocks:
        if not block.hidden and _names_file(outline, block):
            around = outline.parents[block.owner]
            alike = [_names_file(outline, each) for each in outline.blocks_in(around)] if around > 0 else []
            return Place(around if 0 < len(alike) <= _MOST_ATTACHED and all(alike) else block.owner, 0.0)
    return None


def _of_scan(outline: Outline) -> Place | None:
    """Find the element with the scans below the line of date and source."""
    byline = next((each for each in outline.blocks if is_byline(each) and has_date(each.text)), None)
    pictures = (
        (index for index in range(byline.stop, len(outline.tags)) if outline.tags[index] == "img")
        if byline
        else ()
    )
    around = next(
        (outline.parents[index] for index in pictures if outline.tags[outline.parents[index]] != "a"), -1
    )
    if around <= 0 or any(prose(block) > 0 for block in outline.blocks_in(around)):
        return None
    return Place(_around_pictures(outline, around), 0.0)


def _around_pictures(outline: Outline, index: int) -> int:
    """Give the largest element around a picture's that adds no text, as each scan may be in a paragraph of its own."""
    said = len(outline.blocks_in(index))
    while outline.parents[index] > 0 and len(outline.blocks_in(outline.parents[index])) == said:
        index = outline.parents[index]
    return index


def of_lines(outline: Outline) -> Place | None:
    """Find the element of short lines right below the line of date and source: a poem, a list of appointments, or headlines
    each of which ends in a link to its text.
    """
    blocks = [block for block in outline.blocks if not block.hidden]
    dated = (
        number for number, each in enumerate(blocks) if is_byline(each) and has_date(set_apart(outline, each))
    )
    at = next(dated, len(blocks))
    for block in blocks[at + 1 : at + 1 + _NEAR_BYLINE]:
        index = block.owner
        while outline.parents[index] > 0 and not outline.inside(blocks[at].owner, outline.parents[index]):
            index = outline.parents[index]
        lines = outline.blocks_in(index)
        if LEAST_LINES <= len(lines) <= _MOST_LINES and not any(
            line.linked * 2 > len(line.text) for line in lines
        ):
            return Place(index, 0.0, short=True)
    return None


def _names_file(outline: Outline, block: Block) -> bool:
    return len(block.text) > _DOWNLOAD and block.linked > 0 and is_attachment(outline, block)
