"""Lines of a text that speak to its readers and not of its matter: told by links, and by how they are set."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from pipelines.page.address.resolving import resolve
from pipelines.page.address.services import is_called_service, is_channel, is_followed, takes_answers
from pipelines.page.address.urls import host_of
from pipelines.page.article.line_links import ends_linked, links_in
from pipelines.page.tables import phrases
from pipelines.page.tree.density import HEADINGS
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_PARTS = HEADINGS | {"li", "td", "th", "dt", "dd"}
_EMPHASIS, _SLANTING = frozenset(("b", "strong", "em", "i")), frozenset(("em", "i"))
_LONGEST, _MOST_BETWEEN = 240, 2  # characters; lines between rules
_WHOLE = 0.85  # of the letters of a line that is a link but for its signs
_SPOKEN = phrases("body", "phrases", "answers")
_ASKED_TO = Pattern(r"[?？].*\S@(?P<site>[\w-]+(?:\.[\w-]+)+)")
_NOTE = Pattern(r"[(（\[【].*[)）\]】]\.?")  # of the newsroom: (This story came from a feed.)
_MAIL = Pattern(r"\S@\S+\.\w", re.IGNORECASE)


def without_asking(outline: Outline, lines: tuple[Block, ...], url: str) -> tuple[Block, ...]:
    """Leave out the lines that ask readers to write, to follow or to pay, within the text and at its end."""
    ruled = _between_rules(outline, lines)
    kept = tuple(
        block
        for block in lines
        if not (
            block.start in ruled
            or (block.linked and _asks(outline, block))
            or ("@" in block.text and _asks_to_write(block, url))
        )
    )
    last = list(takewhile(lambda block: _closes(outline, block, url), reversed(kept[1:])))
    if not last or _is_emphasised(outline, kept[-len(last) - 1], _EMPHASIS):
        return kept
    return kept[: -len(last)]


def _between_rules(outline: Outline, lines: tuple[Block, ...]) -> set[int]:
    """Give the places of a line or two between rules that end in a link: <hr>Our letter comes on Fridays: <a>here</a><hr>."""
    if not lines or lines[0].start == lines[-1].start:
        return set()
    rules = [index for index in range(lines[0].start, lines[-1].stop) if outline.tags[index] == "hr"]
    found: set[int] = set()
    for start, stop in pairwise(rules):
        between = [block for block in lines if start < block.start < stop]
        short = 0 < len(between) <= _MOST_BETWEEN and all(len(block.text) <= _LONGEST for block in between)
        if short and ends_linked(outline, between[-1], before_stop=True):
            found |= {block.start for block in between}
    return found


def _asks(outline: Outline, block: Block) -> bool:
    """Say whether a line is all of it a link to a service or a channel, or leads to one and is set off as a whole."""
    if len(block.text) > _LONGEST or outline.tags[block.owner] in _PARTS:
        return False
    links = links_in(outline, block)
    if not all(is_called_service(link) or takes_answers(link) for link in links):
        return False
    whole = block.linked > sum(map(str.isalnum, block.text)) * _WHOLE
    return (whole and not any(link.startswith("mailto:") for link in links)) or (
        any(is_followed(link) or is_called_service(link) for link in links)
        and _is_emphasised(outline, block, _EMPHASIS)
    )


def _asks_to_write(block: Block, url: str) -> bool:
    """Say whether a line puts a question to readers and gives an address of the site itself to answer to."""
    asked = _ASKED_TO.search(block.text) if len(block.text) <= _LONGEST else None
    return asked is not None and f".{host_of(url)}".endswith(f".{asked['site'].lower()}")


def _closes(outline: Outline, block: Block, url: str) -> bool:
    """Say whether a last line leads to a channel, or is set off as a whole: in brackets, or with links to answers or elsewhere."""
    if len(block.text) > _LONGEST:
        return False
    if _NOTE.fullmatch(block.text) and _is_emphasised(outline, block, _SLANTING):
        return True
    links = links_in(outline, block) if block.linked else []
    if _SPOKEN.search(block.text) and (_MAIL.search(block.text) or (links and all(map(takes_answers, links)))):
        return True
    if not links:
        return _MAIL.search(block.text) is not None and _is_emphasised(outline, block, _EMPHASIS)
    if any(map(is_channel, links)) or (all(map(is_called_service, links)) and ends_linked(outline, block)):
        return True
    if ends_linked(outline, block, before_stop=True) and _is_emphasised(outline, block, _SLANTING):
        return True
    own = all(takes_answers(link) or host_of(resolve(url, link) or url) == host_of(url) for link in links)
    return own and _is_emphasised(outline, block, _EMPHASIS)


def _is_emphasised(outline: Outline, block: Block, tags: frozenset[str]) -> bool:
    """Say whether all of a line's words are set bold or slanting; links among them may not be."""
    texts = [index for index in range(block.start, block.stop) if outline.tags[index] == "-text"]
    words = [index for index in texts if any(map(str.isalnum, outline.raw[index]))]
    set_off = [_within(outline, index, block.owner, tags) for index in words]
    return any(set_off) and all(
        off or _within(outline, index, block.owner, frozenset("a"))
        for off, index in zip(set_off, words, strict=True)
    )


def _within(outline: Outline, index: int, owner: int, tags: frozenset[str]) -> bool:
    while index > owner:
        if outline.tags[index] in tags:
            return True
        index = outline.parents[index]
    return False
