"""Rare characters where they tell something: close together, or among all characters of a line, by its language.

Japan writes common characters in forms of its own (対応, 読み込み), which are rare ones to the model of Chinese.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.language_model.model import rare_han
from pipelines.text.signs.japanese import abounds_in_kana, rare_kanji

_ANY_HAN: Final = Pattern("[\u4e00-\u9fff]")
_HANGUL: Final = Pattern("[\uac00-\ud7a3]")
_HAN_OR_HANGUL: Final = Pattern("[\u3400-\u9fff\uac00-\ud7a3\ue000-\uf8ff]+")
_SAMPLE: Final = 2000  # characters of a long line that tell what abounds in it


@cache
def rare(*, japanese: bool = False) -> str:
    """The body of a character class: what good text of the language hardly uses."""
    return rare_kanji() if japanese else rare_han()


@cache
def rare_together(*, japanese: bool = False) -> re.Pattern[str]:
    odd = f"[{rare(japanese=japanese)}\ue000-\uf8ff]"
    return re.compile(f"{odd}.{{0,3}}{odd}")


@cache
def _rare_or_hangul(*, japanese: bool = False) -> re.Pattern[str]:
    return re.compile(f"[{rare(japanese=japanese)}\ue000-\uf8ff\uac00-\ud7a3]")


def is_plain_chinese(text: str) -> bool:
    """Whether text is Chinese, or Japanese, without a rare character or hangul: nothing that crossed charsets reads so."""
    if _ANY_HAN.search(text) is None:
        return False
    return _rare_or_hangul().search(text) is None or (
        abounds_in_kana(text) and _rare_or_hangul(japanese=True).search(text) is None
    )


def shows_rare(text: str) -> bool:
    """Whether rare characters stand so close together as good text hardly has them, or text is hangul."""
    if _HANGUL.search(text):
        return True
    if rare_together().search(text) is None:
        return False
    return not abounds_in_kana(text) or rare_together(japanese=True).search(text) is not None


def abounds_in_rare(text: str) -> bool:
    """Whether one in eight of the Chinese characters is rare, or hangul, as where bytes were taken for East Asian ones:
    of good lines that show a rare one, nine in ten have less.
    """
    text = text[:_SAMPLE]
    found = len(_rare_or_hangul(japanese=abounds_in_kana(text)).findall(text))
    return found * 8 >= len("".join(_HAN_OR_HANGUL.findall(text)))
