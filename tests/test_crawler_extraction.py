"""Articles out of archives that other programs wrote."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from crawler.extraction import Source, extract

PAGE = """<html><head><meta charset="utf-8"><title>老渡口的石阶修好了_澜川晚报</title></head><body>
<h1>老渡口的石阶修好了</h1><div class="info">2024-06-29 08:30 来源：澜川晚报</div><div class="content">
<p>昨天上午，最后一块青石在老渡口落了位。石匠何师傅用木槌敲了三下，听了听声音，说可以走人了。</p>
<p>石阶一共四十二级，是二十年前的一场大水冲坏的。这次修补用的石头，一半是从河里捞回来的旧料。</p>
<p>渡口的船从下星期起恢复早晚两班，住在对岸的孩子上学，不必再绕十几里的公路了。</p></div></body></html>""".encode()


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
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + PAGE
        record = writer.create_warc_record(
            "http://paper.example/news/1.html",
            "response",
            payload=io.BytesIO(block),
            warc_content_type="application/http; msgtype=response",
            warc_headers_dict=fields,
        )
        writer.write_record(record)
    articles = list(extract(Source.of([path]), 1, []))
    assert [article.headline for article in articles] == ["老渡口的石阶修好了"] * read
