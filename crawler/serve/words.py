"""Text as a search index wants it: every character of scripts without blanks is a word, both Chinese scripts are one."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

# Scripts without blanks between words (Thai to Myanmar, Khmer, kana, Han), and hangul, whose endings hide the word
# before them.
_SINGLE = (
    (0x0E00, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
)
_TERM = re.compile(r'"([^"]+)"|(\S+)')


@cache
def _simplified() -> dict[int, str]:
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(before): after for before, after in pairs if before != after and len(after) == 1}


@cache
def _spaced() -> dict[int, str]:
    """A table for `str.translate`, several times as fast here as a regular expression."""
    return {code: f" {chr(code)} " for first, last in _SINGLE for code in range(first, last + 1)}


def fold(text: str) -> str:
    """Give `text` with what a search does not tell apart made one. One character stays one character."""
    simplified = text.translate(_simplified())
    lowered = simplified.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in simplified)


def words(text: str) -> str:
    """Give `text` folded, with blanks between the words of scripts that have none."""
    return fold(text).translate(_spaced())


def terms(query: str) -> tuple[str, ...]:
    """Give what is looked for: words and "whole phrases", folded."""
    found = (phrase or word for phrase, word in _TERM.findall(query))
    return tuple(term for each in found if (term := fold(each).strip('" ')) and re.search(r"\w", term))


def match_expression(query: str) -> str:
    """Give the query in the language of SQLite's FTS5: all terms, each a phrase. Empty where nothing is looked for."""
    return " ".join('"' + " ".join(words(term.replace('"', " ")).split()) + '"' for term in terms(query))
