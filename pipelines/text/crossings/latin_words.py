"""Words in Latin letters within Chinese text, whose letters with marks were read as GBK: `Mbapp茅`, `Djokovi膰`.

Such a letter has two bytes in UTF-8, which make one character. Names come so from sources in UTF-8 into pages that were
put together in GBK.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.alphabets import KIND, all_undone
from pipelines.text.crossings.crossing import Crossing
from pipelines.text.crossings.examples import is_example
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import model

_CROSSING: Final = Crossing("gb18030", "utf-8")
_GAIN: Final = 8.0  # bits by which the word must become cheaper
_WELL: Final = 4.4  # bits a byte that it may cost then
_LEAST: Final = 2  # letters of ASCII
_LONGEST: Final = 30  # letters on either side
_COMMON: Final = (
    3500  # characters that may stand behind a foreign word as words of their own: 猫, 帽, 酶; but not é
)
_HAN: Final = Pattern("[\u3400-\u9fff]")


def find_latin_words(text: str) -> list[Edit]:
    """Give the edits that restore them."""
    known: dict[str, str | None] = {}
    edits = []
    for start, word in _words(text):
        if word not in known:
            known[word] = _restored(word)
        if after := known[word]:
            edits.append(Edit(KIND, start, start + len(word), word, after, 0.9))
    return [edit for edit in edits if not is_example(text, edit)]


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Words of Latin letters and such characters, with nothing Chinese beside them, and where they begin."""
    beside, before, whole = _patterns()
    done = 0
    for place in beside.finditer(text):
        first = before.search(text, max(place.start() - _LONGEST, done), place.start())
        start = first.start() if first else place.start()
        word = whole.match(text, start, place.end() + _LONGEST) if start >= done else None
        if word is None:
            continue
        done = word.end()
        if not _HAN.fullmatch(text[start - 1 : start]) and not _HAN.match(text, done):
            yield start, word[0]


def _restored(word: str) -> str | None:
    letters = _letters()
    ascii_ = sum(map(str.isascii, word))
    if ascii_ < _LEAST or _may_be_a_word(word):
        return None
    after = "".join(letters.get(char, char) for char in word)
    best = max(all_undone(word), key=lambda each: each.gain, default=None)
    if best is None or best.crossing != _CROSSING or best.text != after:
        return None
    return after if best.gain > _GAIN and best.each < _WELL else None


def _may_be_a_word(word: str) -> bool:
    """Whether the only such character is the last, and may be meant."""
    last = word[-1]
    return word[:-1].isascii() and last != "茅" and model().rank(last) < _COMMON


@cache
def _letters() -> dict[str, str]:
    """Latin letters beyond ASCII by the character that they were read as."""
    read = ((chr(code).encode(), chr(code)) for code in range(0xC0, 0x250) if chr(code).isalpha())
    made = ((data.decode("gbk", "ignore"), letter) for data, letter in read)
    return {char: letter for char, letter in made if _HAN.fullmatch(char)}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """One of them beside a small letter; the word that it stands in, up to there; such a word."""
    chars = "".join(_letters())
    return (
        re.compile(f"[{chars}](?:(?<=[a-z].)|(?=[a-z]))"),
        re.compile(f"[A-Za-z{chars}]+\\Z"),
        re.compile(f"[A-Za-z{chars}]+"),
    )
