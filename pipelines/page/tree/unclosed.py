"""Elements that a page opens and never closes, and whose content no reader sees: they would take the rest of the page.

`<title>` without its end, `<script src="count.js">`, a comment that ends in `-- >`, `<select>` that a form's end should close.
Browsers of the time went on behind the tag. Where an end tag follows anywhere, the page is read as browsers read it now.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.page.tables import table
from pipelines.pattern import Pattern

_COMMENT = "-comment"
_TAKING = frozenset((*table("tags")["opaque"], _COMMENT)) - {"head", "input", "area"}
_TEXT = ("title", "style", "textarea")  # hold no tags
_ANY_TAG = Pattern(r"<[/a-zA-Z!]")
_BLOCK = "|".join(table("tags")["opening"])
_NEXT_BLOCK = Pattern(rf"</?(?:{_BLOCK})\b", re.IGNORECASE)
_LINE_OF_BLOCK = Pattern(rf"^\s*</?(?:{_BLOCK})\b", re.IGNORECASE | re.MULTILINE)  # in code, tags are strings
CONDITION_ENDS = "<![endif]>"
_CONDITION = Pattern(r"(<!--\[if [^\]<>]*\]>(?:(?!-->|<!--).)*?)<!\[endif\]>", re.DOTALL)
_LARGE = 1 << 20  # letters that are not parsed again and again
_MOST = 4  # that one page leaves open


def conditions_closed(text: str) -> str:
    """Close comments for one browser that end as those do which others read: <!--[if IE]>…<![endif]>."""
    return _CONDITION.sub(r"\1-->", text)


def parsed(text: str) -> LexborHTMLParser:
    """Parse `text`, closed where an element would take all that follows it."""
    tree = LexborHTMLParser(text)
    for _ in range(_MOST if len(text) < _LARGE else 1):
        last = _last_taking(tree)
        closed = _closed(text, last) if last else None
        if closed is None:
            break
        text, tree = closed, LexborHTMLParser(closed)
    return tree


def _last_taking(tree: LexborHTMLParser) -> str | None:
    """Give the tag of an unseen element that reaches to the end of the page."""
    body = tree.body
    node: LexborNode | None = tree.head if body is None or body.last_child is None else body
    while node is not None:
        if node.tag in _TAKING:
            return node.tag
        node = node.last_child
    return None


def _closed(text: str, tag: str) -> str | None:
    """Give `text` with the end that an element lacks, None where it has one or nothing follows it."""
    if tag == _COMMENT:
        start = text.find("<!--", text.rfind("-->") + 1)
        end = text.find(">", start) if start >= 0 else -1
        return f"{text[:end]}--{text[end:]}" if end >= 0 else None
    start = _left_open(text, tag)
    behind = text.find(">", start) + 1 if start >= 0 else 0
    if not behind:
        return None
    code = tag == "script" and " src" not in text[start:behind].lower()
    found = (_ANY_TAG if tag in _TEXT else _LINE_OF_BLOCK if code else _NEXT_BLOCK).search(text, behind)
    return f"{text[: found.start()]}</{tag}>{text[found.start() :]}" if found else None


def _left_open(text: str, tag: str) -> int:
    """Give where the first element of this kind begins that no end tag follows, -1 where each has one."""
    ended = max(text.rfind(f"</{tag}"), text.rfind(f"</{tag.upper()}"), 0)
    begun = [at for name in (tag, tag.upper()) if (at := text.find(f"<{name}", ended)) >= 0]
    return min(begun, default=-1)
