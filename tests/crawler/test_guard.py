"""No page may lead the crawler into a private network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.capture.guard import is_private_host, is_public
from crawler.capture.tls import iana_suite
from tests.certificate import write_certificate
from tests.conftest import ROOT
from tests.hostile.server import HostileServer
from tests.warm import SECONDS

PUBLIC = ("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1")
PRIVATE = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "no address",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "[::1]", "::1", "10.0.0.1", "fe80::1%eth0"]
)
def test_hosts_that_say_they_are_private(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize("host", ["news.example", "93.184.216.34", "localhost.example", "2130706433", "0x7f.1"])
def test_hosts_whose_addresses_have_to_be_seen(host: str) -> None:
    assert not is_private_host(host)


CRAWL = """
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer
from crawler.capture import SETTINGS

port, named, urls = sys.argv[1], sys.argv[2].split(","), sys.argv[3:]
ADDRESSES = {
    "rebound.example": ["127.0.0.2"],
    "both.example": ["127.0.0.3", "10.255.255.1"],
    "target.example": ["127.0.0.4"],
}
own = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "RETRY_ENABLED": False}

@implementer(IHostnameResolver)
class Names:
    def __init__(self, real):
        self.real = real
    def resolveHostName(self, receiver, name, portNumber=0, **more):
        if name not in ADDRESSES:
            return self.real.resolveHostName(receiver, name, portNumber, **more)
        receiver.resolutionBegan(None)
        for address in ADDRESSES[name]:
            receiver.addressResolved(IPv4Address("TCP", address, portNumber))
        receiver.resolutionComplete()

class Spider(scrapy.Spider):
    name = "guarded"
    private_hosts = frozenset(named)
    async def start(self):
        from twisted.internet import reactor
        reactor.installNameResolver(Names(reactor.nameResolver))
        for url in urls:
            yield scrapy.Request(url, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url})
    def parse(self, response, asked):
        print(json.dumps([asked, "fetched"]))
    def failed(self, failure):
        print(json.dumps([failure.request.cb_kwargs["asked"], f"{failure.type.__name__}: {failure.value}"]))

process = CrawlerProcess({**SETTINGS, **own})
process.crawl(Spider)
process.start()
"""


def test_private_hosts_are_fetched_only_where_a_target_names_them(tmp_path: Path) -> None:
    server = HostileServer(write_certificate(tmp_path / "server.pem"))
    port = server.port
    named = ["target.example", f"127.0.0.9:{port}"]
    fetched = [f"http://target.example:{port}/plain", f"http://127.0.0.9:{port}/plain"]
    refused = [
        f"http://127.0.0.1:{port}/plain",
        f"http://localhost:{port}/plain",
        f"http://[::1]:{port}/plain",
        f"http://[::ffff:127.0.0.1]:{port}/plain",
        f"http://2130706433:{port}/plain",
        f"http://0x7f.1:{port}/plain",
        f"http://rebound.example:{port}/plain",
        f"http://both.example:{port}/plain",
        f"https://rebound.example:{server.tls_port}/tls",
        f"http://127.0.0.9:{server.tls_port}/plain",
    ]
    run = subprocess.run(
        [sys.executable, "-c", CRAWL, str(port), ",".join(named), *fetched, *refused],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=SECONDS,
        check=True,
    )
    outcome = dict(json.loads(line) for line in run.stdout.splitlines())
    server.close()
    for url in fetched:
        assert outcome[url] == "fetched"
    for url in refused:
        assert outcome[url].startswith("IgnoreRequest: private address"), (url, outcome[url])
    assert len(server.wires["plain"]) == len(fetched)
    assert "tls" not in server.wires


def test_a_redirect_leads_to_no_private_host(tmp_path: Path) -> None:
    server = HostileServer(write_certificate(tmp_path / "server.pem"))
    start = f"http://target.example:{server.port}/redirect_private"
    run = subprocess.run(
        [sys.executable, "-c", CRAWL, str(server.port), "target.example", start],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=SECONDS,
        check=True,
    )
    server.close()
    (line,) = run.stdout.splitlines()
    assert "IgnoreRequest: private address 10.0.0.1" in line


@pytest.mark.parametrize(
    ("openssl", "registered"),
    [
        ("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
        ("DHE-RSA-AES256-SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
        ("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA"),
        ("AES256-GCM-SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384"),
        ("ECDHE-ECDSA-AES128-CCM8", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"),
        ("ECDHE-ECDSA-AES128-CCM", "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
        ("DES-CBC3-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
        ("WHAT-EVER", None),
        (None, None),
    ],
)
def test_cipher_suites_have_their_registered_names(openssl: str | None, registered: str | None) -> None:
    assert iana_suite(openssl) == registered
