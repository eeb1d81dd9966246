"""Articles that are data instead of markup: lists of paragraphs, as editors and content stores write them.

Editor.js, Draft.js, ProseMirror, Slate, Portable Text, Contentful: each block is an object of text and of what the text is,
and of nothing else. Objects that have titles, days or addresses of their own are teasers and comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from pipelines.page.tables import table
from pipelines.pattern import Pattern

_WORDS: tuple[str, ...] = tuple(table("meta")["rich"]["words"])
_KEYS = frozenset((*_WORDS, *table("meta")["rich"]["kinds"]))
_MARKUP = Pattern(r"</?[a-zA-Z][^<>]{0,300}>")
_BLOCKS = Pattern(r"<(?:p|br|div|section|h[1-6]|ul|ol)\b", re.IGNORECASE)
_ADDRESS = Pattern(r"\s*(?:https?:)?//\S+\s*")
_STOP = Pattern(r"[。！？…”」.!?।۔]\s*(?:$|<)")
_DEEPEST = 6


def from_blocks(values: list[object]) -> str:
    """Give the markup of a list of paragraphs, empty where it is none."""
    if not all(isinstance(value, str) or _is_block(value) for value in values):
        return ""
    if all(
        isinstance(value, dict) and "insert" in value for value in values
    ):  # Quill: lines run on from piece to piece
        return from_lines("".join(_words(value, 0) for value in values))
    texts = [text for value in values if (text := _words(value, 0).strip()) and not _ADDRESS.fullmatch(text)]
    ended = sum(_STOP.search(text) is not None for text in texts)
    return "".join(map(_paragraph, texts)) if ended * 2 >= max(len(texts), 1) else ""


def from_lines(text: str) -> str:
    """Give the markup of a text whose lines are its paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _is_block(value: object) -> bool:
    return isinstance(value, dict) and value.keys() <= _KEYS and not _KEYS.isdisjoint(value)


def _words(value: object, depth: int) -> str:
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "".join(_words(each, depth + 1) for each in value)
    return next(_told(value, depth), "") if isinstance(value, dict) and _is_block(value) else ""


def _told(block: dict[str, object], depth: int) -> Iterator[str]:
    yield from (text for key in _WORDS if (text := _words(block.get(key), depth + 1)))


def _paragraph(text: str) -> str:
    if _BLOCKS.search(text):
        return text
    return f"<p>{text if _MARKUP.search(text) else escape(text)}</p>"
