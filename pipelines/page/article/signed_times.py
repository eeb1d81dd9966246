"""The day with which a notice is signed (县水利局, and below it 2024年5月8日), and the day of what an article is about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from pipelines.page.article.scene import Scene
from pipelines.page.article.script_times import from_scripts
from pipelines.page.article.stated_times import finer
from pipelines.page.lines.dates import find_dates, is_plausible
from pipelines.page.lines.habits import Habits
from pipelines.page.model import Found, Moment
from pipelines.page.tree.data_tables import cells_in
from pipelines.page.tree.density import prose
from pipelines.page.tree.outline import Block
from pipelines.pattern import Pattern

_MOST_BELOW = 12  # lines: what files there are, and who gets a copy
_SENTENCE, _NAME = 20.0, 4.0  # prose
_LABEL_ENDS = ("：", ":")
# 学生工作处　2021年5月17日: who signs stands apart from the day, and is no 截止时间 of something
_BESIDE = Pattern(r"[（(\[【]?(?:[^\s\d：:，。；]{2,30}[\s\u3000]+)?")
# 2012年3月21日（农历壬辰年二月廿九）, （星期五）, （公章）
_BEHIND = Pattern(r"[（(](?:[农農][历曆][^（()）]{2,16}|(?:星期|[周週])[一二三四五六日天]|公?章|[盖蓋]章)[）)]")
# （2020年9月10日）, （2021年10月29日市人民代表大会常务委员会第三十六次会议通过）
_OF_EVENT = Pattern(
    r"[（(][\d〇○零一二三四五六七八九十]+年[^（()）：:]*(?:日|[通][过過]|公布|施行|批[准復复])[)）]"
)
_BRACKETS = " \u3000）)]】"


def is_of_event(text: str) -> bool:
    """Say whether a line is a bracket below a headline that says when a speech was held or a law was passed."""
    return text[:1] in ("（", "(") and _OF_EVENT.fullmatch(text) is not None


def signed_day(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the day that signs the text, with the time of day where a script knows one on it."""
    signed = _day_at_end(scene, how)
    timed = from_scripts(scene, how) if signed else None
    return timed if signed and timed and finer(signed.value, timed.value) else signed


def _day_at_end(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the day that stands alone, or behind a name, in one of the last lines; nothing is said below it.

    Else the one day that stands so below a name: a decree is signed above what it decrees.
    """
    cells = cells_in(scene.outline, scene.span[0]) if scene.lines else {}
    lines = [block for block in scene.lines if block.owner not in cells]
    last = islice(takewhile(lambda block: prose(block) < _SENTENCE, reversed(lines)), _MOST_BELOW)
    below = len(list(last))
    every = list(_signed(lines, how))
    if ends := [found for number, _, found in every if number >= len(lines) - below]:
        return ends[-1]
    days = {found.value.iso: found for _, above, found in every if 0 < prose(above) < _NAME}
    return next(iter(days.values())) if len(days) == 1 else None


def _signed(lines: list[Block], how: Habits) -> Iterator[tuple[int, Block, Found[Moment]]]:
    """Give the lines of a day by number, each with the line above it."""
    for number, block in enumerate(lines):
        above = lines[max(0, number - 1)]
        dated = next(find_dates(block.text, how), None) if prose(block) < _SENTENCE else None
        if dated and is_plausible(dated.moment) and not above.text.endswith(_LABEL_ENDS):
            before, behind = block.text[: dated.start], block.text[dated.stop :]
            if _BESIDE.fullmatch(before) and not _BEHIND.sub("", behind).strip(_BRACKETS):
                day = Moment(dated.moment.iso[:10], dated.moment.raw)
                yield number, above, Found(day, f"signed {block.text[:40]}")
