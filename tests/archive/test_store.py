from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from archive.digest import sha1_label
from archive.errors import ArchiveError, DiskFullError, told
from archive.exchange import Truncation
from archive.members import whole_members
from archive.reader import Archive, StoredResponse
from archive.recover import recover
from archive.salvage import StoredRecord, read_records
from archive.store import Store
from archive.warc import WarcInfo
from tests.archive.archives import BODY, INFO, chunked, exchange, response
from tests.conftest import ROOT


def records(path: Path) -> list[StoredRecord]:
    found = list(read_records(path))
    assert all(isinstance(record, StoredRecord) for record in found)
    return found  # type: ignore[return-value]


def written(folder: Path, *made: object, **options: object) -> list[StoredRecord]:
    store = Store(folder, INFO, **options)  # type: ignore[arg-type]
    for one in made:
        store.append(one)  # type: ignore[arg-type]
    store.close()
    return [record for path in sorted(folder.glob("*.warc.gz")) for record in records(path)]


def test_names(tmp_path: Path) -> None:
    store = Store(tmp_path, WarcInfo(name="城市 日报/x", software="s", hostname="my-host.local"))
    assert store.position() is None
    capture = store.append(exchange())
    (path,) = tmp_path.iterdir()
    assert re.fullmatch(r"SHILU-城市_日报_x-\d{14}-00000-my_host.local.warc.gz.open", path.name)
    assert capture.ref.file == path.name.removesuffix(".open")
    assert store.position() == (capture.ref.file, path.stat().st_size)
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == [capture.ref.file]
    assert store.position() is None


def test_a_closed_file_is_never_written_to_again(tmp_path: Path) -> None:
    store = Store(tmp_path, INFO)
    first = store.append(exchange()).ref.file
    store.close()
    before = (tmp_path / first).read_bytes()
    other = Store(tmp_path, INFO)  # in the same second, with the same names to choose from
    second = other.append(exchange()).ref.file
    third = Store(tmp_path, INFO).append(exchange()).ref.file
    other.close()
    assert len({first, second, third}) == 3
    assert (tmp_path / first).read_bytes() == before


def test_files_roll_over(tmp_path: Path) -> None:
    store = Store(tmp_path, INFO, max_bytes=3000)
    captures = [store.append(exchange(f"{number}.html", response(os.urandom(1000)))) for number in range(6)]
    store.close()
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert [file.name for file in files] == sorted({capture.ref.file for capture in captures})
    assert len(files) == 3
    for file in files:
        warcinfo, *rest = records(file)
        assert warcinfo.get("warc-type") == "warcinfo"
        assert warcinfo.get("warc-filename") == file.name
        assert {record.get("warc-warcinfo-id") for record in rest} == {warcinfo.record_id}
        assert file.stat().st_size < 3000 + 2000


def test_a_reference_leads_to_its_record(tmp_path: Path) -> None:
    store = Store(tmp_path, INFO)
    captures = [store.append(exchange(f"{number}.html")) for number in range(3)]
    store.close()
    archive = Archive([tmp_path])
    for number, capture in enumerate(captures):
        found = archive.open(capture.ref)
        assert found is not None
        assert found.url == f"http://news.example/{number}.html"
        assert found.ref == capture.ref
        lengths = {member.offset: member.length for member in whole_members(tmp_path / capture.ref.file)}
        assert capture.length == lengths[capture.ref.offset]


def test_warcinfo(tmp_path: Path) -> None:
    info = WarcInfo(
        name="x", software="Shilu/1", operator="a\r\nb: c", robots="obey", user_agent="Shilu", run="R1"
    )
    Store(tmp_path, info).append(exchange())
    block = records(next(tmp_path.iterdir()))[0].block.decode()
    assert "operator: a b: c\r\n" in block
    for line in ("software: Shilu/1", "robots: obey", "http-header-user-agent: Shilu", "isPartOf: R1"):
        assert f"{line}\r\n" in block


def test_the_records_of_an_exchange(tmp_path: Path) -> None:
    made = exchange("a b#part", chunked())
    _, answer, request, metadata = written(tmp_path, made)
    assert (answer.block, request.block) == (made.response, made.request)
    assert answer.get("warc-date") == "2026-03-01T08:30:00.000000Z"
    assert {record.url for record in (answer, request, metadata)} == {"http://news.example/a%20b"}
    assert {record.get("warc-concurrent-to") for record in (request, metadata)} == {answer.record_id}
    assert answer.get("warc-payload-digest") == sha1_label((BODY,))
    assert b"fetchTimeMs: 250\r\n" in metadata.block
    assert len({record.record_id for record in (answer, request, metadata)}) == 3


@pytest.mark.parametrize(("line", "protocol"), [(b"HTTP/1.1", "http/1.1"), (b"HTTP/1.0", "http/1.0")])
def test_the_protocol_is_the_one_that_the_server_spoke(tmp_path: Path, line: bytes, protocol: str) -> None:
    _, answer, *_ = written(tmp_path, exchange(raw=response().replace(b"HTTP/1.1", line)))
    assert answer.get("warc-protocol") == protocol


@pytest.mark.parametrize(
    ("change", "digest"),
    [
        ({}, True),
        ({"truncated": Truncation.DISCONNECT}, False),
        ({"method": "HEAD", "response": response(b"")}, False),
        ({"response": response(b"", status="204 No Content")}, False),
        ({"response": response(b"", status="304 Not Modified")}, False),
        ({"response": response(b"", status="301 Moved")}, True),
        ({"response": b"HTTP/1.1 200 OK\r\nA: b"}, False),
    ],
)
def test_a_payload_digest_is_given_where_there_is_a_payload(
    tmp_path: Path, change: dict[str, object], digest: bool
) -> None:
    _, answer, *_ = written(tmp_path, exchange(**change))  # type: ignore[arg-type]
    assert bool(answer.get("warc-payload-digest")) is digest
    assert answer.get("warc-truncated") == change.get("truncated", "")


def test_what_came_around_the_response_is_in_the_notes(tmp_path: Path) -> None:
    made = exchange(interim=b"HTTP/1.1 103 Early\r\n\r\n", surplus=b"more", error="odd")
    *_, metadata = written(tmp_path, made)
    assert b"interimResponses: SFRUUC8xLjEgMTAzIEVhcmx5DQoNCg==\r\n" in metadata.block
    assert b"surplusBytes: 4\r\nsurplus: bW9yZQ==\r\n" in metadata.block
    assert b"error: odd\r\n" in metadata.block


@pytest.mark.parametrize("raw", [b"", b"SSH-2.0-x\r\n", b"ICY 200 OK\r\n\r\n"])
def test_what_is_no_http_makes_no_response(tmp_path: Path, raw: bytes) -> None:
    store = Store(tmp_path, INFO)
    capture = store.append(exchange(raw=raw))
    store.close()
    found = records(next(tmp_path.iterdir()))
    assert [record.get("warc-type") for record in found[:3]] == ["warcinfo", "request", "metadata"]
    assert [record.block for record in found[3:]] == ([raw] if raw else [])
    assert capture.kind == "request"


def test_a_large_response_lies_in_a_file(tmp_path: Path) -> None:
    rest = os.urandom(3 << 20)
    with TemporaryFile() as overflow:
        overflow.write(rest)
        head = response(b"", "Transfer-Encoding: chunked") + b"%x\r\nab" % (len(rest) + 2)
        made = exchange(raw=head, overflow=overflow, overflow_size=len(rest))
        _, answer, request, _ = written(tmp_path, made, exchange("b.html"))[:4]
    assert answer.block == head + rest
    assert request.get("warc-type") == "request"
    (path,) = tmp_path.iterdir()
    assert sum(member.length for member in whole_members(path)) == path.stat().st_size


# -- torn ends --


def open_file(folder: Path, count: int = 3) -> Path:
    store = Store(folder, INFO)
    for number in range(count):
        store.append(exchange(f"{number}.html"))
    return next(folder.glob("*.open"))


@pytest.mark.parametrize("tail", [b"", b"\x1f", b"\x1f\x8b\x08\x00torn", bytes(5000), b"rubbish" * 99])
def test_a_torn_end_is_cut_and_kept_aside(tmp_path: Path, tail: bytes) -> None:
    path = open_file(tmp_path)
    good = path.read_bytes()
    path.write_bytes(good + tail)
    (mended,) = recover(tmp_path)
    final = path.with_suffix("")
    assert final.read_bytes() == good
    assert (mended.file, mended.records, mended.size, mended.torn) == (final.name, 10, len(good), len(tail))
    assert (mended.kept_aside is None) is (not tail)
    if mended.kept_aside:
        assert (tmp_path / mended.kept_aside).read_bytes() == tail
    assert recover(tmp_path) == ()


def test_every_cut_leaves_whole_records(tmp_path: Path) -> None:
    path = open_file(tmp_path, 1)
    data, name = path.read_bytes(), path.name
    ends = [0, *(member.end for member in whole_members(path))]
    path.unlink()
    last = ends[-2]
    tails = (b"", bytes(300), b"rubbish" * 9, data[:90])
    cuts = [(cut, b"") for cut in range(1, last, 37)] + [
        (cut, tail) for cut in range(last, len(data)) for tail in tails
    ]
    for cut, tail in cuts:
        torn = data[:cut] + tail
        (tmp_path / name).write_bytes(torn)
        (mended,) = recover(tmp_path)
        # A member may end in zero bytes, and so be made whole by zeros behind a cut in them.
        good = max(end for end in ends if torn[:end] == data[:end])
        assert (mended.size, mended.torn) == (good, len(torn) - good)
        if mended.kept_aside:
            assert (tmp_path / mended.kept_aside).read_bytes() == torn[good:]
        for left in tmp_path.iterdir():
            left.unlink()


def test_a_file_without_a_whole_record_goes(tmp_path: Path) -> None:
    (tmp_path / "SHILU-x.warc.gz.open").write_bytes(b"\x1f\x8b")
    (mended,) = recover(tmp_path)
    assert (mended.size, mended.torn) == (0, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["SHILU-x.warc.gz.torn"]


def test_what_was_synced_is_not_read_again(tmp_path: Path) -> None:
    path = open_file(tmp_path)
    good = path.read_bytes()
    path.write_bytes(good + b"torn")
    name = path.name.removesuffix(".open")
    (mended,) = recover(tmp_path, known=(name, len(good)))
    assert (mended.records, mended.size, mended.torn) == (0, len(good), 4)


def test_a_name_that_is_taken_is_told(tmp_path: Path) -> None:
    path = open_file(tmp_path)
    path.with_suffix("").write_bytes(b"other")
    with pytest.raises(ArchiveError, match="exists too"):
        recover(tmp_path)


KILLED = """
import sys, os
from pathlib import Path
from archive.store import Store
from tests.archive.archives import INFO, exchange, response
store = Store(Path(sys.argv[1]), INFO)
for number in range(100000):
    store.append(exchange(f"{number}.html", response(os.urandom(20000))))
    print(number, flush=True)
"""


def test_a_killed_writer_leaves_every_exchange_it_told_of(tmp_path: Path) -> None:
    for run in range(3):
        folder = tmp_path / str(run)
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, cwd=ROOT, text=True
        )
        assert writer.stdout is not None
        while writer.stdout.readline() != f"{20 + 7 * run}\n":
            pass
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in writer.stdout.read().split()]
        writer.wait()
        recover(folder)
        found = [one for one in Archive([folder]).responses() if isinstance(one, StoredResponse)]
        assert len(found) >= max([20 + 7 * run, *told]) + 1


FULL = """
import resource, signal, sys
from pathlib import Path
from archive.errors import DiskFullError
from archive.store import Store
from tests.archive.archives import INFO, exchange, response
import os
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
store = Store(Path(sys.argv[1]), INFO)
for number in range(100):
    try:
        store.append(exchange(f"{number}.html", response(os.urandom(9000))))
    except DiskFullError as error:
        print(number, "free some space" in str(error), store.position()[1])
        break
store.close()
"""


def test_a_full_disk_leaves_whole_records(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, cwd=ROOT, text=True, check=True
    )
    number, says_what_to_do, offset = run.stdout.split()
    assert (int(number) > 0, says_what_to_do) == (True, "True")
    (path,) = tmp_path.glob("*.warc.gz")
    assert path.stat().st_size == int(offset)
    assert len(records(path)) == 1 + 3 * int(number)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError, match="check the folder"):
        Store(tmp_path / "file" / "archive", INFO).append(exchange())


def test_no_room_is_told_apart() -> None:
    assert isinstance(told(OSError(errno.ENOSPC, "x"), Path("f"), "writing"), DiskFullError)
    assert not isinstance(told(OSError(errno.EACCES, "x"), Path("f"), "writing"), DiskFullError)
