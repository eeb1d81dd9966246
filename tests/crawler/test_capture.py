"""Record and wire, compared byte for byte."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from archive.reader import warc_fields_of
from archive.salvage import StoredRecord, read_records
from tests.certificate import write_certificate
from tests.conftest import ROOT
from tests.hostile.cases import CASES, Case, Many
from tests.hostile.server import HostileServer


@dataclass
class Crawl:
    server: HostileServer
    seen: dict[str, dict[str, Any]]
    records: dict[str, list[StoredRecord]]
    exchanges: int

    def of(self, case: Case, kind: str) -> list[StoredRecord]:
        return [record for record in self.records[case.name] if record.get("warc-type") == kind]

    def surplus(self, case: Case) -> bytes:
        """Give what came behind the response, with it or later, all of which is beside the response's record."""
        beside = {record.record_id for record in self.of(case, "response")}
        told = [warc_fields_of(record.block) for record in self.of(case, "metadata")]
        found = [base64.b64decode(notes["surplus"]) for notes in told if "surplus" in notes]
        sizes = [int(notes["surplusBytes"]) for notes in told if "surplusBytes" in notes]
        assert sizes == [len(surplus) for surplus in found]
        assert {record.get("warc-concurrent-to") for record in self.of(case, "metadata")} <= beside or not found
        return b"".join(found)

    def notes(self, case: Case) -> dict[str, str]:
        blocks = [record.block for record in self.of(case, "metadata") if b"fetchTimeMs" in record.block]
        return dict(line.split(": ", 1) for line in blocks[-1].decode().splitlines())


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder = tmp_path_factory.mktemp("hostile")
    server = HostileServer(write_certificate(folder / "server.pem"))
    ports = [str(port) for port in (server.port, server.tls_port, server.proxy_port)]
    subprocess.run(
        [sys.executable, "-m", "tests.hostile.crawl", str(folder), *ports], cwd=ROOT, check=True, timeout=300
    )
    seen = json.loads((folder / "seen.json").read_text())
    records: dict[str, list[StoredRecord]] = {name: [] for name in CASES}
    (path,) = folder.glob("*.warc.gz")
    for record in read_records(path):
        assert isinstance(record, StoredRecord)
        if record.get("warc-type") != "warcinfo":
            records[record.url.split("/")[3].split("?")[0]].append(record)
    yield Crawl(server, seen["cases"], records, seen["exchanges"])
    server.close()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 70


@pytest.mark.parametrize("name", CASES)
def test_the_response_on_record_is_the_one_on_the_wire(crawl: Crawl, name: str) -> None:
    case = CASES[name]
    sent = bytes(crawl.server.wires[name][-1].sent)
    stored = response_of(crawl, case)
    expected = sent.removeprefix(case.interim)
    expected = expected.removesuffix(case.surplus) if case.surplus else expected
    assert sent.startswith(case.interim)
    if case.cut:
        assert stored or case.interim_all
        assert expected.startswith(stored)
    else:
        assert same(stored, expected)


def response_of(crawl: Crawl, case: Case) -> bytes:
    if case.not_http:
        (record,) = (record for record in crawl.of(case, "metadata") if b"fetchTimeMs" not in record.block)
        return record.block
    responses = crawl.of(case, "response")
    assert len(responses) <= 1
    return responses[0].block if responses else b""


def same(one: bytes, other: bytes) -> bool:
    """Compare without an explanation that would take pytest minutes for 60 MB."""
    return len(one) == len(other) and sha1(one).digest() == sha1(other).digest()


@pytest.mark.parametrize("name", CASES)
def test_the_requests_on_record_are_those_that_came(crawl: Crawl, name: str) -> None:
    case = CASES[name]
    came = [wire.request for wire in crawl.server.wires[name]]
    assert [record.block for record in crawl.of(case, "request")] == came
    assert len(came) == case.attempts


@pytest.mark.parametrize("name", CASES)
def test_the_spider_sees_the_body_decoded(crawl: Crawl, name: str) -> None:
    case, seen = CASES[name], crawl.seen[name]
    if case.body is None:
        assert "error" in seen
        return
    assert seen.get("why") is None
    assert (seen["size"], seen["sha1"]) == measured(case.body)
    assert set(case.flags) <= set(seen["flags"])


def measured(body: bytes | Many) -> tuple[int, str]:
    digest, size = sha1(), 0
    for piece in body.pieces() if isinstance(body, Many) else (body,):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


@pytest.mark.parametrize("name", CASES)
def test_what_is_missing_is_told(crawl: Crawl, name: str) -> None:
    case = CASES[name]
    for record in crawl.of(case, "response"):
        assert record.get("warc-truncated") == (case.truncated or "")
        assert not (case.truncated and record.get("warc-payload-digest"))
        assert record.record_id == crawl.seen[name].get("record", record.record_id)
    notes = crawl.notes(case)
    assert bool(case.interim or case.interim_all) == ("interimResponses" in notes)
    assert crawl.surplus(case) == case.surplus


def test_every_attempt_is_on_record(crawl: Crawl) -> None:
    assert crawl.exchanges == sum(case.attempts for case in CASES.values())


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if not case.proxied and case.body is not None]
)
def test_the_address_is_on_record(crawl: Crawl, name: str) -> None:
    for record in crawl.records[name]:
        if record.get("warc-type") in ("request", "response"):
            assert record.get("warc-ip-address") == CASES[name].host


def test_tls_is_on_record_under_its_registered_names(crawl: Crawl) -> None:
    (record,) = crawl.of(CASES["tls"], "response")
    assert record.get("warc-protocol") == "tls/1.3"  # the last of two fields
    assert record.get("warc-cipher-suite").startswith("TLS_")


def test_behind_a_proxy_the_address_is_not_known(crawl: Crawl) -> None:
    for name in ("proxied", "proxied_tls"):
        (record,) = crawl.of(CASES[name], "response")
        assert record.get("warc-ip-address") == ""
    assert crawl.server.tunnels == 1


@pytest.mark.slow
def test_a_large_body_costs_little_more_than_itself(tmp_path: Path) -> None:
    server = HostileServer(write_certificate(tmp_path / "server.pem"))
    ports = [str(port) for port in (server.port, server.tls_port, server.proxy_port)]
    peaks = {}
    for name in ("plain", "sixty_megabytes", "sixty_megabytes_chunked"):
        folder = tmp_path / name
        folder.mkdir()
        command = [sys.executable, "-m", "tests.hostile.crawl", str(folder), *ports, name]
        subprocess.run(command, cwd=ROOT, check=True, timeout=300)
        peaks[name] = json.loads((folder / "seen.json").read_text())["peak"]
    server.close()
    assert max(peaks.values()) - peaks["plain"] < 100 << 20
