"""Entries whose address is a fragment that a script reads: `<a href="#!/news/12">`.

The AJAX crawling scheme of 2009 gave crawlers such pages at `?_escaped_fragment_=/news/12`. Some sites keep to it; those
that do not show the page without the parameter.
"""

from __future__ import annotations

from urllib.parse import quote

from pipelines.page.links.wording import read_wording, squeeze
from pipelines.page.model import Entry, Formula
from pipelines.page.tree.document import Document

_LINKS = "a[href*='#!']"
_MARK = "#!"
PAGE, _FRAGMENT = "fragmentpage", "fragment"  # names of fields, like no others
CRAWLED = Formula(("", "_escaped_fragment_=", ""), (PAGE, _FRAGMENT))
_SENT = "!$'()*,/:;=?@~"  # all but what the scheme escapes
_LEAST, _MOST = 2, 300


def entries_of_fragments(document: Document) -> tuple[Entry, ...]:
    """Give the headlines that lead to fragments, by the page that the fragments are of."""
    found: dict[tuple[str, str], Entry] = {}
    for node in document.tree.css(_LINKS)[:_MOST]:
        href, _, fragment = (node.attributes.get("href") or "").strip().partition(_MARK)
        page, title = document.resolve(href or document.url), squeeze(node.text())
        if page and fragment and read_wording(title).weight > 0:
            fields = {PAGE: f"{page}{'&' if '?' in page else '?'}", _FRAGMENT: quote(fragment, safe=_SENT)}
            found.setdefault((page, fragment), Entry(title, fields))
    return tuple(found.values()) if len(found) >= _LEAST else ()
