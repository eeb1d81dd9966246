"""What of the element around the article is the article: headings, bylines, bars and lists of links are cut off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipelines.page.lines.captions import CAPTION, find_captions
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import (
    ends_text,
    is_attachment,
    is_button,
    is_byline,
    is_furniture,
    is_linked,
    is_loose,
    is_sign,
    is_splinter,
    is_tail,
    names_editor,
    names_original,
    names_others,
)
from pipelines.page.lines.given_names import names_person
from pipelines.page.lines.placed_authors import is_credit, set_right
from pipelines.page.lines.titles import is_marked
from pipelines.page.tree.density import AROUND_TAGS, Place, heads_comments, prose, weight
from pipelines.page.tree.labels import names_discussion, names_surroundings, names_text
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_SIGNS = Pattern(r"[\W\d_]+")
_ASIDE = Pattern(r"summary|abstract|zhaiyao|daodu|intro|descri|digest|desc\b")
_SOLID = 20.0  # prose of one sentence; what stands above the first one is heading, what stands below the last one is tail
_LEAST_TEXT = 0.2  # of the article's prose: an element that holds less and a byline is a header
_MOST_HEADER = 0.5  # of the prose, in a <header>: headline, standfirst and byline
_COLONS = ("：", "；")  # 各村、各部门：
_FULL_STOPS = ("。", "！", "？", "”", "」")
_ENOUGH_SAID = 2  # short sentences behind which a byline is none any more
_MOST_IN_HEADER = 15  # lines
_POINTER, _LONGEST_HEADING = 60.0, 40.0
_SOON = 3  # lines behind a pointer
_MOST_OF_TEXT = 0.7  # of the prose, behind which lines of editors end the text
_MOST_LOOSE = 6  # lines of furniture that nothing but the line above tells


@dataclass(frozen=True, slots=True)
class Trimmed:
    """`lines`: the article. `head`, `tail`: what was cut off above and below, in document order.

    `apart`: ranges of the outline inside the article's element that lead elsewhere, or stand below the text.
    """

    lines: tuple[Block, ...]
    head: tuple[Block, ...]
    tail: tuple[Block, ...]
    captions: tuple[Block, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()


def trim(outline: Outline, place: Place, headline: str, removed: Iterable[tuple[int, int]] = ()) -> Trimmed:
    """Cut the blocks of `place` down to the article.

    `headline` is dropped where it stands above the text, `removed` are ranges of the outline that a profile drops.
    """
    around = sorted((*_surroundings(outline, place), *removed))
    blocks = outline.blocks_in(place.index)
    captions = tuple(find_captions(outline, place.index, blocks))
    left_out = {block.start for block in captions}
    blocks = [block for block in blocks if block.start not in left_out]
    kept = _outside(blocks, around)
    first = _first_line(outline, kept, headline)
    first = max(_behind_header(outline, place, kept, first), _behind_own_header(outline, place, kept))
    last = _last_line(outline, kept, first)
    lines = tuple(
        block
        for block in _without_link_runs(outline, kept[first:last])
        if not is_furniture(block) and not _is_pointer(block)
    )
    tail = tuple(kept[last:])
    apart = [(start, stop) for start, stop in around if "a" in outline.tags[start:stop]]
    if lines and tail:
        apart.append((tail[0].start, outline.ends[place.index]))
    return Trimmed(lines, tuple(kept[:first]), tail, captions, tuple(apart))


def _surroundings(outline: Outline, place: Place) -> list[tuple[int, int]]:
    """Give the index ranges inside `place` that its names or its links tell to be something else."""
    found: list[tuple[int, int]] = []
    index, stop = place.index + 1, outline.ends[place.index]
    while index < stop:
        if _is_around(outline, index) and (
            names_discussion(outline.labels[index]) or _prose_in(outline, index) < place.score * 0.3
        ):
            found.append((index, outline.ends[index]))
            index = outline.ends[index]
        else:
            index += 1
    return found


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


def _is_around(outline: Outline, index: int) -> bool:
    if outline.tags[index] in AROUND_TAGS:
        return True
    label = outline.labels[index]
    return bool(label) and names_surroundings(label) and _around_by_word(label)


@lru_cache(maxsize=8192)
def _around_by_word(label: str) -> bool:
    """Say whether no word of a label names the text: `related-posts` does not, `has-sidebar article` does."""
    return not any(names_text(word) and not names_surroundings(word) for word in label.split())


def names_aside(outline: Outline, block: Block) -> bool:
    """Say whether a block above the text stands in a summary, a caption, a menu or the like."""
    index = block.owner
    for _ in range(4):
        label = outline.labels[index]
        if outline.tags[index] in AROUND_TAGS or outline.tags[index] in ("figcaption", "li", "figure", "td"):
            return True
        if label and (_ASIDE.search(label) or CAPTION.search(label) or names_surroundings(label)):
            return True
        index = outline.parents[index]
        if index < 0:
            break
    return False


def _prose_in(outline: Outline, index: int) -> float:
    return sum(max(prose(block), 0.0) for block in outline.blocks_in(index))


def is_headline(line: str, headline: str) -> bool:
    """Say whether a line is the headline, but for punctuation, spaces and a mark before it."""
    return bool(headline) and (_SIGNS.sub("", line) == _SIGNS.sub("", headline) or is_marked(line, headline))


def _first_line(outline: Outline, blocks: list[Block], headline: str) -> int:
    """Give the index of the first block of the article itself."""
    first = said = 0
    for number, block in enumerate(blocks[:40]):
        heads = is_headline(block.text, headline) or is_byline(block) or is_credit(outline, block)
        heads = heads or (0 < number == first and _names_author(blocks, number))
        if heads or names_original(block.text):
            first, said = number + 1, 0
        elif prose(block) >= _SOLID and block.linked < len(block.text) / 2:
            break
        elif block.text.endswith((*_FULL_STOPS, *_COLONS)) and not block.linked:
            said += 1
        if said == _ENOUGH_SAID:  # questions and answers: short lines, and text all the same
            break
    while first < len(blocks) and _is_before(outline, blocks[first]):
        first += 1
    return first


def _names_author(blocks: list[Block], number: int) -> bool:
    """Say whether a line right below the heading is a name, and the next one none: no list of names."""
    after = blocks[number + 1].text if number + 1 < len(blocks) else ""
    return names_person(blocks[number].text) and not names_person(after)


def _is_before(outline: Outline, block: Block) -> bool:
    """Say whether a line at the text's beginning is none of it: buttons and links, but not those to files."""
    if is_furniture(block) or is_splinter(block):
        return True
    return is_linked(block) and not is_attachment(outline, block)


def _behind_header(outline: Outline, place: Place, blocks: list[Block], first: int) -> int:
    """Give the first block behind the element of the byline: what stands beside it there is no text either."""
    if not 0 < first < len(blocks) or blocks[first].start == blocks[first - 1].start:  # lines of one text
        return first
    index = blocks[first - 1].owner
    stop = blocks[first - 1].stop
    least = place.score * _LEAST_TEXT
    while index > place.index:
        inside = outline.blocks_in(index)
        if len(inside) > _MOST_IN_HEADER or sum(max(prose(block), 0.0) for block in inside) > min(least, _SOLID):
            break
        stop = outline.ends[index]
        index = outline.parents[index]
    while first < len(blocks) and blocks[first].start < stop:
        first += 1
    return first


def _behind_own_header(outline: Outline, place: Place, blocks: list[Block]) -> int:
    """Give the first block behind a <header> (HTML, 4.3.8) with the date in it: a standfirst before the date is no text."""
    index = blocks[0].owner if blocks else -1
    while index > place.index and outline.tags[index] != "header":
        index = outline.parents[index]
    if index <= place.index or _prose_in(outline, index) > place.score * _MOST_HEADER:
        return 0
    stop = next((number for number, block in enumerate(blocks) if block.start >= outline.ends[index]), len(blocks))
    dated = any(is_byline(block) and has_date(block.text) for block in blocks[:stop])
    return stop if dated and stop < len(blocks) else 0


def _last_line(outline: Outline, blocks: list[Block], first: int) -> int:
    """Give the index behind the last block of the article itself."""
    stop = last = _cut(outline, blocks, first)
    while last > first and stop - last <= _MOST_LOOSE:
        last -= 1
        if blocks[last].linked and is_attachment(outline, blocks[last]):
            break
        if (is_tail(blocks[last]) or set_right(outline, blocks[last])) and (
            stop - last == 1 or not is_linked(blocks[last]) or is_button(blocks[last].text)
        ):
            stop = last
        elif not is_loose(blocks[last]):
            break
    return stop


def _cut(outline: Outline, blocks: list[Block], first: int) -> int:
    """Find a heading such as 相关阅读, or the first of several lines that name editors, with hardly any prose behind."""
    total = sum(max(prose(block), 0.0) for block in blocks[first:])
    before = 0.0
    for number in range(first, len(blocks)):
        block = blocks[number]
        if before > _SOLID * 3 and heads_comments(outline, block):
            return number
        if before > total * 0.3 and ends_text(block) and not _points_away(blocks, number):
            return number
        if before > total * _MOST_OF_TEXT and all(map(names_editor, blocks[number : number + 2])):
            return number
        before += max(prose(block), 0.0)
    return len(blocks)


def _is_pointer(block: Block) -> bool:
    """Say whether a line is （延伸閱讀：…） with a link."""
    return block.linked > 0 and weight(block.text) < _POINTER and names_others(block.text)


def _points_away(blocks: list[Block], number: int) -> bool:
    """Say whether a line is Read more: with its one link, and the text goes on behind it."""
    behind = blocks[number + 1 : number + 1 + (_SOON if names_others(blocks[number].text) else 1)]
    goes_on = any(prose(block) >= _SOLID and not block.linked and not is_tail(block) for block in behind)
    return goes_on and blocks[number].linked > 0


def _without_link_runs(outline: Outline, blocks: list[Block]) -> list[Block]:
    """Drop runs of two and more lines that are nothing but links, and signs between them: lists of other articles."""
    kept: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if is_linked(block) and not is_attachment(outline, block):
            run.append(block)
        elif not is_sign(block.text):
            kept += _after_run(kept, run)
            run = []
            kept.append(block)
        elif not run:
            kept.append(block)
    return kept + (run if len(run) == 1 else [])


def _after_run(kept: list[Block], run: list[Block]) -> list[Block]:
    """Give what is kept of a run of links; the heading above one that goes is taken off `kept`, with its bullets."""
    if len(run) == 1 and not names_others(run[0].text):
        return run
    while len(run) > 1 and kept and is_sign(kept[-1].text):
        kept.pop()
    if run and kept and weight(kept[-1].text) < _LONGEST_HEADING and _heads_links(kept[-1].text, run):
        kept.pop()
    return []


def _heads_links(text: str, run: list[Block]) -> bool:
    return names_others(text) or (len(run) > 1 and text.endswith(("：", ":")))
