"""Whether a run reads better one byte further on: the cheap question before a search for bytes lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pipelines.text.decoders.gb import Pairs
from pipelines.text.language_model.model import CONTEXT_MASK, Model, model

# Nats by which the best run about a rare character is likelier one byte on, where bytes are out of line: 40 and more
# in damaged text, and no more than 9 where good text has names, dialect or onomatopoeia.
TELLING: Final = 10.0
_AROUND: Final = 8  # characters on each side that are asked
_BEFORE: Final = 3  # characters before them that weigh the first of them
_BEHIND: Final = _AROUND + _BEFORE
_WORST: Final = -16.0  # nats of a pair that is no character
_LETTER_ENDS: Final = 6  # characters before a letter that bytes out of line may have made ...
_MADE_UP: Final = -4.0  # ... the first of which is not known then: what it costs
_EURO: Final = 0x80  # what a browser reads as € where it stands alone in GBK
_FOLLOWING: Final = 2  # characters behind a letter that tell


def gain(text: str, start: int, end: int, table: Pairs) -> float:
    """Nats by which the best run in or beside [`start`, `end`), on one line, becomes likelier one byte further on."""
    first = max(start - _BEHIND, 0)
    return _gain(text[first : end + _AROUND], start - first, end - first, table)


@lru_cache(maxsize=8192)  # names come back on a site's pages, and this is most of what a good page is asked
def _gain(text: str, start: int, end: int, table: Pairs) -> float:
    near = max(start - _AROUND, 0)
    first = max(text.rfind("\n", near, start) + 1, near)
    line = text.find("\n", end, end + _AROUND)
    best = 0.0
    for costs, data in _runs(text, first, line if line >= 0 else end + _AROUND, table):
        best = max(best, _best(costs, data, table))
    return best


def half_gain(text: str, place: int, table: Pairs) -> float:
    """Nats by which a letter of traditional text becomes likelier as the second byte of a character, with the run
    before it one byte on or without.
    """
    after = text[place + 1 : place + 1 + _FOLLOWING].partition("\n")[0]
    before = text[max(place - _BEFORE, 0) : place]
    trail = _EURO if text[place] == "€" else ord(text[place])
    alone = (_cost(char + after, before) for _, char in table.by_trail.get(trail, ()))
    best = max(alone, default=_WORST) - _cost(text[place] + after, before)
    return max(best, _run_gain(text, place, place + 1, table))


def word_gain(text: str, place: int, table: Pairs) -> float:
    """Nats by which a run before the Latin word at `place` becomes likelier one byte on: the last character of the run
    gives the word a letter, which made it one, or takes the first of the word, which is left over of another.
    """
    first = max(place - _LETTER_ENDS - _BEFORE, 0)
    return _word_gain(text[first : place + 1 + _FOLLOWING], place - first, table)


@lru_cache(maxsize=8192)  # a page says the same words again and again
def _word_gain(text: str, place: int, table: Pairs) -> float:
    return max(_run_gain(text, place, place, table), _run_gain(text, place, place + 1, table))


def _run_gain(text: str, end: int, to: int, table: Pairs) -> float:
    """The most that a run before `end` gains, one byte on up to the letters that stand between `end` and `to`."""
    after = text[to : to + _FOLLOWING].partition("\n")[0]
    data, best = text[end:to].replace("€", chr(_EURO)).encode("latin-1"), _WORST
    for start in range(end - 1, max(end - _LETTER_ENDS, 0) - 1, -1):
        code = table.codes.get(text[start])
        if code is None:
            break
        data = code.to_bytes(2, "big") + data
        read = _one_on(data, table)
        if not read:
            break
        as_it_stands = _cost(text[start:to] + after, text[max(start - _BEFORE, 0) : start])
        best = max(best, _MADE_UP + _cost(read + after, "") - as_it_stands)
    return best


def _one_on(data: bytes, table: Pairs) -> str:
    """The characters from the second byte on, the last of which may be a letter; empty where they are none."""
    chars = [table.pairs.get(data[n] << 8 | data[n + 1], "") for n in range(1, len(data) - 1, 2)]
    if len(data) % 2 == 0:
        chars.append(chr(data[-1]) if data[-1:].isalpha() else "")
    return "".join(chars) if all(chars) else ""


def _cost(text: str, before: str) -> float:
    """Log-probability of `text`, forms of traditional text included."""
    weigh = model()
    return weigh.score(text, before) + weigh.forms(text, True)


def _runs(text: str, first: int, last: int, table: Pairs) -> Iterator[tuple[Sequence[float], bytes]]:
    """Runs of characters of two bytes: what each costs as it stands, and the bytes, ASCII behind them included."""
    weigh = model()
    context = weigh.context(text[max(first - _BEFORE, 0) : first])
    costs: list[float] = []
    run, codes = b"", table.codes
    for char in text[first:last]:
        letter = weigh.letter(char)
        cost = max(weigh.next(context, letter), _WORST)
        context = (context << 16 | letter) & CONTEXT_MASK
        code = codes.get(char)
        data = code.to_bytes(2, "big") if code else table.bytes_of(char) or b""
        if len(data) == 2:
            costs.append(cost)
            run += data
            continue
        if costs:
            yield costs, run + data
        costs, run = [], b""
    if costs:
        yield costs, run


def _best(costs: Sequence[float], data: bytes, table: Pairs) -> float:
    """The most that any stretch of a run gains."""
    weigh: Model = model()
    best = total = 0.0
    context = 0
    for place, cost in enumerate(costs[: (len(data) - 1) // 2]):
        char = table.pairs.get(data[2 * place + 1] << 8 | data[2 * place + 2])
        letter = weigh.letter(char) if char else 0
        total += (weigh.next(context, letter) if char else _WORST) - cost
        context = (context << 16 | letter) & CONTEXT_MASK if char else 0
        if total < 0:
            total, context = 0.0, 0
        best = max(best, total)
    return best
