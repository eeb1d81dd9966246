"""What an answer, or none, means for a visit, before anybody reads the page."""

from __future__ import annotations

import re
from dataclasses import replace
from email.utils import mktime_tz, parsedate_tz
from time import time
from typing import Any
from urllib.parse import quote, urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from pipelines.article import ArchiveRef
from pipelines.page.address import urls
from pipelines.page.address.resolving import by_standard
from pipelines.sniff import is_ended
from spiders.answers import failures
from spiders.answers.refusals import Refusal
from spiders.frontier import Lead, Result, Visit

GONE = (404, 410)
# Nothing; a part that nobody asked for; that a copy is good, of which nobody said that there is one.
NO_PAGE = (204, 205, 206, 304)
_PARTIAL = 206
# A part that is all there is (RFC 9110, 14.4): some caches answer so whoever asks.
_FROM_FIRST_TO_LAST = re.compile(rb"\s*bytes\s+0-(\d{1,18})/(\d{1,18})\s*", re.IGNORECASE)
REDIRECTS = (301, 302, 303, 307, 308)
CUT = "body cut short"
# Browsers show the body of such an answer (Fetch, 4.4: without a location URL the response is what came).
NOWHERE = "redirect without a usable target"
# In the meta of requests: that they only ask to be let in; the lead as it was found, where it is asked for otherwise.
DOOR, FOUND = "door", "found"
MAX_HOPS = 10  # redirects in a row
_HOPELESS = (failures.TOO_LARGE,)  # and so it will be next time
# Bytes of a Location outside of these go into the next request as they came, percent-encoded: old servers send GBK.
_IN_LOCATION = "%!#$&'()*+,/:;=?@[]~-._"
_NO_PART = b"\t\r\n"  # of any address (URL Standard, 4.4)
# Refusals that may pass: the visit is tried again later, more slowly.
_BUSY = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)
# What firewalls of Chinese hosts send along with a script that sets a cookie; elsewhere the server behind one is down.
_CHALLENGE = 521


class OutOfTimeError(Exception):
    """A request that this run does not make any more: its time is over, and the page stays pending."""


class RobotsUnreachableError(Exception):
    """The robots.txt of a page's host cannot be had, which forbids everything until it can. The text says why."""


def without_tls(lead: Lead) -> Lead | None:
    """Give `lead` by plain HTTP where the page that led to it came so from the same host: links may promise too much."""
    url = f"http{lead.url[5:]}" if lead.url.startswith("https://") else ""
    spoken = url and (lead.referrer or "").startswith("http://")
    same = spoken and urls.host_of(url) == urls.host_of(lead.referrer or "")
    return replace(lead, url=url, hops=lead.hops + 1, etag=None, modified=None) if same else None


def referer(came_from: str | None, url: str) -> str | None:
    """Give what a browser says of the page that led to `url`: some servers give further pages of a list to nobody else.

    Referrer Policy, 3.7, strict-origin-when-cross-origin.
    """
    if (
        not came_from
        or not came_from.isascii()
        or (came_from.startswith("https:") and not url.startswith("https:"))
    ):
        return None
    own, other = urlsplit(came_from), urlsplit(url)
    return came_from if own[:2] == other[:2] else f"{own.scheme}://{own.netloc}/"


def headers_for(lead: Lead, cookie: str | None) -> dict[str, str]:
    """Give what the request for `lead` says besides its address: where it comes from, and which copy is known."""
    said = {
        "Cookie": cookie,
        "Referer": referer(lead.referrer, lead.url),
        "If-None-Match": lead.etag,
        "If-Modified-Since": lead.modified,
    }
    return {name: value for name, value in said.items() if value}


def by_status(response: Response, lead: Lead) -> Visit | None:
    """Settle an answer by its status, where that is enough; None if there is a page to read."""
    status = response.status
    visit = Visit(lead, Result.FAILED, f"HTTP {status}", status)
    if status == 304 and (lead.etag or lead.modified):
        return replace(visit, result=Result.UNCHANGED, reason=None)
    if is_redirect(response) or (status == 200 and DOOR in response.meta):
        return replace(visit, result=Result.REDIRECTED, reason=None)
    if status in REDIRECTS:
        return replace(visit, result=Result.REJECTED, reason=NOWHERE)
    if status in GONE:
        return replace(visit, result=Result.GONE)
    if status == _CHALLENGE and b"<script" in response.body:
        return replace(visit, reason=f"{Refusal.BLOCKED}: a script to be run first (HTTP {status})")
    if status in _BUSY:
        return replace(visit, retry_after=_retry_after(response))
    if status >= 300 and status != 304:
        return replace(visit, retry=False)
    if is_no_page(status, response.headers.get("Content-Range")) or status < 200:
        return visit
    return replace(visit, reason=CUT) if is_cut(response) else None


def by_failure(failure: Any, lead: Lead) -> Visit | None:
    """Settle a page that did not come, by Twisted's `failure`; None if it stays pending."""
    if failure.check(OutOfTimeError):
        return None
    rejected = failure.check(IgnoreRequest) is not None
    said = rejected or failure.check(RobotsUnreachableError)
    reason = str(failure.value) if said else failures.words(failure.value)
    if not rejected and (plain := without_tls(lead)):
        return Visit(lead, Result.REDIRECTED, reason, leads=(plain,))
    result = Result.REJECTED if rejected else Result.FAILED
    return Visit(lead, result, reason, retry=reason not in _HOPELESS)


def is_no_page(status: int, content_range: bytes | None) -> bool:
    """Tell an answer of success, or none, that does not bring the page."""
    part = _FROM_FIRST_TO_LAST.fullmatch(content_range or b"")
    whole = status == _PARTIAL and part is not None and int(part[1]) + 1 == int(part[2])
    return status in NO_PAGE and not whole


def is_cut(response: Response) -> bool:
    """Tell whether the end of a page is missing. A wrong length or last chunk alone does not show it: many servers send those."""
    return "dataloss" in response.flags and not is_ended(response.body)


def is_redirect(response: Response) -> bool:
    """Tell whether an answer is a redirect. An empty Location is none, for browsers as well."""
    return response.status in REDIRECTS and any(response.headers.getlist("Location"))


def content_type(response: Response) -> str | None:
    """Give what the server says that it sent, as it came."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None


def location(response: Response) -> str | None:
    """Give where a redirect leads, None where it leads to no page. A door that answers with a page leads to itself.

    Of several lines the first that leads anywhere counts, as for curl and replay tools.
    """
    if response.status == 200 and DOOR in response.meta:
        return response.url
    lines = filter(None, response.headers.getlist("Location"))
    written = (quote(line.translate(None, _NO_PART).strip(), safe=_IN_LOCATION) for line in lines)
    targets = (by_standard(response.url, line) for line in written)
    return next(filter(None, targets), None)


def came(response: Response, lead: Lead) -> Visit:
    """Give the visit of a page that came to be read. One that was cut is not asked for conditionally."""
    if is_cut(response):
        return Visit(lead, Result.READ, CUT, response.status)
    etag, modified = header(response, "ETag"), header(response, "Last-Modified")
    return Visit(lead, Result.READ, status=response.status, etag=etag, modified=modified)


def _retry_after(response: Response) -> float:
    """Seconds that the server asks for (RFC 9110, 10.2.3: a number or a date); 0 where it does not."""
    value = header(response, "Retry-After") or ""
    if value.isascii() and value.isdigit():
        return float(value) if len(value) < 10 else 0.0  # thirty years are no answer
    date = parsedate_tz(value)
    try:
        return max(0.0, mktime_tz(date) - time()) if date else 0.0
    except (OverflowError, ValueError):  # no day of any calendar
        return 0.0


def header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def archive_ref(response: Response) -> ArchiveRef | None:
    record = response.meta.get("read_from") or response.meta.get("record")
    if record is None:
        return None
    return ArchiveRef(record.file, record.offset, record.record_id, record.payload_digest, record.date)


def fetched_at(response: Response) -> str:
    record = response.meta.get("record")
    return record.date if record else ""
