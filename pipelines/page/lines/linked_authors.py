"""Who wrote an article, told by where a name leads to: the page of its author, or of a member."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.page.lines.authors import without_label
from pipelines.page.lines.name_lists import split_names
from pipelines.page.lines.names import People, has_han, is_person, is_stated_person
from pipelines.page.lines.placed_authors import (
    CAPITALS,
    EDITED,
    JAPANESE,
    LONGEST_LINE,
    NAMES_AUTHOR,
    SMALL_BY,
    in_capitals,
)
from pipelines.page.model import Person
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_PICTURES = Pattern(
    r"\s*[（(](?:f|ph)oto|\s*[（(](?:фото|bild|写真|사진|摄影|攝影)", re.IGNORECASE
)  # behind a photographer
_MEMBERS_PAGE = Pattern(
    r"/(?:u|people|users?|members?|space)/(?:[a-z]+/)?[\w=-]+/?$|[?&]u(?:id|n|sername)=\w", re.IGNORECASE
)
_MEMBERS_NAME = Pattern(r"(?<![a-z])(?:nick-?|user-?|author-?(?:info-)?)?(?:name|link)(?![a-z])")
_DIGIT = Pattern(r"\d")
_MOST_ALIKE = 2  # authors beside the first
_LONGEST_NICKNAME = 16  # characters
_AUTHORS_PAGE = Pattern(
    r"/(?:authors?|autor(?:es|en|a)?|auteurs?|autor[ei]|staff|journalist(?:e|en)?s?|reporters?|writers?|columnists?|contributors?|bylines?|by|yazar(?:lar)?|penulis|tac-?gia|muhabir|redakt(?:or|eur)\w*|signataires?|firmas?|szerzo|avtor\w*)/[^/?]"
    r"|/(?:profiles?|profil|perfil|users?|members?|u|people)[/-](?!log|sign|reg|new|edit|account|setting|password)[^/?]",
    re.IGNORECASE,
)


def linked(outline: Outline, blocks: Iterable[Block], language: str) -> People | None:
    """Read the names beside the headline that lead to their authors' pages: rel=author, /author/ann-price."""
    lines = list(blocks)
    for number, block in enumerate(lines):
        if persons := _named_in(outline, block, language):
            whole = _whole_line(block.text, language)  # one of two is linked
            if len(whole) > len(persons) and persons.keys() <= {person.name for person in whole}:
                return whole, "link to the author's page"
            persons |= _set_alike(outline, block, lines[number + 1 :], language)
            return tuple(persons.values()), "link to the author's page"
    return None


def _named_in(outline: Outline, block: Block, language: str) -> dict[str, Person]:
    """Give the persons whose pages a line leads to, by name."""
    told = block.linked and len(block.text) < LONGEST_LINE and not EDITED.match(block.text)
    links = _links(outline, block) if told else ()
    found = (person for index in links for person in _named_by_link(outline, index, language))
    return {person.name: person for person in found}


def _whole_line(text: str, language: str) -> tuple[Person, ...]:
    """Give the persons of a line that is nothing but names."""
    if language == "ja":
        names = _DIGIT.split(text, maxsplit=1)[0].split()  # the date behind them
        return tuple(Person(name, name) for name in names) if all(map(JAPANESE.fullmatch, names)) else ()
    return () if has_han(text) or _PICTURES.search(text) else in_capitals(without_label(text))


def _set_alike(outline: Outline, first: Block, below: list[Block], language: str) -> dict[str, Person]:
    """Give the persons of the next elements that are set as the first one is: <div><a>Ann Price</a><p>Reporter</p></div>.

    Of many more such elements it is a menu of authors, not of this text.
    """
    kind = _kind(outline, first)
    alike = [block for block in below if _kind(outline, block) == kind and _is_whole(block)]
    found = [_named_in(outline, block, language) for block in alike]
    if not 0 < len(found) <= _MOST_ALIKE or not all(found):
        return {}
    return {name: person for each in found for name, person in each.items()}


def _is_whole(block: Block) -> bool:
    """Say whether a line is links and nothing else: not Photos: Ann Price."""
    return sum(map(str.isalnum, block.text)) <= block.linked


def _kind(outline: Outline, block: Block) -> tuple[int, str, str]:
    """Give what an element shares with those beside it: where it stands, its tag and its name."""
    return outline.parents[block.owner], outline.tags[block.owner], outline.labels[block.owner]


def _named_by_link(outline: Outline, index: int, language: str) -> Iterator[Person]:
    name = " ".join("".join(outline.raw[index : outline.ends[index]]).split())
    japanese = language == "ja" and JAPANESE.fullmatch(name) and is_person(name)
    if japanese or _is_members(outline, index, name):
        yield Person(name, name)
    elif name:
        han = has_han(name)
        strict = han and language.startswith("zh")
        persons = split_names(without_label(SMALL_BY.sub("", name)), strict)
        yield from (person for person in persons if han or CAPITALS.fullmatch(person.name))


def _links(outline: Outline, block: Block) -> Iterator[int]:
    """Give the links of a line that lead to an author's page."""
    for inner in dict.fromkeys(outline.parents[node] for node in range(block.start, block.stop)):
        index = inner
        while index > block.owner and outline.tags[index] != "a":
            index = outline.parents[index]
        if index > block.owner and _is_authors(outline, index):
            behind = outline.raw[outline.ends[index]] if outline.ends[index] < block.stop else ""
            if not _PICTURES.match(behind):
                yield index


def _is_members(outline: Outline, index: int, name: str) -> bool:
    """Say whether a link is the name that a member chose, in an element for it, and leads to the member's page."""
    around = outline.parents[index]
    called = f"{outline.labels[index]} {outline.labels[around]}"
    leads = _MEMBERS_PAGE.search(outline.attribute(index, "href")) and _MEMBERS_NAME.search(called)
    return leads is not None and has_han(name) and len(name) < _LONGEST_NICKNAME and is_stated_person(name)


def _is_authors(outline: Outline, index: int) -> bool:
    said = (outline.attribute(index, name) for name in ("rel", "itemprop", "class"))
    return _AUTHORS_PAGE.search(outline.attribute(index, "href")) is not None or any(
        NAMES_AUTHOR.search(each.lower()) for each in said
    )
