r"""Bytes that a program could not read and kept as characters of their own: U+DC80 to U+DCFF (Python's surrogateescape) and
U+F780 to U+F7FF (x-user-defined, in which scripts of browsers fetch bytes).

Nothing is lost: a line is taken back to its bytes, and read as what its form and its words say that they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.escape_readings import means_something
from pipelines.text.edits import Edit

KIND: Final = "mojibake"
_ANY: Final = Pattern("[\udc80-\udcff\uf780-\uf7ff]")
_KEPT: Final = Pattern("[\udc80-\udcff]")
_IN_PRIVATE_USE: Final = {0xF700 + byte: byte for byte in range(0x80, 0x100)}
_READ: Final = ("utf-8", "gbk", "big5")  # in which a decoder kept what it could not read
_WRITTEN: Final = ("utf-8", "gb18030", "big5hkscs")


def find_kept_bytes(text: str) -> list[Edit]:
    """Give the edits that read them, line by line."""
    found = ((start, line, next(_readings(line), None)) for start, line in _lines(text))
    return [Edit(KIND, start, start + len(line), line, after, 0.95) for start, line, after in found if after]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that hold such characters, with their places; a line is looked through once, however long it is."""
    end = 0
    while kept := _ANY.search(text, end):
        start, end = text.rfind("\n", 0, kept.start()) + 1, text.find("\n", kept.end())
        end = end if end >= 0 else len(text)
        yield start, text[start:end]


def _readings(line: str) -> Iterator[str]:
    for data in _bytes(line):
        for codec in _WRITTEN:
            try:
                after = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if after != line and means_something(after):
                yield after


def _bytes(line: str) -> Iterator[bytes]:
    if not _KEPT.search(line):
        plain = line.translate(_IN_PRIVATE_USE)
        if max(plain) < "\u0100":
            yield plain.encode("latin-1")
        return
    for codec in _READ:
        try:
            yield line.encode(codec, "surrogateescape")
        except UnicodeEncodeError:
            continue
