"""The last lines of a text that tell who its author is: known once the author is."""

from __future__ import annotations

from dataclasses import replace

from pipelines.page.article.scene import Scene
from pipelines.page.model import Found, Person
from pipelines.page.tree.outline import Block

_MOST, _LONGEST = 2, 400  # lines; characters
_LEAST_TEXT = 2  # lines before them


def without_portrait(scene: Scene, authors: Found[tuple[Person, ...]] | None) -> Scene:
    """Leave out what the text's end says of its authors: Ann Price is a retired teacher. Reach Ann Price at price@…"""
    names = [person.name.casefold() for person in authors.value if " " in person.name] if authors else []
    first = max(len(scene.lines) - _MOST, _LEAST_TEXT)
    told = {block.start for block in scene.lines[first:] if any(_tells_of(name, block) for name in names)}
    return replace(scene, lines=tuple(block for block in scene.lines if block.start not in told))


def _tells_of(name: str, block: Block) -> bool:
    """Say whether a line begins with a name and goes on, or gives the address of whose it is."""
    text = block.text.casefold()
    if len(text) > _LONGEST or name not in text:
        return False
    behind = block.text[len(name) :].lstrip(" ,")
    goes_on = text.startswith(name) and behind[:1].isalpha() and not behind[:1].isupper()
    return goes_on or "@" in text
