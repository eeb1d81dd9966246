"""The neighbours of an article that a page's data names: `"next": {"title": …, "url": …}`, `var preUrl = "…"`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape

from pipelines.page.tables import alternatives
from pipelines.pattern import Pattern

_SUBJECT = r"_?(?:(?i:article|news|info|item|content|doc|post|data)_?)?"
_SIDE = rf"(?<![A-Za-z])(?P<side>[nN]ext|[pP]re(?:v(?:ious)?)?){_SUBJECT}"
_STRING = r"(?P<value>\"(?:[^\"\\\n]|\\.){1,400}\"|'[^'\n]{1,400}')"
_TITLE, _ADDRESS = (rf"(?i:{alternatives('json', 'names', key)})" for key in ("title", "address"))
_WHAT = rf"(?:(?P<title>{_TITLE})|(?P<address>{_ADDRESS}))"
_TABLE = Pattern(rf"{_SIDE}[\"']?\s?[:=]\s?\{{(?P<fields>[^{{}}]{{10,2000}})\}}")
_FIELD = Pattern(rf"(?<![\w]){_WHAT}[\"']?\s?:\s?{_STRING}")
_FLAT = Pattern(rf"{_SIDE}{_WHAT}[\"']?\s{{0,3}}[:=]\s{{0,3}}{_STRING}")
_LONGEST = 400_000  # letters of a script
# One look from letter to letter tells most scripts at once: the patterns above would take five times as long.
_MAY_TELL = Pattern(
    rf"[nNpP](?:ext|re(?:v(?:ious)?)?){_SUBJECT}(?:(?:{_TITLE}|{_ADDRESS})[\"']?\s{{0,3}}[:=]|[\"']?\s?[:=]\s?\{{)"
)


def told_neighbours(scripts: Iterable[str]) -> Iterator[str]:
    """Give links with `rel` to the articles that data calls the previous and the next one, each by address and title."""
    for script in scripts:
        if len(script) <= _LONGEST and _MAY_TELL.search(script):
            for side, said in _said(script).items():
                if said.keys() == {"title", "address"}:
                    yield f'<div><a rel="{side}" href="{escape(said["address"])}">{escape(said["title"])}</a></div>'


def _said(script: str) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table in _TABLE.finditer(script):
        for field in _FIELD.finditer(table["fields"]):
            what = "title" if field["title"] else "address"
            found[_side(table["side"])].setdefault(what, _text(field["value"]))
    for flat in _FLAT.finditer(script):
        found[_side(flat["side"])].setdefault("title" if flat["title"] else "address", _text(flat["value"]))
    return found


def _side(name: str) -> str:
    return "next" if name[0] in "nN" else "prev"


def _text(token: str) -> str:
    try:
        return str(json.loads(f'"{token[1:-1]}"')).strip()
    except ValueError:
        return token[1:-1].strip()
