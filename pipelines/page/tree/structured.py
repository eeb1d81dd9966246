"""What the page says of itself for machines: meta elements, JSON-LD, microdata of the article."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborNode

from pipelines.page.model import Basis, Found
from pipelines.page.tables import table
from pipelines.page.tree.document import Document
from pipelines.page.tree.itself import STRANGE, Itself
from pipelines.page.tree.outline import clean
from pipelines.pattern import Pattern

_NAMES: dict[str, list[str]] = table("meta")["names"]
_ARTICLE_TYPES = frozenset(table("meta")["types"]["article"])
_CONTROLS = Pattern(r"[\x00-\x1f]")
_TRAILING_COMMA = Pattern(r",\s*([}\]])")
_PARTS = Pattern(r"/(?:ImageObject|Photograph|(?:User)?Comments?|Answer)$")
_MARKUP = Pattern(r"<[^<>]{0,300}>")
_NOTED = Pattern(r"<(?:founder-)?(title|date|author)>([^<]{1,300})<")
_MIDNIGHT = Pattern(r" 00:00:00(?:[.:]\d+)?$")  # the issue of a day
_MOST_NESTED = 6  # graphs nest a page in a list in a graph; more is no article any more


@dataclass(frozen=True, slots=True)
class Statements:
    """`meta`: content by name in lower case, the first of each. `article`: the JSON-LD object of the article.

    `kept`: texts of an article that the page keeps for its scripts, by the same names as in `article`. `url`: the page's.
    """

    meta: dict[str, str] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    page_language: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def first(self, name: str) -> Found[str] | None:
        """Give the best meta element for a field, by the order of `data/meta.toml`."""
        return next(self.each(name), None)

    def each(self, name: str) -> Iterator[Found[str]]:
        """Give all meta elements for a field, the best first."""
        for key in _NAMES[name]:
            if value := self.meta.get(key):
                yield Found(value, f"meta {key}", Basis.META)

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """Give the same with the names of the elements, which may say how to read them."""
        return [(key, self.meta[key]) for key in _NAMES[name] if key in self.meta]

    def stated(self, key: str) -> Found[str] | None:
        """Give a text of the JSON-LD article, or of what the page keeps for its scripts."""
        if value := text_of(self.article.get(key)):
            return Found(value, f"JSON-LD {key}", Basis.JSON_LD)
        return Found(self.kept[key], f"script {key}") if key in self.kept else None


def statements(document: Document) -> Statements:
    """Read what `document` states. Broken JSON is passed over: it is common, and the page says the same in text."""
    node = document.tree.css_first("head title") or document.first("title")
    title = clean(node.text(deep=True)) if node is not None else ""
    links = (link.attributes for link in document.elements["link"])
    canonical = next((link for link in links if (link.get("rel") or "").lower() == "canonical"), {})
    meta = _meta(document)
    own = Itself(document, title, canonical.get("href") or meta.get("og:url", ""), meta.get("og:title", ""))
    article, language = _article(document, own), _language(document)
    return Statements(meta, article, title, canonical.get("href") or "", language, url=document.url)


def _meta(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in document.elements["meta"]:
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        if not name and (name := attributes.get("itemprop")) and _is_of_part(node):
            continue
        name = name or attributes.get("http-equiv")
        content = clean(attributes.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found | _noted(document.note) if document.note else found


def _is_of_part(node: LexborNode) -> bool:
    """Say whether microdata tell of a picture or a comment in the page, whose dates, authors and owners are its own."""
    scope = node.parent
    while scope is not None and "itemscope" not in scope.attributes:
        scope = scope.parent
    return scope is not None and _PARTS.search(scope.attributes.get("itemtype") or "") is not None


def _noted(note: str) -> dict[str, str]:
    """Give what Founder's comment says: <date>2021-04-16 00:00:00.0</date><author>…</author><title>…</title>."""
    found = ((f"enpproperty {name}", clean(html.unescape(value))) for name, value in _NOTED.findall(note))
    return {name: _MIDNIGHT.sub("", value) for name, value in found if value}


def _language(document: Document) -> str:
    node = document.tree.css_first("html")
    attributes = node.attributes if node is not None else {}
    return (attributes.get("lang") or attributes.get("xml:lang") or "").strip()


def _article(document: Document, own: Itself) -> dict[str, Any]:
    """Give the article's object; of several that may be the page's own, the one that says most."""
    things = [thing for text in document.data_scripts for thing in _things(_parsed(text), 0) if _is_article(thing)]
    ranked = [(own.nearness(thing), len(thing), -number) for number, thing in enumerate(things)]
    nearness, _, number = max(ranked, default=(STRANGE, 0, 0))
    return things[-number] if nearness > STRANGE else {}


def _parsed(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", text)).rstrip("; \t")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MOST_NESTED:
        return
    if isinstance(value, list):
        for each in value[:50]:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), dict | list):
                yield from _things(value[key], depth + 1)


def _is_article(thing: dict[str, Any]) -> bool:
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.rpartition("/")[2].lower() in _ARTICLE_TYPES for name in names)


def text_of(value: object) -> str:
    """Give the text of a JSON-LD value: a string, or the name of a thing; markup and entities undone."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url")
    if not isinstance(value, str):
        return ""
    return clean(_MARKUP.sub(" ", html.unescape(value)))


def texts_of(value: object) -> list[str]:
    """Give the texts of a JSON-LD value that may be a list."""
    values = value if isinstance(value, list) else [value]
    return [text for text in (text_of(each) for each in values) if text]
