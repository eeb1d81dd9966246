"""The words that fields are recognised by, read from `data/*.toml` once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.pattern import Pattern

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """Give the table `name` as it lies in `data`."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, section: str, key: str) -> list[str]:
    """Give one list of a table."""
    return list(table(name)[section][key])


def expression(name: str, section: str, key: str) -> str:
    """Give one expression of a table. It may be broken over lines, whose ends and indentation are no part of it."""
    return re.sub(r"(?:^|\n)\s*", "", table(name)[section][key])


def alternatives(name: str, section: str, key: str) -> str:
    """Give one list of a table as the inside of a regular expression; entries are expressions themselves."""
    return "(?:" + "|".join(words(name, section, key)) + ")"


def phrases(name: str, section: str, key: str) -> Pattern:
    """Give one list of a table as a pattern that finds any of its entries."""
    return Pattern(alternatives(name, section, key), re.IGNORECASE)


def labels(key: str) -> Pattern:
    """The same of a list of labels. They are asked in small letters: regard for case makes a search many times as fast."""
    return Pattern(alternatives("body", "labels", key))


def branching(words: Iterable[str]) -> str:
    """Give a regular expression for any of `words`, the longest first, that is asked by the first letter.

    Of a list of hundreds, every word is tried at every place of a line; of some dozen letters, a handful of words is.
    """
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(head)}(?:{'|'.join(rests)})" for head, rests in heads.items()) + ")"
