"""Damage undone with the bytes at hand: what was written comes back, edits can be undone, good text stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.mending import mend
from pipelines.read import Fetched, Page, read_page
from pipelines.text.byte_repair import find_byte_damage, repair_bytes
from pipelines.text.charset.codec import decode_plain
from pipelines.text.charset.spans import starts
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.encoding import Decoded, bytes_at, decode, segments_of
from pipelines.text.from_bytes.byte_judge import Change, Judge
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/cases/byte_repair.json").read_text("utf-8"))


def damaged(case: dict[str, Any]) -> bytes:
    data = case["text"].encode(case["charset"])
    for after, how, what in reversed(case["damage"]):
        at = len(after.encode(case["charset"]))
        first, last = {
            "drop": (at, at + 1),
            "replace": (at, at + 1),
            "quote": (at, at + 3),
            "insert": (at, at),
            "inside": (at + 1, at + 1),
            "trail": (at + 1, at + 2),
            "inside2": (at + 2, at + 3),
        }[how]
        data = data[:first] + bytes.fromhex(what) + data[last:]
    return data


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_comes_back_whole(case: dict[str, Any]) -> None:
    data = damaged(case)
    decoded = decode(data, f"text/plain; charset={case['charset']}", is_html=False)
    assert decoded.text != case["text"]
    repaired = repair_bytes(data, decoded)
    assert repaired.text == case["text"]
    assert apply_edits(decoded.text, repaired.edits) == repaired.text
    assert undo_edits(repaired.text, repaired.edits) == decoded.text


@pytest.mark.parametrize("case", CASES["numbers"], ids=lambda case: case["name"])
def test_a_digit_that_nothing_tells_keeps_a_mark(case: dict[str, Any]) -> None:
    data = damaged(case)
    decoded = decode(data, f"text/plain; charset={case['charset']}", is_html=False)
    assert repair_bytes(data, decoded).text == case["known"]


@pytest.mark.parametrize("case", CASES["good"], ids=lambda case: case["text"][:8])
def test_good_text_stays(case: dict[str, str]) -> None:
    data = case["text"].encode(case["charset"])
    decoded = decode(data, f"text/plain; charset={case['charset']}", is_html=False)
    assert decoded.text == case["text"]
    assert not list(find_byte_damage(data, decoded, ((0, len(decoded.text)),)))


def test_a_passage_without_a_declaration_is_known_for_what_it_is() -> None:
    case = next(case for case in CASES["cases"] if case["name"] == "lead byte gone")
    assert decode(damaged(case), is_html=False).encoding == "gb18030"


PAGE = """<html><head><title>桥</title></head><body><h1>大桥明年建成通车</h1>
<p class="info">2024年5月6日 08:30 来源：县报</p>
<div class="article"><p>这座大桥全长三公里，总投资十二亿元，预计明年建成通车。</p>
<p>项目负责人介绍，大桥建成以后，两岸群众过江只要五分钟，比以前节省半个多小时。</p>
<p>近年来，当地不断加大投入，改善交通条件，方便群众出行，促进经济社会发展。</p></div></body></html>"""


def test_fields_of_a_damaged_page_are_made_whole_and_the_edits_are_told() -> None:
    data = PAGE.encode("gbk").replace(
        "投资".encode("gbk"), "投资".encode("gbk")[:1] + b"\x07" + "投资".encode("gbk")[1:]
    )
    page = read_page(Fetched("http://news.example/1.html", data, "text/html; charset=gbk"))
    assert isinstance(page, Page) and page.article and page.article.article_body
    assert "总投资十二亿元" in page.article.article_body
    edits = [edit for edit in page.article.text.edits if edit.field == "articleBody"]
    assert edits and all("投" in edit.after for edit in edits)


def test_japanese_with_a_byte_lost_is_not_read_by_the_tables_of_chinese() -> None:
    data = "県内では昨日から大雨が続いており、新しい橋は来年の春に完成する予定で、住民の生活が便利になる。".encode(
        "euc-jp"
    )
    damaged = data[:14] + data[15:]
    decoded = decode(damaged, "text/plain; charset=euc-jp", is_html=False)
    assert "\ufffd" in decoded.text
    assert repair_bytes(damaged, decoded).text == (data[:14] + b"?" + data[16:]).decode("euc-jp").replace(
        "?", "\ufffd"
    )


def test_a_letter_is_all_that_half_a_character_leaves_of_a_page_in_big5() -> None:
    text = "學校昨日舉行畢業典禮，校長勉勵學生努力讀書。"
    data = f"<html><head><title>典禮</title></head><body><p>{text}</p></body></html>".encode("big5")
    at = data.index("禮，".encode("big5"))
    damaged = data[: at + 1] + data[at + 2 :]
    decoded = decode(damaged, "text/html; charset=big5")
    assert text not in decoded.text and "\ufffd" not in decoded.text
    mended = mend(damaged, decoded)
    assert text in mended.text
    assert apply_edits(decoded.text, mended.done) == mended.text


def test_a_clean_page_is_left_alone() -> None:
    data = PAGE.encode("gbk")
    decoded = decode(data, "text/html; charset=gbk")
    assert mend(data, decoded).text == decoded.text


def test_half_a_character_never_takes_a_tag_with_it() -> None:
    data = PAGE.encode("gbk").replace("发展".encode("gbk") + "。".encode("gbk"), "发".encode("gbk") + b"\xd5")
    decoded = decode(data, "text/html; charset=gbk")
    assert mend(data, decoded).text.count("</p>") == PAGE.count("</p>")


pieces = st.lists(
    st.sampled_from(
        [*(text.encode(charset) for charset in ("gbk", "big5", "utf-8") for text in ("中山", "，", "同志"))]
    )
    | st.binary(min_size=1, max_size=3)
    | st.sampled_from([b"?", b"\n", b"\x05", b"(", b"zh\xa8\xac)", b"\xef\xbf\xbd", b"A"]),
    max_size=40,
)


@settings(max_examples=150)
@given(pieces, st.sampled_from(["gbk", "big5", "utf-8", "euc-kr", ""]))
def test_any_bytes_give_text_and_edits_that_can_be_undone(parts: list[bytes], charset: str) -> None:
    data = b"".join(parts)
    decoded = decode(data, f"text/plain; charset={charset}", is_html=False)
    repaired = repair_bytes(data, decoded)
    assert apply_edits(decoded.text, repaired.edits) == repaired.text
    assert undo_edits(repaired.text, repaired.edits) == decoded.text


@settings(max_examples=150)
@given(pieces, st.sampled_from(["gbk", "big5", "utf-8", "shift_jis", ""]))
def test_where_each_code_point_begins(parts: list[bytes], charset: str) -> None:
    data = b"".join(parts)
    decoded = decode(data, f"text/plain; charset={charset}", is_html=False)
    if decoded.encoding.startswith(("iso-2022", "hz")):
        return  # their shifts are no characters
    places = starts(data, segments_of(data, decoded))
    assert len(places) == len(decoded.text) + 1 and places == sorted(places)
    assert places[-1] == len(data)
    for place in range(0, len(decoded.text), 3):
        if places[place + 1] > places[place]:
            assert bytes_at(data, decoded, place, place + 1) == data[places[place] : places[place + 1]]


@pytest.mark.parametrize("case", CASES["in step"], ids=lambda case: case["name"])
def test_japanese_and_korean_are_in_step_again_behind_a_mark(case: dict[str, Any]) -> None:
    data = damaged(case)
    decoded = decode(data, f"text/plain; charset={case['charset']}", is_html=False)
    assert decoded.text != case["known"]
    repaired = repair_bytes(data, decoded)
    assert repaired.text == case["known"]
    assert undo_edits(repaired.text, repaired.edits) == decoded.text


@pytest.mark.parametrize("charset", ["euc-jp", "shift_jis", "euc-kr"])
@given(
    data=st.lists(st.sampled_from([b"\xa4\xb3", b"\xb0", b"\xff", b" ", b"A", b"\x8f", b"\xc8\xfd", b"<"])).map(
        b"".join
    )
)
def test_steps_never_raise_and_can_be_undone(charset: str, data: bytes) -> None:
    text = decode_plain(data, charset)
    edits = list(find_byte_damage(data, Decoded(text, charset, None, "", 1.0), ((0, len(text)),)))
    assert undo_edits(apply_edits(text, edits), edits) == text


def test_a_question_mark_at_a_line_s_end_is_not_dropped_for_nothing() -> None:
    text = "她說，我們不是朋友?\n」 後來"
    place = text.index("?")
    last = text[place - 1]
    assert Judge(text, True).edit(Change(place - 1, place + 2, last, 0.9, last), "byte-shift") is None


def test_halves_of_a_pair_in_three_bytes_each_are_one_character() -> None:
    data = "今天很高兴".encode() + b"\xed\xa0\xbd\xed\xb8\x80" + "看到大家。".encode()
    decoded = decode(data, is_html=False)
    assert decoded.text == "今天很高兴😀看到大家。"
    assert bytes_at(data, decoded, 5, 6) == data[15:21]


def test_of_half_a_pair_nothing_is_made_up() -> None:
    data = "今天很高兴".encode() + b"\xed\xa0\xbd" + "看到大家。".encode()
    assert repair_bytes(data, decode(data, is_html=False)).edits == ()


def test_a_page_shows_no_escapes() -> None:
    """Of a page, what a parser would leave to be seen; the script and the address stay."""
    page = (
        r"<html><body><h1>\u5e02\u957f\u5230\u53bf\u91cc\u8c03\u7814</h1><p>走访了三个村子。&amp;ldquo;大家辛苦了&amp;rdquo;，"
        r"他说&#55357;&#56832;。Â&nbsp;</p><p>&#202;&#208;&#179;&#164;&#181;&#189;&#207;&#216;&#192;&#239;</p>"
        r'<a href="/s?q=%E4%B8%AD%E6%96%87">x</a><script>var a = "\u4e2d\u6587\u8bf4\u660e"</script></body></html>'
    )
    mended = mend(page.encode(), decode(page.encode()))
    assert "<h1>市长到县里调研</h1>" in mended.text
    assert "“大家辛苦了”，他说😀。&nbsp;</p><p>市长到县里</p>" in mended.text
    assert 'q=%E4%B8%AD%E6%96%87">x</a><script>var a = "\\u4e2d\\u6587\\u8bf4\\u660e"' in mended.text


def test_half_a_character_where_a_title_was_cut_is_hardly_guessed() -> None:
    """The place says nothing of what stood behind it: of such guesses a third was wrong."""
    data = "全县今年新建公路二十里，桥".encode("gbk")[:-1] + b"..."
    decoded = decode(data, "text/plain; charset=gbk", is_html=False)
    assert repair_bytes(data, decoded).edits == ()


LINES = (
    "縣裡昨天召開會議，部署今年的春耕生產，要求各鄉鎮抓緊修繕水渠，備足種子和化肥，不誤農時。",
    "新建的圖書館設在舊車站旁邊，每週開放六天，讀者可以借書，也可以在自習室讀書到晚上九點。",
    "氣象部門預計，下週全縣將有一次明顯降雨，有利於冬小麥返青，但也要防止低窪地塊積水。",
    "老街的修復工程已經完成大半，沿街的店舖陸續開門，居民說這裡又像從前一樣熱鬧了。",
    "消防隊員花了兩個小時才把火撲滅，沒有人受傷，起火的原因還在調查當中。",
)


@pytest.mark.parametrize(
    "places",
    [
        (23, 14, 38, 21, 37),
        (47, 25, 56, 12, 10),
        (66, 40, 73, 50, 15),
    ],
)
def test_one_program_damaged_all_lines_of_a_page(places: tuple[int, ...]) -> None:
    """One line of each reads otherwise by itself: that bytes were lost is told by the others."""
    lines = [text.encode("big5") for text in LINES]
    data = b"\n".join(line[:place] + line[place + 1 :] for line, place in zip(lines, places, strict=True))
    decoded = decode(data, "text/plain; charset=big5", is_html=False)
    assert repair_bytes(data, decoded).text == "\n".join(LINES)


WHITE_SPACE_TAKEN = (
    "县图书馆的新楼上个月完工，内部装修全部由本地工匠完成。公共阅览室设在二层，标准座位一百二十个，老人和儿童各有自己的角落。"
    "其中最受欢迎的是靠南的一排桌子，冬天的下午，阳光照进来，读书的人把外套搭在椅背上，一坐就是几个小时。\n"
    "馆长说，招待读者的关键不在房子，而在书。今年增加的经费几乎全部用来买书，从农业技术到古典小说，一共一万三千册。"
    "离县城远的乡镇，每两周有一辆书车开过去，停在集市的入口，借书还书都在车上办，不收任何押金，也没有复杂的手续。\n"
    "镇上的小学校长带着孩子们来参观，回去以后写了作文。有个孩子写道，他数了一下，从门口到最里面的书架要走八十七步，"
    "他准备每个星期天走一遍，直到把架子上的书全都读完，然后再从头走起。"
)


def test_what_a_program_took_for_white_space_comes_back() -> None:
    r"""Bytes 85 and A0, which PHP's `\s` takes out of UTF-8: two in one sentence and in neighbours."""
    data = WHITE_SPACE_TAKEN.encode().replace(b"\x85", b"").replace(b"\xa0", b"")
    decoded = decode(data, "text/plain; charset=utf-8", is_html=False)
    assert decoded.text.count("\ufffd") > 10
    assert repair_bytes(data, decoded).text == WHITE_SPACE_TAKEN


def test_what_a_program_took_for_quotes_of_windows_comes_back() -> None:
    """Bytes 91 to 97 and 85, for which such programs write ASCII without looking at characters."""
    data = WHITE_SPACE_TAKEN.encode()
    for byte, mark in ((b"\x91", b"'"), (b"\x92", b"'"), (b"\x93", b'"'), (b"\x94", b'"'), (b"\x85", b"...")):
        data = data.replace(byte, mark)
    decoded = decode(data, "text/plain; charset=utf-8", is_html=False)
    assert decoded.text.count("\ufffd") > 10
    assert repair_bytes(data, decoded).text == WHITE_SPACE_TAKEN
