"""What happened to this text, undone: every repair is told as an edit of the text as it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipelines.text.annotations import find_annotations
from pipelines.text.compose import compose
from pipelines.text.edits import Edit, apply_edits
from pipelines.text.model import model
from pipelines.text.pinyin import BRACKETED, CUT
from pipelines.text.shifts import SIGN, find_shifts

_SIGNS: Final = re.compile(f"{SIGN.pattern}|(?<=[\u3400-\u9fffa-z]){BRACKETED.pattern}|{CUT.pattern}")


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` is the input with `edits` made; `apply_edits` and `undo_edits` go either way."""

    text: str
    edits: tuple[Edit, ...] = ()


def looks_damaged(text: str) -> bool:
    """Whether it is worth looking closer: a search for signs, no judgement."""
    return _SIGNS.search(text) is not None


def repair(text: str, *, encoding: str | None = None, context: str = "") -> Repaired:
    """Undo what damage shows in `text`.

    `encoding` is what the text was decoded from, where that is known. `context` is other text of the same page.
    """
    if not looks_damaged(text):
        return Repaired(text)
    edits = find_annotations(text, context)
    now = apply_edits(text, edits)
    edits = compose(text, edits, find_shifts(now, is_traditional(now + context)))
    return Repaired(apply_edits(text, edits), tuple(edits))


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, by the forms that only one script has."""
    chars = set(text[:20_000])
    weigh = model()
    return len(chars & weigh.simplified.keys()) > len(chars & weigh.traditional.keys())
