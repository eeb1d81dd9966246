"""Pinyin that a polluted mirror put behind characters, told from glosses that an author wrote.

The mirrors turn simplified text into traditional characters, then replace the characters of a table, each time and
without looking: 質 becomes 質(zhì). The table holds common characters, all outside GB 2312. An author glosses what a
reader may not know, once, or a schoolbook glosses every character: the tests below rest on that difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from re import Match
from typing import Final

from pipelines.text.edits import Edit
from pipelines.text.language_model.model import model
from pipelines.text.language_model.pinyin import BRACKETED, read_as

KIND: Final = "pinyin-annotation"
_COMMON: Final = 1600  # rank among folded characters: the tables seen end at rank 1100
_LISTED: Final = 3000  # beyond it no table goes, whatever else the page shows
_FEW: Final = 3  # kinds of annotated characters from which on a page is taken for polluted
# Characters that authors help with though the reading is the first of two; nothing is done to them where no other one
# is annotated.
_TWO_WAYS: Final = frozenset("長還參盡")
_MANY: Final = 8  # the same where the text was made simplified afterwards


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the annotations of a page say together."""

    polluted: Counter[str]  # traditional characters with their reading behind them
    simplified: Counter[str]  # simplified ones that have another traditional form
    alone: Counter[str]  # traditional ones that stand in no word
    glosses: int  # kinds of readings that no table would hold: shared characters, or a character alone
    first_readings: bool  # whether the traditional ones all have the reading that dictionaries give first

    @property
    def convincing(self) -> bool:
        kinds = len(self.polluted)
        return kinds >= _FEW and kinds > 2 * self.glosses

    @property
    def simplified_later(self) -> bool:
        return len(self.simplified) >= _MANY and not self.glosses and not self.polluted


def find_annotations(text: str, context: str = "") -> list[Edit]:
    """Give the removals of the annotations in `text`. `context` is more text of the same page."""
    matches = [match for match in BRACKETED.finditer(text) if _annotated(match) or _across(match)]
    if not matches:
        return []
    evidence = gather(text, context)
    return [
        Edit(KIND, match.start(), match.end(), match[0], "", 0.99 if evidence.convincing else 0.95)
        for match in matches
        if _across(match) or _is_pollution(match, evidence, text, context)
    ]


def gather(*texts: str) -> Evidence:
    polluted: Counter[str] = Counter()
    simplified: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    glosses: set[str] = set()  # what a page and a part of it both hold counts once
    first = True
    for match in _all_annotated(texts):
        char = match.string[match.start() - 1]
        listed = char in model().simplified and _rank(char) < _LISTED and not _in_gb2312(char)
        if _alone(match):
            glosses.add(match.string[max(match.start() - 2, 0) : match.end()])
            alone[char] += listed
        elif listed:
            polluted[char] += 1
            first &= model().reads_first(char, match[1])
        elif char in model().traditional:
            simplified[char] += 1
        else:
            glosses.add(char)
    return Evidence(polluted, simplified, alone, len(glosses) + len(simplified) * bool(polluted), first)


def _all_annotated(texts: tuple[str, ...]) -> Iterator[Match[str]]:
    for text in texts:
        yield from (match for match in BRACKETED.finditer(text) if _annotated(match))


def _annotated(match: Match[str]) -> bool:
    """Whether the character before the bracket is read as the bracket says."""
    start = match.start()
    return start > 0 and match.string[start - 1] in read_as(match[1])


def _across(match: Match[str]) -> bool:
    """Whether the annotated character is one that only bytes hold: half of a mark and a letter, ，F(xiàn) for 現."""
    before = match.string[max(match.start() - 2, 0) : match.start()]
    if len(before) < 2 or before[0].isascii() or not before[1].isascii():
        return False
    data = before.encode("gbk", "ignore")
    return len(data) == 3 and data[1:].decode("gbk", "ignore") in read_as(match[1])


def _alone(match: Match[str]) -> bool:
    """Whether the annotated character stands in no word, as in a list of characters to learn."""
    before = match.string[max(match.start() - 2, 0) : match.start() - 1]
    after = match.string[match.end() : match.end() + 1]
    return not before.isalnum() and before not in {")", "）"} and not after.isalnum() and after not in {"?", "？"}


def _rank(char: str) -> int:
    return model().rank(char)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_pollution(match: Match[str], evidence: Evidence, text: str, context: str) -> bool:
    char = match.string[match.start() - 1]
    annotated = evidence.polluted[char] + evidence.alone[char]
    bare = text.count(char) + context.count(char) - annotated - evidence.simplified[char]
    if char in evidence.simplified:
        return evidence.simplified_later and not bare
    if not annotated:
        return False
    if evidence.convincing:
        return bare <= annotated and (not _alone(match) or len(evidence.polluted) > 3 * _FEW)
    # A lone annotation could be an author's help with a second reading, 樂(yuè)清, or with a rare character.
    helped = char in _TWO_WAYS and evidence.polluted[char] == 1 and _TWO_WAYS.issuperset(evidence.polluted)
    if helped or not evidence.first_readings:
        return False
    return not bare and not evidence.glosses and _rank(char) < _COMMON
