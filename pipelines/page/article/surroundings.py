"""What inside the element of the text is something else: by its tag, its label, or the form that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipelines.page.article.opening import prose_in
from pipelines.page.lines.furniture import ends_text, is_linked, is_loose, is_tail, names_others
from pipelines.page.tree.density import AROUND_TAGS, HEADINGS, Place, prose
from pipelines.page.tree.labels import names_discussion, names_surroundings, names_text
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_BOXES = frozenset(("div", "section"))
_MOST_AROUND_FORM = 4  # lines that ask readers for an address
_MOST_LISTED = 14  # lines of a box of other articles
_GOES_ON = 10.0  # prose of the line behind it
_LONGEST_OFFERED = 140  # characters of a line of an offer
_ONE_WORD = Pattern(
    r"/(?!$)(?:[a-z-]{2,8}/)?[a-z-]{2,24}/?$"
)  # /newsletters/, /kop: the page of a service of the site


def find_surroundings(outline: Outline, place: Place) -> list[tuple[int, int]]:
    """Give the index ranges inside `place` that its names or its links tell to be something else."""
    found: list[tuple[int, int]] = []
    index, stop = place.index + 1, outline.ends[place.index]
    forms = "form" in outline.tags[index:stop]
    headed = not HEADINGS.isdisjoint(outline.tags[index:stop])
    while index < stop:
        if (
            _is_around(outline, index)
            or (forms and _holds_form(outline, index))
            or (headed and outline.tags[index] in _BOXES and _is_offer(outline, index))
        ) and (names_discussion(outline.labels[index]) or prose_in(outline, index) < place.score * 0.3):
            found.append((index, outline.ends[index]))
            index = outline.ends[index]
        else:
            index += 1
    return found


def find_boxes_of_others(outline: Outline, place: Place, blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Give the ranges of boxes between two paragraphs that are the heading of other articles and their links.

    One with no text behind it is where the text ends, and stays for that.
    """
    for number, block in enumerate(blocks[:-1]):
        if not number or not names_others(block.text) or not ends_text(block):
            continue
        box = _box_around(outline, place, block)
        if box is None:
            continue
        behind = next((each for each in blocks[number + 1 :] if each.start >= outline.ends[box]), None)
        if (
            behind
            and prose(behind) >= _GOES_ON
            and not is_tail(behind)
            and _set_alike(outline, blocks[number - 1], behind)
        ):
            yield box, outline.ends[box]


def _box_around(outline: Outline, place: Place, heading: Block) -> int | None:
    """Give the largest element that begins with a heading and holds little but links."""
    box, index = None, heading.owner
    while index > place.index:
        lines = outline.blocks_in(index)
        if lines[0] is not heading or len(lines) > _MOST_LISTED:
            break
        others = [line for line in lines[1:] if is_linked(line)]
        if others and all(is_linked(line) or is_loose(line) for line in lines[1:]):
            box = index
        index = outline.parents[index]
    return box


def _set_alike(outline: Outline, before: Block, behind: Block) -> bool:
    """Say whether two lines stand in one element, or in two of one kind and name beside each other."""
    pair = outline.parents[before.owner], outline.parents[behind.owner]
    if before.owner == behind.owner or pair[0] == pair[1]:
        return True
    return (
        outline.labels[pair[0]] == outline.labels[pair[1]] and outline.parents[pair[0]] == outline.parents[pair[1]]
    )


def _is_around(outline: Outline, index: int) -> bool:
    if outline.tags[index] in AROUND_TAGS:
        return True
    label = outline.labels[index]
    if label and outline.tags[index] == "div":  # type="RelatedOneNews"
        label = f"{label} {outline.attribute(index, 'type').lower()}".rstrip()
    return bool(label) and names_surroundings(label) and _around_by_word(label)


@lru_cache(maxsize=8192)
def _around_by_word(label: str) -> bool:
    """Say whether no word of a label names the text: `related-posts` does not, `has-sidebar article` does."""
    return not any(names_text(word) and not names_surroundings(word) for word in label.split())


def _is_offer(outline: Outline, index: int) -> bool:
    """Say whether a box is a heading, a line or two and a link to a page of a service: a letter, a subscription."""
    if outline.tags[index + 1] not in HEADINGS:
        return False
    lines = outline.blocks_in(index)
    if not 1 < len(lines) <= _MOST_AROUND_FORM or any(len(line.text) > _LONGEST_OFFERED for line in lines):
        return False
    links = [each for each in range(index, outline.ends[index]) if outline.tags[each] == "a"]
    return bool(links) and all(_ONE_WORD.match(outline.attribute(each, "href")) for each in links)


def _holds_form(outline: Outline, index: int) -> bool:
    """Say whether an element is a box with a form and a few lines that say what it is for: a letter, a poll."""
    if "form" not in outline.tags[index + 1 : outline.ends[index]]:
        return False
    return len(outline.blocks_in(index)) <= _MOST_AROUND_FORM
