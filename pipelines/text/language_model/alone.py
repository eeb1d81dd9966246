"""Letters and signs of ASCII alone among Chinese characters: how much seldomer than the model has it.

The model knows one letter only. Of 15 million characters of news, 460 letters stand alone, 40 of them small ones, most
in front of what they name: A股, B級, X光. In traditional text any letter may be half a character.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern

LONELY_SIGNS: Final = "@|~_^`\\"  # these part words and titles, or are left over of code
_OFTEN: Final = 2.5  # nats: what is A of two or more, a class of shares or of funds
_USUAL: Final = 3.5
_SELDOM: Final = 5.0
_HARDLY: Final = 6.5
_ALONE: Final = {
    "A": _OFTEN,
    **dict.fromkeys("BCDEFHPQSTUVXZx", _USUAL),
    **dict.fromkeys("GIJKLMNORWYe", _SELDOM),
    **dict.fromkeys("abcdfghijklmnopqrstuvwyz", _HARDLY),
}
# What letters name, in what names of people and things they stand, and what they stand for in written Cantonese.
_NAMED: Final = Pattern(
    "[A-Za-z](?=[股級级類类組组區区座廳厅型形星片咖計计檔档隊队班卷證证線线種种世代室版羅罗恤光射盤盘字層层棟栋店餐肝輪轮點点號号值項项方章])"
    "|(?<=[小大阿第維维素甲乙丙丁])[A-Z]|(?<=[呢好咁有佢邊多少快慢])[Dd]|[Oo](?=[既個黎岩野地])|(?<=[’‘'])s"
)
_NEAR: Final = 2000  # characters on each side in which the same letter is looked for


def cost_alone(text: str, place: int) -> float:
    """Nats that the letter or sign at `place`, where it is alone, costs above what the model says.

    Nothing where it names something, or stands alone elsewhere too: such a text is about A and B.
    """
    cost = _ALONE.get(text[place : place + 1], 0.0)
    if not cost or not _is_alone(text, place) or is_named(text, place):
        return 0.0
    others = _places(text, text[place], max(place - _NEAR, 0), place + _NEAR)
    return 0.0 if any(other != place and _is_alone(text, other) for other in others) else cost


def _is_alone(text: str, place: int) -> bool:
    after = text[place + 1 : place + 2]
    return text[place - 1 : place] > "\x7f" and (after > "\x7f" or not after.strip())


def is_named(text: str, place: int) -> bool:
    """Whether the letter at `place` names what stands beside it, or is written so for a sound."""
    return _NAMED.match(text, place) is not None


def _places(text: str, char: str, start: int, end: int) -> Iterator[int]:
    place = text.find(char, start, end)
    while place >= 0:
        yield place
        place = text.find(char, place + 1, end)
