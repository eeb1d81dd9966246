"""Lists that a page's scripts ask their server for: `$.ajax({url: '/api/list', data: {channel: 12, page: page}})`,
`<script src="/js/list_12_1.js">`, `$("#news").load("/inc/news.html")`, `<script url="/unit" queryData="{'pageId': '12'}">`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from pipelines.page.address import urls
from pipelines.page.links.expressions import Expressions, Pairs
from pipelines.page.links.formulas import find_formulas
from pipelines.page.model import Link, Origin, Role, field_name
from pipelines.page.tables import table
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

_CALL = Pattern(
    r"(?:\$\.(?:get|getJSON|post)\s?\(|\burl\s?:|[\"']?\bajax[\"']?\s?:|\bfetch\s?\(|\baxios(?:\.get|\.post)?\s?\()\s?[\"'`]([^\"'`\s]{2,200})[\"'`]([^;]{0,300})"
)
# Pieces of markup that are put into the page as they come: by `load`, or by what is done with the answer.
_LOADED = Pattern(r"\.load\s?\(\s?[\"'`]([^\"'`\s]{2,200})(?:\s[^\"'`]{0,60})?[\"'`]")
_PUT = Pattern(r"\.(?:append|html|prepend|after|before)\s?\(|innerHTML|insertAdjacentHTML")
_COUNT = Pattern(r"\b(?:(?:max|total|all|last)_?pages?|page_?count)\s?[=:]\s?[\"']?(\d{1,3})\b", re.I)
PARAMETERS = Pattern(
    r"(?:\s?,\s?|\b(?:data|params|body|where)[\"']?\s?:\s?)(?:(?:JSON|qs|Qs)\.stringify\(\s?|new URLSearchParams\(\s?)?\{([^{}]{0,300})\}"
)
_NAMED = Pattern(r"\b(?:data|params)\s?:\s?(?:JSON\.stringify\(\s?)?([\w$.]{1,40})(?![\w$.({])")
_SET_UP = Pattern(
    r"(?:\bajax|\baxios|\brequest|\bhttp)\s?\(\s?\{([^;]{0,300})$"
)  # {type: "get", data: {…}, and then the address
# Where the expression for an address begins.
_ASKING = Pattern(
    r"(?:\$\.(?:get|getJSON|post|ajax)\s?\(|\b[uU]rl[\"']?\s?:|[\"']?\bajax[\"']?\s?:|\bfetch\s?\(|\b(?:axios|http|request|[aA]jax)(?:\.get|\.post)?\s?\("
    r"|\.open\s?\(\s?[\"'](?:GET|POST|get|post)[\"']\s?,)(?!\s?[{(])"
)
_MOST_ASKED, _TOLD = 60, 300
PAIR = Pattern(r"[\"']?([\w-]{1,40})[\"']?\s?:\s?(?:[\"']([^\"',]{0,80})[\"']|([\w$.]{1,40}))")
_JOINED = Pattern(r"\s?\+\s?([\w$.]{1,40}+)(?:\s?\+\s?[\"'`]([^\"'`\s]{0,120})[\"'`])?+(?!\s?\+)")
_POSTS = Pattern(r"[\"']post[\"']", re.I)
_LISTS = Pattern(r"list|feed|news|article|stor(?:y|ies)|content|posts?(?![a-z])|/api/|/ajax/|\.json|page", re.I)
_REACTS = Pattern(
    r"comment|repl(?:y|ies)|vote|like|digg|share|login|user|search(?!/)|visit|hits?(?![a-z])|count|weather", re.I
)
# "<a href='" + item.url + "'>", `<a href="${item.url}">`
_FILLS = Pattern(r"\bDataTable\s?\(|\.bootstrapTable\s?\(")  # rows come with their markup
_WRITES = Pattern(r"href\s?=\s?\\?[\"'`]{0,2}\\?[\"'`]?\s?(?:\+\s?[\w$]|\$\{)")
# Scripts that are data: named by what they list and a number, or given the name of a function to call.
_DATA = Pattern(
    r"(?:list|news|article|data|feed|content|channel)s?(?:[-_/]\w{1,24})?[-_/]?\d{1,10}\.(?:js|jsonp?)(?:\?|$)|\.jsonp?(?:\?|$)"
    r"|[?&](?:callback|jsonp?(?:_?callback)?|cb)=",
    re.I,
)
_COUNTERS = frozenset(map(field_name, table("json")["counters"]))
_MOST = 12  # calls of one page, and pages of one list
_UNIT_PAGE, _FIRST_OF_UNIT = "paramJson", '{"pageNo":1,"pageSize":15}'
_BELOW_ALL = Pattern(r"foot|bottom|copyright", re.I)
_IN_LISTS = frozenset(("ul", "ol", "dl", "li", "td", "tr", "tbody", "table"))
Asked = tuple[str, int]  # address, number of the page of its list


def asked_links(document: Document) -> tuple[Link, ...]:
    """Give what a page that writes its links by script asks for, the first page of it.

    What is sent by POST is asked for by GET: many servers read parameters either way.
    """
    found: dict[str, Link] = {}
    site = urls.site_of(document.url)
    written = _addresses(document) if _writes_links(document) else ()
    first = ((address, 1) for address in (*_units(document), *_sources(document), *written))
    for address, number in (*first, *_loaded(document)):
        target = document.resolve(address)
        if target and urls.same_site(target, site) and len(found) < _MOST:
            role, text = (Role.PAGINATION, str(number)) if number > 1 else (Role.CATEGORY, "entries of this page")
            found.setdefault(urls.key(target), Link(target, role, text, Origin.ASKED, origin=Origin.ASKED))
    return tuple(found.values())


def _loaded(document: Document) -> Iterator[Asked]:
    """Give the pieces of markup that scripts put into the page."""
    for script in document.scripts:
        for found in _LOADED.finditer(script) if ".load" in script else ():
            if not _REACTS.search(found[1]) and not _BELOW_ALL.search(found[1]):
                yield found[1], 1
        for call in _CALL.finditer(script) if _PUT.search(script) else ():
            if not _REACTS.search(call[1]) and not _POSTS.search(call[2]) and _PUT.search(call[2]):
                yield from _counted(call[1], call[2], script)


def _counted(address: str, rest: str, script: str) -> Iterator[Asked]:
    """Give the pages of a list that are called by number, `"/inc/news_" + page + ".html"`, as far as the script counts."""
    joined, count = _JOINED.match(rest), _COUNT.search(script)
    first = value_of(joined[1], script, "page") if joined else None
    if joined and first and first.isdecimal():
        for number in range(int(first), min(int(count[1]) if count else int(first), _MOST) + 1):
            yield f"{address}{number}{joined[2] or ''}", number


def _writes_links(document: Document) -> bool:
    return any(_WRITES.search(each) or _FILLS.search(each) for each in document.scripts) or bool(
        find_formulas(document)
    )


def _units(document: Document) -> Iterator[str]:
    """Give what stands in the place of scripts that carry what they ask for: many lists of ministries and cities."""
    for script in document.elements["script"]:
        address, asked = (script.attributes.get(name) or "" for name in ("url", "querydata"))
        pairs = {name: text for name, text, _ in PAIR.findall(asked) if text} if address else {}
        if pairs:
            yield f"{address}?{urlencode({_UNIT_PAGE: _FIRST_OF_UNIT, **pairs})}"


def _sources(document: Document) -> Iterator[str]:
    """Give the scripts of other files that are no programs, but lists: by their names, or by where they stand."""
    for script in document.elements["script"]:
        address = (script.attributes.get("src") or "").strip()
        if not address or _REACTS.search(address):
            continue
        parent = script.parent
        is_entry = parent is not None and parent.tag in _IN_LISTS and any(map(str.isdecimal, address))
        if _DATA.search(address) or is_entry:
            yield address


def _addresses(document: Document) -> Iterator[str]:
    for script in document.scripts:
        expressions = Expressions(script, document)
        for asking in islice(_ASKING.finditer(script), _MOST_ASKED):
            found = expressions.read(script, asking.end())
            if found is None:
                continue
            address, end = found
            if not address or _REACTS.search(address) or not _LISTS.search(address):
                continue
            pairs = _pairs(expressions, asking.start(), end)
            if pairs is not None:
                mark = "&" if "?" in address else "?"
                yield address + (mark + urlencode(pairs) if pairs else "")


def _pairs(expressions: Expressions, start: int, end: int) -> Pairs | None:
    """Give the parameters of a call, None where one of them is not known: behind the address, or before it."""
    script = expressions.script
    told = script[end : end + _TOLD].partition(";")[0]
    before = _SET_UP.search(script, max(0, start - _TOLD), start)
    for text in (told, before[1] if before else ""):
        named = _NAMED.search(text)
        held = rf"(?<![\w.]){re.escape(named[1])}\s?[=:]\s?\{{([^{{}}]{{0,300}})\}}" if named else ""
        parameters = (re.search(held, script) if held else None) or PARAMETERS.search(text)
        if parameters:
            return expressions.pairs(parameters[1])
    return []


def number_in_data(document: Document, name: str, digits: int) -> int | None:
    """Give the number that the first element with `data-NAME` holds, of so many digits at most."""
    node = document.tree.css_first(f"[data-{name}]")
    value = (node.attributes.get(f"data-{name.lower()}") or "") if node is not None else ""
    return int(value) if value.isdecimal() and len(value) <= digits else None


def value_of(word: str, script: str, name: str) -> str | None:
    """Give what a word of a script stands for at first: a number, a variable, the first page of what counts pages."""
    if word.isdecimal():
        return word
    if re.search(rf"(?<![\w.]){re.escape(word)}\s{{0,3}}[=:]\s{{0,3}}(?:''|\"\"|null\b|undefined\b)", script):
        return ""  # of a token that the first answer gives
    assigned = re.search(rf"(?<![\w.]){re.escape(word)}\s{{0,3}}[=:]\s{{0,3}}([\"']?)([\w-]{{1,40}})\1", script)
    if assigned and (assigned[1] or assigned[2].isdecimal() or not assigned[2].isidentifier()):
        return assigned[2]
    return "1" if field_name(name) in _COUNTERS or field_name(word.rpartition(".")[2]) in _COUNTERS else None
