"""robots.txt as RFC 9309 asks for it: redirects are followed, a server in trouble is asked again."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet import task

from crawler.session import session_of

# RFC 9309, 2.3.1.2: at least five redirects in a row, also to other hosts.
MAX_HOPS = 5
# Seconds before a robots.txt that answers 429 or 5xx is asked for again.
WAITS = (2.0, 5.0)


class RobotsTxt(RobotsTxtMiddleware):
    """Departs from RFC 9309, 2.3.1.4, in one thing: a robots.txt that goes on answering 5xx forbids nothing.

    Old sites answer so for years. The report says it.
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        response = await self._followed(response)
        for seconds in WAITS:
            if _is_in_trouble(response):
                await self._sleep(seconds)
                again = await self._fetch(f"{urlsplit(request.url).scheme}://{netloc}/robots.txt")
                response = await self._followed(again)
        if _is_in_trouble(response):
            words = f"{netloc}: robots.txt answers {response.status}; taken as if there were none"
            session_of(self.crawler).tally.notes.append(words)
        # What comes with another status is a page of the server's, and no rules (2.3.1.3).
        rules = response if 200 <= response.status < 300 else response.replace(body=b"")
        await super()._parse_robots(rules, netloc, request)

    async def _followed(self, response: Response) -> Response:
        for _ in range(MAX_HOPS):
            location = response.headers.get("Location")
            target = urljoin(response.url, location.decode("latin-1")) if location else ""
            if not 300 <= response.status < 400 or urlsplit(target).scheme not in ("http", "https"):
                break
            response = await self._fetch(target)
        return response

    async def _fetch(self, url: str) -> Response:
        assert self.crawler.engine is not None
        request = Request(
            url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
        )
        return await self.crawler.engine.download_async(request)

    @staticmethod
    async def _sleep(seconds: float) -> None:
        from twisted.internet import reactor

        await maybe_deferred_to_future(task.deferLater(reactor, seconds))


def _is_in_trouble(response: Response) -> bool:
    return response.status == 429 or response.status >= 500
