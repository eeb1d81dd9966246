"""Regular expressions that are compiled when they are first used.

To compile all at import took two thirds of the time to start, and most texts and pages need few of them: each class of
characters with Han in it costs half a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

Matching = Callable[..., re.Match[str] | None]


class Pattern:
    """Used as what `re.compile` gives. Its methods are those of the compiled expression, found once: no call is added."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    @cached_property
    def search(self) -> Matching:
        return self._compiled.search

    @cached_property
    def match(self) -> Matching:
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Matching:
        return self._compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self._compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[Any]]:
        return self._compiled.findall

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self._compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[Any]]:
        return self._compiled.split
