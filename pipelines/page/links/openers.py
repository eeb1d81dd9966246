"""Addresses that a function of the page makes: `javascript:show(12)` where `show` opens `show.asp?id=` and the number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.pattern import Pattern

_FUNCTION = Pattern(r"function\s{1,3}(\w{1,40})\s?\(\s?(\w{1,30})\s?\)\s{0,9}\{([^{}]{0,600})")
_OPENED = Pattern(
    r"(?:location(?:\.href)?\s{0,3}=|\b(?:open|assign|replace)\s?\()\s{0,3}((?:[\"'][^\"'\n]{0,200}[\"']|[\w.]{1,40}|\s?\+\s?){1,9})"
)
_PIECE = Pattern(r"[\"']([^\"']*)[\"']|([\w.]+)")
_CALL = Pattern(
    r"\s{0,9}(?:javascript:)?\s{0,3}(?:return\s)?(\w{1,40})\(\s?[\"']?([\w./-]{1,80})[\"']?\s?\)", re.I
)


@dataclass(frozen=True, slots=True)
class Opener:
    """What a function puts before and behind its argument."""

    before: str
    behind: str


def find_openers(scripts: Iterable[str]) -> Mapping[str, Opener]:
    """Give the functions of the page's own scripts that open an address made of their one argument."""
    found: dict[str, Opener] = {}
    for text in scripts:
        for function in _FUNCTION.finditer(text) if "function" in text else ():
            opened = _OPENED.search(function[3])
            if opened and (opener := _read(opened[1], function[2])):
                found[function[1]] = opener
    return found


def _read(expression: str, argument: str) -> Opener | None:
    """Take apart `'show.asp?id=' + id + '&page=1'`; None where anything else goes in."""
    pieces = ["", ""]
    side = 0
    for literal, name in _PIECE.findall(expression):
        if name == argument and side == 0:
            side = 1
        elif name:
            return None
        else:
            pieces[side] += literal
    return Opener(*pieces) if side and (pieces[0] or pieces[1]) else None


def opened_by(attributes: Mapping[str, str | None], openers: Mapping[str, Opener]) -> str | None:
    """Give the address that a click on an element opens, where it calls one of the page's functions."""
    for script in (attributes.get("href") or "", attributes.get("onclick") or ""):
        call = _CALL.match(script) if "(" in script else None
        if call and (opener := openers.get(call[1])):
            return opener.before + call[2] + opener.behind
    return None
