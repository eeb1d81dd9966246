"""Words, names and places that have a character which older charsets lack: what stands beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
        self._behind: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for word, count in counts.items():
            for place, char in enumerate(word):
                if not char.encode("gb2312", "ignore"):
                    self._pair(word, place)
                    _count(word, place, count, rows)
        # of characters, by what stands before them
        self._nats = {
            before: {char: log(count / _SIZE) for char, count in row.items()} for before, row in rows.items()
        }

    def _pair(self, word: str, place: int) -> None:
        if place:
            self._behind[word[place - 1]].add(word[place])
        if place + 1 < len(word):
            self._before[word[place + 1]].add(word[place])

    def has(self, char: str) -> bool:
        return char in self._nats[""]

    def beside(self, before: str, after: str) -> Iterator[str]:
        """The lost characters that stand behind or before a character."""
        yield from self._behind.get(before, ())
        yield from self._before.get(after, ())

    def lost(self, before: str, chars: Sequence[str]) -> list[float]:
        """How likely each of some lost characters is behind what is known."""
        alone = self._nats[""]
        told = [alone.get(char, NEVER) for char in chars]
        for end in (before[-1:], before[-2:]):
            if end and (row := self._nats.get(end)):
                score = model().score(end)
                told = [
                    max(nats, min(row[char] - score, 0.0)) if char in row else nats
                    for char, nats in zip(chars, told, strict=True)
                ]
        return told

    def known(self, before: str, char: str) -> float:
        """How likely a known character is behind a lost one, the last of `before`."""
        return max(self._known(before[-size:], char) for size in (1, 2))

    def _known(self, before: str, char: str) -> float:
        nats = self._nats.get(before, {}).get(char)
        return NEVER if nats is None else nats - self._nats[before[:-1]][before[-1]]


def _count(word: str, place: int, count: int, rows: defaultdict[str, dict[str, int]]) -> None:
    """Count the character at `place` with up to two before and two behind it."""
    for start in range(max(place - 2, 0), place + 1):
        for end in range(place, min(place + 3, len(word))):
            row = rows[word[start:end]]
            row[word[end]] = row.get(word[end], 0) + count


@cache
def words() -> Words:
    lines = (files("pipelines.text") / "data" / "lost-words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines)
    return Words({word: int(count) for count, *row in rows for word in row})
