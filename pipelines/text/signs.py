"""Signs of damage, found at the speed of one or two regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Final

from pipelines.text.pinyin import SYLLABLE

_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_HAN: Final = range(0x4E00, 0xA000)
# Controls but tab and line ends, C1, invisible characters, U+FFFD, private use.
UNSEEN: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd\ue000-\uf8ff"
)
# Latin letters of the upper half, as they stand in front of another such sign where bytes were read one by one.
_UPPER: Final = "\x80-\xff\u0152-\u017e\u0192\u02c6\u02dc\u2018-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
_MIXED: Final = "\x80-\xff\u0401-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122"  # windows-1251 above the letters
_WIDE: Final = "\u00b7\u2014-\u2026\u3001-\u303f\u3400-\u9fff\ue000-\uf8ff\uff01-\uff5e"
QUESTION: Final = re.compile(rf"\?(?=[{_WIDE}?])|\?(?<=[{_WIDE}]\?)")
# Words of Chinese characters with blanks between, as Korean looks when its bytes are read as Chinese.
_WORDS: Final = re.compile(" (?<=[\u4e00-\u9fff] )[\u4e00-\u9fff]{1,4} [\u4e00-\u9fff]{1,5} [\u4e00-\u9fff]")
# Chinese characters behind hangul again and again, as Chinese looks when its bytes are read as Korean.
_MIXED_HANGUL: Final = re.compile(
    "[\uac00-\ud7a3](?:[\u4e00-\u9fff].{0,5}[\uac00-\ud7a3][\u4e00-\u9fff]|(?<=[\u4e00-\u9fff][\uac00-\ud7a3])[\u4e00-\u9fff])"
)
ENTITY: Final = re.compile(r"&(?=#|amp;|lt;|gt;|quot;|nbsp;|[a-z]{2,8};)")


# Each begins with its mark, which the engine finds at once in a text that has none.
_ANNOTATIONS: Final = (
    *((mark, re.compile(f"{re.escape(mark)} ?{SYLLABLE} ?[)）]")) for mark in "(（"),
    *((mark, re.compile(f"{re.escape(mark)}[ (（]?{SYLLABLE}[)）]")) for mark in "?？"),
)


def rare_han() -> str:
    """The body of a character class: Han characters that good text hardly uses."""
    common = set(map(ord, (files("pipelines.text") / "data" / "model-common.txt").read_text(encoding="utf-8")))
    rare = [code for code in _HAN if code not in common]
    runs = [
        [code for _, code in group] for _, group in groupby(enumerate(rare), key=lambda pair: pair[1] - pair[0])
    ]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


@cache
def _characters() -> re.Pattern[str]:
    """Something unseen; two Latin letters of the upper half together; three rare characters close together."""
    rare = rare_han()
    latin = f"(?<=[\x80-\x9f\xa1-\xff])[{_UPPER}]"
    cyrillic = f"(?<=[РС])[{_MIXED}][РС][{_MIXED}][РС]"
    return re.compile(
        f"[{UNSEEN}\x80-\xffРС{rare}](?:(?<=[{UNSEEN}])|{latin}|{cyrillic}|(?<=[{rare}]).{{0,3}}[{rare}].{{0,3}}[{rare}])"
    )


@cache
def _rare_together() -> re.Pattern[str]:
    rare = rare_han()
    return re.compile(f"[{rare}\ue000-\uf8ff].{{0,3}}[{rare}\ue000-\uf8ff]")


def shows_rare(text: str) -> bool:
    """Whether rare characters stand so close together as good text hardly has them, or text is hangul."""
    return _rare_together().search(text) is not None or _HANGUL.search(text) is not None


def shows_words(text: str) -> bool:
    """Whether Chinese characters stand in words between blanks."""
    return _WORDS.search(text) is not None


def rare_runs(text: str) -> Iterator[re.Match[str]]:
    """Two rare characters close together, and a third not far: what bytes out of line look like."""
    for match in _rare_together().finditer(text):
        if _rare_together().search(text, match.end() - 1, match.end() + 8):
            yield match


def any_sign(text: str, *, markup: bool = False) -> bool:
    """Whether anything in `text` is worth a closer look. Good text with rare names may say yes as well."""
    if text.isascii() and (markup or "&" not in text) and text.isprintable():
        return False
    if _characters().search(text) or QUESTION.search(text) or _WORDS.search(text) or _MIXED_HANGUL.search(text):
        return True
    if any(mark in text and pattern.search(text) for mark, pattern in _ANNOTATIONS):
        return True
    # References stand in every page's source; the parser reads them.
    return not markup and ENTITY.search(text) is not None
