"""Text of UTF-16 whose two bytes changed places, and bytes of another charset that were read as UTF-16 or the reverse:
`䠀椀` for Hi, `畂桳` for Bush.

A line is read anew as a whole: bytes of one kind make nothing but rare characters when they are read as the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.escape_readings import means_something
from pipelines.text.crossings.examples import is_example
from pipelines.text.crossings.lossless import nats
from pipelines.text.edits import Edit
from pipelines.text.signs.rare import abounds_in_rare

KIND: Final = "mojibake"
_LINE: Final = Pattern("[^\n]{6,}")
_WHOLE: Final = Pattern(r"(?s)\A.{12,}\Z")  # bytes of which one may be that of a line's end
# Blocks of which there are some characters among any six whose bytes changed places.
_STRANGE: Final = Pattern("[\u0180-\u02ff\u0500-\u1fff\u2c00-\u2dff\u3130-\u4dff\ua000-\uabff\ue000-\uf8ff]")
_HAN: Final = Pattern("[\u2020-\u7e7e]{8,}")  # letters by twos
_ASCII: Final = Pattern(r"[\x00-\x7f]")
_FEW: Final = 8  # one in so many may be ASCII
_UNPRINTED: Final = Pattern("[\r\n\u3000\xa0]")
_BEGINNING: Final = 64  # characters that are read first
_GAIN: Final = 2.0  # nats a character that it must gain
_LATIN: Final = Pattern(r"[A-Za-z0-9 ,.;:!?'\"()\r\n‘’“”–—…-]{12,}")
_WORDS: Final = Pattern(r"[A-Za-z]{2,} [a-z]{1,12}[ ,.;:]")
_EAST_ASIAN: Final = Pattern("[\u3040-\u9fff\uac00-\ud7a3]")  # whose likelihood is known
_WRITTEN: Final = ("utf-8", "gb18030", "big5hkscs")
_ORDERS: Final = ("utf-16-le", "utf-16-be")


def find_wide(text: str) -> list[Edit]:
    """Give the edits that read such lines."""
    edits = []
    narrow = bool(text) and max(text) < "\u0100"
    for line in (_WHOLE if narrow else _LINE).finditer(text):
        if not (narrow or _is_strange(line[0])):
            continue
        after = next(filter(None, (_checked(line[0], *reading) for reading in _ways(line[0]))), None)
        if after and not is_example(text, edit := Edit(KIND, *line.span(), line[0], after, 0.95)):
            edits.append(edit)
    return edits


def _is_strange(line: str) -> bool:
    return _STRANGE.search(line) is not None or (_HAN.fullmatch(line) is not None and abounds_in_rare(line))


def _ways(line: str) -> Iterator[tuple[str, str]]:
    """How it may have been read, and written."""
    if max(line) < "\u0100":
        yield from (("latin-1", order) for order in _ORDERS if not len(line) % 2)
    elif len(_ASCII.findall(line[:_BEGINNING])) * _FEW <= len(
        line[:_BEGINNING]
    ):  # blanks and figures are none any more
        yield _ORDERS[0], _ORDERS[1]
        yield from ((order, written) for order in _ORDERS for written in _WRITTEN)


def _checked(line: str, read: str, written: str) -> str | None:
    """What it says so, if that is likely; what of it begins says whether to go on."""
    if len(line) > _BEGINNING and not _reading(line[:_BEGINNING], read, written, final=False):
        return None
    after = _reading(line, read, written, final=True)
    if _LATIN.fullmatch(after) and _WORDS.search(after):
        return after
    letters = sum(map(str.isalpha, after[:_BEGINNING]))
    if letters * 3 < len(after[:_BEGINNING]) * 2 or not means_something(after):
        return None
    return after if not _EAST_ASIAN.search(after) or nats(after) > nats(line) + _GAIN else None


def _reading(line: str, read: str, written: str, *, final: bool) -> str:
    try:
        data = line.encode(read, "surrogatepass") if read in _ORDERS else line.encode(read)
        after = data.decode(written, "strict" if final else "ignore")
    except UnicodeError:
        return ""
    return after if _UNPRINTED.sub("", after).isprintable() else ""
