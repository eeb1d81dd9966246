"""One page told to a person in a terminal: aligned columns, long values cut, every decision with its evidence."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

from crawler.terminal.columns import cut, padded, wrapped
from pipelines.article import Article, FieldEdit
from pipelines.page.model import Link, Role
from pipelines.read import Page

SHOWN_LINKS, SHOWN_EDITS = 5, 5
_NARROWEST, _WIDEST = 60, 160
_LABEL = 22  # columns of the names at the left
_LINES = 3  # of one value
# Told elsewhere, or of no use to a reader at a terminal.
_LEFT_OUT = ("text", "schemaVersion", "articleId", "version", "url", "articleBodyHtml", "crawl", "archive")
_COUNTED = (Role.OTHER, Role.EXTERNAL)


def explain(page: Page, width: int | None = None) -> str:
    """Give what was read from `page`, and on what evidence, in lines of at most `width` columns."""
    width = width or min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
    lines = [
        *_row("url", page.url, "", width),
        *_row("encoding", f"{page.text.encoding} ({page.text.confidence:.2f})", page.text.evidence, width),
        *_row("kind", str(page.kind.value), page.kind.evidence, width),
        *(_row("drift", "an article, but no layout of the profile fits it", "", width) if page.drift else ()),
        *(line for reason in page.suspect for line in _row("suspect", reason, "", width)),
    ]
    if page.article:
        lines += ["", "article", *_article(page.article, dict(page.evidence), width)]
    return "\n".join([*lines, "", *_links(page.navigation.links, width)])


def _row(name: str, value: str, evidence: str, width: int) -> Iterator[str]:
    """Give a name, its value over a few lines, and the evidence on a line of its own."""
    room = width - _LABEL
    label = padded(name, _LABEL)
    for line in wrapped(_one_line(value), room, _LINES):
        yield label + line
        label = " " * _LABEL
    if evidence:
        yield " " * _LABEL + cut(f"^ {_one_line(evidence)}", room)


def _article(article: Article, evidence: dict[str, str], width: int) -> Iterator[str]:
    for name, value in article.to_dict().items():
        if name not in _LEFT_OUT:
            shown = _value(value)
            size = (
                f" ({len(value)} characters)"
                if isinstance(value, str) and len(value) > _LINES * width // 2
                else ""
            )
            yield from _row(f"  {name}", shown, evidence.get(name, "") + size, width)
    yield from _repairs(article.text.edits, width)


def _value(value: Any) -> str:
    """Tell a value in words: names, and addresses in brackets where they have one."""
    if isinstance(value, list):
        return "; ".join(_value(each) for each in value)
    if isinstance(value, dict):
        words = value.get("name") or value.get("headline") or value.get("caption") or ""
        url = value.get("url", "")
        return f"{words} <{url}>" if words and url else words or url
    return str(value)


def _repairs(edits: tuple[FieldEdit, ...], width: int) -> Iterator[str]:
    if not edits:
        return
    counts = Counter(edit.kind for edit in edits)
    yield from _row("  repaired", ", ".join(f"{count} {kind}" for kind, count in counts.most_common()), "", width)
    for edit in edits[:SHOWN_EDITS]:
        yield from _row("", f"{edit.field}: {edit.before!r} -> {edit.after!r} ({edit.confidence:.2f})", "", width)
    if len(edits) > SHOWN_EDITS:
        yield f"{'':<{_LABEL}}and {len(edits) - SHOWN_EDITS} more; --json has them all"


def _links(links: tuple[Link, ...], width: int) -> Iterator[str]:
    """Group the links by role; those of no use to a crawler are only counted."""
    yield f"links ({len(links)})"
    for role in Role:
        group = [link for link in links if link.role is role]
        if group:
            yield f"  {role} ({len(group)})"
            yield from (
                line for link in group[: 0 if role in _COUNTED else SHOWN_LINKS] for line in _link(link, width)
            )
            if role not in _COUNTED and len(group) > SHOWN_LINKS:
                yield f"    and {len(group) - SHOWN_LINKS} more"


def _link(link: Link, width: int) -> Iterator[str]:
    text = f"{link.date}  {link.text}" if link.date else link.text or "(no text)"
    room = (width - 6) // 2
    yield f"    {padded(cut(_one_line(text), room - 1), room)}  {cut(link.url, width - 6 - room)}"
    yield f"      {cut(f'^ {_one_line(link.evidence)}', width - 6)}"


def _one_line(text: str) -> str:
    """Fold white space, and take out what would move a terminal's cursor."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
