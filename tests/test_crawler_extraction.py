"""Articles out of archives that other programs wrote."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from crawler.extraction import Source, extract
from pipelines.article import line
from tests.conftest import Shilu

PAGE = """<html><head><meta charset="utf-8"><title>老渡口的石阶修好了_澜川晚报</title></head><body>
<h1>老渡口的石阶修好了</h1><div class="info">2024-06-29 08:30 来源：澜川晚报</div><div class="content">
<p>昨天上午，最后一块青石在老渡口落了位。石匠何师傅用木槌敲了三下，听了听声音，说可以走人了。</p>
<p>石阶一共四十二级，是二十年前的一场大水冲坏的。这次修补用的石头，一半是从河里捞回来的旧料。</p>
<p>渡口的船从下星期起恢复早晚两班，住在对岸的孩子上学，不必再绕十几里的公路了。</p></div></body></html>""".encode()


URL = "http://paper.example/news/1.html"


def write(
    path: Path, pages: tuple[bytes, ...], fields: dict[str, str] | None = None, status: str = "200 OK"
) -> None:
    """Write answers to one question, as another program would."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page in pages:
            block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + page
            record = writer.create_warc_record(
                URL,
                "response",
                payload=io.BytesIO(block),
                warc_content_type="application/http; msgtype=response",
                warc_headers_dict=fields or {},
            )
            writer.write_record(record)


@pytest.mark.parametrize(
    ("fields", "status", "read"),
    [
        ({}, "200 OK", 1),
        ({"WARC-Truncated": "length"}, "200 OK", 1),
        ({"WARC-Truncated": "disconnect"}, "200 OK", 0),
        ({}, "206 Partial Content", 0),
        ({}, "404 Not Found", 0),
    ],
    ids=["whole", "the first megabyte", "lost", "part", "error"],
)
def test_answers_that_others_kept(tmp_path: Path, fields: dict[str, str], status: str, read: int) -> None:
    path = tmp_path / "other.warc.gz"
    write(path, (PAGE,), fields, status)
    articles = list(extract(Source.of([path]), 1, []))
    assert [article.headline for article in articles] == ["老渡口的石阶修好了"] * read


def test_of_two_records_the_one_counts_that_the_article_names(tmp_path: Path) -> None:
    """A killed run had fetched the page and not committed it; the next one fetched it again, and it had changed."""
    for folder in ("archive", "articles"):
        (tmp_path / folder).mkdir()
    changed = PAGE.replace("四十二级".encode(), "四十三级".encode())
    write(tmp_path / "archive" / "c.warc.gz", (PAGE, changed))
    first, second = extract(Source.of([tmp_path]), 1, [])
    assert (first.version, second.version) == (1, 2)

    lines = tmp_path / "articles" / "R.jsonl"
    lines.write_text(line(replace(second, version=1).to_dict()) + "\n", encoding="utf-8")
    (article,) = extract(Source.of([tmp_path]), 1, [])
    assert (article.version, article.archive, "四十三级" in (article.article_body or "")) == (
        1,
        second.archive,
        True,
    )

    lines.write_text(line(second.to_dict()) + "\n", encoding="utf-8")  # the line of version 1 has gone
    assert list(extract(Source.of([tmp_path]), 1, [])) == [first, second]
    assert second.archive is not None
    gone = replace(second.archive, file="gone.warc.gz")
    lines.write_text(line(replace(second, version=1, archive=gone).to_dict()) + "\nno line\n", encoding="utf-8")
    assert list(extract(Source.of([tmp_path]), 1, [])) == [first, second]


@pytest.mark.parametrize("name", ["plain", "a?b=1", "a#b", "a%41 b"])
@pytest.mark.parametrize(("state", "is_read"), [(b"", True), (b"no database at all" * 100, False)])
def test_a_state_that_cannot_be_read_costs_no_article(
    shilu: Shilu, tmp_path: Path, name: str, state: bytes, is_read: bool
) -> None:
    folder = tmp_path / name
    (folder / "archive").mkdir(parents=True)
    write(folder / "archive" / "c.warc.gz", (PAGE,))
    (folder / "state.sqlite").write_bytes(state)
    source = Source.of([folder])
    assert [path.parent.name for path in source.unread] == ([] if is_read else [name])
    assert len(list(extract(source, 1, []))) == 1
    if name == "plain":
        result = shilu("extract", folder)
        assert (result.returncode, len(result.stdout.splitlines())) == (0 if is_read else 1, 1)
        assert "Traceback" not in result.stderr
