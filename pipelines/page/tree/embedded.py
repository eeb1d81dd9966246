"""The article that a page keeps for its scripts to show, in JSON or as markup, where it shows no text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from pipelines.page.model import Basis, Found
from pipelines.page.tables import alternatives, table
from pipelines.page.tree.density import weight
from pipelines.page.tree.document import Document
from pipelines.page.tree.keepers import kept_in
from pipelines.page.tree.literals import read_literal
from pipelines.page.tree.outline import clean
from pipelines.page.tree.rich_text import from_blocks, from_lines
from pipelines.page.tree.script_strings import names_others
from pipelines.pattern import Pattern

_KEYS: dict[str, list[str]] = table("meta")["embedded"]
_PLAIN = frozenset(table("meta")["rich"]["plain"])
_LISTS = frozenset(table("meta")["rich"]["lists"])
_MARKUP = Pattern(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_ESCAPED = Pattern(r"&lt;/?(?:p|br|div|section)\b", re.IGNORECASE)
_TAG = Pattern(r"<[^<>]{0,500}>")
_BETWEEN = Pattern(r"</?(?:p|br|div|section|h[1-6]|li)\b[^<>]{0,500}>", re.IGNORECASE)
_NOTICES = Pattern(alternatives("meta", "rich", "notices"), re.IGNORECASE)
_FILMS = "video, audio, embed, iframe[allowfullscreen]"
_LEAST = 80.0  # prose, as `density.weight` counts
_MOST_THINGS, _DEEPEST = 20_000, 16


@dataclass(frozen=True, slots=True)
class Kept:
    """`html`: the article's markup. `fields`: what the objects around it say, by the names of schema.org.

    `made`: the markup is ours, made of what may be something else; it counts where its headline is that of the page.
    """

    html: str
    fields: dict[str, str]
    made: bool = False


def kept_article(document: Document, title: str, headline: Found[str] | None) -> Kept | None:
    """Give the article that the page keeps; of several the one whose own title `title` or `headline` holds.

    Without such a title a text may be another article's, where the page shows its own headline; and a notice or what
    goes with a film, where nothing says that it is an article.
    """
    found = [kept for blob in kept_in(document) for kept in _articles(blob)]
    shown = headline.value if headline else ""
    headed = headline is not None and headline.basis is Basis.AGREED
    if named := [kept for kept in found if _is_named(kept, shown if headed else title, shown)]:
        return max(named, key=lambda kept: len(kept.html))
    filmed = document.tree.css_first(_FILMS) is not None
    found = [kept for kept in found if not kept.made and _may_be_article(kept, headed=headed, filmed=filmed)]
    best = max(found, key=lambda kept: len(kept.html), default=None)
    rivals = [
        kept for kept in found if best and len(kept.html) * 2 > len(best.html) and kept.html not in best.html
    ]
    return None if rivals else best


def _is_named(kept: Kept, title: str, shown: str) -> bool:
    """Say whether a text has the page's title; what is only made of one has to have most of it: a site has a name, too."""
    own = kept.fields.get("headline")
    if not own or (own not in title and own not in shown):
        return False
    return not kept.made or own == shown or len(own) * 2 >= len(title)


def _may_be_article(kept: Kept, *, headed: bool, filmed: bool) -> bool:
    if "headline" in kept.fields:
        return not headed
    return not filmed and not _is_notice(kept.html)


def _is_notice(html: str) -> bool:
    lines = [line for line in _BETWEEN.split(html) if clean(_TAG.sub("", line))]
    return sum(_NOTICES.search(line) is not None for line in lines) * 3 > len(lines)


def _articles(blob: object) -> Iterator[Kept]:
    """Walk `blob` without recursion; a text's fields are those of the object it is in, and of those around that."""
    stack: list[tuple[str, object, tuple[dict[str, Any], ...]]] = [("", blob, ())]
    for _ in range(_MOST_THINGS):
        if not stack:
            return
        key, value, around = stack.pop()
        if (
            isinstance(value, str)
            and value[:1] in ("{", "[")
            and isinstance(inner := read_literal(value), dict | list)
        ):
            value = inner  # data in data
        if around and (made := _made(key, value)):
            yield Kept(made, _fields(around), made=True)
        elif isinstance(value, list):
            stack += [(key, each, around) for each in value[:200]]
        elif isinstance(value, dict) and len(around) < _DEEPEST:
            stack += [(name, each, (value, *around)) for name, each in value.items() if not names_others(name)]
        elif isinstance(value, str) and around and (html := _markup(value)):
            yield Kept(html, _fields(around))


def _made(key: str, value: object) -> str:
    """Give the markup of a list of paragraphs, and of a text that has none."""
    if isinstance(value, list) and key.lower() in _LISTS:
        html = from_blocks(value)
    elif isinstance(value, str) and key.lower() in _PLAIN and not _MARKUP.search(opened(value)):
        html = from_lines(opened(value))
    else:
        return ""
    return html if _prose(html) >= _LEAST else ""


def _markup(value: str) -> str:
    """Give `value` where it is markup with prose in it, escaped or not; else nothing."""
    html = opened(value)
    if len(html) < _LEAST or not _MARKUP.search(html):
        return ""
    return html if _prose(html) >= _LEAST else ""


def opened(text: str) -> str:
    """Give a text without the escapes of its tags, one or two of them."""
    text = unescape(text) if "&amp;lt;" in text else text
    return unescape(text) if _ESCAPED.search(text) else text


def _prose(html: str) -> float:
    return weight(clean(_TAG.sub(" ", html)))


def _fields(around: tuple[dict[str, Any], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing in around[:4]:
        lower = {key.lower(): value for key, value in thing.items() if isinstance(key, str)}
        for field, keys in _KEYS.items():
            text = next((text for key in keys if (text := _text(_meant(lower.get(key), around)))), "")
            if text:
                found.setdefault(field, text)
    return found


def _meant(value: object, around: tuple[dict[str, Any], ...]) -> object:
    """Give what a value refers to, as in the cache of Apollo: `"author": {"__ref": "Author:3"}`."""
    name = value.get("__ref") if isinstance(value, dict) else None
    return next((thing[name] for thing in around if name in thing), None) if isinstance(name, str) else value


def _text(value: object) -> str:
    if isinstance(value, list) and len(value) == 2 and type(value[0]) is int:
        value = value[1]  # a value with its type, as Astro writes it
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("rendered")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = clean(str(value))
    return text if 0 < len(text) < 200 and not _MARKUP.search(text) else ""
