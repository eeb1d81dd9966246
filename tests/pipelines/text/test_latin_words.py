"""Foreign words in Chinese text that were read as GBK: they come back, and words of both scripts side by side stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.crossings.latin_words import find_latin_words
from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.repair import repair

NAMES = [
    *(
        "Mbappé",
        "Beyoncé",
        "Citroën",
        "Raúl",
        "Djoković",
        "Erdoğan",
        "Pokémon",
        "café",
        "Müller",
        "Özil",
        "Zürich",
    ),
    *("Hermès", "Vinícius", "Suárez", "João", "François", "Beşiktaş", "Kraków", "Győr", "résumé", "Ségolène"),
]
MEANT = [
    *("这个APP没bug，很好", "Android每device都有", "iPhone么？", "Hello猫，你好", "logo帽，便宜卖", "tom猫 在家"),
    *(
        "Taq酶，用于扩增",
        "Windows没update",
        "IP茅，酱香",
        "IP茅台的故事",
        "卡拉OK毛bi",
        "hello枚world",
        "Python毛，",
    ),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sentence", ["法国球星（{}）在比赛中首开纪录。", "据报道，{} 今天抵达北京。"])
def test_a_name_comes_back(name: str, sentence: str) -> None:
    damaged = sentence.format(name.encode().decode("gb18030"))
    repaired = repair(damaged)
    assert repaired.text == sentence.format(name)
    assert undo_edits(repaired.text, repaired.edits) == damaged


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_stays(text: str) -> None:
    assert repair(text).edits == ()


def test_an_example_stays() -> None:
    assert find_latin_words("编码错误时会看到 Mbapp茅 这样的乱码") == []


@given(st.text("abZ茅猫膰臒么'（ 的", max_size=40))
def test_anything_can_be_undone(text: str) -> None:
    edits = tuple(find_latin_words(text))
    assert undo_edits(apply_edits(text, edits), edits) == text
