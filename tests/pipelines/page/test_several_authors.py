"""Who wrote, where two names are joined by a word, a comma or a label each, and what stands beside them is nobody."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

TEXT = {
    "zh": "<p>山里的桥修好了，孩子们上学不用再绕十里路，老人们赶集也方便多了。</p>" * 4,
    "hi": "<p>घाटी का पुल बुधवार को फिर खोल दिया गया और लोग अब नदी पार कर सकते हैं। इस काम में आठ महीने लगे।</p>" * 4,
    "ko": "<p>시는 골짜기 다리를 고치는 공사를 마치고 다음 달 초 시민에게 개방한다고 20일 밝혔다. 공사에는 여덟 달이 걸렸다.</p>"
    * 4,
    "tr": "<p>Vadideki köprü çarşamba günü yeniden açıldı ve köylüler artık ırmağı geçebiliyor. Çalışma sekiz ay sürdü.</p>"
    * 4,
    "ur": "<p>وادی کا پل بدھ کو دوبارہ کھول دیا گیا اور لوگ اب دریا پار کر سکتے ہیں۔ اس کام میں آٹھ ماہ لگے۔</p>"
    * 4,
    "en": "<p>The bridge in the valley was opened again on Wednesday, and people cross the river on foot now.</p>"
    * 4,
}


def people(language: str, above: str = "", end: str = "", opening: str = "") -> list[str]:
    page = (
        f"<html lang='{language}'><h1>{TEXT[language][3:19]}</h1>{above}<div>{opening}{TEXT[language]}{end}</div>"
    )
    found = extract(parse(page, "http://example.com/")).authors
    return [person.name for person in found.value] if found else []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Oleh Ratna Dewi dan Hendra Wijaya", ["Ratna Dewi", "Hendra Wijaya"]),
        ("Haber: Burak Şen ve Elif Kaya", ["Burak Şen", "Elif Kaya"]),
        ("लेखक: संजय वर्मा और पूजा राव", ["संजय वर्मा", "पूजा राव"]),
        ("লেখক: শামীম রেজা ও নাসরিন আক্তার", ["শামীম রেজা", "নাসরিন আক্তার"]),
        ("تحریر: ندیم اختر اور سعدیہ خان", ["ندیم اختر", "سعدیہ خان"]),
        ("تقرير: يوسف عبد الله وريم ناصر", ["يوسف عبد الله", "ريم ناصر"]),
        ("تقرير: محمد صالح وليد", ["محمد صالح وليد"]),
        ("โดย วรรณา สุขใจ และ เอกชัย บุญช่วย", ["วรรณา สุขใจ", "เอกชัย บุญช่วย"]),
        ("Автор: Асель Нұрова және Бекзат Омаров", ["Асель Нұрова", "Бекзат Омаров"]),
        ("Por Caio Freitas, Jornal do Porto — Recife", ["Caio Freitas"]),
        ("Laporan dan foto oleh Kamarul Ariffin", ["Kamarul Ariffin"]),
        ("អ្នកយកព័ត៌មាន៖ ហេង រតនា", ["ហេង រតនា"]),
        ("ရေးသားသူ - မောင်ထွန်းနိုင်", ["မောင်ထွန်းနိုင်"]),
        ("ဓာတ်ပုံ - မောင်ထွန်းနိုင်", []),
        ("রিপোর্ট: তানিয়া সুলতানা", ["তানিয়া সুলতানা"]),
    ],
)
def test_names_are_joined_by_the_words_of_their_language(line: str, expected: list[str]) -> None:
    assert people("en", f"<p>{line}</p>") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者：林晓，温青", ["林晓", "温青"]),
        ("来源：山里报 记者：方婷婷，何苗", ["方婷婷", "何苗"]),
        ("本报记者：宋远，通讯员：罗小敏，金晖", ["宋远", "罗小敏", "金晖"]),
        ("记者：葛平，申力 编辑：韦青", ["葛平", "申力"]),
        ("记者：韩露，摄影：钟鸣", ["韩露"]),
        ("记者：周师傅，您住了多少年？", []),
        ("记者：方局长，谢谢", []),
    ],
)
def test_commas_part_the_names_behind_a_colon(line: str, expected: list[str]) -> None:
    assert people("zh", f"<p>{line}</p>") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("윤서진 기자 오태민 기자", ["윤서진", "오태민"]),
        ("글·사진=강민서 기자", ["강민서"]),
        ("정유림 기자 | 백승호 특파원", ["정유림", "백승호"]),
        ("사진 | 백승호 기자", []),
        ("사진=남궁현 기자", []),
        ("영상: 류다인 기자", []),
    ],
)
def test_korean_reporters_each_have_a_title_and_photographers_are_none(line: str, expected: list[str]) -> None:
    assert people("ko", end=f"<p>{line}</p>") == expected


@pytest.mark.parametrize(
    "headline", ["تقرير: تراجع أسعار الخضار", "گزارش: کاهش قیمت سبزیجات", "Wartawan: Gaji Kami Kurang"]
)
def test_a_headline_that_begins_as_bylines_do_names_nobody(headline: str) -> None:
    page = f"<title>{headline}</title><h1>{headline}</h1><p>2024-05-17 10:30</p><div>{TEXT['en']}</div>"
    assert extract(parse(page, "http://example.com/")).authors is None


def test_a_headline_behind_a_word_for_report_is_no_name() -> None:
    assert people("hi", "<p>रिपोर्ट: नदी पार</p>") == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("مصنف, کامران شیخ", "عہدہ, صدائے دریا، کوئٹہ"), ["کامران شیخ"]),
        (("مصنف, کامران شیخ", "20 نومبر"), []),
        (("مصنف, بی بی سی اردو", "عہدہ, کوئٹہ"), []),
    ],
)
def test_author_and_role_are_parted_from_their_values_by_commas(
    lines: tuple[str, str], expected: list[str]
) -> None:
    assert people("ur", "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>") == expected


def test_a_card_of_a_reporter_names_no_paper_as_the_author() -> None:
    assert people("en", "<p>Reporter, Coast Courier</p><p>Oxbow, Harbor County</p>") == []


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Ayhan ACAR-Selin TUNA/BURSA, (DHA)", ["Ayhan ACAR", "Selin TUNA"]),
        ("BURSA, (DHA)", []),
    ],
)
def test_turkish_dispatches_open_with_names_and_place(opening: str, expected: list[str]) -> None:
    assert people("tr", opening=f"<p>{opening}</p>") == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Nicolas BERTIN (avec AFP)", ["Nicolas BERTIN"]),
        ("Tomasz Grabowski, fot. Ewa Nowik", ["Tomasz Grabowski"]),
        ("Fot. Ewa Nowik", []),
        ("Mit Material der dpa", []),
    ],
)
def test_agency_and_photographer_behind_who_signs(end: str, expected: list[str]) -> None:
    assert people("tr", end=f"<p>{end}</p>") == expected
