"""Lines that address the readers instead of telling the news, recognised by links, by the paper's name, and by how they are set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.page.address.resolving import resolve
from pipelines.page.address.services import is_called_service, is_channel, is_followed, takes_answers
from pipelines.page.address.urls import host_of
from pipelines.page.article.line_links import ends_linked, leads_to_rules, links_in
from pipelines.page.article.own_name import says_own_name
from pipelines.page.lines.captions import in_paragraphs
from pipelines.page.tables import phrases
from pipelines.page.tree.density import HEADINGS, prose
from pipelines.page.tree.outline import Block, Outline
from pipelines.page.tree.structured import Statements
from pipelines.pattern import Pattern

_PARTS = HEADINGS | {"li", "td", "th", "dt", "dd"}
_FRAMES = ("div", "section", "aside", "footer")
_EMPHASIS, _SLANTING = frozenset(("b", "strong", "em", "i")), frozenset(("em", "i"))
_LEAST_SAID, _STOPS = 15.0, (".", "!", "?", "。", "।", "۔")  # prose of a sentence; names have less
_LONGEST, _MOST_BETWEEN = 240, 2  # characters; lines between rules
_LONGEST_NOTICE = 400  # characters of what a site says of comments, or of cookies
_WHOLE = 0.85  # of the letters of a line that is a link but for its signs
_SPOKEN = phrases("body", "phrases", "answers")
_ASKED_TO = Pattern(r"[?？].*\S@(?P<site>[\w-]+(?:\.[\w-]+)+)")
_NOTE = Pattern(r"[(（\[【].*[)）\]】]\.?")  # of the newsroom: (This story came from a feed.)
_SHORTEST_NAME = 4
_HANDLE = Pattern(rf"(?<![\w.])@(\w{{{_SHORTEST_NAME}}})")
_NOTED = Pattern(r"[※＊*☞▶].*\S@(?P<site>[\w-]+(?:\.[\w-]+)+)")
_MAIL = Pattern(r"\S@\S+\.\w", re.IGNORECASE)


def without_asking(outline: Outline, lines: tuple[Block, ...], said: Statements) -> tuple[Block, ...]:
    """Leave out the lines that ask readers to write, to follow or to pay, within the text and at its end."""
    ruled = _between_rules(outline, lines)
    kept = tuple(
        block
        for block in lines
        if not (
            block.start in ruled
            or (block.linked and _asks(outline, block))
            or ("@" in block.text and _asks_to_write(block, said.url))
        )
    )
    closing = count_closing(outline, kept, said)
    return kept[:-closing] if closing else kept


def count_closing(outline: Outline, lines: Sequence[Block], said: Statements) -> int:
    """Count the last lines that address readers; 0 where the text before them is set in the same way."""
    stop = whole = len(lines)
    while stop > 1 and _closes(outline, lines[stop - 1], lines, said):
        stop -= 1
    return 0 if stop < whole and _is_set_off(outline, lines[:stop]) else whole - stop


def _is_set_off(outline: Outline, text: Sequence[Block]) -> bool:
    """Say whether the whole last sentence of a text is bold or in italics: what follows may then be so, too."""
    return is_emphasised(outline, next(filter(_is_said, reversed(text)), text[0]))


def _is_said(block: Block) -> bool:
    """Say whether a line is a sentence, and not the names or initials that sign a text."""
    return prose(block) >= _LEAST_SAID or block.text.endswith(_STOPS)


def _between_rules(outline: Outline, lines: tuple[Block, ...]) -> set[int]:
    """Give the places of a line or two between rules that end in a link: <hr>Our letter comes on Fridays: <a>here</a><hr>."""
    if not lines or "hr" not in outline.tags[lines[0].start : lines[-1].stop]:
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
        any(is_followed(link) or is_called_service(link) for link in links) and is_emphasised(outline, block)
    )


def _asks_to_write(block: Block, url: str) -> bool:
    """Say whether a line puts a question to readers and gives an address of the site itself to answer to."""
    asked = _ASKED_TO.search(block.text) if len(block.text) <= _LONGEST else None
    return asked is not None and f".{host_of(url)}".endswith(f".{asked['site'].lower()}")


def _closes(outline: Outline, block: Block, lines: Sequence[Block], said: Statements) -> bool:
    """Say whether a last line speaks of the paper, leads to a channel or to its rules, or is set off as a whole: in brackets, or with
    links to answers or elsewhere.
    """
    if block.linked and len(block.text) <= _LONGEST_NOTICE and leads_to_rules(outline, block):
        return True
    plain = block.stop == block.start + 1 and outline.parents[block.start] == block.owner
    if (plain and outline.tags[block.owner] == "p" and "@" not in block.text) or len(block.text) > _LONGEST:
        return False
    if _is_apart(outline, block, lines) and says_own_name(said, block.text):
        return True
    if "@" in block.text and _gives_handle(block, said.url):
        return True
    if _NOTE.fullmatch(block.text) and is_emphasised(outline, block, _SLANTING):
        return True
    links = links_in(outline, block) if block.linked else []
    if _SPOKEN.search(block.text) and (_MAIL.search(block.text) or (links and all(map(takes_answers, links)))):
        return True
    if not links:
        return _MAIL.search(block.text) is not None and is_emphasised(outline, block)
    if any(map(is_channel, links)) or (all(map(is_called_service, links)) and ends_linked(outline, block)):
        return True
    if ends_linked(outline, block, before_stop=True) and is_emphasised(outline, block, _SLANTING):
        return True
    inside = all(takes_answers(link) or _leads_inside(link, said.url) for link in links)
    return inside and is_emphasised(outline, block)


def _gives_handle(block: Block, url: str) -> bool:
    """Say whether a line gives the site's channel, whose name begins as its host's does: @kavirnews of kavir.example."""
    names = [each[:_SHORTEST_NAME] for each in host_of(url).split(".") if len(each) >= _SHORTEST_NAME]
    return any(handle.lower() in names for handle in _HANDLE.findall(block.text)) or _notes_address(block, url)


def _notes_address(block: Block, url: str) -> bool:
    """Say whether a note gives an address of mail of the site itself: ※ … letters@gull.example."""
    noted = _NOTED.match(block.text)
    return noted is not None and f".{host_of(url)}".endswith(f".{noted['site'].lower()}")


def _leads_inside(link: str, url: str) -> bool:
    return host_of(resolve(url, link) or url) == host_of(url)


def _is_apart(outline: Outline, block: Block, lines: Sequence[Block]) -> bool:
    """Say whether a line is set off from the text, or stands in no paragraph as that does."""
    tag = outline.tags[block.owner]
    if tag in _PARTS:
        return False
    return is_emphasised(outline, block) or (tag in _FRAMES and in_paragraphs(outline, lines))


def is_emphasised(outline: Outline, block: Block, tags: frozenset[str] = _EMPHASIS) -> bool:
    """Say whether all words of a line are bold or in italics, except for links."""
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
