"""Patterns are compiled when first used: all of them are tried here, so that a wrong one is not found by a page."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import crawler
import pipelines
import spiders
from pipelines.pattern import Pattern

PACKAGES = (pipelines, spiders, crawler)
PATTERNS = [
    (f"{module.name}.{name}", value)
    for package in PACKAGES
    for module in walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
    for name, value in vars(import_module(module.name)).items()
    if isinstance(value, Pattern)
]


@pytest.mark.parametrize("pattern", [value for _, value in PATTERNS], ids=[name for name, _ in PATTERNS])
def test_every_pattern_compiles(pattern: Pattern) -> None:
    pattern.search("")  # raises where it does not
