"""Repair on whole texts: cases as data in four kinds, and what holds for any text."""

from __future__ import annotations

import json
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.budget import Budget
from pipelines.text.crossings.lossy import find_lossy_crossings
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.repair import looks_damaged, repair
from pipelines.text.shifts.runs import find_shifts
from pipelines.text.signs.of_text import shows_damage
from pipelines.text.signs.questions import telling, unasked
from pipelines.text.signs.rare import is_plain_chinese, shows_rare
from tests.conftest import ROOT

CASES = ROOT / "tests/cases"


def cases(kind: str) -> list[dict[str, str]]:
    path = CASES / f"repair_{kind}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def name(case: dict[str, str]) -> str:
    return case["name"]


@pytest.mark.parametrize("case", [*cases("wild"), *cases("synthetic")], ids=name)
def test_damage_is_undone(case: dict[str, str]) -> None:
    repaired = repair(case["damaged"], context=case.get("context", ""))
    assert repaired.text == case["text"]
    assert apply_edits(case["damaged"], repaired.edits) == repaired.text
    assert undo_edits(repaired.text, repaired.edits) == case["damaged"]


@pytest.mark.parametrize("case", cases("negative"), ids=name)
def test_good_text_stays(case: dict[str, str]) -> None:
    assert repair(case["text"]).edits == ()


@pytest.mark.parametrize("case", cases("known"), ids=name)
@pytest.mark.xfail(strict=True, reason="what repair cannot do yet")
def test_known_failures(case: dict[str, str]) -> None:
    assert repair(case["damaged"], context=case.get("context", "")).text == case["text"]


@pytest.mark.parametrize(("written", "read"), [("utf-8", "ascii"), ("utf-8", "gbk"), ("gbk", "utf-8")])
def test_bytes_that_python_kept_are_read(written: str, read: str) -> None:
    text = "县里的老街昨天重新开放，来看热闹的人很多。"
    kept = text.encode(written).decode(read, "surrogateescape")
    repaired = repair(kept)
    assert repaired.text == text
    assert undo_edits(repaired.text, repaired.edits) == kept


def test_a_long_line_beside_kept_bytes_is_looked_through_once() -> None:
    kept = "县里的老街昨天重新开放，来看热闹的人很多。".encode("gbk").decode("ascii", "surrogateescape")
    line = (
        "The street was opened again, and people came. " * 8_000
    )  # at each of its letters anew, it would take minutes
    assert [edit.before for edit in repair(f"{line}\n{kept}\n{line}").edits] == [kept]


def test_clean_text_shows_no_sign() -> None:
    assert not looks_damaged(
        "州教育局局长介绍，近年来全州教育事业稳步发展。What about Ümlaut, naïve café?\n第二段。"
    )


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("妳的臉怎麼又紅又熱又癢?大家都以為妳喝醉了,真是冤枉.", False),
        ("记者从州教?志殖获悉，新学年的课表已经排好。", True),
        ("难道他要我们去摸黑捡柿?村里人都笑了。", True),  # a strict decoder may have lost a character
        ("二〇?四年三月的事，大家都记得。", True),
        ("妳的臉怎麼又紅又熱又癢?\n大家都以為妳喝醉了,真是冤枉.", True),  # a line may have been cut there
    ],
)
def test_a_long_text_is_searched_for_question_marks_beside_which_it_tells_more(
    text: str, *, is_told: bool
) -> None:
    assert any(unasked(text))
    assert any(telling(text)) is is_told


def test_kana_among_chinese_characters_are_no_sign_in_japanese() -> None:
    assert not looks_damaged(
        "市は一日、川沿いの遊歩道の工事が終わり、今月から通れるようになったと発表した。長さは約三キロで、途中に休憩所が五か所ある。"
    )


def test_kanji_in_the_forms_of_japan_are_no_sign() -> None:
    line = "設定に対応するファイルを読み込み、戻り値を画面に表示し、残りの択を働き順に並べる。"
    assert not looks_damaged(f"手順の説明\n{line}\n読み込み対応\n")
    assert is_plain_chinese(line)
    assert not shows_rare("再度読み込む")


def test_kanji_read_in_the_charset_of_china_are_a_sign_yet() -> None:
    line = "誰でも使える新しい広場が駅の北側にでき、若者らが集まって歌や踊りを披露した。"
    assert looks_damaged(line.encode("euc_jp").decode("gb18030", "replace"))


@pytest.mark.parametrize(
    ("text", "is_sign"),
    [
        ("Remove the file(s) listed in the table (ascii)，然后 再试(dpkg)。", False),
        ("What now?ok) 是这样说的。", False),
        ("質(zhì)量", True),
        ("質(zhi)量", True),
        ("的實，F(xian)", True),
        ("日?qǐng)?bào)", True),
    ],
)
def test_syllables_behind_words_of_letters_are_no_annotations(text: str, *, is_sign: bool) -> None:
    assert shows_damage(text) is is_sign


def test_a_text_whose_ascii_stands_for_something_is_searched_for_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def search(*_: object, **__: object) -> NoReturn:
        raise AssertionError("searched")

    monkeypatch.setattr("pipelines.text.repair.find_shifts", search)
    assert not repair('.\\" 第一行是注释。\n.TH 村志\n这一页讲的是村里的老街。\n').edits
    assert repair("他说\\u201c好\\u201d，大家就散了。").text == "他说“好”，大家就散了。"


def test_what_stood_in_ascii_is_searched_for_other_damage() -> None:
    assert (
        repair("堅持在高質&amp;#40;zhì&amp;#41;量發展中保障和改善民生").text == "堅持在高質量發展中保障和改善民生"
    )


@pytest.mark.parametrize(
    "text",
    [
        "坡上种的黄栌和栾树都红了，隰县来的游客在堨坝边照相。",
        "矿石里有铂、钯、铑、铱，炼起来各不相同。",
        "干部要 敢担当 能吃苦 肯学习，村里人都这么说。",
        "一家四口👨\u200d👩\u200d👧\u200d👦去看灯会，孩子们都说❤\ufe0f\u200d🔥。",
        "हम र्\u200dय लिखते हैं।",
    ],
)
def test_rare_names_slogans_and_joiners_are_no_sign(text: str) -> None:
    assert not looks_damaged(text)


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("村里修了新路，大家都很高兴", "utf-8", "gb18030"),
        ("村裡修了新路，大家都很高興", "big5hkscs", "gb18030"),
        ("县里的同志在2024年“读书月”", "gb18030", "cp949"),
        ("오늘 마을 회관 에서 행사 가 열렸다", "cp949", "gb18030"),
    ],
)
def test_text_read_in_another_charset_is_a_sign(text: str, written: str, read: str) -> None:
    assert looks_damaged(f"公告：{text.encode(written).decode(read, 'replace')}。")


@settings(max_examples=60)
@given(
    st.text(
        alphabet=st.sampled_from("的是在會國發展。，！?()（）zhìfāab1 \n\ufffd\ue45c敝萁逃州教䶮é\x81\x00Ã©"),
        max_size=40,
    )
)
def test_any_text_is_repaired_reversibly(text: str) -> None:
    repaired = repair(text)
    assert apply_edits(text, repaired.edits) == repaired.text
    assert undo_edits(repaired.text, repaired.edits) == text


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    repair(text)


@pytest.mark.parametrize(
    "text", ["中&#1\n2;文", "中&#x0;文&#xFFFE;", "&#1;&#2;&#3;中文", "中&amp;NotEqualTilde;文&amp;#1;"]
)
def test_references_to_no_character_do_no_harm(text: str) -> None:
    repaired = repair(text)
    assert apply_edits(text, repaired.edits) == repaired.text


def test_rows_of_a_sign_are_no_characters_cut_in_two() -> None:
    """What cannot be read in an old edition."""
    lines = (
        "清樽□□□□□，□□□□□□□。",
        "□□□□□□□，誰在水邊歸。",
        "平平？？？？？，？？？？？？？。",
        "？？？？？？？，平平仄仄仄平平。",
    )
    text = "\n".join(lines)
    assert find_shifts(text, Budget(len(text)), ("big5hkscs",)) == []


def test_bytes_that_happen_to_be_letters_of_many_alphabets_are_no_text() -> None:
    """Rare characters have bytes that UTF-8 has in pairs, in any order."""
    assert find_lossy_crossings("ɳˮ߅ҎϹѵҙʣ̶࣬ݹ̈ŗΩ".encode().decode("gb18030", "ignore")) == []


@pytest.mark.parametrize("line", ["N'{}'x", 'u"{}"x', '"{}"x'])
@pytest.mark.parametrize("inside", ["老街", "\\u8001"])
def test_a_literal_with_more_behind_it_is_read_once(line: str, inside: str) -> None:
    """To look for its end at each character took hours for a line of this length."""
    text = line.format(inside * 50_000)
    repaired = repair(text)
    assert undo_edits(repaired.text, repaired.edits) == text
