"""Other articles after the page's own, as on pages that scroll without end, recognised by a head like that of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page.address import urls
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_byline
from pipelines.page.lines.titles import is_headline
from pipelines.page.tree.density import prose_in, prose_of
from pipelines.page.tree.labels import post_kind
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_DIGITS = Pattern(r"\d+")
_BYLINE_BELOW = 4  # lines below a headline that its date can be in
_LEAST_TEXT = 40.0  # prose between one headline and the next
_LEAST_TEASERS, _CLIMB = 3, 3  # boxes; levels from a headline to its box
_LEAST_MEAN, _MOST = (
    120.0,
    5,
)  # prose of those that follow under smaller headings, and how many: more are live reports

Name = tuple[str, str]  # of an element: tag and label, without its numbers
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Head:
    """Where an article's headline stands among the lines, and how many lines below it its date does, 0 for none."""

    number: int
    name: Name
    below: int = 0
    dated: Name = ("", "")


def following(outline: Outline, headline: str, url: str) -> list[Range]:
    """Give the ranges of the outline that hold other articles than the one with this headline. `url`: the page's."""
    lines = [block for block in outline.blocks if not block.hidden]
    own = _own_head(outline, lines, headline)
    if own is None:
        return []
    ranges = [*_articles(outline, lines, own), *_teasers(outline, lines, own, urls.host_of(url))]
    first = _next_head(outline, lines, own)
    if first is not None:
        start = lines[first].owner
        around = _around_both(outline, lines[own.number].owner, start)
        ranges.append((start, outline.ends[around]))
    return ranges


def _name(outline: Outline, index: int) -> Name:
    return outline.tags[index], _DIGITS.sub("", outline.labels[index])


def _own_head(outline: Outline, lines: list[Block], headline: str) -> _Head | None:
    for number, block in enumerate(lines):
        if outline.tags[block.owner] in _HEADINGS and is_headline(block.text, headline):
            for below, line in enumerate(lines[number + 1 : number + 1 + _BYLINE_BELOW], start=1):
                if is_byline(line) and has_date(line.text):
                    return _Head(number, _name(outline, block.owner), below, _name(outline, line.owner))
            return _Head(number, _name(outline, block.owner))
    return None


def _articles(outline: Outline, lines: list[Block], own: _Head) -> Iterator[Range]:
    """Give the elements of other articles that are like the one around the headline: <article> (HTML, 4.3.2), or posts of one name."""
    unit = lines[own.number].owner
    while unit > 0 and not _is_unit(outline, unit):
        unit = outline.parents[unit]
    if unit <= 0:
        return
    tags, labels, (tag, label) = outline.tags, outline.labels, _name(outline, unit)
    index = outline.ends[unit]
    while index < len(tags):
        alike = tags[index] == tag and (tag == "article" or (labels[index] and labels[index][0] == label[0]))
        if alike and _is_another(outline, index, own.name, label):
            yield index, outline.ends[index]
            index = outline.ends[index]
        else:
            index += 1


def _teasers(outline: Outline, lines: list[Block], own: _Head, host: str) -> Iterator[Range]:
    """Give the elements behind the text that hold nothing but teasers: three boxes and more of one kind, each of which
    leads to one article of this host by its headline and by a picture or a link to read on.
    """
    boxes: dict[tuple[int, Name], set[int]] = {}
    start = lines[own.number].stop
    heads = [start + place for place, tag in enumerate(outline.tags[start:]) if tag in _HEADINGS]
    if len(heads) < _LEAST_TEASERS:
        return
    links = _links(outline, start)
    for head in heads:
        if box := _box_of(outline, head, links, start, host):
            boxes.setdefault((outline.parents[box], _name(outline, box)), set()).add(box)
    for (around, _), alike in boxes.items():
        if len(alike) < _LEAST_TEASERS or around <= start:
            continue
        beside = [
            line for line in outline.blocks_in(around) if not any(outline.inside(line.owner, box) for box in alike)
        ]
        before = [line for line in lines[own.number + 1 :] if line.stop <= around]
        if prose_of(beside) < _LEAST_TEXT <= prose_of(before):
            yield around, outline.ends[around]


def _links(outline: Outline, start: int) -> dict[str, list[int]]:
    """Give where the links behind `start` stand, by their addresses."""
    found: dict[str, list[int]] = {}
    for index in range(start, len(outline.tags)):
        if outline.tags[index] == "a":
            found.setdefault(outline.attribute(index, "href"), []).append(index)
    return found


def _box_of(outline: Outline, head: int, links: dict[str, list[int]], start: int, host: str) -> int:
    """Give the element around a heading that is a link, with one more link to the same address; 0 where there is none."""
    if "a" not in outline.tags[head : outline.ends[head]]:
        return 0
    href = outline.attribute(outline.tags.index("a", head), "href")
    if urls.host_of(href) not in ("", host):
        return 0
    alike = links[href]
    box, own = head, _count_in(outline, head, alike)
    for _ in range(_CLIMB):
        box = outline.parents[box]
        if box <= start:
            return 0
        if _count_in(outline, box, alike) > own:
            return box
    return 0


def _count_in(outline: Outline, index: int, places: list[int]) -> int:
    return bisect_left(places, outline.ends[index]) - bisect_left(places, index)


def _is_unit(outline: Outline, index: int) -> bool:
    tag, label = outline.tags[index], outline.labels[index]
    named = tag == "article" or (tag not in ("body", *_HEADINGS) and post_kind(label) is not None)
    return named and prose_in(outline, index) >= _LEAST_TEXT


def _is_another(outline: Outline, index: int, name: Name, label: str) -> bool:
    """Say whether an element has a headline of its own: one like that of the article, a link, or one over a date."""
    if outline.tags[index] != "article" and _name(outline, index)[1] != label:
        return False
    inside = range(index, outline.ends[index])
    head = next((each for each in inside if outline.tags[each] in _HEADINGS), None)
    if head is None:
        return False
    linked = outline.tags[outline.parents[head]] == "a" or "a" in outline.tags[head : outline.ends[head]]
    dated = any(is_byline(block) and has_date(block.text) for block in outline.blocks_in(index))
    return linked or dated or _name(outline, head) == name


def _next_head(outline: Outline, lines: list[Block], own: _Head) -> int | None:
    """Give the number of the first line behind the text that is a headline like its own, with a date like its own below."""
    if not own.below:
        return None
    tags, labels, (tag, label) = outline.tags, outline.labels, own.name
    owners = [(number, lines[number].owner) for number in range(own.number + own.below, len(lines))]
    heads = [
        number
        for number, owner in owners
        if (tags[owner] == tag or (label and labels[owner] and tags[owner] in _HEADINGS))
        and _is_head(outline, lines, number, own)
    ]
    while heads and prose_of(lines[own.number + 1 : heads[0]]) < _LEAST_TEXT:
        heads.pop(0)
    if not heads:
        return None
    if _name(outline, lines[heads[0]].owner)[0] != own.name[0]:
        mean = prose_of(lines[heads[0] :]) / len(heads)
        if mean < _LEAST_MEAN or len(heads) > _MOST:
            return None
    return heads[0]


def _is_head(outline: Outline, lines: list[Block], number: int, own: _Head) -> bool:
    name = _name(outline, lines[number].owner)
    label = name[1]
    if name != own.name and not (label and label == own.name[1]):
        return False
    below = lines[max(number + 1, number + own.below - 1) : number + own.below + 2]
    return any(
        _name(outline, line.owner) == own.dated and is_byline(line) and has_date(line.text) for line in below
    )


def _around_both(outline: Outline, first: int, second: int) -> int:
    index = first
    while index > 0 and not outline.inside(second, index):
        index = outline.parents[index]
    return max(index, 0)
