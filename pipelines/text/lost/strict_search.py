"""The likeliest text that a strict decoder left a line of: one that knows an older charset than the text was written in.

What it knows it reads, so that nearly all bytes are at hand. Of a character that it does not know, a decoder loses the
first byte and takes the second for a letter or for the beginning of the next character (CPython, iconv), or it loses
both (Java, PHP). Each mark is read either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from math import exp, log1p
from typing import Final

from pipelines.text.decoders.gb import Pairs, pairs
from pipelines.text.decoders.losses import Bytes, Decoder
from pipelines.text.language_model.model import FOREIGN, model
from pipelines.text.lost.names import SURNAMES, name_weights

MARKS: Final = frozenset("?\ufffd")
NOTHING: Final[Bytes] = frozenset()
_BEAM: Final = 40
TRIED: Final = 32  # characters tried for one place ...
_TRIED_ALL: Final = 64  # ... where neither of its bytes is known
_HOPE: Final = 18.0  # nats that a reading may be behind the best and still win
_KEPT: Final = 12.0  # what it costs to leave U+FFFD standing
_PAIR: Final = 1.0  # what speaks for one byte lost rather than both: the commonest decoders
_HALF: Final = 5.0  # the same where a letter stands behind the mark
_UNNAMED: Final = 5.0  # what speaks against a name where no surname stands one or two characters before
_PAGE: Final = 6.0  # what speaks for a character that stands behind the same one elsewhere on the page
_NAMED: Final = -6.0  # nats at which a lost character is one of a name
_NEVER: Final = -40.0
_CONTEXT: Final = 0xFFFF_FFFF_FFFF
_USUAL: Final = 250  # characters thought of, beside those of names, where nothing is known of a lost one
_ORDINARY: Final[Bytes] = frozenset(range(0x81, 0xFF))  # a byte that was lost in another way, of any character
_OTHERWISE: Final = 8.0  # what it costs to believe that
_OTHERS: Final = "〇€㎡㎏㎞㎜㎝㎎㏄"
_MEASURES: Final = "㎡㎏㎞㎜㎝㎎㏄"
_NUMERALS: Final = frozenset("〇一二三四五六七八九")
_MEASURED: Final = -3.0  # nats at which a character lost behind a digit is one of these, or 〇 behind a numeral
_CLOSES: Final = 4.0  # what speaks for a bracket that closes one left open


@dataclass(frozen=True, slots=True)
class Token:
    """A character of the line. `data` are its bytes; of a mark there are none: `lost` is what may have stood there, and
    `half` whether a letter stands behind it, the second byte most likely.
    """

    place: int
    char: str
    data: bytes
    lost: Bytes = NOTHING
    half: bool = False


@dataclass(slots=True, eq=False)
class Step:
    """One token on the way of a reading, what came out of it, and what else could have been made up there.

    `otherwise`: a byte was lost there that a strict decoder would have read.
    """

    before: Step | None
    token: Token
    out: str
    kept: bool
    weight: float
    guesses: tuple[tuple[float, str], ...]
    otherwise: bool


@dataclass(slots=True, eq=False)
class _State:
    """`pending`: the values that a first byte may have, which waits for its second; none where no byte waits."""

    score: float
    pending: Bytes
    context: int
    out: str
    step: Step | None
    guesses: tuple[tuple[float, str], ...] = ()
    otherwise: bool = False


class Charsets:
    """An older charset, and the one that widens it."""

    def __init__(self, narrow: str, wide: str) -> None:
        self.narrow = narrow
        self.traditional = narrow != "gb2312"
        self.decoder = Decoder(narrow)
        self.pairs: Pairs = pairs(wide)
        self._names = name_weights()
        self._own: dict[tuple[bool, bool, bool], dict[str, float]] = {}
        lost = (char for char in self.pairs.pairs.values() if not char.encode(narrow, "ignore"))
        self.outside = frozenset(filter(self._fits, lost))
        usual = sorted((char for char in self.outside if self._is_usual(char)), key=model().rank)[:_USUAL]
        more = (char for char in (*tuple(self._names)[:_USUAL], *_MEASURES) if char in self.outside)
        self.usual = tuple(dict.fromkeys((*usual, *more)))

    def _fits(self, char: str) -> bool:
        return char in self._names or char in _OTHERS or ("\u3400" <= char <= "\u9fff" and self._is_usual(char))

    def _is_usual(self, char: str) -> bool:
        """Whether the script of the text uses this form."""
        return model().form(char, self.traditional) > FOREIGN

    def own_weights(self, last: str) -> Mapping[str, float]:
        """How likely lost characters are by themselves, behind `last`: in a name, or a measure."""
        before = last[-1:]
        named = any(model().simplified.get(one, one) in SURNAMES for one in last)
        key = before.isdecimal(), before in _NUMERALS, named
        known = self._own.get(key)
        if known is None:
            known = self._own[key] = {char: self._own_weight(char, *key) for char in self.outside}
        return known

    def _own_weight(self, char: str, digit: bool, numeral: bool, named: bool) -> float:
        if digit:
            return _MEASURED if char in _MEASURES else _NEVER
        if numeral and char == "〇":
            return _MEASURED
        return _NAMED + self._names.get(char, _NEVER) - _UNNAMED * (not named)

    def tokens(self, line: str, start: int) -> list[Token]:
        data = [char.encode(self.narrow, "ignore") if char not in MARKS else b"" for char in line]
        tokens = []
        for place, char in enumerate(line):
            if char not in MARKS:
                tokens.append(Token(start + place, char, data[place]))
                continue
            after = data[place + 1][:1] if place + 1 < len(line) else b""
            lost = self.decoder.lost_before(after[0] if after else None)
            tokens.append(Token(start + place, char, b"", lost, b"@" <= after < b"\x7f"))
        return tokens


@cache
def charsets(narrow: str, wide: str) -> Charsets:
    return Charsets(narrow, wide)


class Search:
    """Reads the damaged stretches of one text. `page`: characters that stand side by side elsewhere on the page."""

    def __init__(self, chars: Charsets, page: frozenset[str]) -> None:
        self._charsets = chars
        self._traditional = chars.traditional
        self._page = page
        self._model = model()
        self.unclosed = False  # whether a bracket is open that the text does not close
        self._known: dict[tuple[int, str, bool], tuple[tuple[float, str], ...]] = {}

    def run(self, before: str, tokens: Sequence[Token]) -> list[Step]:
        """Read `tokens` behind the text `before`; no steps where no reading fits."""
        states = [_State(0.0, NOTHING, self._model.context(before), before[-2:], None)]
        for token in tokens:
            states = _prune(new for state in states for new in self._advance(state, token))
        ends = [state for state in states if not state.pending]
        return _way(max(ends, key=lambda state: state.score)) if ends else []

    def _advance(self, state: _State, token: Token) -> Iterator[_State]:
        if token.char in MARKS:
            yield from self._mark(state, token)
            return
        old: list[_State] = [_State(state.score, state.pending, state.context, state.out, state.step)]
        kept = not state.pending
        for byte in token.data:
            old = [new for one in old for new in self._feed(one, frozenset((byte,)))]
        yield from (_stepped(state, new, token, kept and not new.pending) for new in old)

    def _mark(self, state: _State, token: Token) -> Iterator[_State]:
        yield from (_stepped(state, new, token, False) for new in self._feed(state, token.lost))
        for new in self._feed(state, _ORDINARY):
            new.score -= _OTHERWISE
            yield _stepped(state, new, token, False)
        if state.pending:
            return
        for new in self._guess(state, self._charsets.usual):
            new.score -= _PAIR + _HALF * token.half
            yield _stepped(state, new, token, False)
        if token.char == "?":
            yield _stepped(state, self._emit(state, "?"), token, True)
        else:
            kept = _State(state.score - _KEPT, NOTHING, 0, state.out + token.char, state.step)
            yield _stepped(state, kept, token, True)

    def _feed(self, state: _State, byte: Bytes) -> Iterable[_State]:
        known = len(byte) == 1
        if not state.pending:
            if known and (code := min(byte)) < 0x80:
                return (self._emit(state, chr(code)),)
            return (replace(state, pending=byte),)
        if len(state.pending) == 1 and known:
            one, two = min(state.pending), min(byte)
            char = self._charsets.pairs.pairs.get(one << 8 | two)
            return (self._emit(state, char),) if char else ()
        made = self._guess(state, self._fitting(state.pending, byte))
        for new in made:
            new.otherwise = _ORDINARY in (state.pending, byte)
        return made

    def _fitting(self, one: Bytes, two: Bytes) -> Sequence[str]:
        table = self._charsets.pairs
        if len(two) == 1:
            chars = table.by_trail.get(min(two), ())
            if one == _ORDINARY:
                return [char for _, char in chars if char not in self._charsets.outside]
            return [char for byte, char in chars if byte in one and char in self._charsets.outside]
        if len(one) == 1:
            return [char for byte, char in table.by_lead.get(min(one), ()) if byte in two]
        return self._charsets.usual

    def _guess(self, state: _State, chars: Sequence[str]) -> list[_State]:
        likely = self._likeliest(state, chars)
        made = []
        for weight, char in likely:
            new = self._placed(state, char, weight)
            new.guesses = likely
            made.append(new)
        return made

    def _likeliest(self, state: _State, chars: Sequence[str]) -> tuple[tuple[float, str], ...]:
        if chars is not self._charsets.usual:
            return tuple(nlargest(TRIED, zip(self._weights(state, chars), chars, strict=True)))
        key = (state.context, state.out[-2:], self.unclosed)
        known = self._known.get(key)
        if known is None:
            weights = zip(self._weights(state, chars), chars, strict=True)
            known = self._known[key] = tuple(nlargest(_TRIED_ALL, weights))
        return known

    def _weights(self, state: _State, chars: Sequence[str]) -> list[float]:
        weigh = self._model
        letters = [weigh.letter(char) for char in chars]
        known = weigh.weigh(state.context, letters)
        last = state.out[-2:]
        own = self._charsets.own_weights(last)
        return [
            _either(weight + self._form(char), own.get(char, _NEVER))
            + _PAGE * (last[-1:] + char in self._page)
            + _CLOSES * (self.unclosed and char == "）")
            for weight, char in zip(known, chars, strict=True)
        ]

    def _form(self, char: str) -> float:
        """What it costs to meet this form; one of the other script stands in names alone."""
        form = self._model.form(char, self._traditional)
        return _NEVER if form <= FOREIGN and char in self._charsets.outside else form

    def _emit(self, state: _State, char: str) -> _State:
        weight = self._model.next(state.context, self._model.letter(char))
        return self._placed(state, char, weight + self._model.form(char, self._traditional))

    def _placed(self, state: _State, char: str, weight: float) -> _State:
        context = (state.context << 16 | self._model.letter(char)) & _CONTEXT
        out = state.out + char
        return _State(state.score + weight, NOTHING, context, out, state.step, state.guesses, state.otherwise)


def _either(left: float, right: float) -> float:
    """The logarithm of the sum of two likelihoods."""
    high, low = (left, right) if left > right else (right, left)
    return high + log1p(exp(low - high))


def _stepped(old: _State, new: _State, token: Token, kept: bool) -> _State:
    out = new.out[len(old.out) :]
    new.step = Step(old.step, token, out, kept, new.score - old.score, new.guesses, new.otherwise)
    new.out = new.out[-2:]
    new.guesses, new.otherwise = (), False
    return new


def _prune(states: Iterable[_State]) -> list[_State]:
    best: dict[tuple[Bytes, int], _State] = {}
    for state in states:
        key = (state.pending, state.context)
        if key not in best or state.score > best[key].score:
            best[key] = state
    ranked = nlargest(_BEAM, best.values(), key=lambda state: state.score)
    return [state for state in ranked if state.score > ranked[0].score - _HOPE]


def _way(state: _State) -> list[Step]:
    steps: list[Step] = []
    step = state.step
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]
