"""Text written in one charset and read in another, where no byte was lost: encoded back and decoded as it should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.text.edits import Edit
from pipelines.text.model import model
from pipelines.text.signs import shows_rare

KIND: Final = "mojibake"
_TWICE: Final = 3  # how often text may have crossed
_GAIN: Final = 2.0  # nats a character by which the text must become likelier
_WEIGHED: Final = 1000  # characters of a long line that are weighed
_LIKELY: Final = -7.5  # nats a character that it may cost at most afterwards
_SINGLE: Final = ("cp1252", "latin-1", "cp1251", "cp1254", "koi8-r", "cp437", "mac-roman")
_DOUBLE: Final = ("gb18030", "big5hkscs", "cp949", "cp932")
_EAST_ASIAN: Final = ("gb18030", "big5hkscs", "cp949", "euc_jp", "cp932")
_SYLLABLES: Final = frozenset(
    "이다의에는을가를고은로지하한사기도리인시어자서해대일부스정과수나아라국전원그들있것게상"
)
_HIGH: Final = re.compile(r"[^\x00-\x7f]")
_RUN: Final = re.compile(r"[^\x00-\x7f]{4,}")
_LINE: Final = re.compile(r"[^\n]+")
# What single bytes are read as: the upper half of Latin-1 and what windows code pages have there.
_NARROW: Final = re.compile(r"[\x20-\u052f\u2010-\u2122\u2190-\u25ff\uf8ff\ufb01\ufb02]+")


@dataclass(frozen=True, slots=True)
class Crossing:
    read: str
    written: str


def crossings() -> Iterator[Crossing]:
    """All that are tried, the commonest first."""
    for read in (*_SINGLE, *_DOUBLE):
        yield Crossing(read, "utf-8")
    for read in ("latin-1", "cp1252"):
        for written in _EAST_ASIAN:
            yield Crossing(read, written)
    for read in _DOUBLE:
        for written in _EAST_ASIAN:
            if read != written:
                yield Crossing(read, written)


# No charset of single bytes reaches here: a line with one of these was read as East Asian, or never crossed.
_BEYOND = re.compile("[\u3000-\uffff]")


def find_crossings(text: str) -> list[Edit]:
    """Give the edits that undo them in whole lines."""
    return [edit for line in _LINE.finditer(text) if (edit := _edit(line, 0))]


def find_inner_crossings(text: str) -> list[Edit]:
    """Give the edits that undo them in runs within a line: a title pasted from a page of another charset."""
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        for pattern in (_NARROW, _RUN):
            found = [edit for run in pattern.finditer(line[0]) if (edit := _edit(run, line.start()))]
            edits += found
            if found:
                break
    return edits


def _edit(run: re.Match[str], shift: int) -> Edit | None:
    after = uncross(run[0]) if _HIGH.search(run[0]) else None
    return Edit(KIND, shift + run.start(), shift + run.end(), run[0], after, 0.98) if after else None


def uncross(text: str) -> str | None:
    """Give the text before it crossed, once or more; None where it did not, or is not surely better then."""
    result, now = None, text
    for _ in range(_TWICE):
        after = _uncross_once(now)
        if after is None:
            break
        now = after
        result = after if _plausible(after) else result
    return result


def _uncross_once(text: str) -> str | None:
    best, weight = None, _LIKELY
    east_asian = shows_rare(text)
    if not east_asian and _BEYOND.search(text):
        return None
    for crossing in crossings():
        if crossing.read in _DOUBLE and not east_asian:
            continue
        after = undo(text, crossing)
        if after is None or after == text:
            continue
        if crossing.written == "utf-8":
            if _is_certain(text, after, crossing.read):
                return after
        elif (
            _plausible(after)
            and _enough(after, crossing)
            and (new := _weigh(after)) > max(weight, _weigh(text) + _GAIN)
        ):
            best, weight = after, new
    return best


def undo(text: str, crossing: Crossing) -> str | None:
    """Encode back and decode as written; None where either cannot be."""
    try:
        return encode(text, crossing.read).decode(crossing.written)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def encode(text: str, charset: str) -> bytes:
    """Encode as browsers read: the bytes that windows-1252 leaves open are the C1 controls of the same number."""
    if charset != "cp1252":
        return text.encode(charset)
    return b"".join(
        char.encode("latin-1")
        if "\x80" <= char <= "\x9f" and not char.encode(charset, "ignore")
        else char.encode(charset)
        for char in text
    )


def _is_certain(text: str, after: str, read: str) -> bool:
    """Bytes that happen to be UTF-8 are no accident where there are some of them.

    A lone sequence may be quoted by a text about just this: it counts inside a word, not between spaces or quotes.
    """
    high = [match.start() for match in _HIGH.finditer(after)]
    size = sum(len(after[place].encode()) for place in high)
    if read in _DOUBLE:
        return size >= 6 and _weigh(after) - _weigh(text) > _GAIN / 2
    if size >= 6 and len(high) > 1:
        return not _quoted(text)
    place = high[0]
    around = after[max(place - 1, 0) : place] + after[place + 1 : place + 2]
    return any(char.isalpha() for char in around) and not _quoted(text)


def _quoted(text: str) -> bool:
    """Whether what crossed stands alone between quotes or brackets, as an example does."""
    return re.search(r"[\"'`(\[][^\x00-\x7f]+[\"'`)\]]", text) is not None


def _plausible(text: str) -> bool:
    """No controls, nothing unassigned, no private use."""
    return not any(unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\t\r" for char in text)


def _enough(text: str, crossing: Crossing) -> bool:
    """A few pairs of one double-byte charset may happen to spell something in another."""
    return len(_HIGH.findall(text)) >= (6 if crossing.read in _DOUBLE else 3)


def _weigh(text: str) -> float:
    """Nats a character; kana and hangul, which the model does not know, count as ordinary characters if well spelt."""
    text = text[:_WEIGHED]
    known = "".join(char for char in text if not _foreign(char))
    foreign = len(text) - len(known)
    return (model().score(known) - foreign * (5.0 if foreign and well_spelt(text) else 12.0)) / max(len(text), 1)


def _foreign(char: str) -> bool:
    return "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3"


def well_spelt(text: str) -> bool:
    """Hangul of everyday use; kana with kanji of the first level (JIS X 0208, rows 16 to 47)."""
    hangul = [char for char in text if "\uac00" <= char <= "\ud7a3"]
    if hangul:
        return sum(char in _SYLLABLES for char in hangul) > 0.35 * len(hangul)
    kanji = [char.encode("euc_jp", "ignore") for char in text if "\u4e00" <= char <= "\u9fff"]
    return all(data and 0xB0 <= data[0] <= 0xCF for data in kanji)
