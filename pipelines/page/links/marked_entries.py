"""Entries of lists that are no links: elements with an id in their data or in a call, which a click of the reader opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from pipelines.page.links.item_dates import read_day
from pipelines.page.links.openers import CALL
from pipelines.page.links.wording import read_wording, squeeze
from pipelines.page.model import Entry, field_name
from pipelines.page.tables import words
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

_ID_NAMES = tuple(words("json", "names", "id"))
_MARKS = tuple(
    f"data-{name}" for name in ("id", "newsid", "news-id", "article-id", "articleid", "nid", "aid", "slug")
)
_CALLING = "[onclick], a[href^='javascript:']"
_FUNCTION = Pattern(r"function\s{1,3}(\w{1,40})\s?\(\s?(\w{1,30}(?:\s?,\s?\w{1,30}){0,4})\s?\)")
_ARGUMENT = Pattern(r"\s*[\"']?([\w.~-]{1,80})[\"']?\s*")
_LEAST, _MOST, _LONGEST = 2, 300, 600

Fields = Mapping[str, str]


def marked_entries(document: Document) -> tuple[Entry, ...]:
    """Give what a click would open; of elements that hold links the links say it."""
    found: dict[str, Entry] = {}
    for node, identity, fields in (*_by_data(document), *_by_call(document)):
        text = squeeze(node.text())[:_LONGEST]
        title, date = _title(node, text), read_day(text)[0]
        if title and (date or read_wording(title).weight > 0):
            found.setdefault(identity, Entry(title, fields, date))
    return tuple(found.values()) if len(found) >= _LEAST else ()


def _by_data(document: Document) -> Iterator[tuple[LexborNode, str, Fields]]:
    marked = ", ".join(f"[{name}]" for name in _MARKS if name in document.data)
    for node in document.tree.css(marked)[:_MOST] if marked else ():
        if _leads(node):
            continue
        fields = {field_name(name): value for name, value in node.attributes.items() if value and " " not in value}
        if identity := next((fields[name] for name in _ID_NAMES if name in fields), None):
            yield node, identity, fields


def _leads(node: LexborNode) -> bool:
    """Tell whether an element is a link to somewhere, or holds one."""
    if node.tag == "a":
        href = (node.attributes.get("href") or "#").strip().lower()
        return not href.startswith(("#", "javascript:"))
    return node.css_first("a[href]") is not None


def _by_call(document: Document) -> Iterator[tuple[LexborNode, str, Fields]]:
    """Give what calls a function of the page, its arguments by the names that the function gives them."""
    functions = {
        function[1]: [field_name(name.strip()) for name in function[2].split(",")]
        for text in document.scripts
        for function in (_FUNCTION.finditer(text) if "function" in text else ())
    }
    for node in document.tree.css(_CALLING)[:_MOST] if functions else ():
        call = CALL.match(node.attributes.get("onclick") or node.attributes.get("href") or "")
        names = functions.get(call[1], []) if call else []
        given = [_ARGUMENT.fullmatch(each) for each in call[2].split(",")] if call and names else []
        if given and len(given) == len(names):
            values = [each[1] for each in given if each]
            if len(values) == len(names):
                yield node, "/".join(values), dict(zip(names, values, strict=True))


def _title(node: LexborNode, text: str) -> str:
    heading = node.css_first("h1, h2, h3, h4, h5, .title, [class*=title], strong, p")
    return squeeze(heading.text()) if heading is not None else text
