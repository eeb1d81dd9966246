"""Mojibake that a text shows on purpose: an example of what goes wrong, a string in a program."""

from __future__ import annotations

import re
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit, trimmed

_MANY: Final = 20  # characters beyond ASCII that are no example, whatever stands around them
_NEAR: Final = 200  # characters around an example in which a text says what it is about
_ABOUT: Final = Pattern(
    "乱码|亂碼|编码|編碼|字符集|字元集|解码|解碼|文字化け|文字コード|кодиров|кракозяб|mojibake|garbled|gibberish"
    r"""|\b(?:en|de)cod(?:e|ed|er|es|ing)s?\b(?!\s?[=:])|(?<![="'/-])\b(?:utf-?8|gbk|gb2312|big-?5|latin-?1)\b(?!["'])""",
    re.IGNORECASE,
)
_HIGH: Final = Pattern(r"[^\x00-\x7f]")
_STRING: Final = Pattern(r""""[^"\n]{1,200}"|'[^'\n]{1,200}'|`[^`\n]{1,200}`""")


def is_example(text: str, edit: Edit) -> bool:
    """Whether what `edit` would undo in `text` is short, and meant: quoted in code, or by a text about such things."""
    change = trimmed(edit)
    if len(_HIGH.findall(change.before)) >= _MANY:
        return False
    return is_subject(text, change.start, change.end) or _in_code(text, change)


def is_subject(text: str, start: int, end: int) -> bool:
    """Whether what stands around a place talks about charsets and what goes wrong with them."""
    return _ABOUT.search(f"{text[max(start - _NEAR, 0) : start]} {text[end : end + _NEAR]}") is not None


def _in_code(text: str, change: Edit) -> bool:
    """Whether a line of ASCII has it between quotation marks, with more than a name before them."""
    start = text.rfind("\n", 0, change.start) + 1
    line = text[start : change.end] + text[change.end : change.end + _NEAR].partition("\n")[0]
    outside = _STRING.sub("", line)
    return "(" in outside and ")" in outside and outside.isascii()
