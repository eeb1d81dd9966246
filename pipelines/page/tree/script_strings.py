"""The strings of a script: joined where the script joins them, and decoded where it would decode them.

`document.write("<p>…"); document.write("…</p>")` · `unescape("%u4e2d…")` · `decodeURIComponent("%E4…")` · `atob("PHA+…")`
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from pipelines.page.tables import alternatives
from pipelines.page.tree.literals import read_literal
from pipelines.pattern import Pattern

# The end is not asked for: where it is missing, each quote would be tried for a beginning.
_STRING = Pattern(r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|`[^`$]*+`?", re.S)
_JOINS = Pattern(r"\s*(?:\+|\)?\s*;?\s*(?:document\.write(?:ln)?\s*\(|[\w$.]{1,40}\s*\+=))\s*")
_STATEMENT = Pattern(r"[;\n{}]")
_OTHERS = Pattern(alternatives("meta", "rich", "others"), re.IGNORECASE)
_FARTHEST = 80  # letters between two strings that are joined
_LONGEST, _MOST = 400_000, 10_000  # letters of a script, and strings
_UNITS = Pattern(r"%u([0-9a-fA-F]{4})")
_ESCAPED = Pattern(r"%(?:u[0-9a-fA-F]{4}|3[cC]|[eE][4-9][%])")
_BASE64 = Pattern(r"[A-Za-z0-9+/\s]{120,}+={0,2}\s*")
_GZIP, _ZLIB, _EITHER = b"\x1f\x8b", b"\x78", 47  # the last: window bits by which zlib tells them itself
_LARGEST = 4 << 20  # bytes of what was packed


def names_others(name: str) -> bool:
    """Say whether a name, of a script or in its data, is one of what stands beside an article."""
    return _OTHERS.search(name) is not None


def strings_in(script: str) -> Iterator[str]:
    """Give the strings of a script as a page would show them."""
    joined: list[str] = []
    end = 0
    for found in islice(_STRING.finditer(script, 0, _LONGEST), _MOST):
        before = _STATEMENT.split(script[max(found.start() - _FARTHEST, 0) : found.start()])[-1]
        unended = len(found[0]) < 2 or found[0][-1] != found[0][0]
        if unended or before.rstrip().endswith(":") or names_others(before):
            continue  # a value of a table; what is called something else than the text
        apart = found.start() - end > _FARTHEST or not _JOINS.fullmatch(script, end, found.start())
        if joined and apart:
            yield decoded("".join(joined))
            joined = []
        joined.append(_value(found[0]))
        end = found.end()
    if joined:
        yield decoded("".join(joined))


def _value(token: str) -> str:
    if "\\" not in token or token[0] == "`":
        return token[1:-1]
    values = read_literal(f"[{token}]")
    return values[0] if isinstance(values, list) and values and isinstance(values[0], str) else ""


def decoded(text: str) -> str:
    """Give what a text stands for that is escaped for addresses or written in base64; others as they are."""
    if _ESCAPED.search(text):
        # characters above U+FFFF are two units
        units = _UNITS.sub(lambda found: chr(int(found[1], 16)), text)
        return unquote(units.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if _BASE64.fullmatch(text):
        return _unpacked(text)
    return text


def _unpacked(text: str) -> str:
    try:
        data = b64decode(text)
        if data.startswith((_GZIP, _ZLIB)):
            data = zlib.decompressobj(_EITHER).decompress(data, _LARGEST)
        plain = data.decode()
    except (ValueError, zlib.error):
        return text
    return unquote(plain) if _ESCAPED.search(plain) else plain
