"""Lists that grow as a reader scrolls: what their script asks for next, by a number that it counts up.

`page++; fetch(`/inc/list_${page}.html`)` · `$.get('/more?start=' + start, …); start += 10`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.page.address import urls
from pipelines.page.model import Link, Role
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

_CALL = Pattern(
    r"(?:\$\.(?:get|getJSON|ajax)\s?\(|\.(?:load|open)\s?\(|\burl\s?:|\bfetch\s?\(|\baxios(?:\.get)?\s?\()\s?(?:[\"']GET[\"']\s?,\s?)?"
    r"(?:`([^`\s]{2,200})`|[\"']([^\"'\s]{2,200})[\"']\s?\+\s?([\w$.]{1,40})(?:\s?\+\s?[\"']([^\"'\s]{0,80})[\"'])?(?!\s?\+))"
)
_HOLE = Pattern(r"\$\{\s?([\w$.]{1,40})\s?\}")
_STEP = Pattern(r"\+\+|\+=\s?\d{1,3}\b|\+\s?\d{1,3}\b")
_WORD_BEFORE, _WORD_BEHIND = Pattern(r"([\w$.]{1,40})\s?$"), Pattern(r"\s?([\w$.]{1,40})")
_LONGEST = 100_000  # letters of a script
_REACTS = Pattern(
    r"comment|repl(?:y|ies)|vote|like|digg|share|login|user|search|visit|hits?(?![a-z])|weather", re.I
)
GROWS = "what a script of this page asks for as its list grows"


def growing(document: Document) -> Link | None:
    """Give the next piece of the list on a page, None where no script counts one."""
    site = urls.site_of(document.url)
    for script in document.scripts:
        for address in _addresses(script) if "+" in script else ():
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
