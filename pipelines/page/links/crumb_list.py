"""Breadcrumbs that a page states for machines: a BreadcrumbList of schema.org in JSON-LD."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from pipelines.page.links.anchors import Page
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Crumb

_DEEPEST = 10  # lists and graphs in each other


def listed_crumbs(page: Page) -> Iterator[Crumb]:
    """Give the names of a BreadcrumbList (schema.org) in JSON-LD, in the order of their positions."""
    for text in page.document.data_scripts:
        if "BreadcrumbList" in text and (crumbs := list(_listed(text, page))):
            yield from crumbs
            return


def _listed(text: str, page: Page) -> Iterator[Crumb]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for node in _nodes(data):
        items = node.get("itemListElement")
        if node.get("@type") == "BreadcrumbList" and isinstance(items, list):
            entries = [item for item in items if isinstance(item, dict)]
            yield from (crumb for entry in sorted(entries, key=_position) if (crumb := _crumb(entry, page)))
            return


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    children = data if isinstance(data, list) else []
    if isinstance(data, dict):
        yield data
        children = [data.get("@graph"), data.get("breadcrumb")]
    for child in children:
        if isinstance(child, dict | list) and depth < _DEEPEST:
            yield from _nodes(child, depth + 1)


def _position(entry: dict[str, Any]) -> float:
    try:
        return float(entry.get("position") or 0)
    except (TypeError, ValueError):
        return 0


def _crumb(entry: dict[str, Any], page: Page) -> Crumb | None:
    item = entry.get("item")
    inner = item if isinstance(item, dict) else {"@id": item}
    name = entry.get("name") or inner.get("name")
    url = inner.get("@id") or inner.get("url")
    if not isinstance(name, str) or not name.strip():
        return None
    return Crumb(squeeze(html.unescape(name)), page.document.resolve(url) if isinstance(url, str) else None)
