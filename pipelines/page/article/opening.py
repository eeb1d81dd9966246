"""Where the text begins, below headline, byline and header, and which standfirst above the date belongs to the article."""

from __future__ import annotations

from collections.abc import Collection

from pipelines.page.article.around import tells_event
from pipelines.page.article.asides import is_abstract, is_summed_up, names_aside
from pipelines.page.article.line_links import leads_to_rules
from pipelines.page.article.link_runs import opens_digest
from pipelines.page.article.standfirst import behind_points, behind_standfirst, is_date_line, lead_above_points
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import (
    asks_readers,
    is_ago,
    is_attachment,
    is_byline,
    is_furniture,
    is_linked,
    is_splinter,
    names_original,
)
from pipelines.page.lines.given_names import names_person
from pipelines.page.lines.names import are_persons
from pipelines.page.lines.placed_authors import is_credit
from pipelines.page.lines.titles import is_headline
from pipelines.page.tree.data_tables import describes_document, names_columns
from pipelines.page.tree.density import HEADINGS, SOLID, Place, prose, prose_in, prose_of, weight
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_DECK = Pattern(r"summ[au]ry\b|\bpr[eé]cis\b|\bdeck\b")
_SUBTITLE = Pattern(
    r"sub-?tit|sub-?head|sous-?titre|untertitel|chap(?:o|eau)\b|standfirst|sommario|sottotitolo|entradilla|bajada|copete|linha-?fina"
)
_LEAST_TEXT = 0.2  # of the article's prose: an element that holds less and a byline is a header
_MOST_HEADER = 0.5  # of the prose, in a <header>: headline, standfirst and byline
_COLONS = ("：", "；")  # 各村、各部门：
_FULL_STOPS = ("。", "！", "？", "”", "」")
_MOST_ABOVE = 40  # lines of heading
_ENOUGH_SAID = 2  # short sentences behind which a byline is none any more
_LEAST_SAID = 2.0  # prose of a standfirst; a name has less, and a place
_MOST_IN_HEADER = 15  # lines
# الكرك - الراصد - محمود الخطيب
_PLACED = Pattern(
    r"(?:[\u0620-\u06ff]+(?:\s[\u0620-\u06ff]+){0,2}\s?[-–—ـ]{1,3}\s?){1,2}[\u0620-\u06ff]+(?:\s[\u0620-\u06ff]+){1,3}\s?:?"
)
_PARTED = Pattern(r"\s[-–—|•·/]\s(?=.*[^.!?。।]$)")
_LEAST_PIECES, _LONGEST_PIECE = 2, 34.0  # elements of a byline; weight of each
_LONGEST_BUTTON = 12.0  # weight of an entry above the text: a list of what can be done with it


def find_opening(
    outline: Outline, place: Place, blocks: list[Block], headline: str, tables: list[int]
) -> tuple[int, tuple[Block, ...]]:
    """Give the index of the first block of the article itself, and its standfirst, where that stands above the date.

    `tables`: those of data, by place.
    """
    head = _above_data(outline, blocks, tables) if tables else blocks
    first = _first_line(outline, head, headline)
    if first == len(head) < len(blocks):
        return first, ()
    first = max(_behind_header(outline, place, blocks, first), _behind_own_header(outline, place, blocks))
    if tables and (cell := _cut_table(outline, blocks, tables, first)) is not None:
        return cell, ()
    lead, first = lead_above_points(outline, blocks, behind_points(outline, blocks, first))
    if first < len(blocks) and is_abstract(blocks[first].text, blocks[first + 1 :]):
        first += 1
    behind = behind_standfirst(outline, blocks, first)
    above = (
        block
        for block in blocks[first:behind]
        if prose(block) > _LEAST_SAID
        and not (is_byline(block) or is_date_line(outline, block))
        and not (is_credit(outline, block) or names_aside(outline, block))
    )
    return behind, (*lead, *above)


def _above_data(outline: Outline, blocks: list[Block], tables: list[int]) -> list[Block]:
    """Give the lines above the first table with column headings: names and days in it are no byline."""
    table = next((each for each in tables if names_columns(outline, each)), None)
    return blocks if table is None else [block for block in blocks if block.start < table]


def _cut_table(outline: Outline, blocks: list[Block], tables: list[int], first: int) -> int | None:
    """Give the first line of a table of data that would lose its first rows, or that is the whole rest of the text."""
    for table in tables:
        stop = outline.ends[table]
        cells = [number for number, block in enumerate(blocks) if table < block.start < stop]
        if cells and cells[0] < first and first <= cells[-1] + 1 and not describes_document(outline, table):
            return cells[0] if first <= cells[-1] or first == len(blocks) else None
    return None


def _first_line(outline: Outline, blocks: list[Block], headline: str) -> int:
    """Give the index of the first block of the article itself."""
    first = said = 0
    for number, block in enumerate(blocks[:_MOST_ABOVE]):
        if _is_heading(outline, block, headline) or (
            number == first and _goes_on_heading(outline, blocks, number, headline)
        ):
            if tells_event(blocks, number):
                break
            first, said = number + 1, 0
        elif prose(block) >= SOLID and block.linked < len(block.text) / 2:
            break
        elif block.text.endswith((*_FULL_STOPS, *_COLONS)) and not block.linked:
            said += 1
        if said == _ENOUGH_SAID:  # questions and answers: short lines, and text all the same
            break
    while first < len(blocks) and (_is_before(outline, blocks, first) or is_summed_up(outline, blocks[first])):
        first += 1
    return first


def _is_heading(outline: Outline, block: Block, headline: str) -> bool:
    """Say whether a line is headline, byline or credit, wherever it stands: all lines above it are no text either."""
    if is_headline(block.text, headline) or is_byline(block) or is_credit(outline, block):
        return True
    is_time = block.stop == block.start + 1 and outline.tags[outline.parents[block.start]] == "time"
    return is_time or is_made_up(outline, block) or names_original(block.text)


def _goes_on_heading(outline: Outline, blocks: list[Block], number: int, headline: str) -> bool:
    """Say whether a line is no text either because it stands right below the heading: buttons, a name, a subtitle.

    Of the very first line less is believed, as nothing is above it.
    """
    block = blocks[number]
    if (number > 0 and _is_before(outline, blocks, number)) or _is_placed(blocks, number):
        return True
    return (number > 0 or _is_sentence(block)) and (
        _names_author(blocks, number) or _is_subtitle(outline, blocks, number, headline)
    )


def _is_placed(blocks: list[Block], number: int) -> bool:
    """Say whether a line says from where and by whom, in parts set apart by dashes, above a sentence."""
    above = number + 1 < len(blocks) and prose(blocks[number + 1]) >= SOLID
    return above and _PLACED.fullmatch(blocks[number].text) is not None


def is_made_up(outline: Outline, block: Block) -> bool:
    """Say whether a line is a byline made of several short elements, one of them the date: <span>Name</span><span>Day</span>."""
    if len(parts := _PARTED.split(block.text)) >= _LEAST_PIECES and _is_dated_list(parts):
        return True
    if block.stop - block.start < _LEAST_PIECES * 2 - 1:
        return False
    nodes = [node for node in range(block.start, block.stop) if outline.tags[node] == "-text"]
    pieces = {
        outline.parents[node]: outline.raw[node] for node in nodes if any(map(str.isalnum, outline.raw[node]))
    }
    if len(pieces) < _LEAST_PIECES or len(pieces) < len(nodes) or block.owner in pieces:
        return False
    return _is_dated_list(pieces.values())


def _is_dated_list(pieces: Collection[str]) -> bool:
    short = all(weight(each) < _LONGEST_PIECE for each in pieces)
    return short and any(has_date(each) or is_ago(each) for each in pieces)


def _is_subtitle(outline: Outline, blocks: list[Block], number: int, headline: str) -> bool:
    """Say whether a line below headline and byline is set as a heading, or right below the headline called a subtitle,
    the only one of its kind.
    """
    kind = _kind(outline, blocks[number])
    called = is_headline(blocks[number - 1].text, headline) and _SUBTITLE.search(kind[1])
    set_so = kind[0] in HEADINGS or called
    return bool(set_so) and all(_kind(outline, block) != kind for block in blocks[number + 1 :])


def _kind(outline: Outline, block: Block) -> tuple[str, str]:
    """Give the tag of a line's element and its name, or that of the element around it, whatever its number: post p3."""
    owner = block.owner
    label = outline.labels[owner] or outline.labels[outline.parents[owner]]
    return outline.tags[owner], label.rstrip("0123456789")


def _names_author(blocks: list[Block], number: int) -> bool:
    """Say whether a line right below the heading is a name and the next one is none, so that it is no list of names."""
    after = blocks[number + 1].text if number + 1 < len(blocks) else ""
    return are_persons(blocks[number].text) or (names_person(blocks[number].text) and not names_person(after))


def _is_before(outline: Outline, blocks: list[Block], number: int) -> bool:
    """Say whether a line at the text's beginning is not part of it: a button, a deck, or a link, unless to a file or over a piece of a digest."""
    block = blocks[number]
    told = is_furniture(block) or is_splinter(block) or asks_readers(block.text)
    if told or (block.linked and leads_to_rules(outline, block)):
        return True
    if outline.tags[block.owner] == "li" and weight(block.text) < _LONGEST_BUTTON:
        return True
    if not is_linked(block):
        return _is_deck(outline, block)
    return not (is_attachment(outline, block) or opens_digest(outline, blocks[number:]))


def _is_deck(outline: Outline, block: Block) -> bool:
    """Say whether a line is a deck: no sentence, and in a summary. Those of Korean papers are the first lines of the text's element."""
    if _is_sentence(block):
        return False
    around = (block.owner, outline.parents[block.owner])
    return any(_DECK.search(outline.labels[index]) for index in around)


def _is_sentence(block: Block) -> bool:
    return block.text.endswith((*_FULL_STOPS, ".", "।", "۔"))


def _behind_header(outline: Outline, place: Place, blocks: list[Block], first: int) -> int:
    """Give the first block after the element that holds the byline: what else it holds is no text either."""
    if not 0 < first < len(blocks) or blocks[first].start == blocks[first - 1].start:  # lines of one text
        return first
    index = blocks[first - 1].owner
    stop = blocks[first - 1].stop
    least = place.score * _LEAST_TEXT
    while index > place.index:
        inside = outline.blocks_in(index)
        if len(inside) > _MOST_IN_HEADER or prose_of(inside) > min(least, SOLID):
            break
        stop = outline.ends[index]
        index = outline.parents[index]
    while first < len(blocks) and blocks[first].start < stop:
        first += 1
    return first


def _behind_own_header(outline: Outline, place: Place, blocks: list[Block]) -> int:
    """Give the first block after a <header> (HTML, 4.3.8) that holds the date; 0 where there is none."""
    index = blocks[0].owner if blocks else -1
    while index > place.index and outline.tags[index] != "header":
        index = outline.parents[index]
    if index <= place.index or prose_in(outline, index) > place.score * _MOST_HEADER:
        return 0
    stop = next((number for number, block in enumerate(blocks) if block.start >= outline.ends[index]), len(blocks))
    dated = any(is_byline(block) and has_date(block.text) for block in blocks[:stop])
    return stop if dated and stop < len(blocks) else 0
