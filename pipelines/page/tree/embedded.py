"""The article that a page keeps for its scripts to show, in JSON or as markup, where it shows no text of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from pipelines.page.tables import table
from pipelines.page.tree.density import weight
from pipelines.page.tree.document import Document
from pipelines.page.tree.literals import values_in
from pipelines.page.tree.outline import clean
from pipelines.pattern import Pattern

_KEYS: dict[str, list[str]] = table("meta")["embedded"]
_MARKUP = Pattern(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_TAG = Pattern(r"<[^<>]{0,500}>")
_PROMISING = Pattern(r"<p|\\u003[cC]p|&lt;p|<br|\\u003[cC]br")
_PREFIX = Pattern(r"^(?:article|news|content|detail)[-_](?=.)")
_TEMPLATE = Pattern(r"text/(?:x-)?(?:html|template|tpl|tmpl)|text/x-\w+-template", re.IGNORECASE)
_NOTICE = Pattern("javascript|cookie", re.IGNORECASE)  # what those are told who have none
_ASSIGNED = Pattern(r"=\s*(?=[{\[])")
_LEAST = 80.0  # prose, as `density.weight` counts
_MOST_ASSIGNED, _MOST_THINGS, _DEEPEST = 6, 20_000, 16


@dataclass(frozen=True, slots=True)
class Kept:
    """`html`: the article's markup. `fields`: what the objects around it say, by the names of schema.org."""

    html: str
    fields: dict[str, str]


def kept_article(document: Document, title: str) -> Kept | None:
    """Give the article that the page's scripts hold; of several the one whose own title the page's `title` holds."""
    found = [kept for blob in (*_blobs(document), _areas(document)) for kept in _articles(blob)]
    if not found:
        return None
    best = max(found, key=lambda kept: len(kept.html))
    named = [kept for kept in found if (own := kept.fields.get("headline")) and own in title]
    if named:
        return max(named, key=lambda kept: len(kept.html))
    rivals = sum(len(kept.html) * 2 > len(best.html) and kept.html != best.html for kept in found)
    return None if rivals else best


def _blobs(document: Document) -> Iterator[object]:
    """Give the values that script elements hold or assign, and the markup that waits to be shown."""
    for script in document.elements["script"]:
        text = script.text(deep=True).strip()
        text = unquote(text) if text.startswith("%7B") else text
        if len(text) < _LEAST or not _PROMISING.search(text):
            continue
        if _TEMPLATE.match(script.attributes.get("type") or ""):
            yield {"content": text}
            continue
        for value in values_in(text):
            yield _resolved(value) if isinstance(value, list) else value
        for start in [found.end() for found in _ASSIGNED.finditer(text)][:_MOST_ASSIGNED]:
            try:
                yield json.JSONDecoder(strict=False).raw_decode(text, start)[0]
            except (ValueError, RecursionError):
                continue
    for node in document.tree.css("noscript, template, iframe[srcdoc]"):
        html = node.attributes.get("srcdoc") or node.inner_html or ""
        yield {"content": "" if _NOTICE.search(html) else html}


def _resolved(values: list[Any]) -> list[Any]:
    """Put the texts of a flat list where its objects name them by their numbers, as Nuxt 3 writes its payload."""
    texts = {number: each for number, each in enumerate(values) if isinstance(each, str)}
    if not texts:
        return values
    things = [each for each in values if isinstance(each, dict)]
    return [{key: texts.get(at, at) if type(at) is int else at for key, at in each.items()} for each in things]


def _areas(document: Document) -> dict[str, str]:
    """Give what text areas hold, by their names: <textarea class="article-source-name">."""
    areas = document.tree.css("textarea")
    named = (
        (area.attributes.get("class") or area.attributes.get("id") or "", area.text(deep=True)) for area in areas
    )
    return {_PREFIX.sub("", name).replace("-", "_"): text for name, text in named if text}


def _articles(blob: object) -> Iterator[Kept]:
    """Walk `blob` without recursion; a text's fields are those of the object it is in, and of those around that."""
    stack: list[tuple[object, tuple[dict[str, Any], ...]]] = [(blob, ())]
    for _ in range(_MOST_THINGS):
        if not stack:
            return
        value, around = stack.pop()
        if isinstance(value, list):
            stack += [(each, around) for each in value[:200]]
        elif isinstance(value, dict) and len(around) < _DEEPEST:
            stack += [(each, (value, *around)) for each in value.values()]
        elif isinstance(value, str) and around and (html := _markup(value)):
            yield Kept(html, _fields(around))


def _markup(value: str) -> str:
    """Give `value` where it is markup with prose in it, escaped or not; else nothing."""
    html = unescape(value) if "&lt;p" in value or "&lt;div" in value else value
    if len(html) < _LEAST or not _MARKUP.search(html):
        return ""
    return html if weight(clean(_TAG.sub(" ", html))) >= _LEAST else ""


def _fields(around: tuple[dict[str, Any], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing in around[:4]:
        lower = {key.lower(): value for key, value in thing.items() if isinstance(key, str)}
        for field, keys in _KEYS.items():
            text = next((text for key in keys if (text := _text(lower.get(key)))), "")
            if text:
                found.setdefault(field, text)
    return found


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = clean(str(value))
    return text if 0 < len(text) < 200 and not _MARKUP.search(text) else ""
