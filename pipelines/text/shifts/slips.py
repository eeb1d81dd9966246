"""Bytes missing or too many where nothing shows it: how readings get out of line there, and back into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Final

from pipelines.text.decoders.gb import GONE, UNKNOWN, Pairs
from pipelines.text.language_model.model import CONTEXT_MASK, Model
from pipelines.text.shifts.units import Option, Unit, known

SKIPPED: Final = (
    2.0  # what it costs to believe in a byte lost where text is out of line: decoders skip what fits nothing
)
_MARKED: Final = 6.0  # the same where the decoder marks such bytes elsewhere
_LOST: Final = 8.0  # the same where text is in line
_INSIDE: Final = 1.0  # what it costs more that it was the second byte of two
_ADDED: Final = 13.0  # the same of one too many: that is rare, and takes no character to be likely
_UNLIKELY: Final = -6.5  # nats a character at which text ahead may be out of line
_LIKELY: Final = -7.5  # the same at which it may be in line again
_WORTH: Final = 20.0  # nats that a run must gain where its ends cost nothing: slips and characters made up do


def out(units: Sequence[Unit], ahead: str, tail: str, pairs: Pairs, model: Model) -> tuple[Option, ...]:
    """A byte lost before a character, as decoders skip it, or inside it; one too many. None where `ahead` is likely, or too
    little can be gained.
    """
    symbols = known(units[0])
    if len(symbols) != 2 or symbols[1] <= 0x80 or model.score(ahead, tail) >= _UNLIKELY * len(ahead):
        return ()
    if max(_gain(units, waiting, model.context(tail), pairs, model) for waiting in symbols) < _WORTH:
        return ()
    one, two = symbols
    lost = Option(_LOST, (GONE, one, two)), Option(_LOST + _INSIDE, (one, GONE, two))
    return (*lost, Option(_ADDED, (two,)), Option(_ADDED, (one,)))


def _gain(units: Sequence[Unit], waiting: int, context: int, pairs: Pairs, model: Model) -> float:
    """Nats by which a run that begins here becomes likelier one byte on, where what is made up at its ends costs nothing,
    nor what follows it: without end up to a mark, whose bytes are not known. `waiting` is the byte that the first of the
    units leaves for the next one.
    """
    context_out = context
    gained = most = 0.0
    for place, unit in enumerate(units):
        symbols = known(unit)
        if not symbols or symbols[-1] < 0:
            return inf
        letter = model.letter(unit.text)
        gained -= model.next(context, letter)
        most = max(most, gained)
        context = (context << 16 | letter) & CONTEXT_MASK
        if place:
            char = pairs.pairs.get(waiting << 8 | symbols[0])
            if char is None:
                return most
            letter = model.letter(char)
            gained += model.next(context_out, letter)
            context_out = (context_out << 16 | letter) & CONTEXT_MASK
        if len(symbols) == 1:
            return most
        waiting = symbols[1] if place else waiting
    return most


def back(symbols: tuple[int, ...], ahead: str, behind: str, model: Model, *, silent: bool) -> Iterator[Option]:
    """A byte lost before text that is likely, or inside the character in front of it (`behind` is what follows that).

    `silent`: the decoder put no mark for what it could not read.
    """
    if model.score(ahead) > _LIKELY * len(ahead):
        yield Option(SKIPPED if silent else _MARKED, (UNKNOWN, *symbols))
    if len(symbols) == 2 and behind and model.score(behind) > _LIKELY * len(behind):
        yield Option(_LOST, (symbols[0], GONE, symbols[1]))
