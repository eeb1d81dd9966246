"""The data that frameworks send along with a page, in forms of their own: folded lists, and pieces that are pushed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.pattern import Pattern

_PUSHED = Pattern(r"__next_f\.push\(\[1,\s?(\"(?:[^\"\\]|\\.)*+\")\]\)")
_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:(?=[\[{])|T([0-9a-f]{1,7}),)")
_TEXT_OF = Pattern(r"\"\$([0-9a-f]{1,8})\"")
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
    """Give the rows of data that the App Router of Next.js pushes to a page in pieces: `5:["$","div",null,{…}]`, with the
    texts that stand in rows of their own.
    """
    text = "".join(json.loads(piece) for script in scripts for piece in _strings(script))
    rows, texts = _rows(text) if text else ([], {})
    for row in rows:
        try:
            value = json.loads(_TEXT_OF.sub(lambda found: texts.get(found[1], found[0]), row) if texts else row)
        except (ValueError, RecursionError):
            continue
        if value is not None:
            yield value


def _rows(text: str) -> tuple[list[str], dict[str, str]]:
    """Give rows of JSON, and by its number the text of each row of text, whose length it says in bytes: `1a:T5f3,<p>…`."""
    rows: list[str] = []
    texts: dict[str, str] = {}
    data = text.encode("utf-8", "surrogatepass")
    at = 0
    while at < len(data):
        row = _ROW.match(data, at)
        if row and row[2]:
            at = row.end() + int(row[2], 16)
            texts[row[1].decode()] = json.dumps(data[row.end() : at].decode("utf-8", "replace"))
            continue
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        if row:
            rows.append(data[row.end() : end].decode("utf-8", "surrogatepass"))
        at = end + 1
    return rows, texts


def _strings(script: str) -> Iterator[str]:
    """Give the strings that are pushed, as JSON; what is none is left out."""
    for piece in _PUSHED.findall(script) if "__next_f" in script else ():
        try:
            json.loads(piece)
        except ValueError:
            continue
        yield piece
