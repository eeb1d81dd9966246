"""The browser of one run, driven by scrapy-playwright: started with the first page, ended with the run."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error, Page
from scrapy import Request
from scrapy.settings import Settings
from scrapy_playwright.handler import Config, ScrapyPlaywrightDownloadHandler  # type: ignore[import-untyped]
from scrapy_playwright.page import PageMethod  # type: ignore[import-untyped]
from scrapy_playwright.provider import PlaywrightBrowserProvider  # type: ignore[import-untyped]

from crawler.render.drawn import BrowserGone, Drawn, Wanted, first_line
from crawler.render.gate import Gate
from crawler.render.program import FLAGS
from crawler.render.traffic import Traffic

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

PAGES = 2  # at a time
# Seconds: a page is drawn when nothing has moved for QUIET, or its content not for STILL; and after SETTLE in any
# case. What the browser does not do within PATIENCE it will not do at all.
QUIET, STILL, SETTLE, PATIENCE, POLL = 0.5, 2.0, 12.0, 10.0, 0.1
START = 30.0
# What Playwright says of a question to a page in whose place another is being loaded.
MOVING = ("Execution context was destroyed", "page is navigating")
CODED = "net::ERR_CONTENT_DECODING_FAILED"
# The height makes the browser lay the page out, and so ask for the images of its style sheets.
SIZE = """() => [document.readyState, document.getElementsByTagName('*').length,
               document.documentElement?.offsetHeight, document.body?.textContent?.length].join()"""
WHOLE = "complete,"  # the page and what its markup names have come; on a busy machine a pause says nothing of that


class Provider(PlaywrightBrowserProvider):  # type: ignore[misc]
    """Keeps the process id of the browser, so that one that hangs can be ended."""

    pid: int | None = None

    async def launch_browser(self) -> Any:
        browser = await super().launch_browser()
        session = await browser.new_browser_cdp_session()
        found = await session.send("SystemInfo.getProcessInfo")
        await session.detach()
        self.pid = next((each["id"] for each in found["processInfo"] if each["type"] == "browser"), None)
        return browser


class _Handler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """scrapy-playwright's handler with settings of its own: the proxy is known only when the crawl runs."""

    def __init__(self, crawler: Crawler, settings: Settings) -> None:
        super().__init__(crawler)
        self.config = Config.from_settings(settings)
        self.config.target_closed_max_retries = 0  # the frontier tries again
        self.config.download_timeout_secs = 0.01  # what is no page is aborted, not downloaded
        self.browser_provider_cls = Provider
        self.process_request_headers = None  # the browser's own, so that the record is what was sent

    @property
    def lives(self) -> bool:
        browser = getattr(self, "browser", None)
        return browser is not None and browser.is_connected()

    @property
    def pid(self) -> int | None:
        return getattr(self.browser_provider, "pid", None)


def _settings(program: str, proxy: str, agent: str) -> Settings:
    return Settings(
        {
            "PLAYWRIGHT_LAUNCH_OPTIONS": {
                "executable_path": program,
                # Not Playwright's way to set it, which makes up a platform in the client hints.
                "args": [*FLAGS, f"--user-agent={agent}"],
                "chromium_sandbox": os.geteuid() != 0,
                "proxy": {"server": proxy},
                # An interrupt lets the pages under way come to their end; the run closes the browser itself.
                "handle_sigint": False,
                "handle_sigterm": False,
                "handle_sighup": False,
                "timeout": START * 1000,
            },
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": PAGES,
        }
    )


class Browser:
    """Draws pages. Whatever happens in the browser, a page ends within its time."""

    def __init__(self, crawler: Crawler, program: str, allowed: Callable[[str, int], bool]) -> None:
        self._crawler = crawler
        self._program = program
        self._gate = Gate(allowed)
        self._agent: str = crawler.settings["USER_AGENT"]
        self._handler: _Handler | None = None
        # Servers that compress whatever they are asked for; Chromium refuses what it did not ask for.
        self._coding_hosts: set[str] = set()
        self._starting = asyncio.Lock()
        self._room = asyncio.Semaphore(PAGES)

    async def draw(self, wanted: Wanted) -> Drawn:
        """Fetch a page and all that it needs. Raises BrowserGone where the browser cannot be started."""
        async with self._room:
            plain = wanted.host not in self._coding_hosts
            drawn = await self._visit(wanted, plain)
            if not plain or not drawn.has_failed_with(CODED):
                return drawn
            self._coding_hosts.add(wanted.host)
            again = await self._visit(wanted, plain=False)
            return replace(again, loads=drawn.loads + again.loads)

    async def _visit(self, wanted: Wanted, plain: bool) -> Drawn:
        handler = await self._started()
        tab = _Tab(wanted, plain)
        error: Exception | None = None
        try:
            async with asyncio.timeout(wanted.timeout + SETTLE + PATIENCE):
                await handler.download_request(tab.request())
        except Exception as caught:
            error = caught
        if not await tab.leave() or not handler.lives:
            await self._drop(handler)
        return tab.drawn(error, self._gate.address)

    async def _drop(self, handler: _Handler) -> None:
        """Be done with a browser that crashed or hangs; the next page starts another."""
        if self._handler is handler:
            self._handler = None
            _kill(handler.pid)
            await _in_time(handler.close())

    async def close(self) -> None:
        """End the browser, by force where it does not answer."""
        handler, self._handler = self._handler, None
        if handler is not None and not await _in_time(handler.close()):
            _kill(handler.pid)
        await self._gate.close()

    async def _started(self) -> _Handler:
        async with self._starting:
            if self._handler is None:
                logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)
                handler = _Handler(self._crawler, _settings(self._program, await self._gate.open(), self._agent))
                try:
                    await handler._launch()
                    await handler._maybe_launch_browser()
                except Exception as error:
                    await _in_time(handler.close())
                    raise BrowserGone(f"{self._program} does not start: {first_line(error)}") from error
                self._handler = handler
            return self._handler


class _Tab:
    """One page on its way through scrapy-playwright."""

    def __init__(self, wanted: Wanted, plain: bool) -> None:
        self.page: Page | None = None
        self._wanted = wanted
        self._plain = plain
        self._traffic: Traffic | None = None
        self._dom: bytes | None = None

    def request(self) -> Request:
        wanted = self._wanted
        return Request(
            wanted.url,
            meta={
                "playwright": True,
                "playwright_context": wanted.zone,
                "playwright_context_kwargs": {
                    "timezone_id": wanted.zone,
                    "ignore_https_errors": True,  # as in the plain crawl: a wrong certificate is the site's matter
                    "service_workers": "block",  # their requests would be no page's
                    "accept_downloads": False,
                },
                "playwright_page_init_callback": self._follow,
                "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": wanted.timeout * 1000},
                "playwright_page_methods": [PageMethod(self._settle)],
            },
        )

    async def _follow(self, page: Page, request: Request) -> None:
        self.page = page
        try:
            session = await page.context.new_cdp_session(page)
            self._traffic = Traffic(session, self._wanted.url)
            await self._traffic.start(plain=self._plain)
        except Exception:
            await page.close()  # scrapy-playwright would go on, and nothing would be on record
            raise

    async def _settle(self, page: Page) -> None:
        """Wait until scripts have drawn the page, and take it as it is then; anew where it loads itself again."""
        assert self._traffic is not None
        ends = time.monotonic() + SETTLE
        while self._dom is None:
            try:
                await self._stand_still(page, self._traffic, ends)
                async with asyncio.timeout(PATIENCE):
                    self._dom = (await page.content()).encode("utf-8", "replace")
            except Error as error:
                if not _is_moving(error) or time.monotonic() > ends + PATIENCE:
                    raise
                await asyncio.sleep(POLL)
        while not self._traffic.quiet_for() and time.monotonic() < ends:
            await asyncio.sleep(POLL)  # what began in the meantime belongs to the record

    async def _stand_still(self, page: Page, traffic: Traffic, ends: float) -> None:
        size, since = "", time.monotonic()
        while time.monotonic() < ends:
            await asyncio.sleep(POLL)
            async with asyncio.timeout(PATIENCE):  # a script may never let go of the page
                now = await page.evaluate(SIZE)
            if now != size:
                size, since = now, time.monotonic()
            still = time.monotonic() - since
            quiet = now.startswith(WHOLE) and traffic.quiet_for() > QUIET
            if still > STILL or (still > QUIET and quiet):
                return

    async def leave(self) -> bool:
        """Close the page; tells whether the browser did it."""
        return self.page is None or self.page.is_closed() or await _in_time(self.page.close())

    def drawn(self, error: Exception | None, addresses: Callable[[str, int], str | None]) -> Drawn:
        loads = self._traffic.loads() if self._traffic else ()
        main = self._traffic.main if self._traffic else None
        plain = main is not None and self._traffic is not None and (main.is_redirect or not self._traffic.is_page)
        return Drawn(loads, main, plain, None if plain else self._dom, error, addresses)


def _is_moving(error: Error) -> bool:
    """Tell whether a page gave no answer because another took its place."""
    return any(words in str(error) for words in MOVING)


async def _in_time(work: Any) -> bool:
    """Tell whether `work` was done, as far as it could be, before patience ran out."""
    try:
        async with asyncio.timeout(PATIENCE):
            await work
    except TimeoutError:
        return False
    except Exception as error:
        log.debug("closing: %s", error)
    return True


def _kill(pid: int | None) -> None:
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
