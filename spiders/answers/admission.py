"""How hosts want to be asked: by which scheme, in which spelling of addresses, with which cookies.

Links may promise TLS where there is none. The first such link to a host that has come plainly tries; what else leads
there meanwhile goes by plain HTTP.

Links may lack a slash, or the name that a host goes by, and be sent on one by one: what did so a few times is asked for
as it was sent on, by what links lead to: sections may end in a slash, and articles be gone with one.

News is read without cookies. A page that redirects to itself and hands out a cookie with it will do so for ever: from
then on the cookie goes with every request to its host, in this run. Others hand it out at a door of its own: `/x` sends
to `/check?to=/x`, which sends back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response

from pipelines.page.address import urls
from pipelines.page.model import Role
from spiders.answers.answers import DOOR, FOUND, GONE, REDIRECTS, location, without_tls
from spiders.answers.refusals import vanished
from spiders.frontier import Lead

_MOST = 20  # cookies of a host
_PROOFS = 3  # pages that were sent on in the same way
_TRIES = 20  # at the doors of a host: more may be under way at once, but some hand out new cookies for ever


class Spelling(NamedTuple):
    """How a host spells addresses of a role that begin with `own`: they begin with `other`, and may end in a slash."""

    role: Role
    own: str
    other: str
    slash: bool

    def spell(self, url: str) -> str:
        """Give `url` in this spelling; unchanged where the spelling does not apply."""
        if not url.startswith(self.own):
            return url
        head, mark, query = f"{self.other}{url.removeprefix(self.own)}".partition("?")
        lacks = self.slash and not head.endswith("/") and "." not in head.rpartition("/")[2]
        return f"{head}/{mark}{query}" if lacks else f"{head}{mark}{query}"


class Admission:
    """What a run has learned of how its hosts want to be asked."""

    def __init__(self) -> None:
        self._cookies: dict[str, dict[str, str]] = {}
        self._trying: set[str] = set()  # hosts that have been asked whether they speak TLS
        self._speaking: set[str] = set()
        self._sent_on: Counter[Spelling] = Counter()
        self._open: set[str] = set()  # hosts that have shown a page
        self._tried: Counter[str] = Counter()  # doors, by host

    def way(self, lead: Lead) -> Lead:
        """Give `lead` with the scheme and the spelling that its host is known to redirect to."""
        known = (each for each, proofs in self._sent_on.items() if proofs >= _PROOFS and each.role is lead.role)
        for spelling in known if lead.hops < _PROOFS else ():
            if (url := spelling.spell(lead.url)) != lead.url:
                return replace(lead, url=url)
        plain = without_tls(lead)
        host = urlsplit(lead.url).netloc
        if plain is None or host in self._speaking:
            return lead
        if host in self._trying:
            return plain
        self._trying.add(host)
        return lead

    def came(self, response: Response, lead: Lead) -> None:
        """Note that an answer came."""
        host = urlsplit(response.url).netloc
        if self._trying and response.url.startswith("https://"):
            self._speaking.add(host)
        if response.status not in REDIRECTS:
            self._open.add(host)
        if response.status == 200:
            self._doubt(lead, response.url)  # not all are sent on

    def _doubt(self, lead: Lead, url: str) -> None:
        for spelling in self._sent_on:
            if spelling.role is lead.role and spelling.spell(url) != url:
                self._sent_on[spelling] = -_MOST

    def misspelled(self, response: Response, lead: Lead) -> Lead | None:
        """Give the lead as it was found, where the learned spelling of it leads to nothing."""
        found: Lead = response.meta.get(FOUND, lead)
        if found.url == lead.url:
            return None
        target = location(response) if response.status in REDIRECTS else None
        if response.status in GONE or (target and (target == found.url or vanished(lead, target))):
            self._doubt(found, found.url)
            return replace(found, hops=found.hops + 1)
        return None

    def moved(self, lead: Lead, url: str, target: str) -> None:
        """Note that `lead`, asked for as `url`, was sent on to `target`, which may be the same in another spelling."""
        if urls.key(url) == urls.key(target):
            own, other = (f"{each.scheme}://{each.netloc}/" for each in map(urlsplit, (url, target)))
            for slash in (False, True):
                if (spelling := Spelling(lead.role, own, other, slash)).spell(url) == target != url:
                    self._sent_on[spelling] += 1
                    return

    def door(self, response: Response, lead: Lead) -> str | None:
        """Give where a host that has shown no page yet sends us to be let in: its door first, and from there back to `lead`."""
        target = location(response) if response.status in REDIRECTS else None
        host = urlsplit(lead.url).netloc
        if target is None or host in self._open:
            return None
        if DOOR not in response.meta:
            if not _names(target, response.url) or self._tried[host] >= _TRIES:
                return None
            self._tried[host] += 1
            self._keep(response, lead.url)
            return target
        return target if urls.key(target) == lead.key and self._keep(response, lead.url) else None

    def header(self, url: str) -> str | None:
        """Give the Cookie header for a request to `url`, None where its host asks for none."""
        known = self._cookies.get(urlsplit(url).netloc) if self._cookies else None
        return "; ".join(f"{name}={value}" for name, value in known.items()) if known else None

    def granted(self, response: Response, target: str) -> bool:
        """Tell whether a redirect to `target` means: come again with another cookie than you had. It is kept."""
        return urls.key(target) == urls.key(response.url) and self._keep(response, response.url)

    def _keep(self, response: Response, url: str) -> bool:
        """Keep the cookies handed out to whoever asked for `url`; tell whether they are others than were sent."""
        handed_out = response.headers.getlist("Set-Cookie")[:_MOST]
        if response.request is None or (not handed_out and DOOR not in response.meta):
            return False
        known = self._cookies.setdefault(urlsplit(url).netloc, {})
        known.update(pair for value in handed_out for pair in _pairs(value.decode("latin-1")).items())
        sent = (response.request.headers.get("Cookie") or b"").decode("latin-1")
        return len(known) <= _MOST and (self.header(url) or "") != sent


def _names(target: str, url: str) -> bool:
    """Tell whether `target` holds the address `url` to send readers back to, or is `url` with one more parameter."""
    own, other = urlsplit(url), urlsplit(target)
    asked = f"{own.path}?{own.query}" if own.query else own.path
    if own[:3] == other[:3] and len(other.query) > len(own.query) and other.query.startswith(own.query):
        return True
    return any(value in (url, asked) for _, value in parse_qsl(other.query))


def _pairs(value: str) -> dict[str, str]:
    cookie: SimpleCookie = SimpleCookie()
    try:
        cookie.load(value)
    except CookieError:
        return {}
    pairs = {name: morsel.coded_value for name, morsel in cookie.items()}
    return {name: value for name, value in pairs.items() if f"{name}{value}".isascii() and value.isprintable()}
