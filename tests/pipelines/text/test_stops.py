"""The end of a sentence told from a list that goes on."""

from __future__ import annotations

import pytest

from pipelines.text.crossings.marks import decide
from pipelines.text.crossings.stops import COMMA, STOP, features

TEXT = "老街两旁的茶馆、书店、裁缝铺，昨天傍晚都已经开门营业。孩子们提着兔子灯，从街头跑到街尾，一直玩到很晚才回家。\n第二天又下雨了。"


@pytest.mark.parametrize("place", [n for n, char in enumerate(TEXT) if char in (STOP, COMMA)])
@pytest.mark.parametrize("given", [STOP, COMMA])
def test_the_mark_is_told_whichever_stands_there(place: int, given: str) -> None:
    changed = TEXT[:place] + given + TEXT[place + 1 :]
    assert decide(changed, [(place, (STOP, COMMA))], traditional=False) == TEXT


@pytest.mark.parametrize("text", ["。", "。\n", "\n。", "老街。茶馆"])
def test_any_place_has_features(text: str) -> None:
    assert list(features(text, text.index(STOP)))


def test_a_piece_that_may_have_been_cut_off_is_not_measured() -> None:
    assert not any(feature.startswith("behind") for feature in features("老街。茶馆", 2))
    assert "behind 2" in features("老街。茶馆，书店", 2)
