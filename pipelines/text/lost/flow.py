"""How likely a text goes on, in one piece of a page: behind a bracket that closes, as in front of the one that opened."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add
from typing import Final

from pipelines.text.language_model.model import model
from pipelines.text.lost.charsets import REACH, Charsets

_HALF: Final = 0.5


class Flow:
    """`aside`: the context in front of a bracket left open; 0 where there is none."""

    def __init__(self, chars: Charsets, aside: int = 0) -> None:
        self.charsets = chars
        self.aside = aside
        self._model = model()
        self._closing = self._model.letter("）")

    def next(self, context: int, letter: int) -> float:
        known = self._model.next(context, letter)
        return (known + self._model.next(self.aside, letter)) * _HALF if self._goes_on(context) else known

    def weigh(self, context: int, letters: Sequence[int]) -> list[float]:
        known = self._model.weigh(context, letters)
        if not self._goes_on(context):
            return known
        return [weight * _HALF for weight in map(add, known, self._model.weigh(self.aside, letters))]

    def score(self, text: str, before: str) -> float:
        """How likely `text` is behind `before`."""
        chars, total = self.charsets, 0.0
        for char in text:
            known, last = self.next(self._model.context(before), self._model.letter(char)), before[-REACH:]
            total += (
                chars.weights(last, char, [known])[0] if char in chars.outside else chars.behind(last, char, known)
            )
            before += char
        return total

    def _goes_on(self, context: int) -> bool:
        """Whether a bracket has just closed, so that the sentence goes on which it interrupted."""
        return self.aside > 0 and context & 0xFFFF == self._closing
