"""Headlines whose last byte, or a mark's, was lost: they end and are parted as prose is not."""

from __future__ import annotations

import pytest

from pipelines.text.repair import repair


def read_as_gb18030(headline: str) -> str:
    return headline.encode().decode("gb18030", "replace")


@pytest.mark.parametrize(
    "headline",
    [
        "街坊都说好：修了三年的石板路终于通了！",
        "老街的茶馆要搬到哪里去了？",
        "修了三年的老街到底好不好看？",
    ],
)
def test_no_headline_ends_in_a_comma(headline: str) -> None:
    damaged = read_as_gb18030(headline)
    assert damaged.endswith("\ufffd")  # the byte that tells the marks apart
    assert repair(damaged).text == headline


@pytest.mark.parametrize(
    ("headline", "damaged"),
    [
        ("暴雨後橋樑封閉　學生改走山路上學", "鏆撮洦寰屾\u2ff1妯戝皝闁夈\ufffd瀛哥敓鏀硅蛋灞辫矾涓婂\ue131"),
        ("【老街新闻】石板路通了", "銆愯\ufffd琛楁柊闂汇\ufffd鐭虫澘璺\ue21e\ufffd浜\ufffd"),
    ],
)
def test_parts_of_headlines_are_told_from_sentences(headline: str, damaged: str) -> None:
    """A decoder took two bytes of the blank of full width, or of the bracket, for one mark."""
    assert repair(damaged).text == headline


def test_names_of_a_list_are_not_parted_like_headlines() -> None:
    damaged = "鍙傚姞鐨勬湁鏉庡皬鏄庛\ufffd寮犱竴灞便\ufffd鐜嬮箯涓夊悕瀛\ufe3e敓"
    assert repair(damaged).text == "参加的有李小明、张一山、王鹏三名学生"


def test_a_sentence_that_is_cut_behind_a_comma_is_left_so() -> None:
    sentence = "老街两旁的茶馆和书店昨天傍晚都已经开门营业。孩子们提着兔子灯从街头跑到街尾，"
    assert repair(read_as_gb18030(sentence)).text == sentence
