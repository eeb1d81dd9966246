"""What one page of the browser sends and receives, followed by the DevTools protocol.

Playwright's own `response.body()` gives text that Chromium has recoded to UTF-8. Here every answer is held at the
moment its body is complete (`Fetch`, response stage), which gives the bytes; `Network` gives header blocks as
received, times and connections.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from archive.exchange import Truncation
from crawler.render.load import Load
from pipelines.sniff import Content, sniff

MAX_BODY = 64 << 20
# Films, and streams that never end, are not loaded. A page's own address is checked before it is gone to.
STOPPED = ("Media", "EventSource")
PATTERNS = [
    {"urlPattern": "*", "requestStage": "Response"},
    *({"urlPattern": "*", "resourceType": kind, "requestStage": "Request"} for kind in ("Document", *STOPPED)),
]
# `Fetch` and `Network` come by ways of their own: on a busy machine an answer may be told before its request. Seconds.
LATE, LOOK = 5.0, 0.01
# A page may load itself again, as some do to set a cookie; it may not lead elsewhere.
TIMES = 4

Event = dict[str, Any]


class Traffic:
    """Loads by the order in which they began."""

    def __init__(self, session: Any, url: str) -> None:
        self._session = session
        self._url = url
        self._frame = ""
        self._loads: list[Load] = []
        self._by_id: dict[str, list[Load]] = defaultdict(list)
        self._sent: dict[str, list[Event]] = defaultdict(list)
        self._received: dict[str, list[Event]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()
        self._visits = 0
        self._last = time.monotonic()
        self.is_page = True

    async def start(self, *, plain: bool) -> None:
        """Begin to follow. `plain`: ask for bodies without content coding, which the browser would take off.

        Raises Playwright's errors.
        """
        on, send = self._session.on, self._session.send
        for name in ("requestWillBeSent", "responseReceived", "loadingFinished", "loadingFailed"):
            on(f"Network.{name}", getattr(self, f"_{name}"))
        on("Network.requestWillBeSentExtraInfo", lambda event: self._sent[event["requestId"]].append(event))
        on("Network.responseReceivedExtraInfo", lambda event: self._received[event["requestId"]].append(event))
        on("Fetch.requestPaused", self._requestPaused)
        tree = await send("Page.getFrameTree")
        self._frame = tree["frameTree"]["frame"]["id"]
        await send("Network.enable", {"maxPostDataSize": 1 << 20})
        await send("Network.setCacheDisabled", {"cacheDisabled": True})
        if plain:
            await send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "identity"}})
        await send("Fetch.enable", {"patterns": PATTERNS})

    @property
    def main(self) -> Load | None:
        """The page itself, as far as it came; the last time, where it loaded itself again."""
        mains = [load for load in self._loads if load.is_main and load.status]
        return mains[-1] if mains else None

    def quiet_for(self) -> float:
        """Seconds since anything moved; 0 while something is under way."""
        under_way = any(load.ended is None for load in self._loads)
        return 0.0 if under_way else time.monotonic() - self._last

    def loads(self) -> tuple[Load, ...]:
        """Give what left the browser, with all that was told of it. To be called at the end."""
        for name, loads in self._by_id.items():
            _match(loads, self._sent[name], self._received[name])
        for load in self._loads:
            if load.ended is None:
                load.ended = load.clock + max(0.0, time.monotonic() - self._last)
                load.truncated = load.truncated or (Truncation.TIME if load.body is None else None)
        return tuple(load for load in self._loads if load.was_sent and load.url.startswith(("http:", "https:")))

    # -- what the browser tells --

    def _requestWillBeSent(self, event: Event) -> None:  # noqa: N802  the protocol's names
        loads = self._by_id[event["requestId"]]
        if loads and (redirect := event.get("redirectResponse")):
            _take(loads[-1], redirect)
            loads[-1].ended = event["timestamp"]
        load = Load.of(event, self._frame)
        loads.append(load)
        self._loads.append(load)
        self._last = time.monotonic()

    def _responseReceived(self, event: Event) -> None:  # noqa: N802
        if load := self._current(event["requestId"]):
            _take(load, event["response"])

    def _loadingFinished(self, event: Event) -> None:  # noqa: N802
        self._end(event)

    def _loadingFailed(self, event: Event) -> None:  # noqa: N802
        load = self._end(event)
        if load and not load.status:
            load.error = event.get("errorText")

    def _end(self, event: Event) -> Load | None:
        self._last = time.monotonic()
        load = self._current(event["requestId"])
        if load:
            load.ended = event["timestamp"]
        return load

    def _current(self, request_id: str | None) -> Load | None:
        loads = self._by_id.get(request_id or "")
        return loads[-1] if loads else None

    # -- what it waits for us to decide --

    def _requestPaused(self, event: Event) -> None:  # noqa: N802
        task = asyncio.get_running_loop().create_task(self._decide(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decide(self, event: Event) -> None:
        from playwright.async_api import Error

        with contextlib.suppress(Error):  # the page has gone
            answered = "responseStatusCode" in event or "responseErrorReason" in event
            goes_on = await self._answer(event) if answered else self._may_go(event)
            if goes_on:
                await self._session.send("Fetch.continueRequest", {"requestId": event["requestId"]})
            else:
                stop = {"requestId": event["requestId"], "errorReason": "Aborted"}
                await self._session.send("Fetch.failRequest", stop)

    def _may_go(self, event: Event) -> bool:
        if event["resourceType"] in STOPPED:
            return False
        if event["resourceType"] != "Document" or event["frameId"] != self._frame:
            return True
        if event["request"]["url"].partition("#")[0] != self._url.partition("#")[0]:
            return False
        self._visits += 1
        return self._visits <= TIMES

    async def _answer(self, event: Event) -> bool:
        """Take the answer, before the browser does."""
        if "responseStatusCode" not in event or (load := await self._answered(event)) is None:
            return True
        load.status, load.reason = event["responseStatusCode"], event.get("responseStatusText", "")
        load.headers = [(each["name"], each["value"]) for each in event.get("responseHeaders", ())]
        if load.is_redirect:
            return True
        length = load.header("content-length")
        if length.isdigit() and int(length) > MAX_BODY:
            load.truncated = Truncation.LENGTH
            return False
        answer = await self._session.send("Fetch.getResponseBody", {"requestId": event["requestId"]})
        body = answer["body"]
        load.body = base64.b64decode(body) if answer["base64Encoded"] else body.encode("utf-8", "surrogatepass")
        return not load.is_main or self._is_page(load)

    async def _answered(self, event: Event) -> Load | None:
        """Give the load that is answered, once it is known: the hop behind a redirect bears the name of that in front."""
        ends = time.monotonic() + (LATE if "networkId" in event else 0)
        while True:
            load = self._current(event.get("networkId"))
            waiting = load if load and not load.status else None
            if (waiting and waiting.bare_url == event["request"]["url"]) or time.monotonic() >= ends:
                return waiting
            await asyncio.sleep(LOOK)

    def _is_page(self, load: Load) -> bool:
        """Tell whether the browser would show it as a page; the rest it would offer to save."""
        content, _ = sniff(load.body or b"", load.header("content-type") or None)
        saved = load.header("content-disposition").lower().startswith("attachment")
        self.is_page = not saved and (content is Content.HTML or not load.body)
        return self.is_page


def _take(load: Load, response: Event) -> None:
    """Take what `Network` tells of an answer; header lines as `Fetch` gives them are better."""
    load.protocol = response.get("protocol") or load.protocol
    load.security = response.get("securityDetails") or load.security
    if not load.status:
        load.status, load.reason = response["status"], response.get("statusText", "")
        load.headers = list(_pairs(response.get("headers", {})))


def _pairs(headers: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in headers.items() for value in values.split("\n"))


def _match(loads: list[Load], sent: list[Event], received: list[Event]) -> None:
    """Give each hop of a request the header lines that belong to it: both come in order, without saying whose."""
    for load, event in zip(loads, sent, strict=False):
        load.sent = event["headers"]
    waiting = iter(received)
    for load in loads:
        told = next((event for event in waiting if event.get("statusCode") == load.status), None)
        if told:
            load.text = told.get("headersText")
