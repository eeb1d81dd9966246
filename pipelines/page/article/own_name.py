"""What a page calls itself and its site, and whether a line says the site's name."""

from __future__ import annotations

from pipelines.page.lines.titles import SEPARATOR
from pipelines.page.tree.structured import Statements, text_of

_LEAST_OF_NAME = 1 / 3  # of its letters: Kuriera of Kurier Nadrzeczny
_SHORTEST, _SHORTEST_CASED = 2, 4  # characters of a word; of one in letters that have capitals
_INFLECTED, _ENDING = 6, 2  # characters of a word that may end otherwise, and those that may
_EDGES = " .,;:!?()[]«»\"'“”„|–—-"


def says_own_name(said: Statements, text: str) -> bool:
    """Say whether a line has a good part of the site's name, whatever the case it stands in."""
    text = text.lower()
    apart = " " + _letters(text)
    words = [word for word in _words(own_name(said).lower()) if len(word) >= _least(word)]
    told = sum(len(word) for word in words if (_stem(word) in apart if _is_cased(word) else word in text))
    return told > 0 and told >= sum(map(len, words)) * _LEAST_OF_NAME


def own_name(said: Statements) -> str:
    """Read the name off the page's statements, or else off the end of its title."""
    stated = next(said.each("site"), None)
    return (stated.value if stated else "") or text_of(said.article.get("publisher")) or _end_of(said.title)


def _words(name: str) -> list[str]:
    return _letters(name).split() if _is_cased(name) else [word.strip(_EDGES) for word in name.split()]


def _letters(text: str) -> str:
    return "".join([char if char.isalnum() else " " for char in text])


def _end_of(title: str) -> str:
    _, *behind = SEPARATOR.split(title)
    return behind[-1] or "" if behind else ""


def _least(word: str) -> int:
    return _SHORTEST_CASED if _is_cased(word) else _SHORTEST


def _is_cased(word: str) -> bool:
    return word.upper() != word


def _stem(word: str) -> str:
    """Give how a word begins; in scripts without capitals words stand between others without a blank."""
    return " " + (word[:-_ENDING] if len(word) >= _INFLECTED else word)
