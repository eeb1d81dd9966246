"""The server of the sample site: every byte known, codings and conditions as HTTP has them."""

from __future__ import annotations

import gzip
import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from crawler.demo import DemoServer
from crawler.demo.sections import BIG5, SZYW, shown
from tests.warm import SECONDS


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


def ask(server: DemoServer, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.url).port, timeout=SECONDS)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    response.body = response.read()
    connection.close()
    return response


def test_the_log_holds_the_bytes_of_the_wire(server):
    request = b"GET /news/szyw/ HTTP/1.1\r\nhOst: x\r\nX-Odd:1\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(server.url).port), timeout=SECONDS) as plug:
        plug.sendall(request)
        received = b"".join(iter(lambda: plug.recv(65536), b""))
    served = server.requests[-1]
    assert (served.method, served.path, served.status) == ("GET", "/news/szyw/", 200)
    assert served.request == request
    assert served.response == received
    assert received.startswith(b"HTTP/1.1 200 OK\r\nServer: Apache/1.3.29 (Unix)\r\ncontent-type: text/html\r\n")


def test_connections_stay_open_for_several_requests(server):
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.url).port, timeout=SECONDS)
    for path in ("/", "/article/list.asp?classid=3", "/nowhere", "/big5/"):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        assert (response.read() != b"", response.status) == (True, 404 if path == "/nowhere" else 200)
    connection.close()


@pytest.mark.parametrize("path", ["/html/shms/", "/article/show.asp?id=3004", "/big5/", "/today/", "/robots.txt"])
def test_codings_give_back_the_page(server, path):
    plain, packed = ask(server, path), ask(server, path, Accept_Encoding="gzip, deflate")
    assert plain.body == server.site.pages[path].body
    if packed.getheader("Content-Encoding") == "gzip":
        assert gzip.decompress(packed.body) == plain.body
    else:
        assert packed.body == plain.body


def test_conditional_requests(server):
    path = shown(SZYW, 1)[0][0].path
    full = ask(server, path)
    etag, when = full.getheader("ETag"), full.getheader("Last-Modified")
    assert ask(server, path, If_None_Match=etag).status == 304
    assert ask(server, path, If_None_Match=f'"other", W/{etag}').body == b""
    assert ask(server, path, If_Modified_Since=when).status == 304
    assert ask(server, path, If_None_Match='"other"', If_Modified_Since=when).status == 200
    assert ask(server, "/article/show.asp?id=3004", If_None_Match="*").status == 200
    assert ask(server, path, "HEAD").getheader("Content-Length") == str(len(full.body))
    assert ask(server, path, "HEAD").body == b""


def test_the_next_edition_under_a_running_server():
    with DemoServer() as running:
        unchanged, changed = shown(BIG5, 1)[0][0].path, "/html/shms/101489.html"
        etags = {path: ask(running, path).getheader("ETag") for path in (unchanged, changed)}
        running.site.advance()
        assert ask(running, unchanged, If_None_Match=etags[unchanged]).status == 304
        again = ask(running, changed, If_None_Match=etags[changed])
        assert again.status == 200
        assert running.url.encode() in ask(running, "/robots.txt").body
