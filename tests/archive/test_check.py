from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from archive.check import check
from archive.fault import FaultKind, Tally
from archive.frames import frames_of
from archive.salvage import read_records
from archive.zstandard import zstandard
from tests.archive.archives import members
from tests.archive.museum import EXHIBITS, Exhibit, good


def packed(data: bytes) -> bytes:
    return bytes(zstandard().compress(data))


def faults_in(folder: Path) -> list[FaultKind]:
    return [fault.kind for fault in check([folder])]


def test_a_good_collection_has_no_fault(tmp_path: Path) -> None:
    good(tmp_path)
    tally = Tally()
    assert list(check([tmp_path], tally)) == []
    assert tally.records == {"warcinfo": 1, "response": 4, "revisit": 2, "request": 6, "metadata": 6}
    assert (tally.files, tally.index_lines, tally.articles) == (1, 7, 1)


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.name)
def test_every_damage_is_found(tmp_path: Path, exhibit: Exhibit) -> None:
    path = good(tmp_path)
    offsets = [0]
    for member in members(path):
        offsets.append(offsets[-1] + len(member))
    exhibit.damage(path)
    faults = list(check([tmp_path]))
    assert exhibit.kind in [fault.kind for fault in faults]
    if exhibit.member is not None:
        (place,) = {fault.offset for fault in faults if fault.kind is exhibit.kind and fault.file == path.name}
        assert place == offsets[exhibit.member]


def test_a_run_that_is_on_is_ahead_of_its_index(tmp_path: Path) -> None:
    """A finished file of such a run may be missing there, too; of a run that has ended, it is a fault."""
    path, index = good(tmp_path), tmp_path / "indexes" / "index.cdxj"
    lines = index.read_text()
    index.write_text(lines.splitlines(keepends=True)[0])
    assert faults_in(tmp_path)
    (tmp_path / "articles" / "next.jsonl.part").touch()
    assert all(fault.note for fault in check([tmp_path]))
    path.rename(f"{path}.open")
    index.unlink()
    assert [(fault.kind, fault.note) for fault in check([tmp_path])] == [(FaultKind.INDEX, True)]


def test_a_run_may_write_on_while_it_is_checked(tmp_path: Path) -> None:
    """Its index, and its articles once it has ended, name records behind those that were read."""
    path = good(tmp_path)
    rest = members(path)
    path.with_name(path.name + ".open").write_bytes(b"".join(rest[:1]))
    path.unlink()
    found = check([tmp_path])
    assert not [fault for fault in found if not fault.note]


def test_what_a_run_finishes_meanwhile_is_read_under_its_final_name(tmp_path: Path) -> None:
    path = good(tmp_path)
    listed = path.with_name(path.name + ".open")
    assert list(read_records(listed)) == list(read_records(path))
    assert len(list(frames_of(listed))) == len(members(path))


def test_what_follows_damage_is_still_read(tmp_path: Path) -> None:
    path = good(tmp_path)
    parts = members(path)
    path.write_bytes(b"".join([*parts[:5], parts[5][:50], *parts[6:]]))
    tally = Tally()
    faults = list(check([path], tally))
    assert [fault.kind for fault in faults] == [FaultKind.DAMAGED]
    assert sum(tally.records.values()) == len(parts) - 1


def test_plain_files_are_verified_too(tmp_path: Path) -> None:
    path = good(tmp_path)
    plain = tmp_path / "plain.warc"
    data = gzip.decompress(path.read_bytes())
    plain.write_bytes(data)
    assert list(check([plain])) == []
    plain.write_bytes(data.replace(b"<body>", b"<bodx>"))
    assert FaultKind.BLOCK_DIGEST in [fault.kind for fault in check([plain])]
    plain.write_bytes(data[:-1])
    assert [fault.kind for fault in check([plain])] == [FaultKind.TORN]


def test_a_digest_over_chunks_is_told_apart(tmp_path: Path) -> None:
    """Many tools digest the framing; that is not what the standard has, but no damage, so it is a note."""
    path = good(tmp_path)
    parts = members(path)
    record = gzip.decompress(parts[4])
    body = record[:-4].split(b"\r\n\r\n", 2)[2]
    wrong = b"Payload-Digest: sha1:" + hashlib.sha1(body).hexdigest().encode()
    parts[4] = gzip.compress(re.sub(rb"Payload-Digest: \S+", wrong, record))
    path.write_bytes(b"".join(parts))
    tally = Tally()
    (fault,) = check([path], tally)
    assert (fault.kind, fault.note) == (FaultKind.PAYLOAD_DIGEST, True)
    assert "chunks" in fault.message
    assert (sum(tally.faults.values()), sum(tally.notes.values())) == (0, 1)


def test_one_file_of_several_is_judged_beside_the_others(tmp_path: Path) -> None:
    path = good(tmp_path)
    parts = members(path)
    first, second = path.with_name("one.warc.gz"), path.with_name("two.warc.gz")
    first.write_bytes(b"".join(parts[:10]))
    second.write_bytes(b"".join(parts[10:]))
    path.unlink()
    assert list(check([second])) == []
    first.unlink()
    assert {fault.kind for fault in check([second])} == {FaultKind.REFERENCE, FaultKind.REVISIT}


@pytest.mark.parametrize("limit", [1 << 26, 1000])
def test_a_file_compressed_as_one_member_is_verified_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("archive.members.MAX_IN_MEMORY", limit)
    data = gzip.decompress(good(tmp_path / "good").read_bytes())
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(data))
    tally = Tally()
    (fault,) = check([path], tally)
    assert "several records in one gzip member" in fault.message
    assert sum(tally.records.values()) == 19
    path.write_bytes(gzip.compress(data.replace(b"<body>", b"<bodx>")))
    assert FaultKind.BLOCK_DIGEST in [fault.kind for fault in check([path])]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("text.warc", b"hello\n", "this is no WARC file"),
        ("page.warc.gz", b"<html>", "no gzip member"),
        ("packed.warc.gz", gzip.compress(b"<html>", mtime=0), "no WARC record in this gzip member"),
        ("lines.warc", b"WARC/1.1\nWARC-Type: warcinfo\n\n", "bare LF"),
        ("text.warc.zst", packed(b"hello\n"), "this is no WARC file"),
        ("cut.warc.zst", packed(b"hello\n")[:8], "the file ends inside"),
        ("bad.warc.zst", b"\x28\xb5\x2f\xfd" + bytes([255] * 99), "Zstandard that cannot be read"),
        ("zeros.warc", bytes(99), "zero bytes"),
        ("empty.warc.gz", b"", "the file is empty"),
    ],
)
def test_what_is_no_archive_is_told_as_what_it_is(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    (fault,) = check([tmp_path / name])
    assert message in fault.message


def test_zstandard_is_verified_as_gzip_is(tmp_path: Path) -> None:
    """A skippable frame before the records, as of a dictionary, is none of them."""
    records = [gzip.decompress(data) for data in members(good(tmp_path / "gzip"))]
    frames = [b"\x50\x2a\x4d\x18\x03\0\0\0abc", *map(packed, records)]
    path = tmp_path / "x.warc.zst"
    path.write_bytes(b"".join(frames))
    tally = Tally()
    assert list(check([path], tally)) == []
    assert sum(tally.records.values()) == len(records)
    path.write_bytes(b"".join(frames)[:-9])
    faults = list(check([path]))
    assert FaultKind.TORN in [fault.kind for fault in faults]
