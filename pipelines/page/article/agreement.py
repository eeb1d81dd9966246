"""Where a line that the page shows and a title that it states agree, and what headline they share."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.page.lines.dates import has_date
from pipelines.page.lines.titles import SIGNS, SITE, Stated, is_marked, is_whole
from pipelines.page.tree.outline import Block

ENTRY_RANK, H1_RANK = 1.4, 1.5
LONGEST_DATE = 36  # characters: martes 12 de marzo de 2024 a las 08:15
_ASKING = ("？", "！", "?", "!")
_PARTING = frozenset("-_|｜–—")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    bare: str
    rank: float
    where: str
    block: Block | None = None
    joined: bool = False


def shared(line: Line, stated: Stated) -> str | None:
    """Give the headline that a visible line and a stated title share, None where they do not agree."""
    bare = stated.bare
    if len(line.bare) < 3 or not bare:
        alike = len(line.bare) == 2 and _is_whole_part(line, stated)
        at_end = bare.startswith(line.bare) or line.rank >= ENTRY_RANK
        return line.text if alike and at_end else None
    if line.bare in bare:
        clear = stated.clear
        own = SIGNS.sub("", clear)
        enough = len(line.bare) >= min(len(own) * 0.6, 12) or _is_part(line, stated)
        enough = enough or (line.rank >= ENTRY_RANK and stated.text.startswith(line.text))
        enough = (enough or _is_behind_paper(line, stated)) and is_whole(line.text, stated.text)
        return (clear if line.joined and line.bare == own else line.text) if enough else None
    if is_marked(line.text, stated.clear):
        return stated.clear
    if line.bare.startswith(bare) and len(bare) > 4 and has_date(line.text[-LONGEST_DATE:]):
        return stated.text
    for part, own in stated.parts:
        if len(own) > 7 and line.bare.startswith(own) and not _signs(line, part, stated):
            if has_date(line.text[-LONGEST_DATE:]):
                return part.strip()
            return line.text if len(line.bare) < len(own) * 1.7 else None
    cut = bare[:-1] if stated.text.endswith(("…", "...", "。。。")) else ""
    return line.text if len(cut) > 7 and line.bare.startswith(cut) else None


def _signs(line: Line, part: str, stated: Stated) -> bool:
    """Say whether a line is the owner's name at the title's end, and the day of a notice: 县自来水公司 2021年11月18日."""
    return has_date(line.text[len(part) :]) and part != stated.clear and stated.text.endswith(part)


def _is_whole_part(line: Line, stated: Stated) -> bool:
    """Say whether a heading of two characters is one part of the title: 石磨 of 南塘札記: 石磨."""
    if line.rank >= ENTRY_RANK and stated.text.endswith(line.text):
        return True
    if line.rank >= 1.1 and (stated.clear == line.text or stated.text.startswith(f"{line.text} ")):
        return True
    before_dash = stated.text.startswith(tuple(f"{line.text}{dash}" for dash in "-–—·"))  # 讣告-石桥县教育局
    last = line.rank >= H1_RANK and stated.text.endswith(f"-{line.bare}")  # 河西晚报-简讯
    return line.rank >= 1.25 and (before_dash or last or any(own == line.bare for _, own in stated.parts))


def _is_part(line: Line, stated: Stated) -> bool:
    """Say whether a heading is the first part of the title, or its longest, though the title goes on at length."""
    if line.rank < 1.2 or line.joined or len(line.bare) < 4 or SITE.search(line.text):
        return False
    before, found, behind = stated.text.partition(line.text)
    if found and not before and line.text.endswith(_ASKING):
        return True
    sign = (before.strip()[-1:] or behind.strip()[:1]) if found and not (before and behind) else ""
    if sign in _PARTING:
        return True
    return len(line.bare) >= max(len(SIGNS.sub("", part)) for part in stated.text.split())


def _is_behind_paper(line: Line, stated: Stated) -> bool:
    """Say whether a line is all of the title but the paper's name before it: 江边日报-一周速览."""
    before = stated.text.removesuffix(line.text)
    return before[-1:] in _PARTING and SITE.search(before[:-1].rstrip()) is not None
