"""Lines of a text that name its author or tell who that is, known once the author is, or that speak to its readers."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.page.article.closing import without_asking
from pipelines.page.article.scene import Scene
from pipelines.page.lines.captions import in_paragraphs
from pipelines.page.lines.furniture import is_attachment, is_linked
from pipelines.page.lines.given_names import names_person
from pipelines.page.model import Found, Person
from pipelines.page.tables import alternatives
from pipelines.page.tree.density import prose
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_LABELLED = Pattern(r"[^\W\d_]{3,16}(?:/[^\W\d_]{3,16})?: [^\d:.!?]{4,40}")  # Opublikował: Adam Holt
_MOST, _LONGEST = 2, 400  # lines; characters
_FRAMES, _STOPS = ("div", "section", "article"), (*".!?:;…»”\"'’)。।۔։！？」",)
_LONGEST_BESIDE = 120  # characters
# EK, (c.b.), تحرير: خ.م
_INITIALS = Pattern(
    r"[A-ZÀ-Ý]{2,4}|\([^\W\d_]{1,3}(?:[./\s]{1,2}[^\W\d_]{1,3}){0,3}\.?\)|[^\W\d_]{3,12}\s?[:：]\s?[^\W\d_]{1,3}(?:\.[^\W\d_]{1,3}){1,3}\.?"
)
_AFTER_NAME = ("", ",", "،", "(", "|")  # who that is, behind a label and a name
_FIRST = 3  # lines, among which a byline below a standfirst
_LONGEST_LABEL, _LONGEST_SIGNED = 24, 60  # characters
_LONGEST_PLACE = 30  # characters
_LEAST_TEXT = 2  # lines before them
_LEAST_SAID = 20.0  # prose of a sentence
# von Ann Price und Ben Holt: what stands beside names in a line of names
_BESIDE = Pattern(
    rf"(?:(?:{alternatives('names', 'labels', 'by')}|and|und|et|y|e|og|och|en|i|a|és|si|ja|и|та|і|και|ve|του|της|των)(?![^\W\d_])|[\W_])*",
    re.IGNORECASE,
)


def without_portrait(scene: Scene, authors: Found[tuple[Person, ...]] | None) -> Scene:
    """Leave out what the text says of its authors: Ann Price is a retired teacher. Reach Ann Price at price@…"""
    outline, said = scene.outline, scene.said
    lines = without_asking(outline, _in_paragraphs(outline, scene.lines), said)
    names = [person.name.casefold() for person in authors.value] if authors else []
    unsigned = _without_names(outline, names, lines)
    signed = len(unsigned) < len(lines)
    return replace(scene, lines=without_asking(outline, unsigned, said) if signed else unsigned)


def _without_names(outline: Outline, names: list[str], lines: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out lines of names at the text's beginning and end and below its entries, and what is said there of the authors."""
    first = max(len(lines) - _MOST, _LEAST_TEXT)
    told = [
        (number >= first and (_is_signed(block) or any(_tells_of(name, block) for name in names)))
        or (bool(names) and len(block.text) <= _LONGEST_SIGNED and _signs(outline, names, number, first, block))
        for number, block in enumerate(lines)
    ]
    if told[-2:] == [True, False] and _is_place(lines[-1]):
        told[-1] = True
    return tuple(block for block, gone in zip(lines, told, strict=True) if not gone)


def _signs(outline: Outline, names: list[str], number: int, first: int, block: Block) -> bool:
    """Say whether a short line is the authors' names alone, where names stand, or introduces one of them."""
    if _names_only(names, block):
        return number < _FIRST or number >= first or _ends_entry(outline, block)
    return number < _FIRST and _introduces(names, block)


def _is_signed(block: Block) -> bool:
    """Say whether a line is a label and a name: Opublikował: Adam Holt."""
    return _LABELLED.fullmatch(block.text) is not None and names_person(block.text.partition(": ")[2])


def _in_paragraphs(outline: Outline, lines: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out last lines in no paragraph where the text has them: tags, counters, a name and its role, initials.

    So goes a line in between that is all of it a link: what a text leads to stands in its sentences.
    """
    if not in_paragraphs(outline, lines):
        return _in_frames(outline, lines)
    stop = len(lines)
    while stop > _LEAST_TEXT and (
        _INITIALS.fullmatch(lines[stop - 1].text)
        or _is_beside(outline, lines[stop - 1])
        or (len(lines[stop - 1].text) < _LONGEST_PLACE and _is_boxed(outline, lines[:stop]))
    ):
        stop -= 1
    return tuple(block for block in lines[:stop] if not (block.linked and _is_link_beside(outline, block)))


def _in_frames(outline: Outline, lines: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out lines that are all of it a link, where the sentences stand in elements of one name and those do not."""
    kinds = {_kind(outline, block) for block in lines if prose(block) >= _LEAST_SAID and not block.linked}
    if len(kinds) != 1 or not all(label for _, label in kinds):
        return lines
    return tuple(
        block
        for block in lines
        if not (block.linked and _kind(outline, block) not in kinds and _is_link_beside(outline, block))
    )


def _kind(outline: Outline, block: Block) -> tuple[str, str]:
    return outline.tags[block.owner], outline.labels[block.owner]


def _is_beside(outline: Outline, block: Block) -> bool:
    """Say whether a short line without a stop stands in no element of a text."""
    return (
        outline.tags[block.owner] in _FRAMES
        and len(block.text) < _LONGEST_BESIDE
        and (not block.text.endswith(_STOPS) or is_linked(block))
    )


def _is_boxed(outline: Outline, lines: tuple[Block, ...]) -> bool:
    """Say whether a short last line without a stop is alone in a box, and the lines before it are in none of that name."""
    *before, last = lines
    box = outline.parents[last.owner]
    if outline.tags[box] not in _FRAMES or last.text.endswith(_STOPS) or len(outline.blocks_in(box)) > 1:
        return False
    return all(outline.labels[outline.parents[block.owner]] != outline.labels[box] for block in before)


def _is_link_beside(outline: Outline, block: Block) -> bool:
    return is_linked(block) and _is_beside(outline, block) and not is_attachment(outline, block)


def _names_only(names: list[str], block: Block) -> bool:
    """Say whether a line is the names of the authors and nothing else: von Ann Price."""
    text = block.text.casefold()
    if len(text) > _LONGEST_SIGNED or not any(name in text for name in names if " " in name):
        return False
    for name in names:
        text = text.replace(name, " ")
    return _BESIDE.fullmatch(text) is not None


def _introduces(names: list[str], block: Block) -> bool:
    """Say whether a short line is an author's name and, set apart, who that is: Ann Price | Writer."""
    text = block.text.casefold()
    behind = next((text[len(name) :] for name in names if text.startswith(name)), "")
    return len(text) <= _LONGEST_SIGNED and behind.lstrip()[:1] in ("|", "·", "/") and not text.endswith(_STOPS)


def _ends_entry(outline: Outline, block: Block) -> bool:
    """Say whether a line is the last of the box around it, as who wrote an entry of a live report; who speaks stands first."""
    box = block.owner
    while box > 0 and len(outline.blocks_in(box)) == 1:
        box = outline.parents[box]
    return outline.blocks_in(box)[-1] is block


def _is_place(block: Block) -> bool:
    """Say whether a line behind an author's name says no more than where or for whom: Түркістан облысы."""
    return len(block.text) < _LONGEST_PLACE and not block.text.endswith(_STOPS) and not block.linked


def _tells_of(name: str, block: Block) -> bool:
    """Say whether a line is a name, begins with it and goes on, gives the address of whose it is, or a label: Muhabir: …, …"""
    text = block.text.casefold()
    if len(text) > _LONGEST or name not in text:
        return False
    label, _, rest = text.rpartition(name)
    if rest.lstrip()[:1] in _AFTER_NAME and label.rstrip().endswith((":", "：")) and len(label) < _LONGEST_LABEL:
        return True
    if block.text.strip(" .,-–—").casefold() == name:
        return True
    if " " not in name:
        return "@" in text and len(text) < _LONGEST_SIGNED
    behind = block.text[len(name) :].lstrip(" ,")
    goes_on = text.startswith(name) and behind[:1].isalpha() and not behind[:1].isupper()
    return goes_on or "@" in text
