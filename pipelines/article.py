"""The article as it is handed on: field names of schema.org and zyte-common-items, one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.json_line import in_one_line
from pipelines.page.model import Crumb, Media, Neighbour, Organization, Person

SCHEMA_VERSION = "1.0"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """An `Edit` of the article's field `field`; offsets count in that field as it was before repair."""

    field: str
    kind: str
    start: int
    end: int
    before: str
    after: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TextHistory:
    """What was done to the text between the bytes and the article."""

    encoding: str
    declared: str | None
    evidence: str
    confidence: float
    edits: tuple[FieldEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveRef:
    """The WARC record that an article was read from."""

    file: str
    offset: int
    record_id: str
    payload_digest: str | None
    date: str


@dataclass(frozen=True, slots=True)
class CrawlInfo:
    """How a crawl came to an article. Not part of what `extract` gives."""

    run: str
    fetched_at: str
    profile: str
    via: str
    referrer: str | None = None
    suspect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Absent fields are None or empty here and missing in JSON."""

    schema_version: str = SCHEMA_VERSION
    article_id: str
    version: int = 1
    url: str
    canonical_url: str | None = None
    headline: str | None = None
    article_body: str | None = None
    article_body_html: str | None = None
    description: str | None = None
    date_published: str | None = None
    date_published_raw: str | None = None
    date_modified: str | None = None
    date_modified_raw: str | None = None
    authors: tuple[Person, ...] = ()
    source_organization: Organization | None = None
    editors: tuple[Person, ...] = ()
    breadcrumbs: tuple[Crumb, ...] = ()
    article_section: tuple[Crumb, ...] = ()
    previous_article: Neighbour | None = None
    next_article: Neighbour | None = None
    main_image: Media | None = None
    images: tuple[Media, ...] = ()
    videos: tuple[Media, ...] = ()
    in_language: str | None = None
    pages: tuple[str, ...] = ()
    text: TextHistory
    archive: ArchiveRef | None = None
    crawl: CrawlInfo | None = None

    def to_dict(self) -> Json:
        """Give the JSON object: camelCase names, nothing that is absent."""
        return _object(self)


# `Person.raw` is `nameRaw` in zyte-common-items; every other name follows from the attribute.
_RENAMED = {"raw": "nameRaw"}
# Kept although empty: a reader of these wants to see that there was nothing.
_ALWAYS = frozenset(("edits", "declared", "before", "after"))
_ABSENT: tuple[object, ...] = (None, "", ())


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """Give (attribute, JSON name) of the fields of a dataclass."""
    return tuple((each.name, _RENAMED.get(each.name) or _camel(each.name)) for each in fields(kind))


def _object(item: Any) -> Json:
    """Walk one dataclass; `dataclasses.asdict` copies deeply and knows nothing of absent fields."""
    given = ((attribute, name, getattr(item, attribute)) for attribute, name in _names(item.__class__))
    return {
        name: _plain(value) for attribute, name, value in given if value not in _ABSENT or attribute in _ALWAYS
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float) or value is None:
        return value
    return [_plain(each) for each in value] if isinstance(value, tuple) else _object(value)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def schema() -> Json:
    """Give the JSON Schema (2020-12) of one article line."""
    text = files("pipelines").joinpath("article.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def line(article: Mapping[str, Any]) -> str:
    """Give `article` as one line of JSON, without the line's end."""
    return in_one_line(json.dumps(article, ensure_ascii=False, separators=(", ", ": ")))
