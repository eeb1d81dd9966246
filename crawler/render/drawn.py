"""A page that is wanted from the browser, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import TimeoutError as LateError
from scrapy.exceptions import DownloadTimeoutError

from archive.exchange import Exchange
from crawler.render.load import Load
from pipelines.read import is_paged_list


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to draw. `timeout` is for its first byte; `zone` is the time zone in which scripts write times."""

    url: str
    timeout: float
    zone: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


class BrowserGone(Exception):  # noqa: N818  it says what is the case
    """The browser cannot be started, has crashed, or hangs."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of one page. `main` is the page's own load, `dom` its markup as the browser had it in the end.

    `plain`: `main` is nothing to draw, but a redirect or a document. Where both `plain` and `dom` say no, the
    browser failed on it (`error`).
    """

    loads: tuple[Load, ...]
    main: Load | None
    plain: bool
    dom: bytes | None
    error: Exception | None
    addresses: Callable[[str, int], str | None]

    def exchange(self, load: Load) -> Exchange:
        """Tell one load as an exchange."""
        parts = urlsplit(load.url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return load.exchange(self.addresses(parts.hostname or "", port))

    def lists(self) -> tuple[str, ...]:
        """Give the addresses of lists that the page asked for and of which it shows the first page."""
        got = (
            load for load in self.loads if load is not self.main and load.method == "GET" and load.status == 200
        )
        return tuple(dict.fromkeys(load.url for load in got if is_paged_list(load.url, load.body or b"")))

    def has_failed_with(self, error: str) -> bool:
        """Tell whether the page or something that it loaded failed in this way."""
        return error in str(self.error) or any(load.error == error for load in self.loads)

    def failure(self, url: str) -> Exception:
        """Give what is to be raised where nothing came."""
        if isinstance(self.error, TimeoutError | LateError):
            return DownloadTimeoutError(f"{url}: the browser had no answer in time")
        return BrowserGone(f"{url}: {first_line(self.error) if self.error else 'nothing came'}")


def first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
