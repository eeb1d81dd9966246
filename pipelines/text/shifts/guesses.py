"""Which characters a lost byte may have been part of, likeliest first: with one half known, or with none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from heapq import nlargest
from itertools import chain, islice
from operator import add
from typing import Final

from pipelines.text.decoders.gb import Pairs
from pipelines.text.language_model.model import FOREIGN, Model

_GUESSES: Final = 40  # characters tried where both bytes are unknown
_FITTING: Final = 40  # and as many of those that fit the byte behind them
_AHEAD: Final = 24  # and as many of those that fit the character behind them
_STANDS: Final = -4.0  # nats at which that makes one likely that is none of ...
_TRIED: Final = 1500  # the commonest characters, from which these are taken ...
_KNOWN: Final = 4500  # ... of so many
_TRIED_OUTSIDE: Final = 1500  # ... and those of them that an older charset does not have
MARKS: Final = "，。、“”：；！？（）《》"
Way = tuple[int, str, float, int]  # a character: letter, itself, form, its byte that is not known


class _Ways:
    """What a charset offers in a script, the same for every search."""

    def __init__(self, pairs: Pairs, model: Model, traditional: bool) -> None:
        self._pairs = pairs
        self._model = model
        self._traditional = traditional
        self._halves: dict[tuple[int, bool, bool], list[Way]] = {}

    def half(self, byte: int, lead: bool, outside: bool) -> list[Way]:
        """Those that have this half, but for those that the model does not know, or the script does not use."""
        key = byte, lead, outside
        if key not in self._halves:
            table = (self._pairs.by_lead if lead else self._pairs.by_trail).get(byte, ())
            letter, form = self._model.letter, self._model.form
            ways = ((letter(char), char, form(char, self._traditional), other) for other, char in table)
            self._halves[key] = [
                way
                for way in ways
                if way[0] > 1 and way[2] > FOREIGN and not (outside and way[1] in self._pairs.narrow)
            ]
        return self._halves[key]

    @cached_property
    def common(self) -> list[Way]:
        marks = [self._model.letter(mark) for mark in MARKS]
        return self.usual([*marks, *self._model.han[:_TRIED]])

    @cached_property
    def outside(self) -> list[Way]:
        ways = (way for way in self.usual(self._model.han) if way[1] not in self._pairs.narrow)
        return list(islice(ways, _TRIED_OUTSIDE))

    def usual(self, letters: Sequence[int]) -> list[Way]:
        shapes = ((letter, self._model.shape(letter, self._traditional)) for letter in letters)
        return [(letter, char, 0.0, self.last_byte(char)) for letter, char in shapes]

    def last_byte(self, char: str) -> int:
        data = self._pairs.bytes_of(char) if char else None
        return data[-1] if data else 0


@cache
def _ways(pairs: Pairs, model: Model, traditional: bool) -> _Ways:
    return _Ways(pairs, model, traditional)


class _Group:
    """Characters that are weighed together, and what the model has found of them behind each last letter."""

    def __init__(self, ways: list[Way]) -> None:
        self.ways = ways
        self._letters = [way[0] for way in self.ways]
        self._found: dict[int, list[int]] = {}

    def weigh(self, context: int, model: Model) -> list[float]:
        return model.weigh(context, self._letters, self._found)


class Guesses:
    """Of one charset and script. Remembers what it was asked. `weighed`: how many characters that took."""

    def __init__(self, pairs: Pairs, model: Model, traditional: bool) -> None:
        self._pairs = pairs
        self._model = model
        self._ways = _ways(pairs, model, traditional)
        self._likely: dict[tuple[int, bool, int, int], list[tuple[float, Way]]] = {}
        self._before: dict[int, list[Way]] = {}
        self._behind: dict[int, list[float]] = {}
        self._fitting: dict[int, dict[int, None]] = {}
        self.weighed = 0
        self._halves: dict[tuple[int, bool, bool], _Group] = {}

    def half(
        self, context: int, byte: int, least: float, *, lead: bool, outside: bool
    ) -> Iterator[tuple[float, Way]]:
        """Those that have this half, behind a context, and cost no more nats than `least`. `outside`: not in the older
        charset.
        """
        group = self._group(byte, lead=lead, outside=outside)
        weighed = zip(self._weigh(context, group), group.ways, strict=True)
        return (both for both in weighed if both[0] + both[1][2] > least)

    def whole(self, context: int, outside: bool, after: int, following: int) -> list[tuple[float, Way]]:
        """Those tried behind a context where nothing is known of their bytes, but that the last one, for which a mark
        stands, should make no character with the byte `after` it (0: not known). `following`: the letter behind it.
        """
        key = context, outside, after, following
        ways = self._likely.get(key)
        if ways is None:
            ways = self._likely[key] = self._likeliest(*key)
        return ways

    def last_byte(self, char: str) -> int:
        return self._ways.last_byte(char)

    def _group(self, byte: int, *, lead: bool, outside: bool) -> _Group:
        key = byte, lead, outside
        if key not in self._halves:
            self._halves[key] = _Group(self._ways.half(*key))
        return self._halves[key]

    def _likeliest(self, context: int, outside: bool, after: int, following: int) -> list[tuple[float, Way]]:
        """Give the characters tried behind a context where nothing is known of their bytes."""
        group = self._outside if outside else self._common
        weights, ways = self._weigh(context, group), group.ways
        order = sorted(range(len(ways)), key=weights.__getitem__, reverse=True)
        found = dict.fromkeys(order[:_GUESSES])
        if after and not outside:
            fits = self._fits(after)
            found |= dict.fromkeys(islice(filter(fits.__contains__, order), _FITTING))
            if following > 1:
                rare = [
                    way for way in self._rare_before(following) if way[3] << 8 | after not in self._pairs.pairs
                ]
                weights, ways = weights + self._weigh(context, _Group(rare)), ways + rare
                ahead = [*self._ahead(following), *(self._model.next(way[0], following) for way in rare)]
                promise = list(map(add, weights, ahead))
                fitting = chain(fits, range(len(order), len(ways)))
                found |= dict.fromkeys(nlargest(_AHEAD, fitting, key=promise.__getitem__))
        return [(weights[place], ways[place]) for place in found]

    def _fits(self, after: int) -> dict[int, None]:
        """Places of the common characters whose last byte makes none with the byte `after` it."""
        if after not in self._fitting:
            known = self._pairs.pairs
            places = (n for n, way in enumerate(self._common.ways) if way[3] << 8 | after not in known)
            self._fitting[after] = dict.fromkeys(places)
        return self._fitting[after]

    def _ahead(self, following: int) -> list[float]:
        """What a letter weighs behind each of the common characters."""
        if following not in self._behind:
            letters = [way[0] for way in self._common.ways]
            self._behind[following] = self._model.weigh_before(following, letters)
        return self._behind[following]

    def _rare_before(self, following: int) -> list[Way]:
        """Characters that hardly ever stand anywhere else than before this letter: 垃 before 圾."""
        if following not in self._before:
            rare = self._model.likely_before(following, self._model.han[_TRIED:_KNOWN], _STANDS)
            self._before[following] = self._ways.usual(rare)
        return self._before[following]

    def _weigh(self, context: int, group: _Group) -> list[float]:
        self.weighed += len(group.ways)
        return group.weigh(context, self._model)

    @cached_property
    def _common(self) -> _Group:
        return _Group(self._ways.common)

    @cached_property
    def _outside(self) -> _Group:
        return _Group(self._ways.outside)
