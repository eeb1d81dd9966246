"""Cuts the element of the text down to the article: headings, bylines, bars and lists of links are removed."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise

from pipelines.page.article.closing import count_closing, is_emphasised
from pipelines.page.article.entries import LONGEST_OPENING, begins_entries, may_begin_entries
from pipelines.page.article.entry_times import entry_times
from pipelines.page.article.goes_on import heads_nothing_left, is_boxed, points_away
from pipelines.page.article.invitations import invites
from pipelines.page.article.line_links import links_in
from pipelines.page.article.link_runs import PICTURE_FILE, picture_box, without_link_runs
from pipelines.page.article.opening import find_opening
from pipelines.page.article.pointers import is_pointer, labels_links, leading_on
from pipelines.page.article.quotations import said_again
from pipelines.page.article.signing import count_imprint, signs_notice
from pipelines.page.article.stated_text import count_unstated
from pipelines.page.article.surroundings import find_boxes_of_others, find_surroundings
from pipelines.page.lines.captions import find_captions
from pipelines.page.lines.furniture import (
    ends_text,
    is_attachment,
    is_button,
    is_furniture,
    is_linked,
    is_loose,
    is_stamp,
    is_tail,
    names_editor,
)
from pipelines.page.lines.placed_authors import set_right
from pipelines.page.lines.signatures import signs_text
from pipelines.page.tree.data_tables import data_tables
from pipelines.page.tree.density import HEADINGS, SOLID, Place, heads_comments, prose, prose_of
from pipelines.page.tree.outline import Block, Outline
from pipelines.page.tree.structured import Statements

_MOST_OF_TEXT = 0.7  # of the prose, behind which lines of editors end the text
_MOST_TOLD = 0.4  # of the cells of a table of data that look like buttons, links or editors
_MOST_TRIES = 30  # lines of a page at which comments may begin: each looks at all that follow it
_MOST_LOOSE = 6  # lines of furniture that nothing but the line above tells


@dataclass(frozen=True, slots=True)
class Trimmed:
    """`lines`: the article.

    `apart`: ranges of the outline inside the article's element that lead elsewhere, or stand below the text.
    `standfirst`: what opens the article above its date.
    """

    lines: tuple[Block, ...]
    captions: tuple[Block, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    standfirst: tuple[Block, ...] = ()


def trim(
    outline: Outline,
    place: Place,
    headline: str,
    removed: Iterable[tuple[int, int]],
    said: Statements,
) -> Trimmed:
    """Cut the blocks of `place` down to the article.

    `headline` is dropped where it stands above the text, `removed` are ranges of the outline that a profile drops,
    `said` is what the page says of itself.
    """
    around = sorted((*find_surroundings(outline, place, said.url), *removed))
    blocks = outline.blocks_in(place.index)
    captions = tuple(find_captions(outline, place.index, blocks))
    left_out = {block.start for block in captions}
    blocks = [block for block in blocks if block.start not in left_out]
    kept = _outside(blocks, around)
    if boxes := list(find_boxes_of_others(outline, place, kept)):
        around = sorted((*around, *boxes))
        kept = _outside(kept, boxes)
    tables = list(data_tables(outline, place.index)) if "table" in outline.tags else []
    first, standfirst = find_opening(outline, place, kept, headline, tables)
    data = _data_lines(outline, tables)
    last = _last_line(outline, kept, first, data, said)
    if "articleBody" in said.article and (unstated := count_unstated(kept[first:last], said)):
        last = _last_line(outline, kept[: last - unstated], first, data, said)
    times = entry_times(outline, place, kept)
    text = without_link_runs(outline, kept[first:last])
    away = leading_on(outline, text, said.url)
    lines = _text_among(text, data, away | _headings_left(outline, text), times)
    again = said_again(outline, place, lines)
    lines = tuple(block for block in lines if block.start not in again) if again else lines
    apart = [(start, stop) for start, stop in around if "a" in outline.tags[start:stop]]
    apart += _boxes(outline, kept[first:last], text) if len(text) < last - first else []
    if lines and last < len(kept):
        apart.append((kept[last].start, outline.ends[place.index]))
    return Trimmed(lines, captions, tuple(apart), standfirst)


def _text_among(
    blocks: list[Block], data: Container[int], away: Container[int], times: Container[int]
) -> tuple[Block, ...]:
    """Leave out furniture, pointers and times of day that stand among the lines of the text."""
    return tuple(
        block
        for block in blocks
        if block.start in data
        or not (
            is_furniture(block)
            or is_pointer(block)
            or block.start in away
            or (block.start in times and block.stop == block.start + 1)
        )
    )


def _headings_left(outline: Outline, blocks: list[Block]) -> set[int]:
    """Give the places of headings of other articles in the text, whose links stood in a box of their own."""
    return {
        block.start
        for block, behind in pairwise(blocks)
        if (block.text[-1] in ":：" or outline.tags[block.owner] in HEADINGS)
        and heads_nothing_left(outline, block, behind)
    }


def _outside(blocks: list[Block], ranges: list[tuple[int, int]]) -> list[Block]:
    """Give the blocks in none of `ranges`, which are sorted and apart."""
    kept: list[Block] = []
    last = 0
    for block in blocks:
        while last < len(ranges) and ranges[last][1] <= block.start:
            last += 1
        if last == len(ranges) or block.start < ranges[last][0]:
            kept.append(block)
    return kept


def _data_lines(outline: Outline, tables: list[int]) -> set[int]:
    """Give the starts of lines that are cells of data: 大 heads a column there, and is no button."""
    found: set[int] = set()
    for table in tables:
        cells = outline.blocks_in(table)
        told = sum(is_furniture(cell) or is_linked(cell) or is_tail(cell) or names_editor(cell) for cell in cells)
        if told < len(cells) * _MOST_TOLD:
            found.update(cell.start for cell in cells)
    return found


def _last_line(outline: Outline, blocks: list[Block], first: int, data: set[int], said: Statements) -> int:
    """Give the index behind the last block of the article itself."""
    stop = _cut(outline, blocks, first)
    stop = last = min(stop, len(blocks) - imprint) if (imprint := count_imprint(blocks)) else stop
    while last > first and stop - last <= _MOST_LOOSE:
        last -= 1
        if blocks[last].start in data:
            break
        if (blocks[last].linked and is_attachment(outline, blocks[last])) or signs_notice(blocks, last):
            break
        lowest = stop - last == 1
        heads_nothing = last > first and lowest and _heads_nothing(outline, blocks[last - 1 : stop + 1])
        if heads_nothing or _is_below(outline, blocks, last, said.url, lowest=lowest):
            stop = last
        elif closing := count_closing(outline, blocks[first : last + 1], said):
            stop = last = last + 1 - closing
        elif not is_loose(blocks[last]):
            break
    return stop


def _is_below(outline: Outline, blocks: list[Block], number: int, url: str, *, lowest: bool) -> bool:
    """Say whether a line reads like one below the text: a notice, a stamp, a signature, a label with its links.

    A link counts as the `lowest` line only, unless it is a button.
    """
    line = blocks[number]
    if not lowest and is_linked(line) and not is_button(line.text):
        return False
    if is_tail(line) or is_stamp(line) or set_right(outline, line) is not None:
        return True
    if line.linked and (labels_links(outline, line, url) or invites(line, links_in(outline, line))):
        return True
    return signs_text(line.text, blocks[number - 1].text)


def _heads_nothing(outline: Outline, around: list[Block]) -> bool:
    """Say whether a last line is a heading without text or pictures behind it, as of links or comments; the line before it is none.

    A line in bold counts as the heading of the link below it that was cut off.
    """
    before, block, *behind = around
    over_links = behind and is_linked(behind[0]) and is_loose(block)
    if over_links and is_emphasised(outline, block) and not is_emphasised(outline, before):
        return True
    if outline.tags[block.owner] not in HEADINGS or outline.tags[before.owner] in HEADINGS:
        return False
    behind_it = range(block.start, outline.ends[outline.parents[block.owner]])
    return all(_is_in_link(outline, index) for index in behind_it if outline.tags[index] == "img")


def _is_in_link(outline: Outline, picture: int) -> bool:
    """Say whether a picture is a link to something else than its own file: that of another article."""
    index = picture
    while index >= 0 and outline.tags[index] != "a":
        index = outline.parents[index]
    return index >= 0 and not PICTURE_FILE.search(outline.attribute(index, "href"))


def _cut(outline: Outline, blocks: list[Block], first: int) -> int:
    """Find a heading such as 相关阅读, or the first of several lines that name editors, with hardly any prose behind."""
    total = prose_of(blocks[first:])
    before, tries = 0.0, _MOST_TRIES
    for number in range(first, len(blocks)):
        block = blocks[number]
        if before > SOLID * 3 and heads_comments(outline, block):
            return number
        if (
            before > total * 0.3
            and ends_text(block)
            and not (points_away(blocks, number) or is_boxed(outline, blocks, number))
        ):
            return number
        short = tries > 0 and before >= SOLID and len(block.text) <= LONGEST_OPENING
        if short and may_begin_entries(outline, blocks, number):
            if begins_entries(outline, blocks, number):
                return number
            tries -= 1
        if before > total * _MOST_OF_TEXT and all(map(names_editor, blocks[number : number + 2])):
            return number
        before += max(prose(block), 0.0)
    return len(blocks)


def _boxes(outline: Outline, blocks: list[Block], own: list[Block]) -> list[tuple[int, int]]:
    """Give the ranges of the boxes with a picture whose lines are not the article's own."""
    starts = {block.start for block in own}
    boxes = [picture_box(outline, block) for block in blocks if block.start not in starts]
    return [(box, outline.ends[box]) for box in boxes if box is not None]
