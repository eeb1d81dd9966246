"""Names: the commonest surnames, and which characters of given names the older charsets lack."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log
from typing import Final

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文葛施洪柯"
    "温季牛樊游祝章裴俞庞翁欧阳聂安齐岳詹辛管费柳翟焦鲁伍凌左耿申关路骆霍纪柴简沙司马诸米穆单宁盛连涂苗柏冼"
)


@cache
def name_weights() -> dict[str, float]:
    """Of the characters in given names that older charsets lack, the logarithm of each one's share."""
    lines = (files("pipelines.text") / "data" / "name-characters.txt").read_text(encoding="utf-8").splitlines()
    counts = {line[0]: int(line[2:]) for line in lines}
    total = sum(count for char, count in counts.items() if not char.encode("gb2312", "ignore"))
    return {char: min(log(count / total), 0.0) for char, count in counts.items()}
