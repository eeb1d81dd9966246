"""The character model: what it knows, and how little it costs to ask."""

from __future__ import annotations

import pytest

from pipelines.text.decoders.gb import pairs
from pipelines.text.language_model.filter import Filter
from pipelines.text.language_model.model import is_traditional, model


def test_prose_is_likelier_than_the_same_characters_shuffled() -> None:
    assert model().score("全市经济社会发展情况良好") > model().score("况会展全社良济情市发经好") + 20


def test_both_scripts_weigh_the_same() -> None:
    assert model().score("經濟社會發展") == pytest.approx(model().score("经济社会发展"))
    assert is_traditional("經濟社會發展")
    assert not is_traditional("经济社会发展")


def test_what_is_folded_is_not_folded_again() -> None:
    """么 is what 麼 becomes, and in Taiwan a form of 幺: taken for the latter, it was unknown in every 什麼."""
    apart = {char for char, to in model().simplified.items() if model().letter(char) != model().letter(to)}
    assert apart <= {"薴"}  # 苧 is what it becomes, and what 苎 was
    assert model().score("什麼?") == pytest.approx(model().score("什么？"))


@pytest.mark.parametrize("usual", "為群床峰秘裡麼鐘吃眾")
def test_what_is_written_today_is_the_usual_form(usual: str) -> None:
    assert model().form(usual, traditional=True) > -2
    assert usual == "裡" or model().shape(model().letter(usual), traditional=True) == usual


def test_form_tells_the_script() -> None:
    assert model().form("發", traditional=True) == 0
    assert model().form("发", traditional=True) < -3
    assert model().form("發", traditional=False) < -3


def test_unknown_bytes_of_a_pair() -> None:
    gbk = pairs("gbk")
    assert gbk.pairs[0xD6D0] == "中"
    assert (0xD6, "中") in gbk.by_trail[0xD0]
    assert "喆" not in gbk.narrow
    assert gbk.bytes_of("\ue45c") == b"\xfd\xf3"


def test_other_files_are_no_model() -> None:
    with pytest.raises(ValueError, match="not a model"):
        Filter(b"something else entirely")


def test_many_letters_weigh_together_what_they_weigh_one_by_one() -> None:
    letters = [0, 1, *range(2, 3000, 7)]
    for before in ("", "全市", "经济社", "?", "\n", "𠀀𠀀"):
        context = model().context(before)
        assert model().weigh(context, letters) == [model().next(context, letter) for letter in letters]


def test_one_letter_behind_many_weighs_what_it_weighs_behind_each() -> None:
    letters = range(2, 3000, 7)
    for char in "的事垃?\n𠀀曱":
        letter = model().letter(char)
        assert model().weigh_before(letter, letters) == [model().next(each, letter) for each in letters]
