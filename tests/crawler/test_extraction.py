"""Articles out of archives that other programs wrote."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from archive.reader import Archive, StoredResponse
from crawler.collection.database import connect
from crawler.collection.known_articles import KnownArticles
from crawler.demo.server import DemoServer
from crawler.errors import StorageError
from crawler.offline.extraction import extract
from crawler.offline.source import opened
from pipelines.article import ArchiveRef, Article, line
from pipelines.identity import KnownArticle
from pipelines.page.address import urls
from spiders.answers.answers import NOWHERE
from tests.conftest import Shilu
from tests.sites.newspaper import Paper, article, html, lines, path, written

PAGE = """<html><head><meta charset="utf-8"><title>老渡口的石阶修好了_澜川晚报</title></head><body>
<h1>老渡口的石阶修好了</h1><div class="info">2024-06-29 08:30 来源：澜川晚报</div><div class="content">
<p>昨天上午，最后一块青石在老渡口落了位。石匠何师傅用木槌敲了三下，听了听声音，说可以走人了。</p>
<p>石阶一共四十二级，是二十年前的一场大水冲坏的。这次修补用的石头，一半是从河里捞回来的旧料。</p>
<p>渡口的船从下星期起恢复早晚两班，住在对岸的孩子上学，不必再绕十几里的公路了。</p></div></body></html>""".encode()


URL = "http://paper.example/news/1.html"


def write(
    path: Path,
    pages: tuple[bytes, ...],
    fields: dict[str, str] | None = None,
    status: str = "200 OK",
    addresses: tuple[str, ...] = (),
) -> None:
    """Write answers to one question, or to one each, as another program would."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for page, url in zip(pages, addresses or (URL,) * len(pages), strict=True):
            block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + page
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(block),
                warc_content_type="application/http; msgtype=response",
                warc_headers_dict=fields or {},
            )
            writer.write_record(record)


def read(path: Path) -> list[Article]:
    with opened([path]) as source:
        return list(extract(source, 1, []))


@pytest.mark.parametrize(
    ("fields", "status", "count"),
    [
        ({}, "200 OK", 1),
        ({"WARC-Truncated": "length"}, "200 OK", 1),
        ({"WARC-Truncated": "disconnect"}, "200 OK", 1),
        ({}, "206 Partial Content", 0),
        ({}, "404 Not Found", 0),
    ],
    ids=["whole", "the first megabyte", "cut behind its end", "part", "error"],
)
def test_answers_that_others_kept(tmp_path: Path, fields: dict[str, str], status: str, count: int) -> None:
    path = tmp_path / "other.warc.gz"
    write(path, (PAGE,), fields, status)
    articles = read(path)
    assert [article.headline for article in articles] == ["老渡口的石阶修好了"] * count


def test_a_page_that_was_cut_is_not_read_where_no_article_names_it(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    write(path, (PAGE[: PAGE.index(b"</html")],), {"WARC-Truncated": "disconnect"}, "200 OK")
    assert not read(path)


def test_of_two_records_the_one_counts_that_the_article_names(tmp_path: Path) -> None:
    """A killed run had fetched the page and not committed it; the next one fetched it again, and it had changed."""
    for folder in ("archive", "articles"):
        (tmp_path / folder).mkdir()
    changed = PAGE.replace("四十二级".encode(), "四十三级".encode())
    write(tmp_path / "archive" / "c.warc.gz", (PAGE, changed))
    first, second = read(tmp_path)
    assert (first.version, second.version) == (1, 2)

    lines = tmp_path / "articles" / "R.jsonl"
    lines.write_text(line(replace(second, version=1).to_dict()) + "\n", encoding="utf-8")
    (article,) = read(tmp_path)
    assert (article.version, article.archive, "四十三级" in (article.article_body or "")) == (
        1,
        second.archive,
        True,
    )

    lines.write_text(line(second.to_dict()) + "\n", encoding="utf-8")  # the line of version 1 has gone
    assert read(tmp_path) == [first, second]
    assert second.archive is not None
    gone = replace(second.archive, file="gone.warc.gz")
    lines.write_text(line(replace(second, version=1, archive=gone).to_dict()) + "\nno line\n", encoding="utf-8")
    assert read(tmp_path) == [first, second]


@pytest.mark.parametrize("name", ["plain", "a?b=1", "a#b", "a%41 b"])
@pytest.mark.parametrize(("state", "is_read"), [(b"", True), (b"no database at all" * 100, False)])
def test_a_state_that_cannot_be_read_costs_no_article(
    shilu: Shilu, tmp_path: Path, name: str, state: bytes, is_read: bool
) -> None:
    folder = tmp_path / name
    (folder / "archive").mkdir(parents=True)
    write(folder / "archive" / "c.warc.gz", (PAGE,))
    (folder / "state.sqlite").write_bytes(state)
    with opened([folder]) as source:
        assert [path.parent.name for path in source.unread] == ([] if is_read else [name])
        assert len(list(extract(source, 1, []))) == 1
    if name == "plain":
        result = shilu("extract", folder)
        assert (result.returncode, len(result.stdout.splitlines())) == (0 if is_read else 1, 1)
        assert "Traceback" not in result.stderr


def test_a_name_of_a_file_that_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    write(tmp_path / "archive" / "c.warc.gz", (PAGE,))
    with closing(connect(tmp_path / "state.sqlite")) as state:
        state.execute("INSERT INTO meta VALUES ('named', '1')")
        state.execute("INSERT INTO named VALUES ('a', 1, ?, CAST(x'ff80' AS TEXT), 'r')", (urls.key(URL),))
    with pytest.raises(StorageError, match=r"state\.sqlite.*move it away"), opened([tmp_path]) as source:
        list(extract(source, 1, []))


def powerless() -> list[str]:
    """Give what takes from root the right to write where nobody may."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere")
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]


def place(number: int) -> str:
    return URL if number == 1 else URL.replace(".html", f"_{number}.html")


def turned(number: int, words: str) -> tuple[str, bytes]:
    """Give one page of an article of three."""
    turns = "".join(f"<a href='{place(n)}'>{n}</a>" for n in (1, 2, 3) if n != number)
    page = PAGE.replace(b"</div></body>", f"</div><div class='page'>{turns}</div></body>".encode())
    return place(number), page.replace("老渡口落了位".encode(), words.encode())


def test_pages_of_one_article_are_those_that_were_joined_in_the_crawl(tmp_path: Path) -> None:
    """A killed run had fetched page 2; in the next one, it had changed, and came last."""
    (tmp_path / "archive").mkdir()
    pages = (turned(2, "旧的第二页"), turned(1, "首页"), turned(3, "末页"), turned(2, "新的第二页"))
    write(tmp_path / "archive" / "c.warc.gz", tuple(p for _, p in pages), addresses=tuple(url for url, _ in pages))
    refs = {
        urls.key(each.url): ArchiveRef(each.ref.file, each.ref.offset, each.ref.record_id, None, each.date)
        for each in Archive([tmp_path]).responses()
        if isinstance(each, StoredResponse)
    }
    with closing(connect(tmp_path / "state.sqlite")) as state:
        KnownArticles(state).remember("a", KnownArticle(1, "", urls.key(URL)), "R", refs)
        state.execute("INSERT INTO meta VALUES ('named', '1')")
    (article,) = read(tmp_path)
    body = article.article_body or ""
    assert body.index("首页") < body.index("新的第二页") < body.index("末页")
    assert "旧的第二页" not in body


@pytest.mark.slow
@pytest.mark.parametrize("killed", [False, True])
def test_a_collection_that_nobody_may_write_to_is_read_all_the_same(
    shilu: Shilu, tmp_path: Path, killed: bool
) -> None:
    folder = tmp_path / "kept"
    with DemoServer() as server:
        result = shilu("crawl", server.url, "--out", folder, "--limit", "30")
    assert result.returncode == 0
    if killed:  # what was committed last stands in the log beside the state alone
        with closing(connect(folder / "state.sqlite")) as state:
            state.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            state.execute("PRAGMA wal_autocheckpoint = 0")
            state.execute("INSERT INTO meta VALUES ('more', '1')")
            shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*-shm"))
        folder = tmp_path / "copy"
        assert (folder / "state.sqlite-wal").stat().st_size
    whole = shilu("extract", folder).stdout
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    done = subprocess.run(
        [*powerless(), sys.executable, "-m", "crawler.cli", "extract", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    folder.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr) == (0, whole, "")
    assert len(whole.splitlines()) > 5


def test_a_redirect_to_nowhere_is_read_where_it_shows_an_article(shilu: Shilu, tmp_path: Path) -> None:
    paper, folder = Paper([3, 2, 1]), tmp_path / "c"
    paper.answers = {
        path(1): lambda: replace(article(1), status=302),
        path(2): lambda: html("<h1>Object moved</h1>", 302),
        path(3): lambda: html("", headers=(("Refresh", f"0; url={path(4)}"),)),
        path(4): lambda: article(4),
    }
    with DemoServer(paper) as server:
        report = json.loads(shilu("crawl", server.url, "--out", folder, "--json").stdout)
    assert sorted(written(folder)) == [path(1), path(4)], "a header leads on from the third"
    assert report["rejections"] == {NOWHERE: 1}
    extracted = map(json.loads, shilu("extract", folder).stdout.splitlines())
    assert {each["url"] for each in extracted} == {each["url"] for each in lines(folder)}
