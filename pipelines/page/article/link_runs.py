"""Lines of a text that are nothing but links, and the headings over them: lists of other articles."""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.page.lines.furniture import is_attachment, is_linked, is_sign, names_others
from pipelines.page.tree.density import weight
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_LONGEST_HEADING = 40.0
_SHORT_HEADING = 10.0  # weight
_LEAST_TITLE = 5.0  # weight of a link to an article
_LEAST_HEADS, _LEAST_SAID = 3, 20.0  # links that head the pieces of a digest; weight of a piece
_BOXES = frozenset(("div", "section"))
_NEAR, _STOPS = 3, (*".!?:;…»”\"'’。！？」",)  # elements around a heading
PICTURE_FILE = Pattern(r"\.(?:jpe?g|png|gif|webp)(?:$|[?#])", re.IGNORECASE)


def without_link_runs(outline: Outline, blocks: list[Block]) -> list[Block]:
    """Drop runs of two and more lines that are nothing but links, and signs between them: lists of other articles."""
    kept: list[Block] = []
    run: list[Block] = []
    links = {block.start for block in blocks if is_linked(block)}
    own = digest_heads(outline, blocks) if len(links) >= _LEAST_HEADS else set()
    for block in blocks:
        if block.start in links and block.start not in own and not is_attachment(outline, block):
            run.append(block)
        elif not is_sign(block.text):
            kept += _after_run(outline, kept, run)
            run = []
            kept.append(block)
        elif not run:
            kept.append(block)
    return kept + (run if len(run) == 1 else [])


def _after_run(outline: Outline, kept: list[Block], run: list[Block]) -> list[Block]:
    """Give what is kept of a run of links; the heading above one that goes is taken off `kept`, with its bullets."""
    alone = len(run) == 1 and not _is_others(outline, kept, run[0])
    if alone and not (kept and _shares_box(outline, kept[-1], run)):
        return run
    while len(run) > 1 and kept and is_sign(kept[-1].text):
        kept.pop()
    heading = kept[-1] if run and kept and weight(kept[-1].text) < _LONGEST_HEADING else None
    if heading and (_heads_links(heading.text, run) or _shares_box(outline, heading, run)):
        kept.pop()
    return []


def _is_others(outline: Outline, kept: list[Block], link: Block) -> bool:
    """Say whether a line that is a link leads to another article by its words, its heading's, or the picture that leads there too."""
    if names_others(link.text) or (
        kept and weight(kept[-1].text) < _LONGEST_HEADING and names_others(kept[-1].text)
    ):
        return True
    return picture_box(outline, link) is not None


def picture_box(outline: Outline, link: Block) -> int | None:
    """Give the element that holds nothing but a line that is a link and the picture that leads there too.

    What leads to a larger picture is the article's own.
    """
    around = outline.parents[link.owner]
    boxes = [
        box
        for box in (link.owner, around, outline.parents[around])
        if box > 0 and len(outline.blocks_in(box)) == 1
    ]
    inside = range(boxes[-1] + 1, outline.ends[boxes[-1]]) if boxes else ()
    pictured = any(
        outline.tags[index] == "img"
        and outline.tags[outline.parents[index]] == "a"
        and not PICTURE_FILE.search(outline.attribute(outline.parents[index], "href"))
        for index in inside
    )
    return boxes[-1] if pictured else None


def _shares_box(outline: Outline, heading: Block, run: list[Block]) -> bool:
    """Say whether a short line and the links below it have a box to themselves, in whatever language it heads them."""
    if heading.text.endswith(_STOPS) or any(weight(link.text) < _LEAST_TITLE for link in run):
        return False
    box = outline.parents[heading.owner]
    for _ in range(_NEAR):
        lines = outline.blocks_in(box) if box > 0 else []
        if len(lines) > len(run) + 1 or outline.tags[box] not in _BOXES:
            return False
        if len(lines) == len(run) + 1 and lines[0] is heading and lines[-1] is run[-1]:
            return True
        box = outline.parents[box]
    return False


def _heads_links(text: str, run: list[Block]) -> bool:
    """Say whether a line is the heading of links by its words or its colon, or is a word or two above several."""
    several = len(run) > 1 and (text.endswith(("：", ":")) or weight(text) < _SHORT_HEADING)
    return names_others(text) or several


def opens_digest(outline: Outline, blocks: list[Block]) -> bool:
    """Say whether the first line is the first heading of a digest."""
    return len(blocks) > 1 and _is_said(blocks[1]) and blocks[0].start in digest_heads(outline, blocks)


def digest_heads(outline: Outline, blocks: list[Block]) -> set[int]:
    """Give the starts of links that each head what is said right below; it takes three, all set alike."""
    heads = [one for one, below in pairwise(blocks) if is_linked(one) and _is_said(below)]
    alike = len({(outline.tags[one.owner], outline.labels[one.owner]) for one in heads}) == 1
    told = alike and len(heads) >= _LEAST_HEADS and all(weight(one.text) >= _LEAST_TITLE for one in heads)
    return {one.start for one in heads} if told else set()


def _is_said(block: Block) -> bool:
    return weight(block.text) >= _LEAST_SAID and block.linked < len(block.text) / 2
