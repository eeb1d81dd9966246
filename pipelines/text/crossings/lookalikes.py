"""Characters of other blocks that look like Chinese ones: radicals and compatibility forms, as PDFs and fonts give them.

⼈⺠ of a PDF is 人民 to whoever reads, and nothing to whoever searches. A dictionary lists radicals one by one, or says
what it is about; Korean has its compatibility forms from its own charset.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

KIND: Final = "compatibility-character"
LOOKALIKE: Final = "\u2e80-\u2fd5\uf900-\ufa0b"
_ANY: Final = Pattern(f"[{LOOKALIKE}]")
_TEXT: Final = "\u3400-\u9fff，。、：；！？“”（）《》0-9"  # beside other radicals alone they are those of a list
_IN_TEXT: Final = Pattern(f"[{LOOKALIKE}]{{1,40}}+(?=[{_TEXT}])|(?<=[{_TEXT}])[{LOOKALIKE}]+")
_OTHER_LANGUAGE: Final = Pattern("[\u3041-\u30ff\uac00-\ud7a3]")
_ABOUT: Final = Pattern(
    "部首|偏旁|康熙|字典|字形|字体|字體|radical|unicode|部件|笔画|筆畫|造字|字源", re.IGNORECASE
)
_NEAR: Final = 200
# CJK radicals that Unicode gives no equivalent: only those that are characters by themselves in the same form.
_RADICALS: Final = {
    "⺟": "母", "⺠": "民", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻑": "長", "⻓": "长", "⻔": "门",
    "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼",
    "⻦": "鸟", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟", "⻁": "虎",
}  # fmt: skip


def find_lookalikes(text: str) -> list[Edit]:
    """Give the edits that write the characters that are meant, in Chinese."""
    if not _ANY.search(text) or _OTHER_LANGUAGE.search(text):
        return []
    found = ((match, match[0].translate(_table())) for match in _IN_TEXT.finditer(text))
    return [
        Edit(KIND, match.start(), match.end(), match[0], after, 0.98)
        for match, after in found
        if after != match[0] and not _ABOUT.search(text, max(match.start() - _NEAR, 0), match.end() + _NEAR)
    ]


@cache
def _table() -> dict[int, str]:
    """By code point."""
    compatible = (chr(code) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA0C)))
    return {ord(char): unicodedata.normalize("NFKC", char) for char in compatible} | str.maketrans(_RADICALS)
