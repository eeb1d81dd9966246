"""Addresses as pages write them, made absolute (URL Standard, 4.4; HTML, 2.4.3)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit, urlunsplit

from pipelines.pattern import Pattern

_STARTS = Pattern(r"https?://[^/?]")
_SLASHES = Pattern(r"^(https?:)///+", re.I)  # URL Standard, 4.4, "special authority ignore slashes"
# What all recipients should be able to take (RFC 9110, 4.1); readers of archives end at some tens of thousands.
_LONGEST, _SHORT = 8000, 800


def resolve(base: str, href: str) -> str | None:
    """Give the absolute http(s) URL without fragment and credentials, or None for anything else (mail, script, broken).

    Most addresses are simple ones, and need not pay for `urljoin`.
    """
    short = href.partition("#")[0] if "#" in href else href
    if _is_untidy(short):
        return by_standard(base, href)
    scheme, origin, folder = anatomy(base)
    if not origin:
        return by_standard(base, href)
    if short[:2] == "//":
        short = scheme + short
    if short[:4] == "http" and _STARTS.match(short):
        return short if "/." not in short and short.isascii() else by_standard(base, short)
    if "//" in short:
        return by_standard(base, href)
    while short.startswith("../"):
        short, folder = short[3:], folder[: folder.rfind("/", 0, -1) + 1]
    short = short.removeprefix("./")
    if not short or "/." in short or len(folder) <= len(origin) or short[0] in "?.":
        return by_standard(base, href)
    if short[0] == "/":
        return origin + short
    return folder + short if ":" not in short else by_standard(base, href)


@lru_cache(maxsize=1024)
def anatomy(base: str) -> tuple[str, str, str]:
    """Give `http:`, `http://host` and `http://host/folder/` of a base URL, nothing of one that is no address of a page."""
    url = by_standard(base, ".")
    if url is None:
        return "", "", ""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return f"{parts.scheme}:", origin, f"{origin}{parts.path.rpartition('/')[0]}/"


def _is_untidy(href: str) -> bool:
    """Tell what `urljoin` would not leave as it is."""
    odd = " " in href or "\\" in href or "[" in href or ";" in href or "@" in href
    return odd or href[-1:] == "?" or len(href) > _SHORT or not href.isprintable()


def by_standard(base: str, href: str) -> str | None:
    """Do what `resolve` does, for any address."""
    if "\\" in href:  # URL Standard, 4.4: in the path of a special URL it is a slash
        path, mark, query = href.partition("?")
        href = path.replace("\\", "/") + mark + query
    href = _SLASHES.sub(r"\1//", href.strip())
    try:
        url = urldefrag(urljoin(base, href))[0]
        parts = urlsplit(url)
        # A password has no place in records, reports and articles, and nobody asked us to use it.
        if "@" in parts.netloc or not parts.netloc.isascii():
            parts = with_ascii_host(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
            url = urlunsplit(parts)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.netloc
    return url if usable and (len(url) <= _SHORT or len(quote(url)) <= _LONGEST) else None


def with_ascii_host(parts: SplitResult) -> SplitResult:
    """Write a host as it is asked for: 例子.测试 is xn--fsqu00a.xn--0zwm56d (RFC 5890, 2.3.2.1).

    Raises ValueError where letters make no name of a host.
    """
    if parts.netloc.isascii():
        return parts
    host, colon, port = parts.netloc.partition(":")
    return parts._replace(netloc=host.encode("idna").decode() + colon + port)
