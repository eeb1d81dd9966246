"""Is this a page at all? Told from the first bytes; the Content-Type is only asked where they say nothing."""

from __future__ import annotations

import re
import zlib
from enum import StrEnum

EMPTY = "empty page"


class Content(StrEnum):
    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    STORE = "store"
    JSON = "json"
    SCRIPT = "script"
    OTHER = "other"


# First bytes of files that sites link from lists as if they were articles (MIME Sniffing Standard, section 6).
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap"),
    (b"PK\x03\x04", "a ZIP or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"ID3", "audio"),
    (b"OggS", "audio or video"),
    (b"RIFF", "audio or video"),
    (b"CWS", "a Flash film"),
    (b"FWS", "a Flash film"),
    (b"wOF", "a font"),
)
_FILM = b"ftyp"  # behind four bytes of length: MP4
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|div|table|p|a|br|script|frameset|rss|feed|urlset)\b", re.I
)
_ROOTS = (
    (re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I), Content.FEED, "a feed"),
    (re.compile(rb"<(?:urlset|sitemapindex)[\s>]", re.I), Content.SITEMAP, "a sitemap"),
    (re.compile(rb"<(?:datastore|recordset)[\s>]", re.I), Content.STORE, "a data store"),
)
_ITEM = re.compile(rb"<(?:item|entry)[\s>]")
# A sitemap as plain lines (sitemaps.org, "Text file").
_ADDRESSES = re.compile(rb"https?://[^\s<>]+\s*(?:\n\s*https?://[^\s<>]+|\Z)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


_GZIP = b"\x1f\x8b\x08"
_LARGEST = 50 * 1024 * 1024  # bytes of a sitemap (sitemaps.org, 2008)


_END = re.compile(rb"</(?:html|rss|feed|rdf:RDF|urlset|sitemapindex)\s*>", re.I)
_LAST = 2048  # bytes: scripts of hosts come behind the page


def unpacked(body: bytes) -> bytes:
    """Give what a gzipped file holds, as sitemaps are: not a coding of the message, but the file itself."""
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, _LARGEST)
    except zlib.error:
        return body


def is_ended(body: bytes) -> bool:
    """Tell whether a page comes to its end, so that nothing of it is missing although its server broke off."""
    return _END.search(body, max(0, len(body) - _LAST)) is not None


def sniff(body: bytes, content_type: str | None) -> tuple[Content, str]:
    """Tell what `body` is, and in words what was seen: a reason to reject it where it is `OTHER`."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.strip():
        return Content.OTHER, EMPTY
    if head.startswith(_UTF16) or (b"\x00" in head[:64] and _is_wide_markup(body[:4096])):
        return Content.HTML, "UTF-16 text"
    if _ADDRESSES.match(head):
        return Content.SITEMAP, "a list of addresses"
    if data := _for_scripts(head, body[:4096], content_type):
        return data
    markup = _MARKUP.search(body, 0, 4096) is not None
    if not markup or b"\x00" in head[:64]:
        reason = _not_a_page(head, body[:4096], content_type)
        if reason:
            return Content.OTHER, reason
    return _as_xml(head, body[:4096]) or (Content.HTML, "markup" if markup else "text")


def _is_wide_markup(sample: bytes) -> bool:
    """Tell a page in UTF-16 or UTF-32 without a mark: editors of Windows offer it so. Every ASCII letter has a zero byte."""
    narrow = sample.replace(b"\x00", b"")
    many = (len(sample) - len(narrow)) * 5 > len(sample)
    return many and narrow.lstrip().startswith(b"<") and _MARKUP.search(narrow) is not None


def _as_xml(head: bytes, sample: bytes) -> tuple[Content, str] | None:
    """Tell feeds, sitemaps, and lists of a site's own making from pages."""
    if head[:1] != b"<" or head[:14].lower().startswith((b"<!doctype html", b"<html")):
        return None
    for pattern, content, what in _ROOTS:
        if pattern.search(head):
            return content, what
    if head.startswith(b"<?xml") and b"<html" not in head and _ITEM.search(sample):
        return Content.FEED, "XML with items"
    return None


def _for_scripts(head: bytes, sample: bytes, content_type: str | None) -> tuple[Content, str] | None:
    """Tell what scripts ask for, or are."""
    if _is_json(head, content_type):
        return Content.JSON, "JSON data"
    if head[:1] != b"<" and _WRITES.search(sample) and _is_script(head, content_type):
        return Content.SCRIPT, "a script that writes links"
    return None


def _is_json(head: bytes, content_type: str | None) -> bool:
    """Tell lists that come as JSON; what is no list is found out when it is read."""
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind.endswith(("json", "javascript")):
        return head[:1] in (b"{", b"[") or _JSONP.match(head) is not None or _ASSIGNED.match(head) is not None
    return _JSON.match(head) is not None


def _is_script(head: bytes, content_type: str | None) -> bool:
    kind = (content_type or "").split(";")[0].strip().lower()
    return kind.endswith("javascript") or _BEGINS_SCRIPT.match(head) is not None


_WRITES = re.compile(rb"document\.writel?n?\s?\(")
_BEGINS_SCRIPT = re.compile(rb"(?:/[*/]|(?:var|let|const)\s|document\.write|[\w$.]{1,60}\s?=|function\b)")
_JSON = re.compile(rb"(?:\{\s*\"|\[\s*[{\"\]])")
_JSONP = re.compile(rb"[\w$.]{1,60}\s?\(\s*[{\[]")
_ASSIGNED = re.compile(rb"(?:(?:var|let|const)\s{1,3}|window\.)[\w$.]{1,60}\s?=\s?[{\[]")


def _not_a_page(head: bytes, sample: bytes, content_type: str | None) -> str | None:
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return f"not a page: {what}"
    if head[4:8] == _FILM:
        return "not a page: audio or video"
    # NUL and other controls that no charset of the web uses in text (ISO-2022-JP needs ESC).
    controls = len(sample) - len(sample.translate(None, bytes((*range(7), 14, 15, 16, 17, 18, 19, 20, 127))))
    if controls * 50 > len(sample):
        return "not a page: binary data"
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind.split("/")[0] in ("image", "audio", "video", "font"):
        return f"not a page: {kind}"
    if kind in _NOT_TEXT:
        return f"not a page: {kind}"
    return None


_NOT_TEXT = frozenset(
    (
        "application/json",
        "application/javascript",
        "text/javascript",
        "text/css",
        "application/pdf",
        "application/zip",
    )
)
