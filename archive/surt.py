"""URLs as keys that sort by site: `com,example)/path?a=1`, as replay tools look them up.

The rules are those of the Internet Archive's tools on top of Google's Safe Browsing canonical form; a key that
differs from what a replay tool computes hides the page from it.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

URL = re.compile(r"(https?)://(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
AUTHORITY = re.compile(r"(\[[^\]]*\]|[^:]*)(?::(\d*))?")
DEFAULT_PORTS = {"http": "80", "https": "443"}
WWW = re.compile(r"www\d*\.")
SESSIONS_IN_PATH = tuple(
    re.compile(f"(.*/){session}/([^?]+\\.aspx.*)")
    for session in (r"\((?:[a-z]\([0-9a-z]{24}\))+\)", r"\([0-9a-z]{24}\)")
)
SESSIONS_IN_QUERY = tuple(
    re.compile(f"(.*){session}(?:&(.*))?$")
    for session in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)
KEPT = "!\"$&'()*+,/:;<=>?@[\\]^`{|}~"  # all visible ASCII but # and %; letters, digits, _.- are kept anyway


def surt_key(url: str) -> str:
    """Give the key of an http(s) URL; any other URL is its own key."""
    match = URL.match(url)
    if match is None:
        return url
    scheme, authority, path, query = match.groups(default="")
    key = _authority(scheme.lower(), authority.lower()) + ")" + _path(path)
    query = _query(query)
    return f"{key}?{query}" if query else key


def _authority(scheme: str, authority: str) -> str:
    match = AUTHORITY.match(authority)
    host, port = match.groups(default="") if match else (authority, "")
    host = WWW.sub("", ".".join(filter(None, host.split("."))), count=1) if WWW.match(host) else host
    labels = ",".join(reversed([label for label in host.strip("[]").split(".") if label]))
    return f"{labels}:{port}" if port and port != DEFAULT_PORTS[scheme] else labels


def _path(path: str) -> str:
    kept: list[str] = []
    for segment in _escaped(path).split("/")[1:]:
        if segment == ".." and kept:
            kept.pop()
        elif segment != ".":
            kept.append(segment)
    return _without_session("/" + "/".join(filter(None, kept)).lower(), SESSIONS_IN_PATH)


def _query(query: str) -> str:
    parts = _without_session(_escaped(query).lower(), SESSIONS_IN_QUERY).split("&")
    return "&".join(sorted(parts, key=lambda part: part.partition("=")))


def _without_session(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    for pattern in patterns:
        if match := pattern.match(text):
            text = "".join(match.groups(default=""))
    return text


def _escaped(text: str) -> str:
    """Undo all percent-encoding, however often it was applied, and escape anew what has to be."""
    data = text.encode()
    while (plain := unquote_to_bytes(data)) != data:
        data = plain
    return quote_from_bytes(data, safe=KEPT)
