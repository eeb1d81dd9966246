"""Addresses as pages write them, made absolute and read once: those of menus come back on every page of a site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipelines.page.address import urls
from pipelines.page.address.resolving import anatomy, resolve


@dataclass(slots=True, eq=False)  # told by identity: what an address says is looked up by it
class Address:
    """An absolute URL and its names; `shape` and `family` (see `urls`), made when asked for, are empty off the site."""

    url: str
    key: str
    on_site: bool
    _shape: str | None = None
    _family: str | None = None

    @property
    def shape(self) -> str:
        if self._shape is None:
            self._shape = urls.shape(self.key) if self.on_site else ""
        return self._shape

    @property
    def family(self) -> str:
        if self._family is None:
            self._family = urls.family(self.shape)
        return self._family


class Reader:
    """Reads the addresses of one page of a site."""

    def __init__(self, base: str, site: tuple[str, ...]) -> None:
        self._base, self._site = base, site
        _, self._origin, self._folder = anatomy(base)

    def read(self, href: str | None) -> Address | None:
        """Give what `href` stands for, None for what is no address of a page."""
        if not href or not (href := href.strip()):
            return None
        if href[0] == "/" or href[:4] == "http":
            return _address(self._origin, self._site, href)
        return _address(self._base if href[0] == "?" else self._folder, self._site, href)


@lru_cache(maxsize=8192)
def _address(base: str, site: tuple[str, ...], href: str) -> Address | None:
    url = resolve(base, href)
    if url is None:
        return None
    key = urls.key(url)
    return Address(url, key, urls.key_on_site(key, site))
