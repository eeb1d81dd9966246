"""Pinyin of polluted mirrors against glosses of authors."""

from __future__ import annotations

from pipelines.text.edits import apply_edits
from pipelines.text.inserted.annotations import find_annotations
from pipelines.text.language_model.pinyin import read_as, toneless


def cleaned(text: str, context: str = "") -> str:
    return apply_edits(text, find_annotations(text, context))


def test_page_evidence_carries_a_short_field() -> None:
    body = "產(chǎn)業發(fā)展會議在縣網(wǎng)絡(luò)中心召開。"
    assert cleaned("重視質(zhì)量", context=body) == "重視質量"


def test_character_that_stands_bare_too_was_glossed() -> None:
    text = "龍(lóng)是傳說中的動物，古人說龍能興雲，龍也能致雨，龍的形象很多。"
    assert cleaned(text) == text


def test_wrong_reading_is_no_annotation() -> None:
    assert cleaned("這個鎮(wǎng)的居民") == "這個鎮(wǎng)的居民"


def test_annotated_simplified_text_needs_many_kinds() -> None:
    few = "质(zhì)量是企业发(fā)展的基础(chǔ)。"
    assert cleaned(few) == few
    many = "质(zhì)量、发(fā)展、产(chǎn)业、网(wǎng)站、动(dòng)力、导(dǎo)向、设(shè)备、体(tǐ)系、服务(wù)"
    assert "(" not in cleaned(many)


def test_readings_with_and_without_tone() -> None:
    assert "質" in read_as("zhì")
    assert "質" in read_as("zhi")
    assert "質" not in read_as("zhī")
    assert toneless("lǜ") == "lü"


def test_a_character_of_two_readings_was_annotated_by_the_mirror_that_annotated_another() -> None:
    alone = "長(zhǎng)沙的會議開得很順利。"
    assert cleaned(alone) == alone
    assert cleaned("長(zhǎng)沙的會議上，主任在考察時(shí)指出。") == "長沙的會議上，主任在考察時指出。"
    both = "長(zhǎng)和參(cān)是兩個多音的字。"
    assert cleaned(both) == both


def test_what_a_page_and_its_lines_both_hold_is_one_gloss() -> None:
    page = "編 號(hào)：\n縣里的發(fā)展會議在網(wǎng)上召開，設(shè)備都已經(jīng)換新。"
    assert cleaned(page, context=page) == "編 號：\n縣里的發展會議在網上召開，設備都已經換新。".replace(
        "號", "號(hào)"
    )


def test_a_character_alone_follows_a_page_of_many() -> None:
    words = "產(chǎn)業、發(fā)展、網(wǎng)絡、質(zhì)量、體(tǐ)系、動(dòng)力、設(shè)備、導(dǎo)向、團(tuán)隊、區(qū)域"
    assert cleaned("論壇匯聚政、學(xué)、商各界。", context=words) == "論壇匯聚政、學、商各界。"
