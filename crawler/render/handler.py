"""The download handler that knows both ways to a page: plain HTTP, and the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import scrapy
from scrapy.http import HtmlResponse, Response
from scrapy.http.headers import Headers
from scrapy.responsetypes import responsetypes

from archive.dom import DOM_TYPE, LOADED_BY, Dom
from archive.records import Notes
from crawler.capture.handler import CaptureHandler
from crawler.crawling.session import Session, session_of
from spiders.answers.answers import OutOfTimeError

if TYPE_CHECKING:
    from crawler.render.drawn import Drawn
    from crawler.render.load import Load

# Of what the server said of the shell, these are not true of what was drawn. Validators least of all: a shell
# stays the same while its contents change.
_OF_THE_SHELL = (
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "ETag",
    "Last-Modified",
    "Transfer-Encoding",
)


class RenderHandler(CaptureHandler):
    """Without the extension `crawler.render.rendering.Rendering` it is the plain handler."""

    async def download_request(self, request: scrapy.Request) -> Response:
        """Give what came, in the time that the run still has."""
        session = self._crawler.get_extension(Session)
        if session is None:
            return await self._download(request)
        if not session.patience():
            raise OutOfTimeError
        async with session.limits.in_time():
            return await self._download(request)

    async def _download(self, request: scrapy.Request) -> Response:
        from crawler.render.rendering import Rendering

        rendering = self._crawler.get_extension(Rendering)
        why = rendering.reason(request) if rendering else None
        if rendering is None or why is None:
            return await super().download_request(request)
        request.meta["render"] = why
        self._ticket(request)  # raises where the address is private and not named
        drawn = await rendering.draw(request, self)
        main = drawn.main if drawn.plain or drawn.dom is not None else None
        self._keep(drawn, main, request)
        request.meta["asked"] = drawn.lists()
        if main is None:
            raise drawn.failure(request.url)
        return _response(request, main, drawn.dom)

    def _keep(self, drawn: Drawn, main: Load | None, request: scrapy.Request) -> None:
        """Write down what passed: the page first, with its DOM beside it, then all that it loaded.

        A page that could not be drawn is kept with the rest: it has not been read, so it is not to be read later.
        """
        session = session_of(self._crawler)
        if main is not None:
            ref = session.record(drawn.exchange(main), request)
            request.meta["record"] = ref
            if drawn.dom is not None and ref is not None:
                dom = Dom(main.url, drawn.dom, main.started, ref.record_id)
                request.meta["read_from"] = session.record_dom(dom)
        for load in drawn.loads:
            if load is not main:
                told = (LOADED_BY, request.url), ("resourceType", load.kind.lower())
                session.record(drawn.exchange(load), request, Notes(via=request.url, more=told))


def _response(request: scrapy.Request, main: Load, dom: bytes | None) -> Response:
    """Give the page as drawn; what is no page as it came."""
    headers = Headers(main.headers)
    if dom is None:
        for name in ("Content-Encoding", "Transfer-Encoding"):
            headers.pop(name, None)
        body = main.body or b""
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(request.url, status=main.status, headers=headers, body=body, request=request)
    for name in _OF_THE_SHELL:
        headers.pop(name, None)
    headers["Content-Type"] = DOM_TYPE
    return HtmlResponse(
        request.url, status=main.status, headers=headers, body=dom, request=request, flags=["rendered"]
    )
