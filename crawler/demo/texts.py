"""The articles as written: texts/SECTION.toml, one table an article."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.demo.model import Draft


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _draft(entry: dict[str, Any]) -> Draft:
    return Draft(
        id=entry["id"],
        headline=entry["headline"],
        date=entry["date"],
        source=entry.get("source"),
        authors=tuple(entry.get("authors", ())),
        editors=tuple(entry.get("editors", ())),
        paragraphs=_paragraphs(entry["body"]),
        edition=entry.get("edition", 1),
        revised_headline=entry.get("revised_headline"),
        revised_paragraphs=_paragraphs(entry.get("revised_body", "")),
        parts=tuple(entry.get("parts", ())),
        counter=entry.get("counter", False),
        only=entry.get("only", ""),
        language=entry.get("language", ""),
        charset=entry.get("charset", ""),
        damage=entry.get("damage", ""),
    )


@cache
def drafts(section: str) -> tuple[Draft, ...]:
    """Give the drafts of a section, oldest first, as they stand in the file."""
    text = files("crawler.demo").joinpath("texts", f"{section}.toml").read_text(encoding="utf-8")
    return tuple(_draft(entry) for entry in tomllib.loads(text)["article"])
