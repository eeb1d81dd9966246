"""Site profiles: what a person knows better than the evidence, as TOML. A bare URL makes a profile of its own."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from pipelines.page.address import urls
from pipelines.page.address.resolving import with_ascii_host
from pipelines.page.article.selectors import is_selector
from pipelines.page.tree.outline import clean
from pipelines.rules import Layout, Rules
from pipelines.text.charset.labels import encoding_of
from spiders.errors import ProfileError

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """One site. `options` are command-line options by name, given here instead (`delay = 2`).

    `list_pages`: how many pages of each list the first crawl of an empty collection reads. `recheck`: days
    after which an article is looked at again. `max_depth`: clicks from a start page to the deepest category.
    `source`: the file that it was read from.
    """

    name: str
    start: tuple[str, ...]
    rules: Rules = field(default_factory=Rules)
    lists: tuple[str, ...] = ()
    list_pages: int = 3
    recheck: tuple[int, ...] = (1, 3, 7)
    max_depth: int = 4
    options: Table = field(default_factory=dict)
    source: str = field(default="", compare=False)

    @property
    def private_hosts(self) -> frozenset[str]:
        """The hosts that this profile names, as `host` or `host:port`: the private ones among them are allowed."""
        named = (urlsplit(url) for url in (*self.start, *self.lists))
        hosts = (f"{each.hostname}:{each.port}" if each.port else each.hostname or "" for each in named)
        return frozenset((*hosts, *self.rules.hosts))


# Key of the TOML file -> type of its value. `options` takes any command-line option of crawl and backfill.
_KEYS: dict[str, type] = {
    "name": str, "start": list, "lists": list, "hosts": list, "charset": str, "timezone": str, "article": list,
    "category": list, "ignore": list, "list_pages": int, "recheck": list, "max_depth": int, "options": dict,
    "layout": list,
}  # fmt: skip
_RULES = {each.name for each in fields(Rules)} - {"layouts"}
_PATTERNS = ("article", "category", "ignore")


def load(path: Path) -> Profile:
    """Read one profile."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows puts a mark before it
    except FileNotFoundError:
        raise ProfileError(f"{path}: no such profile; `shilu sites` lists those there are") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path}: {error}; correct the file and start again") from None
    return from_table(table, str(path), path.stem)


def from_table(table: Table, source: str, name: str) -> Profile:
    """Build a profile from parsed TOML. `source` names the file in errors."""
    _check(table, _KEYS, source)
    _check_values(table, source)
    if not table.get("start"):
        raise ProfileError(f'{source}: key "start" is missing; give the URLs of the start pages, as in '
                           'start = ["https://www.example.com/"]')  # fmt: skip
    for key in _PATTERNS:
        for pattern in table.get(key, ()):
            _compile(pattern, key, source)
    rules: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items() if key in _RULES
    }
    start = tuple(_web_url(url, f'{source}: key "start"') for url in table["start"])
    rules["hosts"] = tuple(_asked_for(host, source) for host in rules.get("hosts", ())) or _hosts(start)
    layouts = tuple(_layout(each, source) for each in table.get("layout", ()))
    plain = {key: table[key] for key in ("list_pages", "max_depth", "options") if key in table}
    return Profile(
        name=table.get("name", name),
        start=start,
        rules=Rules(**rules, layouts=layouts),
        lists=tuple(_web_url(url, f'{source}: key "lists"') for url in table.get("lists", ())),
        recheck=tuple(table.get("recheck", Profile.__dataclass_fields__["recheck"].default)),
        **plain,
        source=source,
    )


def from_url(url: str) -> Profile:
    """Give the profile of a site of which only a URL is known."""
    start = _web_url(url, "target")
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    name = re.sub(r"[^\w.-]+", "-", host) + (f"-{parts.port}" if parts.port else "")
    return Profile(name=name, start=(start,), rules=Rules(hosts=_hosts((start,))))


def resolve(target: str, folders: tuple[Path, ...] = ()) -> Profile:
    """Give the profile for `target`: a URL, the path of a profile, or a name in `folders` or of a built-in one."""
    if "://" in target:
        return from_url(target)
    path = Path(target)
    if path.suffix == ".toml" or path.is_file():
        return load(path)
    known = available(folders)
    if target in known:
        return load(known[target])
    if re.fullmatch(r"(?:[\w.-]+\.[^\W\d_]{2,}|localhost|\d+(?:\.\d+){3})(?::\d+)?(?:/\S*)?", target):
        return from_url("http://" + target)
    close = difflib.get_close_matches(target, known, 1)
    hint = (
        f'did you mean "{close[0]}"?' if close else "give a URL, a path to a profile, or a name from `shilu sites`"
    )
    raise ProfileError(f'target "{target}": no such profile; {hint}')


def available(folders: tuple[Path, ...] = ()) -> dict[str, Path]:
    """Give name -> file of all profiles; one in `folders` wins over a built-in one of that name."""
    built_in = Path(str(files("spiders.profiles").joinpath("sites")))
    return {path.stem: path for folder in (built_in, *reversed(folders)) for path in sorted(folder.glob("*.toml"))}


def _check(table: Table, keys: Mapping[str, type], source: str) -> None:
    for key, value in table.items():
        if key not in keys:
            close = difflib.get_close_matches(key, keys, 1)
            hint = f'did you mean "{close[0]}"?' if close else f"known keys: {', '.join(sorted(keys))}"
            raise ProfileError(f'{source}: unknown key "{key}"; {hint}')
        if not isinstance(value, keys[key]) or isinstance(value, bool):
            raise ProfileError(f'{source}: key "{key}" takes a {_WORD[keys[key]]}, not {value!r}')


# What the values must be like, beyond their type.
_ITEMS: dict[str, type] = {
    "start": str, "lists": str, "hosts": str, "article": str, "category": str, "ignore": str, "recheck": int,
    "layout": dict,
}  # fmt: skip
_NUMBERS = {"list_pages": range(1, 1_000_001), "recheck": range(36_501), "max_depth": range(1001)}
_FORMS = {
    "hosts": (re.compile(r"[^\s/@]+"), 'hosts as in "www.example.com"'),
    "name": (re.compile(r"(?!\.{0,2}\Z)[^/\\\0]{1,200}"), "a name that can be that of a folder"),
    "timezone": (re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d"), 'an offset as in "+08:00"'),
}


def _check_values(table: Table, source: str) -> None:
    for key, value in table.items():
        for each in value if isinstance(value, list) else (value,):
            if says := _wrong(key, each):
                raise ProfileError(f'{source}: key "{key}" {says}, not {each!r}')


def _wrong(key: str, value: Any) -> str | None:
    """Say what a value of a key should be that it is not."""
    kind = _ITEMS.get(key)
    if kind and (not isinstance(value, kind) or isinstance(value, bool)):
        return f"takes a list, each a {_WORD[kind]}"
    if key in _NUMBERS and value not in _NUMBERS[key]:
        return f"goes from {_NUMBERS[key][0]} to {_NUMBERS[key][-1]}"
    if key in _FORMS and not _FORMS[key][0].fullmatch(value):
        return f"takes {_FORMS[key][1]}"
    return 'takes a charset, as "gb18030"' if key == "charset" and encoding_of(value) is None else None


_WORD: dict[type, str] = {str: "string", list: "list", int: "whole number", dict: "table"}
_LAYOUT_KEYS: dict[str, type] = {"fields": dict, "remove": list, "remove_lines": list, "until": str,
                                "match": dict}  # fmt: skip
# The fields of the article that a selector can be given for.
FIELDS = ("headline", "articleBody", "datePublished", "dateModified", "authors", "sourceOrganization", "editors",
          "breadcrumbs", "description", "mainImage")  # fmt: skip

# Those that are read from the text of one line.
MATCHED = ("headline", "datePublished", "dateModified", "authors", "sourceOrganization", "editors", "description")


def _layout(table: Table, source: str) -> Layout:
    source = f"{source}: [[layout]]"
    if isinstance(until := table.get("until"), date):  # TOML has dates of its own: until = 2015-06-30
        table = {**table, "until": until.isoformat()[:10]}
    _check(table, _LAYOUT_KEYS, source)
    selected = dict(table.get("fields", {}))
    _check(selected, dict.fromkeys(FIELDS, str), f"{source}: fields")
    removed = tuple(table.get("remove", ()))
    for key, selector in (*selected.items(), *(("remove", each) for each in removed)):
        if not isinstance(selector, str) or not is_selector(selector):
            says = f"{selector!r} is no CSS selector; try it in the browser's inspector"
            raise ProfileError(f'{source}: key "{key}": {says}')
    lines = tuple(table.get("remove_lines", ()))
    if not all(isinstance(line, str) and line.strip() for line in lines):
        raise ProfileError(f'{source}: key "remove_lines" takes a list, each a line of text, not {list(lines)!r}')
    matched = dict(table.get("match", {}))
    _check(matched, dict.fromkeys(MATCHED, str), f"{source}: match")
    for key, pattern in matched.items():
        _compile(pattern, key, f"{source}: match")
        if key not in selected:
            raise ProfileError(f'{source}: match: "{key}" has no selector in fields; give it one')
    return Layout(selected, removed, _day(table.get("until"), source), matched, tuple(map(clean, lines)))


def _day(until: str | None, source: str) -> str | None:
    try:
        return date.fromisoformat(until).isoformat() if until else None
    except ValueError:
        raise ProfileError(f'{source}: key "until" takes a day as in "2015-06-30", not {until!r}') from None


def _compile(pattern: str, key: str, source: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, TypeError) as error:
        raise ProfileError(f'{source}: key "{key}": {pattern!r} is no regular expression: {error}') from None


def _web_url(url: str, source: str) -> str:
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        usable = (
            parts.scheme in ("http", "https") and re.fullmatch(r"\S+", host or "") and port != 0 and url.encode()
        )
        asked = with_ascii_host(parts)
    except ValueError:
        usable = False
    if not usable or len(url.split("\n")) > 1:  # two of them: neither is meant to be part of the other
        raise ProfileError(f'{source}: "{url}" is no http or https URL')
    if "@" in parts.netloc:
        shown = url.replace(parts.netloc.rpartition("@")[0], "…", 1)
        raise ProfileError(f'{source}: "{shown}": a name and password would end up in records and reports; '
                           "give the address without them")  # fmt: skip
    return url if parts.path and asked == parts else urlunsplit(asked._replace(path=parts.path or "/"))


def _hosts(start: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(host for url in start for host in urls.site_of(url)))


def _asked_for(host: str, source: str) -> str:
    try:
        return with_ascii_host(SplitResult("http", host, "", "", "")).netloc
    except ValueError:
        raise ProfileError(f'{source}: key "hosts": "{host}" is no name of a host') from None
