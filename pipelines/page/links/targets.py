"""Where an element leads: in its href, in a script, in data, as an entry of a select box, as a frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlencode

from pipelines.page.model import Origin
from pipelines.pattern import Pattern

Attributes = Mapping[str, str | None]

_UNUSABLE = ("javascript:", "mailto:", "tel:", "about:", "data:", "sms:", "weixin:", "vbscript:")
_IN_SCRIPT = Pattern(
    r"""(?:location(?:\.href)?\s?=|(?:assign|replace|open|go|url|link|jump|href|show|view)\w{0,20}\()\s?"""
    r"""['"]([^'"\s]{1,300})['"]""",
    re.I,
)
_LOOKS_LIKE_ADDRESS = Pattern(r"/|\.\w{2,5}(?:$|[?#])|\?")
_FEED_TYPE = Pattern(r"\b(?:rss|atom|rdf|feed\+json)\b", re.I)
# HTML Standard, shared declarative refresh steps: behind the seconds `url=` may be missing.
_REFRESH_URL = Pattern(r"url\s*=\s*['\"]?\s*([^'\">\s]+)", re.I)
_REFRESH_BARE = Pattern(r"\s*[\d.]+\s*[;,]\s*['\"]?([^'\"\s;,=][^'\"\s]*)", re.I)
_DATA = (
    "data-href",
    "data-url",
    "data-link",
    "data-next-url",
    "data-next",
    "data-more",
    "data-api",
    "data-ajax-url",
    "data-next-page",
    "data-load-url",
    "hx-get",
    "data-hx-get",
)
_ADDRESSES = frozenset(_DATA)
_HOLE = Pattern(
    r"\{\{?\s?(?:page|p|n|num|pageno|pageindex|index)\s?\}?\}|\$\{?page\}?|__page__|\[page\]|:page\b|%d", re.I
)
_NEXT_NUMBER, _NUMBER = (
    ("data-next-page", "data-nextpage"),
    ("data-page", "data-current", "data-current-page", "data-p"),
)
_PAGES = ("data-pages", "data-total-pages", "data-totalpages", "data-total-page", "data-totalpage", "data-page-count",
          "data-pagecount", "data-max-page", "data-maxpage", "data-last-page", "data-lastpage")  # fmt: skip
_MOST_PAGES = 500
_CURSORS = ("data-cursor", "data-next-cursor", "data-last-id", "data-lastid", "data-max-id", "data-after",
            "data-since-id")  # fmt: skip


Source = tuple[str | None, Origin]


def _option(attributes: Attributes) -> Source:
    value = attributes.get("value") or ""
    return (value if "/" in value or ".htm" in value or "?" in value else None), Origin.OPTION


def _head_link(attributes: Attributes) -> Source:
    rel = (attributes.get("rel") or "").lower().split()
    href = attributes.get("href")
    if "alternate" in rel and _FEED_TYPE.search(attributes.get("type") or ""):
        return href, Origin.FEED
    if "sitemap" in rel:
        return href, Origin.SITEMAP
    return (href if {"prev", "previous", "next"} & set(rel) else None), Origin.HEAD


def _refresh(attributes: Attributes) -> Source:
    if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
        return None, Origin.REFRESH
    return refreshed(attributes.get("content") or ""), Origin.REFRESH


def refreshed(content: str) -> str | None:
    """Give where `content` of a refresh sends readers: `3; url=/news/`."""
    found = _REFRESH_URL.search(content) or _REFRESH_BARE.match(content)
    return found[1] if found else None


_SOURCES: Mapping[str, Callable[[Attributes], Source]] = {
    "option": _option,
    "link": _head_link,
    "meta": _refresh,
    "frame": lambda attributes: (attributes.get("src"), Origin.FRAME),
    "iframe": lambda attributes: (attributes.get("src"), Origin.IFRAME),
    "turbo-frame": lambda attributes: (attributes.get("src"), Origin.LOADED),
    "include-fragment": lambda attributes: (attributes.get("src"), Origin.LOADED),
}


# Bound once: reading a member off its class costs more than the comparison it is used in.
_PLAIN, _SCRIPT = Origin.PLAIN, Origin.SCRIPT


def target_of(tag: str, attributes: Attributes) -> Source:
    """Give the address that an element names, as it is written there, and how it is written."""
    href = attributes.get("href")
    if tag == "a" and href and href.startswith(("/", "http")):  # as most are
        return href, _PLAIN
    source = _SOURCES.get(tag)
    if source is not None:
        return source(attributes)
    if href and (href := href.strip()) and not _is_unusable(href):
        return href, _PLAIN
    hidden = _hidden(href or "", attributes)
    return (hidden, _SCRIPT) if hidden else _data(attributes)


def _is_unusable(href: str) -> bool:
    return href[0] == "#" or (":" in href and href[0] not in "hH/" and href[:12].lower().startswith(_UNUSABLE))


def _hidden(href: str, attributes: Attributes) -> str | None:
    if "disabled" in attributes:
        return None
    for script in (href, attributes.get("onclick") or ""):
        found = _IN_SCRIPT.search(script) if "'" in script or '"' in script else None
        if found and _LOOKS_LIKE_ADDRESS.search(found[1]):
            return found[1]
    return None


def _data(attributes: Attributes) -> Source:
    """Give the address that a script would fetch, the number of the next page put in where it has a hole for it."""
    value = _in_data(attributes)
    if value is not None and (place := _place(attributes)) and f"{place[0]}=" not in value:
        return f"{value}{'&' if '?' in value else '?'}{urlencode([place])}", Origin.CURSOR
    if value is None or _HOLE.search(value) is None:
        return value, Origin.LOADED if _REACHED.search(_trigger(attributes)) else Origin.DATA
    return _HOLE.sub(str(_next_number(attributes)), value), Origin.TEMPLATE


def _place(attributes: Attributes) -> tuple[str, str] | None:
    """Give the parameter by which a script says up to where a list was shown: `data-last-id="123"` is `last_id=123`."""
    named = ((name, (attributes.get(name) or "").strip()) for name in _CURSORS)
    return next(((name[5:].replace("-", "_"), value) for name, value in named if value), None)


def _in_data(attributes: Attributes) -> str | None:
    for name in _DATA if not _ADDRESSES.isdisjoint(attributes) else ():
        value = (attributes.get(name) or "").strip()
        if value and _LOOKS_LIKE_ADDRESS.search(value) and value[:1] not in "{[":
            return value
    return None


_REACHED = Pattern(r"revealed|intersect")


def _trigger(attributes: Attributes) -> str:
    """Give what makes htmx ask for an address, a click on a button where nothing is said."""
    return attributes.get("hx-trigger") or attributes.get("data-hx-trigger") or ""


def template_pages(attributes: Attributes) -> Iterator[tuple[int, str]]:
    """Give number and address of the pages that an element's template stands for, where it says how many they are."""
    value, count = _in_data(attributes), _number_in(attributes, _PAGES)
    for number in range(_next_number(attributes), min(count or 0, _MOST_PAGES) + 1) if value else ():
        yield number, _HOLE.sub(str(number), value or "")


def _next_number(attributes: Attributes) -> int:
    number = _number_in(attributes, _NEXT_NUMBER)
    current = _number_in(attributes, _NUMBER)
    return number if number is not None else (1 if current is None else current) + 1


def _number_in(attributes: Attributes, names: tuple[str, ...]) -> int | None:
    values = (attributes.get(name) or "" for name in names)
    return next((int(value) for value in values if value.isdecimal() and len(value) < 7), None)
