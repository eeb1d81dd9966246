r"""What stands for a quote, an apostrophe or a dash of windows-1252 in English: its byte as a control, or a program's mark.

Latin-1 has controls where windows-1252 has such signs (`don\x92t`); decoders of UTF-8 put U+FFFD there (`don�t`), Oracle
an upside-down question mark (`don¿t`), others a question mark or U+001A; and of the three bytes in UTF-8 one that is read
alone is left where controls are dropped (`donât`).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pipelines.pattern import Pattern

MARKS: Final = "\ufffd¿\x1a?â"
_NOT: Final = "do|does|did|ca|wo|is|are|was|were|has|have|had|could|would|should|need|must|ai"
_WHO: Final = "I|you|we|they|he|she|it|that|this|there|here|who|what|let"
_SIGN: Final = Pattern(r"[?¿â](?<=[a-zI].)(?:t|s|re|ve|ll|m|d)\b(?![=&?¿])")


@cache
def contraction(mark: str) -> Pattern:
    """Words that are written with an apostrophe and in no other way, with `mark` in its place."""
    return Pattern(
        rf"(?<![\w=&/.?|\\*+])(?i:(?:{_NOT})n[{mark}]t|(?:{_WHO})[{mark}](?:s|m|ve|ll|d|re))(?![\w=&/?|\\*+])"
    )


def shows_apostrophes(text: str) -> bool:
    """Whether one may have become a question mark, of either kind, which by itself is no sign."""
    return ("?" in text or "¿" in text or "â" in text) and _SIGN.search(text) is not None
