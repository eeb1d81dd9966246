"""Letters and signs of good text that are a letter of UTF-8 by chance: É® of a brand in capitals, Ä and a blank behind it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipelines.pattern import Pattern

_FEW: Final = 3  # characters: more are no chance
_HIGH: Final = Pattern(r"[^\x00-\x7f]")
# Letters that hardly any language writes: phonetic ones, marks alone, and Ġ, which a blank that does not break makes of Ä.
_HARDLY: Final = Pattern(
    r"[Ġġ\u0180-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u02c5\u02c8-\u02d7\u02e0-\u036f\u0591-\u05cf\u0700-\u07ff]"
)
_LETTER: Final = r"(?:[^\W\d_A-Z]|\xa0)"
_AMONG_CAPITALS: Final = Pattern(rf"(?<=[A-Z]{{2}}){_LETTER}|(?<=[A-Z]){_LETTER}(?=[A-Z])|{_LETTER}(?=[A-Z]{{2}})")
_BEHIND_WORDS: Final = "“”‘’«»…™"
_BLANK: Final = "\xa0"


def is_chance(before: str, after: str) -> bool:
    """Say whether all that `after` has, and `before` had not, are letters that nobody writes, small letters and blanks
    among capitals, or one letter made of the end of a word and a sign that stands behind words.
    """
    high = Counter(_HIGH.findall(after))
    restored = high - Counter(_HIGH.findall(before)) or high  # of `Â®` the sign has been there
    if not 0 < restored.total() <= _FEW:
        return False
    among = Counter(char for char in _AMONG_CAPITALS.findall(after) if not char.isupper())
    if all(_HARDLY.fullmatch(char) or among[char] >= times for char, times in restored.items()):
        return True
    (char, times), *others = restored.items()
    return times == 1 and not others and char.isupper() and _ends_word(before, after, after.index(char))


def _ends_word(before: str, after: str, place: int) -> bool:
    """Say whether a letter ends a word of several that stood there as two characters, the second a quotation mark, a
    blank or such.
    """
    if not after[max(place - 1, 0) : place].isalpha():
        return False
    sign = before[place + 1 : place + 2]
    return sign == _BLANK or (sign in _BEHIND_WORDS and not after[place + 1 : place + 2].isalnum())
