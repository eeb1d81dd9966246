"""Texts in pieces, to show what a repair or a new version changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

_TOKEN = re.compile(r"[a-z0-9]+|.", re.IGNORECASE | re.DOTALL)
_MOST = 4000  # tokens on both sides together that are compared one by one: the time goes with the square


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: kept, taken out, or put in. `note` tells why."""

    kind: Literal["kept", "out", "in"]
    text: str
    note: str = ""


def edited(text: str, edits: Iterable[dict[str, Any]]) -> Iterator[Piece]:
    """Show the repaired `text` of a field with its edits, as they stand in an article's JSON."""
    done = shift = 0
    for edit in edits:
        start = edit["start"] + shift
        note = f"{edit['kind']}, confidence {edit['confidence']:.2f}"
        yield from _kept(text[done:start])
        yield from (Piece("out", edit["before"], note),) if edit["before"] else ()
        yield from (Piece("in", edit["after"], note),) if edit["after"] else ()
        done = start + len(edit["after"])
        shift += len(edit["after"]) - len(edit["before"])
    yield from _kept(text[done:])


def changed(old: str, new: str) -> Iterator[Piece]:
    """Show what became of `old`: paragraphs that differ are compared word by word."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for one, two, same in _runs(before, after):
        left, right = _TOKEN.findall(one), _TOKEN.findall(two)
        if same or len(left) + len(right) > _MOST:
            yield from _pieces(one, two, same)
            continue
        for out, put, alike in _runs(left, right):
            yield from _pieces(out, put, alike)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, str, bool]]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield "".join(before[a:b]), "".join(after[c:d]), tag == "equal"


def _pieces(out: str, put: str, same: bool) -> Iterator[Piece]:
    if same:
        yield from _kept(put)
        return
    yield from (Piece("out", out),) if out else ()
    yield from (Piece("in", put),) if put else ()


def _kept(text: str) -> Iterator[Piece]:
    if text:
        yield Piece("kept", text)
