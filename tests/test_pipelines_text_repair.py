"""Repair on whole texts: cases as data in four kinds, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.edits import apply_edits, undo_edits
from pipelines.text.repair import looks_damaged, repair

CASES = Path(__file__).parent / "cases"


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


def test_clean_text_shows_no_sign() -> None:
    assert not looks_damaged(
        "州教育局局长介绍，近年来全州教育事业稳步发展。What about Ümlaut, naïve café?\n第二段。"
    )


def test_kana_among_chinese_characters_are_no_sign_in_japanese() -> None:
    assert not looks_damaged(
        "市は一日、川沿いの遊歩道の工事が終わり、今月から通れるようになったと発表した。長さは約三キロで、途中に休憩所が五か所ある。"
    )


@settings(max_examples=60, deadline=None)
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


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    repair(text)


@pytest.mark.parametrize(
    "text", ["中&#1\n2;文", "中&#x0;文&#xFFFE;", "&#1;&#2;&#3;中文", "中&amp;NotEqualTilde;文&amp;#1;"]
)
def test_references_to_no_character_do_no_harm(text: str) -> None:
    repaired = repair(text)
    assert apply_edits(text, repaired.edits) == repaired.text
