"""Pinyin in brackets: where it stands, and which characters are read so."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.language_model.model import model

SYLLABLE: Final = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6}"
BRACKETED: Final = Pattern(rf"[ \u00a0\u3000]?[(（] ?({SYLLABLE}) ?[)）]")
# The bracket went with the byte before it when a decoder met half a character (GBK 88 28 is no pair).
CUT: Final = Pattern(rf"[?？\ufffd\ue000-\uf8ff][ (（]?({SYLLABLE})[)）]")


def toneless(syllable: str) -> str:
    """`lǜ` to `lü`: the tone goes, the two dots stay."""
    marks = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(c for c in marks if c == "\u0308" or not unicodedata.combining(c)))


@cache
def _toneless_readings() -> dict[str, str]:
    table: dict[str, str] = {}
    for syllable, chars in model().readings.items():
        plain = toneless(syllable)
        table[plain] = table.get(plain, "") + chars.replace("|", "")
    return table


@cache
def read_as(syllable: str) -> frozenset[str]:
    """The characters that are read so; a syllable without a tone mark stands for all its tones."""
    plain = syllable.replace("v", "ü")
    chars = _toneless_readings().get(plain) if toneless(plain) == plain else model().readings.get(plain)
    return frozenset((chars or "").replace("|", ""))
