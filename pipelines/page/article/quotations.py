"""Words of a text that are set once more, large, to be seen first."""

from __future__ import annotations

from pipelines.page.tables import labels
from pipelines.page.tree.density import Place
from pipelines.page.tree.outline import Block, Outline

_QUOTING = frozenset(("blockquote", "aside", "q"))
_QUOTED = labels("quotation")
_MARKS, _LEAST_PULLED = " .,…\"'“”„«»‹›‘’「」『』—–-", 12  # characters
_LONGEST_SAYER, _ENDS = 60, ".!?…\"'”’»“"  # characters; signs
_NONE = -1  # no element


def said_again(outline: Outline, place: Place, lines: tuple[Block, ...]) -> set[int]:
    """Give the starts of quotations, set or called so, all of whose words another line of the text says too.

    What quotations alone repeat is a refrain, and of a document that is quoted, the text may speak of one line.
    """
    inside = slice(place.index + 1, outline.ends[place.index])
    if _QUOTING.isdisjoint(outline.tags[inside]) and not _QUOTED.search(" ".join(outline.labels[inside])):
        return set()
    quotations: dict[int, list[Block]] = {}
    for block in lines:
        quotations.setdefault(_quotation(outline, block), []).append(block)
    text = [block.text for block in quotations.pop(_NONE, ())]
    found: set[int] = set()
    for quoted in quotations.values():
        pulled = [block for block in quoted if len(_bare(block)) >= _LEAST_PULLED]
        if len(pulled) > 1 and _says_who(pulled[-1]):
            pulled.pop()
        if pulled and all(any(_bare(block) in other for other in text) for block in pulled):
            found |= {block.start for block in (*pulled, *(block for block in quoted if _says_who(block)))}
    return found


def _says_who(block: Block) -> bool:
    """Say whether a line of a quotation, the last, is who said it: short, and no sentence."""
    return len(block.text) < _LONGEST_SAYER and block.text[-1] not in _ENDS


def _bare(block: Block) -> str:
    return block.text.strip(_MARKS)


def _quotation(outline: Outline, block: Block) -> int:
    """Give the outermost of the elements right around a line that is a quotation."""
    over = outline.parents[block.owner]
    around = (outline.parents[over], over, block.owner)
    quotes = (each for each in around if outline.tags[each] in _QUOTING or _QUOTED.search(outline.labels[each]))
    return next(quotes, _NONE)
