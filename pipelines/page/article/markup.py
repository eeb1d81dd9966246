"""The article's HTML, written anew from its lines: nothing comes through that a reader does not see."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pipelines.page.model import Media
from pipelines.page.tables import table
from pipelines.page.tree.data_tables import CELLS, is_data_table
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_STRUCTURE = frozenset(table("tags")["structure"])
_CELLS = frozenset(("tbody", "thead", "tfoot", "tr", "td", "th"))
_LINES = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6", "pre": "p"}
_FORMATS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup", "a": "a"}
_NUMBERS = {"td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "ol": ("start",)}
_IN_LINE = frozenset(("li", "td", "th", "dt", "dd"))

_BLANKS = Pattern(r"[ \t\r\n]{2,}|[\t\r\n]")
_INDENT = Pattern(r"^((?:<[^>]*>)*)[ \u3000]+")  # and the tags that open before it
_LAST_BREAK = Pattern(r"<br>(?=</(?:td|th|li|dt|dd)>)")

Formats = tuple[tuple[str, str], ...]  # (tag, attributes)


class _Writer:
    def __init__(self, document: Document, outline: Outline, top: int, layout: frozenset[int]) -> None:
        self.document = document
        self.outline = outline
        self.top = top
        self.layout = layout
        self.open: list[int] = []
        self.parts: list[str] = []
        self.paths: dict[int, tuple[list[int], str]] = {top: ([], "p")}
        self.formats: dict[int, Formats] = {}
        self.filled: dict[int, int] = {}

    def path(self, index: int) -> tuple[list[int], str]:
        """Give the structural elements between the top and a node, outermost first, and the tag of its line.

        Nothing is between them where a profile's top is part of a line: the line's element is around it then.
        """
        climbed: list[int] = []
        while index > self.top and index not in self.paths:
            climbed.append(index)
            index = self.outline.parents[index]
        found, line = self.paths[max(index, self.top)]
        for index in reversed(climbed):
            tag = self.outline.tags[index]
            if tag in _STRUCTURE and index not in self.layout:
                found = [*found, index]
            line = _LINES.get(tag, line)
            self.paths[index] = (found, line)
        return found, line

    def move_to(self, path: list[int]) -> None:
        """Close and open elements until those of `path` are open."""
        common = 0
        while common < min(len(path), len(self.open)) and path[common] == self.open[common]:
            common += 1
        while len(self.open) > common:
            index = self.open.pop()
            if self.outline.tags[index] == "tr":
                self._fill_row(index, self.outline.ends[index])
            self.parts.append(f"</{self.outline.tags[index]}>")
        for index in path[common:]:
            if self.outline.tags[index] in CELLS:
                self._fill_row(self.outline.parents[index], index)
            self.parts.append(f"<{self.outline.tags[index]}{self._numbers(index)}>")
            self.open.append(index)

    def _fill_row(self, row: int, stop: int) -> None:
        """Write the cells of a row that stand empty before `stop`: without them, those behind shift."""
        for index in range(self.filled.get(row, row + 1), stop):
            if self.outline.parents[index] == row and self.outline.tags[index] in CELLS:
                self.parts.append(
                    f"<{self.outline.tags[index]}{self._numbers(index)}></{self.outline.tags[index]}>"
                )
        self.filled[row] = stop + 1

    def _numbers(self, index: int) -> str:
        """Give the attributes without which a cell or a list reads otherwise."""
        names = _NUMBERS.get(self.outline.tags[index], ())
        values = ((name, self.outline.attribute(index, name)) for name in names)
        return "".join(f' {name}="{value}"' for name, value in values if value.isdigit() and value != "1")

    def line(self, block: Block) -> None:
        path, tag = self.path(block.owner)
        self.move_to(path)
        inner = self.inline(block)
        bare = path and self.outline.tags[path[-1]] in _IN_LINE and tag == "p"
        self.parts.append(f"{inner}<br>" if bare else f"<{tag}>{inner}</{tag}>")

    def inline(self, block: Block) -> str:
        """Write the text of a line with its links and emphasis. Preformatted lines share one node: text alone."""
        if self.outline.tags[block.owner] == "pre":
            return escape(block.text, quote=False)
        if block.stop == block.start + 1 and self.outline.parents[block.start] == block.owner:
            return escape(block.text, quote=False)
        pieces: list[str] = []
        current: Formats = ()
        for index in range(block.start, block.stop):
            if self.outline.tags[index] != "-text":
                continue
            formats = self._formats(index, block.owner)
            common = 0
            while common < min(len(formats), len(current)) and formats[common] == current[common]:
                common += 1
            pieces += [f"</{name}>" for name, _ in reversed(current[common:])]
            pieces += [f"<{name}{more}>" for name, more in formats[common:]]
            pieces.append(escape(self.outline.raw[index].replace("\xa0", " "), quote=False))
            current = formats
        pieces += [f"</{name}>" for name, _ in reversed(current)]
        text = "".join(pieces)
        if "  " in text or "\n" in text or "\t" in text or "\r" in text:
            text = _BLANKS.sub(" ", text)
        return _INDENT.sub(r"\1", text).rstrip(" \u3000")

    def _formats(self, index: int, owner: int) -> Formats:
        """Give links and emphasis between a text and the element of its line, outermost first."""
        climbed: list[int] = []
        index = self.outline.parents[index]
        while index > owner and index not in self.formats:
            climbed.append(index)
            index = self.outline.parents[index]
        found = self.formats[index] if index > owner else ()
        for index in reversed(climbed):
            found = self.formats[index] = self._with_format(found, index)
        return found

    def _with_format(self, found: Formats, index: int) -> Formats:
        name = _FORMATS.get(self.outline.tags[index])
        if name == "a":
            url = self.document.resolve(self.outline.attribute(index, "href"))
            return (*found, ("a", f' href="{escape(url)}"')) if url else found
        if name is None:
            return found
        return (*(each for each in found if each != (name, "")), (name, ""))

    def picture(self, index: int, picture: Media) -> None:
        self.move_to([each for each in self.path(index)[0] if each < index < self.outline.ends[each]])
        label = f"<figcaption>{escape(picture.caption, quote=False)}</figcaption>" if picture.caption else ""
        self.parts.append(f'<figure><img src="{escape(picture.url)}">{label}</figure>')


def write(
    document: Document, outline: Outline, top: int, lines: Iterable[Block], pictures: dict[int, Media]
) -> str:
    """Give the HTML of `lines`, in document order and most of them inside `top`, and of the pictures among them.

    `pictures` by their place go between them. Tables that only lay out the page are left away.
    """
    kept = list(lines)
    writer = _Writer(document, outline, top, _layout_tables(outline, top))
    items: list[tuple[int, Block | None]] = [(block.start, block) for block in kept]
    items += [(index, None) for index in pictures]
    for index, block in sorted(items, key=lambda item: item[0]):
        if block is not None and not top <= block.start < outline.ends[top]:
            writer.parts.append(f"<p>{writer.inline(block)}</p>")
        elif block is not None:
            writer.line(block)
        else:
            writer.picture(index, pictures[index])
    writer.move_to([])
    return _LAST_BREAK.sub("", "".join(writer.parts))


def _layout_tables(outline: Outline, top: int) -> frozenset[int]:
    """Give tables, rows and cells that hold the page together rather than data, with all they consist of."""
    found: set[int] = set()
    for index in _tables(outline, top):
        if not is_data_table(outline, index):
            found.update(_frame(outline, index))
    orphans = {"td", "th", "tr", "tbody", "thead", "table"}
    return frozenset(found | ({top} if outline.tags[top] in orphans else set()))


def _tables(outline: Outline, top: int) -> list[int]:
    stop = outline.ends[top]
    return [index for index, tag in enumerate(outline.tags[top:stop], top) if tag == "table"]


def _frame(outline: Outline, table: int) -> list[int]:
    inside = range(table + 1, outline.ends[table])
    return [
        table,
        *(index for index in inside if outline.tags[index] in _CELLS and _table_of(outline, index) == table),
    ]


def _table_of(outline: Outline, index: int) -> int:
    while index >= 0 and outline.tags[index] != "table":
        index = outline.parents[index]
    return index
