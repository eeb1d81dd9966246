"""Addresses as pages write them, made absolute and read once: those of menus come back on every page of a site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from pipelines.page import urls
from pipelines.page.document import resolve

_STARTS = re.compile(r"https?://[^/?]")


@dataclass(frozen=True, slots=True, eq=False)  # told by identity: links look up what they say by it
class Address:
    """An absolute URL and its names; `shape` and `family` (see `urls`) are empty off the site."""

    url: str
    key: str
    shape: str
    family: str
    on_site: bool


class Reader:
    """Reads the addresses of one page of a site."""

    def __init__(self, base: str, site: tuple[str, ...]) -> None:
        self._base, self._site = base, site
        self._scheme, self._origin, self._folder = _anatomy(base)

    def read(self, href: str | None) -> Address | None:
        """Give what `href` stands for, None for what is no address of a page."""
        if not href or not (href := href.strip()):
            return None
        if href[0] == "/" or href[:4] == "http":
            return _address(self._origin, self._site, href)
        return _address(self._base if href[0] == "?" else self._folder, self._site, href)


@lru_cache(maxsize=16384)
def _address(base: str, site: tuple[str, ...], href: str) -> Address | None:
    url = quick_resolve(base, href)
    if url is None:
        return None
    key = urls.key(url)
    on_site = urls.key_on_site(key, site)
    shape = urls.shape(key) if on_site else ""
    return Address(url, key, shape, urls.family(shape), on_site)


def quick_resolve(base: str, href: str) -> str | None:
    """Do what `resolve` does, without the cost of `urljoin` where the address is a simple one."""
    short = href.partition("#")[0] if "#" in href else href
    if _is_untidy(short):
        return resolve(base, href)
    scheme, origin, folder = _anatomy(base)
    if short[:2] == "//":
        short = scheme + short
    if short[:4] == "http" and _STARTS.match(short):
        return short if "/." not in short else resolve(base, short)
    if "//" in short:
        return resolve(base, href)
    while short.startswith("../"):
        short, folder = short[3:], folder[: folder.rfind("/", 0, -1) + 1]
    short = short.removeprefix("./")
    if not short or "/." in short or len(folder) <= len(origin) or short[0] in "?.":
        return resolve(base, href)
    if short[0] == "/":
        return origin + short
    return folder + short if ":" not in short else resolve(base, href)


@lru_cache(maxsize=1024)
def _anatomy(base: str) -> tuple[str, str, str]:
    """Give `http:`, `http://host` and `http://host/folder/` of a base URL."""
    parts = urlsplit(resolve(base, ".") or base)
    origin = f"{parts.scheme}://{parts.netloc}"
    return f"{parts.scheme}:", origin, f"{origin}{parts.path.rpartition('/')[0]}/"


def _is_untidy(href: str) -> bool:
    """Tell what `urljoin` would not leave as it is."""
    return " " in href or "\\" in href or "[" in href or ";" in href or href[-1:] == "?" or not href.isprintable()
