"""Last lines of Chinese pages: the unit and the day that sign a notice, below which is no text, and whose site it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipelines.page.tables import expression
from pipelines.page.tree.outline import Block
from pipelines.pattern import Pattern

_HAN = "\u3400-\u9fff"
_DAY = r"[\d〇○零oO一二]{4}\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十廿卅]{1,3}\s?日"
# papers sign with their day, too: 江边日报社 is no office
_UNIT = rf"[{_HAN}（）()]{{2,30}}(?:[局委办辦厅廳院校处處科室队隊站所馆馆会會部系]|(?<!新闻|传媒|媒体)中心|政府|公司|法院)"
_SIGNED_BELOW = Pattern(_UNIT)
_DAY_ALONE = Pattern(rf"[（(]?{_DAY}[）)]?")
_SIGNED_BESIDE = Pattern(rf"{_UNIT}\s*{_DAY}")
_IMPRINT = Pattern(expression("body", "lines", "imprint"), re.IGNORECASE)
_REGISTERED = Pattern("ICP[备備证證]|公安网?[备備]|网站[标標][识識][码碼]", re.IGNORECASE)
_LONGEST = 60  # characters


def signs_notice(blocks: Sequence[Block], number: int) -> bool:
    """Say whether a line is the day with which an office signs, below its name or behind it."""
    line = blocks[number]
    if "年" not in line.text or line.linked or len(line.text) > _LONGEST:
        return False
    if _SIGNED_BESIDE.fullmatch(line.text):
        return True
    above = blocks[number - 1] if number else line
    return bool(_DAY_ALONE.fullmatch(line.text) and not above.linked and _SIGNED_BELOW.fullmatch(above.text))


def count_imprint(blocks: Sequence[Block]) -> int:
    """Count the last lines that say whose site this is; 0 where none of them has the number under which it is registered."""
    if not blocks or not _IMPRINT.search(blocks[-1].text):
        return 0
    lines = list(takewhile(lambda block: _IMPRINT.search(block.text), reversed(blocks)))
    return len(lines) if any(_REGISTERED.search(block.text) for block in lines) else 0
