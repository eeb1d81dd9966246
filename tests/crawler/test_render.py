"""Pages that only a browser can draw: the decision, the record of what passed, and whole runs on a site of scripts."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator

from archive.check import check
from archive.exchange import Truncation
from crawler.render.load import Load
from crawler.render.need import need
from crawler.render.program import problem
from crawler.render.traffic import Traffic
from tests.conftest import ROOT, Shilu
from tests.warm import SECONDS

NO_BROWSER = problem()
browser = pytest.mark.skipif(NO_BROWSER is not None, reason=f"pages cannot be drawn here: {NO_BROWSER}")


# -- the decision --

SHELLS = {
    "root": '<body><div id="app"></div><script src="/app.js"></script>',
    "placeholder": '<body><div id="root"><span>加载中…</span></div><script>start()</script>',
    "element": "<body><app-root></app-root><script type=module src=/m.js></script>",
    "noscript": "<body><noscript>请开启 JavaScript 后浏览本站。</noscript><i></i><script src=a.js></script>",
    "nothing": "<body><script>document.write(fetchAll())</script>",
    "footer": '<body><div id="main"></div><p>临江日报社 版权所有</p><script src="/app.js"></script>',
    "state": '<body><div id="__next"></div><script id="d" type="application/json">{"a":1}</script><script src=x></script>',
}
NO_SHELLS = {
    "no scripts": '<body><div id="app"></div>',
    "data only": '<body><div id="app"></div><script type="application/ld+json">{}</script>',
    "text": f'<body><div id="app"></div><p>{"市民广场昨天重新开放。" * 25}</p><script src="/app.js"></script>',
    "a few words": "<body><p>本页面已迁移，请从首页进入新的栏目查看有关内容，给您带来不便，敬请谅解，谢谢您的支持与配合，欢迎再来。</p>"
    "<script src=count.js></script>",
}


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_needs_a_browser(name: str) -> None:
    assert need(SHELLS[name], 0)


@pytest.mark.parametrize("name", NO_SHELLS)
def test_a_page_with_something_to_read_needs_none(name: str) -> None:
    assert need(NO_SHELLS[name], 0) is None


def test_a_page_that_leads_on_needs_none() -> None:
    assert need(SHELLS["root"], 12) is None


def test_the_evidence_is_in_words() -> None:
    assert need(SHELLS["root"], 0) == '<div id="app"> is empty; 1 scripts, 0 characters of text, 0 links'


# -- one exchange --


def load(**more: Any) -> Load:
    return Load(url="http://a.example/x?y=1#z", method="GET", kind="XHR", started=datetime.now(UTC), **more)


def test_header_block_is_told_as_received() -> None:
    text = "HTTP/1.1 200 Alles gut\r\nX-CaSe: a\r\nSet-Cookie: b=1\r\nSet-Cookie: c=2\r\nContent-Length: 2\r\n\r\n"
    exchange = load(status=200, text=text, body=b"ab").exchange(None)
    assert exchange.response == text.encode() + b"ab"
    assert exchange.connection.protocols == ("http/1.1",)
    assert exchange.truncated is None


def test_headers_that_are_no_longer_true_are_renamed() -> None:
    text = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n"
    head = load(status=200, text=text, body=b"decoded").exchange(None).response.decode()
    assert head == (
        "HTTP/1.1 200 OK\r\nx-orig-content-encoding: gzip\r\nx-orig-transfer-encoding: chunked\r\n"
        "x-orig-content-length: 9\r\n\r\ndecoded"
    )


def test_http2_is_told_as_http1_with_its_protocol() -> None:
    told = load(
        status=200,
        reason="",
        headers=[(":status", "200"), ("content-type", "text/html"), ("content-length", "2")],
        sent={":authority": "a.example", ":path": "/x", "accept": "*/*"},
        protocol="h2",
        security={"protocol": "TLS 1.3", "cipher": "AES_128_GCM"},
        body=b"ab",
    ).exchange("192.0.2.7")
    assert told.response == b"HTTP/1.1 200 \r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nab"
    assert told.request == b"GET /x?y=1 HTTP/1.1\r\nHost: a.example\r\naccept: */*\r\n\r\n"
    assert told.connection.protocols == ("h2", "tls/1.3")
    assert told.connection.address == "192.0.2.7"


def test_a_body_that_was_not_to_be_had_is_told_as_missing() -> None:
    text = "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 3\r\n\r\n"
    exchange = load(status=302, text=text).exchange(None)
    assert exchange.truncated is Truncation.UNSPECIFIED
    assert b"x-orig-content-length: 3" in exchange.response


class Session:
    """What the browser's protocol asks of us, recorded; bodies by the id of a held answer."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        self.bodies = bodies
        self.on_event: dict[str, Any] = {}

    def on(self, name: str, act: Any) -> None:
        self.on_event[name] = act

    async def send(self, name: str, params: Any = None) -> Any:
        if name == "Page.getFrameTree":
            return {"frameTree": {"frame": {"id": "main"}}}
        if name == "Fetch.getResponseBody":
            return {"body": base64.b64encode(self.bodies[params["requestId"]]).decode(), "base64Encoded": True}
        return {}


def asked(url: str, **more: Any) -> dict[str, Any]:
    request = {"url": url, "method": "GET", "headers": {}}
    return {"requestId": "7", "request": request, "type": "Image", "wallTime": 1.0, "timestamp": 1.0, **more}


def answered(held: str, url: str, status: int, **headers: str) -> dict[str, Any]:
    lines = [{"name": name, "value": value} for name, value in headers.items()]
    more = {"networkId": "7", "responseStatusCode": status, "responseHeaders": lines, "resourceType": "Image"}
    return {"requestId": held, "request": {"url": url}, **more}


def test_an_answer_told_before_its_request_is_kept() -> None:
    async def pass_by() -> tuple[Load, ...]:
        session = Session({"b": b"the picture"})
        traffic = Traffic(session, "http://a.example/")
        await traffic.start(plain=True)
        moved, real = "http://a.example/moved.png", "http://a.example/real.png"
        tell = session.on_event
        tell["Network.requestWillBeSent"](asked(moved))
        tell["Fetch.requestPaused"](answered("a", moved, 302, location=real))
        await asyncio.sleep(0.02)
        tell["Fetch.requestPaused"](answered("b", real, 200))
        await asyncio.sleep(0.05)
        tell["Network.requestWillBeSent"](asked(real, redirectResponse={"status": 302}))
        await asyncio.sleep(0.05)
        tell["Network.loadingFinished"]({"requestId": "7", "timestamp": 2.0})
        return traffic.loads()

    loads = asyncio.run(pass_by())
    assert [(load.status, load.body) for load in loads] == [(302, None), (200, b"the picture")]


# -- whole runs --

APP = """
var app = document.getElementById("app"), article = location.pathname.match(/^\\/news\\/(\\d+)/);
function get(url, draw) { fetch(url).then(function (r) { return r.json(); }).then(draw); }
if (article) get("/api/news/" + article[1], function (d) {
  app.innerHTML = '<h1>' + d.title + '</h1><p class="info">' + d.date + ' 来源：清河晚报</p><div class="content">' +
    d.body.map(function (p) { return "<p>" + p + "</p>"; }).join("") + '<img src="/moved.png"></div>';
});
else get("/api/list", function (list) {
  app.innerHTML = "<ul>" + list.map(function (x) {
    return '<li><a href="' + x.url + '">' + x.title + "</a> <span>2024-05-01</span></li>";
  }).join("") + '</ul><a href="/private/9.html">内部通知</a>';
});
"""
BODY = (
    "清河市图书馆的夜间阅览室昨天起开放到晚上十一点，第一天就来了三百多位读者，座位在八点以前全部坐满。",
    "馆长说，延长开放是应上班族的要求，经费由市财政承担，读者凭身份证就可以进馆，不必预约。",
    "记者看到，阅览室添置了台灯和饮水机，值班的志愿者大多是附近大学的学生，每晚两班轮换。",
)
TITLES = {n: f"清河市图书馆第{n}阅览室昨晚开放" for n in range(1, 6)}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def shell(charset: str, script: str = "/app.js") -> bytes:
    text = (
        f'<!doctype html><html><head><meta charset="{charset}"><title>清河晚报</title></head>'
        f'<body><div id="app"></div><script src="{script}"></script></body></html>'
    )
    return text.encode(charset)


@dataclass
class Seen:
    path: str
    response: bytes


@dataclass
class Site:
    """A site of shells, on loopback. `extra` holds (status, content type, body) by path; `seen` what was served."""

    extra: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=lambda: dict(TITLES))
    compress: bool = False
    url: str = ""

    def answer(self, path: str) -> tuple[int, str, bytes]:
        if path in self.extra:
            return self.extra[path]
        if path == "/":
            return 200, "text/html", shell("gbk")
        if path.startswith("/news/"):
            return 200, "text/html", shell("gbk" if int(path[6]) % 2 else "utf-8")
        if path == "/app.js":
            return 200, "text/javascript; charset=gbk", APP.encode("gbk")
        if path == "/api/list":
            return self.json([{"url": f"/news/{n}.html", "title": title} for n, title in self.titles.items()])
        if path.startswith("/api/news/"):
            n = int(path[-1])
            return self.json({"title": self.titles[n], "date": f"2024-05-0{n} 09:30", "body": BODY})
        if path == "/robots.txt":
            return 200, "text/plain", b"User-agent: *\nDisallow: /private/\n"
        if path == "/moved.png":
            return 302, "/real.png", b"gone"
        if path == "/real.png":
            return 200, "image/png", PNG
        return 404, "text/html", b"<p>nothing here</p>"

    def json(self, value: Any) -> tuple[int, str, bytes]:
        return 200, "application/json", json.dumps(value, ensure_ascii=False).encode()

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *args: Any) -> None: ...

        def do_GET(self) -> None:
            status, kind, body = site.answer(self.path)
            if self.headers["If-None-Match"]:
                status, body = 304, b""
            if kind == "hang":
                site.seen.append(Seen(self.path, b""))
                time.sleep(60)
                return
            name = "Location" if status == 302 else "Content-Type"
            lines = [f"HTTP/1.1 {status} Fine", f"{name}: {kind}", "X-CaSe: kept", 'ETag: "always"']
            if site.compress and status == 200:
                body = gzip.compress(body)
                lines.append("Content-Encoding: gzip")
            response = "\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode() + body
            site.seen.append(Seen(self.path, response))
            self.wfile.write(response)

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(site))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


def articles(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted((folder / "articles").glob("*")) for line in path.open("rb")]


def records(folder: Path, kind: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for path in sorted((folder / "archive").iterdir()):
        with path.open("rb") as file:
            found += (
                (record.headers.get("WARC-Target-URI", ""), record.reader.read())
                for record in ArchiveIterator(file, parse_http=False)
                if record.headers["WARC-Type"] == kind
            )
    return found


@pytest.mark.slow
@browser
@pytest.mark.parametrize("mode", ["auto", "always"])
def test_a_site_of_shells_is_read(site: Site, tmp_path: Path, shilu: Shilu, mode: str) -> None:
    run = shilu("crawl", site.url, "--out", tmp_path, "--render", mode)
    assert run.returncode == 0, run.stderr
    lines = articles(tmp_path)
    assert {line["headline"] for line in lines} == set(TITLES.values())
    assert {line["articleBody"] for line in lines} == {"\n\n".join(BODY)}
    assert not [path for path in site.paths() if path.startswith("/private/")]
    assert list(check([tmp_path])) == []
    extracted = shilu("extract", tmp_path)
    found = {line["url"]: line for line in map(json.loads, extracted.stdout.splitlines())}
    assert found == {line["url"]: {k: v for k, v in line.items() if k != "crawl"} for line in lines}


@pytest.mark.slow
@browser
def test_lists_that_a_browser_asked_for_are_followed_to_their_end(
    site: Site, tmp_path: Path, shilu: Shilu
) -> None:
    site.extra["/"] = 200, "text/html", shell("utf-8", "/paged.js")
    site.extra["/paged.js"] = 200, "text/javascript", APP.replace("/api/list", "/api/list?page=1").encode()
    entries = [{"url": f"/news/{n}.html", "title": title} for n, title in site.titles.items()]
    for page, shown in ((1, entries[:3]), (2, entries[3:])):
        site.extra[f"/api/list?page={page}"] = site.json(shown if page > 1 else [*shown, {"hasMore": page < 2}])
    run = shilu("backfill", site.url, "--out", tmp_path)
    assert run.returncode == 0, run.stderr
    assert {line["headline"] for line in articles(tmp_path)} == set(TITLES.values())


@pytest.mark.slow
@browser
def test_the_archive_holds_what_the_server_sent(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    shilu("crawl", site.url, "--out", tmp_path, "--render", "always")
    sent = {seen.response for seen in site.seen if not seen.response.startswith(b"HTTP/1.1 302")}
    kept = {block for _, block in records(tmp_path, "response")}
    again = {block for _, block in records(tmp_path, "revisit")}  # header blocks of payloads known by then
    assert {
        response for response in sent - kept if response.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" not in again
    } == set()
    assert site.url + "/moved.png" in [url for url, _ in records(tmp_path, "response")]
    drawn = dict(records(tmp_path, "resource"))
    assert TITLES[1] in drawn[f"urn:dom:{site.url}/news/1.html"].decode("utf-8")


@pytest.mark.slow
@browser
def test_auto_learns_and_looks_again(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    shilu("crawl", site.url, "--out", tmp_path, "--concurrency", 1)
    assert len([path for path in site.paths() if path.startswith("/news/")]) < 2 * len(TITLES)
    site.titles[1] = "清河市图书馆第一阅览室今晚关闭"
    run = shilu("crawl", site.url, "--out", tmp_path, "--recheck", 1)
    assert run.returncode == 0, run.stderr
    assert [line["headline"] for line in articles(tmp_path) if line["version"] == 2] == [site.titles[1]]


@pytest.mark.slow
@browser
def test_servers_that_always_compress_are_read(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    site.compress = True
    run = shilu("crawl", site.url, "--out", tmp_path, "--render", "always")
    assert run.returncode == 0, run.stderr
    assert len(articles(tmp_path)) == len(TITLES)
    assert any(b"x-orig-content-encoding: gzip" in block for _, block in records(tmp_path, "response"))


@pytest.mark.slow
@browser
def test_no_page_leads_the_browser_to_another_private_host(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    other = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(other))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    reach = f"""
      var to = ["http://127.0.0.1:{port}/a", "http://localhost:{port}/b", "http://[::ffff:127.0.0.1]:{port}/c",
                "http://2130706433:{port}/d", "/leave"];
      to.forEach(function (url) {{ new Image().src = url; fetch(url, {{mode: "no-cors"}}).catch(function () {{}}); }});
      new WebSocket("ws://127.0.0.1:{port}/ws");
      var frame = document.createElement("iframe"); frame.src = to[0]; document.body.append(frame);
      window.open(to[0]); setTimeout(function () {{ location.href = to[0]; }}, 300);
    """
    site.extra["/news/1.html"] = (200, "text/html", shell("utf-8", "/reach.js"))
    site.extra["/reach.js"] = (200, "text/javascript", reach.encode())
    site.extra["/leave"] = (302, f"http://127.0.0.1:{port}/e", b"")
    shilu("crawl", site.url, "--out", tmp_path, "--render", "always")
    server.shutdown()
    server.server_close()
    assert "/leave" in site.paths()
    assert other.seen == []


@pytest.mark.slow
@browser
def test_pages_that_load_themselves_again_are_read(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    """For ever, or until they find what they left in the session."""
    for path, again in (("/news/1.html", "true"), ("/news/2.html", "!sessionStorage.seen")):
        script = f"<script>if ({again}) setTimeout(() => location.reload(), 300); sessionStorage.seen = 1</script>"
        site.extra[path] = 200, "text/html", shell("utf-8", "/app.js") + script.encode()
    run = shilu("crawl", site.url, "--out", tmp_path, "--render", "always", "--no-progress")
    assert run.returncode == 0, run.stderr
    assert {line["headline"] for line in articles(tmp_path)} == set(TITLES.values())
    assert (site.paths().count("/news/1.html"), site.paths().count("/news/2.html")) == (4, 2)


@pytest.mark.slow
@browser
def test_pages_that_hang_fail_and_the_run_goes_on(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    site.extra["/news/1.html"] = (200, "hang", b"")
    site.extra["/news/2.html"] = (200, "text/html", b"<div id=app></div><script>for (;;) {}</script>")
    site.extra["/api/news/3"] = (200, "hang", b"")
    options = ("--render", "always", "--set", "DOWNLOAD_TIMEOUT=6", "--time-limit", 25)
    run = shilu("crawl", site.url, "--out", tmp_path, *options)
    assert {line["headline"] for line in articles(tmp_path)} >= {TITLES[4], TITLES[5]}
    assert run.returncode in (0, 1), run.stderr
    assert list(check([tmp_path])) == []


@pytest.mark.slow
@browser
def test_redirects_and_documents_are_settled_as_ever(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    site.extra["/news/1.html"] = (302, "/news/2.html", b"")
    site.extra["/news/3.html"] = (200, "application/pdf", b"%PDF-1.4\n")
    run = shilu("crawl", site.url, "--out", tmp_path, "--render", "always", "--json")
    report = json.loads(run.stdout)
    assert report["pages"]["redirected"] == 1
    assert any("PDF" in reason for reason in report["rejections"])
    assert len(articles(tmp_path)) == 3


@pytest.mark.slow
@browser
def test_all_that_a_page_loads_is_on_record(site: Site, tmp_path: Path, shilu: Shilu) -> None:
    port = int(site.url.rpartition(":")[2])
    script = f"""
      fetch("/posted", {{method: "POST", body: "问=答"}});
      document.body.insertAdjacentHTML("beforeend", '<link rel=stylesheet href=/s.css>' +
        '<iframe src="/frame.html"></iframe><iframe src="http://localhost:{port}/other.html"></iframe>');
    """
    site.extra["/news/1.html"] = (200, "text/html", shell("utf-8", "/page.js"))
    site.extra["/page.js"] = (200, "text/javascript; charset=utf-8", script.encode())
    site.extra["/posted"] = (200, "text/plain", "好".encode("gbk"))
    site.extra["/s.css"] = (200, "text/css", b"body { background: url(/bg.png) }")
    site.extra["/bg.png"] = (200, "image/png", PNG + b"background")
    text = "这是框架里的一段话，不是新闻，也不该被当成新闻写进文章里去。" * 12
    site.extra["/frame.html"] = site.extra["/other.html"] = (
        200,
        "text/html; charset=utf-8",
        f"<p>{text}".encode(),
    )
    profile = tmp_path / "site.toml"
    hosts = f'["127.0.0.1:{port}", "localhost:{port}"]'
    profile.write_text(f'start = ["{site.url}/"]\nhosts = {hosts}\n', encoding="utf-8")
    shilu("crawl", profile, "--out", tmp_path / "out", "--render", "always")
    kept = {url.removeprefix(site.url) for url, _ in records(tmp_path / "out", "response")}
    assert kept >= {"/posted", "/s.css", "/bg.png", "/frame.html", f"http://localhost:{port}/other.html"}
    posted = [block for url, block in records(tmp_path / "out", "request") if url.endswith("/posted")]
    assert posted[0].endswith("\r\n\r\n问=答".encode())
    extracted = shilu("extract", tmp_path / "out").stdout
    assert "框架里" not in extracted


@pytest.mark.slow
@browser
def test_a_browser_that_dies_is_replaced(site: Site, tmp_path: Path) -> None:
    run = hanging(site, tmp_path)
    del site.extra["/news/1.html"]
    for pid in descendants(run.pid):
        if "--type=" not in (line := command(pid)) and "--remote-debugging-pipe" in line:
            os.kill(pid, signal.SIGKILL)
    assert run.wait(SECONDS) == 0
    assert {line["headline"] for line in articles(tmp_path)} == set(TITLES.values())


def hanging(site: Site, out: Path) -> subprocess.Popen[bytes]:
    """Start a run, and give it where it draws a page that does not come."""
    site.extra["/news/1.html"] = (200, "hang", b"")
    program = f"{sys.executable} -m crawler.cli crawl {site.url} --render always --out".split()
    run = subprocess.Popen([*program, out], cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    until(lambda: "/news/1.html" in site.paths())
    return run


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


@pytest.mark.slow
@browser
def test_a_killed_run_leaves_no_browser_behind(site: Site, tmp_path: Path) -> None:
    run = hanging(site, tmp_path)
    browsers = descendants(run.pid)
    assert browsers
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    until(lambda: not [pid for pid in browsers if is_alive(pid)])


def until(done: Any) -> None:
    ends = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.1)


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [below for child in children for below in descendants(child)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# -- without a browser --


def without_browser() -> dict[str, str]:
    return {**os.environ, "SHILU_BROWSER": "/no/such/browser"}


def run_without(*args: Any) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "crawler.cli", *map(str, args)]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=300, env=without_browser())


def test_always_without_a_browser_starts_nothing(site: Site, tmp_path: Path) -> None:
    run = run_without("crawl", site.url, "--out", tmp_path / "new", "--render", "always")
    assert run.returncode == 2
    assert "chromium" in run.stderr
    assert site.seen == []
    assert not (tmp_path / "new").exists()


def test_auto_without_a_browser_says_so_once(site: Site, tmp_path: Path) -> None:
    run = run_without("crawl", site.url, "--out", tmp_path, "--json")
    warnings = json.loads(run.stdout)["warnings"]
    assert len([each for each in warnings if "chromium" in each]) == 1


def test_never_imports_no_browser(site: Site, tmp_path: Path) -> None:
    code = (
        "import sys; from crawler.cli import main\n"
        f"sys.argv = ['shilu', 'crawl', '{site.url}', '--out', '{tmp_path}', '--render', 'never']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if 'playwright' in name])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.stdout.strip() == "[]", run.stderr
