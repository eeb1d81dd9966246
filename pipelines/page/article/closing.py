"""The last lines of a text that speak to its readers and not of its matter: told by links, and by how they are set."""

from __future__ import annotations

import re
from itertools import takewhile

from pipelines.page.article.pointers import CHANNEL, links_in
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_EMPHASIS = frozenset(("b", "strong", "em", "i"))
_LONGEST = 240  # characters
# Where readers write to a paper or follow it; what is said there is quoted in plain lines.
_ANSWERS = Pattern(
    r"mailto:|https?://(?:www\.|chat\.|m\.)?(?:t\.me|wa\.me|whatsapp\.com|viber\.com|facebook\.com|instagram\.com|youtube\.com|tiktok\.com"
    r"|dzen\.ru|max\.ru|twitter\.com|x\.com)/",
    re.IGNORECASE,
)


def closing_notes(outline: Outline, lines: tuple[Block, ...]) -> set[int]:
    """Give the places of last lines that ask readers to write or to follow.

    They lead to a channel, or are set off as a whole, as the line before them is not.
    """
    last = list(takewhile(lambda block: _closes(outline, block), reversed(lines[1:])))
    if not last or _is_emphasised(outline, lines[-len(last) - 1]):
        return set()
    return {block.start for block in last}


def _closes(outline: Outline, block: Block) -> bool:
    if len(block.text) > _LONGEST or not block.linked:
        return False
    links = links_in(outline, block)
    if any(map(CHANNEL.match, links)):
        return True
    return any(map(_ANSWERS.match, links)) and _is_emphasised(outline, block)


def _is_emphasised(outline: Outline, block: Block) -> bool:
    """Say whether all of a line's words are set bold or slanting; links among them may not be."""
    texts = [index for index in range(block.start, block.stop) if outline.tags[index] == "-text"]
    words = [index for index in texts if any(map(str.isalnum, outline.raw[index]))]
    return bool(words) and all(_within(outline, index, block.owner) for index in words)


def _within(outline: Outline, index: int, owner: int) -> bool:
    while index > owner:
        if outline.tags[index] in _EMPHASIS:
            return True
        index = outline.parents[index]
    return False
