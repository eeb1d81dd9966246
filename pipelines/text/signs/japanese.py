"""Japanese text, of which the signs of damaged Chinese tell nothing: half its characters are odd among Chinese ones."""

from __future__ import annotations

from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.language_model.model import as_class, rare_codes

_KANA: Final = Pattern("[\u3041-\u30ff]+")


_LEVEL_ONE: Final = range(0xB0, 0xD0)  # rows of JIS X 0208, as EUC-JP has them


def is_japanese(text: str) -> bool:
    """Whether kana make a fifth of what is not ASCII: single ones among Chinese characters are no sign then."""
    return ("の" in text or "い" in text) and abounds_in_kana(text)


def abounds_in_kana(text: str) -> bool:
    """The same of a line, in which the commonest of them need not stand."""
    kana = sum(map(len, _KANA.findall(text)))
    return kana * 5 > len(text) - len(text.encode("ascii", "ignore"))


@cache
def rare_kanji() -> str:
    """The body of a character class: Chinese characters that neither good Chinese text uses nor Japan counts as common.

    Those that China has as well stay rare: they are what EUC-JP gives that is read as GBK.
    """
    level_one = (bytes((lead, trail)) for lead in _LEVEL_ONE for trail in range(0xA1, 0xFF))
    common = {char for pair in level_one if (char := pair.decode("euc_jp", "ignore"))}
    japanese = {ord(char) for char in common if not char.encode("gb2312", "ignore")}
    return as_class([code for code in rare_codes() if code not in japanese])
