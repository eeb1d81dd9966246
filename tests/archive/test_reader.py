from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from archive.capture import RecordKind
from archive.exchange import Truncation
from archive.reader import Archive, StoredResponse
from archive.salvage import Damage, StoredRecord, read_records
from tests.archive.archives import BODY, Collection, exchange, members, response, sample


def read(*paths: Path) -> tuple[list[StoredResponse], list[Damage]]:
    found = list(Archive(paths).responses())
    answers = [one for one in found if isinstance(one, StoredResponse)]
    return answers, [one for one in found if isinstance(one, Damage)]


def test_responses_come_with_payload_and_notes(tmp_path: Path) -> None:
    sample(tmp_path)
    answers, damages = read(tmp_path)
    assert damages == []
    assert [one.url.rpartition("/")[2] for one in answers] == [
        "a.html",
        "b.html",
        "c.html",
        "again.html",
        "a.html",
        "gone.html",
    ]
    assert [one.kind is RecordKind.REVISIT for one in answers] == [False, False, False, True, True, False]
    assert [one.message().status for one in answers] == [200, 200, 200, 200, 200, 404]
    bodies = [one.message().body for one in answers]
    assert bodies == [BODY, BODY + b"b", gzip.compress(BODY, mtime=0), BODY, BODY, b"no"]
    assert {one.notes["via"] for one in answers} == {"http://news.example/"}
    assert all(one.resolved and one.truncated is None for one in answers)


def test_a_revisit_keeps_its_own_headers_and_a_304_has_those_of_the_original(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange("a", response(BODY, "X-Time: 1")))
    collection.add(exchange("a", response(BODY, "X-Time: 2"), 1))
    collection.add(exchange("a", response(b"", "X-Time: 3", status="304 Not Modified"), 2))
    collection.close()
    answers, _ = read(tmp_path)
    assert [one.message().get(b"x-time") for one in answers] == [b"1", b"2", b"1"]
    assert [one.not_modified for one in answers] == [False, False, True]


def test_a_revisit_whose_original_is_elsewhere(tmp_path: Path) -> None:
    path = sample(tmp_path)
    parts = members(path)
    lone = tmp_path / "lone.warc.gz"
    lone.write_bytes(parts[0] + parts[10])
    (answer,), _ = read(lone)
    assert not answer.resolved
    assert answer.message().body == b""
    answers, _ = read(lone, tmp_path / "archive")
    assert answers[0].resolved


def test_what_was_cut_says_so(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange(truncated=Truncation.TIME))
    collection.close()
    (answer,), _ = read(tmp_path)
    assert answer.truncated == "time"
    assert answer.ref.payload_digest is None


def test_an_open_file_is_read_too(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    capture = collection.add(exchange())
    (answer,), _ = read(tmp_path)
    assert answer.ref == capture.ref


@pytest.mark.parametrize(
    ("tail", "told"), [(b"", 0), (b"\x1f\x8b\x08\0\0", 1), (bytes(999), 1), (b"rubbish" * 50, 1)]
)
def test_a_damaged_end_is_told(tmp_path: Path, tail: bytes, told: int) -> None:
    path = sample(tmp_path)
    path.write_bytes(path.read_bytes() + tail)
    answers, damages = read(tmp_path)
    assert len(answers) == 6
    assert len(damages) == told
    assert {damage.file for damage in damages} <= {path.name}


@pytest.mark.parametrize("cut", [10, 50, 200])
def test_a_record_that_was_cut_is_told(tmp_path: Path, cut: int) -> None:
    path = sample(tmp_path)
    parts = members(path)
    path.write_bytes(b"".join(parts[:16]) + parts[16][:cut])
    answers, damages = read(tmp_path)
    assert len(answers) == 5
    assert len(damages) == 1


def test_reading_goes_on_behind_damage(tmp_path: Path) -> None:
    path = sample(tmp_path)
    parts = members(path)
    path.write_bytes(b"".join([*parts[:4], parts[4][:100], *parts[5:]]))
    answers, damages = read(tmp_path)
    assert [one.url.rpartition("/")[2] for one in answers] == [
        "a.html",
        "c.html",
        "again.html",
        "a.html",
        "gone.html",
    ]
    assert len(damages) == 1


PLAIN_DAMAGE: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "bytes before all": lambda records: [bytes(9), *records],
    "bytes between": lambda records: [*records[:3], b"lost", *records[3:]],
    "no beginning": lambda records: [records[0][50:], *records[1:]],
    "no version line": lambda records: [*records[:3], b"WARX" + records[3][4:], *records[4:]],
    "a hole": lambda records: [*records[:3], records[3][:-30], *records[4:]],
    "an end within a header": lambda records: [*records[:-1], records[-1][:60]],
    "zeros behind all": lambda records: [*records, bytes(99)],
}
PLAIN_CUSTOMS: dict[str, Callable[[bytes], bytes]] = {
    "as the standard has it": lambda record: record,
    "one line end between records": lambda record: record[:-2],
    "blank lines between records": lambda record: record + b"\r\n\r\n",
    "blanks around a length": lambda record: re.sub(rb"Length: (\d+)\r", rb"Length:\t\1 \r", record, count=1),
}


@pytest.mark.parametrize("damage", PLAIN_DAMAGE)
def test_damage_without_compression_is_told(tmp_path: Path, damage: str) -> None:
    sample(tmp_path / "ours")
    (file,) = (tmp_path / "ours" / "archive").iterdir()
    path = tmp_path / "other.warc"
    path.write_bytes(b"".join(PLAIN_DAMAGE[damage]([gzip.decompress(data) for data in members(file)])))
    answers, damages = read(path)
    assert answers
    assert len(damages) == 1


@pytest.mark.parametrize("custom", PLAIN_CUSTOMS)
def test_customs_without_compression_are_no_damage(tmp_path: Path, custom: str) -> None:
    sample(tmp_path / "ours")
    expected, _ = read(tmp_path / "ours")
    (file,) = (tmp_path / "ours" / "archive").iterdir()
    *records, last = (gzip.decompress(data) for data in members(file))
    path = tmp_path / "other.warc"
    path.write_bytes(b"".join([*map(PLAIN_CUSTOMS[custom], records), last]))
    answers, damages = read(path)
    assert damages == []
    assert [one.http for one in answers] == [one.http for one in expected]


def test_reading_goes_on_behind_a_member_that_holds_nothing(tmp_path: Path) -> None:
    path = sample(tmp_path)
    parts = members(path)
    path.write_bytes(b"".join([*parts[:4], gzip.compress(b""), *parts[4:]]))
    answers, damages = read(tmp_path)
    assert (len(answers), len(damages)) == (6, 1)


def test_a_page_without_an_exchange_is_read_as_if_it_had_come(tmp_path: Path) -> None:
    with (tmp_path / "disk.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for kind in ("text/html; charset=gbk", "image/png"):
            record = writer.create_warc_record(
                "http://disk.example/", "resource", payload=io.BytesIO(BODY), warc_content_type=kind
            )
            writer.write_record(record)
    answers, _ = read(tmp_path)
    (message,) = [one.message() for one in answers]
    assert (message.status, message.get(b"content-type"), message.body) == (200, b"text/html; charset=gbk", BODY)


@pytest.mark.parametrize("at", range(0, 700, 53))
def test_a_flipped_bit_never_raises(tmp_path: Path, at: int) -> None:
    path = sample(tmp_path)
    whole = [one.message().body for one in read(tmp_path)[0]]
    data = bytearray(path.read_bytes())
    data[600 + at] ^= 0x40
    path.write_bytes(data)
    answers, damages = read(tmp_path)
    # ids of records are new in each run, and where the time in a gzip header is hit, nothing is lost (RFC 1952, 2.3.1)
    assert damages or [one.message().body for one in answers] == whole
    assert len(answers) >= 4


def test_a_reference_that_leads_nowhere(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    capture = collection.add(exchange())
    collection.close()
    archive = Archive([tmp_path])
    for wrong in ({"offset": 5}, {"offset": 10**9}, {"record_id": "<urn:x>"}, {"file": "other.warc.gz"}):
        assert archive.open(replace(capture.ref, **wrong)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
@pytest.mark.parametrize("name", ["other.warc.gz", "other.warc"])
def test_archives_of_others(tmp_path: Path, compressed: bool, version: str, name: str) -> None:
    """A name that says of the compression what is not so is none of their faults."""
    path = tmp_path / name
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compressed, warc_version=version)
        writer.write_record(writer.create_warcinfo_record("other.warc.gz", {"software": "other"}))
        record = writer.create_warc_record("http://other.example/", "response", payload=io.BytesIO(response()))
        writer.write_record(record)
        writer.write_record(
            writer.create_revisit_record(
                "http://other.example/b",
                record.rec_headers["WARC-Payload-Digest"],
                "http://other.example/",
                record.rec_headers["WARC-Date"],
                http_headers=record.http_headers,
            )
        )
        writer.write_record(writer.create_warc_record("dns:other", "response", payload=io.BytesIO(b"x")))
    answers, damages = read(tmp_path)
    assert damages == []
    assert [(one.url, one.message().body) for one in answers] == [
        ("http://other.example/", BODY),
        ("http://other.example/b", BODY),
    ]


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("spell", [str.lower, str.upper])
def test_names_of_fields_are_read_in_any_case(
    tmp_path: Path, spell: Callable[[str], str], compressed: bool
) -> None:
    """Some libraries write them in small letters throughout."""
    sample(tmp_path / "ours")
    expected, _ = read(tmp_path / "ours")
    (file,) = (tmp_path / "ours" / "archive").iterdir()
    records = [
        re.sub(rb"(?m)^([A-Z][A-Za-z-]+):", lambda name: spell(name[0].decode()).encode(), head) + end + block
        for head, end, block in (gzip.decompress(data).partition(b"\r\n\r\n") for data in members(file))
    ]
    path = tmp_path / ("other.warc.gz" if compressed else "other.warc")
    path.write_bytes(b"".join(map(gzip.compress, records) if compressed else records))
    answers, damages = read(path)
    assert damages == []
    assert [(one.url, one.http, one.payload, one.notes) for one in answers] == [
        (one.url, one.http, one.payload, one.notes) for one in expected
    ]
    assert [Archive([path]).open(one.ref) for one in answers] == [replace(one, notes={}) for one in answers]


def test_the_scheme_of_a_url_is_read_in_any_case(tmp_path: Path) -> None:
    sample(tmp_path)
    (path,) = (tmp_path / "archive").iterdir()
    expected, _ = read(path)
    records = (gzip.decompress(data).replace(b"-URI: http:", b"-URI: HTTP:") for data in members(path))
    path.write_bytes(b"".join(map(gzip.compress, records)))
    answers, _ = read(path)
    assert [one.payload or one.http for one in answers] == [one.payload or one.http for one in expected]


def test_dechunked_bodies_under_chunked_headers_are_read(tmp_path: Path) -> None:
    """Some tools store the payload and keep the header."""
    collection = Collection(tmp_path)
    collection.add(exchange(raw=response(BODY, "Transfer-Encoding: chunked")))
    collection.close()
    (answer,), _ = read(tmp_path)
    assert answer.message().body == BODY


def test_fields_in_angle_brackets(tmp_path: Path) -> None:
    path = tmp_path / "old.warc"
    block = response()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://old.example/>\r\nContent-Length: {len(block)}"
    path.write_bytes(head.encode() + b"\r\nContent-Type: application/http\r\n\r\n" + block + b"\r\n\r\n")
    (record,) = read_records(path)
    assert isinstance(record, StoredRecord)
    assert record.url == "http://old.example/"
