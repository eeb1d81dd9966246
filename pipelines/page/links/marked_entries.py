"""Entries of lists that are no links: elements with an id in their data, which a click of the reader opens."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from pipelines.page.links.item_dates import read_day
from pipelines.page.links.wording import read_wording, squeeze
from pipelines.page.model import Entry, field_name
from pipelines.page.tables import words
from pipelines.page.tree.document import Document

_ID_NAMES = tuple(words("json", "names", "id"))
_MARKED = ", ".join(
    f"[data-{name}]" for name in ("id", "newsid", "news-id", "article-id", "articleid", "nid", "aid", "slug")
)
_LEAST, _MOST, _LONGEST = 2, 300, 600


def marked_entries(document: Document) -> tuple[Entry, ...]:
    """Give what a click would open; of elements that hold links the links say it."""
    if not document.acts:
        return ()
    found: dict[str, Entry] = {}
    for node in document.tree.css(_MARKED)[:_MOST]:
        if node.css_first("a[href]") is not None or node.tag == "a":
            continue
        fields = {field_name(name): value for name, value in node.attributes.items() if value and " " not in value}
        identity = next((fields[name] for name in _ID_NAMES if name in fields), None)
        text = squeeze(node.text())[:_LONGEST]
        title, date = _title(node, text), read_day(text)[0]
        if identity and title and (date or read_wording(title).weight > 0):
            found.setdefault(identity, Entry(title, fields, date))
    return tuple(found.values()) if len(found) >= _LEAST else ()


def _title(node: LexborNode, text: str) -> str:
    heading = node.css_first("h1, h2, h3, h4, h5, .title, [class*=title], strong, p")
    return squeeze(heading.text()) if heading is not None else text
