"""A character lost in a word or name that stands whole elsewhere on the page."""

from __future__ import annotations

import re
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

KIND: Final = "lost-character"
_HAN: Final = "\u3400-\u9fff"
_LOST: Final = Pattern("(?<!\ufffd)\ufffd{1,2}(?!\ufffd)")
_MOST: Final = 200  # losses looked up in one text: each look-up reads the whole page


def find_elsewhere(text: str, context: str) -> list[Edit]:
    """Give the edits that fill in what the neighbours tell without doubt."""
    if "\ufffd" not in text:
        return []
    page = f"{text}\n{context}"
    edits = []
    for lost, _ in zip(_LOST.finditer(text), range(_MOST), strict=False):
        char = _told(page, text[max(lost.start() - 2, 0) : lost.start()], text[lost.end() : lost.end() + 2])
        if char:
            edits.append(Edit(KIND, lost.start(), lost.end(), lost[0], char, 0.9))
    return edits


def _told(page: str, before: str, after: str) -> str | None:
    """The one character that stands between the neighbours wherever they meet on the page.

    Two on each side are enough, three in all where they meet twice. Fewer tell a rare character only: those are in
    names, and it is them that decoders lose.
    """
    for left, right in ((before, after), (before, after[:1]), (before[-1:], after), (before, ""), ("", after)):
        if len(left) + len(right) < 2 or not re.fullmatch(f"[{_HAN}]*", left + right):
            continue
        met: list[str] = re.findall(f"{left}([{_HAN}]){right}", page)
        found = set(met)
        if len(found) > 1:
            return None
        sure = left and right and len(left) + len(right) + min(len(met), 2) > 4
        if found and (sure or _is_rare(*found)):
            return found.pop()
    return None


def _is_rare(char: str) -> bool:
    """Whether `char` is outside the 3755 common ones of GB 2312, level 1 (rows 16 to 55)."""
    return not b"\xb0" <= char.encode("gb2312", "ignore") < b"\xd8"
