"""Labels whose characters are set apart to be as wide as others: 编　辑：苏玮, 一 审：魏茜."""

from __future__ import annotations

from pipelines.pattern import Pattern

_HAN = "\u3400-\u9fff"
_STRETCHED = Pattern(
    rf"(?<![{_HAN}\d])([{_HAN}])[ \u3000]{{1,4}}([{_HAN}])(?=[ \u3000]?[:：︱|｜丨/／](?!\s?[文图圖摄攝]))"
)  # but 张 磊 图/文


def put_together(text: str) -> str:
    """Give a line with the characters of such a label together."""
    may_be = not text.isascii() and (" " in text or "\u3000" in text)
    return _STRETCHED.sub(r"\1\2", text) if may_be else text
