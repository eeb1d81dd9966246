"""Addresses that a function of the page makes: `javascript:show(12)` where `show` opens `show.asp?id=` and the number,
`go('20240506')` where `go` opens `base + day.substr(0, 6) + '/node_1.html'`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.pattern import Pattern

FUNCTION = Pattern(
    r"function\s{1,3}(\w{1,40})\s?\(\s?(\w{1,30}(?:\s?,\s?\w{1,30}){0,3})\s?\)\s{0,9}\{([^{}]{0,600})"
)
_OPENED = Pattern(
    r"(?:location(?:\.href)?\s{0,3}=|\b(?:open|assign|replace)\s?\()\s{0,3}"
    r"((?:[\"'][^\"'\n]{0,200}[\"']|[\w.]{1,40}(?:\([\d,\s]{1,9}\))?|\s?\+\s?){1,15})"
)
_PIECE = Pattern(
    r"[\"']([^\"']*)[\"']|(\w+)(?:\.(substr|substring|slice)\(\s?(\d{1,2})(?:\s?,\s?(\d{1,2}))?\s?\))?([\w.]*)"
)
_NAMED = Pattern(r"\b(?:var|let|const)\s{1,3}(\w{1,30})\s?=\s?[\"']([^\"'\n]{1,200})[\"']")
CALL = Pattern(r"\s{0,9}(?:javascript:)?\s{0,3}(?:return\s)?(\w{1,40})\(([^()]{1,200})\)", re.I)
_ARGUMENT = Pattern(r"\s?([\"']?)([\w./-]{1,80})\1\s?")


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands in an address of the argument at a place: all of it, or the characters from `start` to `end`."""

    place: int
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Opener:
    """The pieces that a function puts one behind the other: texts, and what it takes of its arguments."""

    pieces: tuple[str | Cut, ...]

    def address(self, arguments: tuple[str, ...]) -> str | None:
        """Give the address for these arguments, None where one is missing."""
        cuts = [piece for piece in self.pieces if isinstance(piece, Cut)]
        if max(cut.place for cut in cuts) >= len(arguments):
            return None
        texts = [
            piece if isinstance(piece, str) else arguments[piece.place][piece.start : piece.end]
            for piece in self.pieces
        ]
        return "".join(texts)


def find_openers(scripts: Iterable[str]) -> Mapping[str, Opener]:
    """Give the functions of the page's own scripts that open an address made of their arguments."""
    found: dict[str, Opener] = {}
    known: dict[str, str] | None = None
    scripts = tuple(scripts)
    for text in scripts:
        for function in FUNCTION.finditer(text) if "function" in text else ():
            opened = _OPENED.search(function[3])
            if opened is None:
                continue
            if known is None:
                known = dict(_NAMED.findall("\n".join(scripts)))
            names = tuple(name.strip() for name in function[2].split(","))
            if opener := _read(opened[1], names, known):
                found[function[1]] = opener
    return found


def _read(expression: str, names: tuple[str, ...], known: Mapping[str, str]) -> Opener | None:
    """Take apart `'show.asp?id=' + id + '&page=1'`; None where anything else goes in than the arguments `names`, texts,
    and `known` variables.
    """
    pieces: list[str | Cut] = []
    for literal, name, way, first, second, rest in _PIECE.findall(expression):
        if not name:
            pieces.append(literal)
        elif rest:
            return None
        elif name in names:
            pieces.append(_cut(names.index(name), way, first, second))
        elif name in known and not way:
            pieces.append(known[name])
        else:
            return None
    made = any(isinstance(piece, Cut) for piece in pieces)
    return Opener(tuple(pieces)) if made and any(isinstance(piece, str) and piece for piece in pieces) else None


def _cut(place: int, way: str, first: str, second: str) -> Cut:
    start = int(first or 0)
    if not second:
        return Cut(place, start)
    return Cut(place, start, start + int(second) if way == "substr" else int(second))


def opened_by(attributes: Mapping[str, str | None], openers: Mapping[str, Opener]) -> str | None:
    """Give the address that a click on an element opens, where it calls one of the page's functions."""
    for script in (attributes.get("href") or "", attributes.get("onclick") or ""):
        call = CALL.match(script) if "(" in script else None
        if call and (opener := openers.get(call[1])):
            arguments = [_ARGUMENT.fullmatch(each) for each in call[2].split(",")]
            if all(arguments):
                return opener.address(tuple(each[2] for each in arguments if each))
    return None
