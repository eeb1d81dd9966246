"""The likeliest text that a strict decoder left a line of: one that knows an older charset than the text was written in.

What it knows it reads, so that nearly all bytes are at hand. Of a character that it does not know, a decoder loses the
first byte and takes the second for a letter or for the beginning of the next character (CPython, iconv), or it loses
both (Java, PHP). Each mark is read either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from pipelines.text.decoders.losses import Bytes
from pipelines.text.language_model.model import CONTEXT_MASK, model
from pipelines.text.lost.charsets import MARKS, NOTHING, REACH, Candidates, Charsets, Token, candidates
from pipelines.text.lost.flow import Flow
from pipelines.text.lost.words import NEVER

_BEAM: Final = 40
_BEST: Final = 4  # readings of which a common character may have been lost, whole
_TRIED: Final = 64  # characters tried for one place
_LEAST: Final = -30.0  # nats below which neither the model nor a list has a character
_UNKNOWN: Final = -10.0  # nats that a lost character costs of which nothing is known, and that no list has, ...
_UNKNOWN_LEAD: Final = -15.0  # ... and one of which the second byte is known
_HOPE: Final = 18.0  # nats that a reading may be behind the best and still win
_KEPT: Final = 12.0  # what it costs to leave U+FFFD standing
_PAIR: Final = 2.5  # what speaks for one byte lost rather than both: the commonest decoders
_HALF: Final = 5.0  # the same where a letter stands behind the mark
_PAGE: Final = 6.0  # what speaks for a character that stands behind the same one elsewhere on the page
_ORDINARY: Final[Bytes] = frozenset(range(0x81, 0xFF))  # a byte that was lost in another way, of any character
_OTHERWISE: Final = 8.0  # what it costs to believe that, ...
_WHOLE: Final = 4.0  # ... and of a character of which nothing is left, ...
_WHOLE_TRADITIONAL: Final = 1.0  # ... also in text of which few pages lack what the charset has
_SPLIT: Final = 6.0  # what it costs that the second half of a character that stands there was a letter
_CLOSES: Final = 6.0  # what speaks for a bracket that closes one left open


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

    @property
    def bare(self) -> bool:
        """Whether nothing is left of what was made up."""
        return self.guesses[-1][0] == _UNKNOWN


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


class Search:
    """Reads the damaged stretches of one text, each once. `page`: characters that stand side by side elsewhere on the page."""

    def __init__(self, chars: Charsets, page: frozenset[str]) -> None:
        self.charsets = chars
        self._traditional = chars.traditional
        self._page = page
        self._model = model()
        self._known: dict[tuple[int, int, str, Bytes, Bytes, str, bool], tuple[tuple[float, str], ...]] = {}
        self.flow = Flow(chars)
        self._whole = _WHOLE_TRADITIONAL if chars.traditional else _WHOLE
        self.unclosed = False  # whether a bracket is open that the text does not close
        # The places of each piece of the text that was read, and how the text goes on there.
        self.read: dict[tuple[int, int], tuple[list[tuple[Step, ...]], Flow]] = {}

    def run(self, before: str, tokens: Sequence[Token]) -> list[Step]:
        """Read `tokens` behind the text `before`; no steps where no reading fits."""
        states = [_State(0.0, NOTHING, self._model.context(before), before[-REACH:], None)]
        for token in tokens:
            states = _prune(
                new for rank, state in enumerate(states) for new in self._advance(state, token, rank < _BEST)
            )
        ends = [state for state in states if not state.pending]
        return _way(max(ends, key=lambda state: state.score)) if ends else []

    def _advance(self, state: _State, token: Token, among_best: bool) -> Iterator[_State]:
        if token.char in MARKS:
            yield from self._mark(state, token, among_best)
            return
        old: list[_State] = [_State(state.score, state.pending, state.context, state.out, state.step)]
        kept = not state.pending
        for byte in token.data:
            old = [new for one in old for new in self._feed(one, frozenset((byte,)))]
        if not kept and len(token.data) == 2 and token.data[1] < 0x80:
            for one in old:
                one.score -= _SPLIT * (not one.pending)
        yield from (_stepped(state, new, token, kept and not new.pending) for new in old)

    def _mark(self, state: _State, token: Token, among_best: bool) -> Iterator[_State]:
        yield from (_stepped(state, new, token, False) for new in self._feed(state, token.lost))
        for new in self._feed(state, _ORDINARY):
            new.score -= _OTHERWISE * (state.pending != _ORDINARY)
            yield _stepped(state, new, token, False)
        if state.pending:
            return
        for both in (NOTHING, _ORDINARY) if among_best else (NOTHING,):
            for new in self._guess(state, both, both, token.after):
                new.otherwise = both == _ORDINARY
                new.score -= _PAIR + _HALF * token.half + self._whole * new.otherwise
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
            return (
                _State(state.score, byte, state.context, state.out, state.step, state.guesses, state.otherwise),
            )
        if len(state.pending) == 1 and known:
            one, two = min(state.pending), min(byte)
            char = self.charsets.pairs.pairs.get(one << 8 | two)
            return (self._emit(state, char),) if char else ()
        made = self._guess(state, state.pending, byte)
        for new in made:
            new.otherwise = _ORDINARY in (state.pending, byte)
        return made

    def _guess(self, state: _State, one: Bytes, two: Bytes, after: str = "") -> list[_State]:
        """Make up a character whose bytes may be these, in front of `after`."""
        likely = self._likeliest(state, one, two, after)
        made = []
        for weight, char in likely[:-1]:
            new = self._placed(state, char, weight)
            new.guesses = likely
            made.append(new)
        return made

    def _likeliest(self, state: _State, one: Bytes, two: Bytes, after: str) -> tuple[tuple[float, str], ...]:
        """Give the likeliest, the best first, and at the end how likely it is one that no list has."""
        key = self.flow.aside, state.context, state.out[-REACH:], one, two, after, self.unclosed
        known = self._known.get(key)
        if known is None:
            fitting, unknown = self._fitting(one, two, state.out, after)
            page = self._page if two != _ORDINARY else frozenset()
            weights = zip(self._weights(state, fitting, page), fitting.chars, strict=True)
            likely = nlargest(_TRIED, (entry for entry in weights if entry[0] > _LEAST))
            known = self._known[key] = (*likely, (unknown, ""))
        return known

    def _fitting(self, one: Bytes, two: Bytes, before: str, after: str) -> tuple[Candidates, float]:
        if one == two == _ORDINARY:
            return self.charsets.common, NEVER
        chars, unknown = self._of_bytes(one, two, before, after)
        return candidates(self.charsets, tuple(chars)), unknown

    def _of_bytes(self, one: Bytes, two: Bytes, before: str, after: str) -> tuple[Iterable[str], float]:
        table, outside = self.charsets.pairs, self.charsets.outside
        if len(two) == 1:
            chars = table.by_trail.get(min(two), ())
            if one == _ORDINARY:
                return [char for _, char in chars if char.encode(self.charsets.narrow, "ignore")], NEVER
            return [char for byte, char in chars if byte in one and char in outside], _UNKNOWN_LEAD
        if len(one) == 1:
            return [char for byte, char in table.by_lead.get(min(one), ()) if byte in two], NEVER
        usual = self.charsets.usual(before, after)
        if not two:
            return usual, _UNKNOWN
        data = ((char, *char.encode(self.charsets.wide)) for char in usual)
        return [char for char, lead, trail in data if lead in one and trail in two], _UNKNOWN

    def _weights(self, state: _State, fitting: Candidates, page: frozenset[str]) -> list[float]:
        """Give how likely each is; no word or name is asked for the long list of common ones."""
        known = [
            weight + form if letter > 1 else NEVER
            for weight, form, letter in zip(
                self.flow.weigh(state.context, fitting.letters), fitting.forms, fitting.letters, strict=True
            )
        ]
        last = state.out[-REACH:]
        if fitting is not self.charsets.common:
            known = self.charsets.weights(last, fitting.chars, known)
        return [
            weight + _CLOSES * (self.unclosed and char == "）") + _PAGE * (last[-1:] + char in page)
            for weight, char in zip(known, fitting.chars, strict=True)
        ]

    def _emit(self, state: _State, char: str) -> _State:
        weight = self.flow.next(state.context, self._model.letter(char))
        weight = self.charsets.behind(state.out[-REACH:], char, weight)
        return self._placed(state, char, weight + self._model.form(char, self._traditional))

    def _placed(self, state: _State, char: str, weight: float) -> _State:
        context = (state.context << 16 | self._model.letter(char)) & CONTEXT_MASK
        out = state.out + char
        return _State(state.score + weight, NOTHING, context, out, state.step, state.guesses, state.otherwise)


def _stepped(old: _State, new: _State, token: Token, kept: bool) -> _State:
    out = new.out[len(old.out) :]
    new.step = Step(old.step, token, out, kept, new.score - old.score, new.guesses, new.otherwise)
    new.out = new.out[-REACH:]
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
