"""robots.txt as RFC 9309 asks for it: redirects are followed, and where it cannot be had its host is not crawled."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from crawler.crawling.session import Session
from crawler.manners.agent import products
from pipelines.text.encoding import decode
from spiders.answers import failures
from spiders.answers.answers import OutOfTimeError, RobotsUnreachableError, location

log = logging.getLogger(__name__)

# RFC 9309, 2.3.1.2: at least five redirects in a row, also to other hosts.
MAX_HOPS = 5
# RFC 9309, 2.5: at least 500 KiB are read.
LARGEST = 512 << 10
# RFC 9309, 2.3.1.4: what cannot be had for so long may be taken as not being there.
LONG = 30  # days
ALLOW = "allow"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class RobotsTxt(RobotsTxtMiddleware):
    """Follows RFC 9309, 2.3.1.4: what answers 5xx or not at all forbids everything, but for what is known from before.

    The host's pages fail with it, so that they are tried again like those of any host in trouble.
    SHILU_ROBOTS_UNREACHABLE=allow takes such a robots.txt as if there were none.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._robotstxt_useragent = self._robotstxt_useragent or products(crawler.settings["USER_AGENT"])
        self._troubles: dict[str, Exception] = {}
        self._allows = crawler.settings.get("SHILU_ROBOTS_UNREACHABLE") == ALLOW

    async def robot_parser(self, request: Request) -> RobotParser | None:
        url = urlparse_cached(request)
        if url.netloc not in self._parsers:
            waiting = self._parsers[url.netloc] = Deferred()
            try:
                rules = await self._rules(f"{url.scheme}://{url.netloc}/robots.txt")
            except Exception as error:
                self._troubles[url.netloc] = error
                del self._parsers[url.netloc]
                waiting.callback(None)
                raise
            self._troubles.pop(url.netloc, None)
            await self._parse_robots(rules, url.netloc, request)
        # Of those who wait for one Deferred the first takes its result along, and the others are given none.
        while isinstance(parser := self._parsers.get(url.netloc), Deferred):
            await maybe_deferred_to_future(parser)
        if parser is None and url.netloc in self._troubles:
            raise self._troubles[url.netloc]
        return parser

    async def _rules(self, url: str) -> Response:
        """Give a response with the rules that hold for now, an empty one where there are none."""
        host = urlsplit(url).netloc
        try:
            response = await self._followed(await self._fetch(url))
        except (IgnoreRequest, OutOfTimeError):
            raise
        except Exception as error:
            return self._instead(url, f"does not answer ({failures.words(error)})", error)
        if response.status == 429 or response.status >= 500:
            words = f"answers {response.status}"
            return self._instead(url, words, RobotsUnreachableError(f"robots.txt {words}"))
        # What comes with another status is a page of the server's, and no rules (2.3.1.3).
        body = _as_utf_8(_beginning(response.body)) if 200 <= response.status < 300 else b""
        if session := self._session():
            session.collection.robots.keep(host, body)
        return response.replace(body=body)

    def _instead(self, url: str, words: str, error: Exception) -> Response:
        """Give what is known of the rules of a host whose robots.txt cannot be had now; raises where that is nothing."""
        host, session = urlsplit(url).netloc, self._session()
        known = session.collection.robots if session else None
        kept, days = (known.get(host), known.days_of_trouble(host)) if known else (None, 0)
        if kept is not None:
            taken, body = "the one known from before holds", kept
        elif self._allows or days >= LONG:
            taken, body = "taken as if there were none", b""
        else:
            self._note(
                f"{host}: robots.txt {words}, so nothing of it may be fetched (RFC 9309, 2.3.1.4); "
                "--set SHILU_ROBOTS_UNREACHABLE=allow fetches all the same"
            )
            raise error
        self._note(f"{host}: robots.txt {words}; {taken}")
        return Response(url, body=body)

    def _note(self, words: str) -> None:
        session = self._session()
        notes = session.tally.notes if session else []
        if words not in notes:
            notes.append(words)
            log.warning("%s", words)

    def _session(self) -> Session | None:
        """The run, where there is one: `probe` fetches a page without."""
        return self.crawler.get_extension(Session)

    async def _followed(self, response: Response) -> Response:
        for _ in range(MAX_HOPS):
            target = location(response) if 300 <= response.status < 400 else None
            if target is None:
                break
            try:
                response = await self._fetch(target)
            except IgnoreRequest:  # into a private network, so nowhere
                break
        return response

    async def _fetch(self, url: str) -> Response:
        assert self.crawler.engine is not None
        request = Request(
            url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
        )
        return await self.crawler.engine.download_async(request)


def _beginning(rules: bytes) -> bytes:
    """Cut rules that are too long behind a line: half a path would forbid more than the whole one."""
    return rules if len(rules) <= LARGEST else rules[: rules.rfind(b"\n", 0, LARGEST) + 1]


def _as_utf_8(rules: bytes) -> bytes:
    """Rules are UTF-8 (RFC 9309, 2.3), but some editors of Windows save another, and not all say so.

    What is no UTF-8 would be left out, and of a path `/` alone would stay: such a line is given twice, as its bytes
    stand in addresses and as browsers would ask for what it says.
    """
    if rules.startswith(UTF_16):
        return rules.decode("utf-16", "replace").encode()
    with suppress(UnicodeDecodeError):
        rules.decode()
        return rules
    as_bytes = re.sub(rb"[\x80-\xff]", lambda odd: b"%%%02X" % ord(odd[0]), rules).split(b"\n")
    as_read = decode(rules).text.encode(errors="replace").split(b"\n")
    return b"\n".join(line for pair in zip(as_bytes, as_read, strict=False) for line in dict.fromkeys(pair))
