"""Reporters in the lines that name them, in the forms of papers on both sides of the strait; nobody where nobody is named."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

PROSE = "地方政府公布交通改善計畫，將增加公車班次，並公開工程預算與施工進度，邀請居民參與討論。"
HEADLINE = "公車班次下月增加"


def names(line: str, *, inside: bool) -> list[str]:
    text = f"<p>{line}</p><p>{PROSE}</p><p>{PROSE}</p>" if inside else f"<p>{PROSE}</p><p>{PROSE}</p>"
    byline = "2024-06-29 10:20" if inside else line
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><div class=info>{byline}</div><div class=c>{text}</div>"
    found = extract(parse(page, "https://news.qingshi.example/1")).authors
    return [person.name for person in found.value] if found else []


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("記者林曉禾／台北報導", ["林曉禾"]),
        ("記者林曉禾、陳遠山／台北報導", ["林曉禾", "陳遠山"]),
        ("記者林曉禾 陳遠山／台北報導", ["林曉禾", "陳遠山"]),
        ("記者林曉禾及陳遠山／台北報導", ["林曉禾", "陳遠山"]),
        ("記者郭 禾／台北報導", ["郭禾"]),
        ("【林曉禾／綜合報導】", ["林曉禾"]),
        ("林曉禾／台北報導", ["林曉禾"]),
        ("中新网吕梁7月12日电 (冯雪 王文婧)黄河边上的古镇恢复了摆渡船。", ["冯雪", "王文婧"]),
        ("林曉禾記者／台北報導", ["林曉禾"]),
        ("公民記者 林曉禾 採訪報導", ["林曉禾"]),
        ("晨星新聞網 林曉禾/綜合報導", ["林曉禾"]),
        ("【晨星時報 林曉禾 / 台北報導】", ["林曉禾"]),
        ("生活中心／林曉禾報導", ["林曉禾"]),
        ("國際中心林曉禾編譯／責任編輯陳遠山", ["林曉禾"]),
        ("記者林曉禾嘉縣報導", ["林曉禾"]),
        ("【記者林曉禾臺北市報導】", ["林曉禾"]),
        ("（晨星社記者林曉禾、葉遠山台北6日電）", ["林曉禾", "葉遠山"]),
        ("（晨星社特派記者林曉禾瓜地馬拉6日電）", ["林曉禾"]),
        ("（晨星社記者林禾加拿大多倫多報道）", ["林禾"]),
        ("編譯林曉禾／綜合報導", ["林曉禾"]),
        ("圖文／林曉禾", ["林曉禾"]),
        ("文、圖／林曉禾", ["林曉禾"]),
        ("文／記者林曉禾　圖／店家提供", ["林曉禾"]),
        ("文 林曉禾", ["林曉禾"]),
        ("远帆社莫斯科10月7日电（记者林晓禾　刘远）", ["林晓禾", "刘远"]),
        ("本报记者 林晓禾 通讯员 刘远", ["林晓禾", "刘远"]),
        ("◎本网记者 泽仁拥忠", ["泽仁拥忠"]),
        ("刘远 山川在线记者 林晓禾 文/图", ["刘远", "林晓禾"]),
        ("（远帆记者刘亮 江边台记者林东）", ["刘亮", "林东"]),
        ("作者 林晓禾 刘远", ["林晓禾", "刘远"]),
        ("【林曉禾 台中東嶼】", ["林曉禾"]),
        ("林曉禾\\臺中報導", ["林曉禾"]),
        ("林曉禾／花蓮報導", ["林曉禾"]),
        ("（林曉禾報導）", ["林曉禾"]),
        ("（晨星新聞／林曉禾、葉遠 花蓮縣報導）", ["林曉禾", "葉遠"]),
        ("●林晓禾 报道", ["林晓禾"]),
        ("21世纪晨星报道 林晓禾 上海报道", ["林晓禾"]),
        ("晨星报讯（记者林晓禾见习记者刘远帆）", ["林晓禾", "刘远帆"]),
        ("（山城区融媒体中心 林晓 通讯员 刘远）", ["林晓", "刘远"]),
        ("（晨星日报/报道：林晓禾）", ["林晓禾"]),
        ("本报讯（林晓禾 记者 刘远）", ["林晓禾", "刘远"]),
        ("晨星新闻网讯（林晓）", ["林晓"]),
        ("【晨星新聞／林曉】", ["林曉"]),
        ("【林曉／台北訊】", ["林曉"]),
        ("独家报导：林晓禾", ["林晓禾"]),
        ("晨星傳媒記者 林曉禾 發自香港", ["林曉禾"]),
    ],
)
def test_reporters_are_read(line: str, expected: list[str], inside: bool) -> None:
    assert names(line, inside=inside) == expected


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "警方告訴記者林曉禾，事件仍待調查。",
        "記者林曉禾今天表示，事件仍待調查。",
        "記者會今天在台北舉行，市長表示將公布政策。",
        "记者今天（4月12日）从商务局了解到，换新政策下月实施。",
        "记者从工业和信息化部了解到，网络建设加快。",
        "（晨星社台北6日電）政策今天公布。",
        "【台北／綜合報導】",
        "攝影記者林曉禾／台北報導",
        "【台中東嶼 花蓮瑞嶼】",
        "2024-06-29 花城汇",
        "记者｜一线",
        "记者 今天上午",
        "作者 简介",
        "文案：征集中",
        "2024-06-29 来源：晨星日报 ■ 金水桥",
        "安居园 2024-06-29 点击 300 次",
        "本报记者 走访",
        "记者 观察",
        "山川晨报记者 在一线",
        "圖／記者林曉禾",
        "摄影：记者 林晓禾",
        "图/晨星晚报记者 林晓禾",
        "（高雄市 即時報導）",
        "（王家岭报道）",
        "林山日报 时评 综合报道",
        "独家报道：高速公路通车",
        "● 方案 方法",
        "晨星报讯（方案 全文）",
        "【晨星時報／高雄】",
        "□ 黄金周 和平里",
        "[美] 总统",
        "記者社會中心／綜合報導",
        "記者新聞製作團隊／台北報導",
        "文字大小",
        "文／晨星週刊",
        "文／臺北市",
        "文／主編",
        "文／社群編輯",
        "By Staff writer",
        "Text: Small Medium Large",
        "Text / Share",
        "Haber: Son dakika",
        "Di Indonesia, 14 Mei 2024",
        "Da Roma arriva il progetto",
        "Penulis: Redaksi",
        "来自：广东",
        "报道：多家媒体关注",
        "共有 3 人 发表于 2011-7-4 22:10",
        "Posted by Community News Desk on May 3",
    ],
)
def test_nobody_is_invented(line: str, inside: bool) -> None:
    assert names(line, inside=inside) == []


@pytest.mark.parametrize("line", ["□ 林禾", "◎林曉禾", "■本报记者 林曉禾"])
def test_a_name_behind_a_sign_is_the_author_and_no_text(line: str) -> None:
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><p>{line}</p><div><p>{PROSE}</p><p>{PROSE}</p></div>"
    read = extract(parse(page, "https://news.qingshi.example/1"))
    assert read.authors is not None
    assert read.authors.value[0].name in line
    assert read.body is not None
    assert read.body.value.paragraphs == (PROSE, PROSE)
