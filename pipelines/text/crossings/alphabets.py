"""Text of one alphabet read in the charset of another: Russian in Latin letters, Thai in Greek ones, é as a Chinese 茅.

Letters of other alphabets have the same bytes, so that what comes out is letters too, and no byte is wrong. Nothing
but the spelling tells: see `spelling`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipelines.text.charset.codec import encode_as_read
from pipelines.text.charset.scripts import LANGUAGES, SCRIPT_OF
from pipelines.text.charset.tables import python_codec
from pipelines.text.crossings.examples import is_example
from pipelines.text.crossings.lossless import nats
from pipelines.text.crossings.spelling import UNLIKELY, badness, telling
from pipelines.text.edits import Edit
from pipelines.text.signs.of_text import abounds_in_rare, is_plain_chinese

KIND: Final = "mojibake"
_SINGLE: Final = ("windows-1252", "windows-1251", "koi8-r", "ibm866", "macintosh", "ibm437", "windows-1253")
_DOUBLE: Final = ("gb18030", "big5", "euc-kr", "shift_jis")
_EAST_ASIAN: Final = re.compile("[\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]")
# Of two that read alike the first is taken.
_WRITTEN: Final = (
    *("windows-1251", "koi8-u", "ibm866", "iso-8859-5", "windows-1252", "windows-1250", "windows-1254"),
    *("windows-1253", "windows-1256", "iso-8859-6", "windows-1255", "windows-874", "iso-8859-2", "windows-1257"),
    *("macintosh", "ibm850", "utf-8"),
)
_EASTERN: Final = ("gb18030", "big5", "euc-kr", "shift_jis", "euc-jp")
_CYRILLIC: Final = frozenset({"windows-1251", "koi8-r", "ibm866"})
_LATIN: Final = frozenset({"windows-1252", "macintosh", "ibm437"})
_NOT_LATIN: Final = tuple(each for each in _WRITTEN if SCRIPT_OF.get(each) not in LANGUAGES)
_ICELANDIC: Final = frozenset("ýþðÝÞÐ")  # where Turkish has ı, ş, ğ
_HIGH: Final = re.compile(r"[^\x00-\x7f]")
_INSIDE: Final = re.compile(r"(?<=[A-Za-z\xc0-\u024f])[^\w\s\x00-\x7f’]|[\xb2\xb3\xb9\x80-\x9f\xa1-\xbf](?=[a-z])")
_LINE: Final = re.compile(r"[^\n]+")
_SAMPLE: Final = 2000  # characters that are weighed
_LEAST: Final = 5  # characters beyond ASCII that a text must have
_FAIR: Final = 5.0  # bits a character, with which nobody asks whether it could be better
_WELL: Final = 5.9  # what a text costs at most when it is right
_GAIN: Final = 0.9  # by which a character must become cheaper
_SURE: Final = 40.0  # and all of them together
Crossing = tuple[str, str]  # in which charset a text was read, and in which it was written


def find_alphabet_crossings(text: str) -> list[Edit]:
    """Give the edits that undo them: in the lines of a text that crossed as a whole, or in lines that did alone."""
    crossing = _crossing(text)
    alone = crossing is None and "\n" in text
    found = [
        edit for line in _LINE.finditer(text) if (edit := _edit(line, _crossing(line[0]) if alone else crossing))
    ]
    return [edit for edit in found if not is_example(text, edit)]


def _edit(line: re.Match[str], crossing: Crossing | None) -> Edit | None:
    after = read_anew(line[0], crossing) if crossing else None
    if not after or after == line[0] or badness(after) > badness(line[0]):
        return None
    return Edit(KIND, line.start(), line.end(), line[0], after, 0.95)


def _crossing(text: str) -> Crossing | None:
    if is_plain_chinese(text):
        return None
    sample = telling(text, _SAMPLE)
    if _is_east_asian(sample):
        return None
    letters = _HIGH.findall(sample)
    if len(letters) < _LEAST or _lists_letters(letters):
        return None
    before = badness(sample)
    if before < _FAIR:
        return None
    best, least = None, min(_WELL, before - _GAIN, before - _SURE / len(letters))
    for crossing, after in _readings(sample):
        if (bad := badness(after, least)) < least:
            best, least = crossing, bad
    return best


def _is_east_asian(sample: str) -> bool:
    """Whether its Chinese characters are meant: hardly one of them is rare, or they are likely beside each other."""
    return _EAST_ASIAN.search(sample) is not None and not (abounds_in_rare(sample) and nats(sample) < UNLIKELY)


def _lists_letters(letters: list[str]) -> bool:
    """Whether hardly one comes twice, as in a table of an alphabet."""
    return len(letters) > 20 and len(set(letters)) * 4 > len(letters) * 3


def _readings(sample: str) -> Iterator[tuple[Crossing, str]]:
    """The crossings that may have made it, and what was written before each."""
    from_latin = _WRITTEN if _is_no_latin(sample) else _NOT_LATIN
    for read in _DOUBLE if _EAST_ASIAN.search(sample) else _SINGLE:
        data = _data(sample, read)
        if data is None:
            continue
        for written in (*(from_latin if read in _LATIN else _WRITTEN), *(_EASTERN if read in _CYRILLIC else ())):
            if written != read and (after := _reading(data, written)):
                yield (read, written), after


def _is_no_latin(sample: str) -> bool:
    """Whether Latin letters cannot be meant: with symbols among them, or with the three that Turkish has otherwise.

    By its letters alone, a Latin text may be in a language that nobody counted.
    """
    high = _HIGH.findall(sample)
    return (
        len(_INSIDE.findall(sample)) * 5 > len(high) or sum(map(_ICELANDIC.__contains__, high)) * 5 > len(high) * 2
    )


def read_anew(text: str, crossing: Crossing) -> str | None:
    """Take a text back to its bytes and read them as they were written; None where either cannot be."""
    data = _data(text, crossing[0])
    return None if data is None else _reading(data, crossing[1])


def _data(text: str, read: str) -> bytes | None:
    if "\ufffd" in text:
        return None  # GB 18030 has four bytes for it, but nobody read them
    try:
        return encode_as_read(text, read)
    except UnicodeEncodeError:
        return None


def _reading(data: bytes, written: str) -> str | None:
    try:
        return data.decode(python_codec(written))
    except UnicodeDecodeError:
        return None
