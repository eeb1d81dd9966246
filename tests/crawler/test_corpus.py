"""`decode` and `repair` from outside: files, standard input, and corpora line by line."""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from crawler.offline.corpus import Wishes, answer, treat
from crawler.offline.parallel import in_order
from crawler.terminal.edits import explain
from pipelines.text.convert import Script, Width
from pipelines.text.edits import Edit, apply_edits
from tests.conftest import ROOT, Shilu
from tests.warm import SECONDS

POLLUTED = "堅持在高質(zhì)量發(fā)展中保障和改善民生"
WHOLE = "堅持在高質量發展中保障和改善民生"


def applied(text: str, edits: list[dict[str, object]]) -> str:
    return apply_edits(text, [Edit(**edit) for edit in edits])  # type: ignore[arg-type]


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "in"
    path.write_bytes(data)
    return path


def test_a_text_comes_out_repaired(shilu: Shilu, tmp_path: Path) -> None:
    assert shilu("repair", written(tmp_path, POLLUTED.encode())).stdout == WHOLE


def test_every_edit_is_told(shilu: Shilu, tmp_path: Path) -> None:
    result = json.loads(shilu("repair", "--json", written(tmp_path, POLLUTED.encode())).stdout)
    assert result["text"] == WHOLE
    assert applied(POLLUTED, result["edits"]) == WHOLE


@pytest.mark.parametrize(
    ("options", "text", "wanted"),
    [
        (("--script", "hans"), POLLUTED, "坚持在高质量发展中保障和改善民生"),
        (("--script", "hant"), "头发与发展，干部在后面。", "頭髮與發展，幹部在後面。"),
        (("--width", "full"), "他说:好,走吧!(第二天)完.", "他说：好，走吧！（第二天）完。"),
        (("--width", "half"), "２０２４年，第１名（共３名）", "2024年,第1名(共3名)"),
        (("--width", "full"), "at 10:30, f(x) = 3.5!", "at 10:30, f(x) = 3.5!"),
        ((), "全角，半角, 都不動：頭发", "全角，半角, 都不動：頭发"),
    ],
)
def test_width_and_script_change_on_demand(
    shilu: Shilu, tmp_path: Path, options: tuple[str, ...], text: str, wanted: str
) -> None:
    result = json.loads(shilu("repair", "--json", *options, written(tmp_path, text.encode())).stdout)
    assert result["text"] == wanted
    assert applied(text, result["edits"]) == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [(POLLUTED, "pinyin-annotation"), ("老街修好了，读者发现。".encode().decode("latin-1"), "mojibake")],
)
def test_what_changes_on_demand_hides_no_damage(text: str, kind: str) -> None:
    for wishes in (Wishes(Width.HALF, Script.HANS), Wishes(Width.HALF, Script.HANT)):
        edits = treat(text, wishes)["edits"]
        found = [edit for edit in edits if not edit["before"].isalpha() and edit["before"] != "，"]
        assert {edit["kind"] for edit in found} == {kind}


def test_bytes_that_are_no_text_come_out_as_they_went_in(shilu: Shilu, tmp_path: Path) -> None:
    path = written(tmp_path, b"ok \xff\xfe\x00 ok\n")
    done = subprocess.run(
        [sys.executable, "-m", "crawler.cli", "repair", str(path)], cwd=ROOT, capture_output=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"ok \xff\xfe")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("command", ["repair", "decode"])
def test_a_corpus_keeps_its_order_and_survives_bad_lines(
    shilu: Shilu, tmp_path: Path, command: str, jobs: int
) -> None:
    gbk = base64.b64encode("城南老街的修缮工程昨天全部完工".encode("gbk")).decode()
    lines = [
        json.dumps({"id": "a", "text": POLLUTED}),
        "no json at all",
        json.dumps({"id": 7, "bytes": gbk, "content_type": "text/plain; charset=utf-8"}),
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "bytes": "%%%"}),
        json.dumps({"id": "d", "text": 5}),
        json.dumps(["a", "list"]),
        json.dumps({"id": "e", "text": "\ud800 lone"}),
        json.dumps({"id": "z", "text": "好\u2028风\u2029光"}),  # a line to some readers
    ]
    result = shilu(command, "--jsonl", "--raw", "--jobs", jobs, written(tmp_path, "\n".join(lines).encode()))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert [answer["id"] for answer in answers] == ["a", None, 7, "b", "c", "d", None, "e", "z"]
    assert ["error" in answer for answer in answers] == [False, True, False, True, True, True, True, False, False]
    assert (answers[0]["text"], answers[0]["encoding"]) == (WHOLE, None)
    assert (answers[2]["text"], answers[2]["encoding"]) == ("城南老街的修缮工程昨天全部完工", "gb18030")
    for each in answers:
        if "error" not in each:
            assert applied(each["raw"], each["edits"]) == each["text"]


@pytest.mark.parametrize("line", ['{"id": NaN, "text": "x"}', '{"id": 1e999, "text": "x"}', "[" * 100_000])
def test_what_no_json_could_give_back_is_an_error(line: str) -> None:
    told = answer(line.encode(), Wishes())
    assert told.failed
    assert json.loads(told.line, parse_constant=pytest.fail)["error"]


def test_base64_may_be_broken_into_lines() -> None:
    text = "城南老街的修缮工程昨天全部完工，街坊们都来看热闹。" * 4
    for line_end in ("\n", "\r\n"):
        data = base64.encodebytes(text.encode("gbk")).decode().replace("\n", line_end)
        assert json.loads(answer(json.dumps({"bytes": data}).encode(), Wishes()).line)["text"] == text


def test_what_is_no_text_is_not_repaired(shilu: Shilu, tmp_path: Path) -> None:
    noise = Random(1).randbytes(20_000) + "Ș".encode().decode("cp1252").encode()
    result = json.loads(shilu("decode", "--json", written(tmp_path, noise)).stdout)
    assert (result["confidence"], result["edits"]) == (0, [])


def test_decode_tells_charset_and_evidence(shilu: Shilu, tmp_path: Path) -> None:
    path = written(
        tmp_path, "<meta charset=utf-8><p>城南老街的修缮工程昨天全部完工，街坊们都来看热闹。".encode("gbk")
    )
    result = json.loads(shilu("decode", "--json", path).stdout)
    assert result["encoding"] == "gb18030"
    assert result["declared"] == "utf-8"
    assert "utf-8" in result["evidence"]
    assert "城南老街" in result["text"]


def test_explain_shows_before_after_and_bytes(shilu: Shilu, tmp_path: Path) -> None:
    shown = shilu("repair", "--explain", written(tmp_path, POLLUTED.encode())).stdout
    assert "before" in shown
    assert "after" in shown
    assert "D9 7C" in shown or "質" in shown


def test_explain_calls_a_guess_a_guess() -> None:
    edit = {"kind": "byte-shift", "start": 1, "end": 3, "before": "??", "after": "，"}
    assert "confidence 0.62, a guess\n" in explain("好??吗", [{**edit, "confidence": 0.62}], color=False)
    assert "confidence 0.97\n" in explain("好??吗", [{**edit, "confidence": 0.97}], color=False)


PAGE = """<html><head><meta charset="{declared}"><title>大桥明年建成通车_县报网</title>
<script>var 标题 = f("投a资]b额[c"); if (a?标:题) g();</script></head><body><h1>大桥明年建成通车</h1>
<p class="info">2024年5月6日 08:30 来源：县报</p><div class="article"><p>这座大桥全长三公里，总投资十二亿元，预计明年建成通车。</p>
<p>项目负责人介绍，大桥建成以后，两岸群众过江只要五分钟，比以前节省半个多小时。</p>
<p>近年来，当地不断加大投入，改善交通条件，方便群众出行，促进经济社会发展。</p></div></body></html>"""


@pytest.mark.parametrize("declared", ["gbk", "utf-8", "big5"])
def test_every_way_in_gives_the_same_text(shilu: Shilu, tmp_path: Path, declared: str) -> None:
    page = PAGE.format(declared=declared).encode("gbk")
    data = page.replace("投资十".encode("gbk"), b"\xcd\x07\xb6\xd7\xca\xca\xae")
    data = data.replace("通车_".encode("gbk"), "通".encode("gbk") + b"\xb3?_")
    path = written(tmp_path, data)
    decoded = json.loads(shilu("decode", "--json", path).stdout)
    line = json.dumps(
        {"id": 1, "bytes": base64.b64encode(data).decode(), "content_type": "text/html; charset=big5"}
    )
    streamed = json.loads(shilu("decode", "--jsonl", written(tmp_path, line.encode())).stdout)
    (tmp_path / "1.html").write_bytes(data)
    article = json.loads(shilu("probe", "--json", tmp_path / "1.html").stdout)["article"]
    assert decoded["text"] == streamed["text"]
    assert "总投资十二亿元" in article["articleBody"]
    assert all(paragraph in decoded["text"] for paragraph in article["articleBody"].split("\n\n"))
    assert [edit["field"] for edit in article["text"]["edits"]] == ["headline", "articleBody", "articleBodyHtml"]
    script = page.decode("gbk").partition("<script>")[2].partition("</script>")[0]
    assert script in decoded["text"]


def runs(pid: str) -> bool:
    """Tell a process from one that has ended, and that nobody may have asked yet how."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def at_work(corpus: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[str]]]:
    """Start a command with two processes; it waits until its output is read."""
    command = [sys.executable, "-m", "crawler.cli", "repair", "--jsonl", "--jobs", "2", str(corpus)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        process.stdout.read(1)
        yield process, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children so")
def test_no_worker_outlives_a_command_that_is_killed(tmp_path: Path) -> None:
    corpus = written(tmp_path, b"%b\n" % json.dumps({"id": 1, "text": POLLUTED * 20}).encode() * 4000)
    with at_work(corpus) as (process, children):
        process.kill()
    assert len(children) == 2
    ends = time.monotonic() + SECONDS
    while any(runs(child) for child in children):
        assert time.monotonic() < ends, "workers go on waiting"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's children so")
def test_a_worker_that_is_killed_ends_the_command_with_a_word(tmp_path: Path) -> None:
    corpus = written(tmp_path, b"%b\n" % json.dumps({"id": 1, "text": POLLUTED * 20}).encode() * 4000)
    with at_work(corpus) as (process, children):
        os.kill(int(children[0]), signal.SIGKILL)
        _, told = process.communicate(timeout=SECONDS)
    assert (process.returncode, told.decode().count("\n")) == (1, 1)
    assert "start again with fewer" in told.decode()


@pytest.mark.parametrize("fault", [RuntimeError("can't start new thread"), OSError(11, "try again")], ids=repr)
def test_where_no_process_starts_one_does_the_work(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    def refused(*_: object) -> None:
        raise fault

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", refused)
    assert list(in_order(lambda tasks: [each * 2 for each in tasks], range(5), jobs=2, full=2)) == [0, 2, 4, 6, 8]
    assert "going on with one" in caplog.text


def written_late(folders: list[Path | None]) -> list[None]:
    """Work that takes its time, but for None, and leaves a file behind."""
    for folder in folders:
        if folder is not None:
            time.sleep(5)
            (folder / str(os.getpid())).touch()
    return [None]


def test_nobody_waits_for_work_that_nobody_takes(tmp_path: Path) -> None:
    results = in_order(written_late, [None, tmp_path, tmp_path, tmp_path], jobs=2, full=1)
    next(results)
    results.close()  # as an interruption or a closed pipe does
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []
