"""Names: the commonest surnames, and which characters of given names the older charsets lack."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log
from typing import Final

from pipelines.text.language_model.model import model

# In the order of how many people have them.
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文葛施洪柯"
    "温季牛樊游祝章裴俞庞翁欧聂安齐岳詹辛管费柳翟焦鲁伍凌左耿申关路骆霍纪柴简沙司马诸米穆单宁盛连涂苗柏冼"
)
# How evenly people share them: the share of each is one by its place in this order and these.
_OFTENER: Final = 3.0
_UNNAMED: Final = -5.0  # nats: a name of which the surname is none of these, or stands elsewhere
_MOSTLY: Final = -0.5  # nats by which names must explain how often a character is met, to tell where names stand
_PEOPLE: Final = 0.005  # share of surnames among the characters of a text


@cache
def name_weights() -> dict[str, float]:
    """Of the characters in given names that older charsets lack, the logarithm of each one's share."""
    lines = (files("pipelines.text") / "data" / "name-characters.txt").read_text(encoding="utf-8").splitlines()
    counts = {line[0]: int(line[2:]) for line in lines}
    total = sum(count for char, count in counts.items() if not char.encode("gb2312", "ignore"))
    return {char: min(log(count / total), 0.0) for char, count in counts.items()}


@cache
def _shares() -> dict[str, float]:
    """The logarithm of each surname's share of people."""
    parts = [1 / (place + _OFTENER) for place in range(len(_SURNAMES))]
    return {char: log(part / sum(parts)) for char, part in zip(_SURNAMES, parts, strict=True)}


@cache
def _telling() -> tuple[list[int], float]:
    """The letters that hardly stand anywhere else than in names, and the logarithm of their share of people."""
    weigh, shares = model(), _shares()
    people = log(_PEOPLE)
    chars = [char for char, share in shares.items() if share + people > weigh.score(char) + _MOSTLY]
    return [weigh.letter(char) for char in chars], log(sum(exp(shares[char]) for char in chars))


@lru_cache(maxsize=8192)
def _named(context: int) -> float:
    """The logarithm of how likely a name begins behind a context: near 0 behind 记者, and -4 behind 的."""
    letters, share = _telling()
    return min(log(sum(map(exp, model().weigh(context, letters)))) - share, 0.0)


def surname_weight(before: str) -> float:
    """The logarithm of how likely a name began one or two characters before, of what stands there."""
    return max(_began(before[:-size], before[-size:][:1]) for size in (1, 2))


def _began(before: str, char: str) -> float:
    weigh = model()
    share = _shares().get(weigh.simplified.get(char, char))
    if share is None:
        return _UNNAMED
    context = weigh.context(before)
    return max(min(_named(context) + share - weigh.next(context, weigh.letter(char)), 0.0), _UNNAMED)
