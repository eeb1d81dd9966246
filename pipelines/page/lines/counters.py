"""Lines that count readers, or tell the time of the page: they change while the article stays."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.page.tables import table
from pipelines.pattern import Pattern

_TABLE = table("counters")
_COUNTED = f"(?:{'|'.join(_TABLE['counted'])})"
_AROUND = f"(?:{'|'.join(_TABLE['around'])})"
# Words of letters stand free: no hit in white, no like in likely. Chinese ones run on into each other.
_FREE = r"(?<![a-zà-ÿа-яё])"
_END = r"(?![a-zà-ÿа-яё])"
_LINE = Pattern(rf"(?>(?:{_FREE}{_COUNTED}{_END}|{_FREE}{_AROUND}{_END}|\d[\d.,]*|[\W_])+)", re.IGNORECASE)
_ONE = Pattern(_COUNTED, re.IGNORECASE)
_PASSING = Pattern("|".join(_TABLE["passing"]), re.IGNORECASE)
_LISTED = Pattern(r"\d{1,2}\s?[.、)）](?!\d)")  # 1. 评论: an entry of a list
_NUMBER = Pattern(r"\d")
LONGEST = 60  # characters


@lru_cache(maxsize=4096)
def is_counter(text: str) -> bool:
    """Say whether a line consists of what is counted and its numbers: 本文已有357人阅读, 12 comments · 3 shares."""
    if text[LONGEST:] or _NUMBER.search(text) is None:
        return False
    if _PASSING.fullmatch(text):
        return True
    return _LINE.fullmatch(text) is not None and _ONE.search(text) is not None and _LISTED.match(text) is None
