"""Markup that a page holds back for a script to show: records of a data store, pieces that scripts write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
