"""The words and addresses that navigation is recognised by, read from `data/navigation.toml` once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.pattern import Pattern

_TABLE: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data/navigation.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """What parts of a URL stand for."""

    edition_hosts: frozenset[str]
    baggage: frozenset[str]
    baggage_in_words: frozenset[str]
    baggage_prefixes: tuple[str, ...]
    baggage_if_token: frozenset[str]
    page_parameters: frozenset[str]
    tongues: frozenset[str]
    tongue_parameters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern, what it says, and how much: above zero for an article, below for a category."""

    pattern: Pattern
    words: str
    weight: int = 0


def _addresses(table: Mapping[str, Any]) -> Addresses:
    return Addresses(
        frozenset(table["edition_hosts"]),
        frozenset(table["baggage"]),
        frozenset(table["baggage_in_words"]),
        tuple(table["baggage_prefixes"]),
        frozenset(table["baggage_if_token"]),
        frozenset(table["page_parameters"]),
        frozenset(table["tongues"]),
        frozenset(table["tongue_parameters"]),
    )


def signs(section: str) -> tuple[Sign, ...]:
    """Give the signs of one section, in the order of the table; they are looked for in small letters."""
    rows = _TABLE[section]
    return tuple(Sign(Pattern(row["pattern"]), row["words"], row.get("weight", 0)) for row in rows)


def phrase(section: str, name: str) -> str:
    """Give the alternatives of one list as the inside of a regular expression; entries are patterns in small letters."""
    return "(?:" + "|".join(_TABLE[section][name]) + ")"


def small(text: str) -> str:
    """Give `text` in small letters, each in its place. To look in it is many times as fast as without regard for case."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join([letter.lower()[0] for letter in text])


ADDRESSES = _addresses(_TABLE["addresses"])
