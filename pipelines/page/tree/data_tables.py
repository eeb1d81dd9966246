"""Tables that hold data, told from those that lay out a page, and their cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.page.tree.outline import Outline
from pipelines.pattern import Pattern

_MOST_IN_CELL = 120  # characters, in the mean; larger cells are parts of a page
CELLS = ("td", "th")
_LEAST_COLUMNS = 3
_OF_DOCUMENT = Pattern(
    r"(?:信息)?索\s*引\s*号|(?:公\s*?)?文\s*号|发文(?:字号|机[关构])|发布(?:机构|单位|日期|时间)|(?:公告)?(?:發布|發佈)(?:單位|日期)"
)
_SAYS_VALUE = Pattern(r"\d|[：:]$")  # 索引号：, and in the next cell 0131/2024: such a row heads nothing


class Cell(NamedTuple):
    """The place of a cell: the index of its row in the outline, and its number in it, from 0."""

    row: int
    column: int


def is_data_table(outline: Outline, table: int) -> bool:
    """Say whether a table holds data: two rows and two columns at least, short cells, no table inside."""
    rows: dict[int, int] = {}
    for index in range(table + 1, outline.ends[table]):
        tag = outline.tags[index]
        if tag == "table":
            return False
        if tag in CELLS:
            rows[outline.parents[index]] = rows.get(outline.parents[index], 0) + 1
    blocks = outline.blocks_in(table)
    wide = sum(1 for cells in rows.values() if cells > 1)
    if len(rows) < 2 or wide < len(rows) / 2 or not blocks:
        return False
    return sum(len(block.text) for block in blocks) / sum(rows.values()) < _MOST_IN_CELL


def names_columns(outline: Outline, table: int) -> bool:
    """Say whether the first row of a table of data heads its columns: no digit in it, and rows of its width below."""
    rows: dict[int, list[int]] = {}
    for index in range(table + 1, outline.ends[table]):
        if outline.tags[index] in CELLS:
            rows.setdefault(outline.parents[index], []).append(index)
    first, *others = rows.values()
    heads = [block.text for cell in first for block in outline.blocks_in(cell)]
    wide = len(first) >= _LEAST_COLUMNS and sum(len(cells) == len(first) for cells in others) * 2 > len(others)
    return wide and len(heads) >= len(first) and not any(_SAYS_VALUE.search(text) for text in heads)


def describes_document(outline: Outline, table: int) -> bool:
    """Say whether a table says of a document what it is, as offices set above it: its number, who gave it out."""
    return any(_OF_DOCUMENT.match(block.text) for block in outline.blocks_in(table))


def data_tables(outline: Outline, top: int) -> Iterator[int]:
    """Give the tables of data inside an element, or itself where it is one that heads its columns."""
    top = outline.parents[top] if outline.tags[top] == "tbody" else top
    if outline.tags[top] == "table" and is_data_table(outline, top) and names_columns(outline, top):
        yield top
    if "table" in outline.tags[top + 1 : outline.ends[top]]:
        inside = range(top + 1, outline.ends[top])
        yield from (index for index in inside if outline.tags[index] == "table" and is_data_table(outline, index))


def cells_in(outline: Outline, top: int) -> dict[int, Cell]:
    """Give the cell of every element inside the tables of data of an element."""
    found: dict[int, Cell] = {}
    for table in data_tables(outline, top):
        cell = Cell(-1, -1)
        for index in range(table + 1, outline.ends[table]):
            if outline.tags[index] == "tr":
                cell = Cell(index, -1)
            elif outline.tags[index] in CELLS:
                cell = Cell(cell.row, cell.column + 1)
            found[index] = cell
    return found
