from __future__ import annotations

import gzip
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.capture import Capture, RecordKind
from archive.cdxj import write_lines
from archive.exchange import Truncation
from archive.reader import Archive, StoredResponse
from archive.records import target_uri
from archive.surt import surt_key
from tests.archive.archives import BODY, Collection, chunked, exchange, response, sample

surt = pytest.importorskip("surt")
indexer = pytest.importorskip("cdxj_indexer.main")


def cdxj(folder: Path) -> str:
    return (folder / "indexes" / "index.cdxj").read_text()


def test_the_index_is_the_one_that_others_make(tmp_path: Path) -> None:
    path = sample(tmp_path)
    out = io.StringIO()
    with redirect_stdout(out):
        indexer.main(["-s", str(path)])
    ours, theirs = cdxj(tmp_path).splitlines(), out.getvalue().splitlines()
    assert [line for line in ours if line in theirs] == theirs
    assert len(ours) == len(theirs) + 1  # the page that a 304 confirmed, at the moment of the 304


def test_the_index_is_sorted_by_bytes_and_complete(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    for path in ("b", "a", "c?x=1", "c", "c/d", "中文", "a", "A"):
        collection.add(exchange(path, response(path.encode())))
    collection.close()
    lines = cdxj(tmp_path).encode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 8


def test_a_request_without_an_answer_is_not_indexed(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange(raw=b""))
    collection.close()
    assert cdxj(tmp_path) == ""


@pytest.mark.parametrize(
    ("first", "second", "revisit"),
    [
        (response(), response(), True),
        (response(), response(BODY, "X-Other: 1"), True),
        (response(), chunked(), False),
        (chunked(), chunked(), True),
        (chunked(), chunked().replace(b"Transfer-Encoding: chunked", b"transfer-encoding:  Chunked"), True),
        (response(BODY, "Content-Encoding: gzip"), response(), False),
        (response(gzip.compress(BODY)), response(BODY), False),
        (response(), response(BODY, status="404 Not Found"), False),
        (response(BODY, status="404 Not Found"), response(), False),
        (response(b""), response(b""), False),
    ],
)
def test_a_revisit_needs_payload_and_codings_alike(
    tmp_path: Path, first: bytes, second: bytes, revisit: bool
) -> None:
    collection = Collection(tmp_path)
    original = collection.add(exchange("a", first))
    capture = collection.add(exchange("b", second, 1))
    assert (capture.kind is RecordKind.REVISIT) is revisit
    if revisit:
        assert capture.original is not None
        assert (capture.original.record_id, capture.original.url) == (original.ref.record_id, original.url)


def test_chunk_borders_make_no_other_payload(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange("a", chunked()))
    other = response(b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY), "Transfer-Encoding: chunked")
    assert collection.add(exchange("b", other)).kind is RecordKind.REVISIT


def test_nothing_refers_to_what_is_not_committed(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    assert collection.add(exchange("a"), commit=False).kind is RecordKind.RESPONSE
    assert collection.add(exchange("b"), commit=False).kind is RecordKind.RESPONSE
    collection.captures.write()
    assert collection.add(exchange("c")).kind is RecordKind.REVISIT


@pytest.mark.parametrize("change", [{"truncated": Truncation.TIME}, {"method": "HEAD"}])
def test_what_is_not_whole_is_no_original(tmp_path: Path, change: dict[str, object]) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange("a", **change))  # type: ignore[arg-type]
    assert collection.add(exchange("b")).kind is RecordKind.RESPONSE


def test_a_revisit_refers_to_the_original_not_to_a_revisit(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    first = collection.add(exchange("a"))
    for path in ("b", "c"):
        capture = collection.add(exchange(path))
        assert capture.original is not None
        assert capture.original.record_id == first.ref.record_id


def test_not_modified_refers_to_what_it_confirms(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    original = collection.add(exchange("a"))
    collection.add(exchange("b", response(BODY + b"b")))
    for minute in (1, 2):
        capture = collection.add(exchange("a", response(b"", status="304 Not Modified"), minute))
        assert capture.kind is RecordKind.REVISIT
        assert capture.original is not None
        assert capture.original.record_id == original.ref.record_id
    same_as_a = collection.add(exchange("c", response(), 3))
    confirmed = collection.add(exchange("c", response(b"", status="304 Not Modified"), 4))
    assert same_as_a.original == confirmed.original


def test_not_modified_of_the_unknown_is_a_response(tmp_path: Path) -> None:
    capture = Collection(tmp_path).add(exchange("a", response(b"", status="304 Not Modified")))
    assert capture.kind is RecordKind.RESPONSE


def test_revisits_reach_over_runs_and_files(tmp_path: Path) -> None:
    first, second = Collection(tmp_path), Collection(tmp_path)
    original = first.add(exchange("a"))
    first.close()
    second.captures = first.captures
    capture = second.add(exchange("b"))
    second.close()
    assert capture.ref.file != original.ref.file
    found = [one for one in Archive([tmp_path]).responses() if isinstance(one, StoredResponse)]
    assert [one.message().body for one in found] == [BODY, BODY]


def rows(collection: Collection) -> list[object]:
    return list(collection.database.execute("SELECT * FROM captures"))


def test_the_table_can_be_read_anew_from_the_files(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange("a"))
    collection.add(exchange("b", chunked(BODY + b"x")))
    collection.add(exchange("c"))
    collection.add(exchange("a", response(b"", status="304 Not Modified"), 5))
    collection.add(exchange("cut", truncated=Truncation.TIME))
    collection.add(exchange("none", raw=b""))
    collection.close()
    before, index = rows(collection), cdxj(tmp_path)
    assert collection.captures.rebuild(tmp_path) == ()
    collection.captures.write_cdxj(tmp_path / "indexes" / "index.cdxj")
    assert (rows(collection), cdxj(tmp_path)) == (before, index)


def test_what_a_kill_left_uncounted_is_read_in(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange("a"))
    for path in ("b", "c", "d"):
        collection.add(exchange(path), commit=False)
    collection.captures._pending.clear()  # as the kill does
    collection.store.close()
    (path,) = (tmp_path / "archive").iterdir()
    assert len(rows(collection)) == 1
    for _ in range(2):
        assert collection.captures.read_in(path) == ()
        assert len(rows(collection)) == 4


def test_the_old_index_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.add(exchange("a"))
    collection.close()
    before = cdxj(tmp_path)

    def lines() -> Iterator[str]:
        yield "half of it\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(tmp_path / "indexes" / "index.cdxj", lines())
    assert cdxj(tmp_path) == before


def test_captures_share_the_transaction_of_the_caller(tmp_path: Path) -> None:
    collection = Collection(tmp_path)
    collection.database.execute("BEGIN")
    capture: Capture = collection.add(exchange("a"))
    assert collection.captures.by_url(capture.url) is not None
    collection.database.execute("ROLLBACK")
    assert collection.captures.by_url(capture.url) is None
    with pytest.raises(sqlite3.OperationalError):
        collection.database.execute("COMMIT")


def test_lines_are_json(tmp_path: Path) -> None:
    sample(tmp_path)
    for line in cdxj(tmp_path).splitlines():
        key, stamp, fields = line.split(" ", 2)
        assert len(stamp) == 14
        assert key == surt.surt(json.loads(fields)["url"])


# -- keys --

URLS = (
    """
http://www.Example.com/A/b.html?b=2&a=1|http://www.example.com:80/|https://a.example.com:8080/x/y//z/
http://127.0.0.1:800/a|http://ex.com/?|http://ex.com/a%20b%e4%bd%a0?q=%C4%E3&B=+x|http://www2.ex.com/a?x
http://ex.com/a/|http://ex.com/index.php?a&b=&a=0|http://user:pw@ex.com/|http://ex.com/a%2Fb%3fc|http://ex.com/a%23x
http://xn--fiq228c.com/x?|http://ex.com./a|http://ex.com/~a%7Eb|http://ex.com/a?x=%26|http://ex.com/a?&&b
http://ex.com//a//b/|http://ex.com/a/?x|http://ex.com/a/./b/..|http://ex..com/|http://.ex.com./|http://ex.com:443/
https://ex.com:443/|https://ex.com:80/|http://ex.com/a%25b%2525|http://ex.com/?a=%23x|http://ex.com/a\\b
http://ex.com/a?b?c|http://ex.com/a?z&y&z&Y|http://ex.com/a?b=1&a=2&|http://ex.com?x=1|http://ex.com|http://ex.com/%7F%01
http://www.ex.com.cn/|http://wwwx.ex.com|http://www.www.ex.com/|http://ex.com/A?url=http://www.B.com//x/
http://ex_a.com/|http://ex.com:/x|http://ex.com/a;b=1|http://ex.com/%e4|http://ex.com/%|http://ex.com/a//
http://ex.com/a?jsessionid=0123456789abcdef0123456789abcdef|http://www.com/a|http://ex.com/a/../../b
http://ex.com/a?x=1&sid=0123456789abcdef0123456789abcdef&y=1|http://ex.com/a?y=1&sid=0123456789abcdef0123456789abcdeg
http://ex.com/a?PHPSESSID=0123456789abcdef0123456789abcdef&a=1|http://ex.com/(S(0123456789abcdefghijklmn))/x.aspx?a
http://ex.com/a?ASPSESSIONIDABCDEFGH=abcdefghijklmnopqrstuvwx&x=1|http://ex.com/a?CFID=1304&CFTOKEN=4a8c-ab
http://ex.com/a;jsessionid=0123456789ABCDEF0123456789ABCDEF|http://[2001:db8::1]/x|http://[2001:db8::1]:81/x
http://ex.com//../a|http://ex.com/a//../b|http://ex.com/.././../a|http://ex.com/a/%2F/../b|http://ex.com/../../a
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("url", URLS)
def test_keys_are_those_of_replay_tools(url: str) -> None:
    assert surt_key(url) == surt.surt(url)


PATH = st.text(alphabet="abAZ09-._~/%:;=+&?!()中é ", max_size=25)


@given(PATH, st.sampled_from(["ex.com", "www.Ex.com", "a.b.ex.cn:81", "www12.ex.com:80", "1.2.3.4"]))
def test_keys_of_any_path(path: str, host: str) -> None:
    url = target_uri(f"http://{host}/{path}")
    assert surt_key(url) == surt.surt(url)
