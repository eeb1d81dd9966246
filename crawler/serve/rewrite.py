"""Addresses in archived pages led back into the archive.

Works on bytes: every charset of pages but UTF-16 keeps ASCII, and the bytes of a page are to reach the browser as
they are, but for these addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ATTRIBUTE = re.compile(
    rb"(?i)(\b(?:href|src|action|background|poster|data-original)\s*=\s*[\"']?\s*)(https?://|//|/(?!/))"
)
_STYLE = re.compile(rb"(?i)(\burl\(\s*[\"']?)(https?://|//|/(?!/))")
_REFRESH = re.compile(rb"(?i)(content\s*=\s*[\"']?\s*\d+\s*;\s*url\s*=\s*[\"']?)(https?://|//|/(?!/))")
_ORIGIN = re.compile(r"(https?:)//[^/?#]*")


def rewrite(body: bytes, url: str, prefix: str) -> bytes:
    """Put `prefix` (`/replay/STAMP/`) before the absolute addresses in `body`, the page or style sheet at `url`.

    Relative ones lead into the archive as they are, since the page is shown below `prefix` at its own address.
    """
    origin = _ORIGIN.match(url)
    if origin is None:
        return body
    leads = {b"//": origin[1].encode() + b"//", b"/": origin[0].encode() + b"/"}
    absolute = _led(prefix.encode(), leads)
    for pattern in (_ATTRIBUTE, _STYLE, _REFRESH):
        body = pattern.sub(absolute, body)
    return body


def _led(prefix: bytes, leads: dict[bytes, bytes]) -> Callable[[re.Match[bytes]], bytes]:
    return lambda found: found[1] + prefix + leads.get(found[2], found[2])
