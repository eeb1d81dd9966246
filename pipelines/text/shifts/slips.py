"""Bytes missing or too many where nothing shows it: how readings get out of line there, and back into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.text.decoders.gb import GONE, UNKNOWN
from pipelines.text.language_model.model import Model
from pipelines.text.shifts.units import Option

SKIPPED: Final = (
    2.0  # what it costs to believe in a byte lost where text is out of line: decoders skip what fits nothing
)
_MARKED: Final = 6.0  # the same where the decoder marks such bytes elsewhere
_LOST: Final = 8.0  # the same where text is in line
_INSIDE: Final = 1.0  # what it costs more that it was the second byte of two
_ADDED: Final = 13.0  # the same of one too many: that is rare, and takes no character to be likely
_UNLIKELY: Final = -6.5  # nats a character at which text ahead may be out of line
_LIKELY: Final = -7.5  # the same at which it may be in line again


def out(symbols: Sequence[int], ahead: str, tail: str, model: Model) -> tuple[Option, ...]:
    """A byte lost before a character, as decoders skip it, or inside it; one too many. None where `ahead` is likely."""
    if len(symbols) != 2 or symbols[1] <= 0x80 or model.score(ahead, tail) >= _UNLIKELY * len(ahead):
        return ()
    one, two = symbols
    lost = Option(_LOST, (GONE, one, two)), Option(_LOST + _INSIDE, (one, GONE, two))
    return (*lost, Option(_ADDED, (two,)), Option(_ADDED, (one,)))


def back(symbols: tuple[int, ...], ahead: str, behind: str, model: Model, *, silent: bool) -> Iterator[Option]:
    """A byte lost before text that is likely, or inside the character in front of it (`behind` is what follows that).

    `silent`: the decoder put no mark for what it could not read.
    """
    if model.score(ahead) > _LIKELY * len(ahead):
        yield Option(SKIPPED if silent else _MARKED, (UNKNOWN, *symbols))
    if len(symbols) == 2 and behind and model.score(behind) > _LIKELY * len(behind):
        yield Option(_LOST, (symbols[0], GONE, symbols[1]))
