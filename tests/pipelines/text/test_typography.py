"""Typographic marks of texts in letters that were read as GBK."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.crossings.typography import find_typography
from pipelines.text.edits import apply_edits, undo_edits


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("It鈥檚 late", "It’s late"),
        ("“Late?” 鈥淣o,鈥\ufffd he said", None),  # some of it was never read so
        ("鈥淣o,鈥\ufffd he said", "“No,” he said"),
        ("鈥淣o,鈥?he said", "“No,” he said"),
        ("鈥淣o鈥? He left 鈥?alone.", "“No”. He left – alone."),
        ("鈥? go, 鈥淣o鈥?they said", "“? go, “No” they said"),  # the figure is not known
        ("鈥濶ein鈥\ufffd, sagte er", "„Nein“, sagte er"),
        ("Il a travaill茅 jusqu鈥櫭?minuit.", "Il a travaillé jusqu’à minuit."),
        ("Il a travaill茅 jusqu鈥櫭\ufffd minuit.", "Il a travaillé jusqu’à minuit."),
        ("Dov鈥櫭?la citt脿? Non c鈥櫭?pi霉 tempo, ha detto.", "Dov’è la città? Non c’è più tempo, ha detto."),
        # Behind the mark of byte order letters are one off up to the first blank. Its last one nothing tells.
        ("锘啃⌒敌承拘葱窖?胁 袦芯褋泻胁械 褕褢谢 写芯卸写褜.", "Сегодн\ufffd в Москве шёл дождь."),
        ("锘縣ello", "hello"),
        ("锘?xml version='1.0'?>", "<?xml version='1.0'?>"),
        ("锘??xml version='1.0'?>", "<?xml version='1.0'?>"),
        ("锘?<html>", "<html>"),
    ],
)
def test_what_was_read_as_gbk_comes_back(damaged: str, text: str | None) -> None:
    assert apply_edits(damaged, find_typography(damaged)) == (text or damaged)


@pytest.mark.parametrize(
    "text", ["鈥", "鈥?", "锘", "锘?", "鈥 (Ho)", "稀土鈥檚", "鈥\ufffd鈥\ufffd", "锘库€", "鈥\n鈥\n鈥"]
)
def test_a_rare_character_stays(text: str) -> None:
    assert find_typography(text) == []


@given(st.text(alphabet="鈥锘檚淭濄€?\ufffd s.A1\n茅—’“", max_size=40))
def test_edits_can_be_undone(text: str) -> None:
    edits = find_typography(text)
    assert undo_edits(apply_edits(text, edits), edits) == text
