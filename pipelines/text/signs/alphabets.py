"""Signs that letters were read in the charset of another alphabet, in text without Chinese characters."""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern

_SOME: Final = 20_000  # characters that are looked at: what crossed did so throughout
_OTHERS: Final = "\u0370-\u052f"  # Greek and Cyrillic
_SYMBOLS: Final = "\x80-\x9f\xa1-\xa9\xab-\xb6\xb8-\xbf\u2018-\u2030\u20ac\u2116\u2122\u2190-\u23ff\u250c-\u259f"
# What DOS and KOI8 have where others have letters, before a letter or symbol; a dash of the Mac before a symbol.
_BOXES: Final = "[\u250c-\u259f](?=[\x80-\u24ff])|–(?=[\xa1-\xba\u03a9\u2200-\u22ff])"
# One symbol before each of three letters, as the first bytes of an alphabet in UTF-8 are alike.
_EACH: Final = "(?P<each>[\xa1-\xbf\u2013-\u25ff]).(?P=each).(?P=each)"
_IN_OTHERS: Final = Pattern(
    "[А-ЯЁΑ-Ω](?<=[а-яёѐ-џα-ω].)"  # a capital behind a small letter
    f"|[{_SYMBOLS}](?<=[{_OTHERS}].)(?=[{_OTHERS}])|[A-Za-z](?:(?<=[{_OTHERS}].)|(?=[{_OTHERS}]))|{_BOXES}|{_EACH}"
)
_IN_LATIN: Final = Pattern(
    f"[{_SYMBOLS}{_OTHERS}\u2200-\u22ff](?:(?<=[A-Za-z].)(?=[a-z])|(?<=[a-z].)(?=[\x80-\uffff]))|[ýþðÝÞÐ]"
    "|[\u0400-\u045f](?:(?<=[a-z].)|(?=[a-z]))|[À-ÖØ-ÞŒŠŸŽ](?<=[a-z].)|Г(?=[\x80-\xbf\u0401-\u045f])"
    f"|[\uff61-\uff9f](?:(?<=[A-Za-z].)|(?=[a-z]))|[\uac00-\ud7a3](?<=[A-Za-z].)(?=[a-z])|{_BOXES}|{_EACH}"
)


def shows_other_alphabet(text: str) -> bool:
    """Whether words are of two alphabets, have symbols inside, or capitals behind small letters."""
    some = text[:_SOME]
    latin = len(some.encode("ascii", "ignore")) * 2 > len(some)
    return (_IN_LATIN if latin else _IN_OTHERS).search(some) is not None
