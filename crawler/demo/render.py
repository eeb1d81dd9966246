"""Templates to text, text to bytes."""

from __future__ import annotations

import html
import posixpath
from functools import cache
from importlib.resources import files
from string import Template


@cache
def _template(name: str) -> Template:
    return Template(files("crawler.demo").joinpath("templates", name).read_text(encoding="utf-8"))


def fill(template: str, **values: object) -> str:
    """Give a template with every `$name` replaced. Values are markup: escape plain text with `esc`."""
    return _template(template).substitute({name: str(value) for name, value in values.items()})


def esc(text: str) -> str:
    return html.escape(text, quote=True)


def link(href: str, text: str) -> str:
    return f'<a href="{esc(href)}">{esc(text)}</a>'


def relative(page: str, target: str) -> str:
    """Give the address of `target` as a page with relative links writes it."""
    path = posixpath.relpath(target, posixpath.dirname(page))
    return path if path.startswith(".") else f"./{path}"


def encode(text: str, codec: str) -> bytes:
    """Encode as old editors did. `gbk` here is Windows code page 936: € is the single byte 80.

    Python's gbk has no € and its gb18030 knows only A2 E3; the WHATWG decoder reads both.
    """
    if codec == "gbk":
        return b"\x80".join(piece.encode("gbk") for piece in text.split("€"))
    return text.encode(codec)
