"""What a server and a page say about their charset, as they wrote it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipelines.pattern import Pattern
from pipelines.text.charset.labels import encoding_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)

# The standard looks at 1024 bytes; pages exist that put scripts and styles before their meta.
_FAR = 16384

_HEADER = Pattern(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"';,>]{1,40})""", re.IGNORECASE)
_META = re.compile(rb"<meta[\s/]")
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"'/;,>]{1,40})""")
_XML = re.compile(rb"""^\s{0,99}<\?xml[^>]{1,200}?encoding\s{0,9}=\s{0,9}["']([^"']{1,40})""")


@dataclass(frozen=True, slots=True)
class Declared:
    """Labels as found, None where nothing is said. `metas`: all that the page names, XML's first."""

    bom: str | None = None
    header: str | None = None
    metas: tuple[str, ...] = ()

    @property
    def meta(self) -> str | None:
        return self.metas[0] if self.metas else None

    @property
    def label(self) -> str | None:
        """What was claimed, by the one that browsers would believe (HTML, 13.2.3.2)."""
        return self.bom or self.header or self.meta

    def sources(self) -> tuple[tuple[str, str], ...]:
        """Who says what, in the order of trust: `("header", "GBK")`."""
        said = [("BOM", self.bom), ("header", self.header), *(("meta", label) for label in self.metas)]
        return tuple((who, label) for who, label in said if label)


def declarations(data: bytes, content_type: str | None, is_html: bool = True) -> Declared:
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    header = _HEADER.search(content_type) if content_type else None
    return Declared(bom, header[1] if header else None, _in_page(data) if is_html else ())


def bom_length(data: bytes) -> int:
    return next((len(mark) for mark, _ in _BOMS if data.startswith(mark)), 0)


def _in_page(data: bytes) -> tuple[str, ...]:
    head = data[:_FAR]
    found: dict[str, str] = {}
    if head[1:2] == b"\0" or head[:1] == b"\0":
        head = head.replace(b"\0", b"")
    for label in (*_xml(head), *_metas(head)):
        found.setdefault(label.lower(), label)
    return tuple(found.values())


def _xml(head: bytes) -> list[str]:
    match = _XML.match(head)
    return [match[1].decode("ascii", "replace")] if match else []


def _metas(head: bytes) -> list[str]:
    """Labels in meta elements before the body, those in comments left out."""
    small = head.lower()
    end = small.find(b"<body")
    labels, place = [], small.find(b"charset", 0, end if end >= 0 else len(small))
    while place >= 0:
        match = _CHARSET.match(small, place)
        if match and _in_meta(small, place):
            labels.append(head[match.start(1) : match.end(1)].decode("ascii", "replace"))
        place = small.find(b"charset", place + 7, end if end >= 0 else len(small))
    return labels


def _in_meta(small: bytes, place: int) -> bool:
    """`place` is inside a meta tag, and the tag is not inside a comment."""
    tag = small.rfind(b"<", 0, place)
    if tag < 0 or not _META.match(small, tag) or small.find(b">", tag, place) >= 0:
        return False
    return small.rfind(b"<!--", 0, tag) <= small.rfind(b"-->", 0, tag)


def named(who: str, label: str) -> str | None:
    """Give the encoding that is meant (HTML, 13.2.3.2: a page whose meta tag could be read is not UTF-16)."""
    encoding = encoding_of(label)
    if encoding is None or who != "meta":
        return encoding
    if encoding == "x-user-defined":
        return "windows-1252"
    return "utf-8" if encoding.startswith(("utf-16", "utf-32")) else encoding
