"""Sound archives of other writers pass; what is but their custom is a note."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.check import check
from archive.fault import FaultKind, Tally
from archive.reader import Archive, StoredResponse
from crawler.demo.server import DemoServer
from tests.archive.archives import members, sample
from tests.archive.museum import good


def http(*headers: tuple[str, str], line: str = "200 OK") -> StatusAndHeaders:
    return StatusAndHeaders(line, list(headers), protocol="HTTP/1.1")


def write_with_warcio(path: Path, version: str, chunked: bool = False) -> None:
    """Write what a crawler on warcio writes: responses with requests, a revisit, a resource."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz", warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        url = "http://news.example/"
        response = writer.create_warc_record(
            url, "response", payload=io.BytesIO(b"hello"), http_headers=http(("Content-Length", "5"))
        )
        request = writer.create_warc_record(
            url, "request", http_headers=StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")])
        )
        writer.write_request_response_pair(request, response)
        digest, date = (response.rec_headers[name] for name in ("WARC-Payload-Digest", "WARC-Date"))
        revisit = writer.create_revisit_record(f"{url}again", digest, url, date, http_headers=http())
        writer.write_record(revisit)
        writer.write_record(
            writer.create_warc_record(
                "dns:news.example", "resource", payload=io.BytesIO(b"A 192.0.2.1\n"), warc_content_type="text/dns"
            )
        )
        if chunked:
            framed, headers = io.BytesIO(b"5\r\nhello\r\n0\r\n\r\n"), http(("Transfer-Encoding", "chunked"))
            writer.write_record(
                writer.create_warc_record(f"{url}c", "response", payload=framed, http_headers=headers)
            )


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
def test_warcio(tmp_path: Path, version: str, name: str) -> None:
    write_with_warcio(tmp_path / name, version)
    tally = Tally()
    assert list(check([tmp_path / name], tally)) == []
    assert sum(tally.records.values()) == 5


def test_digests_over_chunks_are_notes(tmp_path: Path) -> None:
    write_with_warcio(tmp_path / "x.warc.gz", "1.0", chunked=True)
    (fault,) = check([tmp_path / "x.warc.gz"])
    assert (fault.kind, fault.note) == (FaultKind.PAYLOAD_DIGEST, True)


def test_fastwarc(tmp_path: Path) -> None:
    """FastWARC writes records that it read with line ends and names of its own."""
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as target, sample(tmp_path / "sample").open("rb") as source:
        for record in ArchiveIterator(source, parse_http=False):
            member = io.BytesIO()
            record.write(member)
            target.write(gzip.compress(member.getvalue()))
    assert list(check([path])) == []


@pytest.mark.skipif(not shutil.which("wget"), reason="no wget here")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",), ("--warc-cdx", "--no-warc-keep-log")])
def test_wget(tmp_path: Path, options: tuple[str, ...]) -> None:
    """GNU Wget writes WARC 1.0 with URLs in angle brackets, and digests the chunks."""
    with DemoServer() as server:
        command = ["wget", "-q", "-r", "-l1", "-e", "robots=off", "--warc-file=x", *options, server.url]
        subprocess.run(command, cwd=tmp_path, timeout=300)
    (path,) = (*tmp_path.glob("x.warc.gz"), *tmp_path.glob("x.warc"))
    tally = Tally()
    faults = [fault for fault in check([path], tally) if not fault.note]
    assert faults == []
    assert tally.records["response"] > 3


def with_hexadecimal_digests(record: bytes) -> bytes:
    head, _, block = record.partition(b"\r\n\r\n")
    digest = hashlib.sha256(block[:-4]).hexdigest().encode()
    return re.sub(rb"Block-Digest: \S+", b"Block-Digest: sha256:" + digest, head) + b"\r\n\r\n" + block


CUSTOMS: dict[str, Callable[[bytes], bytes]] = {
    "URLs in angle brackets": lambda data: re.sub(rb"Target-URI: (\S+)", rb"Target-URI: <\1>", data),
    "sha256 in hexadecimal": with_hexadecimal_digests,
    "no digests": lambda data: re.sub(rb"WARC-(?:Block|Payload)-Digest: \S+\r\n", b"", data),
    "an unknown algorithm": lambda data: re.sub(rb"Digest: sha1:", b"Digest: blake3:", data),
    "field names in lower case": lambda data: re.sub(rb"\r\nWARC-[A-Za-z-]+:", lambda m: m[0].lower(), data),
    "types of blocks in capitals": lambda data: re.sub(rb"application/http", b"Application/HTTP", data),
    "no types of responses": lambda data: re.sub(rb"Content-Type: \S+ msgtype=response\r\n", b"", data),
    "no blank after the colon": lambda data: re.sub(rb"(\r\nWARC-[A-Za-z-]+): ", rb"\1:", data),
    "fields of its own": lambda data: data.replace(b"\r\n", b"\r\nWARC-Page-ID: 1\r\n", 1),
    "WARC 1.0": lambda data: data.replace(b"WARC/1.1\r\n", b"WARC/1.0\r\n", 1),
}


@pytest.mark.parametrize("custom", CUSTOMS)
def test_customs_of_other_writers_pass(tmp_path: Path, custom: str) -> None:
    path = good(tmp_path)
    changed = (gzip.compress(CUSTOMS[custom](gzip.decompress(member))) for member in members(path))
    other = tmp_path / "other.warc.gz"
    other.write_bytes(b"".join(changed))
    expected = _answers(path)
    path.unlink()
    assert list(check([other])) == []
    assert _answers(other) == expected


def _answers(path: Path) -> list[tuple[str, bytes]]:
    return [(one.url, one.http) for one in Archive([path]).responses() if isinstance(one, StoredResponse)]
