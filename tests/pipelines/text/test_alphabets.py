"""Text of one alphabet that was read in the charset of another: it comes back, and good text of any language stays."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.charset.tables import python_codec, single_byte
from pipelines.text.crossings.alphabets import all_undone, find_alphabet_crossings
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.repair import repair
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/cases/encoding.json").read_text("utf-8"))
TEXTS = {each["language"]: re.sub("<[^>]+>", "", each["text"]) for each in CASES["languages"]}
COME_BACK = [  # language, charset it was written in, charset it was read in
    ("ru", "windows-1251", "windows-1252"),
    ("ru", "windows-1251", "koi8-r"),
    ("ru", "koi8-r", "windows-1251"),
    ("ru", "koi8-r", "windows-1252"),
    ("ru", "ibm866", "windows-1251"),
    ("ru", "utf-8", "gb18030"),
    ("uk", "windows-1251", "windows-1252"),
    ("el", "windows-1253", "windows-1252"),
    ("el", "utf-8", "gb18030"),
    ("th", "windows-874", "windows-1252"),
    ("he", "windows-1255", "windows-1252"),
    ("ar", "windows-1256", "windows-1252"),
    ("ar", "iso-8859-6", "windows-1252"),
    ("ar", "utf-8", "gb18030"),
    ("pl", "windows-1250", "windows-1252"),
    ("tr", "windows-1254", "windows-1252"),
    ("fr", "utf-8", "gb18030"),
    ("de", "utf-8", "gb18030"),
    ("fr", "windows-1252", "windows-1251"),
    ("fr", "ibm850", "windows-1252"),
    ("zh-Hans", "gb18030", "windows-1251"),
    ("zh-Hans", "gb18030", "koi8-r"),
    ("ko", "euc-kr", "windows-1251"),
    ("ru", "utf-8", "macintosh"),
    ("he", "utf-8", "macintosh"),
    ("fr", "utf-8", "macintosh"),
    ("fr", "macintosh", "windows-1252"),
    ("cs", "iso-8859-2", "windows-1252"),
    ("lt", "utf-8", "koi8-r"),
]
# A single line with one or two letters that tell.
LINES = [
    ("Afficher le mode d'activité du réseau", "utf-8", "macintosh"),
    ("La configuración no está disponible", "utf-8", "shift_jis"),
    ("Zapis został już usunięty", "windows-1250", "windows-1251"),
    ("Не удалось открыть файл", "iso-8859-5", "ibm866"),
]


def crossed(text: str, written: str, read: str) -> str:
    data = text.encode(python_codec(written))
    chars = single_byte(read)
    return "".join(chars[byte] for byte in data) if chars else data.decode(python_codec(read))


@pytest.mark.parametrize(("language", "written", "read"), COME_BACK)
def test_what_crossed_comes_back(language: str, written: str, read: str) -> None:
    text = TEXTS[language]
    damaged = crossed(text, written, read)
    repaired = repair(damaged)
    assert repaired.text == text
    assert undo_edits(repaired.text, repaired.edits) == damaged


@pytest.mark.parametrize(("text", "written", "read"), LINES)
def test_a_short_line_comes_back(text: str, written: str, read: str) -> None:
    assert repair(crossed(text, written, read)).text == text


@pytest.mark.parametrize("language", TEXTS)
def test_good_text_stays(language: str) -> None:
    for text in (TEXTS[language], TEXTS[language].upper(), TEXTS[language].title()):
        assert find_alphabet_crossings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ПЪТ ДО ФАЙЛ",
        "Чжурчжэнь и МакДональд: ООО «ВолгоДонСтрой», 20°C, §5",
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ",
        "Þórður Ægisson býður öllum í Þjóðleikhúsið á þriðjudaginn",
        "O kargañ roll ar pakadoù, yezh ar sinoù bro Aljeri, fazi moullañ",
        "• first • second • third • fourth • fifth • sixth",
        "┌────┐\n│ 姓名 │\n└────┘",
        "T恤、A股、x和y、喝茅台A",
        "светло, мадэль, актыльён, дъх",
        "HH:MM[:ss[.µµµµµµ]], sed tio ne gravas",
        "N’eo ket bet kavet pakadoù da staliañ",
        "Seswantšho se na le nomoro e sa thekgwego ya difofane tša dibiti",
        "Fransuz Polineziýasy, Türkmenistan, Portugaliýa, Kuweýt",
        "Komara Trînîdad û Tobago, Federasyona Rûsî, Girê Spî û Kobanê",
        "võtmed eraldussümbolit lehekülgede sümboli võib määrata",
        "LA LIBERTÉ\xa0: UN DROIT",
        "I flus multiplexâts a son stâts inviâts cun acès sfuarçât, ma no tu varessis di fâlu",
        "CAFÉ\xa0!",
        "È\xa0vero",
        "né\xa0…",
        "Blå\xa0…",
        "Komprimerings\xadparmetrane vert kvalitets\xadtapet",
        "\\fB/sbin/mount.\\fP\\fIтип\\fP.",
        "День РРРР-ММ-ДД ГГ:ХХ:СС.ДДДДДД UTC",
        f"{'□' * 25}蓍。\n离纟乱荡□丝纟虫□",
        "324\t212\tD4\tÔ\tLATIN CAPITAL LETTER O WITH CIRCUMFLEX\n325\t213\tD5\tÕ\tLATIN CAPITAL LETTER O WITH TILDE",
    ],
)
def test_what_looks_odd_and_is_meant_stays(text: str) -> None:
    assert repair(text).edits == ()
    assert find_alphabet_crossings(text) == []


def test_a_line_that_did_not_cross_stays_beside_those_that_did() -> None:
    damaged = crossed(TEXTS["ru"], "windows-1251", "windows-1252") + "\nCafé Ångström, Orléans"
    assert repair(damaged).text == TEXTS["ru"] + "\nCafé Ångström, Orléans"


@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0x600), max_size=60))
def test_anything_can_be_undone(text: str) -> None:
    edits = tuple(find_alphabet_crossings(text))
    assert undo_edits(apply_edits(text, edits), edits) == text


@pytest.mark.parametrize(
    "text",
    [
        "Voir l’état, l’école, l’étude, l’écran",
        "Areas below 10 °C are black, and temperatures higher than 30 °C are white",
        "÷ [0.2] CR × LF ÷ [4.0] CR ÷ × ÷ HIATUS × ÷",
    ],
)
def test_marks_beside_letters_are_no_other_alphabet(text: str) -> None:
    assert find_alphabet_crossings(text) == []


def test_what_gives_controls_was_no_letter() -> None:
    twice = "Ã¨Â\x8fÅ“Ã§Âªâ€“Ã¤Â¸ÂºÃ¤Â½â€¢Ã¨Â¿Å¸Ã¨Â¿Å¸Ã¤Â¸Ã¥Å\xa0Â¨Â¨Ã¥Â·¥ÂÃ¯Â¼Å¸Ã¦Â¡ÂÂ£Ã¦Â¡Ë†Ã©Â¦"
    assert find_alphabet_crossings(twice) == []


def test_marks_of_a_decoder_have_no_bytes() -> None:
    left = "���撅梢�����摮拙�����擐�������憭抬��撖潭��瘝⊥����啣�箝��隞����鈭箏蒂��乩��撠�靽∴��靽⊿����芣��銝���亥��"
    assert find_alphabet_crossings(left) == []


def test_no_text_is_thought_of_that_begins_with_a_point_of_a_letter() -> None:
    """The key of a menu in Mongolian, with the mark of its shortcut: in Hebrew a vowel point would stand alone."""
    assert not any("\u0591" <= each.text[0] <= "\u05bd" for each in all_undone("Л_авлах товч"))


def test_verse_that_another_charset_reads_no_better_is_left() -> None:
    assert find_alphabet_crossings("柴扉長寂寂，疎籬尚恢恢。") == []
    assert find_alphabet_crossings("柴扉長寂寂，疎網尚恢恢。") == []
