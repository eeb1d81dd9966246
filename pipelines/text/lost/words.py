"""Words, names and places that have a character which older charsets lack: what stands beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import log
from typing import Final

from pipelines.text.language_model.model import model

_SIZE: Final = 11_000_000_000  # characters in which the words were counted
NEVER: Final = -40.0


class Words:
    """Log-probabilities of neighbours, where one of them is a character that is lost."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = Counter[str]()
        self._behind: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for word, count in counts.items():
            for start, char in enumerate(word):
                if not char.encode("gb2312", "ignore"):
                    self._add(word, start, count)

    def _add(self, word: str, place: int, count: int) -> None:
        for start in range(max(place - 2, 0), place + 1):
            for end in range(place + 1, min(place + 3, len(word)) + 1):
                self._counts[word[start:end]] += count
        if place:
            self._behind[word[place - 1]].add(word[place])
        if place + 1 < len(word):
            self._before[word[place + 1]].add(word[place])

    def counts(self, char: str) -> int:
        return self._counts[char]

    def beside(self, before: str, after: str) -> Iterator[str]:
        """The lost characters that stand behind or before a character."""
        yield from self._behind.get(before, ())
        yield from self._before.get(after, ())

    def lost(self, before: str, char: str) -> float:
        """How likely a lost character is behind what is known."""
        return max(self._lost(behind, char) for behind in (before[-2:], before[-1:], ""))

    def _lost(self, before: str, char: str) -> float:
        count = self._counts.get(before + char)
        return min(log(count / _SIZE) - model().score(before), 0.0) if count else NEVER

    def known(self, before: str, char: str) -> float:
        """How likely a known character is behind a lost one, the last of `before`."""
        return max(self._known(before[-size:], char) for size in (1, 2))

    def _known(self, before: str, char: str) -> float:
        count = self._counts.get(before + char)
        return log(count / self._counts[before]) if count else NEVER


@cache
def words() -> Words:
    lines = (files("pipelines.text") / "data" / "lost-words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines)
    return Words({word: int(count) for count, *row in rows for word in row})
