"""Cookies that a host asks for at the door."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response

from pipelines.page.model import Role
from spiders.answers.admission import Admission
from spiders.answers.answers import referer
from spiders.frontier import Lead, Via
from tests.conftest import Shilu
from tests.sites.newspaper import Paper, path, written

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


def redirect(url: str, target: str, *cookies: str, sent: str = "", **meta: object) -> Response:
    request = Request(url, headers={"Cookie": sent}, meta=meta)
    return Response(
        url,
        302,
        headers={"Location": target, **({"Set-Cookie": list(cookies)} if cookies else {})},
        request=request,
    )


@pytest.mark.parametrize(
    "door", ["http://p.example/check?to=%2Fn%2F1.html", f"{URL}?check=1", "http://sso.p.example/?back=http%3A%2F%2Fp.example%2Fn%2F1.html"]
)  # fmt: skip
def test_a_door_elsewhere_hands_out_the_cookie_and_sends_back(door: str) -> None:
    admission, lead = Admission(), Lead(URL, Role.ARTICLE, "s", Via.LIST)
    assert admission.door(redirect(URL, door), lead) == door
    assert admission.door(redirect(door, URL, "a=1", door=True), lead) == URL
    assert admission.header(URL) == "a=1"
    assert admission.door(redirect(door, URL, sent="a=1", door=True), lead) is None, "no other cookie"


def test_what_sends_elsewhere_is_no_door() -> None:
    admission, lead = Admission(), Lead(URL, Role.ARTICLE, "s", Via.LIST)
    assert admission.door(redirect(URL, "http://p.example/n/2.html"), lead) is None
    assert admission.door(Response(URL), lead) is None
    admission.came(Response(URL), lead)
    assert admission.door(redirect(URL, f"{URL}?check=1"), lead) is None, "this host has let us in"


def test_a_door_that_hands_out_other_cookies_for_ever_is_left() -> None:
    admission, lead = Admission(), Lead(URL, Role.ARTICLE, "s", Via.LIST)
    doors = [admission.door(redirect(URL, f"{URL}?check={number}", f"a={number}"), lead) for number in range(99)]
    assert doors[0] and doors[-1] is None


@pytest.mark.parametrize(
    ("asked", "sent", "following"),
    [
        ("http://p.example/n/{}", "http://p.example/n/{}/", "http://p.example/n/{}/"),
        ("http://p.example/n/{}.html", "http://www.p.example/n/{}.html", "http://www.p.example/n/{}.html"),
        ("http://p.example/n/{}?a=1", "https://www.p.example/n/{}/?a=1", "https://www.p.example/n/{}/?a=1"),
        ("http://p.example/n/{}", "http://p.example/m/{}", "http://p.example/n/{}"),
    ],
)
def test_what_was_sent_on_to_another_spelling_is_asked_for_in_that(asked: str, sent: str, following: str) -> None:
    admission, lead = Admission(), Lead(asked.format(9), Role.ARTICLE, "s", Via.LIST)
    for number in range(3):
        assert admission.way(lead) == lead
        admission.moved(lead, asked.format(number), sent.format(number))
    assert admission.way(lead).url == following.format(9)
    assert admission.way(replace(lead, url=sent.format(8))).url == sent.format(8)
    assert admission.way(replace(lead, role=Role.CATEGORY)).url == lead.url, "of these nothing is known"
    admission.came(Response(asked.format(4)), lead)
    assert admission.way(lead) == lead, "some pages are there without"


@pytest.mark.parametrize(
    ("status", "target", "back"),
    [
        (404, None, True), (301, "http://p.example/n/9", True), (302, "http://p.example/", True),
        (301, "http://p.example/m/9/", False), (503, None, False), (200, None, False),
    ],
)  # fmt: skip
def test_what_is_not_there_under_the_other_spelling_is_asked_for_as_it_was_found(
    status: int, target: str | None, back: bool
) -> None:
    admission, found = Admission(), Lead("http://p.example/n/9", Role.ARTICLE, "s", Via.LIST)
    for number in range(3):
        url = f"http://p.example/n/{number}"
        admission.moved(found, url, f"{url}/")
    asked = admission.way(found)
    headers = {"Location": target} if target else {}
    answer = Response(
        asked.url, status, headers=headers, request=Request(asked.url, meta={"lead": asked, "found": found})
    )
    again = admission.misspelled(answer, asked)
    assert again == (replace(found, hops=1) if back else None)
    assert (admission.way(found).url == found.url) is back


def test_one_link_tries_whether_its_host_speaks_tls() -> None:
    admission = Admission()
    plain, secure = (f"{scheme}://p.example/n/1.html" for scheme in ("http", "https"))
    lead = Lead(secure, Role.ARTICLE, "s", Via.LIST, "http://p.example/")
    assert [admission.way(lead).url for _ in range(3)] == [secure, plain, plain]
    admission.came(Response(secure), lead)
    assert admission.way(lead).url == secure
    assert Admission().way(replace(lead, referrer="https://p.example/")).url == secure, "TLS was spoken there"


class Door(BaseHTTPRequestHandler):
    """Sends whoever has no cookie round to the same page with one. `tries`: it hands out another each time."""

    paper: Paper
    is_open: tuple[str, ...]
    tries: Iterator[int] | None = None

    def do_GET(self) -> None:
        page = self.paper.get(self.path)
        admitted = self.path in self.is_open or (not self.tries and self.headers.get("Cookie") == "ok=1")
        cookie = f"ok={next(self.tries) if self.tries else 1}; Path=/"
        self.send_response((page.status if page else 404) if admitted else 302)
        for name, value in () if admitted else (("Location", self.path), ("Set-Cookie", cookie)):
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.body if page and admitted else b"")


@contextmanager
def behind(door: type[Door]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("open_to_all", [("/robots.txt",), ("/robots.txt", "/", "/list/")])
def test_a_site_behind_such_a_door_is_crawled(shilu: Shilu, tmp_path: Path, open_to_all: tuple[str, ...]) -> None:
    """Where the door stands before the articles, all that are under way come without a cookie, and look like twins."""

    class Own(Door):
        paper = Paper(NUMBERS)
        is_open = open_to_all

    with behind(Own) as url:
        run = shilu("crawl", url, "--out", tmp_path / "c", "--time-limit", 60, "--json")
    assert (run.returncode, json.loads(run.stdout)["ended"]) == (0, "finished"), run.stderr
    assert sorted(written(tmp_path / "c")) == sorted(path(n) for n in NUMBERS)


@pytest.mark.slow
def test_a_door_that_opens_to_nobody_is_no_success(shilu: Shilu, tmp_path: Path) -> None:
    """Each try is given another cookie, and turned away with it."""

    class Shut(Door):
        paper = Paper(NUMBERS)
        is_open = ("/robots.txt", "/", "/list/")
        tries = count()

    with behind(Shut) as url:
        run = shilu("crawl", url, "--out", tmp_path / "c", "--limit", 5, "--json")
    report = json.loads(run.stdout)
    assert (run.returncode, report["ended"]) == (1, "page limit")
    assert any("no article came" in warning for warning in report["warnings"])
