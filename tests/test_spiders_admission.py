"""Cookies that a host asks for at the door."""

from __future__ import annotations

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response

from pipelines.page.model import Role
from spiders.answers.admission import Admission
from spiders.answers.answers import referer
from spiders.frontier import Lead, Via
from tests.conftest import Shilu
from tests.newspaper import Paper, path, written

URL = "http://p.example/n/1.html"
NUMBERS = list(range(8, 0, -1))


@pytest.mark.parametrize(
    ("came_from", "url", "said"),
    [
        ("http://p.example/n/", "http://p.example/n/?page=2", "http://p.example/n/"),
        ("https://p.example/n/", "https://city.p.example/1.html", "https://p.example/"),
        ("http://p.example/n/", "https://p.example/1.html", "http://p.example/"),
        ("https://p.example/n/", "http://p.example/1.html", None),
        (None, URL, None),
    ],
)
def test_servers_are_told_which_page_led_to_them(came_from: str | None, url: str, said: str | None) -> None:
    assert referer(came_from, url) == said


def answer(*cookies: str, sent: str | None = None) -> Response:
    request = Request(URL, headers={"Cookie": sent} if sent else None)
    return Response(URL, 302, headers={"Set-Cookie": list(cookies)}, request=request)


def test_a_cookie_handed_out_with_a_redirect_to_itself_goes_with_what_follows() -> None:
    admission = Admission()
    assert admission.header(URL) is None
    assert admission.granted(answer("a=1; Path=/", "b=2; HttpOnly"), URL)
    assert admission.header("http://p.example/other") == "a=1; b=2"
    assert admission.header("http://q.example/") is None


def test_what_came_without_it_comes_again_and_what_had_it_goes_in_circles() -> None:
    admission = Admission()
    assert admission.granted(answer("a=1"), URL)
    assert admission.granted(answer("a=1"), URL), "was under way without"
    assert not admission.granted(answer("a=1", sent="a=1"), URL)


@pytest.mark.parametrize(
    ("response", "target"),
    [
        (answer("a=1"), "http://p.example/login"),
        (answer(), URL),
        (answer("\x00=;;"), URL),
        (answer(*(f"n{number}=1" for number in range(50)), "x=1"), URL + "?x=1"),
    ],
)
def test_no_other_redirect_does(response: Response, target: str) -> None:
    assert not Admission().granted(response, target)


def test_one_link_tries_whether_its_host_speaks_tls() -> None:
    admission = Admission()
    plain, secure = (f"{scheme}://p.example/n/1.html" for scheme in ("http", "https"))
    lead = Lead(secure, Role.ARTICLE, "s", Via.LIST, "http://p.example/")
    assert [admission.way(lead).url for _ in range(3)] == [secure, plain, plain]
    admission.came(secure)
    assert admission.way(lead).url == secure
    assert Admission().way(replace(lead, referrer="https://p.example/")).url == secure, "TLS was spoken there"


@pytest.mark.slow
def test_a_site_behind_such_a_door_is_crawled(shilu: Shilu, tmp_path: Path) -> None:
    paper = Paper(NUMBERS)

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = paper.get(self.path)
            admitted = self.path == "/robots.txt" or self.headers.get("Cookie") == "ok=1"
            self.send_response((page.status if page else 404) if admitted else 302)
            for name, value in () if admitted else (("Location", self.path), ("Set-Cookie", "ok=1; Path=/")):
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.body if page and admitted else b"")

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run = shilu("crawl", f"http://127.0.0.1:{server.server_port}/", "--out", tmp_path / "c")
        server.shutdown()
    assert run.returncode == 0, run.stderr
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in NUMBERS)
