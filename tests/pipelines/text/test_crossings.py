"""Mojibake: what crosses back without a byte lost, and what does so only by accident."""

from __future__ import annotations

import re

import pytest

from pipelines.text.crossings.lossless import uncross
from pipelines.text.crossings.lossy import find_lossy_crossings
from pipelines.text.crossings.references import find_references
from pipelines.text.inserted.invisible import find_invisible
from pipelines.text.lost.elsewhere import find_elsewhere
from pipelines.text.repair import repair


@pytest.mark.parametrize("read", ["latin-1", "gb18030", "cp1251", "koi8-r", "mac-roman"])
def test_utf8_comes_back(read: str) -> None:
    text = "全市经济社会发展"
    try:
        crossed = text.encode().decode(read)
    except UnicodeDecodeError:
        pytest.skip("this charset cannot read these bytes")
    assert uncross(crossed) == text


@pytest.mark.parametrize("read", ["latin-1", "cp1251"])
def test_long_text_cut_inside_its_last_character_comes_back_up_to_there(read: str) -> None:
    text = "城东小学搬进了新校园" * 40
    crossed = text.encode()[:-1].decode(read)
    assert uncross(crossed) == text[:-1] + crossed[-2:]


@pytest.mark.parametrize(
    "text",
    [
        "联通公司发布公告",
        "“é” in UTF-8 shows as 'Ã©' elsewhere",
        "café naïve Ångström",
        "1.3.\xa0Équipes administratives",
        "Привет, мир",
        "voilà, déjà vu à Ã",
        "“……”——‘’",
        "서울시는 오늘 새로운 계획을 발표했다",
        "東京都は新しい計画を発表した",
        "锟斤拷锟斤拷",
    ],
)
def test_good_text_does_not_cross(text: str) -> None:
    assert uncross(text) is None


def test_plain_text_did_not_cross() -> None:
    assert find_lossy_crossings("觊觎饕餮魑魅魍魉。\nÄpfel, Öl und Übermut äußern") == []


@pytest.mark.parametrize("text", ["新华社北京电，记者今天获悉", "中国新闻网今天发布消息。"])
def test_a_mark_of_byte_order_crossed_with_the_text(text: str) -> None:
    damaged = text.encode("utf-8-sig").decode("gbk", "replace")
    assert repair(damaged).text == text


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("서울시는 올해 시민들을 위한 새로운 교통 정책을 발표했다.", "replace"),
        ("กรุงเทพมหานครประกาศแผนพัฒนาระบบขนส่งสาธารณะใหม่", "ignore"),
        ("सरकार ने आज नई शिक्षा नीति की घोषणा की और इसे अगले वर्ष से लागू किया जाएगा।", "replace"),
    ],
)
def test_letters_that_no_model_knows_come_back_as_far_as_their_bytes_tell(text: str, errors: str) -> None:
    """None is invented: marks stand for what lost a byte."""
    repaired = repair(text.encode().decode("gbk", errors)).text
    pieces = [piece for piece in re.split("[\ufffd?]+", repaired) if piece]
    assert len("".join(pieces)) > 0.6 * len(text)
    assert all(piece in text for piece in pieces)


def test_a_figure_of_full_width_is_not_invented() -> None:
    damaged = "去年全县粮食产量１.５万吨，今年１.６万吨。".encode().decode("gbk", "replace")
    assert not set(repair(damaged).text) & set("０２３４７８９")


def test_lost_character_is_taken_from_the_page() -> None:
    assert [edit.after for edit in find_elsewhere("记者胡\ufffd报道", "记者胡喆摄")] == ["喆"]
    assert find_elsewhere("记者胡\ufffd报道", "记者胡喆摄，记者胡珺文") == []


def test_joiners_of_other_scripts_stay() -> None:
    assert find_invisible("می\u200cخواهم and 👩\u200d🚀") == []


def test_markup_named_in_a_text_stays() -> None:
    assert find_references("write &lt; for < and &amp; for &, &copy; too") == []


def test_a_word_far_away_on_a_long_line_says_nothing_of_a_reference() -> None:
    assert not find_references("网页 html 里写成&#147;好&#148;。")
    assert len(find_references("html " + "的" * 500 + "他说&#147;好&#148;。")) == 2


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("县教育局昨日召开会议，部署春季开学工作。", "latin-1"),
        ("河東新村試行新規，三個月沒有再發生事故。", "latin-1"),
        ("Österreich wählt am Sonntag, die Straßen sind für Läufer gesperrt.", "cp1252"),
    ],
)
def test_text_that_crossed_twice_is_restored_or_left(written: str, first: str) -> None:
    twice = written.encode().decode(first).encode().decode("gb18030")
    assert repair(twice).text == written


def test_no_half_of_two_crossings_is_undone() -> None:
    lost = "县教育局昨日召开会议，部署春季开学工作。".encode().decode("latin-1").replace("æ\x98", "s")
    twice = lost.encode().decode("gb18030")
    assert not any("\x80" <= char <= "\x9f" for char in repair(twice).text)


@pytest.mark.parametrize("word", ["Обриши", "«Откажи»", "Διαγραφή", "ОТМЕНА"])
def test_a_word_of_another_alphabet_stays_beside_what_crossed(word: str) -> None:
    assert repair(f"menu Delete\t &{word}\nmenu Open\t cafÃ©").text == f"menu Delete\t &{word}\nmenu Open\t café"
