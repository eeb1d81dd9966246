"""Pagers that a widget draws: it is told how many pages there are, and calls a function with the number of the one to show.

`laypage.render({count: 33, limit: 8, jump: function (obj) {location.href = '/list?page=' + obj.curr}})` ·
`kkpager.generPageHtml({total: 5, getLink: function (n) {return this.hrefFormer + '_' + n + '.html'}})` ·
`jump: function (obj) {location.href = url.replace("{page}", obj.curr)}` ·
`pages: $("#p").attr("data-pages"), jump: function (e) {var own = location.href; location.href = own + "?page=" + e.curr}`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.page.links.calls import number_in_data
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

# laypage.render({ · $("#p").jqPaginator({ · new Page({
_SETUP = Pattern(r"[pP]ag\w{0,16}(?:\.\w{1,20})?\(\s?(?:[^(){}]{0,60},\s?)?\{")
_TURNING = Pattern(
    r"(?:function\s?\w{0,20}\(\s?(\w{1,20})[^(){}]{0,40}\)\s?\{|\b(\w{1,20})(?:\s?,\s?\w{1,20})?\)?\s?=>)(?:[^;]{0,120};){0,3}?[^;]{0,120}?"
    r"(?:location(?:\.href)?\s?=|\b(?:open|assign|replace)\s?\(|\breturn\b)\s?"
    r"((?:[\"'`][^\"'`\n]{0,200}[\"'`]|[\w.]{1,40}|\s?\+\s?){1,9})((?:\([^()]{1,80}\)(?:\.replace)?)*)"
)
_REPLACED = Pattern(r"\(\s?[\"']([^\"']{1,40})[\"']\s?,\s?([\w.]{1,40})\s?\)")  # url.replace("{page}", obj.curr)
_PIECE = Pattern(r"[\"']([^\"']*)[\"']|`([^`]*)`|([\w.]+)")
_FILLED = Pattern(r"\$\{\s?(\w+)(?:\.\w+)?\s?\}")
_TEXT = Pattern(r"\b(\w{1,30})\s?[:=]\s?[\"']([^\"'\n]{0,200})[\"']")
_NUMBER = Pattern(r"\b(\w{1,30})\s?:\s?[\"']?(\d{1,7})\b")
# pages: $("#pages").attr("data-total"), pages: $("#pages").data("total")
_IN_DATA = Pattern(r"\b(\w{1,30})\s?:[^,:]{0,80}?\.(?:attr\(\s?[\"']data-|data\(\s?[\"'])([\w-]{1,30})[\"']")
_OWN = Pattern(
    r"\b(\w{1,20})\s?=\s?(?:window\.|document\.)?location(?:\.href)?\s?;"
)  # the address of the page itself
_PAGES = ("totalpages", "totalpage", "pagecount", "pagetotal", "pages", "maxpage", "total", "num")
_ENTRIES = ("count", "totalcount", "totalcounts", "totalrecords", "totalrecord", "totalnum")
_SIZES = ("limit", "pagesize", "size", "rows", "perpage")
_CURRENT = ("curr", "currentpage", "current", "pno", "curpage", "pageno", "pageindex", "startnum", "nowpage")
_TOLD = 1200  # letters in which a widget is told what it needs
_FAR = 20  # pages ahead that are named one by one
_HOLE, _OWN_ADDRESS = "\0", "\1"
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Widget:
    """`count` pages, `current` is shown; `address` has a hole for the number of a page."""

    count: int
    current: int
    address: str
    words: str

    def pages(self) -> Iterator[tuple[int, str]]:
        """Give number and address of the pages around this one, and of the last; the first has an address of its own."""
        near = range(max(2, self.current - 1), min(self.count, self.current + _FAR) + 1)
        for number in dict.fromkeys((*near, self.count)):
            yield number, self.address.replace(_HOLE, str(number))


def find_widget(document: Document) -> Widget | None:
    """Give the first widget that an inline script of the page sets up."""
    for script in document.scripts:
        for setup in _SETUP.finditer(script):
            told = script[setup.start() : setup.start() + _TOLD]
            turning = _TURNING.search(told)
            if turning is None:
                continue
            numbers = {name.lower(): int(number) for name, number in _NUMBER.findall(told)}
            numbers |= _in_data(told, document)
            count = _count(numbers)
            if count < 2:
                continue
            own = dict.fromkeys(_OWN.findall(told), _OWN_ADDRESS)
            argument, texts = turning[1] or turning[2], dict(_TEXT.findall(script)) | own
            filled = _filled(turning[3], turning[4], argument, {**texts, **dict(_NUMBER.findall(told))})
            if address := filled or _address(turning[3], argument, texts):
                address = _behind_own(address, document.url)
                return Widget(count, _first(numbers, _CURRENT) or 1, address, f"script {setup[0]}")
    return None


def _in_data(told: str, document: Document) -> dict[str, int]:
    """Give the numbers that a widget takes from the data of elements."""
    found: dict[str, int] = {}
    for name, attribute in _IN_DATA.findall(told):
        number = number_in_data(document, attribute, _DIGITS)
        if number is not None:
            found[name.lower()] = number
    return found


def _behind_own(address: str, url: str) -> str:
    """Put a parameter behind the address of the page itself, in the place of the one that it has."""
    if not address.startswith(_OWN_ADDRESS):
        return address
    parameter = address.removeprefix(_OWN_ADDRESS).lstrip("?&")
    name = parameter.partition("=")[0]
    path, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if pair and pair.partition("=")[0] != name]
    return f"{path}?{'&'.join([*kept, parameter])}"


def _count(numbers: Mapping[str, int]) -> int:
    pages, entries, size = (_first(numbers, names) for names in (_PAGES, _ENTRIES, _SIZES))
    if entries and size and "total" not in numbers:
        return -(-entries // size)
    return pages


def _first(numbers: Mapping[str, int], names: tuple[str, ...]) -> int:
    return next((numbers[name] for name in names if name in numbers), 0)


def _filled(expression: str, places: str, argument: str, texts: Mapping[str, str]) -> str | None:
    """Give the address that comes of filling the places of a text: `url.replace("{page}", obj.curr)`."""
    written = expression.strip().removesuffix(".replace")
    made = texts.get(written, "") if written.isidentifier() else written[1:-1]
    for place, value in _REPLACED.findall(places):
        name, _, what = value.partition(".")
        known = _HOLE if what in ("", *_CURRENT) else texts.get(what)
        if name != argument or known is None:
            return None
        made = made.replace(place, known)
    return made if _HOLE in made else None


def _address(expression: str, argument: str, texts: Mapping[str, str]) -> str | None:
    """Give the address that an expression makes of its argument, with a hole for it; None where more goes in."""
    made = ""
    for quoted, filled, name in _PIECE.findall(expression):
        head, _, last = name.rpartition(".")
        if not name:
            made += quoted or _FILLED.sub(lambda found: _HOLE if found[1] == argument else "\n", filled)
        elif argument in (name, head):
            made += _HOLE
        elif last in texts:
            made += texts[last]
        else:
            return None
    return made if _HOLE in made and made.strip(_HOLE) and "\n" not in made else None
