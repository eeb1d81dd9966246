"""How large or heavy a line is set: on old pages nothing else shows which line is the headline."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.page.article.closing import is_emphasised
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_PIXELS = {1: 10, 2: 13, 3: 16, 4: 18, 5: 24, 6: 32, 7: 48}  # of <font size> (HTML, 15.3.1; +2 is 5)
_POINT, _LARGE = 4 / 3, 18.0  # pixels of a point; of a headline
_BOLD = frozenset(("b", "strong"))
_STYLED = Pattern(r"font-size:\s*(\d{1,2}(?:\.\d+)?)(px|pt)")


def font_size(outline: Outline, block: Block) -> float:
    """Give the pixels in which <font> or a style sets a whole line; 0 where none does."""
    index = outline.parents[block.start]
    for _ in range(4):
        if index < 0 or outline.ends[index] < block.stop:
            break
        if outline.tags[index] == "font" and (size := outline.attribute(index, "size").strip()):
            number = size.lstrip("+")
            step = int(number) + (3 if number != size else 0) if number.isdecimal() else 0
            return _PIXELS.get(step, 0)
        if found := _STYLED.search(outline.attribute(index, "style")):
            return float(found[1]) * (_POINT if found[2] == "pt" else 1)
        index = outline.parents[index]
    return 0


def largest(outline: Outline, blocks: Sequence[Block]) -> Block | None:
    """Give the one line that is larger than all others, where the page says so."""
    sizes = [font_size(outline, block) for block in blocks]
    most = max(sizes, default=0)
    if most < _LARGE or sizes.count(most) > 1:
        return None
    return blocks[sizes.index(most)] if len(blocks) > 1 else None


def is_below_bold(outline: Outline, above: Block | None, block: Block | None) -> bool:
    """Say whether a line is not bold, as the one right above it is, and not said in that: a subtitle."""
    if above is None or block is None or block.text in above.text:
        return False
    return is_emphasised(outline, above, _BOLD) and not is_emphasised(outline, block, _BOLD)
