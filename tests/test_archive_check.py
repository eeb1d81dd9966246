from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from archive.check import check
from archive.fault import FaultKind, Tally
from tests.archives import members
from tests.museum import EXHIBITS, Exhibit, good


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
    """Some tools digest the framing; that is wrong, but it is no damage, and the message says so."""
    path = good(tmp_path)
    parts = members(path)
    record = gzip.decompress(parts[4])
    body = record[:-4].split(b"\r\n\r\n", 2)[2]
    wrong = b"Payload-Digest: sha1:" + hashlib.sha1(body).hexdigest().encode()
    parts[4] = gzip.compress(re.sub(rb"Payload-Digest: \S+", wrong, record))
    path.write_bytes(b"".join(parts))
    (fault,) = check([path])
    assert fault.kind is FaultKind.PAYLOAD_DIGEST
    assert "transfer coding" in fault.message
