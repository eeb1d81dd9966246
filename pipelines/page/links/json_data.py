"""Lists that come as JSON: what a button `load more` fetches, JSON feeds, what a front page is drawn from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from pipelines.page import tables
from pipelines.page.address import urls
from pipelines.page.links.formulas import find_formulas
from pipelines.page.links.fragments import CRAWLED, entries_of_fragments
from pipelines.page.links.item_dates import read_day
from pipelines.page.links.marked_entries import marked_entries
from pipelines.page.links.navigation import navigate
from pipelines.page.links.roles import is_no_day
from pipelines.page.links.sayings import Trap, address_score, address_trap
from pipelines.page.links.wording import read_wording, squeeze
from pipelines.page.model import Entry, Link, Navigation, Role, Unaddressed, field_name
from pipelines.page.tree.document import Document, parse
from pipelines.page.tree.literals import values_in
from pipelines.page.tree.payloads import pushed, unfolded
from pipelines.pattern import Pattern

_CALL = Pattern(r"\s*[\w$.]{1,60}\s?\((.*)\)\s*;?\s*", re.S)  # JSONP
_DEEPEST, _MOST = 12, 2000
_NAMES: Mapping[str, Any] = tables.table("json")
_TAGS = Pattern(r"</?[a-zA-Z][^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Data:
    """`value` is what the JSON says. `url`: where it came from."""

    value: Any
    url: str


def read_json(text: str, url: str) -> Navigation | None:
    """Give the articles that a JSON text names and its next page; None for what holds neither."""
    value = _value(text)
    if value is None:
        return None
    data = Data(value, url)
    entries, unaddressed = (
        _addressed(data),
        Unaddressed(entries_in(value, 1 if (_number(url) or 1) > 1 else _LEAST_ENTRIES)),
    )
    further = _next_page(data, bool(entries or unaddressed.entries))
    links = (*entries.values(), *([further] if further else ()))
    if not links and not unaddressed.entries:
        return None
    return replace(Navigation.of(links), read_unaddressed=lambda: unaddressed)


def read_script(text: str, url: str) -> Navigation | None:
    """Give the articles whose links a script writes: `document.write('<li><a href="/12.html">…</a></li>')`."""
    links = tuple(_articles_in(f"<script>{text}</script>", url))
    return Navigation.of(links) if links else None


def _value(text: str) -> Any:
    """Give what a text says as JSON, as the argument of a call, or as what is assigned to names; None for nothing."""
    call = _CALL.fullmatch(text) if text[:1] not in ("{", "[") else None
    try:
        return json.loads(call[1] if call else text)
    except (ValueError, RecursionError):
        return list(values_in(text)) or None


def _addressed(data: Data) -> dict[str, Link]:
    return {urls.key(link.url): link for link in (*_links(data), *_marked_up(data.value, data.url))}


def _links(data: Data) -> Iterator[Link]:
    document = parse("", data.url)
    for number, table in enumerate(_tables(data.value, 0)):
        if number >= _MOST:
            return
        address, title = _first(table, "address"), squeeze(_TAGS.sub("", _first(table, "title")))
        target = document.resolve(address) if address and title else None
        if target and urls.same_site(target, urls.site_of(data.url)):
            day = read_day(_first(table, "date"))[0]
            yield Link(target, role_of(target, title, dated=day is not None), title, "entry of JSON data", day)


def _marked_up(value: Any, url: str) -> Iterator[Link]:
    """Give the links of markup that the data holds ready: `{"html": "<li>…"}`."""
    markup = "".join(each for each in _strings(value, 0) if "<a " in each)
    if markup:
        yield from _articles_in(markup, url)


def _strings(value: Any, depth: int) -> Iterator[str]:
    """Give the strings of tables and of rows: `{"html": "…"}`, `[["<a href=…", "2024-05-06"]]`."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(each, str):
            yield each
        elif depth < _DEEPEST:
            yield from _strings(each, depth + 1)


def _articles_in(markup: str, url: str) -> Iterator[Link]:
    return (link for link in navigate(parse(markup, url)).links if link.role is Role.ARTICLE)


def inline_links(document: Document) -> tuple[Link, ...]:
    """Give what a page is drawn from by scripts: the articles of `__NEXT_DATA__`, `window.state = {…}`, and the page that
    follows them.
    """
    found: dict[str, Link] = {}
    for value in _inline_values(document):
        data = Data(value, document.url)
        entries = {
            key: link for key, link in _addressed(data).items() if link.role in (Role.ARTICLE, Role.CATEGORY)
        }
        further = _named_next(data, document) if entries else None
        for key, link in (*entries.items(), *([(urls.key(further.url), further)] if further else [])):
            found.setdefault(key, link)
    return tuple(found.values())


def _named_next(data: Data, document: Document) -> Link | None:
    """Give the next page that data names by its address."""
    for table in _tables(data.value, 0):
        address = _first(table, "next")
        target = document.resolve(address) if "/" in address or "?" in address else None
        if target and urls.same_site(target, urls.site_of(data.url)):
            return Link(target, Role.PAGINATION, "", "next page named in JSON data")
    return None


def _inline_values(document: Document) -> Iterator[Any]:
    for text in document.scripts:
        for value in values_in(text) if len(text) <= _LONGEST else ():
            yield unfolded(value)
    yield from pushed(document.scripts)


def unaddressed_in(document: Document) -> Unaddressed:
    """Give the entries that a page holds for its scripts to show, and the formulas by which they make addresses."""
    entries = [entry for value in _inline_values(document) for entry in entries_in(value)]
    fragments = entries_of_fragments(document)
    formulas = (*find_formulas(document), *((CRAWLED,) if fragments else ()))
    return Unaddressed((*entries, *marked_entries(document), *fragments), formulas)


_LONGEST = 2_000_000
_LEAST_ENTRIES, _MOST_FIELDS = 2, 16
_PLAIN = Pattern(r"[\w.~-]{1,100}")


def entries_in(value: Any, least: int = _LEAST_ENTRIES) -> tuple[Entry, ...]:
    """Give what has a headline and an id, and no address; one alone makes no list, but for the last page of one."""
    found: dict[str, Entry] = {}
    for number, table in enumerate(_tables(value, 0)):
        if number >= _MOST:
            break
        title, date = squeeze(_TAGS.sub("", _first(table, "title"))), read_day(_first(table, "date"))[0]
        if not title or _first(table, "address") or not (date or read_wording(title).weight > 0):
            continue
        fields = _fields(table)
        if identity := next((fields[name] for name in _NAMES["names"]["id"] if name in fields), None):
            found.setdefault(identity, Entry(title, fields, date))
    return tuple(found.values()) if len(found) >= least else ()


def _fields(table: Mapping[str, Any]) -> dict[str, str]:
    """Give the fields of an entry that may stand in an address: numbers, and words without blanks."""
    plain = {
        field_name(name): str(value)
        for name, value in table.items()
        if isinstance(value, int | str) and not isinstance(value, bool) and _PLAIN.fullmatch(str(value))
    }
    return dict(list(plain.items())[:_MOST_FIELDS])


def role_of(url: str, title: str, *, dated: bool) -> Role:
    """Weigh an address with the text that goes with it."""
    shape = urls.shape(urls.key(url))
    trap = address_trap(shape)
    if (trap and not (trap is Trap.CALENDAR and is_no_day(shape, title))) or read_wording(title).useless:
        return Role.OTHER
    score = address_score(shape)[0] + read_wording(title).weight + (3 if dated else 0)
    return Role.ARTICLE if score > 0 else Role.CATEGORY


def _tables(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(each, dict | list):
            yield from _tables(each, depth + 1)


def _first(table: Mapping[str, Any], what: str) -> str:
    """Give the value of the first name for `what` that the table has."""
    known = {name.lower().replace("_", "").replace("-", ""): value for name, value in table.items()}
    for name in _NAMES["names"][what]:
        value = known.get(name)
        if isinstance(value, dict):
            value = _nested(value, what)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _nested(value: Mapping[str, Any], what: str) -> str:
    """Give what a table in the place of a value says: `{"base": "https://…", "path": "/post/1"}`, `{"rendered": "…"}`."""
    return next((text for name in _NAMES["nested"].get(what, ()) if isinstance(text := value.get(name), str)), "")


def _next_page(data: Data, has_entries: bool) -> Link | None:
    document = parse("", data.url)
    for table in _tables(data.value, 0):
        if (address := _first(table, "next")) and (target := document.resolve(address)):
            return Link(target, Role.PAGINATION, "", "next page named in JSON data")
        if has_entries and (token := _first(table, "cursor")):
            return Link(_with_cursor(data.url, token), Role.PAGINATION, "", "token of the next page in JSON data")
    further = counted(data.url) if has_entries and not _ends(data) else None
    return Link(further, Role.PAGINATION, "", "next number of a list in JSON") if further else None


def _ends(data: Data) -> bool:
    """Tell whether the data says that nothing follows: `has_more: false`, `page: 3, pages: 3`, `next: null`."""
    for table in _tables(data.value, 0):
        known = {name.lower().replace("_", ""): value for name, value in table.items()}
        if "jsonfeed" in str(known.get("version")):  # JSON Feed 1.1: what names no next_url is the last page
            return True
        if any(name in known and not known[name] for name in _NAMES["names"]["more"]):
            return True
        if _counts_out(known, data.url):
            return True
        last = next((known[name] for name in _NAMES["names"]["pages"] if isinstance(known.get(name), int)), None)
        if last and (number := _number(data.url)) is not None and number >= last:
            return True
    return False


def _counts_out(known: Mapping[str, Any], url: str) -> bool:
    """Tell the last of the pages that `{total: 60, list: [… 20 …]}` stands for, if all are as long as this one; or as
    long as was asked for, and this one holds what is left.
    """
    total = next((known[name] for name in _NAMES["names"]["total"] if isinstance(known.get(name), int)), None)
    sizes = [len(each) for each in known.values() if isinstance(each, list)]
    number, asked = _number(url) or 0, _SIZE.search(url)
    if total is None or total <= 0 or len(sizes) != 1:
        return False
    left = total - (number - 1) * int(asked[1]) if asked else None
    return number * sizes[0] >= total or (number > 1 and left == sizes[0])


def _with_cursor(url: str, token: str) -> str:
    """Put the token where the last one stood, or behind the address where there was none."""
    value = quote(token, safe="")
    if found := _CURSOR.search(url):
        return f"{url[: found.start(1)]}{value}{url[found.end(1) :]}"
    return f"{url}{'&' if '?' in url else '?'}cursor={value}"


_CURSOR = Pattern(
    r"[?&](?:next_?|end_?)?(?:cursor|after|page_?token|token|continuation|scroll_?id)=([^&#]*)", re.I
)


def _number(url: str) -> int | None:
    found = _COUNTER.search(url)
    return int(found[2]) if found else None


def counted(url: str, *, in_path: bool = False) -> str | None:
    """Give the address with its number of a page one higher, or the place of the first entry as much as it asks for.

    `in_path`: `/inc/list_2.html` too.
    """
    start, size = _START.search(url), _SIZE.search(url)
    if start and size:
        return f"{url[: start.start(1)]}{int(start[1]) + int(size[1])}{url[start.end(1) :]}"
    found = _COUNTER.search(url) or (_IN_PATH.search(url) if in_path else None)
    return f"{url[: found.start(2)]}{int(found[2]) + 1}{url[found.end(2) :]}" if found else None


_START = Pattern(r"[?&](?:start|offset|skip)=(\d{1,6})(?=&|$)", re.I)
_SIZE = Pattern(r"[?&]_?(?:n|limit|size|page_?size|count|rows|num)=(\d{1,3})(?=&|$)", re.I)
# The number of a page alone: an offset would need the size of the pages.
_COUNTER = Pattern(
    rf"([?&](?:{'|'.join(_NAMES['counters'])})=|%22(?:{'|'.join(_NAMES['counters'])})%22%3A|[/_-](?=\d+\.jsonp?(?:\?|$)))(\d{{1,5}})",
    re.I,
)
_IN_PATH = Pattern(r"([/_-])(\d{1,3})(?=\.\w{2,5}(?:\?|$)|/?$)")
