"""Syllables of hangul and kana whose parts stand beside each other (NFD), as a file system of Apple's gives names: no search
finds a word of them. One in old spelling that has no character of its own stays.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

KIND: Final = "compatibility-character"
_SYLLABLES: Final = Pattern(
    "(?:[\u1100-\u1112][\u1161-\u1175](?![\u1176-\u11a7\u11c3-\u11ff\ud7b0-\ud7fb])[\u11a8-\u11c2]?)+"
)
_KANA: Final = Pattern("[\u3046-\u3072\u30a6-\u30f2\u309d\u30fd\u3075\u3078\u307b][\u3099\u309a]")


def find_parted(text: str) -> list[Edit]:
    """Give the edits that join them."""
    found = sorted((*_SYLLABLES.finditer(text), *_KANA.finditer(text)), key=lambda match: match.start())
    joined = [(match, unicodedata.normalize("NFC", match[0])) for match in found]
    return [Edit(KIND, *match.span(), match[0], after, 0.99) for match, after in joined if after != match[0]]
