"""How hosts let us in: by which scheme, and with which cookies they send nobody round in circles.

Links may promise TLS where there is none. The first such link to a host that has come plainly tries; what else leads
there meanwhile goes by plain HTTP.

News is read without cookies. A page that redirects to itself and hands out a cookie with it will do so for ever: from
then on the cookie goes with every request to its host, in this run.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from scrapy.http import Response

from pipelines.page.address import urls
from spiders.answers.answers import without_tls
from spiders.frontier import Lead

_MOST = 20  # cookies of a host


class Admission:
    """What a run has learned of its hosts' doors."""

    def __init__(self) -> None:
        self._cookies: dict[str, dict[str, str]] = {}
        self._trying: set[str] = set()  # hosts that have been asked whether they speak TLS
        self._speaking: set[str] = set()

    def way(self, lead: Lead) -> Lead:
        """Give `lead` by the scheme that its host is known to speak."""
        plain = without_tls(lead)
        host = urlsplit(lead.url).netloc
        if plain is None or host in self._speaking:
            return lead
        if host in self._trying:
            return plain
        self._trying.add(host)
        return lead

    def came(self, url: str) -> None:
        """Note that a page came."""
        if self._trying and url.startswith("https://"):
            self._speaking.add(urlsplit(url).netloc)

    def header(self, url: str) -> str | None:
        """Give the Cookie header for a request to `url`, None where its host asks for none."""
        known = self._cookies.get(urlsplit(url).netloc) if self._cookies else None
        return "; ".join(f"{name}={value}" for name, value in known.items()) if known else None

    def granted(self, response: Response, target: str) -> bool:
        """Tell whether a redirect to `target` means: come again with another cookie than you had. It is kept."""
        if urls.key(target) != urls.key(response.url):
            return False
        handed_out = response.headers.getlist("Set-Cookie")[:_MOST]
        if not handed_out or response.request is None:
            return False
        known = self._cookies.setdefault(urlsplit(response.url).netloc, {})
        known.update(pair for value in handed_out for pair in _pairs(value.decode("latin-1")).items())
        sent = (response.request.headers.get("Cookie") or b"").decode("latin-1")
        return len(known) <= _MOST and (self.header(response.url) or "") != sent


def _pairs(value: str) -> dict[str, str]:
    cookie: SimpleCookie = SimpleCookie()
    try:
        cookie.load(value)
    except CookieError:
        return {}
    pairs = {name: morsel.coded_value for name, morsel in cookie.items()}
    return {name: value for name, value in pairs.items() if f"{name}{value}".isascii() and value.isprintable()}
