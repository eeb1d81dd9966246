"""Local news by the yard: sentences and headlines of our own making (prose.toml), varied as prose is."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def _tables() -> tuple[Mapping[str, Sequence[str]], Sequence[str], Sequence[str]]:
    """Give words by name, sentences, headlines."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    words = {name: text.split() for name, text in data["words"].items()}
    return words, data["sentences"].splitlines(), data["headlines"].splitlines()


def _fill(dice: random.Random, template: str) -> str:
    words = _tables()[0]
    while "{" in template:
        name = template[template.index("{") + 1 : template.index("}")]
        template = template.replace(f"{{{name}}}", dice.choice(words[name]), 1)
    return template


def sentences(count: int, seed: int = 1) -> list[str]:
    """Give `count` sentences, the same for the same seed. Neighbours differ in form."""
    dice, templates = random.Random(seed), _tables()[1]
    return [_fill(dice, templates[n % len(templates)]) for n in range(count)]


def headlines(count: int, seed: int = 2) -> list[str]:
    """Give `count` headlines, the same for the same seed."""
    dice, templates = random.Random(seed), _tables()[2]
    return [_fill(dice, dice.choice(templates)) for _ in range(count)]
