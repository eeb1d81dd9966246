"""When a run renders: the decision for each request, and what has been learned of the site's pages."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.capture.handler import CaptureHandler
from crawler.crawling.session import session_of
from crawler.render.need import FEW_LINKS, need
from crawler.render.program import Render, check, find_browser, problem
from pipelines.page.address import urls
from pipelines.page.model import Origin, Role
from pipelines.read import Page, Rejected
from pipelines.text.encoding import decode
from spiders.answers.answers import content_type

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.render.browser import Browser
    from crawler.render.drawn import Drawn
    from spiders.news import NewsSpider

log = logging.getLogger(__name__)

# Pages of one template that a browser drew, and that showed no more than before: then it is left alone.
IN_VAIN = 3
VALIDATORS = ("ETag", "Last-Modified")
_PLAIN_ROLES = (Role.FEED, Role.SITEMAP)


class Rendering:
    """Scrapy's extension. `request.meta["render"]` says why a page goes to the browser."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._spider: NewsSpider = crawler.spider  # type: ignore[assignment]
        self._zones = {profile.name: zone(profile.rules.timezone) for profile in self._spider.profiles}
        self._always = settings["SHILU_RENDER"] == Render.ALWAYS
        self._named: str | None = settings.get("SHILU_BROWSER")
        self._browser: Browser | None = None
        self._unable: str | None = None
        self._by_template: dict[str, str] = {}
        self._in_vain: Counter[str] = Counter()
        self._seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Rendering:
        mode = Render(crawler.settings["SHILU_RENDER"])
        if mode is Render.NEVER:
            raise NotConfigured
        check(mode, crawler.settings.get("SHILU_BROWSER"))
        rendering = cls(crawler)
        rendering._spider.second_look = rendering.second_look
        crawler.signals.connect(rendering.closed, signals.engine_stopped)
        return rendering

    # -- for the handler --

    def reason(self, request: Request) -> str | None:
        """Say why `request` is for the browser; None where it is not."""
        lead = request.meta.get("lead")
        if lead is None or lead.role in _PLAIN_ROLES or request.method != "GET":
            return None
        if self._always:
            return "always"
        why: str | None = request.meta.get("render") or self._by_template.get(template(request.url))
        return why if why and self._is_able() else None

    async def draw(self, request: Request, handler: CaptureHandler) -> Drawn:
        """Draw a page. Raises BrowserGone where the browser cannot be started."""
        from crawler.render.browser import Browser
        from crawler.render.drawn import Wanted

        if self._browser is None:
            program = find_browser(self._named)
            assert program is not None
            self._browser = Browser(self._crawler, program, handler.allowed)
        timeout = request.meta.get("download_timeout") or self._crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        return await self._browser.draw(Wanted(request.url, timeout, self._zones[request.meta["lead"].site]))

    # -- for the spider --

    def second_look(self, page: Page | Rejected, response: Response) -> Request | None:
        """Give a request that fetches a page again, through the browser, where it came as an empty shell."""
        if isinstance(page, Rejected) or response.request is None:
            return None
        kind = template(response.url)
        if "rendered" in response.flags:
            self._learn(kind, page, response.request)
            return None
        why = _shell(page, response)
        if why is None or response.meta.get("render") or self._in_vain[kind] >= IN_VAIN:
            return None
        if not self._is_able(why):
            for name in VALIDATORS:  # the next run may have a browser, and must not be told that nothing changed
                response.headers.pop(name, None)
            return None
        if kind not in self._seen:
            self._seen.add(kind)
            log.info("%s: rendering pages like this one: %s", response.url, why)
        again = self._spider.request(response.meta["lead"])
        again.meta["render"] = why
        return again

    def _learn(self, kind: str, page: Page, request: Request) -> None:
        """Send pages of one template to the browser straight away, once it has drawn one of them."""
        if page.article is not None or page.navigation.links:
            self._by_template[kind] = request.meta.get("render", "")
            self._in_vain[kind] = 0
            return
        self._in_vain[kind] += 1
        if self._in_vain[kind] >= IN_VAIN:
            self._by_template.pop(kind, None)

    def _is_able(self, why: str = "") -> bool:
        """Tell whether there is a browser; where not, say so once and go on without."""
        if self._unable is None:
            self._unable = problem(self._named) or ""
            if self._unable:
                log.warning("pages seem to need a browser (%s), and %s", why, self._unable)
                session_of(self._crawler).tally.notes.append(f"pages seem to need a browser: {self._unable}")
        return not self._unable

    async def closed(self) -> None:
        if self._browser is not None:
            await self._browser.close()


def zone(offset: str | None) -> str:
    """Give a time zone by its offset, as in `+08:00`, under a name that browsers know; China's where none is given.

    The tz database counts such names the other way round. Offsets with minutes have no such name.
    """
    found = re.fullmatch(r"([+-])(\d{1,2}):00", offset or "+08:00")
    if found is None:
        return "UTC"
    sign, hours = found.groups()
    return f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}" if int(hours) else "UTC"


def template(url: str) -> str:
    """Name the kind of page that a URL leads to: one site's pages of one template mostly share it."""
    return urls.family(urls.shape(urls.key(url)))


def _shell(page: Page, response: Response) -> str | None:
    if page.article is not None:
        return None
    links = len({link.url for link in page.navigation.links if link.role is not Role.EXTERNAL})
    if links > FEW_LINKS or _is_filled_from_data(page):
        return None
    return need(decode(response.body, content_type(response)).text, links)


def _is_filled_from_data(page: Page) -> bool:
    """Tell a page whose entries, or the data that they come from, are at hand, with the way to make their addresses."""
    unaddressed = page.navigation.read_unaddressed()
    data = any(link.origin in (Origin.DATA, Origin.TEMPLATE, Origin.ASKED) for link in page.navigation.links)
    return bool(unaddressed.formulas and (unaddressed.entries or data))
