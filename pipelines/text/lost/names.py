"""Names: the commonest surnames, and which characters of given names the older charsets lack."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log
from typing import Final

from pipelines.text.language_model.model import model

# In the order of how many people have them.
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文葛施洪柯"
    "温季牛樊游祝章裴俞庞翁欧聂安齐岳詹辛管费柳翟焦鲁伍凌左耿申关路骆霍纪柴简沙司马诸米穆单宁盛连涂苗柏冼"
)
SURNAMES: Final = frozenset(_SURNAMES)
_PEOPLE: Final = 0.004  # share of surnames among the characters of a text, times what the commonest have of them
_UNNAMED: Final = -5.0  # nats: a name of which the surname is none of these, or stands elsewhere


@cache
def name_weights() -> dict[str, float]:
    """Of the characters in given names that older charsets lack, the logarithm of each one's share."""
    lines = (files("pipelines.text") / "data" / "name-characters.txt").read_text(encoding="utf-8").splitlines()
    counts = {line[0]: int(line[2:]) for line in lines}
    total = sum(count for char, count in counts.items() if not char.encode("gb2312", "ignore"))
    return {char: min(log(count / total), 0.0) for char, count in counts.items()}


@cache
def _as_surnames() -> dict[str, float]:
    """What speaks against a name behind each surname: nothing where most characters of the kind are surnames, more where
    few are, as of 高.
    """
    weigh = model()
    people = ((char, _PEOPLE / (rank + 3)) for rank, char in enumerate(_SURNAMES))
    return {char: min(max((log(share) - weigh.score(char)) / 2, _UNNAMED), 0.0) for char, share in people}


def surname_weight(before: str) -> float:
    """The logarithm of how likely a surname stands one or two characters before."""
    simplified, shares = model().simplified, _as_surnames()
    return max((shares.get(simplified.get(char, char), _UNNAMED) for char in before), default=_UNNAMED)
