"""Addresses that scripts make of an entry's fields: `'/detail/' + item.id + '.html'`, `/show?id=${id}`, `/view/{{id}}`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipelines.page.address import urls
from pipelines.page.links.sayings import address_score, address_trap
from pipelines.page.model import Entry, Formula, field_name
from pipelines.page.tables import words
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

_EXPRESSION = r"[A-Za-z_$](?:[\w$.]|\[[^\[\]\n]{0,30}\]|\([^()\n]{0,40}\)){0,60}"
# "…" + item.id + "…", at the end of what is joined too; ${item.id}; {{item.id}}; <%= item.id %>
_JOINED = Pattern(rf"[\"']\s{{0,3}}\+\s{{0,3}}({_EXPRESSION})\s{{0,3}}(?:\+\s{{0,3}}[\"'`]|(?=[;,)}}\n\]]|\Z))")
_FILLED = Pattern(
    rf"\$\{{\s?({_EXPRESSION})\s?\}}|\{{\{{[=!-]?\s?({_EXPRESSION})\s?\}}\}}|<%[=-]\s?({_EXPRESSION})\s?%>"
)
_QUOTED = Pattern(r"[\"']([\w-]{1,40})[\"']")
_WORD = Pattern(r"\w+")
_HOLE = "\0"
_IN_ADDRESSES = "/.:?=&%~@!_-#" + "".join(map(chr, (*range(48, 58), *range(65, 91), *range(97, 123))))
_LONGEST_SCRIPT, _LONGEST_TEXT, _MOST, _MOST_HOLES = 400_000, 200, 12, 4
_TEMPLATES = (
    "a[href*='{{'], a[href*='${'], a[href*='<%'], a[\\:href], a[v-bind\\:href], a[ng-href], a[data-ng-href]"
)
_BOUND = (":href", "v-bind:href", "ng-href", "data-ng-href", "href")
_TOKENS = Pattern(r"[\w-]{3,}|[^\W_]{3,}")
_AGREEING = 2  # entries whose known addresses agree on a formula
_ID_NAMES = frozenset(words("json", "names", "id"))


def find_formulas(document: Document) -> tuple[Formula, ...]:
    """Give the ways in which the page's scripts and templates make addresses on its site, likeliest articles' first."""
    found: dict[Formula, None] = {}
    for text in _makers(document):
        for texts, names in _holed(text):
            if formula := _absolute(document, texts, names):
                found.setdefault(formula)
    return tuple(sorted(found, key=_likelihood)[:_MOST])


def _makers(document: Document) -> Iterator[str]:
    for script in document.scripts:
        if len(script) <= _LONGEST_SCRIPT and (
            "+" in script or "${" in script or "{{" in script or "<%" in script
        ):
            yield script.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
    for node in document.tree.css(_TEMPLATES):
        yield next((value for name in _BOUND if (value := node.attributes.get(name))), "")


def _holed(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give the addresses with holes in `text`: what stands around the holes, and the names of the fields in them."""
    for pattern in (_FILLED, _JOINED):
        text = pattern.sub(lambda found: f"{_HOLE}{_name(found[found.lastindex or 0])}{_HOLE}", text)
    pieces = text.split(_HOLE)
    at = 1
    while at < len(pieces):
        texts, names = [_tail(pieces[at - 1])], [pieces[at]]
        while not _rest(pieces[at + 1]) and at + 2 < len(pieces) and len(names) < _MOST_HOLES:
            texts.append(pieces[at + 1])
            at += 2
            names.append(pieces[at])
        texts.append(_head(pieces[at + 1]))
        at += 2
        if any("/" in each or "=" in each or "." in each for each in texts) and all(names):
            yield tuple(texts), tuple(names)


def _name(expression: str) -> str:
    """Give the field that `item.newsId`, `item["id"]`, `$(this).data('id')`, `encodeURIComponent(item.id)` speak of."""
    quoted = _QUOTED.findall(expression)
    return field_name(quoted[-1] if quoted else (_WORD.findall(expression) or [""])[-1])


def _tail(text: str) -> str:
    text = text[-_LONGEST_TEXT:]
    return text[len(text.rstrip(_IN_ADDRESSES)) :].rpartition("href=")[2]


def _head(text: str) -> str:
    text = text[:_LONGEST_TEXT]
    return text[: len(text) - len(_rest(text))]


def _rest(text: str) -> str:
    return text.lstrip(_IN_ADDRESSES)


def _absolute(document: Document, texts: tuple[str, ...], names: tuple[str, ...]) -> Formula | None:
    """Give the formula with its addresses made absolute, None where those are no pages of this site."""
    marks = [f"q{number}zz9q" for number in range(len(names))]
    target = document.resolve(texts[0] + "".join(map("".join, zip(marks, texts[1:], strict=True))))
    if target is None or not urls.same_site(target, urls.site_of(document.url)):
        return None
    whole = re.split("|".join(marks), target)
    formula = Formula(tuple(whole), names)
    return formula if len(whole) == len(texts) and address_trap(_shape(formula)) is None else None


def _shape(formula: Formula) -> str:
    return urls.shape(urls.key(formula.address(dict.fromkeys(formula.names, "10000")) or ""))


def _likelihood(formula: Formula) -> tuple[bool, int]:
    """Sort keys: what hangs on an id first, then what looks like an article's address."""
    return not _ID_NAMES.intersection(formula.names), -address_score(_shape(formula))[0]


def learned(entries: Iterable[Entry], addresses: Iterable[str]) -> tuple[Formula, ...]:
    """Give the formulas on which the `addresses` of articles agree that hold an entry's id: `/p/2437/info.html`."""
    by_token: defaultdict[str, list[str]] = defaultdict(list)
    for url in addresses:
        for token in set(_TOKENS.findall(url)).union(*(each.split("-") for each in _TOKENS.findall(url))):
            by_token[token].append(url)
    found: Counter[Formula] = Counter()
    for entry in entries:
        found.update(set(_fitting(entry.fields, by_token)))
    return tuple(formula for formula, count in found.most_common(_MOST) if count >= _AGREEING)


def _fitting(fields: Mapping[str, str], by_token: Mapping[str, list[str]]) -> Iterator[Formula]:
    for name in _ID_NAMES.intersection(fields):
        value = fields[name]
        for url in by_token.get(value, ()) if len(value) > 2 else ():
            before, _, behind = url.rpartition(value)
            yield Formula((before, behind), (name,))
