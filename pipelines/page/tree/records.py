"""Markup that a page holds back for a script to show: records of a data store, pieces that scripts write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from pipelines.page.tree.told import told_neighbours
from pipelines.pattern import Pattern

_SECTION = Pattern(r"(<nextgroup>\s{0,20})?<!\[CDATA\[(.*?)\]\]>", re.S)
# What follows in a store is a link without words, for a script to fetch.
_UNNAMED, _NAMED = Pattern(r">\s*</a>"), ">Next page</a>"
_STORES = (
    "<record>",
    "<recordset",
    "<datastore",
)  # jcms: lists as XML in a script, a comment or a page of its own
_TEMPLATE = Pattern(r"\{\{|<%|\$\{|['\"]\s?\+")  # markup with holes: its addresses are not there yet
_LINK = Pattern(r"<a\s[^<>]{0,400}?\\?[\"'].*?</a>", re.I | re.S)
# The words before a link in the same piece of markup: <span>上一篇：</span><a href=…>
_LABEL, _BEFORE = Pattern(r"([^<>\"'`;+]{1,16})(?:</\w{1,6}>\s?){0,2}\Z"), 40
# var nextUrl = "12.html", and "<a href='" + nextUrl + "'>" behind it; two calls that write one after the other
_VARIABLE = Pattern(
    r"(?<![\w.])([A-Za-z_$][\w$]{1,40})\s{0,3}=\s{0,3}(?:\"([^\"\n]{1,300})\"|'([^'\n]{1,300})')\s{0,3}[;,\n]"
)
_FILLED = Pattern(r"([\"'])\s{0,3}\+\s{0,3}([A-Za-z_$][\w$]{1,40})\s{0,3}\+\s{0,3}\1")
_WRITTEN_ON = Pattern(r"[\"']\s{0,3}\);?\s{0,20}document\.write(?:ln)?\(\s{0,3}[\"']")
_LARGEST = 400_000  # letters of hidden markup of one page
_MOST = 500  # links of one script


# data-page="{&quot;props&quot;:…}", :items='[{"title":…}]': Inertia, components of React and Vue
_IN_ATTRIBUTE = Pattern(r"=\s?\"((?:\{|\[\{)&(?:quot|#34);[^\"]{40,})\"|=\s?'((?:\{|\[\{)\"[^']{40,})'")


def attribute_data(text: str) -> Iterator[str]:
    """Give the JSON that attributes of a page hold for its scripts."""
    if "{&" in text or "='{\"" in text or "='[{\"" in text:
        yield from (unescape(quoted or single) for quoted, single in _IN_ATTRIBUTE.findall(text))


def hidden_markup(text: str, scripts: Sequence[str]) -> LexborHTMLParser | None:
    """Give what a page holds back as a tree of its own, None where there is nothing."""
    pieces = [*_records(text), *_written(scripts), *told_neighbours(scripts)]
    return LexborHTMLParser("".join(pieces)[:_LARGEST]) if pieces else None


def _records(text: str) -> Iterator[str]:
    if "<![CDATA[" in text and any(store in text for store in _STORES):
        for follows, section in _SECTION.findall(text):
            yield f"<div>{_UNNAMED.sub(_NAMED, section) if follows else section}</div>"


def _written(scripts: Sequence[str]) -> Iterator[str]:
    writing = [text for text in scripts if "<a " in text and _STORES[0] not in text]
    known = _variables(scripts) if any(_FILLED.search(text) for text in writing) else {}
    for text in writing:
        shown = _WRITTEN_ON.sub("", _FILLED.sub(lambda found: known.get(found[2], found[0]), text))
        for found in list(_LINK.finditer(shown))[:_MOST]:
            markup = found[0].replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
            if not _TEMPLATE.search(markup):
                label = _LABEL.search(shown, max(0, found.start() - _BEFORE), found.start())
                yield f"<div>{label[1] if label else ''}{markup}</div>"


def _variables(scripts: Sequence[str]) -> dict[str, str]:
    """Give the texts that scripts keep under names; a name that stands for two says nothing."""
    told: dict[str, set[str]] = {}
    for name, double, single in (found for script in scripts for found in _VARIABLE.findall(script)):
        told.setdefault(name, set()).add(double or single)
    return {name: texts.pop() for name, texts in told.items() if len(texts) == 1}
