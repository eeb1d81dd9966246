"""What a strict decoder of an older charset loses: characters in names, and the bytes behind them put out of line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.lost.strict import find_strict_losses, untold

NOTICE = "青岩县图书馆昨天重新开放（记者{}），馆长介绍，新馆增加了儿童阅览室。"


def repaired(text: str, context: str = "") -> str:
    return apply_edits(text, find_strict_losses(text, context))


@pytest.mark.parametrize("name", ["李堃", "王珺", "刘祎", "张玥", "陈赟", "周璟", "林志喆", "朱镕基", "黄瑄"])
@pytest.mark.parametrize("mark", ["\ufffd", "?"])
def test_a_name_comes_back_from_the_byte_that_is_left(name: str, mark: str) -> None:
    text = NOTICE.format(name)
    damaged = text.encode("gbk").decode("gb2312", "replace").replace("\ufffd", mark)
    if damaged.count("?") > 2:
        pytest.skip("question marks that stand for several characters tell too little")
    assert repaired(damaged) == text


@pytest.mark.parametrize(
    "text",
    ["二〇〇八年夏天，新馆建成。", "房子有120㎡大。", "众人勠力同心，克服困难。", "《瞭望》周刊报道了此事。"],
)
def test_words_and_measures_come_back(text: str) -> None:
    assert repaired(text.encode("gbk").decode("gb2312", "replace")) == text


@pytest.mark.parametrize(
    "text",
    [
        "展览今天开幕。（记者李堃、邓堃）</p>",  # 邓 lost its second byte: a surname fits where 单 and 电 do
        "展览今天开幕。（记者陶喆）但馆长指出，布展还没有结束。",  # the sentence begins behind the bracket
        "展览今天开幕。（记者马瑄、马瑄）馆长表示欢迎。",
        "展览今天开幕。（记者林志喆）　　馆长介绍，展览由市立图书馆主办，展期从五月初一直到十月底，每天上午九点开门，全部免费，展品来自东京的すうどく协会。",
    ],
)
def test_what_stands_in_a_byline_comes_back(text: str) -> None:
    assert repaired(text.encode("gbk").decode("gb2312", "replace")) == text


def test_one_decoder_read_the_whole_text() -> None:
    restored = "记者朱镕基昨天在广州报道，歌手韩\ufffd\ufffd的新专辑已经上市。"
    assert untold(restored) == {restored.index("\ufffd"), restored.index("\ufffd") + 1}
    assert not untold("有的为了部门\ufffd\ufffd益而向企业收费，更成了腐\ufffd茏躺\ufffd之源。")


def test_a_name_comes_back_from_big5() -> None:
    text = "縣立圖書館昨天重新開放，館長游錫堃介紹，新館增加了兒童閱覽室。"
    assert repaired(text.encode("big5hkscs").decode("big5", "replace")) == text


def test_the_dashes_of_the_older_charset_go_with_it() -> None:
    text = "一条路——记者赵祎走过的路。"
    assert repaired(text.encode("gbk").decode("gb2312", "replace")) == text


@pytest.mark.parametrize(
    "text",
    [
        "记者何\ufffd昨天在广州报道。",  # nothing is left of it, and many people are called so
        "作者田雅\ufffdd昨天在广州说。",
        "他问：是吗?A座在哪里?",
        "他拿了\ufffd\ufffd\ufffd\ufffd就走了。",
        "价格是\ufffd30元。",
    ],
)
def test_what_cannot_be_told_stays(text: str) -> None:
    assert repaired(text) == text


def test_the_page_tells_a_name() -> None:
    assert repaired("记者何\ufffd\ufffd昨天在广州报道。", "何翀的演唱会昨天举行。") == "记者何翀昨天在广州报道。"


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from(["gbk", "gb2312", "big5", "big5hkscs", "cp949", "utf-8"]),
    st.sampled_from(["記者", "记者", ""]),
)
def test_whatever_was_decoded_is_repaired_reversibly(data: bytes, charset: str, before: str) -> None:
    text = before + data.decode(charset, "replace")
    edits = find_strict_losses(text)
    assert undo_edits(apply_edits(text, edits), edits) == text
