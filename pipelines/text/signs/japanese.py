"""Japanese text, of which the signs of damaged Chinese tell nothing: half its characters are odd among Chinese ones."""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern

_KANA: Final = Pattern("[\u3041-\u30ff]+")


def is_japanese(text: str) -> bool:
    """Whether kana make a fifth of what is not ASCII: single ones among Chinese characters are no sign then."""
    if "の" not in text and "い" not in text:
        return False
    kana = sum(map(len, _KANA.findall(text)))
    return kana * 5 > len(text) - len(text.encode("ascii", "ignore"))
