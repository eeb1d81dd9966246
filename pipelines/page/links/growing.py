"""Lists that grow as a reader scrolls: what their script asks for next, by a number that it counts up.

`page++; fetch(`/inc/list_${page}.html`)` · `$.get('/more?start=' + start, …); start += 10` ·
`page = parseInt(button.dataset.page) + 1; $.post('/more', {cat: 7, page: page}, …)`, which is asked for by GET: many servers read
parameters either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from pipelines.page.address import urls
from pipelines.page.links.calls import PAIR, PARAMETERS, number_in_data, value_of
from pipelines.page.model import Link, Role
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

_CALL = Pattern(
    r"(?:\$\.(?:get|getJSON|ajax)\s?\(|\.(?:load|open)\s?\(|\burl\s?:|\bfetch\s?\(|\baxios(?:\.get)?\s?\()\s?(?:[\"']GET[\"']\s?,\s?)?"
    r"(?:`([^`\s]{2,200})`|[\"']([^\"'\s]{2,200})[\"']\s?\+\s?([\w$.]{1,40})(?:\s?\+\s?[\"']([^\"'\s]{0,80})[\"'])?(?!\s?\+))"
)
_SENDING = Pattern(
    r"(?:\$\.(?:get|getJSON|post)\s?\(|\burl\s?:|\baxios(?:\.get|\.post)?\s?\()\s?[\"']([^\"'\s]{2,200})[\"']\s?,"
)
_SENT = 200  # letters behind the address in which the parameters begin
_FROM_DATA = Pattern(
    r"\b(\w{1,30})\s?=\s?(?:parseInt|Number)?\s?\(?[\w$.()]{0,40}\.(?:(?:getAttribute|attr)\(\s?[\"']data-|data\(\s?[\"']|dataset\.)"
    r"(\w{0,20}page\w{0,10})[\"']?\){0,2}(?:\s?,\s?10\s?\))?(\s?\+\s?1\b)?",
    re.I,
)
_HOLE = Pattern(r"\$\{\s?([\w$.]{1,40})\s?\}")
_STEP = Pattern(r"\+\+|\+=\s?\d{1,3}\b|\+\s?\d{1,3}\b")
_WORD_BEFORE, _WORD_BEHIND = Pattern(r"([\w$.]{1,40})\s?$"), Pattern(r"\s?([\w$.]{1,40})")
_LONGEST = 100_000  # letters of a script
_DIGITS, _MOST_PARAMETERS = 4, 300
_REACTS = Pattern(
    r"comment|repl(?:y|ies)|vote|like|digg|share|login|user|search|visit|hits?(?![a-z])|weather", re.I
)
GROWS = "what a script of this page asks for as its list grows"


def growing(document: Document) -> Link | None:
    """Give the next piece of the list on a page, None where no script counts one."""
    site = urls.site_of(document.url)
    for script in document.scripts:
        for address in (*_addresses(script), *_sent(script, document)) if "+" in script else ():
            target = document.resolve(address)
            if target and urls.same_site(target, site) and not _REACTS.search(address):
                return Link(target, Role.PAGINATION, "", GROWS)
    return None


def _addresses(script: str) -> Iterator[str]:
    calls = list(_CALL.finditer(script)) if len(script) <= _LONGEST else []
    steps = _steps(script) if calls else {}
    for call in calls:
        words = _HOLE.findall(call[1]) if call[1] else [call[3]]
        value = _value(words[0], script, steps, call) if len(words) == 1 and words[0] in steps else None
        if value is not None:
            yield _HOLE.sub(value, call[1]) if call[1] else f"{call[2]}{value}{call[4] or ''}"


def _sent(script: str, document: Document) -> Iterator[str]:
    """Give the addresses of calls with a table of parameters, of which one is counted up and the others are known."""
    calls = list(_SENDING.finditer(script)) if len(script) <= _LONGEST else []
    steps = _steps(script) if calls else {}
    places = _in_data(script, document) if calls else {}
    for call in calls:
        told = PARAMETERS.search(script, call.end() - 1, call.end() + _SENT + _MOST_PARAMETERS)
        pairs: list[tuple[str, str | None]] = []
        counts = False
        for name, text, word in PAIR.findall(told[1]) if told and told.start() < call.end() + _SENT else ():
            counted = word and (places.get(word) or (word in steps and _value(word, script, steps, call)))
            counts |= bool(counted)
            pairs.append((name, counted or (value_of(word, script, name) if word else text)))
        if counts and all(value is not None for _, value in pairs):
            yield f"{call[1]}{'&' if '?' in call[1] else '?'}{urlencode(pairs)}"


def _in_data(script: str, document: Document) -> dict[str, str]:
    """Give the words that stand for the number of the next page, as an element's data tells the one that is shown."""
    places: dict[str, str] = {}
    for word, attribute, more in _FROM_DATA.findall(script):
        shown = number_in_data(document, attribute, _DIGITS)
        if shown is not None and (more or shown > 1):
            places[word] = str(shown + bool(more))
    return places


def _steps(script: str) -> dict[str, tuple[int, int]]:
    """Give the words that a script counts up: where, and by how much."""
    steps: dict[str, tuple[int, int]] = {}
    for step in _STEP.finditer(script):
        before = _WORD_BEFORE.search(script[max(0, step.start() - 42) : step.start()])
        word = before or (_WORD_BEHIND.match(script, step.end()) if step[0] == "++" else None)
        size = int(step[0].lstrip("+= ") or 1)
        is_sum = step[0][:2] not in ("++", "+=")
        if word and (
            not is_sum or re.search(rf"{re.escape(word[1])}\s?=\s?$", script[: step.start() - len(word[0])][-60:])
        ):
            steps.setdefault(word[1], (step.start(), size))
    return steps


def _value(word: str, script: str, steps: dict[str, tuple[int, int]], call: re.Match[str]) -> str | None:
    """Give what a word stands for when the first piece is asked for; None where that is what the page shows."""
    begins = re.search(rf"(?<![\w.]){re.escape(word.rpartition('.')[2])}\s?[=:]\s?[\"']?(\d{{1,4}})\b", script)
    if begins is None:
        return None
    place, size = steps[word]
    first = int(begins[1]) + (size if begins.start() < place < call.start() else 0)
    return str(first) if first > 1 else None
