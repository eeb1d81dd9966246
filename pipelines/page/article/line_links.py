"""The links of one line: where they lead, and whether it ends in one."""

from __future__ import annotations

from pipelines.page.address.services import is_rules
from pipelines.page.tree.outline import Block, Outline


def ends_linked(outline: Outline, block: Block, *, before_stop: bool = False) -> bool:
    """Say whether the last words of a line are a link, and no stop is behind it unless there may be one."""
    texts = [index for index in reversed(range(block.start, block.stop)) if outline.tags[index] == "-text"]
    said = (index for index in texts if any(map(str.isalnum, outline.raw[index])) or not before_stop)
    last = next((index for index in said if outline.raw[index].strip()), block.owner)
    while last > block.owner and outline.tags[last] != "a":
        last = outline.parents[last]
    return outline.tags[last] == "a"


def links_in(outline: Outline, block: Block) -> list[str]:
    """Give where the links in a line lead, and the one around it."""
    inside = [index for index in range(block.start, block.stop) if outline.tags[index] == "a"]
    around = {index for node in range(block.start, block.stop) for index in _above(outline, node)}
    links = sorted({*inside, *(index for index in around if outline.tags[index] == "a")})
    return [outline.attribute(index, "href") for index in links]


def leads_to_rules(outline: Outline, block: Block) -> bool:
    """Say whether a line leads to what a site says of its own use, as notices on comments and cookies do."""
    return any(map(is_rules, links_in(outline, block)))


def _above(outline: Outline, node: int) -> tuple[int, int, int]:
    parent = outline.parents[node]
    over = outline.parents[parent]
    return parent, over, outline.parents[over]
