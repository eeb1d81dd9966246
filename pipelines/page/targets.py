"""Where a link leads: addresses made absolute, addresses hidden in scripts found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from pipelines.page.document import Document

Attributes = Mapping[str, str | None]

_ABSOLUTE = re.compile(r"https?://[^/\s?#]+(?:/[!\"$-~]*)?\Z")  # printable ASCII without a fragment
_ROOTED = re.compile(r"/(?:[^\s/\\][^\s\\]*)?\Z")
_PLAIN = re.compile(r"[^\s#:?/\\.][^\s#:\\]*\Z")
_UNUSABLE = ("#", "javascript:", "mailto:", "tel:", "about:", "data:", "sms:", "weixin:", "vbscript:")
_IN_SCRIPT = re.compile(
    r"""(?:\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\(|\b[\w.]*(?:open|go|url|link|jump|href|show|view)\w*\()"""
    r"""\s*['"]([^'"\s]{1,300})['"]""",
    re.I,
)
_LOOKS_LIKE_ADDRESS = re.compile(r"/|\.\w{2,5}(?:$|[?#])|\?")
_DATA = ("data-href", "data-url", "data-link")


class Targets:
    """Gives the URLs of the links of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        parts = urlsplit(document.resolve(".") or document.base)
        self._scheme = f"{parts.scheme}:"
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._folder = self._origin + (parts.path.rpartition("/")[0] or "") + "/"

    def of(self, attributes: Attributes) -> tuple[str | None, bool]:
        """Give the URL of an element, None without one, and whether it is hidden in a script or in data."""
        href = attributes.get("href")
        if href and (href := href.strip()) and not href[:12].lower().startswith(_UNUSABLE):
            return self.resolve(href), False
        hidden = _hidden(href or "", attributes)
        return (self.resolve(hidden) if hidden else None), True

    def resolve(self, href: str) -> str | None:
        """Do what `Document.resolve` does; nine in ten addresses need no `urljoin`, which costs more than the rest."""
        short = href.partition("#")[0]
        if short[:2] == "//":
            short = self._scheme + short
        if "/." not in short and _ABSOLUTE.match(short):
            return short
        folder = self._folder
        while short.startswith("../"):
            short, folder = short[3:], folder[: folder.rfind("/", 0, -1) + 1]
        short = short.removeprefix("./")
        if "/." not in short and len(folder) > len(self._origin):
            if _ROOTED.match(short):
                return self._origin + short
            if _PLAIN.match(short):
                return folder + short
        return self._document.resolve(href)


def _hidden(href: str, attributes: Attributes) -> str | None:
    for script in (href, attributes.get("onclick") or ""):
        found = _IN_SCRIPT.search(script) if len(script) > 5 else None
        if found and _LOOKS_LIKE_ADDRESS.search(found[1]):
            return found[1]
    return next((value.strip() for name in _DATA if (value := attributes.get(name)) and value.strip()), None)
