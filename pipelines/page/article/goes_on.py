"""Whether a text goes on behind the heading of other articles and their links."""

from __future__ import annotations

from itertools import takewhile

from pipelines.page.lines.furniture import ends_text, is_furniture, is_linked, is_loose, is_tail, names_others
from pipelines.page.tree.density import SOLID, prose, prose_of, weight
from pipelines.page.tree.outline import Block, Outline

_MOST_IN_BOX = 4  # links
_LEAST_BEHIND = SOLID / 2  # prose of a line behind a box or a pointer, with which the text goes on
_LEAST_PARAGRAPHS, _MUCH = 2, 0.2  # behind links that stand among paragraphs; of the prose
_QUESTION, _LONGEST_QUESTION = ("?", "？", "؟"), 60.0  # weight
_SOON = 3  # lines behind a pointer


def heads_nothing_left(outline: Outline, block: Block, behind: Block) -> bool:
    """Say whether a line in the text is the heading of other articles whose links were left out."""
    return not block.linked and ends_text(block) and held_links(outline, block, behind)


def points_away(blocks: list[Block], number: int) -> bool:
    """Say whether a line leads to one other article (Read more: …) and the text goes on after it."""
    behind = blocks[number + 1 : number + 1 + (_SOON if names_others(blocks[number].text) else 1)]
    goes_on = any(
        prose(block) >= _LEAST_BEHIND and block.linked * 2 < len(block.text) and not is_tail(block)
        for block in behind
    )
    return goes_on and blocks[number].linked > 0


def is_boxed(outline: Outline, blocks: list[Block], number: int) -> bool:
    """Say whether a heading of other articles and its links are a box of their own, after which the text goes on."""
    behind = blocks[number + 1 : number + 3 + _MOST_IN_BOX]
    linked = len(list(takewhile(is_linked, behind)))
    goes_on = [line for line in behind[linked:] if not is_furniture(line)]
    if len(goes_on) > 1 and _is_subhead(goes_on):
        goes_on = goes_on[1:]
    if not goes_on or linked > _MOST_IN_BOX or not (linked or held_links(outline, blocks[number], behind[0])):
        return False
    if prose(goes_on[0]) < _LEAST_BEHIND or is_tail(goes_on[0]):
        return False
    before = next((block for block in reversed(blocks[:number]) if prose(block) >= SOLID), None)
    around = outline.parents[goes_on[0].owner]
    own = outline.parents[blocks[number].owner]
    if own == around and _says_much(blocks, goes_on):
        return True
    if before is None or outline.parents[before.owner] == around != own:
        return before is not None
    apart = outline.parents[behind[0].owner] != around if linked else own != around
    return apart and _alike(outline, before, goes_on[0])


def held_links(outline: Outline, heading: Block, behind: Block) -> bool:
    """Say whether there were links below a heading that were left out before."""
    return "a" in outline.tags[heading.stop : behind.start]


def _is_subhead(behind: list[Block]) -> bool:
    """Say whether a short line after a box of other articles is a subheading of the text that goes on below it."""
    heading, text = behind[:2]
    asks = heading.text.endswith(_QUESTION) and weight(heading.text) < _LONGEST_QUESTION  # of an interview
    if heading.linked or names_others(heading.text) or is_tail(heading) or not (is_loose(heading) or asks):
        return False
    return prose(text) >= _LEAST_BEHIND and not text.linked and not is_tail(text)


def _says_much(blocks: list[Block], behind: list[Block]) -> bool:
    """Say whether the paragraphs after a box hold a good part of the text, none with a link, a teaser or a notice among them."""
    said = [prose(block) for block in behind if prose(block) >= _LEAST_BEHIND]
    if len(said) < _LEAST_PARAGRAPHS or any(block.linked or is_tail(block) for block in behind):
        return False
    return sum(said) > prose_of(blocks) * _MUCH


def _alike(outline: Outline, one: Block, other: Block) -> bool:
    """Say whether two lines are set alike, each in a labelled box of its own, as the paragraphs of some systems are."""
    if outline.tags[one.owner] != outline.tags[other.owner]:
        return False
    boxes = outline.parents[one.owner], outline.parents[other.owner]
    label = outline.labels[boxes[0]]
    return (
        bool(label)
        and label == outline.labels[boxes[1]]
        and outline.parents[boxes[0]] == outline.parents[boxes[1]]
    )
