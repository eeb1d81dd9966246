"""Markup that a page holds back for a script to show: records of a data store, pieces that scripts write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from pipelines.pattern import Pattern

_SECTION = Pattern(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_STORES = (
    "<record>",
    "<recordset",
    "<datastore",
)  # jcms: lists as XML in a script, a comment or a page of its own
_TEMPLATE = Pattern(r"\{\{|<%|\$\{|['\"]\s?\+")  # markup with holes: its addresses are not there yet
_LINK = Pattern(r"<a\s[^<>]{0,400}?\\?[\"'].*?</a>", re.I | re.S)
_LARGEST = 400_000  # letters of hidden markup of one page
_MOST = 500  # links of one script


# data-page="{&quot;props&quot;:…}", :items='[{"title":…}]': Inertia, components of React and Vue
_IN_ATTRIBUTE = Pattern(r"=\s?\"((?:\{|\[\{)&(?:quot|#34);[^\"]{40,})\"|=\s?'((?:\{|\[\{)\"[^']{40,})'")
_LEAST_DATA = ("{&", "='{\"", "='[{\"")


def attribute_data(text: str) -> Iterator[str]:
    """Give the JSON that attributes of a page hold for its scripts."""
    if any(data in text for data in _LEAST_DATA):
        yield from (unescape(quoted or single) for quoted, single in _IN_ATTRIBUTE.findall(text))


def hidden_markup(text: str, scripts: Iterable[str]) -> LexborHTMLParser | None:
    """Give what a page holds back as a tree of its own, None where there is nothing."""
    pieces = [*_records(text), *_written(scripts)]
    return LexborHTMLParser("".join(pieces)[:_LARGEST]) if pieces else None


def _records(text: str) -> Iterator[str]:
    if "<![CDATA[" in text and any(store in text for store in _STORES):
        yield from (f"<div>{section}</div>" for section in _SECTION.findall(text))


def _written(scripts: Iterable[str]) -> Iterator[str]:
    for text in scripts:
        if "<a " not in text or _STORES[0] in text:
            continue
        for found in list(_LINK.finditer(text))[:_MOST]:
            markup = found[0].replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
            if not _TEMPLATE.search(markup):
                yield f"<div>{markup}</div>"
