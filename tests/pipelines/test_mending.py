"""Repair of whole texts with their bytes: no input takes more than time in step with its size, long runs come back whole."""

from __future__ import annotations

import base64
import quopri
import random
from collections.abc import Callable

import pytest

from pipelines.mending import repair_any
from pipelines.text.edits import undo_edits
from pipelines.text.encoding import decode
from tests.work import calls

PROSE = "这座大桥全长三公里，总投资十二亿元，预计明年建成通车。项目负责人介绍，两岸群众过江只要五分钟，"
CHANCE = random.Random(1)
NOISE = CHANCE.randbytes(1 << 16)
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "marks of loss": lambda size: b"\xef\xbf\xbd" * (size // 3),
    "question marks": lambda size: ("桥?" * (size // 3)).encode("gbk"),
    "noise": lambda size: NOISE[:size],
    "noise of pairs": lambda size: bytes(0x81 + byte % 0x7D for byte in NOISE[:size]),
    "one line": lambda size: (PROSE * (size // 90)).encode("gbk"),
    "one line out of step": lambda size: (PROSE * (size // 90)).encode("gbk")[1:],
    "halves": lambda size: (PROSE.encode("gbk")[:40] + b"\xb5 ") * (size // 42),
    "halves in elements": lambda size: b"<p>" + (PROSE.encode("gbk")[:40] + b"\xb5</p><p>") * (size // 48),
    "broken sequences": lambda size: (PROSE.encode()[:60] + b"\xe5\xb1 ") * (size // 63),
    "letters between": lambda size: ("桥x里" * (size // 5)).encode("gbk"),
    "two charsets by turns": lambda size: (PROSE.encode("gbk") + b"\n" + PROSE.encode()) * (size // 240),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_work_is_in_step_with_size(name: str) -> None:
    def work(size: int) -> int:
        data = HOSTILE[name](size)
        decoded = decode(data, "text/html; charset=gbk")
        repair_any(data, decoded)  # what is remembered of it is no longer counted
        return calls(lambda: repair_any(data, decoded))

    assert work(10_000) < 2.6 * work(5_000) + 20_000


@pytest.mark.parametrize("size", [600, 3000])
def test_a_long_run_out_of_step_comes_back_whole(size: int) -> None:
    text = (PROSE * (size // len(PROSE) + 1))[:size]
    data = text.encode("gbk")
    data = data[:20] + data[21:]
    assert repair_any(data, decode(data, "text/plain; charset=gbk")).text == text


@pytest.mark.parametrize("icon", ["\ue026", "\ue03c", "\ue06f", "\ue62c\ue646"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_icons_that_stand_alone_are_left(icon: str, encoding: str) -> None:
    page = f"<h1>跨江大桥通车</h1><p>{PROSE}</p><a><i> {icon} </i></a>\n<p>{PROSE}</p>"
    data = page.encode(encoding)
    assert repair_any(data, decode(data, f"text/html; charset={encoding}")).text == page


@pytest.mark.parametrize("blanks", ["", "    ", "\u3000"])
def test_a_stop_and_a_quotation_mark_come_back_where_a_paragraph_ends(blanks: str) -> None:
    page = (
        f"<p>{PROSE}</p><p>他说，“桥修好以后，孩子们上学不用再绕远路了?！?{blanks}</p><p>\u3000\u3000{PROSE}</p>"
    )
    data = page.encode()
    whole = page.replace("?！?", "。”")
    assert repair_any(data, decode(data, "text/html; charset=utf-8")).text == whole


LINE = "镇里的老戏台修好了，重阳那天请来县剧团唱了三场，台下坐满了人。"
FOLDED = quopri.encodestring(LINE.encode()).decode()
PRINTED = base64.b64encode(LINE.encode()).decode()


@pytest.mark.parametrize(
    "written",
    [FOLDED, FOLDED.replace("\n", "\r\n"), PRINTED, f"{PRINTED[:76]}\n{PRINTED[76:]}", repr(LINE.encode())],
)
def test_what_stands_for_text_is_read_in_a_page_over_ends_of_lines(written: str) -> None:
    page = f"<h1>老戏台</h1><p>{{}}</p>\n<p>{PROSE}</p>"
    data = page.format(written).encode()
    repaired = repair_any(data, decode(data, "text/html; charset=utf-8"))
    assert repaired.text == page.format(LINE)
    assert undo_edits(repaired.text, repaired.edits) == page.format(written)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("inside", [0, 1])
def test_the_size_of_a_chunk_goes_from_inside_a_sentence(encoding: str, inside: int) -> None:
    page = "<p>鎮上的老戲台修好了，重陽那天請來縣劇團唱了三場，台下坐滿了人。</p>"
    data = page.encode(encoding)
    place = len("<p>鎮上的老戲台修好了，重".encode(encoding)) + inside
    data = data[:place] + b"\r\n1ff8\r\n" + data[place:]
    assert repair_any(data, decode(data, f"text/html; charset={encoding}")).text == page
