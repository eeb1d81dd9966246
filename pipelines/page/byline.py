"""Date, source, authors and editors, from where pages put them: beside the headline, in meta, at the text's ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page import names
from pipelines.page.dates import Dated, Habits, find_dates, habits, is_plausible, read_date
from pipelines.page.model import Found, Moment, Organization, Person
from pipelines.page.outline import Block
from pipelines.page.scene import Scene
from pipelines.page.structured import texts_of

People = Found[tuple[Person, ...]]


@dataclass(frozen=True, slots=True)
class Byline:
    published: Found[Moment] | None = None
    modified: Found[Moment] | None = None
    authors: People | None = None
    source: Found[Organization] | None = None
    editors: People | None = None


def read_byline(scene: Scene, language: str | None, timezone: str | None) -> Byline:
    """Read the byline of a page written in `language`."""
    how = habits(language, scene.said.page_language.upper()[-2:], timezone)
    published = _published(scene, how)
    return Byline(published, _modified(scene, how, published), _authors(scene), _source(scene), _editors(scene))


def _published(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Meta, then the lines by the headline. A line that adds the time of day to a stated day wins."""
    stated = next(_stated_dates(scene, how), None)
    shown = _shown(scene, how)
    if stated and shown and "T" not in stated.value.iso and stated.value.iso == shown.value.iso[:10]:
        return shown
    if (
        stated
        and shown
        and stated.value.iso[11:19] == "00:00:00"
        and stated.value.iso[:10] == shown.value.iso[:10]
    ):
        return shown
    return stated or shown


def _stated_dates(scene: Scene, how: Habits) -> Iterator[Found[Moment]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        found = scene.said.stated(key)
        moment = read_date(found.value, how) if found else None
        if found and moment and is_plausible(moment):
            yield Found(moment, found.evidence)
    for found in scene.said.each("published"):
        moment = read_date(found.value, how)
        if moment and is_plausible(moment):
            yield Found(moment, found.evidence)


def _shown(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the date in the lines around the text, one with a time of day rather than one without."""
    for blocks in (scene.above, scene.below):
        dates = [(dated, block) for block in blocks if len(block.text) < 250 for dated in _dates(block, how)]
        timed = [each for each in dates if each[0].timed] or dates
        if timed:
            dated, block = timed[0]
            return Found(dated.moment, f"text {block.text[max(0, dated.start - 8) : dated.stop][:40]}")
    return None


def _dates(block: Block, how: Habits) -> Iterator[Dated]:
    return (dated for dated in find_dates(block.text, how) if is_plausible(dated.moment))


def _modified(scene: Scene, how: Habits, published: Found[Moment] | None) -> Found[Moment] | None:
    candidates = [scene.said.stated("dateModified"), *scene.said.each("modified")]
    for found in candidates:
        moment = read_date(found.value, how) if found else None
        if found and moment and is_plausible(moment):
            same = published is not None and moment.iso == published.value.iso
            return None if same else Found(moment, found.evidence)
    return None


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return list(names.each_line(block.text for block in blocks))


def _authors(scene: Scene) -> People | None:
    stated = tuple(
        Person(name, name)
        for value in texts_of(scene.said.article.get("author"))
        for name in [value]
        if names.is_person(name)
    )
    if stated:
        return Found(stated, "JSON-LD author")
    above, below = _texts(scene.above), _texts(scene.below)
    opening = [block.text for block in scene.lines[:3]]
    closing = [block.text[-60:] for block in scene.lines[-2:]]
    for found in (
        names.labelled_authors(above),
        names.reporters(above),
        names.reporters(text[:80] for text in opening),
        names.reporters(closing),
        names.labelled_authors((*opening, *closing)),
        names.reporters(below),
        names.labelled_authors(below),
    ):
        if found:
            return Found(*found)
    for meta in scene.said.each("author"):
        if persons := names.split_names(meta.value):
            return Found(persons, meta.evidence)
    return None


def _source(scene: Scene) -> Found[Organization] | None:
    for lines in (_texts(scene.above), _texts(scene.below)):
        if found := names.source(lines):
            return Found(Organization(found[0]), found[1])
    for meta in scene.said.each("source"):
        if name := names.source_name(meta.value):
            return Found(Organization(name), meta.evidence)
    return None


def _editors(scene: Scene) -> People | None:
    for lines in (_texts(scene.below), _texts(scene.above)):
        if found := names.editors(lines):
            return Found(*found)
    for meta in scene.said.each("editor"):
        if persons := names.split_names(meta.value):
            return Found(persons, meta.evidence)
    return None
