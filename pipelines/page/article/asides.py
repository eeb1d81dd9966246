"""What stands above a text and is none of it: summaries, captions, menus."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.page.lines.captions import CAPTION, names_frame
from pipelines.page.tree.density import AROUND_TAGS
from pipelines.page.tree.labels import names_surroundings
from pipelines.page.tree.outline import Block, Outline, named_pieces
from pipelines.pattern import Pattern

_ASIDE = Pattern(
    r"summ[au]ry|\bpr[eé]cis\b|sapo\b|abstract|zhaiyao|daodu|intro|descri|digest|desc\b|(?<![a-z])sub-?(?:title|head)"
)
_ABSTRACT = Pattern(r"[【\[]?\s?(?:内容)?(?:摘\s?要|[导導][读讀]|提要|核心提示|[简簡]介)\s?[】\]]?\s?[：:]?\s?")
_OPEN_END, _LEAST_ABSTRACT = ".。…· ", 9  # characters


def names_aside(outline: Outline, block: Block) -> bool:
    """Say whether a block above the text stands in a summary, a caption, a menu or the like."""
    index = block.owner
    for _ in range(4):
        label = outline.labels[index]
        if outline.tags[index] in AROUND_TAGS or outline.tags[index] in ("figcaption", "li", "figure", "td"):
            return True
        if label and (_ASIDE.search(label) or CAPTION.search(label) or names_surroundings(label)):
            return True
        if label and names_frame(label) and "img" in outline.tags[index : block.start]:
            return True
        index = outline.parents[index]
        if index < 0:
            break
    return False


def is_summed_up(outline: Outline, block: Block) -> bool:
    """Say whether an element inside a line is called a summary and holds all of it: <strong class="summary">…</strong><br>."""
    if outline.tags[block.start] == "-text" and outline.parents[block.start] == block.owner:
        return False
    own = outline.labels[block.owner]
    pieces = (piece for piece in named_pieces(outline, block) if piece[0] != own)
    return any(_ASIDE.search(label) is not None and len(text) == len(block.text) for label, text in pieces)


def is_abstract(line: str, below: Iterable[Block]) -> bool:
    """Say whether a line is an abstract (摘要: …) that a CMS made of the beginning of the text below it."""
    label = _ABSTRACT.match(line)
    said = "".join(line[label.end() :].rstrip(_OPEN_END).split()) if label else ""
    return len(said) > _LEAST_ABSTRACT and "".join("".join(block.text.split()) for block in below).startswith(said)
