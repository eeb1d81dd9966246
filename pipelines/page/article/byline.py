"""Date, source, authors and editors, from where pages put them: beside the headline, in meta, at the text's ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page.address.urls import host_of
from pipelines.page.article.around import before_others
from pipelines.page.article.masthead import find_masthead, find_owner, names_paper
from pipelines.page.article.own_name import own_name
from pipelines.page.article.scene import Scene
from pipelines.page.article.shown_authors import (
    CREDITS,
    LONGEST,
    LONGEST_CREDIT,
    NEAR_HEADLINE,
    said,
    shown_authors,
)
from pipelines.page.article.timing import Times, read_times
from pipelines.page.lines import (
    agencies,
    authors,
    given_names,
    origin,
    placed_origin,
    posters,
)
from pipelines.page.lines.furniture import is_button
from pipelines.page.lines.names import has_han, is_named
from pipelines.page.lines.reporters import reporters
from pipelines.page.lines.stretched import put_together
from pipelines.page.lines.titles import SEPARATOR
from pipelines.page.model import Basis, Found, Moment, Organization, Person
from pipelines.page.tree.outline import set_apart
from pipelines.page.tree.structured import texts_of
from pipelines.pattern import Pattern

People = Found[tuple[Person, ...]]
_OPENING = 70  # characters of a line that can name reporters
_INITIALS = Pattern("[A-Z]{2,6}")  # of a station or an office, which fill in the statement once for all pages
_LEAST_SITE = 5  # characters of a name
_TEAM = Pattern("(?:[团團][队隊]|成[员員])[：:]")  # all who had a part in it, not who wrote


@dataclass(frozen=True, slots=True)
class Byline:
    published: Found[Moment] | None = None
    modified: Found[Moment] | None = None
    authors: People | None = None
    source: Found[Organization] | None = None
    editors: People | None = None


def read_byline(scene: Scene, language: str | None, timezone: str | None) -> Byline:
    """Read the byline of a page written in `language`."""
    times: Times = read_times(scene, language, timezone)
    lines = [
        [put_together(set_apart(scene.outline, block)) for block in group if len(block.text) < LONGEST]
        for group in scene.bylines
    ]
    writers = _authors(scene, lines, language or "")
    if writers and _is_staff(writers.value, own_name(scene.said).casefold()):
        writers = None
    source = _source(scene, lines, writers)
    if writers and source and writers.value[0].name == source.value.name:
        own = given_names.names_person(source.value.name)  # the site of a person, called by the person's name
        writers, source = (writers, None) if own else (None, source)
    elif writers and source and len(writers.value) > 1:  # Por Carla Nunes, Diário do Alto
        others = tuple(person for person in writers.value if person.name != source.value.name)
        writers = writers.giving(others)
    return Byline(times.published, times.modified, writers, source, _editors(scene, lines))


def _authors(scene: Scene, lines: list[list[str]], language: str) -> People | None:
    stated = tuple(
        person
        for value in texts_of(_persons(scene.said.article.get("author")))
        for person in authors.stated(value)
    )
    if stated:
        return Found(stated, "JSON-LD author")
    for found in shown_authors(scene, lines, language):
        if found:
            return Found(*_with_lines_below(_with_all(found, scene), lines))
    host = host_of(scene.document.url)
    for key, name in scene.said.pairs("author"):
        persons = tuple(
            person
            for person in authors.stated(_turned(key, name))
            if person.name.lower() not in host
            and not (_INITIALS.fullmatch(person.name) or _ends_title(person.name, scene))
        )
        if persons:
            return Found(persons, f"meta {key}", Basis.META)
    if named := given_names.beside_date(scene.outline, scene.bylines.above_text[1:NEAR_HEADLINE], said(scene, 0)):
        return Found(*named)
    over = [block.text for block in scene.bylines.above_headline]
    if owner := posters.owner([*SEPARATOR.split(scene.said.title), *over]):
        return Found(*owner)
    if own := find_owner(scene):
        return own
    kept = authors.stated(scene.said.kept.get("author", ""))
    return Found(kept, "script author") if kept else None


def _is_staff(persons: tuple[Person, ...], site: str) -> bool:
    """Say whether the first of those named is the site's newsroom: Tim Kabar Sungai of Kabar Sungai."""
    name = persons[0].name.casefold()
    return len(site) >= _LEAST_SITE and site in name and name.replace(site, "", 1).strip().isalpha()


def _with_all(found: tuple[tuple[Person, ...], str], scene: Scene) -> tuple[tuple[Person, ...], str]:
    """Give what the text's opening or end says where it names more than those who were found: 通讯员 beside them."""
    names = {person.name for person in found[0]}
    below = [block for block in before_others(scene.bylines.below_text[:CREDITS]) if not block.linked]
    for text in (scene.lines[:1], (*scene.lines[-1:], *below)):
        said = reporters([part for block in text for part in (block.text[:_OPENING], block.text[-_OPENING:])])
        if (
            said
            and names < {person.name for person in said[0]}
            and not _TEAM.search("".join(block.text for block in text))
        ):
            return said
    return found


def _with_lines_below(
    found: tuple[tuple[Person, ...], str], lines: list[list[str]]
) -> tuple[tuple[Person, ...], str]:
    """Give those too whom the next lines name behind labels of their own: 主笔 | …, and below it 记者 | …."""
    persons = {person.name: person for person in found[0]}
    for group in lines[:2]:
        named = False
        for line in group:
            if not named:
                named = found[0][0].name in line
                continue
            more = (authors.labelled([line]) or reporters([line])) if len(line) < LONGEST_CREDIT else None
            if more is None:
                break
            persons |= {person.name: person for person in more[0] if person.name not in persons}
    return tuple(persons.values()), found[1]


def _turned(key: str, name: str) -> str:
    """Give a name as it is spoken: citation_author and DC.creator put the family name first, Price, Ann."""
    family, comma, given = name.partition(", ")
    turned = comma and "," not in given and key.endswith(("citation_author", "creator"))
    return f"{given} {family}" if turned else name


def _ends_title(name: str, scene: Scene) -> bool:
    """Say whether a stated author is the site that the title names behind the headline: 大河网 of 桥通了_大河网财经."""
    behind = scene.said.title.replace(scene.headline.value, "") if scene.headline else ""
    return has_han(name) and not is_named(name) and name in behind


def _persons(stated: object) -> list[object]:
    """Leave out the authors that JSON-LD calls organizations: the site, where somebody else wrote."""
    values = stated if isinstance(stated, list) else [stated]
    return [each for each in values if not (isinstance(each, dict) and "Organization" in str(each.get("@type")))]


def _source(scene: Scene, lines: list[list[str]], writers: People | None) -> Found[Organization] | None:
    writer = writers.value[0].name if writers else None
    told = next((found for found in _told_sources(scene, lines, writer) if found), None)
    if told:
        return Found(Organization(told[0]), told[1])
    for key in ("sourceOrganization", "publisher"):
        stated = scene.said.stated(key)
        if stated and (name := origin.name_of(stated.value)):
            return stated.giving(Organization(name))
    if "publisher" in " ".join(scene.outline.labels):  # quick to tell, and few pages go on
        name = origin.name_of(placed_origin.publisher(scene.outline))
        if name:
            return Found(Organization(name), "itemprop publisher")
    foreign = any(map(origin.credits_nobody, lines))
    paper = find_masthead(scene) if scene.lines and not foreign else None
    return paper.giving(Organization(paper.value)) if paper else None


def _told_sources(scene: Scene, lines: list[list[str]], writer: str | None) -> Iterator[tuple[str, str] | None]:
    """Give what the page says of the article's source, the surest first; the name of the `writer` is no source."""
    above, below, over = lines
    for blocks in scene.bylines:
        yield placed_origin.linked(scene.outline, blocks)
    for group in lines:
        yield origin.labelled(group)
    yield placed_origin.in_cells(scene.outline, scene.bylines.above_text)
    yield origin.in_bracket(scene.lines[-1].text) if scene.lines else None
    ends = (*(block.text for block in scene.lines[-1:]), *below[:CREDITS])
    yield origin.reprinted(ends)
    yield agencies.credited(ends)
    for blocks in scene.bylines:
        yield placed_origin.pictured(scene.outline, blocks)
    for meta in scene.said.each("source"):
        name = origin.name_of(meta.value)
        yield (name, meta.evidence) if name else None
    marked = placed_origin.marked(scene.outline, scene.bylines.above_text)
    yield marked if marked and marked[0] != writer else None
    opening = [block.text[:60] for block in scene.lines[:2]]
    headline = scene.headline.value if scene.headline else ""
    below_headline = [line for line in above if line != headline]
    for found in (
        origin.beside_date(above),
        origin.by_date_line(above, (block.text for block in scene.outline.blocks)),
        origin.before_reporter((*above, *opening, *_last_bracket(scene))),
        agencies.agency((*below_headline, *opening[:1])),
        origin.wire((*below_headline, *opening)),
        origin.issue(over),
    ):
        yield found if found and found[0] != writer else None
    yield origin.published_by((*above, *over, *below))
    yield origin.in_title(scene.said.title, headline)
    for block in scene.bylines.above_text[1:NEAR_HEADLINE]:
        name = None if is_button(block.text) else names_paper(block.text)
        yield (name, f"text {block.text}") if name else None


def _last_bracket(scene: Scene) -> tuple[str, ...]:
    """Give the bracket with which the text ends: （江城晚报 记者 罗一丁）."""
    text = scene.lines[-1].text if scene.lines else ""
    if text[-1:] not in ("）", ")"):
        return ()
    start = max(text.rfind("（"), text.rfind("("))
    return (text[start:],) if start >= 0 else ()


def _editors(scene: Scene, lines: list[list[str]]) -> People | None:
    above, below, over = lines
    for group in (below, above, over, [block.text[-60:] for block in scene.lines[-2:]]):
        if found := authors.editors(group):
            return Found(*found)
    for meta in scene.said.each("editor"):
        if persons := authors.stated(meta.value):
            return meta.giving(persons)
    return None
