"""What hosts ask for at the door: cookies without which they send their visitors round in circles.

News is read without cookies. A page that redirects to itself and hands out a cookie with it will do so for ever: from
then on the cookie goes with every request to its host, in this run.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from scrapy.http import Response

from pipelines.page import urls

_MOST = 20  # cookies of a host


class Admission:
    """The cookies of a run, by host."""

    def __init__(self) -> None:
        self._cookies: dict[str, dict[str, str]] = {}

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
