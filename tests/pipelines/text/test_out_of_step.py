"""The cheap question before a search: bytes out of line answer it clearly, names, dialect and quotes do not."""

from __future__ import annotations

import pytest

from pipelines.text.decoders.gb import pairs
from pipelines.text.signs.out_of_step import TELLING, gain


def shifted(text: str, charset: str, place: int) -> str:
    """`text` without byte `place`."""
    data = text.encode(charset)
    return (data[:place] + data[place + 1 :]).decode(charset, "replace")


HANS = "这座大桥全长三公里，总投资十二亿元，预计明年建成通车"
HANT = "縣政府昨天召開會議，討論新的防洪計畫以及經費來源"


@pytest.mark.parametrize(
    ("text", "charset", "codec", "place"),
    [
        (HANS, "gb18030", "gbk", 4),
        (HANS, "gb18030", "gbk", 7),
        (HANT, "gb18030", "gbk", 6),
        (HANT, "big5hkscs", "big5hkscs", 3),
        (HANT, "big5hkscs", "big5hkscs", 7),
    ],
)
def test_a_run_out_of_line_tells(text: str, charset: str, codec: str, place: int) -> None:
    damaged = shifted(text, charset, place)
    table = pairs(codec)
    assert max(gain(damaged, at, at + 1, table) for at in range(len(damaged))) > TELLING
    assert max(gain(text, at, at + 1, table) for at in range(len(text))) < TELLING / 2


@pytest.mark.parametrize(
    "text",
    [
        "孩子们敲着锣鼓，乒呤乓啷闹了一个上午",
        "裁判喊停：裴埈皓举手示意，闵庚勋随后离场",
        "佢哋話唔知點解，嗰日啱啱落雨，囡囡喺屋企",
        "老人把槡椹晒干，又熬了一锅鳝鱼羹",
        "（翡翠）钺、瑗、璜、琥、璋，都是玉器",
    ],
)
def test_good_text_with_rare_characters_does_not(text: str) -> None:
    for codec in ("gbk", "big5hkscs"):
        assert all(gain(text, place, place + 1, pairs(codec)) < TELLING for place in range(len(text)))


def test_lines_and_ascii_set_bytes_right() -> None:
    damaged = shifted("这座大桥全长三公里，总投资十二亿元", "gb18030", 4)
    assert gain("平安\n" + damaged, 0, 2, pairs("gbk")) == 0.0
