"""A museum of broken archives: every kind of damage that is known, done to a good one."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.fault import FaultKind
from tests.archive.archives import members, sample
from tests.archive.damage import (
    as_one_member,
    bytes_of,
    edited,
    flipped,
    of_articles,
    of_index,
    parts_of,
    replaced,
    same_id,
    without_index,
)

# The members of the sample: warcinfo, then response, request and metadata of each exchange.
FIRST_RESPONSE, FIRST_REQUEST, SECOND_RESPONSE, FIRST_REVISIT = 1, 2, 4, 10


@dataclass(frozen=True)
class Exhibit:
    name: str
    damage: Callable[[Path], None]
    kind: FaultKind
    member: int | None = None  # where the fault is told, if it is in a record


K = FaultKind
EXHIBITS = (
    Exhibit("cut in the last member", bytes_of(lambda data: data[:-100]), K.TORN),
    Exhibit("cut in the last gzip trailer", bytes_of(lambda data: data[:-3]), K.TORN),
    Exhibit("cut after the gzip header", parts_of(lambda parts: [*parts[:-1], parts[-1][:10]]), K.TORN),
    Exhibit("cut in the gzip header", parts_of(lambda parts: [*parts[:-1], parts[-1][:2]]), K.TORN),
    Exhibit("zero tail", bytes_of(lambda data: data + bytes(4096)), K.TORN),
    Exhibit("torn, then a zero tail", bytes_of(lambda data: data[:-50] + bytes(512)), K.TORN),
    Exhibit("rubbish tail", bytes_of(lambda data: data + b"rubbish"), K.TORN),
    Exhibit("empty", bytes_of(lambda _: b""), K.TORN),
    Exhibit("a single byte", bytes_of(lambda data: data[:1]), K.TORN),
    Exhibit(
        "a member appended after a torn one",
        parts_of(lambda parts: [*parts[:-1], parts[-1][:90], parts[1]]),
        K.DAMAGED,
    ),
    Exhibit("a member lost its beginning", parts_of(lambda p: [p[0], p[1][200:], *p[2:]]), K.DAMAGED),
    Exhibit("zeros in the middle", parts_of(lambda parts: [parts[0], bytes(512), *parts[1:]]), K.DAMAGED),
    Exhibit("bit flip in the gzip magic", flipped(FIRST_RESPONSE, 0), K.DAMAGED, FIRST_RESPONSE),
    Exhibit("bit flip in the gzip header", flipped(FIRST_RESPONSE, 2), K.DAMAGED, FIRST_RESPONSE),
    Exhibit("bit flip in the WARC header", flipped(FIRST_RESPONSE, 60), K.DAMAGED, FIRST_RESPONSE),
    Exhibit("bit flip in the block", flipped(FIRST_RESPONSE, -60), K.DAMAGED, FIRST_RESPONSE),
    Exhibit("bit flip in the gzip checksum", flipped(FIRST_RESPONSE, -7), K.DAMAGED, FIRST_RESPONSE),
    Exhibit("bit flip in the gzip length", flipped(FIRST_RESPONSE, -3), K.DAMAGED, FIRST_RESPONSE),
    Exhibit("a member that holds no record", parts_of(lambda p: [p[0], gzip.compress(b"x"), *p[1:]]), K.DAMAGED),
    Exhibit("a bit of the body, compressed again", edited(1, replaced(b"<body>", b"<bodx>")), K.BLOCK_DIGEST, 1),
    Exhibit("a bit of the request, compressed again", edited(2, replaced(b"GET ", b"GOT ")), K.BLOCK_DIGEST, 2),
    Exhibit("a header line of the response", edited(1, replaced(b"200 OK", b"201 OK")), K.BLOCK_DIGEST, 1),
    Exhibit(
        "wrong block digest",
        edited(1, replaced(rb"Block-Digest: sha1:..", b"Block-Digest: sha1:77")),
        K.BLOCK_DIGEST,
    ),
    Exhibit(
        "wrong payload digest",
        edited(4, replaced(rb"Payload-Digest: sha1:..", b"Payload-Digest: sha1:77")),
        K.PAYLOAD_DIGEST,
    ),
    Exhibit(
        "a digest that is none",
        edited(1, replaced(rb"Block-Digest: sha1:\S+", b"Block-Digest: sha1:!")),
        K.BLOCK_DIGEST,
        1,
    ),
    Exhibit(
        "Content-Length too long", edited(1, replaced(rb"Content-Length: ", b"Content-Length: 1")), K.LENGTH, 1
    ),
    Exhibit("Content-Length too short", edited(1, replaced(rb"(Content-Length: \d+)\d", rb"\1")), K.LENGTH, 1),
    Exhibit(
        "Content-Length no number",
        edited(1, replaced(rb"Content-Length: \d+", b"Content-Length: ten")),
        K.LENGTH,
        1,
    ),
    Exhibit("no Content-Length", edited(1, replaced(rb"Content-Length: \d+\r\n", b"")), K.HEADER, 1),
    Exhibit("no end of record", edited(1, lambda data: data[:-4]), K.LENGTH, 1),
    Exhibit(
        "two records in a member",
        parts_of(lambda p: [p[0], gzip.compress(gzip.decompress(p[1]) + gzip.decompress(p[2])), *p[3:]]),
        K.LENGTH,
        1,
    ),
    Exhibit("no record id", edited(1, replaced(rb"WARC-Record-ID: \S+\r\n", b"")), K.HEADER, 1),
    Exhibit("no type", edited(1, replaced(rb"WARC-Type: \S+\r\n", b"")), K.HEADER, 1),
    Exhibit("no date", edited(1, replaced(rb"WARC-Date: \S+\r\n", b"")), K.HEADER, 1),
    Exhibit(
        "a date in local time",
        edited(1, replaced(rb"WARC-Date: \S+", b"WARC-Date: 2026-03-01 16:30")),
        K.HEADER,
        1,
    ),
    Exhibit("no URL", edited(1, replaced(rb"WARC-Target-URI: \S+\r\n", b"")), K.HEADER, 1),
    Exhibit(
        "a header line without a colon",
        edited(1, replaced(rb"\r\nWARC-Date:", b"\r\nbroken\r\nWARC-Date:")),
        K.HEADER,
        1,
    ),
    Exhibit("an unknown version", edited(1, replaced(b"WARC/1.1", b"WARC/9.1")), K.HEADER, 1),
    Exhibit(
        "Content-Length twice",
        edited(1, replaced(rb"(Content-Length: \d+\r\n)", rb"\1\1")),
        K.HEADER,
        1,
    ),
    Exhibit("bare LF in the WARC header", edited(1, replaced(rb"\r\nWARC-Date", b"\nWARC-Date")), K.HEADER, 1),
    Exhibit("bare LF in the block", edited(1, replaced(rb"200 OK\r\n", b"200 OK\n")), K.BLOCK_DIGEST, 1),
    Exhibit("the whole file as one member", parts_of(as_one_member), K.LENGTH, 0),
    Exhibit("no warcinfo", parts_of(lambda parts: parts[1:]), K.REFERENCE),
    Exhibit("a response is gone", parts_of(lambda parts: [parts[0], *parts[2:]]), K.REFERENCE),
    Exhibit("an article's response is gone", parts_of(lambda parts: [parts[0], *parts[2:]]), K.ARTICLE),
    Exhibit("two records with one id", parts_of(same_id), K.DUPLICATE_ID, SECOND_RESPONSE),
    Exhibit("one record twice", parts_of(lambda parts: [*parts, parts[1]]), K.DUPLICATE_ID),
    Exhibit("the original of a revisit is gone", parts_of(lambda p: [p[0], *p[4:]]), K.REVISIT),
    Exhibit(
        "a revisit of an unknown record",
        edited(10, replaced(rb"Refers-To: <urn:uuid:....", b"Refers-To: <urn:uuid:0000")),
        K.REVISIT,
        10,
    ),
    Exhibit(
        "a revisit of another date",
        edited(10, replaced(rb"Refers-To-Date: 2026", b"Refers-To-Date: 2025")),
        K.REVISIT,
        10,
    ),
    Exhibit(
        "a revisit of another URL",
        edited(10, replaced(rb"To-Target-URI: http://news.example/a", b"To-Target-URI: http://news.example/z")),
        K.REVISIT,
        10,
    ),
    Exhibit(
        "a revisit of another payload",
        edited(10, replaced(rb"Payload-Digest: sha1:....", b"Payload-Digest: sha1:AAAA")),
        K.REVISIT,
        10,
    ),
    Exhibit("no index", without_index, K.INDEX),
    Exhibit("index not sorted", of_index(lambda lines: lines[::-1]), K.INDEX),
    Exhibit("index lacks a line", of_index(lambda lines: lines[1:]), K.INDEX),
    Exhibit("index has a line twice", of_index(lambda lines: [lines[0], *lines]), K.INDEX),
    Exhibit(
        "index with a wrong offset",
        of_index(lambda lines: [re.sub(r'"offset": "\d', '"offset": "9', lines[0]), *lines[1:]]),
        K.INDEX,
    ),
    Exhibit(
        "index with a wrong length",
        of_index(lambda lines: [re.sub(r'"length": "\d', '"length": "99', lines[0]), *lines[1:]]),
        K.INDEX,
    ),
    Exhibit(
        "index with a wrong digest",
        of_index(lambda lines: [re.sub(r"sha1:....", "sha1:AAAA", lines[0]), *lines[1:]]),
        K.INDEX,
    ),
    Exhibit(
        "index of another file",
        of_index(lambda lines: [lines[0].replace("SHILU-", "OTHER-"), *lines[1:]]),
        K.INDEX,
    ),
    Exhibit(
        "index at another moment",
        of_index(lambda lines: [lines[0].replace(" 2026", " 2025", 1), *lines[1:]]),
        K.INDEX,
    ),
    Exhibit(
        "index with another status",
        of_index(lambda lines: [lines[0].replace('"status": "200"', '"status": "404"'), *lines[1:]]),
        K.INDEX,
    ),
    Exhibit("index cut", of_index(lambda lines: [*lines[:-1], lines[-1][:40]]), K.INDEX),
    Exhibit(
        "article of another record",
        of_articles(lambda lines: [re.sub(r"urn:uuid:....", "urn:uuid:0000", line) for line in lines]),
        K.ARTICLE,
    ),
    Exhibit(
        "article of another offset",
        of_articles(lambda lines: [re.sub(r'"offset": \d+', '"offset": 1', line) for line in lines]),
        K.ARTICLE,
    ),
    Exhibit(
        "article of another payload",
        of_articles(lambda lines: [re.sub(r"sha1:....", "sha1:AAAA", line) for line in lines]),
        K.ARTICLE,
    ),
    Exhibit(
        "article of another page",
        of_articles(lambda lines: [line.replace('{"url": "', '{"url": "http://other.example/') for line in lines]),
        K.ARTICLE,
    ),
    Exhibit(
        "article of another moment",
        of_articles(lambda lines: [re.sub(r'"date": "\d{4}', '"date": "1999', line) for line in lines]),
        K.ARTICLE,
    ),
    Exhibit("article written twice", of_articles(lambda lines: lines * 2), K.ARTICLE),
    Exhibit("article line cut", of_articles(lambda lines: [lines[0][:50]]), K.ARTICLE),
)


def good(folder: Path) -> Path:
    """Make a collection without a fault, with one article; gives its WARC file."""
    path = sample(folder)
    line = (folder / "indexes" / "index.cdxj").read_text().splitlines()[0]
    entry = json.loads(line.split(" ", 2)[2])
    record = gzip.decompress(members(path)[FIRST_RESPONSE])
    record_id = re.search(rb"WARC-Record-ID: (\S+)", record)
    date = re.search(rb"WARC-Date: (\S+)", record)
    assert record_id and date
    archive = {
        "file": entry["filename"],
        "offset": int(entry["offset"]),
        "recordId": record_id[1].decode(),
        "payloadDigest": entry["digest"],
        "date": date[1].decode(),
    }
    (folder / "articles").mkdir()
    (folder / "articles" / "run.jsonl").write_text(json.dumps({"url": entry["url"], "archive": archive}) + "\n")
    return path
