"""The last lines of a text that tell who its author is, known once the author is, or speak to its readers."""

from __future__ import annotations

from dataclasses import replace

from pipelines.page.article.closing import closing_notes
from pipelines.page.article.scene import Scene
from pipelines.page.model import Found, Person
from pipelines.page.tree.outline import Block

_MOST, _LONGEST = 2, 400  # lines; characters
_LONGEST_LABEL, _LONGEST_SIGNED = 24, 60  # characters
_LONGEST_PLACE, _STOPS = 30, tuple('.!?…。।۔։:”»"')
_LEAST_TEXT = 2  # lines before them


def without_portrait(scene: Scene, authors: Found[tuple[Person, ...]] | None) -> Scene:
    """Leave out what the text's end says of its authors: Ann Price is a retired teacher. Reach Ann Price at price@…"""
    notes = closing_notes(scene.outline, scene.lines)
    lines = tuple(block for block in scene.lines if block.start not in notes) if notes else scene.lines
    names = [person.name.casefold() for person in authors.value] if authors else []
    first = max(len(lines) - _MOST, _LEAST_TEXT)
    told = {block.start for block in lines[first:] if any(_tells_of(name, block) for name in names)}
    if told and lines[-1].start not in told and _is_place(lines[-1]) and lines[-2].start in told:
        told.add(lines[-1].start)
    return replace(scene, lines=tuple(block for block in lines if block.start not in told))


def _is_place(block: Block) -> bool:
    """Say whether a line behind an author's name says no more than where or for whom: Түркістан облысы."""
    return len(block.text) < _LONGEST_PLACE and not block.text.endswith(_STOPS) and not block.linked


def _tells_of(name: str, block: Block) -> bool:
    """Say whether a line is a name, begins with it and goes on, gives the address of whose it is, or a label: Muhabir: …"""
    text = block.text.casefold()
    if len(text) > _LONGEST or name not in text:
        return False
    label, _, rest = text.rpartition(name)
    if not rest and label.rstrip().endswith((":", "：")) and len(label) < _LONGEST_LABEL:
        return True
    if block.text.strip(" .,").casefold() == name:
        return True
    if " " not in name:
        return "@" in text and len(text) < _LONGEST_SIGNED
    behind = block.text[len(name) :].lstrip(" ,")
    goes_on = text.startswith(name) and behind[:1].isalpha() and not behind[:1].isupper()
    return goes_on or "@" in text
