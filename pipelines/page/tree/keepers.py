"""Where a page keeps what its scripts will show: their data and strings, elements that no reader sees, attributes, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from pipelines.page.tables import expression, table
from pipelines.page.tree.document import Document
from pipelines.page.tree.literals import read_literal, values_in
from pipelines.page.tree.payloads import pushed
from pipelines.page.tree.rich_text import from_lines
from pipelines.page.tree.script_strings import decoded, strings_in
from pipelines.pattern import Pattern

_PREFIX = Pattern(r"^(?:article|news|content|detail)[-_](?=.)")
_PROMISING = Pattern(expression("meta", "rich", "promising"))
_MARKED = Pattern(r"<(?:p|br|div|section)\b|\\(?:u003|x3)[cC]|%3[cC]|%u[0-9a-fA-F]{4}", re.IGNORECASE)
# As Angular writes what it hands on to the page; no script would.
_ANGULAR, _SIGNS = Pattern(r"&([aqslg]);"), {"a": "&", "q": '"', "s": "'", "l": "<", "g": ">"}
_PUSHED = "__next_f"
_PARAGRAPH = Pattern(r"\s*<(?:p|br)\b", re.IGNORECASE)
_PACKED = ("base64", "Base64", "atob", "inflate")
_TEMPLATE = Pattern(r"text/(?:x-)?(?:html|template|tpl|tmpl|plain)|text/x-\w+-template", re.IGNORECASE)
_MARKDOWN = Pattern(r"text/(?:x-)?markdown", re.IGNORECASE)
_NOTICE = Pattern("javascript|cookie", re.IGNORECASE)  # what those are told who have none
_ASSIGNED = Pattern(r"(?:=|\w\()\s*(?=[{\[])")  # x = {…}, show({…}), new Model({…})
_OWN_TAG = Pattern(r"\A<[^<>]*>|</[^<>]*>\Z")
_OPAQUE = ", ".join(table("meta")["rich"]["elements"])
_LEAST = 80  # characters
_MOST_ASSIGNED = 6
_MOST_UNSEEN = 2_000_000  # letters in elements that no reader sees inside of, and in those within them
_UNREAD = ("script", "style", "meta", "link", "a", "button", "img", "label")


def kept_in(document: Document) -> Iterator[object]:
    """Give the values that a page keeps, each a table or a list; markup stands under `content`."""
    for script in document.elements["script"]:
        yield from _script(script)
    yield from pushed(document.scripts)
    yield from _unseen(document)
    for node in _elements(document):
        yield from _hidden(document, node)
    yield _areas(document)


def _script(script: LexborNode) -> Iterator[object]:
    text = script.text(deep=True).strip()
    text = unquote(text) if text.startswith("%7B") else text
    text = _ANGULAR.sub(lambda found: _SIGNS[found[1]], text) if "&q;" in text else text
    kind = script.attributes.get("type") or ""
    if len(text) < _LEAST:
        return
    if _MARKDOWN.match(kind):
        yield {"content": from_lines(text)}
    elif _TEMPLATE.match(kind):
        yield {"content": text}
    elif _PROMISING.search(text):
        yield from _data(text)
        yield from _strings(text)


def _data(text: str) -> Iterator[object]:
    for value in values_in(text):
        yield _resolved(value) if isinstance(value, list) else value
    for start in [found.end() for found in _ASSIGNED.finditer(text)][:_MOST_ASSIGNED]:
        value = read_literal(text, start)
        if isinstance(value, dict | list):
            yield value


def _strings(text: str) -> Iterator[object]:
    """Give the markup that a script writes, whole and in pieces; the strings of data are its values."""
    if text[0] in "{[" or _PUSHED in text or not (_MARKED.search(text) or any(word in text for word in _PACKED)):
        return
    strings = list(strings_in(text))
    paragraphs = [string for string in strings if _PARAGRAPH.match(string)]
    yield from ({"content": string} for string in ("".join(paragraphs), *strings) if _speaks(string))


def _speaks(text: str) -> bool:
    return len(text) >= _LEAST and not _NOTICE.search(text)


def _resolved(values: list[Any]) -> list[Any]:
    """Put the texts of a flat list where its objects name them by their numbers, as Nuxt 3 writes its payload."""
    texts = {number: each for number, each in enumerate(values) if isinstance(each, str)}
    if not texts or not any(isinstance(each, dict) for each in values):
        return values
    things = [each for each in values if isinstance(each, dict)]
    return [{key: texts.get(at, at) if type(at) is int else at for key, at in each.items()} for each in things]


def _unseen(document: Document) -> Iterator[object]:
    read = 0
    for node in document.tree.css(_OPAQUE):
        yield {"content": (html := _shown(node))}
        read += len(html)
        if read > _MOST_UNSEEN:
            return


def _shown(node: LexborNode) -> str:
    """Give the markup in an element, nothing where it speaks to those who have no scripts."""
    if node.tag == "svg" and (lines := node.css("text")):
        return "".join(f"<p>{line.inner_html}</p>" for line in lines)
    html = node.attributes.get("srcdoc") or node.inner_html or _OWN_TAG.sub("", node.html or "")
    return html if _speaks(html) else ""


def _elements(document: Document) -> Iterator[LexborNode]:
    body = document.tree.body
    yield from body.traverse(include_text=False) if body is not None else ()


def _hidden(document: Document, node: LexborNode) -> Iterator[object]:
    """Give what stands in the attributes of an element that shows nothing, and in a comment that is all it holds and that
    a script asks for by the element's id.
    """
    if node.tag in _UNREAD:
        return
    texts = [decoded(value) for value in node.attributes.values() if value and len(value) >= _LEAST]
    only = node.first_child
    if only is not None and only.tag == "-comment" and only.next is None and node.id:
        texts += [only.comment_content or ""] if any(node.id in script for script in document.scripts) else []
    if not texts or node.text(deep=True).strip():
        return
    for text in filter(_speaks, texts):
        yield from values_in(text) if text[0] in "{[" else ({"content": text},)


def _areas(document: Document) -> dict[str, str]:
    """Give what text areas hold, by their names: <textarea class="article-source-name">."""
    areas = document.tree.css("textarea")
    named = (
        (area.attributes.get("class") or area.attributes.get("id") or "", area.text(deep=True)) for area in areas
    )
    return {_PREFIX.sub("", name).replace("-", "_"): text for name, text in named if text}
