"""Boxes inside the element of the text that are not part of it, recognised by tag, label or content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipelines.page.address.resolving import resolve
from pipelines.page.address.services import is_button, is_service, takes_answers
from pipelines.page.address.urls import host_of
from pipelines.page.article.line_links import ends_linked, links_in
from pipelines.page.article.link_runs import PICTURE_FILE
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import ends_text, is_linked, is_loose, is_tail, names_others
from pipelines.page.tree.density import AROUND_TAGS, HEADINGS, SOLID, Place, prose, prose_in, weight
from pipelines.page.tree.labels import names_discussion, names_surroundings, names_text
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_LISTS = frozenset(("ul", "ol"))  # one with a single entry lists nothing
_BOXES = frozenset(("div", "section", "article")) | _LISTS
_CUSTOM = Pattern(r"(?!amp-)[a-z]+-")  # <brick-incentive>
_NOT_GRANTED = "content-not-granted"  # amp-subscriptions: what those see who do not pay
_ASKING = frozenset(("input", "label", "select"))
_CLICKED, _LEAST_SAID = _ASKING | {"a", "button"}, 8.0  # elements; prose of a short sentence
_WALL, _PRESSED, _PARAGRAPH = "paywall", _ASKING | {"button", "form"}, 30.0  # prose of a longer sentence
_MOST_AROUND_FORM = 4  # lines that ask readers for an address
_MOST_LISTED = 14  # lines of a box of other articles
_MOST_OF_TEASER = 3
_SHORT_HEADING = 14.0  # weight
_COLONS = (":", "：", "៖")
_GOES_ON = 10.0  # prose of the line behind it
_LONGEST_OFFERED, _MOST_OFFERED = 140, 5  # characters of a line of an offer; lines
_NEAR = 3  # boxes around what was found
_LONGEST_HEADING, _STOPS = 60, (*".!?;…»”\"'’。！？」",)
_MOST_OF_TEXT = 0.3  # of its prose


def find_surroundings(outline: Outline, place: Place, url: str) -> list[tuple[int, int]]:
    """Give the index ranges inside `place` that are something else by their names or content. `url`: the page's."""
    found: list[tuple[int, int]] = []
    index, stop = place.index + 1, outline.ends[place.index]
    forms = "form" in outline.tags[index:stop]
    boxes = {tag for tag in set(outline.tags[index:stop]) if tag in _BOXES or _CUSTOM.match(tag)}
    while index < stop:
        if (
            _is_around(outline, index)
            or (forms and _holds_form(outline, index))
            or (outline.tags[index] in boxes and _is_other(outline, index, url))
        ) and (names_discussion(outline.labels[index]) or prose_in(outline, index) < place.score * _MOST_OF_TEXT):
            found.append((index, outline.ends[index]))
            index = outline.ends[index]
        else:
            index += 1
    return [_with_heading(outline, place, found, each) for each in found]


def _with_heading(
    outline: Outline, place: Place, found: list[tuple[int, int]], each: tuple[int, int]
) -> tuple[int, int]:
    """Widen a range to the box that holds nothing else but a heading to it, where there is one."""
    box = outline.parents[each[0]]
    for _ in range(_NEAR):
        if box <= place.index or outline.tags[box] not in _BOXES:
            return each
        others = [
            line for line in outline.blocks_in(box) if not any(start <= line.start < stop for start, stop in found)
        ]
        if others:
            heads = len(others) == 1 and others[0].start < each[0] and len(others[0].text) <= _LONGEST_HEADING
            return (box, outline.ends[box]) if heads and not others[0].text.endswith(_STOPS) else each
        box = outline.parents[box]
    return each


def find_boxes_of_others(outline: Outline, place: Place, blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Give the ranges of boxes between two paragraphs that hold a heading of other articles and their links.

    A box without text after it is kept: it shows where the text ends.
    """
    for number, block in enumerate(blocks[1:-1], 1):
        box = _box_of_others(outline, place, block)
        if box is None:
            continue
        behind = next((each for each in blocks[number + 1 :] if each.start >= outline.ends[box]), None)
        goes_on = behind is not None and prose(behind) >= _GOES_ON and not is_tail(behind)
        if behind and goes_on and _set_alike(outline, blocks[number - 1], behind):
            yield box, outline.ends[box]


def _box_of_others(outline: Outline, place: Place, block: Block) -> int | None:
    """Give the box of other articles that a line begins, as its heading (by words, a colon or shortness) or as a linked title."""
    named = names_others(block.text) and ends_text(block)
    if named or ((block.text.endswith(_COLONS) or weight(block.text) < _SHORT_HEADING) and is_loose(block)):
        return _box_around(outline, place, block, named=named)
    return _teaser(outline, place, block) if block.linked and is_linked(block) else None


def _teaser(outline: Outline, place: Place, title: Block) -> int | None:
    """Give the largest element that begins with a linked title and holds a picture with the same link and a line or two."""
    links = set(links_in(outline, title))
    box, index = None, title.owner
    while index > place.index and len(lines := outline.blocks_in(index)) <= _MOST_OF_TEASER and lines[0] is title:
        leading = (each for each in range(index, outline.ends[index]) if outline.tags[each] == "a")
        pictured = any(outline.attribute(each, "href") in links and _shows(outline, each) for each in leading)
        box = index if pictured else box
        index = outline.parents[index]
    return box


def _shows(outline: Outline, link: int) -> bool:
    shown = "img" in outline.tags[link : outline.ends[link]]
    return shown and not PICTURE_FILE.search(outline.attribute(link, "href"))


def _box_around(outline: Outline, place: Place, heading: Block, *, named: bool) -> int | None:
    """Give the largest element that begins with a heading and holds little but links: nothing else where its words do not
    name others.
    """
    box, index = None, heading.owner
    while index > place.index:
        lines = outline.blocks_in(index)
        if lines[0] is not heading or len(lines) > _MOST_LISTED:
            break
        others = [line for line in lines[1:] if is_linked(line)]
        if others and all(is_linked(line) or (named and is_loose(line)) for line in lines[1:]):
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
    if outline.tags[index] == "section" and outline.attribute(index, "subscriptions-section") == _NOT_GRANTED:
        return True
    label = outline.labels[index]
    if label and outline.tags[index] == "div":  # type="RelatedOneNews"
        label = f"{label} {outline.attribute(index, 'type').lower()}".rstrip()
    if outline.tags[index] == "p" and "a" not in outline.tags[index : outline.ends[index]]:
        label = label.replace("teaser", "")  # a paragraph that leads nowhere is the lead of the text
    if not (label and names_surroundings(label) and _around_by_word(label)):
        return False
    return _WALL not in label or not _holds_paragraphs(outline, index)


def _holds_paragraphs(outline: Outline, index: int) -> bool:
    """Say whether a box is the rest of the text, and not what stands in its place: behind a paywall are paragraphs."""
    if not _PRESSED.isdisjoint(outline.tags[index : outline.ends[index]]):
        return False
    lines = outline.blocks_in(index)
    return sum(prose(line) >= _PARAGRAPH for line in lines) > 1 and not any(map(is_linked, lines))


@lru_cache(maxsize=8192)
def _around_by_word(label: str) -> bool:
    """Say whether no word of a label names the text: `related-posts` does not, `has-sidebar article` does."""
    return not any(names_text(word) and not names_surroundings(word) for word in label.split())


def _is_other(outline: Outline, index: int, url: str) -> bool:
    """Say whether a box of short lines is the teaser of an article, an offer or a poll, and none beside it holds text."""
    lines = outline.blocks_in(index)
    if not 0 < len(lines) <= _MOST_OFFERED or any(len(line.text) > _LONGEST_OFFERED for line in lines):
        return False
    offers = (len(lines) > 1) != (outline.tags[index] in _LISTS) and _is_offer(outline, index, lines)
    told = offers or _is_teaser(outline, lines, url)
    return told and not _is_text_beside(outline, index)


def _is_teaser(outline: Outline, lines: list[Block], url: str) -> bool:
    """Say whether the heading of a box is a link into the site, as no heading of a text is."""
    headings = [line for line in lines if outline.tags[line.owner] in HEADINGS]
    if not headings or not all(map(is_linked, headings)):
        return False
    owner = headings[0].owner
    around = (outline.parents[outline.parents[owner]], outline.parents[owner])
    near = (*around, *range(owner, outline.ends[owner]))
    links = [outline.attribute(each, "href") for each in near if outline.tags[each] == "a"]
    return bool(links) and not any(
        is_button(link) or host_of(resolve(url, link) or url) != host_of(url) for link in links
    )


def _is_offer(outline: Outline, index: int, lines: list[Block]) -> bool:
    """Say whether a box has form fields, or only links to services of the site or to channels, with which a line ends."""
    inside = range(index, outline.ends[index])
    tags = outline.tags[index : outline.ends[index]]
    if not _ASKING.isdisjoint(tags):
        return True
    if "time" in tags or any(has_date(line.text) for line in lines):  # who wrote the article, and when
        return False
    links = [outline.attribute(each, "href") for each in inside if outline.tags[each] == "a"]
    if not links:
        return bool(outline.labels[index]) and "button" in outline.tags[lines[0].stop : outline.ends[index]]
    leading = [
        link for link in links if not link.startswith("mailto:")
    ]  # beside them, the name of an author has one
    if (not leading and links) or not all(is_service(link) or takes_answers(link) for link in leading):
        return False
    buttons = all(map(is_button, links))
    if tags[1] in HEADINGS and ("button" in tags or len(links) > buttons):  # one alone edits the paragraph
        return True
    return not buttons and any(ends_linked(outline, line, before_stop=True) for line in lines if line.linked)


def _is_text_beside(outline: Outline, index: int) -> bool:
    """Say whether another element of the kind, beside this one, holds text: each of its paragraphs stands in a box."""
    around, kind = outline.parents[index], (outline.tags[index], outline.labels[index])
    beside = around + 1
    while beside < outline.ends[around]:
        if (
            beside != index
            and (outline.tags[beside], outline.labels[beside]) == kind
            and _holds_text(outline, beside)
        ):
            return True
        beside = outline.ends[beside]
    return False


def _holds_text(outline: Outline, index: int) -> bool:
    """Say whether a box has a sentence without a link, a short one if nothing in the box can be clicked."""
    least = _LEAST_SAID if _CLICKED.isdisjoint(outline.tags[index : outline.ends[index]]) else SOLID
    return any(prose(line) >= least and not line.linked for line in outline.blocks_in(index))


def _holds_form(outline: Outline, index: int) -> bool:
    """Say whether an element is a box with a form and a few lines that say what it is for: a letter, a poll."""
    if "form" not in outline.tags[index + 1 : outline.ends[index]]:
        return False
    return len(outline.blocks_in(index)) <= _MOST_AROUND_FORM
