"""How likely is this text? Characters in context, both scripts, in natural logarithms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from typing import Final

from pipelines.text.language_model.filter import BEHIND, FINE, STEP, Filter
from pipelines.text.language_model.folding import SHAPES

_UNSEEN: Final = -16.0  # a character that the model has never seen
_RARE: Final = -9.0  # a mark of ASCII or punctuation that it has never seen
_LINE: Final = -3.0
FOREIGN: Final = -9.0  # a form that the script of the text does not use
_WIDE: Final = -3.0  # digits of full width
_WIDER: Final = -7.0  # letters of full width
_SECOND: Final = -1.0  # a form that it uses in other words: 髮 for 发, where 發 is the usual one
CONTEXT: Final = 3
CONTEXT_MASK: Final = (1 << 16 * CONTEXT) - 1  # a letter more, one less: context << 16 & CONTEXT_MASK | letter
_SINGLE: Final = 0xFFFF  # contexts of one letter
# No pair stands more often than each of its letters: one that would by so many nats more is found by chance, of which
# those of a common letter and a rare one are many. Of 134,000 pairs in good text 28 are lost by it.
_CHANCE: Final = 1.5
_HAN: Final = range(0x4E00, 0xA000)


class Model:
    """`letter` gives the number of a character's folded form; `next` weighs a letter behind a context.

    A context is an integer of 16 bits a letter, the last lowest; 0 is a context that says nothing.
    """

    def __init__(self, grams: bytes, tables: dict[str, object]) -> None:
        self._grams = Filter(grams)
        self._tables = tables
        letters = str(tables["letters"])
        simplified: dict[str, str] = tables["simplified"]  # type: ignore[assignment]
        unigrams: list[int] = tables["unigrams"]  # type: ignore[assignment]
        self._unigrams = [_UNSEEN, _UNSEEN, *(-n / 10 for n in unigrams)]
        self._letters = {ord(c): i + 2 for i, c in enumerate(letters)}
        self._letters |= {ord(k): self._letters[ord(v)] for k, v in simplified.items() if ord(v) in self._letters}
        self._letters |= {k: self._letters.get(ord(v), 1) for k, v in SHAPES.items()}
        rare = [code for code in (*range(32, 127), *range(0x3000, 0x3020)) if code not in self._letters]
        self._letters |= dict.fromkeys(rare, len(self._unigrams))
        self._unigrams.append(_RARE)
        self._letters[10] = 0
        self._lonely = {self._letters[ord(char)] for char in str(tables["lonely"])}
        self.vocabulary = letters
        self.simplified = simplified
        self.traditional: dict[str, str] = tables["traditional"]  # type: ignore[assignment]
        self.readings: dict[str, str] = tables["readings"]  # type: ignore[assignment]
        self.forms_of_traditional, self.forms_of_simplified = frozenset(simplified), frozenset(self.traditional)
        self._seen: dict[int, float] = {}
        self._contexts: dict[int, list[tuple[int, float]]] = {}

    def rank(self, char: str) -> int:
        """Place of the folded character among all by how often it is used, from 0."""
        letter = self._letters.get(ord(char), 1)
        return letter - 2 if letter > 1 else len(self.vocabulary)

    def commonest(self, count: int) -> frozenset[str]:
        """The characters of lower rank than `count`, in all their forms."""
        return frozenset([chr(code) for code, letter in self._letters.items() if 1 < letter < count + 2])

    def reads_first(self, char: str, syllable: str) -> bool:
        """Whether dictionaries give this reading (with its tone mark) first."""
        return char in self.readings.get(syllable, "|").partition("|")[0]

    def knows(self, one: str, other: str) -> bool:
        """Whether the two stand side by side in what it was trained on."""
        left, right = self.letter(one), self.letter(other)
        return left > 1 and right > 1 and self._grams.find(left << 16 | right) >= 0

    def letter(self, char: str) -> int:
        return self._letters.get(ord(char), 1)

    def next(self, context: int, letter: int) -> float:
        """Log-probability of `letter` behind `context`. Remembers what it was asked."""
        key = context << 16 | letter
        p = self._seen.get(key)
        if p is None:
            if len(self._seen) > 200_000:  # some 30 MB
                self._seen.clear()
            p = self._seen[key] = self._weigh(context, letter)
        return p

    def weigh(
        self, context: int, letters: Sequence[int], found: dict[int, list[int]] | None = None
    ) -> list[float]:
        """The same for many letters behind one context, most of which never stood there. `found` remembers what there is
        of just these letters behind the last one of a context.
        """
        left = self._left_over(context)
        if not left:
            return [self.next(context, letter) for letter in letters]
        shortest, weight = left[0]
        unigrams = self._unigrams
        levels = found.get(shortest) if found is not None else None
        if levels is None:
            levels = self._grams.find_all(shortest << 16, letters)
            if found is not None:
                found[shortest] = levels
        return [
            unigrams[letter] + weight if level < 0 and letter > 1 else self.next(context, letter)
            for letter, level in zip(letters, levels, strict=True)
        ]

    def weigh_before(self, letter: int, letters: Sequence[int]) -> list[float]:
        """What `letter` weighs behind each of `letters`, alone on its line."""
        if letter < 2 or letter in self._lonely:
            return [self.next(each, letter) for each in letters]
        alone, unigrams = self._unigrams[letter], self._unigrams
        levels = self._grams.find_all(letter, [each << 16 for each in letters])
        lefts = map(self._left_over, letters)
        return [
            alone
            if not left
            else alone + left[0][1]
            if level < 0 or -STEP * level > alone + _CHANCE - unigrams[each]
            else -STEP * level
            for each, left, level in zip(letters, lefts, levels, strict=True)
        ]

    def likely_before(self, letter: int, letters: Sequence[int], least: float) -> list[int]:
        """Give those of `letters` behind which this one is likelier than `least`, where it is not everywhere."""
        if self._unigrams[letter] <= least:
            levels = self._grams.find_all(letter, [each << 16 for each in letters])
            letters = [each for each, level in zip(letters, levels, strict=True) if level >= 0]
        return [each for each in letters if self.next(each, letter) > least]

    def _weigh(self, context: int, letter: int) -> float:
        if letter < 2:
            return _UNSEEN if letter else _LINE
        left = self._left_over(context)
        find = self._grams.find
        p = self._unigrams[letter]
        if letter in self._lonely:
            return p + (left[0][1] if left else 0.0)
        most = p + _CHANCE - self._unigrams[context & 0xFFFF]
        for part, weight in left:
            level = find(part << 16 | letter)
            if level < 0 or (part <= _SINGLE and -STEP * level > most):
                return p + weight
            p = -STEP * level
        return p

    def _left_over(self, context: int) -> list[tuple[int, float]]:
        """The contexts that say something, the shortest first, each with what they and the longer ones leave for what
        never stood behind them.
        """
        left = self._contexts.get(context)
        if left is None:
            if len(self._contexts) > 200_000:
                self._contexts.clear()
            left = self._contexts[context] = self._look_up(context)
        return left

    def _look_up(self, context: int) -> list[tuple[int, float]]:
        found = list(self._left_over(context & 0xFFFF)) if context > 0xFFFF else []  # many contexts end alike
        for length in range(len(found) + 1, CONTEXT + 1):
            if (context >> (16 * (length - 1))) & 0xFFFF < 2:
                break
            part = context & ((1 << (16 * length)) - 1)
            level = self._grams.find(part | BEHIND)
            if level < 0:
                break
            found.append((part, -FINE * level))
        total = 0.0
        for place in reversed(range(len(found))):
            total += found[place][1]
            found[place] = found[place][0], total
        return found

    def form(self, char: str, traditional: bool) -> float:
        """What it costs to meet this form of a character in a text of this script."""
        if "\uff10" <= char <= "\uff5a" and char.isalnum():
            return _WIDE if char.isdigit() else _WIDER
        if char == "\u3000":
            return _WIDE
        if not traditional:
            return FOREIGN if char in self.simplified and not char.encode("gb2312", "ignore") else 0.0
        forms = self.traditional.get(self.simplified.get(char, char))
        if forms is None or char == forms[0]:
            return 0.0
        return _SECOND if char in forms else FOREIGN

    def forms(self, text: str, traditional: bool) -> float:
        """The same of all characters of a text."""
        return sum(self.form(char, traditional) for char in text)

    @cached_property
    def han(self) -> list[int]:
        """The letters of Han characters, the commonest first."""
        return [i for i, char in enumerate(self.vocabulary, 2) if "\u3400" <= char <= "\u9fff"]

    def shape(self, letter: int, traditional: bool) -> str:
        """The usual form of a letter in this script."""
        char = self.vocabulary[letter - 2]
        return self.traditional.get(char, char)[0] if traditional else char

    def score(self, text: str, before: str = "") -> float:
        """Log-probability of `text` behind `before`, forms left aside."""
        context, letters, total = self.context(before), self._letters, 0.0
        for code in map(ord, text):
            letter = letters.get(code, 1)
            total += self.next(context, letter)
            context = (context << 16 | letter) & CONTEXT_MASK
        return total

    def context(self, text: str) -> int:
        context = 0
        for char in text[-CONTEXT:]:
            context = context << 16 | self.letter(char)
        return context


@cache
def model() -> Model:
    """Load the model that ships with the program, once, when first asked."""
    folder = files("pipelines.text") / "data"
    tables = json.loads((folder / "model-tables.json").read_text(encoding="utf-8"))
    return Model((folder / "model-grams.bin").read_bytes(), tables)


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, by the forms that only one script has."""
    chars = set(text[:20_000])
    weigh = model()
    return len(chars & weigh.forms_of_traditional) > len(chars & weigh.forms_of_simplified)


@cache
def rare_han() -> str:
    """The body of a character class: Han characters that good text hardly uses."""
    return as_class(rare_codes())


@cache
def rare_codes() -> Sequence[int]:
    """Their code points, in order."""
    common = set(map(ord, (files("pipelines.text") / "data" / "model-common.txt").read_text(encoding="utf-8")))
    return [code for code in _HAN if code not in common]


def as_class(codes: Sequence[int]) -> str:
    """The body of a character class that holds these code points, in runs of neighbours."""
    runs = [
        [code for _, code in group] for _, group in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)
