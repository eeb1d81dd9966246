r"""Backslashes that a program put in to make text safe: behind half a character (`功\能` of Big5, whose second byte is one),
and before quotation marks (`他说\"好\"`, `don\'t`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import pairs
from pipelines.text.language_model.model import model

_BACKSLASH: Final = 0x5C
_TABLES: Final = ("big5hkscs", "gbk")
# What ends in a backslash in Shift_JIS, where kana tell the language: elsewhere it may be the name of a folder.
_JAPANESE: Final = "ソ噂浬欺圭構蚕十申曾箪貼能表暴予禄"
ESCAPED: Final = Pattern(r"""\\+(?=["'])""")


def shows_slashes(text: str) -> bool:
    """Whether such a backslash stands in `text`."""
    return "\\" in text and (added_slashes().search(text) is not None or '\\"' in text or "\\'" in text)


@cache
def added_slashes() -> re.Pattern[str]:
    """Backslashes between a character that ends in one and something that no path goes on with."""
    known = (char for table in _TABLES for _, char in pairs(table).by_trail[_BACKSLASH])
    chars = "".join(char for char in dict.fromkeys(known) if model().letter(char) > 1)
    return re.compile(
        rf"\\(?<=[{chars}]\\)\\*(?=[\u3000-\u9fff\uff01-\uff5e])|\\(?<=[{_JAPANESE}]\\)(?=[\u4e00-\u9fff]{{0,3}}[\u3041-\u30fe])"
    )
