from __future__ import annotations

import gzip
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.chunked import ChunkedDecoder
from archive.content import decode_content
from archive.http import parse_head, parse_message, split_interim
from tests.codings import brotli, raw_deflate, zstd

BIG = 1 << 20


@pytest.mark.parametrize(
    ("raw", "status", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200, b"OK"),
        (b"HTTP/1.1 200\r\n\r\n", 200, b""),
        (b"HTTP/1.0  404  Not Found \r\n\r\n", 404, b"Not Found "),
        ("HTTP/1.1 200 正常\r\n\r\n".encode("gbk"), 200, "正常".encode("gbk")),
        (b"http/1.1 200 ok\n\n", 200, b"ok"),
        (b"HTTP 200 OK\r\n\r\n", 200, b"OK"),
        (b"ICY 200 OK\r\n\r\n", 200, b"OK"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", 0, b""),
        (b"<html>", 0, b""),
        (b"", 0, b""),
    ],
)
def test_status_lines(raw: bytes, status: int, reason: bytes) -> None:
    message = parse_message(raw)
    assert (message.status, message.reason) == (status, reason)


@pytest.mark.parametrize(
    ("lines", "headers"),
    [
        (b"sErVeR: x\r\nA:1\r\nA: 2\r\n", ((b"sErVeR", b"x"), (b"A", b"1"), (b"A", b"2"))),
        (b"A: one\r\n\ttwo\r\n   three\r\nB: 1\r\n", ((b"A", b"one two three"), (b"B", b"1"))),
        (b"no header\r\nA: 1\r\n: 2\r\n", ((b"A", b"1"),)),
        (b"Bad Name: 1\r\nA : 2\r\n", ((b"Bad Name", b"1"), (b"A", b"2"))),
        (b" stray\r\nA: 1\r\n", ((b"A", b"1"),)),
        ("题: 码头\r\n".encode("gbk"), (("题".encode("gbk"), "码头".encode("gbk")),)),
        (b"A: 1\nB: 2\r\n", ((b"A", b"1"), (b"B", b"2"))),
        (b"A:\r\nB: c:d\r\n", ((b"A", b""), (b"B", b"c:d"))),
    ],
)
def test_headers(lines: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> None:
    message = parse_message(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\nbody")
    assert message.headers == headers
    assert message.body == b"body"


def test_bytes_that_are_no_message_are_all_body() -> None:
    assert parse_message(b"<html>no header</html>").body == b"<html>no header</html>"


def test_a_header_block_that_was_cut_has_no_body() -> None:
    head = parse_head(b"HTTP/1.1 200 OK\r\nA: b")
    assert (head.headers, head.ended, head.size) == (((b"A", b"b"),), False, 21)


def test_a_line_of_a_megabyte_takes_no_time() -> None:
    message = parse_message(b"HTTP/1.1 200 OK\r\n" + b" " * BIG + b"\r\nX: " + b" " * BIG + b"y\r\n\r\n")
    assert message.get(b"x") == b"y"


CHUNKED = [
    (b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
    (b"5;a=b\r\nhello\r\n3 ; q\r\nyou\r\n0\r\nX: 1\r\n\r\n", b"helloyou"),
    (b"005  \r\nhello\r\n00\r\n\r\n", b"hello"),
    (b"5\nhello\n0\n\n", b"hello"),
    (b"5\r\nhello0\r\n\r\n", b"hello"),
    (b"5\r\nhel", b"hel"),
    (b"5\r\nhello\r\nzz\r\nrubbish", b"hello"),
    (b"A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n", b"0123456789" * 2),
    (b"<p>never chunked</p>", b"<p>never chunked</p>"),
    (b"never\r\nchunked", b"never\r\nchunked"),
    (b"", b""),
    (b"5", b""),
    (b"-5\r\nhello", b"-5\r\nhello"),
    (b"0x5\r\nhello", b"0x5\r\nhello"),
]


@pytest.mark.parametrize(("framed", "payload"), CHUNKED)
def test_chunks(framed: bytes, payload: bytes) -> None:
    assert parse_message(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + framed).body == payload


@pytest.mark.parametrize(("framed", "payload"), CHUNKED)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_chunks_that_come_in_pieces(framed: bytes, payload: bytes, size: int) -> None:
    decoder = ChunkedDecoder()
    pieces = [piece for at in range(0, len(framed), size) for piece in decoder.feed(framed[at : at + size])]
    assert b"".join([*pieces, *decoder.close()]) == payload


def test_what_follows_the_last_chunk_is_not_payload() -> None:
    decoder = ChunkedDecoder()
    assert decoder.feed(b"1\r\na\r\n0\r\n\r\nmore") == [b"a"]
    assert (decoder.finished, decoder.rest) == (True, b"more")


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=8), st.integers(1, 20))
def test_chunking_is_undone_however_it_is_cut(chunks: list[bytes], size: int) -> None:
    framed = b"".join(b"%X\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    decoder = ChunkedDecoder()
    pieces = [piece for at in range(0, len(framed), size) for piece in decoder.feed(framed[at : at + size])]
    assert b"".join(pieces) == b"".join(chunks)
    assert decoder.finished


@given(st.binary(max_size=300))
def test_any_bytes_give_a_message(raw: bytes) -> None:
    for lead in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"):
        message = parse_message(lead + raw)
        assert len(message.body) <= len(lead + raw)


def test_interim_responses_are_parted_from_the_final_one() -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + b"HTTP/1.1 100 Continue\r\n\r\n"
    final = b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 100 not interim"
    assert split_interim(interim + final) == (interim, final)
    assert split_interim(b"\r\n\n" + final) == (b"\r\n\n", final)
    assert split_interim(b"HTTP/1.1 103 Early") == (b"", b"HTTP/1.1 103 Early")


# -- content codings --

TEXT = b"the boats come in " * 500


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip", gzip.compress(TEXT, mtime=0)),
        (b"X-Gzip", gzip.compress(TEXT, mtime=0)),
        (b"gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])),
        (b"gzip", gzip.compress(TEXT, mtime=0) + b"\0\0rubbish"),
        (b"deflate", zlib.compress(TEXT)),
        (b"deflate", raw_deflate(TEXT)),
        (b"br", brotli(TEXT)),
        (b"zstd", zstd(TEXT)),
        (b"zstd", zstd(TEXT[:100]) + zstd(TEXT[100:])),
        (b"gzip, br", brotli(gzip.compress(TEXT, mtime=0))),
        (b"identity", TEXT),
        (b"", TEXT),
        (b"unheard-of", TEXT),
        (b"gzip", TEXT),
        (b"deflate", TEXT),
        (b"br", TEXT),
        (b"zstd", TEXT),
    ],
)
def test_codings_and_lies(coding: bytes, body: bytes) -> None:
    assert decode_content(body, ((b"content-encoding", coding),), BIG) == (TEXT, True)


def test_a_wrong_checksum_takes_nothing_away() -> None:
    packed = gzip.compress(TEXT, mtime=0)
    for end in (packed[:-8] + bytes(8), packed[:-3], packed[:-8]):
        assert decode_content(end, ((b"Content-Encoding", b"gzip"),), BIG).body == TEXT


def test_the_last_type_of_several_counts() -> None:
    message = parse_message(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nA: b\r\ncontent-type: a/b\r\n\r\n")
    assert (message.get(b"content-type"), message.last(b"content-type")) == (b"text/html", b"a/b")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate])
def test_a_stream_that_was_cut_gives_what_it_holds(pack: object) -> None:
    noise = random.Random(1).randbytes(100_000)
    coding = b"gzip" if pack is gzip.compress else b"deflate"
    packed: bytes = pack(noise)  # type: ignore[operator]
    decoded = decode_content(packed[:60_000], ((b"Content-Encoding", coding),), BIG)
    assert noise.startswith(decoded.body)
    assert len(decoded.body) > 40_000
    assert not decoded.whole


@pytest.mark.parametrize(
    ("coding", "pack"), [(b"gzip", gzip.compress), (b"deflate", zlib.compress), (b"br", brotli), (b"zstd", zstd)]
)
def test_a_bomb_stops_at_the_limit(coding: bytes, pack: object) -> None:
    bomb: bytes = pack(bytes(16 << 20))  # type: ignore[operator]
    assert decode_content(bomb, ((b"Content-Encoding", coding),), BIG).body == bytes(BIG)
    twice: bytes = pack(bomb)  # type: ignore[operator]
    assert len(decode_content(twice, ((b"Content-Encoding", coding + b"," + coding),), BIG).body) <= BIG


@given(st.sampled_from([b"gzip", b"deflate", b"br", b"zstd", b"gzip, br"]), st.binary(max_size=200))
def test_decoding_never_raises(coding: bytes, body: bytes) -> None:
    for lead in (b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x78\x9c"):
        decode_content(lead + body, ((b"Content-Encoding", coding),), BIG)
