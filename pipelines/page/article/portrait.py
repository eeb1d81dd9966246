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
    lines = scene.lines
    if not names:
        return scene
    for block in scene.lines[: -_MOST - 1 : -1]:
        if len(lines) > _LEAST_TEXT and any(_tells_of(name, block) for name in names):
            lines = lines[:-1]
    return replace(scene, lines=lines) if lines is not scene.lines else scene


def _tells_of(name: str, block: Block) -> bool:
    """Say whether a line begins with a name and goes on, or gives the address of whose it is."""
    text = block.text.casefold()
    if len(text) > _LONGEST or name not in text:
        return False
    behind = block.text[len(name) :].lstrip(" ,")
    goes_on = text.startswith(name) and behind[:1].isalpha() and not behind[:1].isupper()
    return goes_on or "@" in text
