"""Whether a sentence ends at a mark or a list goes on: 。 and 、 differ in one byte, and what stands near them says little.

How long the pieces on both sides are, and which marks end them, says more. The odds are learnt, see `tools/stop_odds.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Final

from pipelines.text.language_model.model import CONTEXT, model

STOP: Final = "。"
COMMA: Final = "、"
_ENDS: Final = frozenset("，。、；：！？“”《》（）「」『』\u3000<>()\n")
_LONGEST: Final = 14  # characters of a piece that are told apart
_SENTENCE: Final = (8, 6)  # characters from one step of a sentence's length to the next, and steps


def features(text: str, place: int) -> Iterator[str]:
    """What stands around the mark at `place`: lengths to the next marks, these, and the length of the sentence."""
    before = sum(1 for _ in takewhile(lambda char: char not in _ENDS, reversed(text[:place])))
    behind = sum(1 for _ in takewhile(lambda char: char not in _ENDS, text[place + 1 :]))
    yield f"before {min(before, _LONGEST)}"
    yield f"from {text[: place - before][-1:] or chr(10)}"
    if behind == 0 or place + 1 + behind < len(text):  # else it may have been cut off
        yield f"behind {min(behind, _LONGEST)}"
        yield f"to {text[place + 1 + behind :][:1] or chr(10)}"
    step, most = _SENTENCE
    yield f"sentence {min((place - text.rfind(STOP, 0, place)) // step, most)}"


@cache
def _odds() -> Mapping[str, float]:
    """Nats by which a feature speaks for the end of a sentence."""
    data = files("pipelines.text") / "data" / "stop-odds.json"
    return dict(json.loads(data.read_text(encoding="utf-8")))


def likelier_stop(text: str, place: int) -> str:
    """Give the mark, of the two, that is likelier at `place`, whichever stands there."""
    before, behind = text[max(place - CONTEXT, 0) : place], text[place + 1 : place + 1 + CONTEXT]
    score, odds = model().score, _odds()
    ahead = score(STOP + behind, before) - score(COMMA + behind, before)
    ahead += sum(odds.get(feature, 0.0) for feature in features(text, place))
    return STOP if ahead > 0 else COMMA
