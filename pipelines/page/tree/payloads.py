"""The data that frameworks send along with a page, in forms of their own: folded lists, and pieces that are pushed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.pattern import Pattern

_PUSHED = Pattern(r"__next_f\.push\(\[1,\s?(\"(?:[^\"\\]|\\.)*+\")\]\)")
_ROW = Pattern(
    r"^[0-9a-f]{1,8}:(?=[\[{])",
)
_LEAST = 6  # values of a folded list


def unfolded(value: Any) -> Any:
    """Give the tables of a list in which tables name their values by place (devalue, as Nuxt 3 writes it); others as
    they are: `[…, {"title": 7, "path": 8}, "River path", "/news/12"]`.
    """
    if not isinstance(value, list) or len(value) < _LEAST:
        return value
    tables = [each for each in value if isinstance(each, dict) and each]
    if not tables or not all(_is_place(place, value) for table in tables for place in table.values()):
        return value
    return [
        {name: value[place] for name, place in table.items() if not isinstance(value[place], dict | list)}
        for table in tables
    ]


def _is_place(place: Any, value: list[Any]) -> bool:
    return isinstance(place, int) and not isinstance(place, bool) and -8 <= place < len(value)


def pushed(scripts: Iterable[str]) -> Iterator[Any]:
    """Give the rows of data that the App Router of Next.js pushes to a page in pieces: `5:["$","div",null,{…}]`."""
    text = "".join(json.loads(piece) for script in scripts for piece in _strings(script))
    for line in text.split("\n") if text else ():
        row = _ROW.match(line)
        try:
            value = json.loads(line[row.end() :]) if row else None
        except (ValueError, RecursionError):
            continue
        if value is not None:
            yield value


def _strings(script: str) -> Iterator[str]:
    """Give the strings that are pushed, as JSON; what is none is left out."""
    for piece in _PUSHED.findall(script) if "__next_f" in script else ():
        try:
            json.loads(piece)
        except ValueError:
            continue
        yield piece
