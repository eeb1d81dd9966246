"""No text takes work without end: what is done is counted, not timed, and is linear in the size of the text."""

from __future__ import annotations

import random

import pytest

from bench.prose import sentences
from pipelines.text.repair import repair
from tests.work import calls

SIZE = 2_000

pytestmark = pytest.mark.slow


def prose(size: int) -> str:
    return "".join(sentences(size // 10, 3))[:size]


def strewn(share: float, mark: str) -> str:
    dice = random.Random(5)
    return "".join(mark if dice.random() < share else char for char in prose(SIZE))


def soup(chars: str) -> str:
    dice = random.Random(5)
    return "".join(dice.choice(chars) for _ in range(SIZE))


def dense(size: int) -> str:
    """Good text of which one byte in twenty is lost: every tenth character."""
    dice = random.Random(7)
    return bytes(byte for byte in prose(size).encode("gbk") if dice.random() > 0.05).decode("gbk", "replace")


HOSTILE = {
    "question marks": strewn(0.2, "?"),
    "marks of loss": strewn(0.2, "\ufffd"),
    "question marks among controls": soup("?\x00\x01的\x1b?国"),
    "question marks among rare characters": soup("?敝萁逃䶮狎妍"),
    "any two bytes": random.Random(5).randbytes(SIZE).decode("gbk", "replace"),
}


SHORT = (
    "\ufffd^\ufffdl生局布\ufffd\ufffd\ufffd浩\ufffd\ufffdU建\ufffdr\ufffdg表石埠\ufffd\x0b\ufffd\ufffd\ufffd行新\ufffdk法：\ufffd\ufffd居之\ufffdg\ufffd硗\ufffd\x0e多了",
    "?#???頩?7???搇 ?羰??\x03蝭\rD",
)


def work_of(text: str) -> int:
    repair("市政府新闻办今天?敝萁逃")  # so that all tables are there
    return calls(lambda: repair(text))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(name: str) -> None:
    assert work_of(HOSTILE[name]) <= 5_500_000


@pytest.mark.parametrize("text", SHORT)
def test_short_hostile_text_ends_soon(text: str) -> None:
    assert work_of(text) <= 1_700_000


def test_dense_damage_is_read_to_its_end() -> None:
    text = dense(600)
    done = repair(text)
    assert done.complete
    assert done.edits[-1].start > 0.9 * len(text)


def test_text_that_was_not_wholly_searched_says_so() -> None:
    assert not repair(strewn(0.3, "?")).complete
    assert repair(prose(SIZE)).complete


@pytest.mark.parametrize("unit", ["\\u4e2d ", "%E4%B8%AD%E5", "&#214;x", "聽 ", "棣栭〉\n", "~{WrLlION~} "])
def test_what_stands_for_other_text_is_read_in_linear_work(unit: str) -> None:
    few, many = (work_of(unit * times) for times in (200, 800))
    assert many < 6 * few


@pytest.mark.parametrize(
    "line",
    [
        "The mayor’s office said on Tuesday that “the bridge will open in May” – a year later than planned.",
        "La mairie a dit mardi\xa0: «\xa0le pont ouvre en mai\xa0», à 10\xa0% près, et l’accès reste libre.",
        "\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0Release\xa03.19.0\xa0of\xa0April",
        "شهرداری روز سه‌شنبه اعلام کرد که پل در ماه مه باز می‌شود.",
        "市は火曜日、橋が五月に開通すると発表した。予定より一年遅れとなる。",
    ],
)
def test_good_text_takes_little_work(line: str) -> None:
    text = f"{line}\n" * 50
    assert repair(text).text == text
    assert work_of(text) < 20 * len(text)
