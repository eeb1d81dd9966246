"""Count, smooth and prune n-grams: interpolated Kneser-Ney over text, and words with counts beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

ORDER = 4
BREAK, UNKNOWN = 0, 1
BITS = np.uint64(16)
Keys = np.ndarray


@dataclass(frozen=True)
class Grams:
    """Sorted keys of one order, their counts in text and words, and smoothed log-probabilities."""

    keys: Keys
    counts: Keys
    logp: Keys


@dataclass(frozen=True)
class Counts:
    """N-grams of one order: sorted keys with counts; `ends` how often a context ended a word, by context."""

    keys: Keys
    counts: Keys
    contexts: Keys
    ends: Keys


class Vocabulary:
    """Letters as numbers from 2, in the order of `letters`."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self._table = np.full(0x110000, UNKNOWN, dtype=np.uint64)
        self._table[10] = BREAK
        self._table[[ord(c) for c in letters]] = np.arange(2, len(letters) + 2)

    def encode(self, texts: Iterable[str]) -> Keys:
        pieces = (self._table[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)] for text in texts)
        zero = np.zeros(1, dtype=np.uint64)
        return np.concatenate([part for piece in pieces for part in (piece, zero)])


def combine(ids: Keys, order: int) -> tuple[Keys, Keys]:
    """Count the n-grams without a break in them; a key has 16 bits a character, the last lowest."""
    size = len(ids) - order + 1
    key = np.zeros(size, dtype=np.uint64)
    whole = np.ones(size, dtype=bool)
    for i in range(order):
        part = ids[i : i + size]
        key = (key << BITS) | part
        whole &= part > UNKNOWN
    return np.unique(key[whole], return_counts=True)


def suffix(keys: Keys, order: int) -> Keys:
    return keys & np.uint64((1 << (16 * (order - 1))) - 1)


def word_counts(words: Mapping[str, float], vocabulary: Vocabulary) -> list[Counts]:
    """The n-grams inside words, by order. Below the highest order only those that begin a word count: what stands
    behind another character in it is counted through the longer ones.
    """
    ids = {word: [int(i) for i in vocabulary.encode([word])[:-1]] for word in words}
    result = []
    for order in range(1, ORDER + 1):
        inside: Counter[int] = Counter()
        ends: Counter[int] = Counter()
        for word, weight in words.items():
            numbers = ids[word]
            for start in range(len(numbers) - order + 1):
                inside[_key(numbers[start : start + order])] += weight if start == 0 or order in (1, ORDER) else 0
            if len(numbers) >= order - 1 > 0:
                ends[_key(numbers[len(numbers) - order + 1 :])] += weight
        result.append(Counts(*_sorted(inside), *_sorted(ends)))
    return result


def _key(numbers: list[int]) -> int:
    key = 0
    for number in numbers:
        key = key << 16 | number
    return key


def _sorted(counts: Counter[int]) -> tuple[Keys, Keys]:
    keys = np.fromiter(counts.keys(), dtype=np.uint64, count=len(counts))
    values = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
    order = np.argsort(keys)
    return keys[order], values[order]


def add(one: Counts, other: Counts) -> Counts:
    return Counts(*merged(one.keys, one.counts, other), one.contexts, one.ends)


def merged(keys: Keys, counts: Keys, more: Counts) -> tuple[Keys, Keys]:
    both, place = np.unique(np.concatenate([keys, more.keys]), return_inverse=True)
    return both, np.bincount(place, np.concatenate([counts.astype(np.float64), more.counts]))


def estimate(ids: Keys, words: list[Counts]) -> list[Grams]:
    """Kneser-Ney: below the highest order, count in how many contexts, not how often."""
    raw = [merged(*combine(ids, order), words[order - 1]) for order in range(1, ORDER + 1)]
    grams: list[Grams] = []
    for order in range(1, ORDER + 1):
        keys, counts = raw[order - 1]
        if 1 < order < ORDER:
            wider, kinds = np.unique(suffix(raw[order][0], order + 1), return_counts=True)
            contexts = np.zeros(len(keys))
            contexts[np.searchsorted(keys, wider)] = kinds
            keys, counts = merged(keys, np.maximum(contexts, 1), words[order - 1])
        grams.append(smooth(keys, counts, order, words[order - 1], grams[-1] if grams else None))
    return [Grams(g.keys, _text_counts(g.keys, *raw[i]), g.logp) for i, g in enumerate(grams)]


def _text_counts(keys: Keys, all_keys: Keys, counts: Keys) -> Keys:
    place = np.minimum(np.searchsorted(all_keys, keys), len(all_keys) - 1)
    return np.where(all_keys[place] == keys, counts[place], 1.0)


def discounts(counts: Keys) -> Keys:
    """One for each count, after Chen, Goodman (1998): for what was seen once, twice, more often."""
    seen = [((counts >= n) & (counts < n + 1)).sum() + 1.0 for n in (1, 2, 3, 4)]
    ratio = seen[0] / (seen[0] + 2 * seen[1])
    once, twice, more = (n - (n + 1) * ratio * seen[n] / seen[n - 1] for n in (1, 2, 3))
    return np.minimum(counts, np.where(counts < 2, once, np.where(counts < 3, twice, more)))


def smooth(keys: Keys, counts: Keys, order: int, words: Counts, lower: Grams | None) -> Grams:
    context = keys >> BITS
    starts = np.flatnonzero(np.r_[True, context[1:] != context[:-1]])
    group = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(keys)]))
    total = np.add.reduceat(counts, starts)
    if lower is not None:
        place = np.minimum(np.searchsorted(words.contexts, context[starts]), len(words.contexts) - 1)
        total = total + np.where(words.contexts[place] == context[starts], words.ends[place], 0.0)
    left = counts - discounts(counts)
    mass = 1 - np.add.reduceat(left, starts) / total
    below = 1.0 / (len(keys) + 1000) if lower is None else np.exp(_below(keys, order, lower))
    return Grams(keys, counts, np.log(left / total[group] + mass[group] * below))


def _below(keys: Keys, order: int, lower: Grams) -> Keys:
    """The log-probability that the shorter context gives."""
    logp: Keys = lower.logp[np.searchsorted(lower.keys, suffix(keys, order))]
    return logp


def back_offs(grams: list[Grams]) -> list[tuple[Keys, Keys]]:
    """By order from 2: the contexts that something was seen behind, and what is left for all else there."""
    result = []
    for order in range(2, ORDER + 1):
        this, lower = grams[order - 1], grams[order - 2]
        context = this.keys >> BITS
        starts = np.flatnonzero(np.r_[True, context[1:] != context[:-1]])
        left = 1 - np.add.reduceat(np.exp(this.logp), starts)
        below = 1 - np.add.reduceat(np.exp(_below(this.keys, order, lower)), starts)
        result.append((context[starts], np.log(np.maximum(left, 1e-4) / np.maximum(below, 1e-4))))
    return result


def prune(grams: list[Grams], budget: int) -> list[Grams]:
    """Keep what differs most from what the shorter context says, times how often it is expected (weighted difference,
    Seymore, Rosenfeld 1996; expected rather than seen, for what was seen once in a long context hardly comes again).
    """
    gains = []
    for order, (contexts, weights) in enumerate(back_offs(grams), 2):
        this = grams[order - 1]
        back_off = weights[np.searchsorted(contexts, this.keys >> BITS)]
        gains.append(_expected(this) * (this.logp - _below(this.keys, order, grams[order - 2]) - back_off))
    everything = np.sort(np.concatenate(gains))
    low, high = budget // 4, min(budget, len(everything))
    for _ in range(8):
        middle = (low + high) // 2
        low, high = (middle, high) if _size(_kept(gains, everything[-middle], grams)) <= budget else (low, middle)
    return _kept(gains, everything[-low], grams)


def _expected(grams: Grams) -> Keys:
    """How often each would come behind its context if that came as often again."""
    context = grams.keys >> BITS
    starts = np.flatnonzero(np.r_[True, context[1:] != context[:-1]])
    total = np.add.reduceat(grams.counts, starts)
    return np.repeat(total, np.diff(np.r_[starts, len(context)])) * np.exp(grams.logp)


def _kept(gains: list[Keys], threshold: float, grams: list[Grams]) -> list[Grams]:
    """A context takes a place of its own: the fewer stand behind it, the more they must be worth."""
    masks = []
    for this, gain in zip(grams[1:], gains, strict=True):
        context = this.keys >> BITS
        starts = np.flatnonzero(np.r_[True, context[1:] != context[:-1]])
        kinds = np.add.reduceat((gain > threshold).astype(np.int64), starts)
        shared = np.repeat(1 / np.maximum(kinds, 1), np.diff(np.r_[starts, len(context)]))
        masks.append(gain > threshold * (1 + shared))
    pairs = zip(grams[1:], _closed(masks, grams), strict=True)
    return [grams[0], *(Grams(g.keys[mask], g.counts[mask], g.logp[mask]) for g, mask in pairs)]


def _size(grams: list[Grams]) -> int:
    """Places taken: by n-grams, and by the contexts of those."""
    return sum(len(g.keys) + 1 + int((np.diff(g.keys >> BITS) != 0).sum()) for g in grams[1:])


def _closed(masks: list[Keys], grams: list[Grams]) -> list[Keys]:
    """Keep what the kept are looked up through: their contexts, and themselves without the first character."""
    for order in range(ORDER, 2, -1):
        keys, lower = grams[order - 1].keys[masks[order - 2]], grams[order - 2].keys
        for part in (suffix(keys, order), keys >> BITS):
            masks[order - 3][np.searchsorted(lower, np.unique(part))] = True
    return masks
