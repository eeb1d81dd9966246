"""How ill a text of letters is spelt: in bits a character, whatever the alphabet, so that two readings can be compared.

By how common each letter is in the language that fits best; and by what nobody writes in any: words of two alphabets,
capitals behind small letters, no vowel, symbols among letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from math import inf
from typing import Final

from pipelines.text.charset.likelihood import cost
from pipelines.text.crossings.lossless import nats

# The charsets whose languages write a script, as `likelihood` knows them.
_SCRIPTS: Final = {
    "LATIN": ("windows-1252", "windows-1250", "windows-1254", "windows-1257", "windows-1258"),
    "CYRILLIC": ("windows-1251", "kz-1048"),
    "GREEK": ("windows-1253",),
    "HEBREW": ("windows-1255",),
    "ARABIC": ("windows-1256",),
    "THAI": ("windows-874",),
}
_EAST_ASIAN: Final = frozenset({"CJK", "HANGUL", "KATAKANA", "HIRAGANA"})
UNLIKELY: Final = -8.0  # nats a character of theirs
_MEANT: Final = 5.0  # bits of a character where nothing speaks against it
_STRANGE: Final = 8.0
_ILL: Final = 8.0  # what a word costs that nobody writes
_SYMBOL: Final = 12.0
_MARK: Final = 7.0
_QUOTES: Final = "«»“”„‘’…–—·"
_TYPOGRAPHY: Final = f"{_QUOTES}\xa0•、。〈-】！（），．：；？\u3000"
_HIGH: Final = re.compile(r"[^\x00-\x7f]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SYMBOLS: Final = re.compile(f"[^\x00-\x7f{_TYPOGRAPHY}]")
_WORD: Final = re.compile(rf"(?=[A-Za-z]*[^\x00-\x7f])[^\s\x00-@\[-`{{-\x7f{_QUOTES}]+")
_VOWELS: Final = frozenset("aeiouyаеиоуыэюяіαεηιουω")
_WITH_VOWELS: Final = frozenset({"LATIN", "CYRILLIC", "GREEK"})
# Letters with marks in a row as no European language has them, or a capital with a mark behind a small letter.
_NO_WORD: Final = re.compile("[\xc0-\u017f]{4}|[a-z\xdf-\xff][\xc0-\xde]")


def telling(text: str, most: int) -> str:
    """The words that have letters or symbols beyond ASCII, with what stands beside them, of `most` characters."""
    words, size = [], 0
    for word in text.split(" "):
        if _SYMBOLS.search(word) and _LETTER.search(word):
            words.append(word)
            size += len(word)
            if size > most:
                break
    return " ".join(words)[: 2 * most]


def badness(text: str, enough: float = inf) -> float:
    """Bits a character beyond ASCII: 3 to 5.5 in most languages, 6 and more where a text was read wrong. What costs
    `enough` by its symbols, or by its words, is not weighed further.
    """
    high = _HIGH.findall(text)
    enough *= max(len(high), 1)
    letters: dict[str, list[str]] = {}
    total = 0.0
    for char in high:
        if script := _script(char):
            letters.setdefault(script, []).append(char.lower())
        else:
            total += _SYMBOL if _SYMBOLS.match(char) else _MARK
    if total < enough:
        total += _ILL * _ill_words(text)
    if total < enough:
        total += sum(_letters("".join(chars), script) for script, chars in letters.items())
    return total / max(len(high), 1)


def _ill_words(text: str) -> int:
    words = _WORD.findall(text)
    shouted = sum(map(str.isupper, words)) * 2 > len(words)  # no abbreviations then
    return sum(_is_ill(word.lower() if shouted and word.isupper() else word) for word in words)


def _letters(letters: str, script: str) -> float:
    if script in _EAST_ASIAN:
        return len(letters) * (_MEANT if nats(letters) > UNLIKELY else _STRANGE)
    return min((cost(letters, charset) for charset in _SCRIPTS.get(script, ())), default=_MEANT * len(letters))


@cache
def _script(char: str) -> str:
    """The alphabet of a letter or its mark; empty for what is none."""
    if not unicodedata.category(char).startswith(("L", "M")):
        return ""
    return unicodedata.name(char, "?").split()[0]


def _is_ill(word: str) -> bool:
    scripts = {"LATIN" if char < "\x80" else _script(char) for char in word if char.isalpha()}
    if len(scripts) > 1 or _NO_WORD.search(word) or (scripts <= _WITH_VOWELS and _has_no_vowel(word)):
        return True
    cased = [char.isupper() for char in word if char.upper() != char.lower()]
    return len(cased) > 2 and not all(cased) and any(cased[1:]) and not _is_compound(cased)


def _has_no_vowel(word: str) -> bool:
    """Three letters and more without; capitals alone may be an abbreviation."""
    if len(word) < 3 or word.isupper() or not word.isalpha():
        return False
    return not any(unicodedata.normalize("NFD", char)[0] in _VOWELS for char in word.lower())


def _is_compound(cased: list[bool]) -> bool:
    """Capitals that begin a word or a part of it: МакДональд."""
    runs = [(upper, len(list(run))) for upper, run in groupby(cased)]
    return len(runs) <= 4 and all(length == 1 for upper, length in runs if upper)
