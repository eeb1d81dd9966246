"""Pagers that a script writes: how many pages there are, and the addresses that the script would make.

TRS and the systems that followed it call `createPageHTML(7, 0, "index", "html")`: seven pages, the first shown,
`index.html`, `index_1.html` … Others pass an element's id before that and count from 1, or name what they pass: `Pager({size: 7, current: 0, prefix: "index", suffix: "html"})`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

# Patterns begin with letters that a search can jump to: inline scripts are long, pagers rare.
_CALL = Pattern(r"age\w{0,30}\s?\(([^(){};<>]{8,200})\)")
_NAMING = Pattern(r"age\w{0,30}\s?\(\s?\{([^(){};<>]{8,300})\}")
_PAIR = Pattern(r"[\"']?(\w{1,30})[\"']?\s?:\s?[\"']?([\w./-]{1,80})")
_NAMES = {
    "count": ("size", "pages", "pagecount", "totalpage", "totalpages", "pagetotal", "total"),
    "current": ("current", "curr", "cur", "currentpage", "curpage", "pageindex", "index", "page"),
    "name": ("prefix", "pagename", "filename", "name"),
    "extension": ("suffix", "ext", "extension", "fileext"),
}
_EXTENSION = Pattern(r"\.?([a-z]?html?|php|jsp|aspx?)")
_FILE = Pattern(r"[a-z]?html?")
_NAME = Pattern(r"[\w./-]{1,80}")
_COUNTS = ("countPage", "ageCount", "otalPage", "maxPage")
_COUNT = Pattern(r"\b(?:countPage|pageCount|totalPage|totalPages|nPageCount|maxPage)\s*=\s*[\"']?(\d{1,4})")
_CURRENT = Pattern(r"\b(?:currentPage|curPage|nCurrIndex|pageIndex|nowPage)\s*=\s*[\"']?(\d{1,4})")
_WRITTEN = Pattern(r"[\"'=/](\w{1,40})_\\?[\"']?\s*\+[^;]{1,60}?\+\s*\\?[\"']\.?([a-z]?html?)")
_FAR = 20  # pages ahead that are named one by one; of the rest the last, for what lies between is named on the way


@dataclass(frozen=True, slots=True)
class ScriptPager:
    """`count` pages called `name`, shown is `current`; the first has no number, the next one `first_number`."""

    count: int
    current: int
    name: str
    extension: str
    first_number: int
    words: str

    def pages(self) -> Iterator[tuple[int, str]]:
        """Give number (from 1) and relative address of the pages around this one, and of the last."""
        shift = 2 - self.first_number
        here = self.current + shift - 1 if self.first_number == 1 else self.current
        near = range(max(1, here - 1), min(self.count, max(here, 1) + _FAR) + 1)
        for number in dict.fromkeys((1, *near, self.count)):
            suffix = f"_{number - shift}" if number > 1 else ""
            yield number, f"{self.name}{suffix}.{self.extension}"


def find_script_pager(document: Document) -> ScriptPager | None:
    """Give the first pager that an inline script of the page writes."""
    for text in document.scripts:
        if "age" not in text:
            continue
        pager = _called(text) or _named(text)
        if pager is None and any(name in text for name in _COUNTS):
            pager = _assigned(text, document.url)
        if pager is not None and pager.count > 1:
            return pager
    return None


def _called(text: str) -> ScriptPager | None:
    for call in _CALL.finditer(text):
        arguments = [argument.strip() for argument in call[1].split(",")]
        quoted = [
            argument[1:-1] for argument in arguments if argument[:1] in "\"'" and argument[-1:] == argument[:1]
        ]
        numbers = [int(argument) for argument in arguments if argument.isdecimal()]
        if len(numbers) < 2 or len(quoted) < 2:
            continue
        where = next((i for i in range(len(quoted) - 1, 0, -1) if _EXTENSION.fullmatch(quoted[i])), 0)
        if where and _NAME.fullmatch(quoted[where - 1]):
            first = 2 if arguments[0][:1] in "\"'" else 1
            words = f"script {call[0][:60]}"
            return ScriptPager(numbers[0], numbers[1], quoted[where - 1], quoted[where].lstrip("."), first, words)
    return None


def _named(text: str) -> ScriptPager | None:
    for call in _NAMING.finditer(text):
        given = {name.lower(): value for name, value in _PAIR.findall(call[1])}
        count, current, name, extension = (
            next((given[each] for each in names if each in given), "") for names in _NAMES.values()
        )
        if count.isdecimal() and current.isdecimal() and name and _EXTENSION.fullmatch(extension):
            return ScriptPager(int(count), int(current), name, extension.lstrip("."), 1, f"script {call[0][:60]}")
    return None


def _assigned(text: str, url: str) -> ScriptPager | None:
    count, current = _COUNT.search(text), _CURRENT.search(text)
    if count is None or current is None:
        return None
    own = url.rpartition("/")[2]
    name, _, extension = own.rpartition(".")
    if written := _WRITTEN.search(text):
        name, extension = written[1], written[2]
    elif not own:
        name, extension = "index", "html"
    elif not name or not _FILE.fullmatch(extension):
        return None  # programs and names without an extension have no numbered files beside them
    name = re.sub(r"_\d{1,4}$", "", name)
    words = f"script {count[0]}, {current[0]}"
    return ScriptPager(int(count[1]), int(current[1]), name, extension, 1, words)
