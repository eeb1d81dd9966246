"""Who wrote an article, told by the element or the place that a name stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise, takewhile

from pipelines.page.lines.authors import labelled, without_label
from pipelines.page.lines.given_names import names_person
from pipelines.page.lines.name_lists import of_unit, split_names
from pipelines.page.lines.names import (
    HAN,
    People,
    are_persons,
    has_han,
    is_named,
    is_person,
    join_spaced,
    stands_alone,
)
from pipelines.page.model import Person
from pipelines.page.tables import alternatives, expression
from pipelines.page.tree.density import prose
from pipelines.page.tree.outline import Block, Outline, clean, named_pieces, set_apart
from pipelines.pattern import Pattern

_label = partial(expression, "names", "labels")
_AUTHORS, _BYLINE = alternatives("names", "labels", "author"), alternatives("names", "labels", "by")
NAMES_AUTHOR = Pattern(_label("class_author"))
_OWN_NAME = Pattern(_label("class_own_name"))
# Marks above and below letters are no letters to a pattern: วิภาวี ศรีสุข. Possessive, for lines of any length.
_IN_WORD = r"[^\s\d_,;:!?()\[\]|/<>@«»\"“”]"
CAPITALS = Pattern(rf"(?=[^\W\d_a-z]{_IN_WORD}*?\s?[^\W\d_a-z])(?:[^\W\d_a-z]{_IN_WORD}*+\s?+){{1,4}}")
JAPANESE = Pattern(f"[{HAN}々]{{1,4}}[ \u3000]?[{HAN}々\u3041-\u30fa]{{1,5}}")
# Whatever stands before a colon in an element called author is a label: خبرنگار: زهرا کریمی
_ANY_LABEL = Pattern(r"^[^\W\d_]{2,14}(?:\s[^\W\d_]{2,14})?\s?[:：]\s?(?=[^\W\d_])")
_ROLE = Pattern(_label("role"), re.IGNORECASE)
_LONGEST_ROLE = 70
_LABEL_AND_NAME = Pattern(rf"{_AUTHORS}\s?[,،]\s(?P<names>[^\d,،:：|]{{4,40}})", re.IGNORECASE)
_OTHER_LABEL = Pattern(
    r"[^\s\d,،:]{2,14}(?:\s[^\s\d,،:]{2,14}){0,2}\s?[,،]\s[^\d,،:]{2,40}(?:[,،][^\d,،:]{2,40})?"
)
_AROUND, _MOST_IN_BYLINE = 2, 4  # elements around a line; lines in them
_CREDITS_PROSE = 2.0  # prose of a line that names somebody: a sentence has ten times as much
# Text and By in an element of their own, without a colon
_LABEL_ALONE = Pattern(
    rf"(?:{_BYLINE}|{_AUTHORS}{_label('pictures_too')}|取材・文|文|Text|Texto?|Words)",
    re.IGNORECASE,
)
_NOBODY = Pattern(rf"(?i:{_BYLINE})\s+[^\W\d_a-z]")
# Б.Сарнай · 2024-05-17: what begins with initials is a person's name
_INITIALED = Pattern(
    r"(?:[^\W\d_a-z]\.\s?){1,2}[^\W\d_a-z][^\W\d_.]{2,}(?:-[^\W\d_]+)?(?=\s*[·•|,/–—(-]|\s+\d|\s+[\w-]+\.\w{2,4}$|$)"
)
# who is named there did not write it
EDITED = Pattern(
    r"(?:edited|reviewed|photos?|fact[ -]checked)\s(?:by\b|:)|(?:bearbeitet|redigiert) von\b", re.IGNORECASE
)
# by, where an element says that it is that: small letters behind it are a nickname; von am is a template unfilled
_SECTION = Pattern(r"^[^\W\d_]{3,}\s[·•|]\s(?=[^\W\d_]+\s[^\W\d_])")  # Politik · Ann Price, Lars Odeh
SMALL_BY = Pattern(
    r"^(?:(?:Na|Ni|Nga|Eftir|Oleh|Ng)\s(?=[^\W\d_a-z])"
    r"|(?:By|Von|Par|Por|Door|Przez|Di|Av|Af|(?:von|par|by)\s(?:am|le|on))$|(?:by|von|durch|par|por|door|przez)\s)"
)
_PICTURED = Pattern(
    r"/\s?\S.*\b(?:files?|file photo|handout|archive|archiv)$", re.IGNORECASE
)  # Ann Price/AP file photo
_PLACED = Pattern(r"(?:^|[\s_-])(?:location|place|city|lieu|ort|lugar|luogo|miejsce)(?=\s|$)")
_OF_PICTURE = Pattern(r"(?:img|image|photo|foto|pic|picture|caption)[-_]{1,2}(?:author|autor|auteur)")
_LONGEST_SIGNATURE = 40
_COLON = Pattern("[:：]")  # 稿源 : 县气象台: the next label
_LONGEST_NAMES, _LONGEST_LABEL = 60, 40  # characters
LONGEST_LINE = 120
_UNTIL_PLACE = Pattern(r"\s*[|/]\s*|[\s,·•–—-]+\d{1,4}[\s./:-]")  # Marta Lozano / Vallehermoso
_UNTIL_DATE = Pattern(r"[\s,|·•–—-]+\d{1,4}[\s./:年-]")


def alone(outline: Outline, blocks: Iterable[Block]) -> People | None:
    """Read a name in a line of its own below the headline, or with initials before the date: Б.Сарнай · 2024-05-17.

    Several must stand right below it.
    """
    for number, block in enumerate(blocks):
        initialed = _INITIALED.match(set_apart(outline, block)) if len(block.text) < _LONGEST_ROLE else None
        if initialed and not initialed[0].isascii():  # U.S. News | May 17, 2024
            return (Person(initialed[0], initialed[0]),), f"text {block.text[:24]}"
        listed = block.linked or outline.tags[block.owner] in ("li", "dt", "th")
        person = None if listed else stands_alone(block.text)
        if person:
            return (person,), f"text {block.text}"
        if number == 0 and not listed and are_persons(names := join_spaced(block.text)):
            return split_names(names), f"text {block.text}"
    return None


def is_credit(outline: Outline, block: Block) -> bool:
    """Say whether a short line above a text names its author by its element, or the author's role by its words."""
    if len(block.text) > _LONGEST_SIGNATURE or prose(block) > _CREDITS_PROSE:
        return False
    around = outline.parents[block.owner]
    own, outer = outline.labels[block.owner], outline.labels[around] if around >= 0 else ""
    if (own and NAMES_AUTHOR.search(own)) or _ROLE.fullmatch(block.text):
        return True
    return outer != "" and NAMES_AUTHOR.search(outer) is not None and len(outline.blocks_in(around)) == 1


def set_right(outline: Outline, block: Block) -> People | None:
    """Read the name that is set to the right below a text, in a line of its own."""
    index = block.owner
    style = outline.attribute(index, "style") + outline.attribute(index, "align") + outline.labels[index]
    if "right" not in style.lower() or len(block.text) > _LONGEST_SIGNATURE:
        return None
    if told := labelled([block.text]):
        return told
    if has_han(block.text):
        person = stands_alone(block.text)
        persons = (person,) if person else of_unit(block.text)
        return (persons, f"text {block.text}") if persons else None
    persons = split_names(without_label(block.text))
    fits = persons and all(CAPITALS.fullmatch(person.name) for person in persons)
    return (persons, f"text {block.text}") if fits else None


def marked(outline: Outline, blocks: Iterable[Block], chinese: bool) -> People | None:
    """Read short lines beside the headline whose element is called author or byline."""
    for block in blocks:
        told = len(block.text) < LONGEST_LINE and not EDITED.match(block.text)
        for label, piece in _named(outline, block) if told else ():
            if _PICTURED.search(piece):
                continue
            text = (_UNTIL_DATE if has_han(piece) else _UNTIL_PLACE).split(piece, maxsplit=1)[0]
            text = SMALL_BY.sub("", _ANY_LABEL.sub("", _SECTION.sub("", text)))
            if len(text) >= _LONGEST_NAMES:
                continue
            text = _before_place(outline, block, text)
            own = _OWN_NAME.search(label) is not None  # an element that can hold nothing else: nicknames are names
            persons = split_names(without_label(text), strict=chinese and has_han(text) and not own)
            if persons:
                return persons, f".{label.split()[0]}"
            if _NOBODY.match(text):
                return None  # By Seal X Staff: the next line of the kind is a place
    return None


def _before_place(outline: Outline, block: Block, text: str) -> str:
    """Give the name of one whose place stands beside it in an element of its own: <b>Ann Price</b><span>A Coruña</span>."""
    name, *beside = pieces_of(outline, block)
    told = (
        len(beside) == 1
        and " " in name
        and CAPITALS.fullmatch(name)
        and text.split() == f"{name} {beside[0]}".split()
    )
    return name if told and names_person(name) and not names_person(beside[0]) else text


def _named(outline: Outline, block: Block) -> Iterator[tuple[str, str]]:
    """Give label and text of the elements called author that a line is made of, or is the first line of."""
    only = None
    seen: list[tuple[str, str]] = []  # innermost first
    for label, text in named_pieces(outline, block):
        seen.append((label, text))
        if NAMES_AUTHOR.search(label) and not _OF_PICTURE.search(label):
            if [name for name, other in seen if other == text and _PLACED.search(name)]:
                return  # <div class="signature"><strong class="signature__location">São Paulo
            only = _only_name(outline, block) if only is None else only
            yield label, text if not only or _INITIALED.match(text) else only
    index = outline.parents[block.owner]
    for _ in range(_AROUND):
        inside = outline.blocks_in(index) if index > 0 else []
        if not 0 < len(inside) <= _MOST_IN_BYLINE or inside[0] is not block:
            return
        if outline.labels[index] and NAMES_AUTHOR.search(outline.labels[index]):
            only = _only_name(outline, block) if only is None else only
            text = only or _UNTIL_PLACE.split(block.text, maxsplit=1)[0]
            if CAPITALS.fullmatch(text):
                yield outline.labels[index], text
        index = outline.parents[index]


def _only_name(outline: Outline, block: Block) -> str:
    """Give the one piece of a line of several that is a name, or "": Ouest-X <span>Yann Le Bihan.</span>"""
    made = (
        [piece for piece in pieces_of(outline, block) if "@" not in piece] if block.stop > block.start + 1 else []
    )
    names = [piece for piece in made if " " in piece and not has_han(piece) and CAPITALS.fullmatch(piece)]
    return names[0] if len(names) == 1 and not _ROLE.match(names[0]) else ""


def beside_role(outline: Outline, blocks: Iterable[Block], language: str) -> People | None:
    """Read a name whose role or label the next line, the line before, or the piece beside it tells."""
    before = ""
    lines = list(blocks)
    for number, block in enumerate(lines):
        if found := _told_by_neighbour(before, block.text, language):
            return found
        if found := _told_by_piece(pieces_of(outline, block)):
            return _with_next(outline, found, block, lines[number + 1 :])
        before = "" if block.linked else block.text  # a menu may say Author too
    return None


def _with_next(outline: Outline, first: People, line: Block, below: Iterable[Block]) -> People:
    """Give a person with those of the next lines that are set alike: several authors, each with a role."""
    kind = outline.tags[line.owner], outline.parents[line.owner]
    alike = takewhile(lambda each: (outline.tags[each.owner], outline.parents[each.owner]) == kind, below)
    told = takewhile(bool, (_told_by_piece(pieces_of(outline, each)) for each in alike))
    return (*first[0], *(person for each in told if each for person in each[0])), first[1]


def _told_by_neighbour(before: str, line: str, language: str) -> People | None:
    """Read a name with its role in the same line or the next one, and a name below its label."""
    if len(line) >= _LONGEST_ROLE:
        return None
    if _ROLE.match(line) and _is_name(before):
        return (Person(before, before),), f"text {before}, above {line[:24]}"
    if persons := _above_other_label(before, line):
        return persons, f"text {before}"
    if persons := _beside_title(line):
        return persons, f"text {line}"
    labels = 0 < len(before) < _LONGEST_LABEL and _LABEL_ALONE.fullmatch(before.rstrip(" :："))
    persons = _below_label(line, language) if labels else ()
    return (persons, f"text {line}, below {before}") if persons else None


def _above_other_label(one: str, other: str) -> tuple[Person, ...]:
    """Give the names of Author, Ann Price above Role, Oxbow News: of two lines that a comma parts into label and value."""
    found = _LABEL_AND_NAME.fullmatch(one) if _OTHER_LABEL.fullmatch(other) else None
    return in_capitals(found["names"]) if found and not _ROLE.match(one) else ()


def _is_name(text: str) -> bool:
    """Say whether a text beside a role can be the name of who has it: 记者博客 is none beside 联系记者."""
    if has_han(text):
        return is_named(text) and is_person(text)
    return CAPITALS.fullmatch(text) is not None


def _told_by_piece(made: list[str]) -> People | None:
    """Read <span>Written by</span><span>Ann Price</span>, <span>Silje Aune</span><span>Journalist</span>."""
    for one, other in pairwise(made):
        labels = len(one) < _LONGEST_LABEL and _LABEL_ALONE.fullmatch(one.rstrip(" ,:："))
        named = labels and len(other) < _LONGEST_NAMES and _COLON.search(other) is None
        if named and (persons := in_capitals(other)):
            return persons, f"text {one} {other}"
        if _ROLE.fullmatch(other) and _is_name(one):
            return (Person(one, one),), f"text {one}, beside {other}"
    return None


def _beside_title(text: str) -> tuple[Person, ...]:
    """Give the name of a line that goes on with a role: Lars Odeh, Staff Reporter."""
    name, comma, role = text.partition(",")
    fits = comma and CAPITALS.fullmatch(name) and _ROLE.fullmatch(role.strip())
    return (Person(name, name),) if fits else ()


def _below_label(text: str, language: str) -> tuple[Person, ...]:
    """Give the names of a line below one that says 作者, 取材・文 or Written by and nothing else."""
    if language == "ja":
        return split_names(text) if JAPANESE.fullmatch(text) else ()
    return split_names(text, strict=True) if has_han(text) else in_capitals(text)


def in_capitals(text: str) -> tuple[Person, ...]:
    """Give the names of a text that holds nothing else."""
    persons = split_names(text)
    fits = all(has_han(person.name) or CAPITALS.fullmatch(person.name) for person in persons)
    return persons if fits else ()


def pieces(outline: Outline, blocks: Iterable[Block]) -> list[str]:
    """Give one by one the texts of which lines of several elements are made: <span>Ouest X</span><span>Par Ann Price</span>."""
    made = (pieces_of(outline, block) for block in blocks)
    return [piece for texts in made if len(texts) > 1 for piece in texts]


def pieces_of(outline: Outline, block: Block) -> list[str]:
    return [piece for node in range(block.start, block.stop) if (piece := clean(outline.raw[node]))]
