"""Marks of punctuation that differ in the byte that was lost: which of them fit where, by the brackets of a whole line.

。 、 《 》 「 」 【 】 and the blank of full width have the first two bytes of UTF-8 in common.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.stops import COMMA, STOP, odds_of_stop
from pipelines.text.language_model.model import CONTEXT, model

PAIRS: Final = {"”": "“", "》": "《", "」": "「", "』": "『", "）": "（", "】": "【", "〉": "〈"}
_MUST_CLOSE: Final = frozenset("《「『（【〈")  # quotes of “ may go on in the next paragraph
_STOPS: Final = frozenset("。，、；：")
_NO_STOP_BEHIND: Final = frozenset("。，、；：！？“《「『（【\u3000")
_BLANK: Final = "\u3000"
_BEFORE_BLANKS: Final = frozenset(("", "\n", _BLANK, *"。！？”）》"))
_INDENTED: Final = 3.0  # what speaks for a blank of full width there
_SECOND: Final = 7.0  # the same for a second one: they come in pairs
_UNPAIRED: Final = 4.0  # a quote that opens twice, or closes what is not open
_UNCLOSED: Final = 4.0  # one that is still open where the line ends
_WRONG: Final = 7.0  # either of them, where the whole line is known
_TRADITIONAL_QUOTES: Final = frozenset("「」『』")
_OTHER_SCRIPT: Final = 2.5
_ROUNDS: Final = 2
_SENTENCE: Final = frozenset("。，、；")
_PART: Final = Pattern(
    r"[^\s，。、；：！？“”「」《》（）]{4,}"
)  # of a headline: names and words of a list are shorter
_HEADLINE: Final = 40  # characters that a headline may have
# Nats by which a mark is likelier in headlines than in prose (of 65 on pages and 18,000 in a list), and at their end.
# One in ten was cut somewhere, so that a comma may end it.
_IN_HEADLINES: Final = {STOP: -2.0, COMMA: -2.0, _BLANK: 2.5, "《": 1.5, "》": 1.5}
_ENDING_HEADLINES: Final = {"！": 4.2, "？": 3.8, "，": -2.3, "；": -2.3}
_ASKS: Final = Pattern(
    "什[么麼]|甚麼|怎[么麼樣样]|[为為]何|如何|是否|何[时時]|几时|多少|[吗嗎呢谁誰啥哪]|(.)[不没沒]\\1"
)
_ASKING: Final = 3.0  # what such words say for a question mark
# Brackets that prose hardly has stand like those that it has: that one is open says more than how seldom it is closed.
_AS_USUAL: Final = str.maketrans("【】", "《》")
_BRACKETS: Final = frozenset((*PAIRS, *PAIRS.values()))
PUNCTUATION: Final = frozenset((*_BRACKETS, *_STOPS, _BLANK))
DOUBTFUL: Final = frozenset("。、《》「」『』【】〈〉")
CHOICE: Final = DOUBTFUL | {_BLANK}
Doubt = tuple[int, tuple[str, ...]]  # a place, and the marks that may stand there


def misplaced(before: str, char: str) -> float:
    """What speaks against a mark of punctuation behind a text: unpaired, or with another mark before it.

    Blanks of full width stand where a paragraph begins, and between sentences.
    """
    if char == _BLANK:
        second = before[-1:] == _BLANK != before[-2:-1]
        return -_SECOND if second else -_INDENTED if before[-1:] in _BEFORE_BLANKS else 0.0
    if char in _STOPS:
        return _UNPAIRED if before[-1:] in _NO_STOP_BEHIND else 0.0
    opening = PAIRS.get(char, char)
    closing = next(close for close, opened in PAIRS.items() if opened == opening)
    return _UNPAIRED if (before.rfind(opening) > before.rfind(closing)) == (char == opening) else 0.0


def still_open(before: str, char: str) -> str:
    """The brackets that wait for the other."""
    if char in _MUST_CLOSE:
        return before.replace(char, "") + char
    return before.replace(PAIRS[char], "") if char in PAIRS else before


def left_open(brackets: str) -> float:
    """What it costs that they are open where the line ends."""
    return _UNCLOSED * len(brackets)


def ends_headline(line: str) -> float:
    """What speaks for a line's last mark by where it stands, if the line may be a headline: it has no full stop."""
    mark = line[-1:]
    if mark not in _ENDING_HEADLINES or len(line) > _HEADLINE or STOP in line:
        return 0.0
    asking = _ASKING if mark == "？" and _ASKS.search(line) else 0.0
    return _ENDING_HEADLINES[mark] + asking


def of_other_script(char: str, traditional: bool) -> float:
    """What it costs to choose marks of quotation that the script of the text does not use."""
    return _OTHER_SCRIPT if char in _TRADITIONAL_QUOTES and not traditional else 0.0


def decide(text: str, doubts: Sequence[Doubt], traditional: bool) -> str:
    """Choose once more between the marks that may stand at each place, now that the whole line is known."""
    usual = _IN_HEADLINES if _is_headline(text, doubts) else {}
    # Where blanks of full width stand in prose the search knows.
    doubts = [(place, marks if usual else _marks(marks)) for place, marks in doubts if text[place] != _BLANK]
    for _ in range(_ROUNDS):
        before = text
        for place, marks in doubts:
            text = text[:place] + _best(text, place, marks, traditional, usual) + text[place + 1 :]
        if text == before:
            break
    return text


def _marks(chars: Sequence[str]) -> tuple[str, ...]:
    return tuple(char for char in chars if char != _BLANK)


def _is_headline(text: str, doubts: Sequence[Doubt]) -> bool:
    """Whether a line is short, and has no stop of a sentence for sure, nor perhaps at its end."""
    places = {place for place, _ in doubts}
    sure = (char for place, char in enumerate(text) if place not in places)
    return len(text) <= _HEADLINE and _SENTENCE.isdisjoint(sure) and len(text) - 1 not in places


def _best(text: str, place: int, marks: Sequence[str], traditional: bool, usual: Mapping[str, float]) -> str:
    left = "".join(filter(_BRACKETS.__contains__, text[:place]))
    right = "".join(filter(_BRACKETS.__contains__, text[place + 1 :]))
    before, behind = text[max(place - CONTEXT, 0) : place], text[place + 1 : place + 1 + CONTEXT]
    stop = odds_of_stop(text, place) if STOP in marks and COMMA in marks else 0.0

    def fits(mark: str) -> float:
        if mark == _BLANK and not _parts(text, place):
            return -math.inf
        score = model().score((mark + behind).translate(_AS_USUAL), before.translate(_AS_USUAL))
        score += usual.get(mark, 0.0) + (stop if mark == STOP else 0.0)
        brackets = left + mark + right if mark in _BRACKETS else left + right
        return (
            score - _badly_paired(brackets) - of_other_script(mark, traditional or mark in _partners(left + right))
        )

    return max(marks, key=fits)


def _parts(text: str, place: int) -> bool:
    """Whether what stands on both sides of a place may be parts of a headline."""
    return bool(_PART.match(text[place - 1 :: -1]) and _PART.match(text, place + 1))


def _partners(brackets: str) -> set[str]:
    """Those that stand there, and what opens or closes them."""
    opening = {PAIRS.get(char, char) for char in brackets}
    return opening | {closing for closing, opened in PAIRS.items() if opened in opening}


def _badly_paired(brackets: str) -> float:
    """What it costs that some open or close nothing, or close another one first."""
    waiting: list[str] = []
    wrong = 0
    for char in brackets:
        if char not in PAIRS:
            wrong += char in waiting
            waiting.append(char)
        elif PAIRS[char] in waiting:
            place = len(waiting) - 1 - waiting[::-1].index(PAIRS[char])
            wrong += len(waiting) - 1 - place
            del waiting[place:]
        else:
            wrong += 1
    return _WRONG * (wrong + sum(map(_MUST_CLOSE.__contains__, waiting)))
