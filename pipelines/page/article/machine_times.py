"""Times that a page has for machines beside those that it shows: <time datetime>, <abbr title>."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.page.article.scene import Scene
from pipelines.page.lines.dates import Dated, is_plausible, read_date
from pipelines.page.lines.habits import Habits
from pipelines.page.model import Found, Moment
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_CHANGED = Pattern(r"^(?!.*publi).*(?:date-?modified|\bupdated\b|\bmodified\b)")
_ENTRY = Pattern(r"(?<![\w-])h-?entry(?![\w-])")
_OF_PUBLICATION = Pattern(r"(?<![\w-])(?:dt-)?published(?![\w-])")
_MACHINE, _AROUND = {"time": "datetime", "abbr": "title"}, 3  # attribute by element; elements around a text


def machine_times(outline: Outline, block: Block, how: Habits) -> Iterator[Moment]:
    """Give what <time datetime> and <abbr title> say (HTML, 4.5.14; hAtom): the page may show but 3小时前."""
    seen: set[int] = set()
    for node in range(block.start, min(block.stop + 1, outline.ends[block.owner])):
        index = outline.parents[node] if outline.tags[node] == "-text" else node  # an empty one stands behind
        for _ in range(_AROUND):
            attribute = _MACHINE.get(outline.tags[index]) if index >= 0 else None
            if attribute and (moment := read_date(outline.attribute(index, attribute), how)):
                if is_plausible(moment) and index not in seen:
                    yield moment
                seen.add(index)
                break
            index = outline.parents[index] if index >= 0 else -1


def with_machine_time(dated: Dated, times: dict[str, Moment]) -> Dated:
    """Give a day as shown with the time that its element has for machines."""
    machine = times.get(dated.moment.iso[:10])
    return replace(dated, moment=machine, timed="T" in machine.iso) if machine else dated


def changed_for_machines(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the time of <time itemprop="dateModified"> or class="updated" beside the headline: it may show two hours ago."""
    outline = scene.outline
    for node in (node for block in scene.bylines.above_text for node in range(block.start, block.stop)):
        index = outline.parents[node]
        if index >= 0 and outline.tags[index] == "time" and _CHANGED.search(outline.labels[index]):
            moment = read_date(outline.attribute(index, "datetime"), how)
            if moment and is_plausible(moment):
                return Found(moment, "dateModified beside the headline")
    return None


def published_in_entry(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the time that the entry around the text states of its publication: `<abbr class="published">` in `hentry`.

    Below a post it may stand in a line among buttons and numbers of comments (hAtom, microformats2 h-entry).
    """
    outline, index = scene.outline, scene.span[0]
    while index >= 0 and not _ENTRY.search(outline.labels[index]):
        index = outline.parents[index]
    if index < 0 or not scene.span[1]:
        return None
    moments: dict[str, Moment] = {}
    for node in range(index, outline.ends[index]):
        attribute = _MACHINE.get(outline.tags[node])
        if attribute and _OF_PUBLICATION.search(outline.labels[node]):
            moment = read_date(outline.attribute(node, attribute), how)
            if moment and is_plausible(moment):
                moments.setdefault(moment.iso[:10], moment)
    return Found(next(iter(moments.values())), "published in hentry") if len(moments) == 1 else None
