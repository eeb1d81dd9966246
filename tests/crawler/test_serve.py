"""The local web page over the sample site's collection, asked over the network as a browser asks."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from crawler.serve.rewrite import rewrite
from crawler.serve.shelf import Query, Shelf
from crawler.serve.shown import changed, edited
from crawler.serve.web import Asked, Site
from crawler.serve.words import fold, match_expression
from pipelines.text.edits import undo_edits
from pipelines.text.repair import repair
from tests.conftest import ROOT, MainJob, Shilu
from tests.warm import SECONDS


class Reply:
    def __init__(self, connection: HTTPConnection, path: str, host: str | None) -> None:
        connection.request("GET", path, headers={"Host": host} if host else {})
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Ask = Callable[..., Reply]


@pytest.fixture(scope="module")
def served(main_job: MainJob) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    program = [sys.executable, "-m", "crawler.cli", "serve", str(main_job.folder), "--port", "0"]
    with subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[0], process
        process.kill()


@pytest.fixture
def ask(served: tuple[str, subprocess.Popen[str]]) -> Ask:
    parts = urlsplit(served[0])

    def get(path: str, host: str | None = None) -> Reply:
        return Reply(HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS), path, host)

    return get


def found(reply: Reply) -> list[str]:
    return [piece.partition('"')[0] for piece in reply.text.split('<h2><a href="')[1:]]


def test_all_articles_are_listed_the_newest_first(ask: Ask, main_job: MainJob) -> None:
    pages = [found(ask(f"/?page={number}")) for number in (1, 2, 3)]
    names = [name for page in pages for name in page]
    assert len(names) == len(set(names)) == len(main_job.second)
    days = [json.loads(ask(f"{name}/1.json").body).get("datePublished", "")[:10] for name in names[:5]]
    every = [line.get("datePublished", "")[:10] for run in (0, 1) for line in main_job.lines(run)]
    assert days == sorted(days, reverse=True)
    assert days[0] == max(every)


@pytest.mark.parametrize("query", ["旧衣柜", "舊衣櫃", "「旧衣柜", '"旧衣柜里的信"', "收信人 衣柜"])
def test_a_search_finds_words_inside_text_in_either_script(ask: Ask, query: str) -> None:
    reply = ask("/?" + urlencode({"q": query}))
    assert "旧衣柜里的信找到了收信人" in reply.text


@pytest.mark.parametrize("query", ['"', "AND", "NOT *", "(", "a:b^2", "headline:", "-", "{", "\x00", "''"])
def test_a_search_for_anything_is_answered(ask: Ask, query: str) -> None:
    assert ask("/?" + urlencode({"q": query})).status == 200


def test_a_search_for_what_is_not_there_finds_nothing(ask: Ask) -> None:
    assert found(ask("/?" + urlencode({"q": "麒麟臂饕餮"}))) == []


def test_an_article_shows_its_edits_and_what_a_version_changed(ask: Ask, main_job: MainJob) -> None:
    repaired = next(
        line for line in main_job.lines(0) if line["text"]["edits"] and line["inLanguage"] == "zh-Hant"
    )
    page = ask(f"/article/{repaired['articleId']}").text
    assert page.count("<del") > 1
    assert "pinyin-annotation" in page
    second = next(line for line in main_job.lines(1) if line["version"] == 2)
    assert "What changed since version 1" in ask(f"/article/{second['articleId']}").text
    assert "What changed" not in ask(f"/article/{second['articleId']}/1").text
    assert json.loads(ask(f"/article/{second['articleId']}/2.json").body) == second


def test_pages_are_replayed_as_they_came(ask: Ask, main_job: MainJob) -> None:
    """Byte for byte but for the addresses."""
    compared = 0
    for served in main_job.first_requests:
        if served.status == 200 and served.path.endswith((".html", ".htm")):
            head, _, body = served.response.partition(b"\r\n\r\n")
            url = main_job.url.rstrip("/") + served.path
            reply = ask("/replay/2026/" + quote(url, safe=":/?&=%"))
            plain = b"ransfer-encoding" not in head and b"ncoding" not in head
            if plain:
                assert re.sub(rb"/replay/\d{14}/", b"", reply.body) == rewrite(body, url, "")
                compared += 1
            assert reply.status == 200
    assert compared > 5


def test_pages_confirmed_by_a_304_are_replayed_whole(ask: Ask, main_job: MainJob) -> None:
    confirmed = [served for served in main_job.second_requests if served.status == 304]
    assert confirmed
    for served in confirmed:
        reply = ask(f"/replay/2099/{main_job.url.rstrip('/')}{served.path}")
        assert reply.status == 200
        assert reply.body


def test_replayed_pages_reach_nothing_else(ask: Ask, main_job: MainJob) -> None:
    reply = ask(f"/replay/2026/{main_job.lines(0)[0]['url']}")
    policy = reply.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts;")
    assert "connect-src 'none'" in policy
    assert "webrtc 'block'" in policy
    assert reply.headers["X-DNS-Prefetch-Control"] == "off"
    assert "charset=" in reply.headers["Content-Type"]


def test_a_replayed_page_opened_alone_is_shown_in_the_frame(main_job: MainJob) -> None:
    """Outside a frame nothing keeps a script from `location = "https://elsewhere/"`."""
    site, rest = Site(main_job.folder), f"2026/{main_job.lines(0)[0]['url']}"
    alone = site.answer(Asked("localhost", f"/replay/{rest}", "document"))
    assert (alone.status, alone.location, alone.body) == (302, f"/page/{rest}", b"")
    for purpose in ("iframe", "image", "empty", ""):
        assert site.answer(Asked("localhost", f"/replay/{rest}", purpose)).status == 200
    framed = site.answer(Asked("localhost", f"/page/{rest}", "document"))
    assert "frame-src 'self'" in framed.policy


def test_reports_of_runs_are_shown(ask: Ask, main_job: MainJob) -> None:
    listing = ask("/runs")
    for report in main_job.reports:
        assert report["run"] in listing.text
        assert ask(f"/runs/{report['run']}.html").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/runs/../state.sqlite",
        "/runs/%2e%2e/state.sqlite",
        "/runs/state.sqlite",
        "/article/",
        "/article/nobody",
        "/replay/",
        "/replay/x/http://a.example/",
        "/replay/2024/",
        "/replay/2024/http://nowhere.example/",
        "/page/99999999999999999999/http://a.example/",
        "/page/２０２４/http://a.example/",
        "/etc/passwd",
        "/%00",
    ],
)
def test_what_is_not_there_is_404(ask: Ask, path: str) -> None:
    assert ask(quote(path, safe="%/:.")).status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]:80"])
def test_other_names_are_refused(ask: Ask, host: str) -> None:
    assert ask("/", host).status == 403


def test_the_collection_is_only_read(ask: Ask, main_job: MainJob) -> None:
    before = {path: path.stat().st_mtime_ns for path in main_job.folder.rglob("*")}
    ask("/")
    ask("/?q=a")
    assert {path: path.stat().st_mtime_ns for path in main_job.folder.rglob("*")} == before


def test_wrong_usage_is_told(shilu: Shilu, tmp_path: Path) -> None:
    told = shilu("serve", tmp_path)
    assert told.returncode == 2
    assert "is no collection" in told.stderr
    (tmp_path / "articles").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = shilu("serve", tmp_path, "--port", taken.getsockname()[1])
    assert told.returncode == 2
    assert "is taken" in told.stderr


def test_new_runs_appear_and_damaged_lines_do_not(tmp_path: Path, main_job: MainJob) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    lines = [json.dumps(line, ensure_ascii=False) for line in main_job.lines(0)]
    (folder / "a.jsonl").write_text("{\n[]\n" + lines[0] + "\n{}\n", encoding="utf-8")
    shelf = Shelf(tmp_path)
    assert shelf.refresh() == 1
    (folder / "b.jsonl").write_text("\n".join(lines[1:4]) + "\n", encoding="utf-8")
    assert shelf.refresh() == 3
    assert shelf.refresh() == 0
    assert shelf.find(Query()).total == 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_well(tmp_path: Path, number: int) -> None:
    (tmp_path / "articles").mkdir()
    program = [sys.executable, "-m", "crawler.cli", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stderr.readline().split()[0]
        assert process.stdout.readline() == url + "\n"
        parts = urlsplit(url)
        assert Reply(HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS), "/", None).status == 200
        process.send_signal(number)
        try:
            assert process.wait(SECONDS) == 0
        finally:
            process.kill()


PREFIX = "/replay/20240629/"


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<a href="http://a.example/b">', '<a href="/replay/20240629/http://a.example/b">'),
        ("<a href=/b>", "<a href=/replay/20240629/https://news.example/b>"),
        ("<IMG SRC='//cdn.example/x.jpg'>", "<IMG SRC='/replay/20240629/https://cdn.example/x.jpg'>"),
        ("<a href='b.html'>", "<a href='b.html'>"),
        ("<p>see http://a.example/</p>", "<p>see http://a.example/</p>"),
        ("url( '/bg.png' )", "url( '/replay/20240629/https://news.example/bg.png' )"),
        (
            '<meta http-equiv=refresh content="0; url=http://a.example/">',
            '<meta http-equiv=refresh content="0; url=/replay/20240629/http://a.example/">',
        ),
        ('<base href="https://news.example/x/">', '<base href="/replay/20240629/https://news.example/x/">'),
        ("<a href='mailto:a@b.example'>", "<a href='mailto:a@b.example'>"),
        ("<td background=/x.gif>", "<td background=/replay/20240629/https://news.example/x.gif>"),
    ],
)
def test_addresses_lead_back_into_the_archive(markup: str, wanted: str) -> None:
    assert rewrite(markup.encode(), "https://news.example/a/1.html", PREFIX) == wanted.encode()


def test_a_repair_is_shown_whole() -> None:
    damaged = "堅持在高質(zhì)量發(fā)展中保障和改善民生"
    repaired = repair(damaged)
    edits = [
        {"kind": e.kind, "start": e.start, "end": e.end, "before": e.before, "after": e.after, "confidence": 1.0}
        for e in repaired.edits
    ]
    pieces = list(edited(repaired.text, edits))
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == repaired.text
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == damaged
    assert damaged == undo_edits(repaired.text, repaired.edits)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一段。\n\n二段。", "一段。\n\n三段。"),
        ("", "新的"),
        ("旧的", ""),
        ("a b c\n" * 300, "a b d\n" * 300),
        ("甲" * 9000, "乙" * 9000),
    ],
)
def test_a_change_is_shown_whole(old: str, new: str) -> None:
    pieces = list(changed(old, new))
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == new
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == old


def test_folding_keeps_every_place() -> None:
    text = "體育局 İstanbul ﬁ Straße ΑΣ 𠮷野家"
    assert len(fold(text)) == len(text)
    assert fold("體育") == "体育"
    assert match_expression('局"長 Radio') == '"局 长" "radio"'


def test_lines_that_people_have_edited_hide_no_other(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    odd = '{"articleId": 1, "version": "x", "url": 3}\n{"articleId": "a", "version": 1, "url": "http://[x"}\n[]\n'
    good = '{"articleId": "b", "version": 1, "url": "http://a.example/1", "headline": "老渡口"}\n'
    (tmp_path / "articles" / "R.jsonl").write_text(odd + good, encoding="utf-8")
    assert Shelf(tmp_path).refresh() == 2
