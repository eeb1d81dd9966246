"""Slips that nothing shows are tried where their run can pay for them, lone marks searched where both sides tell them."""

from __future__ import annotations

import pytest

from pipelines.text.decoders.gb import pairs
from pipelines.text.language_model.model import model
from pipelines.text.shifts import slips
from pipelines.text.shifts.places import is_told
from pipelines.text.shifts.units import Style, looking_ahead, units

PROSE = "城南老街的修缮工程昨天全部完工，街坊们都来看热闹。"


def ways_out(text: str, place: int) -> int:
    ahead = next(looking_ahead(units(text, place, pairs("gbk"), Style())))
    near = "".join(unit.text for unit in ahead[:3])
    return len(slips.out(ahead, near, text[max(place - 3, 0) : place], pairs("gbk"), model()))


@pytest.mark.parametrize("place", [9, 12, 14, 18])
@pytest.mark.parametrize("added", [b"", b"\xb1"])
def test_a_run_out_of_line_may_begin_where_bytes_were_lost_or_added(place: int, added: bytes) -> None:
    data = PROSE.encode("gbk")
    damaged = data[: 2 * place + 1] + added + data[2 * place + 1 + (not added) :]
    assert ways_out(damaged.decode("gbk", "ignore"), place)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他们在河边捡到一只鸬鹚，交给了林业站。", "鹚"),
        ("记者在垭口遇到了放羊的老人。", "垭"),
    ],
)
def test_a_rare_character_of_good_text_can_pay_for_no_slip(text: str, name: str) -> None:
    assert not ways_out(text, text.index(name))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("有限公", "近日宣", True),
        ("深入人", "，得到", True),
        ("他来到", "城南的", False),
        ("街坊们", "看热闹", False),
    ],
)
def test_a_lone_mark_is_told_by_what_stands_on_both_sides(before: str, after: str, told: bool) -> None:
    assert is_told(before, after) is told
