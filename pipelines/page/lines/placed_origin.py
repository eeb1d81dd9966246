"""Where an article comes from, told by the element or the place that its source's name stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipelines.page.lines.dates import find_dates
from pipelines.page.lines.habits import Habits
from pipelines.page.lines.names import is_named
from pipelines.page.lines.origin import COLONS, SIGN, is_organization, name_of
from pipelines.page.tables import expression
from pipelines.page.tree.outline import Block, Outline, named_pieces
from pipelines.pattern import Pattern

_LABEL = expression("names", "labels", "source")
_LABEL_AT_END = Pattern(rf"{_LABEL}\s*[：:︰]\s*$", re.IGNORECASE)
_LABEL_ALONE = Pattern(rf"{_LABEL}\s*[：:︰]", re.IGNORECASE)
_REPORTER = Pattern("[记記]者")
_CLASS = Pattern(
    expression("names", "labels", "class_source") + "|author-?name|\\bmedia\\b|media-?(?:name|source)",
    re.IGNORECASE,
)
_LONGEST_LINE, _LONGEST_LABEL, _LONGEST_NAME = 120, 12, 30  # characters
_CELLS = ("td", "th", "dt", "dd")
_NEAR_LOGO = 3  # elements between a logo and the day


def in_cells(outline: Outline, blocks: Iterable[Block]) -> tuple[str, str] | None:
    """Read a table's row in which the label is one cell and the name the next."""
    for label, cell in pairwise(blocks):
        rows = outline.tags[label.owner] in _CELLS and outline.tags[cell.owner] in _CELLS
        if rows and len(label.text) < _LONGEST_LABEL and _LABEL_ALONE.fullmatch(label.text):
            name = None if SIGN.search(cell.text) else name_of(cell.text)
            return (name, f"text {label.text}{cell.text[:24]}") if name else None
    return None


def linked(outline: Outline, blocks: Iterable[Block]) -> tuple[str, str] | None:
    """Read 来源： with a link right behind it: its text is the name, whatever follows."""
    for block in blocks:
        if not block.linked or len(block.text) > _LONGEST_LINE or not SIGN.search(block.text):
            continue
        texts = [node for node in range(block.start, block.stop) if outline.tags[node] == "-text"]
        for node, behind in pairwise(texts):
            if outline.tags[outline.parents[behind]] != "a":
                continue
            found = (
                _LABEL_AT_END.search(outline.raw[node]) if outline.raw[node].rstrip().endswith(COLONS) else None
            )
            if found and (name := name_of(outline.raw[behind])):
                return name, f"text {found[0].strip()}, link"
    return None


def publisher(outline: Outline) -> str:
    """Give the publisher that microdata state, or "": <div itemprop="publisher"><meta itemprop="name" content="…">."""
    for index, label in enumerate(outline.labels):
        if "publisher" in label and "publisher" in outline.attribute(index, "itemprop").lower():
            inside = range(index + 1, outline.ends[index])
            names = (each for each in inside if outline.attribute(each, "itemprop") == "name")
            return next((outline.attribute(each, "content") for each in names), "")
    return ""


def pictured(outline: Outline, blocks: Iterable[Block]) -> tuple[str, str] | None:
    """Read 新聞來源： with the source's logo behind it, or a paper's logo that leads there, beside the day."""
    for block in blocks:
        for index in range(max(1, block.start - _NEAR_LOGO), block.start):
            if outline.tags[index] == "img" and outline.tags[outline.parents[index]] == "a":
                name = name_of(outline.attribute(index, "alt"))
                if name and is_organization(name) and next(find_dates(block.text, Habits()), None):
                    return name, "picture beside the day"
        if len(block.text) < 12 and _LABEL_ALONE.fullmatch(block.text):
            for index in range(block.stop, min(block.stop + 4, len(outline.tags))):
                if outline.tags[index] == "img" and (name := name_of(outline.attribute(index, "alt"))):
                    return name, f"text {block.text}, picture"
    return None


def marked(outline: Outline, blocks: Iterable[Block]) -> tuple[str, str] | None:
    """Read a short line beside the headline whose element is called source, or author and holds no person's name."""
    for block in blocks:
        for label, text in named_pieces(outline, block) if len(block.text) < _LONGEST_LINE else ():
            name = name_of(text) if len(text) < _LONGEST_NAME and _CLASS.search(label) else None
            if (
                name
                and not _REPORTER.search(name)
                and not is_named(name)
                and not any(char.isdigit() for char in name)
            ):
                return name, f".{label.split()[0]}"
    return None
