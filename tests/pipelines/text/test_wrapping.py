"""Lines cut at a number of bytes: what was one line is read as one, and the line ends that stay are where they were."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.edits import Edit, apply_edits, undo_edits
from pipelines.text.repair import repair
from pipelines.text.shifts.wrapping import unwrapped

PROSE = (
    "县里昨天召开会议，部署今年的春耕生产。会议要求各乡镇抓紧修缮水渠，备足种子和化肥，不误农时。"
    "气象部门预计，下周全县将有一次明显降雨，有利于冬小麦返青，但也要防止低洼地块积水。"
)


def cut(text: str, width: int, errors: str = "replace") -> str:
    data = text.encode("gbk")
    lines = (data[start : start + width] for start in range(0, len(data), width))
    return "\n".join(line.decode("gbk", errors) for line in lines)


@pytest.mark.parametrize("width", [55, 67, 75])
@pytest.mark.parametrize("mark", ["?", "\ufffd"])
def test_what_was_cut_at_the_end_of_a_line_is_told_by_the_next(width: int, mark: str) -> None:
    damaged = cut(PROSE, width).replace("\ufffd", mark)
    repaired = repair(damaged)
    assert repaired.text.replace("\n", "") == PROSE
    assert apply_edits(damaged, repaired.edits) == repaired.text
    assert undo_edits(repaired.text, repaired.edits) == damaged


def test_a_line_end_between_characters_stays() -> None:
    repaired = repair(cut(PROSE, 55)).text
    assert repaired.partition("\n")[0].encode("gbk") == PROSE.encode("gbk")[:110]


@pytest.mark.parametrize(
    "text",
    [
        "你从哪里来?\n我从山中来。\n带着兰花草，\n种在小园中。",  # verses
        "这一段说的是春耕。\n这一段问：今年的种子够不够，化肥够不够，水渠修好了没有，谁来管?\n短。",
        PROSE + "\n" + PROSE,
    ],
)
def test_other_lines_are_not_joined(text: str) -> None:
    assert unwrapped(text).text == text


@settings(max_examples=200)
@given(
    st.lists(st.text("的发展，?\ufffda ", min_size=20, max_size=22), min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(0, 120), st.text("体?", max_size=2)), max_size=4),
)
def test_edits_of_the_joined_text_fit_the_original(lines: list[str], changes: list[tuple[int, str]]) -> None:
    text = "?\n".join(lines)
    joined = unwrapped(text)
    starts = sorted({place: after for place, after in changes if place < len(joined.text)}.items())
    ends = [*(start for start, _ in starts[1:]), len(joined.text)]
    edits = [
        Edit("byte-shift", start, min(start + 3, end), joined.text[start : min(start + 3, end)], after, 0.9)
        for (start, after), end in zip(starts, ends, strict=False)
    ]
    own = list(joined.edits(edits))
    assert all(text[edit.start : edit.end] == edit.before for edit in own)
    now = apply_edits(text, own)
    assert now.replace("\n", "") == apply_edits(joined.text, edits).replace("\n", "")
    assert undo_edits(now, own) == text


def test_paragraphs_that_end_in_marks_are_no_lines_cut_at_a_width() -> None:
    long = "代表们在会上提出了许多建议，涉及道路、学校、医院和养老等方面的问题，县里将逐条答复。"
    text = f"{PROSE}\n{long[:-2]}?\n{long[:-2]}?\n{PROSE}\n"
    assert unwrapped(text).text == text
