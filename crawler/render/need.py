"""Does a page need a browser? Told from the page as it came, with what speaks for it in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

# A shell may carry a footer and a word of waiting. Where a reader finds more than this, there is something to read.
FEW_LINKS, LITTLE_TEXT, NO_TEXT, PLACEHOLDER = 3, 200, 40, 24
# Elements that a script fills are named by their id (`<div id="app">`) or are no elements of HTML (`<app-root>`).
ROOTS = "body div[id], body main[id], body section[id], body article[id], body ul[id]"
SKIPPED = "script, style, noscript, template"
RUNS = re.compile(r"^$|javascript|ecmascript|^module$", re.IGNORECASE)
ASKS = re.compile(r"java\s*script|脚本|腳本|スクリプト|스크립트|скрипт", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a page shows without a browser. `links`: those that lead on within the site."""

    text: int
    links: int
    scripts: int
    root: str | None
    asks: str | None


def need(markup: str, links: int) -> str | None:
    """Say why a page is an empty shell that scripts have to fill; None where it is not.

    `links`: how many usable links were found on it. Only for pages on which no article was found.
    """
    if links > FEW_LINKS:
        return None
    return evidence(look(markup, links))


def evidence(seen: Look) -> str | None:
    """Decide. Without scripts nothing would fill the page, and what has text is no shell."""
    if not seen.scripts or seen.text > LITTLE_TEXT:
        return None
    beside = f"{seen.scripts} scripts, {seen.text} characters of text, {seen.links} links"
    if seen.asks:
        return f'the page says "{seen.asks}"; {beside}'
    if seen.root:
        return f"{seen.root} is empty; {beside}"
    if seen.text <= NO_TEXT and not seen.links:
        return f"nothing to read; {beside}"
    return None


def look(markup: str, links: int) -> Look:
    """Look at a page as a reader without scripts would see it."""
    tree = LexborHTMLParser(markup)
    scripts = sum(_runs(script) for script in tree.css("script"))
    asks = next((text for node in tree.css("noscript") if ASKS.search(text := _words(node))), None)
    for node in tree.css(SKIPPED):
        node.decompose()
    body = tree.body
    size = len(_dense(body)) if body is not None else 0
    return Look(size, links, scripts, _root(tree), asks[:80] if asks else None)


def _runs(script: LexborNode) -> bool:
    kind = script.attributes.get("type") or ""
    return bool(RUNS.search(kind)) and bool(script.attributes.get("src") or _dense(script))


def _root(tree: LexborHTMLParser) -> str | None:
    for node in tree.css(ROOTS):
        if len(_dense(node)) <= PLACEHOLDER and not node.css("a[href], img, p"):
            return f'<{node.tag} id="{(node.attributes.get("id") or "")[:40]}">'
    custom = (node for node in tree.css("body *") if "-" in (node.tag or ""))
    return next((f"<{node.tag}>" for node in custom if len(_dense(node)) <= PLACEHOLDER), None)


def _dense(node: LexborNode) -> str:
    return "".join(node.text(deep=True).split())


def _words(node: LexborNode) -> str:
    """Give the text of a noscript element, whose content is markup or text as the parser has it."""
    return " ".join(re.sub(r"<[^>]{0,200}>", " ", node.text(deep=True)).split())
