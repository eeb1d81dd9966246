"""Signs whose bytes were read in another charset while all around them was read as it should be: `37掳C`, `m虏`, `馃榾`.

Programs put such a sign into a page of another charset: a unit, a mark, an emoji, the dot within a name.
"""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern

# Characters that stand in the names of foreigners: between two of them on either side, 路 may be the dot of a name.
_SYLLABLES: Final = (
    "阿埃艾爱安昂奥巴拜班邦保鲍贝本比彼毕波伯勃博布查达戴黛丹当道德登邓迪底蒂丁都杜敦多俄厄恩尔法凡菲费芬丰弗佛夫福富盖甘冈高戈哥格葛根贡古哈海罕汉"
    "豪翰荷赫黑亨洪胡华怀惠霍基吉季加佳贾简江杰捷金津卡凯坎康考柯科克肯孔库夸奎拉莱赖兰朗劳勒雷蕾黎里丽利莉力连良列林琳龙隆卢鲁路露吕伦罗洛马玛迈麦曼芒毛"
    "梅门蒙孟米密缅敏明摩莫墨默姆木穆拿娜纳乃奈南内妮尼涅宁纽农努诺女欧帕潘庞培佩彭皮平珀普契齐奇恰强乔切钦琴琼让热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙山尚绍"
    "舍申生圣施石什史士舒朔丝斯思松苏孙索塔泰坦汤唐陶特腾提田廷通图土吐托陀娃瓦万汪旺威韦维卫魏温文沃翁乌吾伍武西锡希习席夏香肖谢辛欣兴修休许逊雅亚扬央"
    "叶耶伊依亦易因英尤于宇约云赞泽扎詹占珍芝治朱茱兹佐孜买合江拜克"
)
_UNIT: Final = "(?<=[^A-Za-z]m{0})|(?<=[kcdm]m{0})"
# Each begins with the character that it is known by, which is looked for at once.
IN_GBK: Final = {
    "掳": ("°", Pattern(r"掳(?<=\d掳)")),
    "虏": ("²", Pattern(f"虏(?:{_UNIT.format('虏')})")),
    "鲁": ("³", Pattern(f"鲁(?:{_UNIT.format('鲁')})")),
    "脳": ("×", Pattern(r"脳(?:(?<=[\dm]脳)|(?<=[\dm] 脳))(?= ?\d)")),
    "卤": ("±", Pattern(r"卤(?:(?<=\d卤)(?=\d)|(?=\d[\d.]* ?[%％‰℃°掳])|(?<=误差卤)(?=\d))")),
    "漏": ("©", Pattern(r"漏(?:(?<=[Cc]opyright漏)|(?<=[Cc]opyright 漏))|漏(?<![^\s]漏)(?= ?(?:19|20)\d\d)")),
    "鈩": ("℃", Pattern(r"鈩(?<=\d鈩)[?\ufffd]")),
    "路": ("·", Pattern(f"路(?<=[{_SYLLABLES}]{{2}}路)(?=[{_SYLLABLES}]{{2}})")),
}
_EMOJI_IN_GBK: Final = "馃[\u3000-\u30ff\u4e00-\u9fff]"  # two bytes of each are always the same
EMOJI: Final = Pattern(f"(?:{_EMOJI_IN_GBK})+|(?:ð[\x9f\u0178][\x80-\xbf\u0152-\u203a\u20ac\u2122]{{2}})+")


def shows_single_signs(text: str) -> bool:
    """Whether one may stand in `text`, which is Chinese."""
    if "馃" in text or ("Ã" in text and "Ã—" in text):
        return True
    return any(char in text and pattern.search(text) for char, (_, pattern) in IN_GBK.items())
